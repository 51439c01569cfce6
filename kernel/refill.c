/*
 * A ring of cells, one a piece: `first` and `count` say which hold some.  A
 * piece that is used up goes to the end with its time a period later; one that
 * is used in part is split.  Where the ring is full, the last piece takes the
 * new one in and waits as long as that would have.
 */
#include "kernel/refill.h"

/*@ requires is:  IsSchedContext(c);
    assigns       \nothing;
    ensures  is:  \result == RefillCount(c);
    ensures  out: \result < REFILLS_MOST; */
static word_t count(ref_t c)
{
    return RING_COUNT(SCHED_CONTEXT(c)->ring);
}

/*@ requires is:  IsSchedContext(c);
    assigns       \nothing;
    ensures  is:  RefillsRoom(c) ==> \result == RefillMost(c);
    ensures  out: \result < REFILLS_MOST; */
static word_t room(ref_t c)
{
    return SCHED_CONTEXT(c)->refill_max % REFILLS_MOST;
}

/*@ requires is:  IsSchedContext(c);
    assigns       \nothing;
    ensures  is:  \result == RefillFirst(c);
    ensures  out: \result < REFILLS_MOST; */
static word_t first(ref_t c)
{
    return RING_FIRST(SCHED_CONTEXT(c)->ring);
}

/* Cell number i behind the words of the context. */
/*@ requires is:    IsSchedContext(c) && i < 2 * REFILLS_MOST;
    assigns         \nothing;
    ensures  is:    \result == (c + SCHED_CONTEXT_CELLS + i) % REFS;
    ensures  apart: !(c <= \result < c + SCHED_CONTEXT_CELLS); */
static ref_t cell(ref_t c, word_t i)
{
    return (c + SCHED_CONTEXT_CELLS + i) % REFS;
}

/* Place i of the ring, counted from the soonest piece. */
/*@ requires is:    IsSchedContext(c) && i < REFILLS_MOST;
    assigns         \nothing;
    ensures  ref:   IsRef(\result);
    ensures  apart: !(c <= \result < c + SCHED_CONTEXT_CELLS);
    ensures  is:    RefillsRoom(c) && RefillFirst(c) < RefillMost(c) && i <= RefillMost(c) ==>
                        \result == RefillAt(c, RefillMost(c), RefillFirst(c) + i); */
static ref_t piece(ref_t c, word_t i)
{
    word_t at = first(c) + i;
    word_t most = room(c);

    return cell(c, at >= most ? at - most : at);
}

/* The pieces are n, from place `at` on. */
/*@ requires is:   IsSchedContext(c) && at < REFILLS_MOST && n < REFILLS_MOST;
    assigns        SCHED_CONTEXT(c)->ring;
    ensures  step: RefillCount(c) == n && RefillFirst(c) == at;
    ensures  same: RefillSumsSame{Pre,Post}(c); */
static void ring_set(ref_t c, word_t at, word_t n)
{
    SCHED_CONTEXT(c)->ring = RING_MAKE(at, n);
}

word_t refill_room(word_t bits)
{
    return MIN((BIT(bits) - 16 * SCHED_CONTEXT_CELLS) / REFILL_BYTES, REFILLS_MOST - 1);
}

void refill_new(ref_t c, word_t now)
{
    ring_set(c, 0, 1);
    REFILL(cell(c, 0))->time = now;
    REFILL(cell(c, 0))->amount = SCHED_CONTEXT(c)->budget;
}

word_t refill_amount(ref_t c)
{
    return REFILL(piece(c, 0))->amount;
}

word_t refill_time(ref_t c)
{
    return REFILL(piece(c, 0))->time;
}

/* The piece at place i is usable from then on. */
/*@ requires is:    IsSchedContext(c) && i < REFILLS_MOST;
    assigns         phys[..];
    ensures  ring:  RefillCount(c) == \old(RefillCount(c));

    behavior sum:
      assumes       RefillsFit(c) && i < RefillCount(c);
      ensures  fit: RefillsFit(c);
      ensures  sum: RefillsMore{Pre,Post}(c, 0);
      ensures  head: FirstLess{Pre,Post}(c, 0);
      ensures  set: RefillTime(c, i) == time && RefillAmount(c, i) == \old(RefillAmount(c, i));
      ensures  out: RefillsFrame{Pre,Post}(c); */
static void time_set(ref_t c, word_t i, word_t time)
{
    REFILL(piece(c, i))->time = time;
}

/* The piece at place i is this big. */
/*@ requires is:    IsSchedContext(c) && i < REFILLS_MOST;
    assigns         phys[..];
    ensures  ring:  RefillCount(c) == \old(RefillCount(c));

    behavior sum:
      assumes       RefillsFit(c) && i < RefillCount(c);
      assumes       RefillTotal(c) - RefillAmount(c, i) + amount <= WORD_MAX;
      ensures  fit: RefillsFit(c);
      ensures  sum: RefillsMore{Pre,Post}(c, amount - \old(RefillAmount(c, i)));
      ensures  head: i != 0 ==> FirstLess{Pre,Post}(c, 0);
      ensures  set: RefillAmount(c, i) == amount && RefillTime(c, i) == \old(RefillTime(c, i));
      ensures  out: RefillsFrame{Pre,Post}(c); */
static void amount_set(ref_t c, word_t i, word_t amount)
{
    REFILL(piece(c, i))->amount = amount;
}

/* The piece at place i gets this much bigger, and is usable from then on. */
/*@ requires is:    IsSchedContext(c) && i < REFILLS_MOST;
    assigns         phys[..];
    ensures  ring:  RefillCount(c) == \old(RefillCount(c));

    behavior sum:
      assumes       RefillsFit(c) && i < RefillCount(c) && RefillTotal(c) + amount <= WORD_MAX;
      ensures  fit: RefillsFit(c);
      ensures  sum: RefillsMore{Pre,Post}(c, amount);
      ensures  set: RefillAmount(c, i) == \old(RefillAmount(c, i)) + amount;
      ensures  head: FirstLess{Pre,Post}(c, 0);
      ensures  out: RefillsFrame{Pre,Post}(c); */
static void grow(ref_t c, word_t i, word_t time, word_t amount)
{
    time_set(c, i, time);
    amount_set(c, i, REFILL(piece(c, i))->amount + amount);
}

/* The soonest piece leaves the ring. */
/*@ requires is:    IsSchedContext(c) && RefillCount(c) > 0;
    assigns         SCHED_CONTEXT(c)->ring;
    ensures  step:  RefillCount(c) == \old(RefillCount(c)) - 1;

    behavior sum:
      assumes       RefillsFit(c);
      ensures  fit: RefillsFit(c);
      ensures  sum: RefillsMore{Pre,Post}(c, -\old(RefillAmount(c, 0)));
      ensures  out: RefillsFrame{Pre,Post}(c); */
static void pop(ref_t c)
{
    word_t next = first(c) + 1;

    ring_set(c, next >= room(c) ? 0 : next, count(c) - 1);
}

/* The place behind the last holds this piece: it is not in the ring yet. */
/*@ requires is:    IsSchedContext(c);
    assigns         phys[..];
    ensures  ring:  SCHED_CONTEXT(c)->ring == \old(SCHED_CONTEXT(c)->ring);

    behavior sum:
      assumes       RefillsFit(c) && RefillCount(c) < RefillMost(c);
      ensures  fit: RefillsFit(c);
      ensures  sum: RefillsMore{Pre,Post}(c, 0);
      ensures  head: RefillCount(c) > 0 ==> FirstLess{Pre,Post}(c, 0);
      ensures  set: RefillAmount(c, RefillCount(c)) == amount;
      ensures  out: RefillsFrame{Pre,Post}(c); */
static void lay(ref_t c, word_t time, word_t amount)
{
    ref_t end = piece(c, count(c));

    REFILL(end)->time = time;
    REFILL(end)->amount = amount;
}

/* A piece of its own behind the last. */
/*@ requires is:    IsSchedContext(c);
    assigns         phys[..];
    ensures  step:  \old(RefillCount(c)) <= RefillCount(c) <= \old(RefillCount(c)) + 1;

    behavior sum:
      assumes       RefillsFit(c) && RefillCount(c) < RefillMost(c) && RefillTotal(c) + amount <= WORD_MAX;
      ensures  fit: RefillsFit(c) && RefillCount(c) > 0;
      ensures  sum: RefillsMore{Pre,Post}(c, amount);
      ensures  head: \old(RefillCount(c)) > 0 ==> FirstLess{Pre,Post}(c, 0);
      ensures  out: RefillsFrame{Pre,Post}(c); */
static void append(ref_t c, word_t time, word_t amount)
{
    word_t n = count(c);

    lay(c, time, amount);
    ring_set(c, first(c), MIN(n + 1, REFILLS_MOST - 1));
}

/* A piece goes to the end: its own place, or into the last where they touch or there is no room. */
/*@ requires is:    IsSchedContext(c);
    assigns         phys[..];
    ensures  step:  \old(RefillCount(c)) <= RefillCount(c) <= \old(RefillCount(c)) + 1;

    behavior sum:
      assumes       RefillsFit(c) && RefillTotal(c) + amount <= WORD_MAX;
      ensures  fit: RefillsFit(c) && RefillCount(c) > 0;
      ensures  sum: RefillsMore{Pre,Post}(c, amount);
      ensures  head: \old(RefillCount(c)) > 0 ==> FirstLess{Pre,Post}(c, 0);
      ensures  out: RefillsFrame{Pre,Post}(c); */
static void push(ref_t c, word_t time, word_t amount)
{
    word_t n = count(c), last = n == 0 ? 0 : n - 1;
    word_t has = REFILL(piece(c, last))->amount, since = REFILL(piece(c, last))->time;

    if (n != 0 && since + has >= time)
        grow(c, last, since, amount);
    else if (n != 0 && n >= room(c))
        grow(c, last, time - has, amount);
    else
        append(c, time, amount);
}

/* The soonest piece is used up: it comes back a period later. */
/*@ requires is:    IsSchedContext(c) && RefillCount(c) > 0;
    assigns         phys[..];
    ensures  step:  RefillCount(c) >= \old(RefillCount(c)) - 1;

    behavior sum:
      assumes       RefillsFit(c);
      ensures  fit: RefillsFit(c) && RefillCount(c) > 0;
      ensures  sum: RefillsMore{Pre,Post}(c, 0);
      ensures  out: RefillsFrame{Pre,Post}(c); */
static void defer(ref_t c)
{
    word_t time = refill_time(c) + SCHED_CONTEXT(c)->period;
    word_t amount = refill_amount(c);

    pop(c);
    push(c, time, amount);
}

/* Part of the soonest piece is used: that part comes back a period later. */
/*@ requires is:    IsSchedContext(c);
    assigns         phys[..];

    behavior sum:
      assumes       RefillsFit(c) && RefillCount(c) > 0 && used <= RefillAmount(c, 0);
      ensures  fit: RefillsFit(c) && RefillCount(c) > 0;
      ensures  sum: RefillsMore{Pre,Post}(c, 0);
      ensures  head: FirstLess{Pre,Post}(c, used);
      ensures  out: RefillsFrame{Pre,Post}(c); */
static void split(ref_t c, word_t used)
{
    word_t time = refill_time(c);

    time_set(c, 0, time + used);
    amount_set(c, 0, refill_amount(c) - used);
    push(c, time + SCHED_CONTEXT(c)->period, used);
}

/* The soonest piece joins the next one, both from this time on. */
/*@ requires is:    IsSchedContext(c) && RefillCount(c) > 0;
    assigns         phys[..];
    ensures  step:  RefillCount(c) == \old(RefillCount(c)) - 1;

    behavior sum:
      assumes       RefillsFit(c) && RefillCount(c) > 1;
      ensures  fit: RefillsFit(c);
      ensures  sum: RefillsMore{Pre,Post}(c, 0);
      ensures  head: FirstLess{Pre,Post}(c, 0);
      ensures  out: RefillsFrame{Pre,Post}(c); */
static void join(ref_t c, word_t time)
{
    word_t amount = refill_amount(c);

    pop(c);
    grow(c, 0, time, amount);
}

/* The whole budget was used: all pieces come back that much later. */
/*@ requires is:    IsSchedContext(c);
    assigns         phys[..];
    ensures  step:  RefillCount(c) == \old(RefillCount(c));

    behavior sum:
      assumes       RefillsFit(c);
      ensures  fit: RefillsFit(c);
      ensures  sum: RefillsMore{Pre,Post}(c, 0);
      ensures  out: RefillsFrame{Pre,Post}(c); */
static void delay(ref_t c, word_t time)
{
    word_t n = count(c);

    /*@ loop invariant step: RefillCount(c) == \at(RefillCount(c), Pre) && i <= n < REFILLS_MOST;
        loop invariant sum:  \at(RefillsFit(c), Pre) ==> RefillsFit(c) && RefillsMore{Pre,Here}(c, 0);
        loop invariant out:  \at(RefillsFit(c), Pre) ==> RefillsFrame{Pre,Here}(c);
        loop assigns   i, phys[..];
        loop variant   n - i; */
    for (word_t i = 0; i < n; i++)
        time_set(c, i, REFILL(piece(c, i))->time + time);
}

/* The soonest piece takes the next ones in until it is worth `least`. */
/*@ requires is:     IsSchedContext(c);
    assigns          phys[..];

    behavior sum:
      assumes        RefillsWf(c);
      ensures  wf:   RefillsWf(c);
      ensures  sum:  RefillsMore{Pre,Post}(c, 0);
      ensures  head: FirstLess{Pre,Post}(c, 0);
      ensures  out:  RefillsFrame{Pre,Post}(c); */
static void gather(ref_t c, word_t least)
{
    word_t whole = count(c);

    /*@ loop invariant some: RefillCount(c) >= whole;
        loop invariant sum:  \at(RefillsWf(c), Pre) ==> RefillsWf(c) && RefillsMore{Pre,Here}(c, 0);
        loop invariant out:  \at(RefillsWf(c), Pre) ==> RefillsFrame{Pre,Here}(c);
        loop invariant head: \at(RefillsWf(c), Pre) ==> FirstLess{Pre,Here}(c, 0);
        loop assigns   whole, phys[..];
        loop variant   whole; */
    while (whole > 1 && refill_amount(c) < least) {
        join(c, REFILL(piece(c, 1))->time - refill_amount(c));
        whole--;
    }
}

void refill_spend(ref_t c, word_t ticks, word_t least)
{
    word_t budget = SCHED_CONTEXT(c)->budget;
    word_t left = budget == 0 ? 0 : ticks % budget;
    word_t whole = count(c);

    if (left != ticks && budget != 0) /* an interrupt can come late */
        delay(c, ticks / budget * SCHED_CONTEXT(c)->period);

    //@ assert most:  \at(RefillsWf(c), Pre) ==> \at(RefillAmount(c, 0), Pre) <= budget;
    //@ assert turns: left == ticks || budget <= ticks;
    /*@ loop invariant some: RefillCount(c) >= whole;
        loop invariant sum:  \at(RefillsWf(c), Pre) ==> RefillsWf(c) && RefillsMore{Pre,Here}(c, 0);
        loop invariant out:  \at(RefillsWf(c), Pre) ==> RefillsFrame{Pre,Here}(c);
        loop invariant head: \at(RefillsWf(c), Pre) ==> left <= ticks &&
            (FirstLess{Pre,Here}(c, ticks - left) || \at(RefillAmount(c, 0), Pre) <= ticks);
        loop assigns   left, whole, phys[..];
        loop variant   whole; */
    while (whole > 0 && refill_amount(c) <= left) {
        left -= refill_amount(c);
        defer(c);
        whole--;
    }
    if (whole > 0 && left > 0)
        split(c, left);
    gather(c, least);
}

void refill_take(ref_t c, word_t ticks)
{
    amount_set(c, 0, refill_amount(c) - MIN(ticks, refill_amount(c)));
}

void refill_wake(ref_t c, word_t now)
{
    word_t whole = count(c);

    if (refill_time(c) > now)
        return;
    time_set(c, 0, now);
    /*@ loop invariant some: RefillCount(c) >= whole;
        loop invariant sum:  \at(RefillsWf(c), Pre) ==> RefillsWf(c) && RefillsMore{Pre,Here}(c, 0);
        loop invariant out:  \at(RefillsWf(c), Pre) ==> RefillsFrame{Pre,Here}(c);
        loop assigns   whole, phys[..];
        loop variant   whole; */
    while (whole > 1 && REFILL(piece(c, 1))->time <= now + refill_amount(c)) {
        join(c, now);
        whole--;
    }
}
