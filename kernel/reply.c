/*
 * The replies that wait for one sched context form a ring with it, the newest
 * first; only the newest knows the context.  Answering by the newest gives the
 * context back to that caller.
 */
#include "kernel/reply.h"
#include "kernel/arch.h"
#include "kernel/endpoint.h"
#include "kernel/fault.h"
#include "kernel/message.h"
#include "kernel/queue.h"
#include "kernel/sched.h"
#include "kernel/sched_context.h"
#include "kernel/tcb.h"

void reply_link(ref_t r, ref_t t)
{
    REPLY(r)->tcb = t;
    TCB(t)->reply = r;
}

void reply_unlink(ref_t r)
{
    ref_t t = reply_tcb(r);

    if (t != 0)
        TCB(t)->reply = 0;
    REPLY(r)->tcb = 0;
}

/* r holds the caller t. */
/*@ requires is: IsReply(r) && IsTcb(t);
    assigns      phys[..];

    behavior system:
      assumes       SystemWf && ReplyAt(r) && ReplyTcb(r) == 0 && Loose(t);
      ensures wf:   SystemWf;
      ensures is:   ReplyTcb(r) == t && TCB(t)->state == THREAD_BLOCKED_REPLY && TCB(t)->queued == QUEUED_NOT;
      ensures free: !Stacked(r) && RingSingle(r + REPLY_LINK) && ContextOf(t) == \old(ContextOf(t));
      ensures rest: ThreadsBut{Pre,Post}(t); */
static void hold(ref_t r, ref_t t)
{
    reply_link(r, t);
    TCB(t)->state = THREAD_BLOCKED_REPLY;
}

/* The caller that r holds, in no stack any more, is let go; it stays stopped. */
/*@ requires is:    IsReply(r);
    assigns         phys[..];
    ensures  none:  ReplyTcb(r) == 0;

    behavior system:
      assumes       SystemWf && ReplyAt(r) && ReplyTcb(r) != 0 && !Stacked(r);
      assumes       TCB(ReplyTcb(r))->state == THREAD_BLOCKED_REPLY;
      ensures wf:   SystemWf;
      ensures free: Loose(\old(ReplyTcb(r))) && ReplyOf(\old(ReplyTcb(r))) == 0;
      ensures same: ContextOf(\old(ReplyTcb(r))) == \old(ContextOf(ReplyTcb(r)));
      ensures rest: ThreadsBut{Pre,Post}(\old(ReplyTcb(r))); */
static void let_go(ref_t r)
{
    TCB(reply_tcb(r))->state = THREAD_INACTIVE;
    reply_unlink(r);
}

/* The newest reply that waits for this context, 0 if none. */
/*@ requires is:   IsSchedContext(context);
    assigns        \nothing;
    ensures  is:   IsReply(\result); */
static ref_t newest(ref_t context)
{
    ref_t link = link_next(context + SCHED_CONTEXT_LINK);

    return link == context + SCHED_CONTEXT_LINK ? 0 : (link - REPLY_LINK) % REFS;
}

/* Take r out of its ring; the one behind it becomes the newest if it was.  The context that r waited for. */
/*@ requires is:   IsReply(r);
    assigns        phys[..], ring[..];
    ensures  is:   IsSchedContext(\result) && \result == \old(ReplyContext(r)); */
static ref_t unstack(ref_t r)
{
    ref_t context = reply_context(r);

    link_remove(r + REPLY_LINK);
    REPLY(r)->sched_context = 0;
    if (context != 0 && newest(context) != 0)
        REPLY(newest(context))->sched_context = context;
    return context;
}

void reply_push(ref_t r, ref_t caller, ref_t callee, word_t donating)
{
    ref_t context = tcb_sched_context(caller);

    hold(r, caller);
    if (!donating || context == 0 || tcb_sched_context(callee) != 0)
        return;
    if (newest(context) != 0)
        REPLY(newest(context))->sched_context = 0;
    link_insert(context + SCHED_CONTEXT_LINK, r + REPLY_LINK);
    REPLY(r)->sched_context = context;
    sched_context_donate(context, callee);
}

/* What t lent comes back to it, unless it has another by now. */
/*@ requires wf:    KernelWf && IsSchedContext(context) && IsTcb(t);
    assigns         STATE;
    ensures  wf:    KernelWf;
    ensures  has:   context != 0 ==> ContextOf(t) != 0;
    ensures  back:  context != 0 && \old(ContextOf(t)) == 0 ==> ContextOf(t) == context;

    behavior nothing:
      assumes       context == 0 || ContextOf(t) != 0;
      assigns       \nothing; */
static void give_back(ref_t context, ref_t t)
{
    if (context != 0 && tcb_sched_context(t) == 0)
        sched_context_donate(context, t);
}

/* The caller of r stops waiting and gets its context back, if r is next in turn: it is not left without one. */
/*@ requires wf:   KernelWf && IsReply(r);
    assigns        STATE;
    ensures  wf:   KernelWf;
    ensures  back: \old(ReplyContext(r)) != 0 ==> ContextOf(\old(ReplyTcb(r))) != 0; */
static void pop(ref_t r)
{
    ref_t t = reply_tcb(r);
    ref_t context = unstack(r);

    let_go(r);
    give_back(context, t);
}

/*
 * t has its answer.  If the context that came back with it is used up, its
 * timeout handler hears of that at once, unless this was the handler's answer.
 */
/*@ requires wf: KernelWf && IsTcb(t);
    assigns      STATE;
    ensures  wf: KernelWf; */
static void go_on(ref_t t, word_t fault)
{
    ref_t context = tcb_sched_context(t);

    word_t tells = fault != FAULT_TIMEOUT && TCB(t)->state == THREAD_ACTIVE && context != 0 &&
                   !sched_context_takes_turns(context) && !sched_context_ready(context, arch_time_now());

    if (tells && fault_timeout(t))
        return;
    sched_wake(t);
}

void reply_send(ref_t r, ref_t from, word_t grant)
{
    ref_t t = reply_tcb(r);
    word_t fault;

    if (t == 0 || TCB(t)->state != THREAD_BLOCKED_REPLY)
        return;
    fault = TCB(t)->fault;
    pop(r);
    if (fault == 0) {
        message_transfer(from, t, 0, 0, grant);
        sched_state_set(t, THREAD_ACTIVE);
    } else {
        word_t goes_on = fault_reply(t, from);

        TCB(t)->fault = 0;
        TCB(t)->next_pc = TCB(t)->regs[REG_PC];
        sched_state_set(t, goes_on ? THREAD_ACTIVE : THREAD_INACTIVE);
    }
    go_on(t, fault);
}

void reply_drop_caller(ref_t r)
{
    unstack(r);
    let_go(r);
}

void reply_finalise(ref_t r)
{
    ref_t t = reply_tcb(r);

    if (t == 0)
        return;
    if (TCB(t)->state == THREAD_BLOCKED_REPLY) {
        pop(r);
        TCB(t)->fault = 0;
    } else {
        ipc_cancel(t);
    }
}
