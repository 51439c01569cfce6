/*
 * A ring is searched from its end: those who come are seldom before others.
 */
#include "kernel/waiting.h"
#include "kernel/member.h"
#include "kernel/thread.h"

/* t, in no ring, comes to its place. */
/*@ requires tcb:   IsRef(end) && IsTcb(t);
    assigns         phys[..], ring[..];

    behavior queues:
      assumes       MembersWf && KernelEnds && ThreadsWfBut(t) && MarksWf;
      assumes       Apart(t) && TCB(t)->queued == QUEUED_NOT && Waits(t) && TCB(t)->object == end && WaitEnd(end);
      ensures wf:   QueuesWf;
      ensures in:   ring[t + TCB_LINK] == end;
      ensures rest: ThreadsSame{Pre,Post};
      ensures only: OnlyQueues{Pre,Post}; */
static void insert(ref_t end, ref_t t)
{
    ref_t at = link_prev(end);

    //@ for queues: assert kinds: kind[t + TCB_LINK] == KIND_TCB_LINK && kind[end] > KIND_TCB_LINK;
    //@ for queues: assert other: end != t + TCB_LINK;
    /*@ loop invariant link: at < REFS;
        for queues: loop invariant in: IsLink(at) && ring[at] == end;
        loop assigns at; */
    while (at != end && tcb_priority(tcb_of_link(at)) < tcb_priority(t))
        at = link_prev(at);
    member_enter(at, t);
    //@ for queues: assert marks: MarksWf;
    //@ for queues: assert says:  TCB(t)->queued == QUEUED_NOT && Waits(t) && TCB(t)->object == end && WaitEnd(end);
    //@ for queues: assert place: ring[t + TCB_LINK] == end;
    //@ for queues: assert there: ThreadWf(t);
}

/* The same as waiting_begin, of rings alone. */
/*@ requires wf:    IsRef(end) && IsTcb(t);
    assigns         phys[..], ring[..];

    behavior queues:
      assumes       SchedWf && ThreadFree(t) && t != kernel.candidate && WaitEnd(end) && WaitState(state);
      ensures wf:   SchedWf;
      ensures in:   TCB(t)->state == state && TCB(t)->object == end && ring[t + TCB_LINK] == end;
      ensures rest: ThreadsBut{Pre,Post}(t);
      ensures only: OnlyQueues{Pre,Post}; */
static void begin(ref_t end, ref_t t, word_t state)
{
    //@ for queues: assert apart: Apart(t);
    tcb_state_set(t, state);
    //@ for queues: assert still: MarksWf && MembersWf && ThreadsWfBut(t) && Apart(t);
    tcb_object_set(t, end);
    //@ for queues: assert marks: MarksWf;
    //@ for queues: assert same:  ThreadsBut{Pre,Here}(t);
    //@ for queues: assert only:  OnlyQueues{Pre,Here};
    insert(end, t);
    //@ for queues: assert idle:  kernel.candidate != 0 ==> Idle(kernel.candidate);
}

/* The same as waiting_end. */
/*@ requires tcb:   IsTcb(t);
    assigns         phys[..], ring[..];
    ensures  state: TCB(t)->state == THREAD_INACTIVE;

    behavior queues:
      assumes       SchedWf && TcbAt(t) && Waits(t);
      ensures wf:   SchedWf;
      ensures out:  ThreadFree(t) && Apart(t) && t != kernel.candidate;
      ensures rest: ThreadsBut{Pre,Post}(t);
      ensures only: OnlyQueues{Pre,Post}; */
static void stop(ref_t t)
{
    //@ for queues: assert home:  ThreadWf(t) && ring[t + TCB_LINK] == TCB(t)->object && t != kernel.candidate;
    member_leave(t);
    //@ for queues: assert left:  OnlyQueues{Pre,Here};
    //@ for queues: assert marks: MarksWf;
    tcb_state_set(t, THREAD_INACTIVE);
    //@ for queues: assert same:  MarksWf;
    //@ for queues: assert there: ThreadWf(t);
    //@ for queues: assert rings: MembersWf && KernelEnds;
    //@ for queues: assert all:   ThreadsWf;
    //@ for queues: assert idle:  kernel.candidate != 0 ==> Idle(kernel.candidate);
}

/* t leaves the ring that it waits in, and has another priority. */
/*@ requires tcb:    IsTcb(t);
    assigns          phys[..], ring[..];

    behavior queues:
      assumes        SchedWf && TcbAt(t) && Waits(t);
      ensures rings: MembersWf && KernelEnds && ThreadsWfBut(t) && MarksWf;
      ensures out:   Apart(t) && TCB(t)->queued == QUEUED_NOT;
      ensures still: TCB(t)->priority == priority && TCB(t)->state == \old(TCB(t)->state) &&
                     TCB(t)->object == \old(TCB(t)->object);
      ensures rest:  ThreadsBut{Pre,Post}(t);
      ensures only:  OnlyQueues{Pre,Post}; */
static void leave(ref_t t, word_t priority)
{
    //@ for queues: assert home:  ThreadWf(t) && ring[t + TCB_LINK] == TCB(t)->object && t != kernel.candidate;
    member_leave(t);
    //@ for queues: assert left:  OnlyQueues{Pre,Here};
    //@ for queues: assert marks: MarksWf;
    tcb_priority_set(t, priority);
    //@ for queues: assert same:  MarksWf;
}

/* The same as waiting_reorder. */
/*@ requires tcb:    IsTcb(t);
    assigns          phys[..], ring[..];

    behavior queues:
      assumes        SchedWf && TcbAt(t) && Waits(t);
      ensures wf:    SchedWf;
      ensures still: TCB(t)->priority == priority && TCB(t)->state == \old(TCB(t)->state) &&
                     TCB(t)->object == \old(TCB(t)->object);
      ensures rest:  ThreadsBut{Pre,Post}(t);
      ensures only:  OnlyQueues{Pre,Post}; */
static void reorder(ref_t t, word_t priority)
{
    //@ for queues: assert home:  ThreadWf(t) && WaitEnd(TCB(t)->object) && t != kernel.candidate;
    leave(t, priority);
    insert(tcb_object(t), t);
    //@ for queues: assert idle:  kernel.candidate != 0 ==> Idle(kernel.candidate);
}

void waiting_begin(ref_t end, ref_t t, word_t state)
{
    //@ for system: assert none:   ThreadHeld(t) && ReplyOf(t) == 0;
    begin(end, t, state);
    //@ for system: assert cell:   CellSame{Pre,Here}(t + TCB_BONDS);
    //@ for system: assert reply:  TCB(t)->reply == \at(TCB(t)->reply, Pre);
    //@ for system: assert held:   ThreadHeld(t);
    //@ for system: assert states: StatesBut{Pre,Here}(t);
    //@ for system: assert waits:  TcbAt(t) && Waits(t);
    //@ for system: assert other:  t != kernel.candidate;
    //@ for system: assert all:    ThreadsWf;
    //@ for system: assert out:    TCB(t)->queued == QUEUED_NOT;
    //@ for system: assert turns:  TurnsSame{Pre,Here};
    //@ for system: assert times:  ContextsWf;
    //@ for system: assert bonds:  BondsWf;
    //@ for system: assert runs:   KernelOfRunning{Pre,Here};
    //@ for system: assert runner: RunningWf;
    //@ for system: assert queued: TurnsWf;
    //@ for system: assert stacks: StacksWf;
    //@ for system: assert caps:   CapsWf;
    //@ for system: assert holds:  HoldsWf;
}

void waiting_end(ref_t t)
{
    stop(t);
    //@ for system: assert cell:   CellSame{Pre,Here}(t + TCB_BONDS);
    //@ for system: assert reply:  TCB(t)->reply == \at(TCB(t)->reply, Pre);
    //@ for system: assert held:   ThreadHeld(t);
    //@ for system: assert states: StatesBut{Pre,Here}(t);
    //@ for system: assert turns:  TurnsSame{Pre,Here};
    //@ for system: assert times:  ContextsWf;
    //@ for system: assert bonds:  BondsWf;
    //@ for system: assert runs:   KernelOfRunning{Pre,Here};
    //@ for system: assert runner: RunningWf;
    //@ for system: assert queued: TurnsWf;
    //@ for system: assert stacks: StacksWf;
    //@ for system: assert caps:   CapsWf;
    //@ for system: assert holds:  HoldsWf;
}

void waiting_reorder(ref_t t, word_t priority)
{
    reorder(t, priority);
    //@ for system: assert states: StatesBut{Pre,Here}(0);
    //@ for system: assert waits:  TcbAt(t) && Waits(t);
    //@ for system: assert other:  t != kernel.candidate;
    //@ for system: assert all:    ThreadsWf;
    //@ for system: assert out:    TCB(t)->queued == QUEUED_NOT;
    //@ for system: assert turns:  TurnsSame{Pre,Here};
    //@ for system: assert times:  ContextsWf;
    //@ for system: assert bonds:  BondsWf;
    //@ for system: assert runs:   KernelOfRunning{Pre,Here};
    //@ for system: assert runner: RunningWf;
    //@ for system: assert queued: TurnsWf;
    //@ for system: assert stacks: StacksWf;
    //@ for system: assert caps:   CapsWf;
    //@ for system: assert holds:  HoldsWf;
}
