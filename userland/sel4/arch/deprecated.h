/* Found by this name, too. */
#include <sel4/deprecated.h>
