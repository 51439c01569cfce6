/*
 * Capabilities for a thread's own slots: its spaces, its buffer, its handlers.
 */
#ifndef TENON_KERNEL_INSTALL_H
#define TENON_KERNEL_INSTALL_H

#include "kernel/cap.h"
#include "kernel/kernel.h"
#include "kernel/refill.h"
#include "kernel/result.h"
#include "spec/call.acsl"
#include "spec/fixed.acsl"
#include "spec/result.acsl"

/* One of them, judged: from where, and as what. */
struct install {
    struct result answer;
    ref_t from; /* 0: the slot stays empty */
    word_t cap0, cap1;
};

/*@ // What it puts into a slot is a capability, from a slot.
    predicate Fills(struct install i) = i.answer.error == ERR_NO_ERROR && i.from != 0 ==> SlotAt(i.from) && i.cap0 != 0; */

/* An empty slot is no handler; which: the number of a bad capability in the error. */
/*@ requires slot: IsSlot(from);
    assigns        \nothing;
    ensures  from: IsSlot(\result.from);

    behavior system:
      assumes      SystemWf && SlotAt(from);
      ensures at:  Fills(\result); */
struct install install_handler(ref_t from, word_t which);

/* 1 if the capability in slot is one of thread t: then t lives. */
/*@ requires slot: IsSlot(slot);
    assigns        \nothing;
    ensures  is:   \result == 1 <==> CapKind(SLOT(slot)->cap0) == CAP_TCB && CapRef(SLOT(slot)->cap0) == t;
    ensures  bit:  \result <= 1; */
word_t tcb_shown(ref_t slot, ref_t t);

/*
 * Put it into slot number `which` of t, the thread of the capability in `tcb`,
 * whose old capability goes; done or preempted (then nothing is lost).  What
 * goes may take along the new one, or even the thread.  That is no refusal, as
 * it went when asked to; nothing is put anywhere then.
 */
/*@ requires wf:  KernelWf;
    requires in:  IsSlot(tcb) && IsTcb(t) && which < TCB_SLOTS && IsSlot(i.from);
    assigns       STATE;
    ensures  wf:  KernelWf;
    ensures  why: \result.error == ERR_NO_ERROR || \result.error == RESULT_PREEMPTED;

    behavior system:
      assumes        SystemWf && FixedWf && SlotAt(tcb) && i.answer.error == ERR_NO_ERROR && Fills(i);
      ensures whole: SystemWf; */
struct result install_put(ref_t tcb, ref_t t, word_t which, struct install i);

/* --- invocations: the slot of the TCB capability; arguments as in calls.def --- */
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  no: RefusedKeeps{Pre,Post}(\result.error);

    behavior system:
      assumes        Invoked(slot, CAP_TCB) && FixedWf && ExtraAt(0) && ExtraAt(1) && ExtraAt(2);
      ensures whole: SystemWf; */
struct result tcb_configure(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  no: RefusedKeeps{Pre,Post}(\result.error);

    behavior system:
      assumes        Invoked(slot, CAP_TCB) && FixedWf && ExtraAt(0) && ExtraAt(1) && ExtraAt(2);
      ensures whole: SystemWf; */
struct result tcb_set_space(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  no: RefusedKeeps{Pre,Post}(\result.error);

    behavior system:
      assumes        Invoked(slot, CAP_TCB) && FixedWf && ExtraAt(0);
      ensures whole: SystemWf; */
struct result tcb_set_ipc_buffer(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  no: RefusedKeeps{Pre,Post}(\result.error);

    behavior system:
      assumes        Invoked(slot, CAP_TCB) && FixedWf && ExtraAt(0);
      ensures whole: SystemWf; */
struct result tcb_set_timeout_endpoint(ref_t slot);

#endif
