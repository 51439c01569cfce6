/* The code computes what the standard's text, as written in spec/sha256.acsl, computes. */
#define SHA256_OPEN
#include "kernel/sha256.c"
