/*
 * What is true of the kernel's state between any two calls, as code.
 */
#ifndef TENON_FUZZ_INVARIANTS_H
#define TENON_FUZZ_INVARIANTS_H

#include "kernel/kernel.h"

/* The first rule that does not hold, as a sentence, and what it is about; 0 if all hold. */
struct broken {
    const char *rule;
    word_t where, what;
};

struct broken invariants_check(void);

/* What the last check saw: capabilities, and mapped blocks. */
extern word_t invariants_caps, invariants_blocks;

#endif
