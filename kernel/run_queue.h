/*
 * Run queues: who could run, by priority, each in the order of coming; and the
 * release queue: who could if his budget were back, the soonest first.
 */
#ifndef TENON_KERNEL_RUN_QUEUE_H
#define TENON_KERNEL_RUN_QUEUE_H

#include "kernel/member.h"
#include "spec/run_queue.acsl"

/* The highest priority with a ready thread, or PRIORITIES. */
/*@ assigns         \nothing;
    ensures  bound: \result <= PRIORITIES;
    ensures  none:  \result == PRIORITIES ==> \forall integer i; 0 <= i < 4 ==> kernel.ready_bits[i] == 0;
    ensures  mark:  \result < PRIORITIES ==> Marked(\result) && MarkAt(kernel.ready + \result);
    ensures  top:   \forall integer p; \result < p < PRIORITIES ==> !Marked(p); */
word_t run_queue_highest(void);

/* The first of this priority, which has one. */
/*@ requires wf:   KernelWf && priority < PRIORITIES;
    assigns        \nothing;
    ensures  tcb:  IsTcb(\result);

    behavior queues:
      assumes      QueuesWf && MarkAt(kernel.ready + priority);
      ensures is:  TcbAt(\result) && TCB(\result)->queued == QUEUED_READY && Priority(\result) == priority; */
ref_t run_queue_first(word_t priority);

/* Behind everything of its priority. */
/*@ requires wf:   KernelWf && IsTcb(t);
    assigns        QUEUES;
    ensures  wf:   KernelWf;
    ensures  in:   TCB(t)->queued == QUEUED_READY;
    ensures  mark: Marked(\old(Priority(t)));

    behavior queues:
      assumes       QueuesWf && Idle(t);
      ensures wf:   QueuesWf;
      ensures rest: ThreadsBut{Pre,Post}(t) && ThreadElse{Pre,Post}(t);
      ensures last: LINK(kernel.ready + Priority(t))->prev == t + TCB_LINK;
      ensures only: OnlyQueues{Pre,Post}; */
void run_queue_append(ref_t t);
/* Before everything of its priority. */
/*@ requires wf:   KernelWf && IsTcb(t);
    assigns        QUEUES;
    ensures  wf:   KernelWf;
    ensures  in:   TCB(t)->queued == QUEUED_READY;
    ensures  mark: Marked(\old(Priority(t)));

    behavior queues:
      assumes        QueuesWf && Idle(t);
      ensures wf:    QueuesWf;
      ensures rest:  ThreadsBut{Pre,Post}(t) && ThreadElse{Pre,Post}(t);
      ensures first: LINK(kernel.ready + Priority(t))->next == t + TCB_LINK;
      ensures only: OnlyQueues{Pre,Post}; */
void run_queue_prepend(ref_t t);

/* Wait in the release queue until the budget is back: soonest first, first come first among equals. */
/*@ requires wf: KernelWf && IsTcb(t);
    assigns      phys[..], ring[..];
    ensures  in: TCB(t)->queued == QUEUED_RELEASE;

    behavior queues:
      assumes       QueuesWf && Idle(t);
      ensures wf:   QueuesWf;
      ensures rest: ThreadsBut{Pre,Post}(t) && ThreadElse{Pre,Post}(t);
      ensures only: OnlyQueues{Pre,Post}; */
void run_queue_release(ref_t t);

/* Out of the one that it is in, if it is in one. */
/*@ requires wf:  KernelWf && IsTcb(t);
    assigns       QUEUES;
    ensures  wf:  KernelWf;
    ensures  out: TCB(t)->queued == QUEUED_NOT;

    behavior queues:
      assumes       QueuesWf && TcbAt(t);
      ensures wf:   QueuesWf;
      ensures rest: ThreadsBut{Pre,Post}(t) && ThreadElse{Pre,Post}(t);
      ensures idle: \old(TCB(t)->queued) != QUEUED_NOT ==> Idle(t);
      ensures only: OnlyQueues{Pre,Post}; */
void run_queue_remove(ref_t t);

#endif
