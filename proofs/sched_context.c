#include "kernel/sched_context.c"
