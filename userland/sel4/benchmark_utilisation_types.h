/* Programs include this; this kernel measures nothing about itself. */
#include <sel4/types.h>
