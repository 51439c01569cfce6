/*
 * The words of a thread: what it is bound to, its link, what rings are ordered by.
 */
#ifndef TENON_KERNEL_THREAD_H
#define TENON_KERNEL_THREAD_H

#include "kernel/kernel.h"
#include "spec/member.acsl"

/* The bindings of a thread, 0 if none. */
/*@ requires tcb: IsTcb(t);
    assigns       \nothing;
    ensures  is:  IsSchedContext(\result) && \result == TCB(t)->sched_context % REFS; */
static inline ref_t tcb_sched_context(ref_t t) { return TCB(t)->sched_context % REFS; }
/*@ requires tcb: IsTcb(t);
    assigns       \nothing;
    ensures  is:  IsNotification(\result) && \result == TCB(t)->notification % REFS; */
static inline ref_t tcb_notification(ref_t t) { return TCB(t)->notification % REFS; }
/*@ requires tcb: IsTcb(t);
    assigns       \nothing;
    ensures  is:  IsReply(\result) && \result == TCB(t)->reply % REFS; */
static inline ref_t tcb_reply(ref_t t) { return TCB(t)->reply % REFS; }
/*@ requires tcb: IsTcb(t);
    assigns       \nothing;
    ensures  is:  IsRef(\result) && \result == TCB(t)->object % REFS; */
static inline ref_t tcb_object(ref_t t) { return TCB(t)->object % REFS; }
/*@ requires tcb: IsTcb(t);
    assigns       \nothing;
    ensures  is:  IsSchedContext(\result) && \result == TCB(t)->yield_to % REFS; */
static inline ref_t tcb_yield_to(ref_t t) { return TCB(t)->yield_to % REFS; }
/*@ requires tcb:   IsTcb(t);
    assigns         \nothing;
    ensures  bound: \result < PRIORITIES && \result == TCB(t)->priority % PRIORITIES; */
static inline word_t tcb_priority(ref_t t) { return TCB(t)->priority % PRIORITIES; }

/* Its link. */
/*@ requires tcb: IsTcb(t);
    assigns       \nothing;
    ensures  is:  \result == t + TCB_LINK; */
static inline ref_t tcb_link(ref_t t) { return t + TCB_LINK; }

/* Its slot number i. */
/*@ requires tcb:  IsTcb(t) && i < TCB_SLOTS;
    assigns        \nothing;
    ensures  slot: IsSlot(\result) && \result == TCB_SLOT(t, i);
    ensures  at:   TcbAt(t) ==> SlotAt(\result); */
static inline ref_t tcb_slot(ref_t t, word_t i) { return TCB_SLOT(t, i); }

/* The thread whose link this is. */
/*@ assigns        \nothing;
    ensures  is:   IsTcb(\result);
    ensures  link: TCB_LINK <= link < REFS ==> \result == link - TCB_LINK; */
static inline ref_t tcb_of_link(ref_t link) { return (link - TCB_LINK) % REFS; }

/* What t does, and where; at which priority; the queue that it is in. */
/*@ requires tcb:  IsTcb(t);
    assigns        phys[..];
    ensures  set:  TCB(t)->state == state;

    behavior queues:
      assumes       TcbAt(t);
      ensures only: OnlyThread{Pre,Post}(t);
      ensures same: TCB(t)->queued == \old(TCB(t)->queued) && TCB(t)->priority == \old(TCB(t)->priority) &&
                    TCB(t)->object == \old(TCB(t)->object) &&
                    TCB(t)->sched_context == \old(TCB(t)->sched_context); */
static inline void tcb_state_set(ref_t t, word_t state)
{
    TCB(t)->state = state;
    //@ for queues: assert cells:   \forall integer r; r != t + TCB_STATE ==> CellSame{Pre,Here}(r);
    //@ for queues: assert only:    OnlyQueues{Pre,Here};
    //@ for queues: assert links:   LinksSame{Pre,Here};
    //@ for queues: assert others:  ThreadsBut{Pre,Here}(t);
    //@ for queues: assert firsts:  FirstsBut{Pre,Here}(0);
    //@ for queues: assert members: MembersWf{Pre} ==> MembersWf;
    //@ for queues: assert threads: ThreadsWfBut{Pre}(t) ==> ThreadsWfBut(t);
}
/*@ requires tcb:  IsTcb(t);
    assigns        phys[..];
    ensures  set:  TCB(t)->object == object;

    behavior queues:
      assumes       TcbAt(t);
      ensures only: OnlyThread{Pre,Post}(t);
      ensures same: TCB(t)->queued == \old(TCB(t)->queued) && TCB(t)->priority == \old(TCB(t)->priority) &&
                    TCB(t)->state == \old(TCB(t)->state) &&
                    TCB(t)->sched_context == \old(TCB(t)->sched_context); */
static inline void tcb_object_set(ref_t t, ref_t object)
{
    TCB(t)->object = object;
    //@ for queues: assert cells:   \forall integer r; r != t + TCB_STATE + 1 ==> CellSame{Pre,Here}(r);
    //@ for queues: assert only:    OnlyQueues{Pre,Here};
    //@ for queues: assert links:   LinksSame{Pre,Here};
    //@ for queues: assert others:  ThreadsBut{Pre,Here}(t);
    //@ for queues: assert firsts:  FirstsBut{Pre,Here}(0);
    //@ for queues: assert members: MembersWf{Pre} ==> MembersWf;
    //@ for queues: assert threads: ThreadsWfBut{Pre}(t) ==> ThreadsWfBut(t);
}
/*@ requires tcb:  IsTcb(t);
    assigns        phys[..];
    ensures  set:  TCB(t)->priority == priority && TCB(t)->state == \old(TCB(t)->state);

    behavior queues:
      assumes       TcbAt(t);
      ensures only: OnlyThread{Pre,Post}(t);
      ensures same: TCB(t)->queued == \old(TCB(t)->queued) && TCB(t)->object == \old(TCB(t)->object) &&
                    TCB(t)->sched_context == \old(TCB(t)->sched_context); */
static inline void tcb_priority_set(ref_t t, word_t priority)
{
    TCB(t)->priority = priority;
    //@ for queues: assert cells:   \forall integer r; r != t + TCB_STATE + 1 ==> CellSame{Pre,Here}(r);
    //@ for queues: assert only:    OnlyQueues{Pre,Here};
    //@ for queues: assert links:   LinksSame{Pre,Here};
    //@ for queues: assert others:  ThreadsBut{Pre,Here}(t);
    //@ for queues: assert firsts:  FirstsBut{Pre,Here}(0);
    //@ for queues: assert members: MembersWf{Pre} ==> MembersWf;
    //@ for queues: assert threads: ThreadsWfBut{Pre}(t) ==> ThreadsWfBut(t);
}
/*@ requires tcb:  IsTcb(t) && queued <= QUEUED_RELEASE;
    assigns        phys[..];
    ensures  set:  TCB(t)->queued == queued;

    behavior queues:
      assumes       TcbAt(t);
      ensures only: OnlyThread{Pre,Post}(t);
      ensures same: ThreadElse{Pre,Post}(t); */
static inline void tcb_queued_set(ref_t t, word_t queued)
{
    TCB(t)->queued = queued;
    //@ for queues: assert cells:   \forall integer r; r != t + TCB_STATE ==> CellSame{Pre,Here}(r);
    //@ for queues: assert only:    OnlyQueues{Pre,Here};
    //@ for queues: assert links:   LinksSame{Pre,Here};
    //@ for queues: assert others:  ThreadsBut{Pre,Here}(t);
    //@ for queues: assert firsts:  FirstsBut{Pre,Here}(0);
    //@ for queues: assert members: MembersWf{Pre} ==> MembersWf;
    //@ for queues: assert threads: ThreadsWfBut{Pre}(t) ==> ThreadsWfBut(t);
}

#endif
