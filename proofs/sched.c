#include "kernel/sched.c"
