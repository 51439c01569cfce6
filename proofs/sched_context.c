#define SYSTEM_OPEN
#include "kernel/sched_context.h"
#include "spec/kept.acsl"

#include "kernel/sched_context.c"
