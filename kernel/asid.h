/*
 * Address space numbers: which VSpace each of 128 pools of 512 numbers means.
 * Number 0 is never given; it says "none" in a capability.
 */
#ifndef TENON_KERNEL_ASID_H
#define TENON_KERNEL_ASID_H

#include "kernel/cap.h"
#include "kernel/kernel.h"
#include "kernel/refill.h"
#include "kernel/result.h"
#include "spec/asid.acsl"
#include "spec/call.acsl"
#include "spec/fixed.acsl"
#include "spec/result.acsl"

/* The root table of the space with this number, 0 if there is none. */
/*@ assigns         \nothing;
    ensures  table: IsTable(\result);
    ensures  is:    \result == AsidSpace(asid);

    behavior system:
      assumes          SystemWf && FixedWf && KernelWf;
      ensures is_table: \result != 0 ==> TableAt(\result); */
ref_t asid_space(word_t asid);

/* The number means nothing any more. */
/*@ requires wf: KernelWf;
    assigns      phys[..], kernel.event_first, kernel.event_next, kernel.events[..];
    ensures  wf: KernelWf;

    behavior none:
      assumes    AsidPool(asid) == 0;
      assigns    \nothing;
    behavior system:
      assumes        SystemWf && FixedWf;
      ensures whole: SystemWf; */
void asid_release(word_t asid);

/* The last capability to a pool is being deleted. */
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      phys[..], kernel.event_first, kernel.event_next, kernel.events[..];
    ensures  wf: KernelWf;

    behavior system:
      assumes        SystemWf && FixedWf && SlotAt(slot) && CapKind(SLOT(slot)->cap0) == CAP_ASID_POOL;
      ensures whole: SystemWf; */
void asid_pool_forget(ref_t slot);

/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  no: RefusedKeeps{Pre,Post}(\result.error);

    behavior system:
      assumes        Invoked(slot, CAP_ASID_POOL) && ExtraAt(0);
      ensures whole: SystemWf; */
struct result asid_pool_assign(ref_t slot);

#endif
