/* Proved without -simplify-cfg: one switch has all the calls. */
#include "kernel/syscall.c"
