#include "kernel/cnode.c"
