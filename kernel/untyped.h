/*
 * Untyped memory: a power of two of bytes, aligned to its size, and a
 * watermark.  Below the watermark bytes may be taken, above they are free.
 */
#ifndef TENON_KERNEL_UNTYPED_H
#define TENON_KERNEL_UNTYPED_H

#include "kernel/create.h"
#include "spec/call.acsl"

#define RETYPE_FAN_OUT 256UL

/*
 * cap1 of an untyped: the watermark, in cells; up to where cells above it are
 * ready for objects already, in pieces, and whether as slots or as zeros.
 */
#define UNTYPED_MARK(c1) FIELD_GET(c1, 0, 37)
#define UNTYPED_READY(c1) (FIELD_GET(c1, 37, 26) * PIECE_CELLS)
#define UNTYPED_SLOTS(c1) ((c1) / BIT(63))
#define UNTYPED_WORD(mark, ready, slots) ((mark) + FIELD(37, (ready) / PIECE_CELLS) + FIELD(63, slots))

#include "spec/untyped.acsl"

/* What of an untyped is free becomes this word. */
/*@ requires slot: IsSlot(slot);
    assigns        phys[slot].w0, phys[slot].w1;
    ensures  set:  SLOT(slot)->cap0 == \old(SLOT(slot)->cap0) && SLOT(slot)->cap1 == word;

    behavior system:
      assumes      SystemWf && SlotAt(slot);
      ensures wf:  SystemWf;
      ensures only: OnlySlots{Pre,Post};
      ensures caps: CapsKept{Pre,Post}(slot, slot); */
void untyped_set(ref_t slot, word_t word);

/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE, kind[..];
    ensures  wf: KernelWf;
    ensures  no: RefusedKeeps{Pre,Post}(\result.error);

    behavior system:
      assumes        Invoked(slot, CAP_UNTYPED) && FixedWf && TypesWf && FreeAt(slot) && ExtraAt(0);
      ensures wf:    SystemWf && FixedWf && TypesWf;
      ensures types: TypesKept{Pre,Post}; */
struct result untyped_retype(ref_t slot);

#endif
