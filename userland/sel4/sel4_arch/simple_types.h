/* Found by this name, too. */
#include <sel4/simple_types.h>
