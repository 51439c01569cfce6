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
/*@ requires room: r + cells <= REFS;
    assigns        phys[..], ring[..];
    ensures  kept: type != TYPE_CNODE ==> CellsKept{Pre,Post}(0, r);
    ensures  zero: type != TYPE_CNODE ==> CellsZero(r, r + cells); */
static void piece_prepare(word_t type, ref_t r, word_t cells, word_t clean)
{
    cells_clear(r, cells);
    if (type == TYPE_CNODE)
        slots_init(r, cells / SLOT_CELLS);
    else if (clean)
        arch_cache_clean(r * 16, cells * 16);
}

word_t memory_prepare(word_t type, ref_t base, word_t at, word_t end)
{
    word_t clean = object_is_memory(type) || end - at > PIECE_CELLS;

    /*@ loop invariant some: \at(at, Pre) <= at <= end;
        loop invariant kept: type != TYPE_CNODE ==> CellsKept{Pre,Here}(0, base + \at(at, Pre));
        loop invariant zero: type != TYPE_CNODE ==> CellsZero(base + \at(at, Pre), base + at);
        loop assigns   at, phys[..], ring[..];
        loop variant   end - at; */
    while (at < end) {
        word_t to = end - at <= PIECE_CELLS ? end : (at / PIECE_CELLS + 1) * PIECE_CELLS;

        piece_prepare(type, base + at, to - at, clean);
        at = to;
        if (at < end && arch_irq_pending())
            return at;
    }
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
