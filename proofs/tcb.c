#include "kernel/tcb.c"
