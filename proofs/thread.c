#include "kernel/thread.h"
#include "spec/marks.acsl"
