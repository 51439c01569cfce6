/*
 * Cutting builds a new list beside the old one, so no element ever moves.
 */
#include "kernel/range.h"

void ranges_add(struct ranges *r, word_t from, word_t to)
{
    if (from >= to)
        return;
    r->range[r->count].from = from;
    r->range[r->count].to = to;
    r->count++;
}

/* What is left of one range without the pages from `from` to `to`, behind what is there: none, one, or two. */
/*@ requires room:  \valid(left) && left->count + (start < from && to < end ? 2 : 1) <= RANGES;
    requires range: start < end && from <= to;
    requires order: RangesOrdered(left) && RangesBelow(left, start);
    assigns         *left;
    ensures  count: left->count <= \old(left->count) + (start < from && to < end ? 2 : 1);
    ensures  order: RangesOrdered(left) && RangesBelow(left, end);
    ensures  apart: RangesApart{Old}(left, from, to) ==> RangesApart(left, from, to);
    ensures  in:    \forall integer a, b; RangesIn{Old}(left, a, b) && a <= start && end <= b ==> RangesIn(left, a, b);
    ensures  still: \forall integer a, b; RangesApart{Old}(left, a, b) && (end <= a || b <= start) ==> RangesApart(left, a, b); */
static void rest_add(struct ranges *left, word_t start, word_t end, word_t from, word_t to)
{
    ranges_add(left, start, MIN(end, from));
    //@ assert below: RangesBelow(left, end) && RangesBelow(left, start < to ? to : start);
    ranges_add(left, start < to ? to : start, end);
}

void ranges_cut(const struct ranges *whole, word_t from, word_t to, struct ranges *left)
{
    left->count = 0;
    /*@ loop invariant i:     0 <= i <= whole->count;
        loop invariant count: left->count <= i || (0 < i && to < whole->range[i - 1].to && left->count <= i + 1);
        loop invariant order: RangesOrdered(left);
        loop invariant below: i < whole->count ==> RangesBelow(left, whole->range[i].from);
        loop invariant apart: RangesApart(left, from, to);
        loop invariant kept:  \forall integer a, b; RangesIn(whole, a, b) ==> RangesIn(left, a, b);
        loop invariant still: \forall integer a, b; RangesApart(whole, a, b) ==> RangesApart(left, a, b);
        loop assigns i, *left;
        loop variant whole->count - i; */
    for (word_t i = 0; i < whole->count; i++)
        rest_add(left, whole->range[i].from, whole->range[i].to, from, to);
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
