/*
 * Ranges of pages of physical memory, by number, in ascending order and apart:
 * what is left of some when the taken parts are cut out.  There is always room
 * for one more, so nothing is lost.
 */
#ifndef TENON_KERNEL_RANGE_H
#define TENON_KERNEL_RANGE_H

#include "kernel/types.h"

#define RANGES 12UL
#define RANGE_ALIGN 64UL /* pages */
#define RANGE_BITS 28UL
#define RANGE_TOP BIT(RANGE_BITS) /* pages of 40 bits */

struct range {
    word_t from, to;
};

struct ranges {
    word_t count;
    struct range range[12];
};

#include "spec/range.acsl"

/* One more range behind the others, if it is not empty. */
/*@ requires room:  \valid(r) && (from < to ==> r->count < RANGES);
    assigns         *r;
    ensures  count: r->count == \old(r->count) + (from < to ? 1 : 0);
    ensures  order: RangesOrdered{Old}(r) && RangesBelow{Old}(r, from) ==> RangesOrdered(r);
    ensures  below: \forall integer b; RangesBelow{Old}(r, b) && to <= b ==> RangesBelow(r, b);
    ensures  in:    \forall integer a, b; RangesIn{Old}(r, a, b) && a <= from && to <= b ==> RangesIn(r, a, b);
    ensures  apart: \forall integer a, b; RangesApart{Old}(r, a, b) && (to <= a || b <= from) ==> RangesApart(r, a, b); */
void ranges_add(struct ranges *r, word_t from, word_t to);

/* What is left of `whole` without the pages from `from` to `to`: one range more at most. */
/*@ requires whole: \valid_read(whole) && whole->count < RANGES && RangesOrdered(whole);
    requires out:   \valid(left) && \separated(whole, left);
    requires cut:   from <= to;
    assigns         *left;
    ensures  count: left->count <= whole->count + 1;
    ensures  order: RangesOrdered(left);
    ensures  apart: RangesApart(left, from, to);
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
