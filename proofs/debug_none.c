#include "kernel/debug_none.c"
