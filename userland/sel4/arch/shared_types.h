/* Found by this name, too. */
#include <sel4/types.h>
