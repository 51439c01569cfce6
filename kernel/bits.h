/*
 * Single bits of a word.
 */
#ifndef TENON_KERNEL_BITS_H
#define TENON_KERNEL_BITS_H

#include "kernel/types.h"
#include "spec/bits.acsl"

/*@ requires bit:  b < 64;
    assigns        \nothing;
    ensures  set:  Bit(\result, b);
    ensures  same: \forall integer i; 0 <= i < 64 && i != b ==> (Bit(\result, i) <==> Bit(w, i)); */
static inline word_t bit_set(word_t w, word_t b) { return w | BIT(b); }
/*@ requires bit:   b < 64;
    assigns         \nothing;
    ensures  clear: !Bit(\result, b);
    ensures  same:  \forall integer i; 0 <= i < 64 && i != b ==> (Bit(\result, i) <==> Bit(w, i)); */
static inline word_t bit_clear(word_t w, word_t b) { return w & ~BIT(b); }
/*@ requires bit: b < 64;
    assigns       \nothing;
    ensures  is:  \result == 1 <==> Bit(w, b);
    ensures  bit: \result <= 1; */
static inline word_t bit_test(word_t w, word_t b) { return w >> b & 1; }

/* Number of the highest bit set in w, which is not 0. */
/*@ requires some: w != 0;
    assigns        \nothing;
    ensures  bit:  \result < 64;
    ensures  one:  Bit(w, \result);
    ensures  none: \forall integer i; \result < i < 64 ==> !Bit(w, i); */
static inline word_t bit_highest(word_t w) { return 63 - (word_t)__builtin_clzl(w); }

#endif
