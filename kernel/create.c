/*
 * Creation: cells become an object.  First they are made ready for its type,
 * cleared in pieces, with a preemption point behind each; then the object is
 * made in them, which is a few words, and named by a capability.
 */
#include "kernel/create.h"
#include "kernel/arch.h"
#include "kernel/notification.h"
#include "kernel/queue.h"
#include "kernel/reply.h"
#include "kernel/sched_context.h"
#include "kernel/tcb.h"
#include "spec/laid.acsl"

word_t object_bits(word_t type, word_t size)
{
    switch (type) {
#define OBJECT_TYPE(number, name, bits, smallest, largest) \
    case TYPE_##name:                                      \
        return (bits) != 0 ? (bits) : (type == TYPE_CNODE ? size + 5 : size);
#include "spec/abi/objects.def"
#undef OBJECT_TYPE
    default:
        return 0;
    }
}

word_t object_is_memory(word_t type)
{
    return type == TYPE_UNTYPED || type == TYPE_SMALL_PAGE || type == TYPE_LARGE_PAGE ||
           type == TYPE_HUGE_PAGE || type == TYPE_REGION;
}

struct result type_judge(word_t type, word_t size)
{
    word_t least, most;

    switch (type) {
#define OBJECT_TYPE(number, name, bits, smallest, largest) \
    case TYPE_##name:                                      \
        least = smallest;                                  \
        most = (bits) != 0 ? 63 : (largest);               \
        break;
#include "spec/abi/objects.def"
#undef OBJECT_TYPE
    default:
        return refuse(WHY_TYPE_UNKNOWN, 0, 0);
    }
    if (size > most)
        return refuse(WHY_SIZE_TOO_BIG, 0, 47);
    if (size < least)
        return refuse(WHY_SIZE_TOO_SMALL, 1, 0);
    return done();
}

word_t object_cells(word_t type, word_t size)
{
    word_t bits = object_bits(type, size) - CELL_BITS;
    word_t cells = BIT(bits);

    //@ assert one:   bits == 0 ==> cells == 1;
    //@ assert two:   bits == 1 ==> cells == 2;
    //@ assert four:  bits == 2 ==> cells == 4;
    //@ assert tcb:   bits == 7 ==> cells == TCB_CELLS;
    //@ assert page:  bits == 8 ==> cells == TABLE_CELLS;
    //@ assert slots: type == TYPE_CNODE ==> (1 << (size + 1)) == 2 * (1 << size);
    /*@ assert frames: bits >= 8 ==> (1 << bits) == 16 * (1 << (bits - 4)) && (1 << (bits - 4)) == 16 * (1 << (bits - 8)); */
    /*@ assert more: bits >= 3 ==>
            (1 << bits) == 2 * (1 << (bits - 1)) == 4 * (1 << (bits - 2)) == 8 * (1 << (bits - 3)); */
    return cells;
}

void cells_clear(ref_t r, word_t cells)
{
    /*@ loop invariant i:    0 <= i <= cells;
        loop invariant zero: CellsZero(r, r + i);
        loop assigns i, phys[r .. r + cells - 1];
        loop variant cells - i; */
    for (word_t i = 0; i < cells; i++) {
        phys[r + i].w0 = 0;
        phys[r + i].w1 = 0;
    }
}

void slots_init(ref_t r, word_t slots)
{
    /*@ loop invariant i:     0 <= i <= slots;
        loop invariant links: \forall integer c; r <= c < r + SLOT_CELLS * i && (c - r) % 2 == 1 ==> RingSingle(c) && ring[c] == c;
        loop invariant slots: \forall integer c; r <= c < r + SLOT_CELLS * slots && (c - r) % 2 == 0 ==> CellSame{Pre,Here}(c);
        loop invariant rest:  \forall integer c; !(r <= c < r + SLOT_CELLS * slots) ==> ring[c] == \at(ring[c], Pre);
        loop assigns i, phys[r .. r + SLOT_CELLS * slots - 1], ring[r .. r + SLOT_CELLS * slots - 1];
        loop variant slots - i; */
    for (word_t i = 0; i < slots; i++) {
        ref_t link = r + SLOT_CELLS * i + SLOT_LINK;

        //@ assert odd: link == r + SLOT_CELLS * i + 1 && (link - r) % 2 == 1;
        //@ ghost Then: ;
        link_init(link);
        //@ assert one: \forall integer c; 0 <= c < PHYS_CELLS && c != link ==> CellSame{Then,Here}(c);
    }
}

/* Make memory ready to become objects of a type: zeros, in a CNode empty slots, seen by uncached mappings too. */
/*@ requires room:  r + cells <= REFS;
    assigns         phys[..], ring[..];
    ensures  kept:  type != TYPE_CNODE ==> CellsKept{Pre,Post}(0, r);
    ensures  zero:  type != TYPE_CNODE ==> CellsZero(r, r + cells);
    ensures  ready: EvenFor(type, r) && EvenFor(type, cells) ==> Ready(SlotsType(type), r, r + cells);
    ensures  rest:  OutsideSame{Pre,Post}(r, r + cells);
    ensures  rings: OutsideRings{Pre,Post}(r, r + cells); */
static void piece_prepare(word_t type, ref_t r, word_t cells, word_t clean)
{
    cells_clear(r, cells);
    //@ ghost Clear: ;
    //@ assert empty: CellsEmpty(r, r + cells);
    if (type == TYPE_CNODE)
        slots_init(r, cells / SLOT_CELLS);
    else if (clean)
        arch_cache_clean(r * 16, cells * 16);
    //@ assert whole: cells % 2 == 0 ==> SLOT_CELLS * (cells / SLOT_CELLS) == cells;
    /*@ assert slots: type == TYPE_CNODE && r % 2 == 0 && cells % 2 == 0 ==>
            \forall integer c; r <= c < r + cells && c % 2 == 0 ==> (c - r) % 2 == 0 && CellSame{Clear,Here}(c); */
    /*@ assert links: type == TYPE_CNODE && r % 2 == 0 && cells % 2 == 0 ==>
            \forall integer c; r <= c < r + cells && c % 2 != 0 ==> (c - r) % 2 == 1 && RingSingle(c) && ring[c] == c; */
    //@ assert ready: type == TYPE_CNODE && r % 2 == 0 && cells % 2 == 0 ==> SlotsReady(r, r + cells);
}

word_t memory_prepare(word_t type, ref_t base, word_t at, word_t end)
{
    word_t clean = object_is_memory(type) || end - at > PIECE_CELLS;

    /*@ loop invariant some: \at(at, Pre) <= at <= end;
        loop invariant kept: type != TYPE_CNODE ==> CellsKept{Pre,Here}(0, base + \at(at, Pre));
        loop invariant zero: type != TYPE_CNODE ==> CellsZero(base + \at(at, Pre), base + at);
        loop invariant rest: OutsideSame{Pre,Here}(base + \at(at, Pre), base + end);
        loop invariant ring: OutsideRings{Pre,Here}(base + \at(at, Pre), base + end);
        for system: loop invariant even:  EvenFor(type, at);
        for system: loop invariant ready: Ready(SlotsType(type), base + \at(at, Pre), base + at);
        loop assigns   at, phys[..], ring[..];
        loop variant   end - at; */
    while (at < end) {
        word_t to = end - at <= PIECE_CELLS ? end : (at / PIECE_CELLS + 1) * PIECE_CELLS;

        //@ ghost Then: ;
        //@ for system: assert was:  type == TYPE_CNODE ==> SlotsReady(base + \at(at, Pre), base + at);
        //@ for system: assert even: EvenFor(type, base + at) && EvenFor(type, to - at);
        piece_prepare(type, base + at, to - at, clean);
        /*@ for system: assert outside: OutsideSame{Then,Here}(base + at, base + to) &&
                OutsideRings{Then,Here}(base + at, base + to); */
        //@ assert rest: OutsideSame{Pre,Here}(base + \at(at, Pre), base + end);
        //@ assert ring: OutsideRings{Pre,Here}(base + \at(at, Pre), base + end);
        /*@ for system: assert cells: \forall integer c; base + \at(at, Pre) <= c < base + at ==>
                CellSame{Then,Here}(c) && \at(ring[c], Then) == ring[c]; */
        /*@ for system: assert one: \forall integer c; CellSame{Then,Here}(c) && \at(ring[c], Then) == ring[c] && SlotReady{Then}(c) ==>
                SlotReady(c); */
        //@ for system: assert still: type == TYPE_CNODE ==> SlotsReady(base + \at(at, Pre), base + at);
        //@ for system: assert piece: Ready(SlotsType(type), base + at, base + to);
        //@ for system: assert slots: type == TYPE_CNODE ==> SlotsReady(base + \at(at, Pre), base + to);
        //@ for system: assert empty: CellsZero(base + at, base + to) ==> CellsEmpty(base + at, base + to);
        //@ for system: assert zeros: type != TYPE_CNODE ==> CellsEmpty(base + \at(at, Pre), base + to);
        //@ for system: assert ready: Ready(SlotsType(type), base + \at(at, Pre), base + to);
        at = to;
        if (at < end && arch_irq_pending())
            break;
    }
    //@ for system: assert same: OutsideSame{Pre,Here}(base + \at(at, Pre), base + end);
    //@ for system: assert ring: OutsideRings{Pre,Here}(base + \at(at, Pre), base + end);
    //@ for system: assert only: Grown{Pre,Here}(base + \at(at, Pre), base + end);
    //@ for system: assert none: Nothing(base + \at(at, Pre), base + end);
    //@ for system: assert new:  Appear{Pre,Here}(base + \at(at, Pre), base + end);
    return at;
}

/* Of a thread its links and a register are written. */
/*@ requires room:  r + TCB_CELLS <= REFS;
    assigns         phys[..], ring[r .. r + TCB_CELLS - 1];
    ensures  link:  RingSingle(r + TCB_LINK) && ring[r + TCB_LINK] == r + TCB_LINK;
    ensures  links: \forall integer c; r + TCB_SLOT_CELL <= c < r + TCB_CELLS && (c - r) % 2 == 1 ==> RingSingle(c) && ring[c] == c;
    ensures  rest:  \forall integer c; 0 <= c < PHYS_CELLS && !(r <= c < r + TCB_STATE) && c != r + TCB_LINK &&
        !(r + TCB_SLOT_CELL <= c < r + TCB_CELLS && (c - r) % 2 == 1) ==> CellSame{Pre,Post}(c);
    ensures  rings: \forall integer c; !(r <= c < r + TCB_CELLS) ==> ring[c] == \old(ring[c]);
    ensures  blank: \old(Prepared(TYPE_TCB, r, TCB_CELLS)) ==> Blank(TYPE_TCB, r, TCB_CELLS); */
static void thread_init(ref_t r)
{
    slots_init(TCB_SLOT(r, 0), TCB_SLOTS);
    /*@ assert slots: \forall integer c; r + TCB_SLOT_CELL <= c < r + TCB_CELLS && (c - r) % 2 == 1 ==>
            RingSingle(c) && ring[c] == c; */
    /*@ assert cells: \forall integer c; 0 <= c < PHYS_CELLS && !(r + TCB_SLOT_CELL <= c < r + TCB_CELLS && (c - r) % 2 == 1) ==>
            CellSame{Pre,Here}(c); */
    //@ ghost Slots: ;
    tcb_init(r);
    /*@ assert same: \forall integer c; 0 <= c < PHYS_CELLS && !(r <= c < r + TCB_STATE) && c != r + TCB_LINK ==>
            CellSame{Slots,Here}(c); */
    //@ assert ring: \forall integer c; c != r + TCB_LINK ==> ring[c] == \at(ring[c], Slots);
    //@ assert still: \forall integer c; r + TCB_SLOT_CELL <= c < r + TCB_CELLS ==> CellSame{Slots,Here}(c);
    //@ assert one:   \forall integer c; CellSame{Slots,Here}(c) && RingSingle{Slots}(c) ==> RingSingle(c);
    //@ assert two:   \forall integer c; CellSame{Slots,Here}(c) && CellSame{Pre,Slots}(c) ==> CellSame{Pre,Here}(c);
    //@ assert rest:  \forall integer c; r + TCB_STATE <= c < r + TCB_LINK ==> CellSame{Pre,Here}(c);
    /*@ assert empty: \forall integer c; r + TCB_SLOT_CELL <= c < r + TCB_CELLS && (c - r) % 2 == 0 ==>
            CellSame{Pre,Here}(c); */
    /*@ assert words: \at(Prepared(TYPE_TCB, r, TCB_CELLS), Pre) ==>
            \forall integer c; r + TCB_STATE <= c < r + TCB_LINK ==> BlankAt(KIND_IN(TYPE_TCB, c - r), c); */
    /*@ assert slots: \at(Prepared(TYPE_TCB, r, TCB_CELLS), Pre) ==>
            \forall integer c; r + TCB_SLOT_CELL <= c < r + TCB_CELLS ==> BlankAt(KIND_IN(TYPE_TCB, c - r), c); */
}

word_t object_create(word_t type, word_t size, ref_t r, word_t device)
{
    word_t memory = device ? MEMORY_IS_DEVICE : 0;
    word_t cells = object_cells(type, size);

    (void)cells; /* the proof speaks of it, no more */
    switch (type) {
    case TYPE_UNTYPED:
        //@ assert made: Made{Pre,Here}(type, r, cells);
        return cap_make(CAP_UNTYPED, size, memory, 1UL, r);
    case TYPE_TCB:
        thread_init(r);
        //@ assert made: Made{Pre,Here}(type, r, cells);
        return cap_make(CAP_TCB, 0UL, 0UL, 1UL, r);
    case TYPE_ENDPOINT:
        link_init(r);
        //@ assert one: \forall integer c; 0 <= c < PHYS_CELLS && c != r ==> CellSame{Pre,Here}(c);
        //@ assert made: Made{Pre,Here}(type, r, cells);
        return cap_make(CAP_ENDPOINT, 0UL, RIGHTS_ALL, 1UL, r);
    case TYPE_NOTIFICATION:
        link_init(r);
        //@ assert one: \forall integer c; 0 <= c < PHYS_CELLS && c != r ==> CellSame{Pre,Here}(c);
        //@ assert made: Made{Pre,Here}(type, r, cells);
        return cap_make(CAP_NOTIFICATION, 0UL, RIGHT_READ | RIGHT_WRITE, 1UL, r);
    case TYPE_CNODE:
        //@ assert made: Made{Pre,Here}(type, r, cells);
        return cap_make(CAP_CNODE, size, 0UL, 1UL, r);
    case TYPE_SCHED_CONTEXT:
        sched_context_init(r);
        //@ assert one: \forall integer c; 0 <= c < PHYS_CELLS && c != r + 1 ==> CellSame{Pre,Here}(c);
        //@ assert made: Made{Pre,Here}(type, r, cells);
        return cap_make(CAP_SCHED_CONTEXT, size, 0UL, 1UL, r);
    case TYPE_REPLY:
        link_init(r + REPLY_LINK);
        //@ assert one: \forall integer c; 0 <= c < PHYS_CELLS && c != r + 1 ==> CellSame{Pre,Here}(c);
        //@ assert made: Made{Pre,Here}(type, r, cells);
        return cap_make(CAP_REPLY, 0UL, RIGHTS_ALL, 1UL, r);
    case TYPE_VSPACE:
        //@ assert made: Made{Pre,Here}(type, r, cells);
        return cap_make(CAP_VSPACE, 0UL, 0UL, 1UL, r);
    case TYPE_PAGE_TABLE:
        //@ assert made: Made{Pre,Here}(type, r, cells);
        return cap_make(CAP_PAGE_TABLE, 0UL, 0UL, 1UL, r);
    default:
        //@ assert made: Made{Pre,Here}(type, r, cells);
        return cap_make(CAP_FRAME, object_bits(type, size), RIGHT_READ + RIGHT_WRITE + memory, 1UL, r);
    }
}

/* From here on the type map says that the cells at r are an object of this type. */
/*@ ghost
  /@ requires room: r + cells <= REFS;
     assigns        kind[r .. r + cells - 1];
     ensures  laid: Laid(type, r, cells);
     ensures  rest: \forall integer c; !(r <= c < r + cells) ==> kind[c] == \old(kind[c]); @/
  static void object_type(word_t type, ref_t r, word_t cells)
  {
      /@ loop invariant c:    r <= c <= r + cells;
         loop invariant laid: Laid(type, r, c - r);
         loop invariant rest: \forall integer k; !(r <= k < r + cells) ==> kind[k] == \at(kind[k], Pre);
         loop assigns   c, kind[r .. r + cells - 1];
         loop variant   r + cells - c; @/
      for (ref_t c = r; c < r + cells; c++)
          kind[c] = KIND_IN(type, c - r);
  }
*/

/* The capability to a new object names it. */
/*@ ghost
  /@ requires type: TypeAccepts(type, size) && cells == ObjectCells(type, size) && CellsOf(type, cells);
     assigns        \nothing;

     behavior laid:
       assumes      0 < r && r + cells < REFS && Laid(type, r, cells) && CapOf(type, size, r, cap) && OnPage(type, r);
       ensures at:  CapAt(cap); @/
  static void object_named(word_t type, word_t size, ref_t r, word_t cells, word_t cap)
  {
      /@ for laid: assert sixteen: \forall integer n; 4 <= n ==> (1 << n) == 16 * (1 << (n - 4)); @/
      /@ for laid: assert slots:   type == TYPE_CNODE ==> SlotsAt(r, BIT(size)); @/
      /@ for laid: assert bytes:   type == TYPE_SCHED_CONTEXT ==> cells == BIT(size) / 16; @/
      /@ for laid: assert frame:   type >= TYPE_HUGE_PAGE ==> cells == BIT(ObjectBits(type, size)) / 16; @/
      /@ for laid: assert table:   type == TYPE_VSPACE || type == TYPE_PAGE_TABLE ==> TableAt(r); @/
      /@ for laid: assert small:   type == TYPE_TCB ==> TcbAt(r); @/
      /@ for laid: assert reply:   type == TYPE_REPLY ==> ReplyAt(r); @/
      /@ for laid: assert point:   (type == TYPE_NOTIFICATION ==> NotificationAt(r)) && (type == TYPE_ENDPOINT ==> EndpointAt(r)); @/
  }
*/

word_t object_make(word_t type, word_t size, ref_t r, word_t device)
{
    word_t cells = object_cells(type, size);
    word_t cap = object_create(type, size, r, device);

    (void)cells; /* the proof speaks of it, no more */
    //@ for system: assert blank: Blank(type, r, cells);
    //@ ghost object_type(type, r, cells);
    //@ for system: assert still: Blank(type, r, cells);
    //@ for system: assert kinds: \forall integer c; !(r <= c < r + cells) ==> kind[c] == \at(kind[c], Pre);
    //@ for system: assert rings: \forall integer c; !(r <= c < r + cells) ==> ring[c] == \at(ring[c], Pre);
    /*@ for system: assert cells: \forall integer c; 0 <= c < PHYS_CELLS && !(r <= c < r + cells) ==>
            CellSame{Pre,Here}(c); */
    //@ for system: assert only:  Grown{Pre,Here}(r, r + cells);
    //@ for system: assert laid:  Laid(type, r, cells);
    //@ for system: assert fresh: Fresh(r, r + cells);
    //@ for system: assert ends:  End(r, r + cells);
    //@ for system: assert whole: Whole(r, r + cells);
    //@ for system: assert new:   Appear{Pre,Here}(r, r + cells);
    //@ for system: assert boot:  BootSame{Pre,Here};
    //@ for system: assert types: TypesWf;
    //@ for system: assert fixed: FixedWf;
    //@ for system: assert wf:    SystemWf;
    //@ ghost object_named(type, size, r, cells, cap);
    return cap;
}
