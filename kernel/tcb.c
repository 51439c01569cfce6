/*
 * A thread is what its TCB says: registers, the capabilities in its five
 * slots, its bindings and what it waits for.
 */
#include "kernel/tcb.h"
#include "kernel/arch.h"
#include "kernel/cap.h"
#include "kernel/endpoint.h"
#include "kernel/install.h"
#include "kernel/message.h"
#include "kernel/notification.h"
#include "kernel/queue.h"
#include "kernel/registers.h"
#include "kernel/sched.h"
#include "kernel/sched_context.h"
#include "kernel/vspace.h"
#include "kernel/waiting.h"

void tcb_init(ref_t t)
{
    tcb_set_register(t, REG_SPSR, 0);
    //@ assert first: \forall integer c; 0 <= c < PHYS_CELLS && !(t <= c < t + TCB_STATE) ==> CellSame{Pre,Here}(c);
    //@ ghost Then: ;
    link_init(tcb_link(t));
    //@ assert link: \forall integer c; 0 <= c < PHYS_CELLS && c != t + TCB_LINK ==> CellSame{Then,Here}(c);
}

void tcb_use_space(ref_t t)
{
    ref_t slot = TCB_SLOT(t, TCB_VSPACE);
    ref_t root = vspace_root(slot);

    if (root != 0)
        arch_space_use(root, PLACE_ASID(slot_word(slot)));
    else
        arch_space_use(0, 0);
}

/* t stands where it would go on. */
/*@ requires tcb:   IsTcb(t);
    assigns         phys[..];

    behavior system:
      assumes       SystemWf && TcbAt(t);
      ensures wf:   SystemWf;
      ensures same: SystemSame{Pre,Post} && ThreadsSame{Pre,Post}; */
static void stand(ref_t t)
{
    TCB(t)->regs[REG_PC] = TCB(t)->next_pc;
    //@ for system: assert rest: \forall integer c; 0 <= c < PHYS_CELLS && c != t ==> CellSame{Pre,Here}(c);
    //@ for system: assert only: OnlyBody{Pre,Here};
    //@ for system: assert same: SystemSame{Pre,Here} && SlotsSame{Pre,Here};
}

void tcb_stop(ref_t t)
{
    if (TCB(t)->state == THREAD_ACTIVE && t != kernel.current)
        stand(t);
    //@ for system: assert stands: SystemWf;
    ipc_cancel(t);
    //@ for system: assert off:  TCB(t)->state <= THREAD_ACTIVE;
    sched_dequeue(t);
    //@ for system: assert out:  Loose(t);
    sched_context_yield_cancel(t);
    //@ for system: assert free: Loose(t);
    sched_state_set(t, THREAD_INACTIVE);
    if (t == kernel.current)
        sched_reschedule();
}

void tcb_restart(ref_t t)
{
    if (TCB(t)->state == THREAD_ACTIVE)
        return;
    ipc_cancel(t);
    //@ for system: assert free: Loose(t);
    tcb_fault_end(t);
    tcb_go_on(t);
    //@ for system: assert still: Loose(t);
    sched_state_set(t, THREAD_ACTIVE);
    sched_wake(t);
}

void tcb_reprioritise(ref_t t, word_t priority)
{
    switch (TCB(t)->state) {
    case THREAD_ACTIVE:
        sched_dequeue(t);
        sched_priority_set(t, priority);
        if (t == kernel.current)
            sched_reschedule();
        else
            sched_wake(t);
        return;
    case THREAD_BLOCKED_SEND:
    case THREAD_BLOCKED_RECEIVE:
    case THREAD_BLOCKED_NOTIFICATION:
        waiting_reorder(t, priority);
        return;
    default:
        sched_priority_set(t, priority);
    }
}

/* The floating point registers are not those of t any more. */
/*@ requires wf: KernelWf;
    assigns      kernel.fpu_owner;
    ensures  wf: KernelWf;

    behavior system:
      assumes     SystemWf;
      ensures wf: SystemWf; */
static void fpu_forget(ref_t t)
{
    if (kernel.fpu_owner == t) {
        kernel.fpu_owner = 0;
        arch_fpu_disable();
    }
    //@ for system: assert rings: RingWf{Pre} ==> RingWf;
    //@ for system: assert same:  SystemSame{Pre,Here} && SlotsSame{Pre,Here};
}

void tcb_finalise(ref_t t)
{
    tcb_stop(t);
    if (tcb_notification(t) != 0)
        notification_unbind(tcb_notification(t));
    //@ for system: assert deaf:  SystemWf;
    if (tcb_sched_context(t) != 0)
        sched_context_unbind_tcb(tcb_sched_context(t));
    //@ for system: assert alone: SystemWf;
    fpu_forget(t);
}

/* --- priorities and contexts --- */

/* A priority may be given up to the maximum of the thread whose capability is shown. */
/*@ requires slot:  IsSlot(authority);
    assigns         \nothing;
    ensures  judge: \result.error == ERR_NO_ERROR <==>
        CapKind(SLOT(authority)->cap0) == CAP_TCB && priority <= TCB(CapRef(SLOT(authority)->cap0))->max_priority; */
static struct result priority_judge(ref_t authority, word_t priority)
{
    word_t most;

    if (slot_kind(authority) != CAP_TCB)
        return refuse(WHY_AUTHORITY_NOT_THREAD, 1, 0);
    most = TCB(slot_ref(authority))->max_priority;
    return priority > most ? refuse(WHY_PRIORITY_TOO_HIGH, 0, most) : done();
}

/* Word: priority.  Capability: TCB of the authority. */
struct result tcb_set_priority(ref_t slot)
{
    struct result r = priority_judge(kernel.request.extra[0], request_word(0));

    if (r.error == ERR_NO_ERROR)
        tcb_reprioritise(slot_ref(slot), request_word(0));
    return r;
}

/* t gives no higher priority than this. */
/*@ requires tcb: IsTcb(t);
    assigns       phys[..];
    ensures  set: TCB(t)->max_priority == priority;

    behavior system:
      assumes     SystemWf && TcbAt(t);
      ensures wf: SystemWf; */
static void most_set(ref_t t, word_t priority)
{
    TCB(t)->max_priority = priority;
    //@ for system: assert only: OnlyBody{Pre,Here};
    //@ for system: assert same: SystemSame{Pre,Here} && SlotsSame{Pre,Here};
}

struct result tcb_set_mc_priority(ref_t slot)
{
    struct result r = priority_judge(kernel.request.extra[0], request_word(0));

    if (r.error == ERR_NO_ERROR)
        most_set(slot_ref(slot), request_word(0));
    return r;
}

/* The context in `from`, or none, may become t's. */
/*@ requires is:   KernelWf && IsTcb(t) && IsSlot(from);
    assigns        \nothing;
    ensures  kind: \result.error == ERR_NO_ERROR && SLOT(from)->cap0 != 0 ==> CapKind(SLOT(from)->cap0) == CAP_SCHED_CONTEXT;
    ensures  free: \result.error == ERR_NO_ERROR && SLOT(from)->cap0 != 0 && ContextOf(t) == 0 ==>
        ContextTcb(CapRef(SLOT(from)->cap0)) == 0; */
static struct result context_judge(ref_t t, ref_t from)
{
    ref_t has = tcb_sched_context(t);

    if (slot_empty(from))
        return t == kernel.current ? refuse(WHY_CONTEXT_OF_CALLER, 0, 0) : done();
    if (slot_kind(from) != CAP_SCHED_CONTEXT)
        return refuse(WHY_NOT_SCHED_CONTEXT, 2, 0);
    if (has != 0 && has != slot_ref(from))
        return refuse(WHY_THREAD_HAS_CONTEXT, 0, 0);
    if (has == 0 && sched_context_tcb(slot_ref(from)) != 0)
        return refuse(WHY_CONTEXT_HAS_THREAD, 0, 0);
    if (sched_context_too_late(slot_ref(from), t))
        return refuse(WHY_CONTEXT_NOT_READY, 0, 0);
    return done();
}

/* Give t the context in `from`, if that may still be, or none. */
/*@ requires wf: KernelWf && IsTcb(t) && IsSlot(from);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes    SystemWf && TcbAt(t) && SlotAt(from);
      ensures wf: SystemWf; */
static void context_give(ref_t t, ref_t from)
{
    //@ for system: assert bound: ThreadBound(t);
    if (slot_empty(from)) {
        if (tcb_sched_context(t) != 0)
            sched_context_unbind_tcb(tcb_sched_context(t));
    } else if (tcb_sched_context(t) == 0 && context_judge(t, from).error == ERR_NO_ERROR) {
        //@ for system: assert context: ContextHead(CapRef(SLOT(from)->cap0));
        sched_context_bind_tcb(slot_ref(from), t);
    }
}

/* Words: maximum priority, priority.  Capabilities: TCB of the authority, sched context, fault endpoint. */
struct result tcb_set_sched_params(ref_t slot)
{
    ref_t t = slot_ref(slot), context = kernel.request.extra[1];
    struct install handler;
    struct result r = priority_judge(kernel.request.extra[0], request_word(0));

    if (r.error == ERR_NO_ERROR)
        r = priority_judge(kernel.request.extra[0], request_word(1));
    if (r.error == ERR_NO_ERROR)
        r = context_judge(t, context);
    if (r.error != ERR_NO_ERROR)
        return r;
    handler = install_handler(kernel.request.extra[2], 3);
    if (handler.answer.error != ERR_NO_ERROR)
        return handler.answer;

    r = install_put(slot, t, TCB_FAULT, handler);
    if (r.error == ERR_NO_ERROR && tcb_shown(slot, t)) {
        most_set(t, request_word(0));
        tcb_reprioritise(t, request_word(1));
        context_give(t, context);
    }
    return r;
}

struct result tcb_suspend(ref_t slot)
{
    tcb_stop(slot_ref(slot));
    return done();
}

struct result tcb_resume(ref_t slot)
{
    tcb_restart(slot_ref(slot));
    return done();
}

/* Capability: notification. */
struct result tcb_bind_notification(ref_t slot)
{
    ref_t t = slot_ref(slot), from = kernel.request.extra[0];
    ref_t n = slot_ref(from);

    if (tcb_notification(t) != 0)
        return refuse(WHY_THREAD_HAS_NOTIFICATION, 0, 0);
    if (slot_kind(from) != CAP_NOTIFICATION)
        return refuse(WHY_NOT_NOTIFICATION, 0, 0);
    if (!(slot_rights(from) & RIGHT_READ))
        return refuse(WHY_NOTIFICATION_UNREADABLE, 0, 0);
    if (notification_tcb(n) != 0)
        return refuse(WHY_NOTIFICATION_HAS_THREAD, 0, 0);
    if (NOTIFICATION(n)->next != n)
        return refuse(WHY_NOTIFICATION_AWAITED, 0, 0);
    notification_bind(n, t);
    return done();
}

struct result tcb_unbind_notification(ref_t slot)
{
    ref_t n = tcb_notification(slot_ref(slot));

    if (n == 0)
        return refuse(WHY_NO_NOTIFICATION, 0, 0);
    //@ for system: assert thread: TcbAt(CapRef(SLOT(slot)->cap0)) && NotificationAt(n);
    notification_unbind(n);
    return done();
}

/* Word: 1, the thread is told why its calls are refused, in the badge of the answer; 0, not. */
struct result tcb_explain(ref_t slot)
{
    ref_t t = slot_ref(slot);
    word_t on = request_word(0);

    if (on > 1)
        return refuse(WHY_NOT_A_SWITCH, 0, 0);
    //@ for system: assert thread: TcbAt(t);
    TCB(t)->explain = on;
    //@ for system: assert only: OnlyBody{Pre,Here};
    //@ for system: assert same: SystemSame{Pre,Here} && SlotsSame{Pre,Here};
    return done();
}
