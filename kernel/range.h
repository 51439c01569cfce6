/*
 * Ranges of pages of physical memory, by number, in ascending order and apart:
 * what is left of a big one when the taken parts are cut out.
 */
#ifndef TENON_KERNEL_RANGE_H
#define TENON_KERNEL_RANGE_H

#include "kernel/types.h"

#define RANGES 8UL
#define RANGE_ALIGN 64UL /* pages */
#define RANGE_BITS 28UL
#define RANGE_TOP BIT(RANGE_BITS) /* pages of 40 bits */

struct range {
    word_t from, to;
};

struct ranges {
    word_t count;
    struct range range[8];
};

#include "spec/range.acsl"

/* The one range from `from` to `to`, nothing if it is empty. */
/*@ requires out: \valid(r);
    assigns       *r;
    ensures  wf:  RangesIn(r, from, to); */
void ranges_init(struct ranges *r, word_t from, word_t to);

/* What is left of `whole` without the pages from `from` to `to`.  A range too many is dropped. */
/*@ requires whole: \valid_read(whole) && whole->count <= RANGES;
    requires out:   \valid(left) && \separated(whole, left);
    assigns         *left;
    ensures  wf:    left->count <= RANGES;
    ensures  apart: from <= to ==> RangesApart(left, from, to);
    ensures  kept:  \forall integer a, b; RangesIn(whole, a, b) ==> RangesIn(left, a, b);
    ensures  still: \forall integer a, b; RangesApart(whole, a, b) ==> RangesApart(left, a, b); */
void ranges_cut(const struct ranges *whole, word_t from, word_t to, struct ranges *left);

/* The lowest place for so many pages, aligned to RANGE_ALIGN: WORD_MAX if there is none. */
/*@ requires r:    \valid_read(r) && RangesIn(r, 0, RANGE_TOP);
    assigns        \nothing;
    ensures  fits: \result != WORD_MAX ==>
                       \result % RANGE_ALIGN == 0 && RangesHave(r, \result, \result + pages); */
word_t ranges_fit(const struct ranges *r, word_t pages);

/* log2 of the pages of the largest naturally aligned power of two that begins at `from` and ends by `to`. */
/*@ requires some: from < to <= RANGE_TOP;
    assigns        \nothing;
    ensures  bits: \result <= RANGE_BITS;
    ensures  fits: from + (1 << \result) <= to; */
word_t range_bits(word_t from, word_t to);

#endif
