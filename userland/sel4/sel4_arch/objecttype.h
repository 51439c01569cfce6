/* Found by this name, too. */
#include <sel4/constants.h>
