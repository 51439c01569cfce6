/* Creation: memory is zero before it becomes an object, however often that was interrupted. */
#include "kernel/create.c"

/* Also where a call was preempted and made again: zeros up to here and zeros from here on are zeros. */
/*@ requires room: from <= at <= end && base + end <= REFS;
    requires done: CellsZero(base + from, base + at);
    assigns        phys[..], ring[..];
    ensures  zero: \result == end ==> CellsZero(base + from, base + end); */
word_t theorem_pages_are_zero(ref_t base, word_t from, word_t at, word_t end)
{
    word_t then = memory_prepare(TYPE_SMALL_PAGE, base, at, end);

    return memory_prepare(TYPE_SMALL_PAGE, base, then, end);
}

/* From here on the type map says that these cells are an object. */
/*@ requires room: r + cells <= REFS;
    assigns        kind[r .. r + cells - 1];
    ensures  laid: Laid(type, r, cells);
    ensures  rest: \forall integer c; !(r <= c < r + cells) ==> kind[c] == \old(kind[c]); */
static void object_type(word_t type, ref_t r, word_t cells)
{
    /*@ ghost
        /@ loop invariant c:    r <= c <= r + cells;
           loop invariant laid: Laid(type, r, c - r);
           loop invariant rest: \forall integer k; !(r <= k < r + cells) ==> kind[k] == \at(kind[k], Pre);
           loop assigns   c, kind[r .. r + cells - 1];
           loop variant   r + cells - c; @/
        for (ref_t c = r; c < r + cells; c++)
            kind[c] = KIND_IN(type, c - r);
    */
}

/* Then its capability names it. */
/*@ requires type: TypeAccepts(type, size) && cells == ObjectCells(type, size) && CellsOf(type, cells);
    requires page: OnPage(type, r);
    requires laid: 0 < r && r + cells < REFS && Laid(type, r, cells) && CapOf(type, size, r, cap);
    assigns        \nothing;
    ensures  at:   CapAt(cap); */
static void object_named(word_t type, word_t size, ref_t r, word_t cells, word_t cap)
{
    //@ assert sixteen: \forall integer n; 4 <= n ==> (1 << n) == 16 * (1 << (n - 4));
    //@ assert slots:   type == TYPE_CNODE ==> SlotsAt(r, BIT(size));
    //@ assert bytes:   type == TYPE_SCHED_CONTEXT ==> cells == BIT(size) / 16;
    //@ assert frame:   type >= TYPE_HUGE_PAGE ==> cells == BIT(ObjectBits(type, size)) / 16;
    //@ assert table:   type == TYPE_VSPACE || type == TYPE_PAGE_TABLE ==> TableAt(r);
    //@ assert small:   type == TYPE_TCB ==> TcbAt(r);
    //@ assert reply:   type == TYPE_REPLY ==> ReplyAt(r);
    //@ assert point:   (type == TYPE_NOTIFICATION ==> NotificationAt(r)) && (type == TYPE_ENDPOINT ==> EndpointAt(r));
}

/* The object, and what the type map says of it. */
/*@ requires type:  TypeAccepts(type, size) && cells == ObjectCells(type, size) && CellsOf(type, cells);
    requires room:  0 < r && r + cells < REFS && Prepared(type, r, cells);
    assigns         phys[..], ring[..], kind[r .. r + cells - 1];
    ensures  only:  Grown{Pre,Post}(r, r + cells);
    ensures  fresh: Fresh(r, r + cells);
    ensures  ends:  End(r, r + cells);
    ensures  whole: Whole(r, r + cells);
    ensures  laid:  Laid(type, r, cells) && CapOf(type, size, r, \result); */
static word_t object_make(word_t type, word_t size, ref_t r, word_t device, word_t cells)
{
    word_t cap = object_create(type, size, r, device);

    //@ assert blank: Blank(type, r, cells);
    object_type(type, r, cells);
    //@ assert still: Blank(type, r, cells);
    //@ assert kinds: \forall integer c; !(r <= c < r + cells) ==> kind[c] == \at(kind[c], Pre);
    //@ assert rings: \forall integer c; !(r <= c < r + cells) ==> ring[c] == \at(ring[c], Pre);
    //@ assert cells: \forall integer c; 0 <= c < PHYS_CELLS && !(r <= c < r + cells) ==> CellSame{Pre,Here}(c);
    return cap;
}

/* What is made of memory that was nothing and is prepared is an object, and its capability names it. */
/*@ requires type: TypeAccepts(type, size);
    requires room: 0 < r && r + ObjectCells(type, size) < REFS && Prepared(type, r, ObjectCells(type, size));
    requires page: OnPage(type, r);
    requires wf:   SystemWf && TypesWf;
    assigns        phys[..], ring[..], kind[r .. r + ObjectCells(type, size) - 1];
    ensures  wf:   SystemWf && TypesWf;
    ensures  only: Grown{Pre,Post}(r, r + ObjectCells(type, size));
    ensures  cap:  CapAt(\result); */
word_t theorem_a_new_object_keeps_the_invariant(word_t type, word_t size, ref_t r, word_t device)
{
    word_t cells = object_cells(type, size);
    word_t cap = object_make(type, size, r, device, cells);

    //@ assert new: Appear{Pre,Here}(r, r + cells);
    //@ assert wf:  SystemWf && TypesWf;
    object_named(type, size, r, cells, cap);
    return cap;
}
