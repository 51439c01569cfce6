/*
 * The making of pools of address space numbers, of untyped memory.
 */
#ifndef TENON_KERNEL_ASID_CONTROL_H
#define TENON_KERNEL_ASID_CONTROL_H

#include "kernel/untyped.h"
#include "spec/asid.acsl"

/* A page in which nothing is becomes a pool without spaces. */
/*@ requires room: r < REFS;
    assigns        phys[r .. r + POOL_CELLS - 1], kind[r .. r + POOL_CELLS - 1];
    ensures empty: CellsEmpty(r, r + POOL_CELLS);

    behavior system:
      assumes       SystemWf && FixedWf && TypesWf && 0 < r && r + POOL_CELLS < REFS && Nothing(r, r + POOL_CELLS);
      ensures wf:   SystemWf && FixedWf && TypesWf;
      ensures only: Grown{Pre,Post}(r, r + POOL_CELLS);
      ensures at:   PoolAt(r); */
void pool_make(ref_t r);

/* Words: index, depth of the destination.  Capabilities: untyped of one page, root of the destination. */
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE, kind[..];
    ensures  wf: KernelWf;
    ensures  no: RefusedKeeps{Pre,Post}(\result.error);

    behavior system:
      assumes        SystemWf && FixedWf && TypesWf && FreeWf && ExtraAt(0) && ExtraAt(1);
      ensures whole: SystemWf && FixedWf && TypesWf;
      ensures types: TypesKept{Pre,Post}; */
struct result asid_control_make_pool(ref_t slot);

#endif
