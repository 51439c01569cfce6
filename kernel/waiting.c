/*
 * A ring is searched from its end: those who come are seldom before others.
 */
#include "kernel/waiting.h"
#include "kernel/member.h"
#include "kernel/thread.h"

/* What t does. */
/*@ requires tcb:  IsTcb(t);
    assigns        phys[..];
    ensures  set:  TCB(t)->state == state;

    behavior queues:
      assumes       TcbAt(t);
      ensures only: OnlyThread{Pre,Post}(t);
      ensures same: TCB(t)->queued == \old(TCB(t)->queued) && TCB(t)->priority == \old(TCB(t)->priority) &&
                    TCB(t)->object == \old(TCB(t)->object) &&
                    TCB(t)->sched_context == \old(TCB(t)->sched_context); */
static void state_set(ref_t t, word_t state)
{
    TCB(t)->state = state;
    //@ for queues: assert links:   LinksSame{Pre,Here} && ThreadsBut{Pre,Here}(t);
    //@ for queues: assert firsts:  FirstsBut{Pre,Here}(0);
    //@ for queues: assert members: MembersWf{Pre} ==> MembersWf;
    //@ for queues: assert threads: ThreadsWfBut{Pre}(t) ==> ThreadsWfBut(t);
}

/* Where. */
/*@ requires tcb:  IsTcb(t);
    assigns        phys[..];
    ensures  set:  TCB(t)->object == object;

    behavior queues:
      assumes       TcbAt(t);
      ensures only: OnlyThread{Pre,Post}(t);
      ensures same: TCB(t)->queued == \old(TCB(t)->queued) && TCB(t)->priority == \old(TCB(t)->priority) &&
                    TCB(t)->state == \old(TCB(t)->state) &&
                    TCB(t)->sched_context == \old(TCB(t)->sched_context); */
static void object_set(ref_t t, ref_t object)
{
    TCB(t)->object = object;
    //@ for queues: assert links:   LinksSame{Pre,Here} && ThreadsBut{Pre,Here}(t);
    //@ for queues: assert firsts:  FirstsBut{Pre,Here}(0);
    //@ for queues: assert members: MembersWf{Pre} ==> MembersWf;
    //@ for queues: assert threads: ThreadsWfBut{Pre}(t) ==> ThreadsWfBut(t);
}

/* At which priority. */
/*@ requires tcb:  IsTcb(t);
    assigns        phys[..];
    ensures  set:  TCB(t)->priority == priority;

    behavior queues:
      assumes       TcbAt(t);
      ensures only: OnlyThread{Pre,Post}(t);
      ensures same: TCB(t)->queued == \old(TCB(t)->queued) && TCB(t)->state == \old(TCB(t)->state) &&
                    TCB(t)->object == \old(TCB(t)->object) &&
                    TCB(t)->sched_context == \old(TCB(t)->sched_context); */
static void priority_set(ref_t t, word_t priority)
{
    TCB(t)->priority = priority;
    //@ for queues: assert links:   LinksSame{Pre,Here} && ThreadsBut{Pre,Here}(t);
    //@ for queues: assert firsts:  FirstsBut{Pre,Here}(0);
    //@ for queues: assert members: MembersWf{Pre} ==> MembersWf;
    //@ for queues: assert threads: ThreadsWfBut{Pre}(t) ==> ThreadsWfBut(t);
}

/* t, in no ring, comes to its place. */
/*@ requires tcb:   IsRef(end) && IsTcb(t);
    assigns         phys[..], ring[..];

    behavior queues:
      assumes       MembersWf && KernelEnds && ThreadsWfBut(t) && MarksWf;
      assumes       Apart(t) && TCB(t)->queued == QUEUED_NOT && Waits(t) && TCB(t)->object == end && WaitEnd(end);
      ensures wf:   QueuesWf;
      ensures in:   ring[t + TCB_LINK] == end;
      ensures rest: ThreadsSame{Pre,Post}; */
static void insert(ref_t end, ref_t t)
{
    ref_t at = link_prev(end);

    /*@ loop invariant link: at < REFS;
        for queues: loop invariant in: IsLink(at) && ring[at] == end;
        loop assigns at; */
    while (at != end && tcb_priority(tcb_of_link(at)) < tcb_priority(t))
        at = link_prev(at);
    member_enter(at, t);
    //@ for queues: assert marks: MarksWf;
    //@ for queues: assert there: ThreadWf(t);
}

void waiting_begin(ref_t end, ref_t t, word_t state)
{
    //@ for queues: assert apart: Apart(t);
    state_set(t, state);
    //@ for queues: assert still: MarksWf && MembersWf && ThreadsWfBut(t) && Apart(t);
    object_set(t, end);
    //@ for queues: assert marks: MarksWf;
    insert(end, t);
}

void waiting_end(ref_t t)
{
    //@ for queues: assert home:  ThreadWf(t) && ring[t + TCB_LINK] == TCB(t)->object;
    member_leave(t);
    //@ for queues: assert marks: MarksWf;
    state_set(t, THREAD_INACTIVE);
    //@ for queues: assert same:  MarksWf;
    //@ for queues: assert there: ThreadWf(t);
}

void waiting_reorder(ref_t t, word_t priority)
{
    //@ for queues: assert home:  ThreadWf(t) && ring[t + TCB_LINK] == TCB(t)->object;
    member_leave(t);
    //@ for queues: assert marks: MarksWf;
    priority_set(t, priority);
    //@ for queues: assert same:  MarksWf;
    insert(tcb_object(t), t);
}
