/*
 * The making of pools of address space numbers, of untyped memory.
 */
#ifndef TENON_KERNEL_ASID_CONTROL_H
#define TENON_KERNEL_ASID_CONTROL_H

#include "kernel/untyped.h"
#include "spec/asid.acsl"

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
