#include "spec/builtin.acsl"

#include "kernel/run_queue.h"
#include "spec/marks.acsl"

#include "kernel/run_queue.c"
