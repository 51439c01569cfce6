/*
 * Refills: the budget of a scheduling context in pieces, each with the time
 * from which it may be used, in a ring behind the context's words, soonest
 * first.  Pieces are moved and split, never made: their sum is the budget.
 */
#ifndef TENON_KERNEL_REFILL_H
#define TENON_KERNEL_REFILL_H

#include "kernel/kernel.h"

#define REFILL_BYTES 16UL
#define REFILLS_LEAST 2UL /* a context of the smallest size has room for these */
#define REFILLS_MOST BIT(32)

/* A piece is one cell. */
struct refill {
    word_t time, amount;
};

#define REFILL(r) OBJECT(refill, r)

#include "spec/refill.acsl"

#define RING_MAKE(first, count) (FIELD(32, first) + (count))
#define RING_FIRST(w) FIELD_GET(w, 32, 32)
#define RING_COUNT(w) FIELD_GET(w, 0, 32)

/* How many pieces a context of 2^bits bytes has room for. */
/*@ requires size: bits <= 63;
    assigns        \nothing;
    ensures  out:  \result < REFILLS_MOST;
    ensures  fit:  SCHED_CONTEXT_CELLS + REFILLS_LEAST <= BIT(bits) / 16 ==>
                   REFILLS_LEAST <= \result <= BIT(bits) / 16 - SCHED_CONTEXT_CELLS; */
word_t refill_room(word_t bits);

/* One piece, the whole budget, from now on. */
/*@ requires is:    IsSchedContext(c);
    assigns         phys[..];
    ensures  one:   RefillCount(c) == 1;

    behavior room:
      assumes       RefillsRoom(c);
      ensures  wf:  RefillsWf(c);
      ensures  sum: RefillTotal(c) == SCHED_CONTEXT(c)->budget && RefillsSame{Pre,Post}(c);
      ensures  set: RefillAmount(c, 0) == SCHED_CONTEXT(c)->budget && RefillTime(c, 0) == now;
      ensures  out: RefillsFrame{Pre,Post}(c); */
void refill_new(ref_t c, word_t now);

/* The soonest piece: how much, and from when. */
/*@ requires is:   IsSchedContext(c);
    assigns        \nothing;
    ensures  step: RefillsFit(c) ==> \result == RefillAmount(c, 0); */
word_t refill_amount(ref_t c);
/*@ requires is:   IsSchedContext(c);
    assigns        \nothing;
    ensures  step: RefillsFit(c) ==> \result == RefillTime(c, 0); */
word_t refill_time(ref_t c);

/* Ticks were used: what was used comes back a period after it could be used; pieces below `least` wait for more. */
/*@ requires is:    IsSchedContext(c);
    assigns         phys[..];

    behavior sum:
      assumes       RefillsWf(c);
      ensures  wf:  RefillsWf(c);
      ensures  sum: RefillsMore{Pre,Post}(c, 0);
      ensures  head: FirstLess{Pre,Post}(c, ticks);
      ensures  out: RefillsFrame{Pre,Post}(c); */
void refill_spend(ref_t c, word_t ticks, word_t least);

/* The soonest piece gets smaller by these, or empty (round robin). */
/*@ requires is:    IsSchedContext(c);
    assigns         phys[..];

    behavior sum:
      assumes       RefillsWf(c);
      ensures  wf:  RefillsWf(c);
      ensures  sum: RefillsMore{Pre,Post}(c, -\min(ticks, \old(RefillAmount(c, 0))));
      ensures  head: FirstLess{Pre,Post}(c, ticks);
      ensures  out: RefillsFrame{Pre,Post}(c); */
void refill_take(ref_t c, word_t ticks);

/* The thread wakes: pieces that waited for it are used from now on, as one. */
/*@ requires is:    IsSchedContext(c);
    assigns         phys[..];

    behavior sum:
      assumes       RefillsWf(c);
      ensures  wf:  RefillsWf(c);
      ensures  sum: RefillsMore{Pre,Post}(c, 0);
      ensures  out: RefillsFrame{Pre,Post}(c); */
void refill_wake(ref_t c, word_t now);

#endif
