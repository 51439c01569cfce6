/*
 * Creation: the types of objects, how much memory each takes, and how cells
 * become one.
 */
#ifndef TENON_KERNEL_CREATE_H
#define TENON_KERNEL_CREATE_H

#include "kernel/cap.h"
#include "kernel/kernel.h"
#include "kernel/refill.h"
#include "kernel/result.h"

enum object_type {
#define OBJECT_TYPE(number, name, bits, smallest, largest) TYPE_##name = number,
#include "spec/abi/objects.def"
#undef OBJECT_TYPE
};

#include "spec/create.acsl"
#include "spec/result.acsl"

#define PIECE_CELLS 1024UL /* cleared between two looks at the interrupts */

/* log2 of the bytes of an object of this type; size: the argument of the call. */
/*@ assigns      \nothing;
    ensures  is: TypeAccepts(type, size) ==> \result == ObjectBits(type, size); */
word_t object_bits(word_t type, word_t size);

/* 1 if the type is memory that a device range may become. */
/*@ assigns       \nothing;
    ensures  bit: \result <= 1;
    ensures  is:  \result != 0 <==> PlainType(type); */
word_t object_is_memory(word_t type);

/* Type and size argument are possible: done, or the refusal. */
/*@ assigns      \nothing;
    ensures  is: \result.error == ERR_NO_ERROR <==> TypeAccepts(type, size); */
struct result type_judge(word_t type, word_t size);

/* The cells of an object of a type and size that were judged. */
/*@ requires type: TypeAccepts(type, size);
    assigns        \nothing;
    ensures  is:   \result == ObjectCells(type, size) && CellsOf(type, \result);
    ensures  some: 0 < \result <= BIT(43); */
word_t object_cells(word_t type, word_t size);

/* Zero `cells` cells from r on. */
/*@ requires room: r + cells <= PHYS_CELLS;
    assigns        phys[r .. r + cells - 1];
    ensures  zero: CellsZero(r, r + cells); */
void cells_clear(ref_t r, word_t cells);

/* Make `slots` empty slots of the zeroed cells from r on. */
/*@ requires room:  r + SLOT_CELLS * slots <= PHYS_CELLS;
    assigns         phys[r .. r + SLOT_CELLS * slots - 1], ring[r .. r + SLOT_CELLS * slots - 1];
    ensures  links: \forall integer c; r <= c < r + SLOT_CELLS * slots && (c - r) % 2 == 1 ==> RingSingle(c) && ring[c] == c;
    ensures  slots: \forall integer c; r <= c < r + SLOT_CELLS * slots && (c - r) % 2 == 0 ==> CellSame{Pre,Post}(c);
    ensures  rest:  \forall integer c; !(r <= c < r + SLOT_CELLS * slots) ==> ring[c] == \old(ring[c]); */
void slots_init(ref_t r, word_t slots);

/*
 * Make the cells from `at` up to `end` ready for objects of a type, piece by
 * piece until an interrupt waits; up to where it came.  What fits a piece is
 * done in one go.
 */
/*@ requires room: at <= end && base + end <= REFS;
    assigns        phys[..], ring[..];
    ensures  some: at <= \result <= end;
    ensures  kept: type != TYPE_CNODE ==> CellsKept{Pre,Post}(0, base + at);
    ensures  zero: type != TYPE_CNODE ==> CellsZero(base + at, base + \result);

    behavior system:
      assumes      SystemWf && TypesWf && 0 < base + at && base + end < REFS && Nothing(base + at, base + end);
      assumes      EvenFor(type, base) && EvenFor(type, at) && EvenFor(type, end);
      ensures wf:  SystemWf;
      ensures only:  Grown{Pre,Post}(base + at, base + end);
      ensures ready: Ready(SlotsType(type), base + at, base + \result); */
word_t memory_prepare(word_t type, ref_t base, word_t at, word_t end);

/* The capability to a fresh object: make the cells at r, which are ready for it, one of this type. */
/*@ requires type:  TypeAccepts(type, size);
    requires room:  r + ObjectCells(type, size) <= REFS;
    assigns         phys[..], ring[r .. r + ObjectCells(type, size) - 1];
    ensures  rings: \let end = r + ObjectCells(type, size); \forall integer c; !(r <= c < end) ==> ring[c] == \old(ring[c]);
    ensures  made:  Made{Pre,Post}(type, r, ObjectCells(type, size));
    ensures  cap:   CapOf(type, size, r, \result) && CapKind(\result) != CAP_NULL; */
word_t object_create(word_t type, word_t size, ref_t r, word_t device);

/* The same, of cells that were nothing: the type map says from now on what they are (for the proof). */
/*@ requires type:  TypeAccepts(type, size);
    requires room:  r + ObjectCells(type, size) <= REFS;
    assigns         phys[..], ring[r .. r + ObjectCells(type, size) - 1], kind[r .. r + ObjectCells(type, size) - 1];
    ensures  cap:   CapOf(type, size, r, \result) && CapKind(\result) != CAP_NULL;

    behavior system:
      assumes       SystemWf && TypesWf && FixedWf && OnPage(type, r);
      assumes       0 < r && r + ObjectCells(type, size) < REFS && Prepared(type, r, ObjectCells(type, size));
      ensures wf:   SystemWf && TypesWf && FixedWf;
      ensures only: Grown{Pre,Post}(r, r + ObjectCells(type, size));
      ensures new:  Blank(type, r, ObjectCells(type, size));
      ensures at:   CapAt(\result); */
word_t object_make(word_t type, word_t size, ref_t r, word_t device);

#endif
