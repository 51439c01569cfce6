/*
 * Refills: the budget of a scheduling context in pieces, each with the time
 * from which it may be used, in a ring behind the context's words, soonest
 * first.  Pieces are moved and split, never made: their sum is the budget.
 */
#ifndef TENON_KERNEL_REFILL_H
#define TENON_KERNEL_REFILL_H

#include "kernel/kernel.h"
#include "spec/refill.acsl"

#define REFILL_BYTES 16UL
#define REFILLS_LEAST 2UL /* a context of the smallest size has room for these */
#define REFILLS_MOST BIT(32)

/* A piece is one cell. */
struct refill {
    word_t time, amount;
};

#define REFILL(r) OBJECT(refill, r)

#define RING_MAKE(first, count) (FIELD(32, first) + (count))
#define RING_FIRST(w) FIELD_GET(w, 32, 32)
#define RING_COUNT(w) FIELD_GET(w, 0, 32)

/* How many pieces a context of 2^bits bytes has room for. */
/*@ requires size: bits <= 63;
    assigns        \nothing;
    ensures  out:  \result < REFILLS_MOST; */
word_t refill_room(word_t bits);

/* One piece, the whole budget, from now on. */
/*@ requires is:    IsSchedContext(c);
    assigns         phys[..];
    ensures  whole: RefillCount(c) == 1; */
void refill_new(ref_t c, word_t now);

/* The soonest piece: how much, and from when. */
/*@ requires is: IsSchedContext(c);
    assigns      \nothing; */
word_t refill_amount(ref_t c);
/*@ requires is: IsSchedContext(c);
    assigns      \nothing; */
word_t refill_time(ref_t c);

/* Ticks were used: what was used comes back a period after it could be used; pieces below `least` wait for more. */
/*@ requires is: IsSchedContext(c);
    assigns      phys[..]; */
void refill_spend(ref_t c, word_t ticks, word_t least);

/* The soonest piece gets smaller by these, or empty (round robin). */
/*@ requires is: IsSchedContext(c);
    assigns      phys[..]; */
void refill_take(ref_t c, word_t ticks);

/* The thread wakes: pieces that waited for it are used from now on, as one. */
/*@ requires is: IsSchedContext(c);
    assigns      phys[..]; */
void refill_wake(ref_t c, word_t now);

#endif
