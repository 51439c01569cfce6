/*
 * An endpoint is a ring of threads that all send or all receive, highest
 * priority first.  A message moves when both sides are there; the one that
 * came first waits.
 */
#include "kernel/endpoint.h"
#include "kernel/cap.h"
#include "kernel/delete.h"
#include "kernel/fault.h"
#include "kernel/message.h"
#include "kernel/notification.h"
#include "kernel/queue.h"
#include "kernel/reply.h"
#include "kernel/sched.h"
#include "kernel/sched_context.h"
#include "kernel/tcb.h"
#include "kernel/waiting.h"

/* The first waiting thread, 0 if nobody waits. */
/*@ requires ep:  IsEndpoint(endpoint);
    assigns       \nothing;
    ensures  tcb: IsTcb(\result);
    ensures  none: RingNext(endpoint) == endpoint ==> \result == 0; */
static ref_t first(ref_t endpoint)
{
    ref_t link = link_next(endpoint);

    return link == endpoint ? 0 : tcb_of_link(link);
}

/* t waits in the ring of this endpoint. */
/*@ requires wf: KernelWf && IsEndpoint(endpoint) && IsTcb(t);
    assigns      STATE;
    ensures  wf: KernelWf; */
static void block(ref_t endpoint, ref_t t, word_t state)
{
    sched_stop(t);
    waiting_begin(endpoint, t, state);
}

/* The message of `from` was taken; it waits for the answer, in reply, or for ever. */
/*@ requires wf: KernelWf && IsTcb(from) && IsTcb(to) && IsReply(reply);
    assigns      STATE;
    ensures  wf: KernelWf; */
static void call_wait(ref_t from, ref_t to, ref_t reply, word_t rights, word_t donating)
{
    sched_state_set(from, THREAD_INACTIVE);
    if (reply != 0 && (rights & (RIGHT_GRANT | RIGHT_GRANT_REPLY)))
        reply_push(reply, from, to, donating);
    sched_stop(from);
}

/* Receiver `to` waits: it gets the message now. */
/*@ requires wf: KernelWf && IsEndpoint(endpoint) && IsTcb(t) && IsTcb(to);
    assigns      STATE;
    ensures  wf: KernelWf; */
static void send_now(ref_t endpoint, ref_t t, ref_t to, word_t badge, word_t rights, word_t flags)
{
    ref_t reply = tcb_reply(to);

    if (reply != 0)
        reply_unlink(reply);
    waiting_end(to);
    sched_state_set(to, THREAD_ACTIVE);
    message_transfer(t, to, endpoint, badge, rights & RIGHT_GRANT);
    if (flags & SEND_CALL)
        call_wait(t, to, reply, rights, flags & SEND_DONATING);
    else if ((flags & SEND_DONATING) && tcb_sched_context(to) == 0 && tcb_sched_context(t) != 0)
        sched_context_donate(tcb_sched_context(t), to);
    sched_wake(to);
}

void endpoint_send(ref_t endpoint, ref_t t, word_t badge, word_t rights, word_t flags)
{
    ref_t to = first(endpoint);

    if (to != 0 && TCB(to)->state == THREAD_BLOCKED_RECEIVE) {
        send_now(endpoint, t, to, badge, rights, flags);
        return;
    }
    if (!(flags & SEND_BLOCKING))
        return;
    TCB(t)->badge = badge;
    TCB(t)->rights = rights;
    TCB(t)->call = (flags & SEND_CALL) != 0;
    block(endpoint, t, THREAD_BLOCKED_SEND);
}

/* Sender `from` waits: t gets its message now. */
/*@ requires wf: KernelWf && IsEndpoint(endpoint) && IsTcb(t) && IsTcb(from) && IsReply(reply);
    assigns      STATE;
    ensures  wf: KernelWf; */
static void receive_now(ref_t endpoint, ref_t t, ref_t from, ref_t reply)
{
    waiting_end(from);
    message_transfer(from, t, endpoint, TCB(from)->badge, TCB(from)->rights & RIGHT_GRANT);
    if (TCB(from)->call) {
        call_wait(from, t, reply, TCB(from)->rights, TCB(from)->fault != FAULT_TIMEOUT);
    } else {
        sched_state_set(from, THREAD_ACTIVE);
        sched_wake(from);
    }
}

void endpoint_receive(ref_t endpoint, ref_t t, ref_t reply, word_t blocking)
{
    ref_t bound = tcb_notification(t);
    ref_t from = first(endpoint);

    if (reply != 0 && reply_tcb(reply) != 0 && reply_tcb(reply) != t)
        ipc_cancel(reply_tcb(reply));
    if (bound != 0 && NOTIFICATION(bound)->active) {
        notification_take(bound, t);
        return;
    }
    if (from != 0 && TCB(from)->state == THREAD_BLOCKED_SEND) {
        receive_now(endpoint, t, from, reply);
        return;
    }
    if (!blocking) {
        TCB(t)->regs[REG_CAP] = 0;
        return;
    }
    block(endpoint, t, THREAD_BLOCKED_RECEIVE);
    if (reply != 0)
        reply_link(reply, t);
    if (bound != 0)
        notification_return_context(bound, t);
}

/* t waits in a ring: let it make its call again; one stopped on a fault stays stopped. */
/*@ requires wf: KernelWf && IsTcb(t);
    assigns      STATE;
    ensures  wf: KernelWf; */
static void again(ref_t t)
{
    if (TCB(t)->state == THREAD_BLOCKED_RECEIVE && tcb_reply(t) != 0)
        reply_unlink(tcb_reply(t));
    waiting_end(t);
    if (TCB(t)->fault != 0) {
        TCB(t)->fault = 0;
        return;
    }
    TCB(t)->next_pc = TCB(t)->regs[REG_PC];
    sched_state_set(t, THREAD_ACTIVE);
    sched_wake(t);
    sched_reschedule();
}

word_t endpoint_cancel_one(ref_t endpoint)
{
    ref_t t = first(endpoint);

    if (t == 0)
        return 1;
    again(t);
    return 0;
}

struct result endpoint_cancel_badge(ref_t endpoint, word_t badge)
{
    ref_t link = link_next(endpoint);

    /*@ loop invariant wf: KernelWf && link < REFS;
        loop assigns link, STATE; */
    while (link != endpoint) {
        ref_t t = tcb_of_link(link);

        link = link_next(link);
        if (TCB(t)->state == THREAD_BLOCKED_SEND && TCB(t)->badge == badge) {
            again(t);
            if (work_preempts())
                return preempted();
        }
    }
    return done();
}

void ipc_cancel(ref_t t)
{
    switch (TCB(t)->state) {
    case THREAD_BLOCKED_SEND:
    case THREAD_BLOCKED_NOTIFICATION:
        waiting_end(t);
        break;
    case THREAD_BLOCKED_RECEIVE:
        if (tcb_reply(t) != 0)
            reply_unlink(tcb_reply(t));
        waiting_end(t);
        break;
    case THREAD_BLOCKED_REPLY:
        reply_drop_caller(tcb_reply(t));
        break;
    default:
        return;
    }
    TCB(t)->fault = 0;
}
