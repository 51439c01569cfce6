/* Found by this name, too. */
#include <sel4/invocation.h>
