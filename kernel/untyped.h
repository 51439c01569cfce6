/*
 * Untyped memory: a power of two of bytes, aligned to its size, and a
 * watermark.  Below the watermark bytes may be taken, above they are free.
 */
#ifndef TENON_KERNEL_UNTYPED_H
#define TENON_KERNEL_UNTYPED_H

#include "kernel/cap.h"
#include "kernel/kernel.h"
#include "kernel/result.h"

enum object_type {
#define OBJECT_TYPE(number, name, bits, smallest, largest) TYPE_##name = number,
#include "spec/abi/objects.def"
#undef OBJECT_TYPE
};

#include "spec/result.acsl"
#include "spec/untyped.acsl"

#define RETYPE_FAN_OUT 256UL

/*
 * cap1 of an untyped: the watermark, in cells; up to where cells above it are
 * prepared for objects already, in pieces, and whether as slots or as zeros.
 */
#define PIECE_CELLS 1024UL /* cleared between two looks at the interrupts */
#define UNTYPED_MARK(c1) FIELD_GET(c1, 0, 37)
#define UNTYPED_READY(c1) (FIELD_GET(c1, 37, 26) * PIECE_CELLS)
#define UNTYPED_SLOTS(c1) ((c1) / BIT(63))
#define UNTYPED_WORD(mark, ready, slots) ((mark) + FIELD(37, (ready) / PIECE_CELLS) + FIELD(63, slots))

/* log2 of the bytes of an object of this type; size: the argument of the call. */
/*@ assigns      \nothing;
    ensures  is: TypeAccepts(type, size) ==> \result == ObjectBits(type, size); */
word_t object_bits(word_t type, word_t size);

/* 1 if the type is memory that a device range may become. */
/*@ assigns       \nothing;
    ensures  bit: \result <= 1; */
word_t object_is_memory(word_t type);

/* Zero `cells` cells from r on. */
/*@ requires room: r + cells <= PHYS_CELLS;
    assigns        phys[r .. r + cells - 1];
    ensures  zero: CellsZero(r, r + cells); */
void cells_clear(ref_t r, word_t cells);

/* Make `slots` empty slots of the zeroed cells from r on. */
/*@ requires room: r + SLOT_CELLS * slots <= PHYS_CELLS;
    assigns        phys[..], ring[..]; */
void slots_init(ref_t r, word_t slots);

/* The capability to a fresh object: make the cells at r, which are ready for it, one of this type. */
/*@ requires type: TypeAccepts(type, size);
    requires room: r + ObjectCells(type, size) <= REFS;
    assigns        phys[..], ring[..];
    ensures  cap:  CapRef(\result) == r && CapKind(\result) != CAP_NULL; */
word_t object_create(word_t type, word_t size, ref_t r, word_t device);

/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  no: RefusedKeeps{Pre,Post}(\result.error); */
struct result untyped_retype(ref_t slot);

#endif
