/* Found by this name, too. */
#include <sel4/bootinfo.h>
