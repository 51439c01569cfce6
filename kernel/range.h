/*
 * Ranges of physical memory, in ascending order and apart: what is left of a
 * big one when the taken parts are cut out.
 */
#ifndef TENON_KERNEL_RANGE_H
#define TENON_KERNEL_RANGE_H

#include "kernel/types.h"

#define RANGES 8UL
#define RANGE_ALIGN BIT(18)

struct range {
    paddr_t from, to;
};

struct ranges {
    word_t count;
    struct range range[8];
};

#include "spec/range.acsl"

/* The one range from `from` to `to`, nothing if it is empty. */
/*@ requires out: \valid(r);
    assigns       *r;
    ensures  wf:  RangesIn(r, from, to);
    ensures  paged: from % 4096 == 0 && to % 4096 == 0 ==> RangesPaged(r); */
void ranges_init(struct ranges *r, paddr_t from, paddr_t to);

/* What is left of `whole` without the bytes from `from` to `to`.  A range too many is dropped. */
/*@ requires whole: \valid_read(whole) && whole->count <= RANGES;
    requires out:   \valid(left) && \separated(whole, left);
    assigns         *left;
    ensures  wf:    left->count <= RANGES;
    ensures  apart: from <= to ==> RangesApart(left, from, to);
    ensures  paged: from % 4096 == 0 && to % 4096 == 0 && RangesPaged(whole) ==> RangesPaged(left);
    ensures  kept:  \forall integer a, b; RangesIn(whole, a, b) ==> RangesIn(left, a, b);
    ensures  still: \forall integer a, b; RangesApart(whole, a, b) ==> RangesApart(left, a, b); */
void ranges_cut(const struct ranges *whole, paddr_t from, paddr_t to, struct ranges *left);

/* The lowest place for so many bytes, aligned to RANGE_ALIGN: WORD_MAX if there is none. */
/*@ requires r:    \valid_read(r) && RangesIn(r, 0, BIT(40));
    assigns        \nothing;
    ensures  fits: \result != WORD_MAX ==>
                       \result % RANGE_ALIGN == 0 && RangesHave(r, \result, \result + bytes); */
paddr_t ranges_fit(const struct ranges *r, word_t bytes);

/* The bytes of the largest naturally aligned power of two that begins at `from` and ends by `to`. */
/*@ requires page: from % 4096 == 0 && from + 4096 <= to <= BIT(40);
    assigns        \nothing;
    ensures  fits: 4096 <= \result && from + \result <= to && \result % 4096 == 0; */
word_t range_block(paddr_t from, paddr_t to);

#endif
