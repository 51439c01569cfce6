/*
 * Threads: what they do, what is bound to them, and who runs before whom.
 */
#ifndef TENON_KERNEL_TCB_H
#define TENON_KERNEL_TCB_H

#include "kernel/kernel.h"
#include "kernel/result.h"
#include "kernel/refill.h"
#include "kernel/thread.h"
#include "spec/call.acsl"
#include "spec/fixed.acsl"
#include "spec/invariant.acsl"
#include "spec/message.acsl"
#include "spec/result.acsl"

/* Of these words the invariant says nothing: where t goes on, what it is told, what fault it is stopped on. */
/*@ requires tcb:   IsTcb(t);
    assigns         phys[..];

    behavior system:
      assumes       SystemWf && TcbAt(t);
      ensures wf:   SystemWf;
      ensures same: SystemSame{Pre,Post} && ThreadsSame{Pre,Post}; */
static inline void tcb_go_on(ref_t t)
{
    TCB(t)->next_pc = TCB(t)->regs[REG_PC];
    //@ for system: assert only: OnlyBody{Pre,Here};
    //@ for system: assert same: SystemSame{Pre,Here} && SlotsSame{Pre,Here};
}

/*@ requires tcb:   IsTcb(t);
    assigns         phys[..];
    ensures  set:   TCB(t)->regs[REG_CAP] == badge;

    behavior system:
      assumes       SystemWf && TcbAt(t);
      ensures wf:   SystemWf;
      ensures same: SystemSame{Pre,Post} && ThreadsSame{Pre,Post}; */
static inline void tcb_tell(ref_t t, word_t badge)
{
    TCB(t)->regs[REG_CAP] = badge;
    //@ for system: assert only: OnlyBody{Pre,Here};
    //@ for system: assert same: SystemSame{Pre,Here} && SlotsSame{Pre,Here};
}

/*@ requires tcb:   IsTcb(t);
    assigns         phys[..];
    ensures  set:   TCB(t)->regs[REG_MESSAGE] == answer;

    behavior system:
      assumes       SystemWf && TcbAt(t);
      ensures wf:   SystemWf;
      ensures same: SystemSame{Pre,Post} && ThreadsSame{Pre,Post}; */
static inline void tcb_answer(ref_t t, word_t answer)
{
    TCB(t)->regs[REG_MESSAGE] = answer;
    //@ for system: assert only: OnlyBody{Pre,Here};
    //@ for system: assert same: SystemSame{Pre,Here} && SlotsSame{Pre,Here};
}

/*@ requires tcb:   IsTcb(t);
    assigns         phys[..];
    ensures  none:  TCB(t)->fault == 0 && TCB(t)->state == \old(TCB(t)->state);

    behavior system:
      assumes       SystemWf && TcbAt(t);
      ensures wf:   SystemWf;
      ensures same: SystemSame{Pre,Post} && ThreadsSame{Pre,Post}; */
static inline void tcb_fault_end(ref_t t)
{
    TCB(t)->fault = 0;
    //@ for system: assert only: OnlyBody{Pre,Here};
    //@ for system: assert same: SystemSame{Pre,Here} && SlotsSame{Pre,Here};
}

/* Make fresh, zeroed cells a thread. */
/*@ requires tcb:  IsTcb(t);
    assigns        phys[..], ring[t + TCB_LINK];
    ensures  link: RingSingle(t + TCB_LINK) && ring[t + TCB_LINK] == t + TCB_LINK;
    ensures  rest: \forall integer c; 0 <= c < PHYS_CELLS && !(t <= c < t + TCB_STATE) && c != t + TCB_LINK ==> CellSame{Pre,Post}(c); */
void tcb_init(ref_t t);

/* Translate by the VSpace of t, if it has a live one. */
/*@ requires wf: KernelWf && IsTcb(t);
    assigns      \nothing; */
void tcb_use_space(ref_t t);

/* Stop t: out of every queue, its call cancelled. */
/*@ requires wf: KernelWf && IsTcb(t);
    assigns      QUEUES, kernel.candidate, kernel.reschedule;
    ensures  wf: KernelWf;

    behavior system:
      assumes     SystemWf && TcbAt(t);
      ensures wf: SystemWf; */
void tcb_stop(ref_t t);

/* Let t go on at REG_PC, if it is stopped or blocked. */
/*@ requires wf: KernelWf && IsTcb(t);
    assigns      QUEUES, kernel.candidate, kernel.reschedule;
    ensures  wf: KernelWf;

    behavior system:
      assumes     SystemWf && TcbAt(t);
      ensures wf: SystemWf; */
void tcb_restart(ref_t t);

/* Change the priority of t and everything that is ordered by it. */
/*@ requires wf: KernelWf && IsTcb(t);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes     SystemWf && TcbAt(t);
      ensures wf: SystemWf; */
void tcb_reprioritise(ref_t t, word_t priority);

/* The last capability to t is gone. */
/*@ requires wf: KernelWf && IsTcb(t);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes     SystemWf && TcbAt(t);
      ensures wf: SystemWf; */
void tcb_finalise(ref_t t);

/* --- invocations: the slot of the TCB capability; arguments as in calls.def --- */
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  no: RefusedKeeps{Pre,Post}(\result.error);

    behavior system:
      assumes     Invoked(slot, CAP_TCB);
      ensures wf: SystemWf; */
struct result tcb_set_priority(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  no: RefusedKeeps{Pre,Post}(\result.error);

    behavior system:
      assumes     Invoked(slot, CAP_TCB);
      ensures wf: SystemWf; */
struct result tcb_set_mc_priority(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  no: RefusedKeeps{Pre,Post}(\result.error);

    behavior system:
      assumes        Invoked(slot, CAP_TCB) && FixedWf && ExtraAt(0) && ExtraAt(1) && ExtraAt(2);
      ensures whole: SystemWf; */
struct result tcb_set_sched_params(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  done: \result.error == ERR_NO_ERROR && \result.a == 0;

    behavior system:
      assumes     Invoked(slot, CAP_TCB);
      ensures wf: SystemWf; */
struct result tcb_suspend(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  done: \result.error == ERR_NO_ERROR && \result.a == 0;

    behavior system:
      assumes     Invoked(slot, CAP_TCB);
      ensures wf: SystemWf; */
struct result tcb_resume(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  no: RefusedKeeps{Pre,Post}(\result.error);

    behavior system:
      assumes     Invoked(slot, CAP_TCB) && ExtraAt(0);
      ensures wf: SystemWf; */
struct result tcb_bind_notification(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  no: RefusedKeeps{Pre,Post}(\result.error);

    behavior system:
      assumes     Invoked(slot, CAP_TCB);
      ensures wf: SystemWf; */
struct result tcb_unbind_notification(ref_t slot);
/*@ requires wf:    KernelWf && IsSlot(slot);
    assigns         STATE;
    ensures  wf:    KernelWf;
    ensures  no:    RefusedKeeps{Pre,Post}(\result.error);

    behavior accepted:
      assumes       RequestWord(0) <= 1;
      assigns       TCB(CapRef(SLOT(slot)->cap0))->explain;
      ensures step: \result.error == ERR_NO_ERROR;
      ensures on:   TCB(\old(CapRef(SLOT(slot)->cap0)))->explain == \old(RequestWord(0));
    behavior refused:
      assumes       RequestWord(0) > 1;
      assigns       \nothing;
      ensures why:  \result.why == WHY_NOT_A_SWITCH;
    behavior system:
      assumes       Invoked(slot, CAP_TCB);
      ensures wf:   SystemWf;
    complete behaviors accepted, refused; disjoint behaviors accepted, refused; */
struct result tcb_explain(ref_t slot);

#endif
