/*
 * Untyped memory: a power of two of bytes, aligned to its size, and a
 * watermark.  Below the watermark bytes may be taken, above they are free.
 */
#ifndef TENON_KERNEL_UNTYPED_H
#define TENON_KERNEL_UNTYPED_H

#include "kernel/create.h"
#include "spec/untyped.acsl"

#define RETYPE_FAN_OUT 256UL

/*
 * cap1 of an untyped: the watermark, in cells; up to where cells above it are
 * ready for objects already, in pieces, and whether as slots or as zeros.
 */
#define UNTYPED_MARK(c1) FIELD_GET(c1, 0, 37)
#define UNTYPED_READY(c1) (FIELD_GET(c1, 37, 26) * PIECE_CELLS)
#define UNTYPED_SLOTS(c1) ((c1) / BIT(63))
#define UNTYPED_WORD(mark, ready, slots) ((mark) + FIELD(37, (ready) / PIECE_CELLS) + FIELD(63, slots))

/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  no: RefusedKeeps{Pre,Post}(\result.error); */
struct result untyped_retype(ref_t slot);

#endif
