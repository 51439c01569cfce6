/*
 * The derivation list: every capability that exists, each behind the one it
 * was derived from.  The descendants of a capability are the run behind it
 * for which cdt_is_parent holds.
 */
#ifndef TENON_KERNEL_CDT_H
#define TENON_KERNEL_CDT_H

#include "kernel/cap.h"
#include "kernel/kernel.h"
#include "kernel/refill.h"
#include "spec/cdt.acsl"
#include "spec/derived.acsl"
#include "spec/invariant.acsl"

/* 1 if both name the same object (of memory: the very same range). */
/*@ requires slots: IsSlot(a) && IsSlot(b);
    assigns         \nothing;
    ensures  bit:   \result <= 1; */
word_t cdt_same_object(ref_t a, ref_t b);

/* 1 if what b names lies in what a names. */
/*@ requires slots: IsSlot(a) && IsSlot(b);
    assigns         \nothing;
    ensures  bit:   \result <= 1;
    ensures  empty: SLOT(b)->cap0 == 0 ==> \result == 0;
    ensures  in:    CapKind(SLOT(a)->cap0) == CAP_UNTYPED ==> (\result != 0 <==> CapIn(SLOT(a)->cap0, SLOT(b)->cap0)); */
word_t cdt_covers(ref_t a, ref_t b);

/* 1 if b, behind a in the list, is derived from a: revoking a deletes b. */
/*@ requires slots:  IsSlot(a) && IsSlot(b);
    assigns          \nothing;
    ensures  bit:    \result <= 1;
    ensures  origin: CapOrigin(SLOT(a)->cap0) == 0 ==> \result == 0;
    ensures  empty:  SLOT(b)->cap0 == 0 ==> \result == 0;
    ensures  in:     CapKind(SLOT(a)->cap0) == CAP_UNTYPED && CapOrigin(SLOT(a)->cap0) != 0 ==>
        (\result != 0 <==> CapIn(SLOT(a)->cap0, SLOT(b)->cap0)); */
word_t cdt_is_parent(ref_t a, ref_t b);

/* The capabilities behind and before; the always empty end of the list at the end. */
/*@ requires slot: IsSlot(s);
    assigns        \nothing;
    ensures  slot: \result < REFS;
    ensures  is:   SLOT_LINK <= LINK(s + SLOT_LINK)->next < REFS ==> \result == LINK(s + SLOT_LINK)->next - SLOT_LINK; */
ref_t cdt_next(ref_t s);
/*@ requires slot: IsSlot(s);
    assigns        \nothing;
    ensures  slot: \result < REFS;
    ensures  is:   SLOT_LINK <= LINK(s + SLOT_LINK)->prev < REFS ==> \result == LINK(s + SLOT_LINK)->prev - SLOT_LINK; */
ref_t cdt_prev(ref_t s);

/*@ requires slot: IsSlot(s);
    assigns        \nothing;
    ensures  bit:  \result <= 1;
    ensures  some: \result != 0 ==> SLOT_LINK <= LINK(s + SLOT_LINK)->next < REFS ==>
        SLOT(LINK(s + SLOT_LINK)->next - SLOT_LINK)->cap0 != 0;
    ensures  in:   CapKind(SLOT(s)->cap0) == CAP_UNTYPED && SLOT_LINK <= LINK(s + SLOT_LINK)->next < REFS ==>
        (\result != 0 <==> Children(s)); */
word_t cdt_has_children(ref_t s);

/* 1 if no other capability names the object of s. */
/*@ requires slot: IsSlot(s);
    assigns        \nothing;
    ensures  bit:  \result <= 1; */
word_t cdt_is_last(ref_t s);

/* Fill the empty slot s with a capability derived from the one in `from`. */
/*@ requires slots: IsSlot(from) && IsSlot(s);
    assigns         phys[..], ring[..];

    behavior list:
      assumes         RingWf && SlotAt(from) && SlotAt(s) && from != s && CdtSingle(s);
      ensures  wf:    RingWf;
      ensures  in:    CdtPair(from, s) && RingPair(s + SLOT_LINK, \old(LINK(from + SLOT_LINK)->next));
      ensures  holds: CapHolds(s, cap0, cap1);
      ensures  caps:  CapsKept{Pre,Post}(s, s);
      ensures  kept:  CdtKept{Pre,Post}(from, s);
      ensures  only:  OnlySlots{Pre,Post};
    behavior system:
      assumes         SystemWf && SlotAt(from) && SlotAt(s) && SLOT(from)->cap0 != 0 && SLOT(s)->cap0 == 0;
      assumes         CapAt(cap0) && cap0 != 0;
      ensures  wf:    SystemWf;
      ensures  only:  OnlySlots{Pre,Post}; */
void cdt_insert(ref_t from, ref_t s, word_t cap0, word_t cap1);

/* Fill the empty slot s at boot: derived from nothing. */
/*@ requires wf:   KernelWf && IsSlot(s);
    assigns        phys[..], ring[..];

    behavior system:
      assumes       SystemWf && SlotAt(s) && SLOT(s)->cap0 == 0 && CapAt(cap0) && cap0 != 0 && ListEnd(kernel.derivation);
      ensures wf:   SystemWf;
      ensures caps: CapHolds(s, cap0, cap1) && CapsKept{Pre,Post}(s, s);
      ensures only: OnlySlots{Pre,Post}; */
void cdt_insert_initial(ref_t s, word_t cap0, word_t cap1);

/* Empty s. */
/*@ requires slot:  IsSlot(s);
    assigns         phys[..], ring[..];
    ensures  empty: CapHolds(s, 0, 0);

    behavior list:
      assumes         RingWf && SlotAt(s);
      ensures  wf:    RingWf;
      ensures  out:   CdtSingle(s);
      ensures  join:  \let p = \old(LINK(s + SLOT_LINK)->prev); p != s + SLOT_LINK ==> RingPair(p, \old(LINK(s + SLOT_LINK)->next));
      ensures  caps:  CapsKept{Pre,Post}(s, s);
      ensures  only:  OnlySlots{Pre,Post};
    behavior system:
      assumes         SystemWf && SlotAt(s);
      ensures  wf:    SystemWf;
      ensures  only:  OnlySlots{Pre,Post}; */
void cdt_remove(ref_t s);

/* The capability in `from`, as cap0 and cap1, to the empty slot `to`; same place in the list. */
/*@ requires slots: IsSlot(from) && IsSlot(to);
    assigns         phys[..], ring[..];

    behavior list:
      assumes         RingWf && SlotAt(from) && SlotAt(to) && from != to && CdtSingle(to);
      ensures  wf:    RingWf;
      ensures  in:    \let p = \old(LINK(from + SLOT_LINK)->prev); p != from + SLOT_LINK ==> RingPair(p, to + SLOT_LINK);
      ensures  on:    \let n = \old(LINK(from + SLOT_LINK)->next); n != from + SLOT_LINK ==> RingPair(to + SLOT_LINK, n);
      ensures  holds: CapHolds(to, cap0, cap1) && CapHolds(from, 0, 0);
      ensures  caps:  CapsKept{Pre,Post}(from, to);
      ensures  only:  OnlySlots{Pre,Post};
    behavior system:
      assumes         SystemWf && SlotAt(from) && SlotAt(to) && SLOT(from)->cap0 != 0 && SLOT(to)->cap0 == 0;
      assumes         CapAt(cap0) && cap0 != 0;
      ensures  wf:    SystemWf;
      ensures  only:  OnlySlots{Pre,Post}; */
void cdt_move(ref_t from, ref_t to, word_t cap0, word_t cap1);

/* Exchange what the slots hold, places in the list and all. */
/*@ requires slots: IsSlot(a) && IsSlot(b);
    assigns         phys[..], ring[..];

    behavior list:
      assumes         RingWf && SlotAt(a) && SlotAt(b) && a != b;
      ensures  wf:    RingWf;
      ensures  holds: CapHolds(a, b0, b1) && CapHolds(b, a0, a1);
      ensures  caps:  CapsKept{Pre,Post}(a, b);
      ensures  only:  OnlySlots{Pre,Post};
    behavior system:
      assumes         SystemWf && SlotAt(a) && SlotAt(b) && a != b && SLOT(a)->cap0 != 0 && SLOT(b)->cap0 != 0;
      assumes         CapAt(a0) && CapAt(b0) && a0 != 0 && b0 != 0;
      ensures  wf:    SystemWf;
      ensures  only:  OnlySlots{Pre,Post}; */
void cdt_swap(ref_t a, word_t a0, word_t a1, ref_t b, word_t b0, word_t b1);

#endif
