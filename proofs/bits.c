/* The bits of a word: set, cleared, tested, the highest. */
#include "spec/builtin.acsl"

#include "kernel/bits.h"
