/*
 * Single bits of a word.
 */
#ifndef TENON_KERNEL_BITS_H
#define TENON_KERNEL_BITS_H

#include "kernel/types.h"

static inline word_t bit_set(word_t w, word_t b) { return w | BIT(b); }
static inline word_t bit_clear(word_t w, word_t b) { return w & ~BIT(b); }
static inline word_t bit_test(word_t w, word_t b) { return w >> b & 1; }

/* Number of the highest bit set in w, which is not 0. */
static inline word_t bit_highest(word_t w) { return 63 - (word_t)__builtin_clzl(w); }
/* Number of the lowest. */
static inline word_t bit_lowest(word_t w) { return (word_t)__builtin_ctzl(w); }

#endif
