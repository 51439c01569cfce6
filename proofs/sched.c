#include "spec/builtin.acsl"

#include "kernel/sched.c"
