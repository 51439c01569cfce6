/*
 * Endpoints: where one thread's Send meets another's Receive.
 */
#ifndef TENON_KERNEL_ENDPOINT_H
#define TENON_KERNEL_ENDPOINT_H

#include "kernel/kernel.h"
#include "kernel/result.h"
#include "kernel/refill.h"
#include "spec/invariant.acsl"

#define SEND_BLOCKING 1UL /* wait for a receiver */
#define SEND_CALL 2UL     /* and then for its reply */
#define SEND_DONATING 4UL /* the receiver may run on the sender's time */

/* Thread t sends by a capability with this badge and these rights. */
/*@ requires wf: KernelWf;
    requires ep: IsEndpoint(endpoint) && IsTcb(t);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior nobody:
      assumes    RingNext(endpoint) == endpoint && (flags & SEND_BLOCKING) == 0;
      assigns    \nothing;
    behavior system:
      assumes    SystemWf && EndpointAt(endpoint) && Loose(t);
      ensures wf: SystemWf; */
void endpoint_send(ref_t endpoint, ref_t t, word_t badge, word_t rights, word_t flags);

/* Thread t receives; reply: object for callers, 0: none. */
/*@ requires wf: KernelWf;
    requires ep: IsEndpoint(endpoint) && IsTcb(t) && IsReply(reply);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes    SystemWf && EndpointAt(endpoint) && Goes(t) && (reply != 0 ==> ReplyAt(reply));
      ensures wf: SystemWf; */
void endpoint_receive(ref_t endpoint, ref_t t, ref_t reply, word_t blocking);

/* Let the first waiting thread make its call again; 1 if nobody waits any more. */
/*@ requires wf: KernelWf;
    requires ep: IsEndpoint(endpoint);
    assigns      STATE;
    ensures  wf:  KernelWf;
    ensures  bit: \result <= 1;

    behavior nobody:
      assumes    RingNext(endpoint) == endpoint;
      assigns    \nothing;
      ensures none: \result == 1;
    behavior system:
      assumes    SystemWf && EndpointAt(endpoint);
      ensures wf: SystemWf; */
word_t endpoint_cancel_one(ref_t endpoint);

/* Let all senders with this badge make their call again; done or preempted. */
/*@ requires wf:  KernelWf;
    requires ep:  IsEndpoint(endpoint);
    assigns       STATE;
    ensures  wf:  KernelWf;
    ensures  why: \result.error == ERR_NO_ERROR || \result.error == RESULT_PREEMPTED;

    behavior system:
      assumes     SystemWf && EndpointAt(endpoint);
      ensures wf: SystemWf; */
struct result endpoint_cancel_badge(ref_t endpoint, word_t badge);

/* Take t off whatever it is blocked on; it is inactive then. */
/*@ requires wf: KernelWf && IsTcb(t);
    assigns      phys[..], ring[..];
    ensures  wf: KernelWf;

    behavior unblocked:
      assumes    TCB(t)->state < THREAD_BLOCKED_SEND || TCB(t)->state > THREAD_BLOCKED_NOTIFICATION;
      assigns    \nothing;
    behavior blocked:
      assumes    TCB(t)->state == THREAD_BLOCKED_SEND || TCB(t)->state == THREAD_BLOCKED_RECEIVE ||
                 TCB(t)->state == THREAD_BLOCKED_NOTIFICATION;
      ensures off: TCB(t)->state == THREAD_INACTIVE && TCB(t)->fault == 0;
    behavior system:
      assumes      SystemWf && TcbAt(t);
      ensures wf:   SystemWf;
      ensures free: \old(TCB(t)->state) > THREAD_ACTIVE ==> Loose(t);
      ensures hold: ReplyOf(t) == 0 && (\old(ReplyOf(t)) != 0 ==> ReplyTcb(\old(ReplyOf(t))) == 0);
      ensures rest: ThreadsBut{Pre,Post}(t);
      ensures same: \old(TCB(t)->state) <= THREAD_ACTIVE ==> ThreadSame{Pre,Post}(t); */
void ipc_cancel(ref_t t);

#endif
