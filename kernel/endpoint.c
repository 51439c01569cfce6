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
    ensures  none: RingNext(endpoint) == endpoint ==> \result == 0;

    behavior system:
      assumes      SystemWf && EndpointAt(endpoint);
      ensures who: \result != 0 ==> WaitsAt(endpoint, \result); */
static ref_t first(ref_t endpoint)
{
    ref_t link = link_next(endpoint);

    //@ for system: assert link: link == LINK(endpoint)->next;
    //@ for system: assert who:  link != endpoint ==> WaitsAt(endpoint, link - TCB_LINK);
    return link == endpoint ? 0 : tcb_of_link(link);
}

/* t waits in the ring of this endpoint. */
/*@ requires wf: KernelWf && IsEndpoint(endpoint) && IsTcb(t);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes       SystemWf && EndpointAt(endpoint) && Goes(t) && WaitState(state);
      ensures wf:   SystemWf;
      ensures in:   TCB(t)->state == state && TCB(t)->object == endpoint;
      ensures only: OnlyQueues{Pre,Post}; */
static void block(ref_t endpoint, ref_t t, word_t state)
{
    sched_stop(t);
    waiting_begin(endpoint, t, state);
}

/* The message of `from` was taken; it waits for the answer, in reply, or for ever. */
/*@ requires wf: KernelWf && IsTcb(from) && IsTcb(to) && IsReply(reply);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes     SystemWf && Loose(from) && TcbAt(to) && (reply != 0 ==> ReplyAt(reply) && ReplyTcb(reply) == 0);
      ensures wf: SystemWf; */
static void call_wait(ref_t from, ref_t to, ref_t reply, word_t rights, word_t donating)
{
    sched_state_set(from, THREAD_INACTIVE);
    if (reply != 0 && (rights & (RIGHT_GRANT | RIGHT_GRANT_REPLY)))
        reply_push(reply, from, to, donating);
    sched_stop(from);
}

/* The message was taken: a caller waits for the answer, a sender that donates lends its context. */
/*@ requires wf: KernelWf && IsTcb(from) && IsTcb(to) && IsReply(reply);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes     SystemWf && Loose(from) && TcbAt(to) && (reply != 0 ==> ReplyAt(reply) && ReplyTcb(reply) == 0);
      ensures wf: SystemWf; */
static void send_lend(ref_t from, ref_t to, ref_t reply, word_t rights, word_t flags)
{
    //@ for system: assert lent: ContextOf(from) != 0 ==> ContextHead(ContextOf(from));
    if (flags & SEND_CALL)
        call_wait(from, to, reply, rights, flags & SEND_DONATING);
    else if ((flags & SEND_DONATING) && tcb_sched_context(to) == 0 && tcb_sched_context(from) != 0)
        sched_context_donate(tcb_sched_context(from), to);
}

/* Receiver `to` waits: it gets the message now. */
/*@ requires wf: KernelWf && IsEndpoint(endpoint) && IsTcb(t) && IsTcb(to);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes     SystemWf && EndpointAt(endpoint) && Loose(t) && TcbAt(to) && TCB(to)->state == THREAD_BLOCKED_RECEIVE;
      ensures wf: SystemWf; */
static void send_now(ref_t endpoint, ref_t t, ref_t to, word_t badge, word_t rights, word_t flags)
{
    ref_t reply = tcb_reply(to);

    //@ for system: assert two:  t != to;
    if (reply != 0)
        reply_unlink(reply);
    //@ for system: assert none: ReplyOf(to) == 0 && (reply != 0 ==> ReplyAt(reply) && ReplyTcb(reply) == 0);
    waiting_end(to);
    //@ for system: assert free: Loose(t);
    //@ for system: assert held: reply != 0 ==> ReplyTcb(reply) == 0;
    //@ ghost Ended: ;
    sched_state_set(to, THREAD_ACTIVE);
    //@ for system: assert goes: Loose(t);
    //@ for system: assert only: OnlyQueues{Ended,Here};
    //@ for system: assert kept: reply != 0 ==> ReplyTcb(reply) == 0;
    message_transfer(t, to, endpoint, badge, rights & RIGHT_GRANT);
    //@ for system: assert same: Loose(t);
    //@ for system: assert held_still: reply != 0 ==> ReplyTcb(reply) == 0;
    //@ for system: assert well: SystemWf && TcbAt(to);
    send_lend(t, to, reply, rights, flags);
    sched_wake(to);
}

/* By what t sends, and whether it waits for an answer then. */
/*@ requires tcb: IsTcb(t);
    assigns       phys[..];

    behavior system:
      assumes       SystemWf && Loose(t);
      ensures wf:   SystemWf;
      ensures free: Loose(t); */
static void offer(ref_t t, word_t badge, word_t rights, word_t call)
{
    TCB(t)->badge = badge;
    //@ for system: assert badge: OnlyBody{Pre,Here};
    TCB(t)->rights = rights;
    //@ for system: assert right: OnlyBody{Pre,Here};
    TCB(t)->call = call;
    //@ for system: assert only: OnlyBody{Pre,Here};
    //@ for system: assert same: SystemSame{Pre,Here} && SlotsSame{Pre,Here};
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
    offer(t, badge, rights, (flags & SEND_CALL) != 0);
    block(endpoint, t, THREAD_BLOCKED_SEND);
}

/* Sender `from` waits: t gets its message now. */
/*@ requires wf: KernelWf && IsEndpoint(endpoint) && IsTcb(t) && IsTcb(from) && IsReply(reply);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes     SystemWf && EndpointAt(endpoint) && TcbAt(t) && TcbAt(from) && TCB(from)->state == THREAD_BLOCKED_SEND;
      assumes     reply != 0 ==> ReplyAt(reply) && ReplyTcb(reply) == 0;
      ensures wf: SystemWf; */
static void receive_now(ref_t endpoint, ref_t t, ref_t from, ref_t reply)
{
    waiting_end(from);
    //@ for system: assert held: Loose(from) && (reply != 0 ==> ReplyTcb(reply) == 0);
    message_transfer(from, t, endpoint, TCB(from)->badge, TCB(from)->rights & RIGHT_GRANT);
    //@ for system: assert same: Loose(from);
    //@ for system: assert kept: reply != 0 ==> ReplyTcb(reply) == 0;
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

    //@ for system: assert none:  ReplyOf(t) == 0 && (reply != 0 ==> ReplyHolds(reply) && ReplyTcb(reply) != t);
    if (reply != 0 && reply_tcb(reply) != 0 && reply_tcb(reply) != t)
        ipc_cancel(reply_tcb(reply));
    //@ for system: assert free:  Goes(t) && ReplyOf(t) == 0;
    //@ for system: assert let:   reply != 0 ==> ReplyTcb(reply) == 0;
    //@ for system: assert bound: bound != 0 ==> NotificationAt(bound);
    //@ for system: assert from:  from != 0 && TCB(from)->state == THREAD_BLOCKED_SEND ==> TcbAt(from);
    if (bound != 0 && NOTIFICATION(bound)->active) {
        notification_take(bound, t);
        return;
    }
    if (from != 0 && TCB(from)->state == THREAD_BLOCKED_SEND) {
        receive_now(endpoint, t, from, reply);
        return;
    }
    if (!blocking) {
        tcb_tell(t, 0);
        return;
    }
    block(endpoint, t, THREAD_BLOCKED_RECEIVE);
    //@ for system: assert still: ReplyOf(t) == 0;
    //@ for system: assert held:  reply != 0 ==> ReplyTcb(reply) == 0;
    if (reply != 0)
        reply_link(reply, t);
    //@ for system: assert waits: SystemWf;
    if (bound != 0)
        notification_return_context(bound, t);
}

/* t waits in a ring: let it make its call again; one stopped on a fault stays stopped. */
/*@ requires wf: KernelWf && IsTcb(t);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes       SystemWf && TcbAt(t) && Waits(t);
      ensures wf:   SystemWf;
      ensures rest: \forall integer x; TcbAt(x) && x != t ==> ThreadElse{Pre,Post}(x); */
static void again(ref_t t)
{
    if (TCB(t)->state == THREAD_BLOCKED_RECEIVE && tcb_reply(t) != 0)
        reply_unlink(tcb_reply(t));
    //@ for system: assert none: ReplyOf(t) == 0 && ThreadsSame{Pre,Here};
    waiting_end(t);
    //@ for system: assert rest: ThreadsBut{Pre,Here}(t);
    if (TCB(t)->fault != 0) {
        tcb_fault_end(t);
        //@ for system: assert stays: ThreadsBut{Pre,Here}(t);
        return;
    }
    tcb_go_on(t);
    //@ for system: assert still: ThreadsBut{Pre,Here}(t) && Loose(t);
    sched_state_set(t, THREAD_ACTIVE);
    //@ for system: assert set: ThreadsBut{Pre,Here}(t);
    sched_wake(t);
    //@ for system: assert woken: \forall integer x; TcbAt(x) && x != t ==> ThreadElse{Pre,Here}(x);
    sched_reschedule();
    //@ for system: assert anew: \forall integer x; TcbAt(x) && x != t ==> ThreadElse{Pre,Here}(x);
}

word_t endpoint_cancel_one(ref_t endpoint)
{
    ref_t t = first(endpoint);

    if (t == 0)
        return 1;
    again(t);
    return 0;
}

/* The link behind t, which waits there: the endpoint itself behind the last. */
/*@ requires tcb: IsEndpoint(endpoint) && IsTcb(t);
    assigns       \nothing;
    ensures  ref: IsRef(\result);

    behavior system:
      assumes      SystemWf && EndpointAt(endpoint) && WaitsAt(endpoint, t);
      ensures who: \result == endpoint || WaitsAt(endpoint, \result - TCB_LINK); */
static ref_t behind(ref_t endpoint, ref_t t)
{
    ref_t link = tcb_link(t), next;

    (void)endpoint;
    //@ for system: assert is: IsLink(link);
    next = link_next(link);
    //@ for system: assert behind: Behind(t, next);
    return next;
}

struct result endpoint_cancel_badge(ref_t endpoint, word_t badge)
{
    ref_t link = link_next(endpoint);

    //@ for system: assert link: link == LINK(endpoint)->next;
    //@ for system: assert who:  link != endpoint ==> WaitsAt(endpoint, link - TCB_LINK);
    /*@ loop invariant wf: KernelWf && link < REFS;
        for system: loop invariant system: SystemWf && (link == endpoint || WaitsAt(endpoint, link - TCB_LINK));
        loop assigns link, STATE; */
    while (link != endpoint) {
        ref_t t = tcb_of_link(link), next;

        //@ for system: assert least: TCB_LINK < link;
        //@ for system: assert mine: t == link - TCB_LINK;
        //@ for system: assert here: WaitsAt(endpoint, t);
        next = behind(endpoint, t);
        if (next != link && TCB(t)->state == THREAD_BLOCKED_SEND && TCB(t)->badge == badge) {
            again(t);
            //@ for system: assert still: next == endpoint || WaitsAt(endpoint, next - TCB_LINK);
            if (work_preempts())
                return preempted();
        }
        link = next;
    }
    return done();
}

void ipc_cancel(ref_t t)
{
    ref_t reply = tcb_reply(t);

    //@ for system: assert held: reply != 0 ==> ReplyAt(reply) && ReplyTcb(reply) == t;
    switch (TCB(t)->state) {
    case THREAD_BLOCKED_SEND:
    case THREAD_BLOCKED_NOTIFICATION:
        waiting_end(t);
        //@ for system: assert waited: ReplyOf(t) == 0 && \at(ReplyOf(t), Pre) == 0;
        break;
    case THREAD_BLOCKED_RECEIVE:
        if (reply != 0)
            reply_unlink(reply);
        //@ for system: assert none:  ReplyOf(t) == 0 && (reply != 0 ==> ReplyTcb(reply) == 0);
        waiting_end(t);
        //@ for system: assert still: ReplyOf(t) == 0 && (reply != 0 ==> ReplyTcb(reply) == 0);
        break;
    case THREAD_BLOCKED_REPLY:
        reply_drop_caller(reply);
        break;
    default:
        //@ for system: assert not: TCB(t)->state <= THREAD_ACTIVE && reply == 0;
        return;
    }
    //@ for system: assert rest: ThreadsBut{Pre,Here}(t) && Loose(t);
    //@ for system: assert hold: ReplyOf(t) == 0 && (reply != 0 ==> ReplyTcb(reply) == 0);
    tcb_fault_end(t);
    //@ for system: assert free: Loose(t);
    //@ for system: assert else: ThreadsBut{Pre,Here}(t);
    //@ for system: assert off:  ReplyOf(t) == 0 && (reply != 0 ==> ReplyTcb(reply) == 0);
}
