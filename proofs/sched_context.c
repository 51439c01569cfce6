#include "kernel/sched_context.h"

#include "kernel/sched_context.c"
