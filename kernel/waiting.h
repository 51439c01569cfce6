/*
 * Who waits at an endpoint or a notification: in its ring, the highest
 * priority first, then first come.
 */
#ifndef TENON_KERNEL_WAITING_H
#define TENON_KERNEL_WAITING_H

#include "kernel/kernel.h"
#include "kernel/refill.h"
#include "spec/invariant.acsl"

/* Thread t, in no queue, waits at `end` from now on. */
/*@ requires wf:     KernelWf && IsRef(end) && IsTcb(t);
    assigns          phys[..], ring[..];

    behavior queues:
      assumes        SchedWf && ThreadFree(t) && t != kernel.candidate && WaitEnd(end) && WaitState(state);
      ensures wf:    SchedWf;
      ensures in:    TCB(t)->state == state && TCB(t)->object == end && ring[t + TCB_LINK] == end;
      ensures rest:  ThreadsBut{Pre,Post}(t);
      ensures only:  OnlyQueues{Pre,Post};
    behavior system:
      assumes        SystemWf && Loose(t) && WaitEnd(end) && WaitState(state);
      ensures wf:    SystemWf;
      ensures in:    TCB(t)->state == state && TCB(t)->object == end;
      ensures rest:  ThreadsBut{Pre,Post}(t);
      ensures only:  OnlyQueues{Pre,Post}; */
void waiting_begin(ref_t end, ref_t t, word_t state);

/* Thread t waits no more; it is inactive. */
/*@ requires wf:     KernelWf && IsTcb(t);
    assigns          phys[..], ring[..];
    ensures  state:  TCB(t)->state == THREAD_INACTIVE;

    behavior queues:
      assumes        SchedWf && TcbAt(t) && Waits(t);
      ensures wf:    SchedWf;
      ensures out:   ThreadFree(t) && Apart(t);
      ensures rest:  ThreadsBut{Pre,Post}(t);
      ensures only:  OnlyQueues{Pre,Post};
    behavior system:
      assumes        SystemWf && TcbAt(t) && Waits(t) && ReplyOf(t) == 0;
      ensures wf:    SystemWf;
      ensures free:  Loose(t);
      ensures rest:  ThreadsBut{Pre,Post}(t);
      ensures only:  OnlyQueues{Pre,Post}; */
void waiting_end(ref_t t);

/* Thread t, which waits, has another priority: its place is another. */
/*@ requires wf:     KernelWf && IsTcb(t);
    assigns          phys[..], ring[..];

    behavior queues:
      assumes        SchedWf && TcbAt(t) && Waits(t);
      ensures wf:    SchedWf;
      ensures still: TCB(t)->priority == priority && TCB(t)->state == \old(TCB(t)->state) &&
                     TCB(t)->object == \old(TCB(t)->object);
      ensures rest:  ThreadsBut{Pre,Post}(t);
      ensures only:  OnlyQueues{Pre,Post};
    behavior system:
      assumes        SystemWf && TcbAt(t) && Waits(t);
      ensures wf:    SystemWf; */
void waiting_reorder(ref_t t, word_t priority);

#endif
