/*
 * Who runs.  A thread runs on a sched context: active, its context configured
 * and with budget left.  The current thread is in no queue; every other that
 * could run is in the run queue of its priority, or, while its budget is away,
 * in the release queue.
 */
#ifndef TENON_KERNEL_SCHED_H
#define TENON_KERNEL_SCHED_H

#include "kernel/kernel.h"
#include "kernel/run_queue.h"
#include "kernel/refill.h"
#include "spec/invariant.acsl"

/* 1 if t is active and has a configured context. */
/*@ requires tcb: IsTcb(t);
    assigns       \nothing;
    ensures  bit: \result <= 1;
    ensures  is:  \result == 1 <==> Runnable(t); */
word_t sched_runnable(ref_t t);

/* t has become runnable (or not: then nothing happens): queue it, or run it next. */
/*@ requires wf: KernelWf && IsTcb(t);
    assigns      QUEUES, kernel.candidate, kernel.reschedule;
    ensures  wf: KernelWf;

    behavior stopped:
      assumes       !Runnable(t);
      assigns       \nothing;
      ensures same: Unchanged{Pre,Post};
    behavior system:
      assumes       SystemWf && TcbAt(t);
      ensures wf:   SystemWf;
      ensures rest: ThreadsElse{Pre,Post};
      ensures held: Same{Pre,Post}(KIND_BONDS, KIND_SCHED_CONTEXT); */
void sched_wake(ref_t t);

/* Take t out of whichever queue of the scheduler it is in. */
/*@ requires wf:  KernelWf && IsTcb(t);
    assigns       QUEUES, kernel.candidate;
    ensures  wf:  KernelWf;
    ensures  out: TCB(t)->queued == QUEUED_NOT;
    ensures  not: kernel.candidate == (\old(kernel.candidate) == t ? 0 : \old(kernel.candidate));

    behavior queues:
      assumes       SchedWf && TcbAt(t);
      ensures wf:   SchedWf;
      ensures rest: ThreadsBut{Pre,Post}(t) && ThreadElse{Pre,Post}(t);
      ensures idle: \old(TCB(t)->queued) != QUEUED_NOT ==> Idle(t);
      ensures only: OnlyQueues{Pre,Post};
    behavior system:
      assumes       SystemWf && TcbAt(t);
      ensures wf:   SystemWf;
      ensures rest: ThreadsBut{Pre,Post}(t) && ThreadElse{Pre,Post}(t);
      ensures only: OnlyQueues{Pre,Post}; */
void sched_dequeue(ref_t t);

/* t stops: out of its queue, choose anew; that the current stopped, the way out sees by itself. */
/*@ requires wf: KernelWf && IsTcb(t);
    assigns      QUEUES, kernel.candidate, kernel.reschedule;
    ensures  wf: KernelWf;

    behavior queues:
      assumes       SchedWf && TcbAt(t);
      ensures wf:   SchedWf && kernel.candidate != t;
      ensures rest: ThreadsElse{Pre,Post};
      ensures out:  TCB(t)->queued == QUEUED_NOT;
      ensures only: OnlyQueues{Pre,Post};
    behavior system:
      assumes       SystemWf && TcbAt(t);
      ensures wf:   SystemWf;
      ensures rest: ThreadsElse{Pre,Post};
      ensures free: \old(TCB(t)->state) <= THREAD_ACTIVE ==> Loose(t);
      ensures only: OnlyQueues{Pre,Post}; */
void sched_stop(ref_t t);

/* Somebody else may have to run: choose anew on the way out. */
/*@ requires wf:  KernelWf;
    assigns       QUEUES, kernel.candidate, kernel.reschedule;
    ensures  wf:  KernelWf;
    ensures  set: kernel.reschedule == 1 && kernel.candidate == 0;

    behavior queues:
      assumes       SchedWf;
      ensures wf:   SchedWf;
      ensures rest: ThreadsBut{Pre,Post}(\old(kernel.candidate)) && ThreadsElse{Pre,Post};
      ensures only: OnlyQueues{Pre,Post};
    behavior system:
      assumes       SystemWf;
      ensures wf:   SystemWf;
      ensures rest: ThreadsElse{Pre,Post};
      ensures only: OnlyQueues{Pre,Post}; */
void sched_reschedule(void);

/* t, which could run and is in no queue, goes on when its turn comes again: first in its queue. */
/*@ requires wf:   KernelWf && IsTcb(t);
    assigns        QUEUES;
    ensures  wf:   KernelWf;

    behavior system:
      assumes       SystemWf && Idle(t) && Runnable(t) && t != kernel.candidate;
      ensures wf:   SystemWf;
      ensures rest: ThreadsBut{Pre,Post}(t);
      ensures most: MostSame{Pre,Post}; */
void sched_turn_keep(ref_t t);

/* On the way out of the kernel: decide who runs, and whose time.  Whoever runs, if anybody does, is active, on its own
   context, which is configured, and the alarm rings before more is used than its soonest piece. */
/*@ requires wf:   KernelWf;
    assigns        QUEUES, SCHEDULER;
    ensures  wf:   KernelWf;
    ensures  done: kernel.candidate == 0 && kernel.reschedule == 0;

    behavior system:
      assumes       SystemWf;
      ensures wf:   SystemWf;
      ensures runs: Decided; */
void sched_decide(void);

/* Charge the running context up to now. */
/*@ requires wf: KernelWf;
    assigns      phys[..], kernel.charged;
    ensures  wf: KernelWf;

    behavior system:
      assumes       SystemWf;
      ensures wf:   SystemWf;
      ensures rest: ThreadsSame{Pre,Post};
      ensures only: OnlyTime{Pre,Post} && MostSame{Pre,Post}; */
void sched_charge(void);

/* The alarm rang. */
/*@ requires wf: KernelWf;
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes       SystemWf && (kernel.current != 0 ==> Loose(kernel.current));
      ensures wf:   SystemWf; */
void sched_tick(void);

/* The current thread gives up what is left of its budget. */
/*@ requires wf: KernelWf;
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes       SystemWf && Loose(kernel.current) && Runnable(kernel.current);
      assumes       ContextOf(kernel.current) == kernel.sched_context;
      ensures wf:   SystemWf; */
void sched_yield(void);

/* t, in no ring, is active or inactive from now on. */
/*@ requires tcb: IsTcb(t);
    assigns       phys[..];
    ensures  set: TCB(t)->state == state;

    behavior system:
      assumes       SystemWf && Loose(t) && state <= THREAD_ACTIVE;
      ensures wf:   SystemWf;
      ensures free: Loose(t) && ContextOf(t) == \old(ContextOf(t));
      ensures rest: ThreadsBut{Pre,Post}(t);
      ensures only: OnlyQueues{Pre,Post} && MostSame{Pre,Post}; */
void sched_state_set(ref_t t, word_t state);

/* t, in no ring, has this priority from now on. */
/*@ requires tcb: IsTcb(t);
    assigns       phys[..];
    ensures  set: TCB(t)->priority == priority && TCB(t)->state == \old(TCB(t)->state);

    behavior system:
      assumes       SystemWf && TcbAt(t) && !Waits(t) && TCB(t)->queued == QUEUED_NOT;
      ensures wf:   SystemWf;
      ensures free: TCB(t)->queued == QUEUED_NOT && ContextOf(t) == \old(ContextOf(t));
      ensures rest: ThreadsBut{Pre,Post}(t);
      ensures only: OnlyQueues{Pre,Post} && MostSame{Pre,Post}; */
void sched_priority_set(ref_t t, word_t priority);

/* At boot: this thread runs first. */
/*@ requires wf:   KernelWf && IsTcb(t);
    assigns        STATE;
    ensures  wf:   KernelWf;
    ensures  runs: kernel.current == t;

    behavior system:
      assumes       SystemWf && kernel.candidate == 0 && kernel.current == 0 && kernel.sched_context == 0;
      assumes       Idle(t) && Runnable(t);
      ensures wf:   SystemWf;
      ensures runs: Decided; */
void sched_start(ref_t t);

#endif
