#define SYSTEM_OPEN
#include "kernel/waiting.h"
#include "spec/frames.acsl"
#include "spec/marks.acsl"

#include "kernel/waiting.c"
