/*
 * The ring: the one list of this kernel (D4).  A ring is circular; a link that
 * is in no list is a ring of itself, so no operation has a special case.
 *
 * A contract here has two parts: first what is written, wherever the cells may
 * point; then, in the behavior `ring`, what becomes of links that are links.
 */
#ifndef TENON_KERNEL_QUEUE_H
#define TENON_KERNEL_QUEUE_H

#include "kernel/object.h"
#include "spec/queue.acsl"

/* The neighbours of a link. */
/*@ requires cell: r < PHYS_CELLS;
    assigns        \nothing;
    ensures  next: \result == RingNext(r) && \result < REFS;

    behavior ring:
      assumes       RingWf && IsLink(r);
      ensures pair: IsLink(\result) && RingPair(r, \result) && ring[\result] == ring[r];
      ensures kind: RingKind(\result) == RingKind(r); */
static inline ref_t link_next(ref_t r) { return LINK(r)->next % REFS; }

/*@ requires cell: r < PHYS_CELLS;
    assigns        \nothing;
    ensures  prev: \result == RingPrev(r) && \result < REFS;

    behavior ring:
      assumes       RingWf && IsLink(r);
      ensures pair: IsLink(\result) && RingPair(\result, r) && ring[\result] == ring[r];
      ensures kind: RingKind(\result) == RingKind(r); */
static inline ref_t link_prev(ref_t r) { return LINK(r)->prev % REFS; }

/* Make the cell a ring of itself. */
/*@ requires cell:  r < PHYS_CELLS;
    assigns         phys[r].w0, phys[r].w1, ring[r];
    ensures  alone: RingSingle(r) && ring[r] == r;

    behavior ring:
      assumes       RingBut(r) && IsLink(r);
      ensures wf:   RingWf;
      ensures only: OnlyRings{Pre,Post}(RingKind(r));
      ensures kept: RingKept{Pre,Post}(r, r);
      ensures rest: RingRest{Pre,Post}(r, r);
      ensures caps: CapsSame{Pre,Post};
      ensures tcbs: ThreadsSame{Pre,Post}; */
void link_init(ref_t r);

/* Put the single link r behind `at`. */
/*@ requires cells: at < PHYS_CELLS && r < PHYS_CELLS;
    assigns         phys[r].w0, phys[r].w1, ring[r], phys[at].w1, phys[RingNext(at)].w0;

    behavior ring:
      assumes        RingWf && IsLink(at) && IsLink(r) && RingSingle(r) && at != r && RingKind(at) == RingKind(r);
      ensures  wf:   RingWf;
      ensures  only: OnlyRings{Pre,Post}(RingKind(r));
      ensures  in:   RingPair(at, r) && RingPair(r, \old(LINK(at)->next));
      ensures  who:  ring[r] == \old(ring[at]);
      ensures  kept: RingKept{Pre,Post}(at, r);
      ensures  rest: RingRest{Pre,Post}(at, r);
      ensures  caps: CapsSame{Pre,Post};
      ensures  tcbs: ThreadsSame{Pre,Post}; */
void link_insert(ref_t at, ref_t r);

/* Take r out of its ring; it is single then. */
/*@ requires cell:  r < PHYS_CELLS;
    assigns         phys[r].w0, phys[r].w1, ring[r], phys[RingPrev(r)].w1, phys[RingNext(r)].w0;

    behavior ring:
      assumes        RingWf && IsLink(r);
      ensures  wf:   RingWf;
      ensures  only: OnlyRings{Pre,Post}(RingKind(r));
      ensures  out:  RingSingle(r) && ring[r] == r;
      ensures  near: IsLink(\old(LINK(r)->prev)) && IsLink(\old(LINK(r)->next));
      ensures  back: \forall integer l; IsLink(l) && \old(LINK(l)->next) == r ==> l == \old(LINK(r)->prev);
      ensures  from: \old(LINK(LINK(r)->prev)->next) == r;
      ensures  whom: \old(ring[LINK(r)->prev]) == \old(ring[r]) && \old(ring[LINK(r)->next]) == \old(ring[r]);
      ensures  join: \let p = \old(LINK(r)->prev); p != r ==> RingPair(p, \old(LINK(r)->next));
      ensures  kept: RingKept{Pre,Post}(\old(LINK(r)->prev), r);
      ensures  rest: RingRest{Pre,Post}(r, r);
      ensures  caps: CapsSame{Pre,Post};
      ensures  tcbs: ThreadsSame{Pre,Post}; */
void link_remove(ref_t r);

/* Put r, which is single, at the place of old, which is single then. */
/*@ requires cells: old < PHYS_CELLS && r < PHYS_CELLS;
    assigns         phys[..], ring[..];

    behavior ring:
      assumes        RingWf && IsLink(old) && IsLink(r) && RingSingle(r) && old != r && RingKind(old) == RingKind(r);
      ensures  wf:   RingWf;
      ensures  only: OnlyRings{Pre,Post}(RingKind(r));
      ensures  out:  RingSingle(old);
      ensures  in:   \let p = \old(LINK(old)->prev); p != old ==> RingPair(p, r);
      ensures  on:   \let n = \old(LINK(old)->next); n != old ==> RingPair(r, n);
      ensures  none: \old(LINK(old)->prev) == old ==> RingSingle(r);
      ensures  who:  \old(LINK(old)->prev) != old ==> ring[r] == \old(ring[old]);
      ensures  rest: RingRest{Pre,Post}(r, r);
      ensures  caps: CapsSame{Pre,Post};
      ensures  tcbs: ThreadsSame{Pre,Post}; */
void link_replace(ref_t old, ref_t r);

#endif
