/*
 * One ring of all capabilities in order of derivation, closed by the empty
 * slot kernel.derivation.  No depth is stored: whether the next capability is
 * a descendant is read off the two capabilities, because an object's children
 * lie inside it and a copy is marked as one.
 */
#include "kernel/cdt.h"
#include "kernel/kernel.h"
#include "kernel/queue.h"

ref_t cdt_next(ref_t s)
{
    return (LINK(s + SLOT_LINK)->next - SLOT_LINK) % REFS;
}

ref_t cdt_prev(ref_t s)
{
    return (LINK(s + SLOT_LINK)->prev - SLOT_LINK) % REFS;
}

/* The cells of memory that a capability stands for; 0 where it stands for none. */
/*@ requires slot:  IsSlot(s);
    assigns         \nothing;
    ensures  empty: SLOT(s)->cap0 == 0 ==> \result == 0;
    ensures  is:    \result == CapCells(SLOT(s)->cap0); */
static word_t cells(ref_t s)
{
    word_t size = slot_size(s);

    switch (slot_kind(s)) {
    case CAP_UNTYPED:
    case CAP_FRAME:
        return size < CELL_BITS ? 1 : BIT(size - CELL_BITS);
    case CAP_CNODE:
        return size < 40 ? SLOT_CELLS * BIT(size) : SLOT_CELLS;
    case CAP_SCHED_CONTEXT:
        return size < CELL_BITS ? 1 : BIT(size - CELL_BITS);
    case CAP_ZOMBIE:
    case CAP_ENDPOINT:
        return 1;
    case CAP_NOTIFICATION:
        return 4;
    case CAP_REPLY:
        return 2;
    case CAP_TCB:
        return TCB_CELLS;
    case CAP_PAGE_TABLE:
    case CAP_VSPACE:
    case CAP_ASID_POOL:
        return TABLE_CELLS;
    default:
        return 0;
    }
}

word_t cdt_covers(ref_t a, ref_t b)
{
    word_t ka = slot_kind(a), kb = slot_kind(b);
    ref_t ra = slot_ref(a), rb = slot_ref(b);

    switch (ka) {
    case CAP_UNTYPED:
        return cells(b) != 0 && ra <= rb && rb - ra < cells(a) && cells(b) <= cells(a) - (rb - ra);
    case CAP_FRAME:
        return kb == CAP_FRAME && ra == rb && slot_size(a) == slot_size(b);
    case CAP_IRQ_CONTROL:
        return kb == CAP_IRQ_HANDLER || kb == CAP_SGI_SIGNAL;
    case CAP_NULL:
    case CAP_ZOMBIE:
        return 0;
    default:
        return ka == kb && ra == rb;
    }
}

word_t cdt_same_object(ref_t a, ref_t b)
{
    switch (slot_kind(a)) {
    case CAP_UNTYPED:
    case CAP_IRQ_CONTROL:
        return 0;
    default:
        return cdt_covers(a, b);
    }
}

word_t cdt_is_parent(ref_t a, ref_t b)
{
    if (!slot_origin(a) || !cdt_covers(a, b))
        return 0;
    switch (slot_kind(a)) {
    case CAP_UNTYPED:
    case CAP_IRQ_CONTROL:
        return 1;
    case CAP_ENDPOINT:
    case CAP_NOTIFICATION: /* unbadged: all others; badged: its copies */
        return slot_word(a) == 0 || (slot_word(a) == slot_word(b) && !slot_origin(b));
    default:
        return !slot_origin(b);
    }
}

word_t cdt_has_children(ref_t s)
{
    return cdt_is_parent(s, cdt_next(s));
}

word_t cdt_is_last(ref_t s)
{
    return !cdt_same_object(cdt_prev(s), s) && !cdt_same_object(s, cdt_next(s));
}

/* The link of s, which is single, comes right behind that of `from`. */
/*@ requires slots: IsSlot(from) && IsSlot(s);
    assigns         phys[..], ring[..];

    behavior list:
      assumes         RingWf && SlotAt(from) && SlotAt(s) && from != s && CdtSingle(s);
      ensures  wf:    RingWf;
      ensures  in:    CdtPair(from, s) && RingPair(s + SLOT_LINK, \old(LINK(from + SLOT_LINK)->next));
      ensures  caps:  CapsSame{Pre,Post};
      ensures  kept:  CdtKept{Pre,Post}(from, s);
      ensures  only:  OnlySlots{Pre,Post};
      ensures  rest:  RingRest{Pre,Post}(from + SLOT_LINK, s + SLOT_LINK); */
static void place_behind(ref_t from, ref_t s)
{
    link_insert(slot_link(from), slot_link(s));
}

/* It takes the place of that of `from`, which is single then. */
/*@ requires slots: IsSlot(from) && IsSlot(to);
    assigns         phys[..], ring[..];

    behavior list:
      assumes         RingWf && SlotAt(from) && SlotAt(to) && from != to && CdtSingle(to);
      ensures  wf:    RingWf;
      ensures  in:    \let p = \old(LINK(from + SLOT_LINK)->prev); p != from + SLOT_LINK ==> RingPair(p, to + SLOT_LINK);
      ensures  on:    \let n = \old(LINK(from + SLOT_LINK)->next); n != from + SLOT_LINK ==> RingPair(to + SLOT_LINK, n);
      ensures  out:   CdtSingle(from);
      ensures  caps:  CapsSame{Pre,Post};
      ensures  only:  OnlySlots{Pre,Post};
      ensures  rest:  RingRest{Pre,Post}(to + SLOT_LINK, to + SLOT_LINK); */
static void place_take(ref_t from, ref_t to)
{
    link_replace(slot_link(from), slot_link(to));
}

/* The same as in the header, without what the invariant of the system says of it. */
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
      ensures  rest:  RingRest{Pre,Post}(from + SLOT_LINK, s + SLOT_LINK); */
static void insert(ref_t from, ref_t s, word_t cap0, word_t cap1)
{
    slot_set(s, cap0, cap1);
    //@ for list: assert still: LinksSame{Pre,Here} && RingRest{Pre,Here}(from + SLOT_LINK, s + SLOT_LINK);
    place_behind(from, s);
}

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
      ensures  rest:  RingRest{Pre,Post}(s + SLOT_LINK, s + SLOT_LINK); */
static void take_out(ref_t s)
{
    link_remove(slot_link(s));
    slot_set(s, 0, 0);
}

/*@ requires slots: IsSlot(from) && IsSlot(to);
    assigns         phys[..], ring[..];

    behavior list:
      assumes         RingWf && SlotAt(from) && SlotAt(to) && from != to && CdtSingle(to);
      ensures  wf:    RingWf;
      ensures  in:    \let p = \old(LINK(from + SLOT_LINK)->prev); p != from + SLOT_LINK ==> RingPair(p, to + SLOT_LINK);
      ensures  on:    \let n = \old(LINK(from + SLOT_LINK)->next); n != from + SLOT_LINK ==> RingPair(to + SLOT_LINK, n);
      ensures  out:   CdtSingle(from);
      ensures  holds: CapHolds(to, cap0, cap1) && CapHolds(from, 0, 0);
      ensures  caps:  CapsKept{Pre,Post}(from, to);
      ensures  only:  OnlySlots{Pre,Post};
      ensures  rest:  RingRest{Pre,Post}(to + SLOT_LINK, to + SLOT_LINK); */
static void move(ref_t from, ref_t to, word_t cap0, word_t cap1)
{
    slot_set(from, 0, 0);
    slot_set(to, cap0, cap1);
    //@ for list: assert set:   CapHolds(to, cap0, cap1) && CapHolds(from, 0, 0);
    //@ for list: assert kept:  CapsKept{Pre,Here}(from, to);
    //@ for list: assert still: LinksSame{Pre,Here} && RingRest{Pre,Here}(to + SLOT_LINK, to + SLOT_LINK);
    //@ for list: assert cells: OnlySlots{Pre,Here};
    place_take(from, to);
}

/* The link of s leaves the list. */
/*@ requires slot:  IsSlot(s);
    assigns         phys[..], ring[..];

    behavior list:
      assumes         RingWf && SlotAt(s);
      ensures  wf:    RingWf;
      ensures  out:   CdtSingle(s);
      ensures  caps:  CapsSame{Pre,Post};
      ensures  only:  OnlySlots{Pre,Post};
      ensures  rest:  RingRest{Pre,Post}(s + SLOT_LINK, s + SLOT_LINK); */
static void place_leave(ref_t s)
{
    link_remove(slot_link(s));
}

/* That of s, which is single, comes right behind `before`. */
/*@ requires slot:  IsSlot(s) && before < PHYS_CELLS;
    assigns         phys[..], ring[..];

    behavior list:
      assumes         RingWf && SlotAt(s) && CdtSingle(s) && before != s + SLOT_LINK;
      assumes         IsLink(before) && RingKind(before) == KIND_SLOT_LINK;
      ensures  wf:    RingWf;
      ensures  caps:  CapsSame{Pre,Post};
      ensures  only:  OnlySlots{Pre,Post};
      ensures  rest:  RingRest{Pre,Post}(before, s + SLOT_LINK); */
static void place_enter(ref_t before, ref_t s)
{
    link_insert(before, slot_link(s));
}

/* s is filled, and comes right behind `before`. */
/*@ requires slot:  IsSlot(s) && before < PHYS_CELLS;
    assigns         phys[..], ring[..];

    behavior list:
      assumes         RingWf && SlotAt(s) && CdtSingle(s) && before != s + SLOT_LINK;
      assumes         IsLink(before) && RingKind(before) == KIND_SLOT_LINK;
      ensures  wf:    RingWf;
      ensures  holds: CapHolds(s, cap0, cap1);
      ensures  caps:  CapsKept{Pre,Post}(s, s);
      ensures  only:  OnlySlots{Pre,Post};
      ensures  rest:  RingRest{Pre,Post}(before, s + SLOT_LINK); */
static void enter(ref_t before, ref_t s, word_t cap0, word_t cap1)
{
    slot_set(s, cap0, cap1);
    //@ for list: assert still: LinksSame{Pre,Here} && RingRest{Pre,Here}(before, s + SLOT_LINK);
    place_enter(before, s);
}

/* The links of a and b change places; b is not right before a. */
/*@ requires slots: IsSlot(a) && IsSlot(b) && before < REFS;
    assigns         phys[..], ring[..];

    behavior list:
      assumes         RingWf && SlotAt(a) && SlotAt(b) && a != b;
      assumes         IsLink(before) && RingKind(before) == KIND_SLOT_LINK;
      assumes         before != b + SLOT_LINK && RingPair(before, a + SLOT_LINK);
      ensures  wf:    RingWf;
      ensures  caps:  CapsSame{Pre,Post};
      ensures  only:  OnlySlots{Pre,Post};
      ensures  rest:  RingRest{Pre,Post}(a + SLOT_LINK, b + SLOT_LINK); */
static void places_swap(ref_t a, ref_t b, ref_t before)
{
    place_leave(a);
    place_take(b, a);
    place_enter(before, b);
}

/* b, a become a, b. */
/*@ requires slots: IsSlot(a) && IsSlot(b);
    assigns         phys[..], ring[..];

    behavior list:
      assumes         RingWf && SlotAt(a) && SlotAt(b) && a != b;
      ensures  wf:    RingWf;
      ensures  caps:  CapsSame{Pre,Post};
      ensures  only:  OnlySlots{Pre,Post};
      ensures  rest:  RingRest{Pre,Post}(a + SLOT_LINK, b + SLOT_LINK); */
static void neighbours_swap(ref_t b, ref_t a)
{
    place_leave(a);
    place_enter(link_prev(slot_link(b)), a);
}

/*@ requires slots: IsSlot(a) && IsSlot(b);
    assigns         phys[..], ring[..];

    behavior list:
      assumes         RingWf && SlotAt(a) && SlotAt(b) && a != b;
      ensures  wf:    RingWf;
      ensures  holds: CapHolds(a, b0, b1) && CapHolds(b, a0, a1);
      ensures  caps:  CapsKept{Pre,Post}(a, b);
      ensures  only:  OnlySlots{Pre,Post};
      ensures  rest:  RingRest{Pre,Post}(a + SLOT_LINK, b + SLOT_LINK); */
static void swap(ref_t a, word_t a0, word_t a1, ref_t b, word_t b0, word_t b1)
{
    ref_t before = link_prev(slot_link(a));

    if (a != b && before == slot_link(b))
        neighbours_swap(b, a);
    else if (a != b)
        places_swap(a, b, before);
    //@ for list: assert ring: RingRest{Pre,Here}(a + SLOT_LINK, b + SLOT_LINK);
    slot_set(b, a0, a1);
    slot_set(a, b0, b1);
}

void cdt_insert(ref_t from, ref_t s, word_t cap0, word_t cap1)
{
    //@ for system: assert single: RingWf && CdtSingle(s) && from != s;
    insert(from, s, cap0, cap1);
    //@ for system: assert same: SystemSame{Pre,Here};
    //@ for system: assert caps: CapsWf;
}

void cdt_insert_initial(ref_t s, word_t cap0, word_t cap1)
{
    //@ for system: assert single: RingWf && CdtSingle(s) && kernel.derivation != s;
    enter(slot_link(kernel.derivation), s, cap0, cap1);
    //@ for system: assert same: SystemSame{Pre,Here};
    //@ for system: assert this: CapAt(SLOT(s)->cap0) && EmptyWf(s);
    //@ for system: assert others: \forall integer r; SlotAt(r) && r != s ==> CapAt(SLOT(r)->cap0);
    //@ for system: assert lists: \forall integer r; SlotAt(r) && r != s ==> EmptyWf(r);
    //@ for system: assert caps: CapsWf;
}

void cdt_remove(ref_t s)
{
    //@ for system: assert ring: RingWf;
    take_out(s);
    //@ for system: assert same: SystemSame{Pre,Here};
    //@ for system: assert caps: CapsWf;
}

void cdt_move(ref_t from, ref_t to, word_t cap0, word_t cap1)
{
    //@ for system: assert single: RingWf && CdtSingle(to) && from != to;
    move(from, to, cap0, cap1);
    //@ for system: assert same: SystemSame{Pre,Here};
    //@ for system: assert both: CapAt(SLOT(to)->cap0) && EmptyWf(to) && CapAt(SLOT(from)->cap0) && EmptyWf(from);
    //@ for system: assert others: \forall integer s; SlotAt(s) && s != from && s != to ==> CapAt(SLOT(s)->cap0);
    //@ for system: assert lists: \forall integer s; SlotAt(s) && s != from && s != to ==> EmptyWf(s);
    //@ for system: assert caps: CapsWf;
}

void cdt_swap(ref_t a, word_t a0, word_t a1, ref_t b, word_t b0, word_t b1)
{
    //@ for system: assert ring: RingWf;
    swap(a, a0, a1, b, b0, b1);
    //@ for system: assert same: SystemSame{Pre,Here};
    //@ for system: assert both: CapAt(SLOT(a)->cap0) && EmptyWf(a) && CapAt(SLOT(b)->cap0) && EmptyWf(b);
    //@ for system: assert others: \forall integer s; SlotAt(s) && s != a && s != b ==> CapAt(SLOT(s)->cap0);
    //@ for system: assert lists: \forall integer s; SlotAt(s) && s != a && s != b ==> EmptyWf(s);
    //@ for system: assert caps: CapsWf;
}
