/*
 * Rounding up and dividing out: the two pieces of arithmetic in which a
 * variable is multiplied by another.  They stand apart because their proofs do.
 */
#ifndef TENON_KERNEL_ALIGN_H
#define TENON_KERNEL_ALIGN_H

#include "kernel/types.h"

#define ALIGN_MOST BIT(43)

/* The first multiple of unit that is not below x. */
/*@ requires unit:  0 < unit <= ALIGN_MOST && x <= ALIGN_MOST;
    assigns         \nothing;
    ensures  bound: x <= \result < x + unit;
    ensures  whole: \result % unit == 0; */
static inline word_t align_up(word_t x, word_t unit)
{
    return (x + unit - 1) / unit * unit;
}

/* 1 if count pieces of `unit` fit into `space`. */
/*@ requires unit: 0 < unit;
    assigns        \nothing;
    ensures  fits: \result == 1 <==> count * unit <= space;
    ensures  bit:  \result <= 1; */
static inline word_t align_fits(word_t space, word_t unit, word_t count)
{
    return count <= space / unit;
}

#endif
