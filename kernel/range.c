/*
 * Cutting builds a new list beside the old one, so no element ever moves.
 */
#include "kernel/range.h"

/* One more range at the end, if it is not empty and there is room. */
/*@ requires r: \valid(r) && r->count <= RANGES;
    assigns      *r;
    ensures  wf:   r->count <= RANGES && r->count >= \old(r->count);
    ensures  same: \forall integer i; 0 <= i < \old(r->count) ==>
                       r->range[i].from == \old(r->range[i].from) && r->range[i].to == \old(r->range[i].to);
    ensures  new:  \forall integer i; \old(r->count) <= i < r->count ==>
                       from < to && r->range[i].from == from && r->range[i].to == to; */
static void add(struct ranges *r, word_t from, word_t to)
{
    if (from >= to || r->count == RANGES)
        return;
    r->range[r->count].from = from;
    r->range[r->count].to = to;
    r->count++;
}

void ranges_init(struct ranges *r, word_t from, word_t to)
{
    r->count = 0;
    add(r, from, to);
}

void ranges_cut(const struct ranges *whole, word_t from, word_t to, struct ranges *left)
{
    left->count = 0;
    /*@ loop invariant i:     0 <= i <= whole->count;
        loop invariant wf:    left->count <= RANGES;
        loop invariant apart: from <= to ==> RangesApart(left, from, to);
        loop invariant kept:  \forall integer a, b; RangesIn(whole, a, b) ==> RangesIn(left, a, b);
        loop invariant still: \forall integer a, b; RangesApart(whole, a, b) ==> RangesApart(left, a, b);
        loop assigns i, *left;
        loop variant whole->count - i; */
    for (word_t i = 0; i < whole->count; i++) {
        word_t start = whole->range[i].from, end = whole->range[i].to;

        add(left, start, MIN(end, from));
        add(left, start < to ? to : start, end);
    }
}

word_t ranges_fit(const struct ranges *r, word_t pages)
{
    /*@ loop invariant i: 0 <= i <= r->count;
        loop assigns i;
        loop variant r->count - i; */
    for (word_t i = 0; i < r->count; i++) {
        word_t start = (r->range[i].from + RANGE_ALIGN - 1) / RANGE_ALIGN * RANGE_ALIGN;

        if (start <= r->range[i].to && pages <= r->range[i].to - start)
            return start;
    }
    return WORD_MAX;
}

word_t range_bits(word_t from, word_t to)
{
    word_t bits = 0;

    /*@ loop invariant bits: bits <= RANGE_BITS;
        loop invariant fits: from + (1 << bits) <= to;
        loop assigns bits;
        loop variant RANGE_BITS - bits; */
    while (bits < RANGE_BITS && from % BIT(bits + 1) == 0 && BIT(bits + 1) <= to - from)
        bits++;
    return bits;
}
