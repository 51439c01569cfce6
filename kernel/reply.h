/*
 * Reply objects: who waits for an answer, and whose time the answer returns.
 */
#ifndef TENON_KERNEL_REPLY_H
#define TENON_KERNEL_REPLY_H

#include "kernel/kernel.h"
#include "kernel/refill.h"
#include "spec/invariant.acsl"

/*@ requires is: IsReply(r);
    assigns      \nothing;
    ensures  is: IsTcb(\result) && \result == ReplyTcb(r); */
static inline ref_t reply_tcb(ref_t r) { return REPLY(r)->tcb % REFS; }
/*@ requires is: IsReply(r);
    assigns      \nothing;
    ensures  is: IsSchedContext(\result) && \result == ReplyContext(r); */
static inline ref_t reply_context(ref_t r) { return REPLY(r)->sched_context % REFS; }

/* Receiver t waits with r. */
/*@ requires is: IsReply(r) && IsTcb(t);
    assigns      phys[..];

    behavior system:
      assumes       SystemWf && ReplyAt(r) && ReplyTcb(r) == 0 && TcbAt(t) && ReplyOf(t) == 0;
      assumes       TCB(t)->state == THREAD_BLOCKED_RECEIVE && EndpointAt(TCB(t)->object);
      ensures wf:   SystemWf;
      ensures rest: ThreadsSame{Pre,Post}; */
void reply_link(ref_t r, ref_t t);
/* The thread that r holds has it no more. */
/*@ requires is:   IsReply(r);
    assigns        phys[..];
    ensures  none: ReplyTcb(r) == 0;

    behavior system:
      assumes       SystemWf && ReplyAt(r) && ReplyTcb(r) != 0;
      assumes       TCB(ReplyTcb(r))->state == THREAD_BLOCKED_RECEIVE;
      ensures wf:   SystemWf;
      ensures free: ReplyOf(\old(ReplyTcb(r))) == 0;
      ensures rest: ThreadsSame{Pre,Post}; */
void reply_unlink(ref_t r);

/* `caller` waits for an answer by r; `callee`, if it has no context and donating, runs on the caller's. */
/*@ requires wf: KernelWf;
    requires is: IsReply(r) && IsTcb(caller) && IsTcb(callee);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes       SystemWf && ReplyAt(r) && ReplyTcb(r) == 0 && Loose(caller) && TcbAt(callee);
      ensures wf:   SystemWf; */
void reply_push(ref_t r, ref_t caller, ref_t callee, word_t donating);

/* Thread `from` answers the caller of r, if there is one; grant: capabilities may go along. */
/*@ requires wf: KernelWf;
    requires is: IsReply(r) && IsTcb(from);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior nobody:
      assumes    ReplyTcb(r) == 0 || TCB(ReplyTcb(r))->state != THREAD_BLOCKED_REPLY;
      assigns    \nothing;
    behavior system:
      assumes    SystemWf && ReplyAt(r) && TcbAt(from);
      ensures wf: SystemWf; */
void reply_send(ref_t r, ref_t from, word_t grant);

/* The caller of r waits no more; it does not get its context back by this. */
/*@ requires is:   IsReply(r);
    assigns        phys[..], ring[..];
    ensures  none: ReplyTcb(r) == 0;

    behavior system:
      assumes       SystemWf && ReplyAt(r) && ReplyTcb(r) != 0;
      assumes       TCB(ReplyTcb(r))->state == THREAD_BLOCKED_REPLY;
      ensures wf:   SystemWf;
      ensures free: Loose(\old(ReplyTcb(r))) && ReplyOf(\old(ReplyTcb(r))) == 0;
      ensures rest: ThreadsBut{Pre,Post}(\old(ReplyTcb(r))); */
void reply_drop_caller(ref_t r);

/* The last capability to r is gone: its caller stays stopped, with its context if it is next in turn. */
/*@ requires wf: KernelWf && IsReply(r);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior nobody:
      assumes    ReplyTcb(r) == 0;
      assigns    \nothing;
    behavior system:
      assumes    SystemWf && ReplyAt(r);
      ensures wf: SystemWf; */
void reply_finalise(ref_t r);

#endif
