/* The code computes what the standard's text, as written in spec/sha256.acsl, computes. */
#include "kernel/sha256.c"
