/*
 * The ring.  A link is one cell; both neighbours of a link always point back
 * at it, and a link that is in no list is its own neighbour.
 */
#include "kernel/queue.h"

/* b comes right behind a. */
/*@ requires cells: a < PHYS_CELLS && b < PHYS_CELLS;
    assigns         LINK(a)->next, LINK(b)->prev;
    ensures  only:  RingKind(a) == RingKind(b) ==> OnlyRings{Pre,Post}(RingKind(a));
    ensures  pair:  RingPair(a, b);
    ensures  next:  \forall integer r; IsLink(r) && r != a ==> LINK(r)->next == \old(LINK(r)->next);
    ensures  prev:  \forall integer r; IsLink(r) && r != b ==> LINK(r)->prev == \old(LINK(r)->prev);
    ensures  caps:  IsLink(a) && IsLink(b) ==> CapsSame{Pre,Post};
    ensures  tcbs:  IsLink(a) && IsLink(b) ==> ThreadsSame{Pre,Post}; */
static void join(ref_t a, ref_t b)
{
    LINK(a)->next = b;
    LINK(b)->prev = a;
    //@ assert cells: \forall integer r; 0 <= r < PHYS_CELLS && r != a && r != b ==> CellSame{Pre,Here}(r);
    /*@ assert states: IsLink(a) && IsLink(b) ==> \forall integer t; TcbAt(t) ==>
            CellSame{Pre,Here}(t + TCB_STATE) && CellSame{Pre,Here}(t + TCB_STATE + 1); */
    /*@ assert bonds: IsLink(a) && IsLink(b) ==> \forall integer t; TcbAt(t) ==>
            CellSame{Pre,Here}(t + TCB_BONDS) && CellSame{Pre,Here}(t + TCB_BONDS + 1); */
    /*@ assert words: \forall integer t; CellSame{Pre,Here}(t + TCB_STATE) && CellSame{Pre,Here}(t + TCB_STATE + 1) &&
            CellSame{Pre,Here}(t + TCB_BONDS) && CellSame{Pre,Here}(t + TCB_BONDS + 1) ==> ThreadSame{Pre,Here}(t); */
    //@ assert each: IsLink(a) && IsLink(b) ==> \forall integer t; TcbAt(t) ==> ThreadSame{Pre,Here}(t);
}

void link_init(ref_t r)
{
    join(r, r);
    //@ ghost ring[r] = (long)r;
}

void link_insert(ref_t at, ref_t r)
{
    ref_t next = link_next(at);

    join(r, next);
    //@ for ring: assert only: OnlyRings{Pre,Here}(RingKind(r));
    join(at, r);
    //@ ghost ring[r] = ring[at];
    //@ for ring: assert one: RingLink(at) && RingLink(r) && RingLink(next);
    //@ for ring: assert all: \forall integer l; IsLink(l) ==> RingLink(l);
}

/* Join the neighbours of r, so that nothing points at it any more. */
/*@ requires cell:  r < PHYS_CELLS;
    assigns         LINK(RingPrev(r))->next, LINK(RingNext(r))->prev;

    behavior ring:
      assumes       RingWf && IsLink(r);
      ensures but:  RingBut(r);
      ensures only: OnlyRings{Pre,Post}(RingKind(r));
      ensures join: \let p = \old(LINK(r)->prev); p != r ==> RingPair(p, \old(LINK(r)->next));
      ensures kept: RingKept{Pre,Post}(\old(LINK(r)->prev), r);
      ensures rest: RingRest{Pre,Post}(r, r);
      ensures caps: CapsSame{Pre,Post};
      ensures tcbs: ThreadsSame{Pre,Post}; */
static void bypass(ref_t r)
{
    join(link_prev(r), link_next(r));
}

void link_remove(ref_t r)
{
    bypass(r);
    link_init(r);
}

void link_replace(ref_t old, ref_t r)
{
    ref_t prev = link_prev(old);

    if (prev == old)
        return;
    link_remove(old);
    /* What the second call needs of the first, named, so that it is found at once. */
    //@ for ring: assert out:  CapsSame{Pre,Here};
    //@ for ring: assert free: RingWf && RingSingle(r) && IsLink(prev) && prev != r;
    link_insert(prev, r);
    //@ for ring: assert in:   CapsSame{Pre,Here};
    //@ for ring: assert tcbs: ThreadsSame{Pre,Here};
    //@ for ring: assert only: OnlyRings{Pre,Here}(RingKind(old));
}
