/* Found by this name, too. */
#include <sel4/syscalls.h>
