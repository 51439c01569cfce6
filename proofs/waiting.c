#include "kernel/waiting.h"
#include "spec/marks.acsl"

#include "kernel/waiting.c"
