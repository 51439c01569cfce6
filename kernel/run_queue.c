/*
 * One ring a priority, a bit for each that holds somebody, and one ring for
 * those whose budget is away.
 */
#include "kernel/run_queue.h"
#include "kernel/bits.h"
#include "kernel/refill.h"
#include "kernel/thread.h"

word_t run_queue_highest(void)
{
    word_t i = 4;

    /*@ loop invariant none: i <= 4 && \forall integer j; i <= j < 4 ==> kernel.ready_bits[j] == 0;
        loop assigns   i;
        loop variant   i; */
    while (i > 0) {
        i--;
        if (kernel.ready_bits[i])
            return 64 * i + bit_highest(kernel.ready_bits[i]);
    }
    return PRIORITIES;
}

/* The fixed end of the run queue. */
/*@ requires wf:       KernelWf;
    requires priority: priority < PRIORITIES;
    assigns            \nothing;
    ensures  cell:     \result == kernel.ready + priority && \result < PHYS_CELLS; */
static ref_t queue(word_t priority)
{
    return kernel.ready + priority;
}

/*@ requires priority: priority < PRIORITIES;
    assigns            kernel.ready_bits[..];
    ensures  mark:     Marked(priority) && MarkAt(kernel.ready + priority);
    ensures  rest:     MarksSame{Pre,Post}(kernel.ready + priority); */
static void mark(word_t priority)
{
    kernel.ready_bits[priority / 64] = bit_set(kernel.ready_bits[priority / 64], priority % 64);
}

/*@ requires priority: priority < PRIORITIES;
    assigns            kernel.ready_bits[..];
    ensures  mark:     !Marked(priority) && !MarkAt(kernel.ready + priority);
    ensures  rest:     MarksSame{Pre,Post}(kernel.ready + priority); */
static void unmark(word_t priority)
{
    kernel.ready_bits[priority / 64] = bit_clear(kernel.ready_bits[priority / 64], priority % 64);
}

/* Somebody left the run queue of this priority: was he the last? */
/*@ requires wf:    KernelWf && priority < PRIORITIES;
    assigns         kernel.ready_bits[..];

    behavior queues:
      assumes       MembersWf && KernelEnds && MarksBut(kernel.ready + priority);
      assumes       MarkAt(kernel.ready + priority) || LINK(kernel.ready + priority)->next == kernel.ready + priority;
      ensures ends: KernelEnds && (\forall integer t; ThreadsWfBut{Pre}(t) ==> ThreadsWfBut{Post}(t));
      ensures wf:   MarksWf; */
static void unmark_empty(word_t priority)
{
    if (link_next(queue(priority)) == queue(priority))
        unmark(priority);
}

/* Into the run queue of its priority, behind `at`, which is in it. */
/*@ requires wf:       KernelWf && IsTcb(t) && at < PHYS_CELLS;
    assigns            QUEUES;
    ensures  wf:       KernelWf;
    ensures  in:       TCB(t)->queued == QUEUED_READY;
    ensures  mark:     Marked(\old(Priority(t)));

    behavior queues:
      assumes          QueuesWf && Idle(t) && IsLink(at) && ring[at] == kernel.ready + Priority(t);
      assumes          at == ring[at] || LINK(ring[at])->next != ring[at];
      ensures wf:      QueuesWf;
      ensures rest:    ThreadsBut{Pre,Post}(t) && ThreadElse{Pre,Post}(t);
      ensures only:    OnlyQueues{Pre,Post};
      ensures first:   LINK(at)->next == t + TCB_LINK;
      ensures last:    \old(LINK(at)->next) == \old(ring[at]) ==> LINK(\old(ring[at]))->prev == t + TCB_LINK; */
static void ready_insert(ref_t at, ref_t t)
{
    word_t priority = tcb_priority(t);

    //@ ghost word_t end = kernel.ready + priority;
    //@ for queues: assert home:    ThreadWf(t) && Apart(t);
    //@ for queues: assert end:     QueueEnd(end) && ring[at] == end;
    member_enter(at, t);
    //@ for queues: assert marks:   MarksBut(end);
    //@ for queues: assert some:    LINK(end)->next != end;
    mark(priority);
    //@ for queues: assert members: MembersWf && KernelEnds && ThreadsWfBut(t);
    //@ for queues: assert all:     MarksWf;
    //@ for queues: assert same:    ThreadsSame{Pre,Here} && OnlyQueues{Pre,Here};
    tcb_queued_set(t, QUEUED_READY);
    //@ for queues: assert there:   ThreadWf(t);
}

/* Out of the run queue of its priority. */
/*@ requires wf:   KernelWf && IsTcb(t);
    assigns        QUEUES;
    ensures  wf:   KernelWf;
    ensures  out:  TCB(t)->queued == QUEUED_NOT;

    behavior queues:
      assumes       QueuesWf && TcbAt(t) && TCB(t)->queued == QUEUED_READY;
      ensures wf:   QueuesWf;
      ensures rest: ThreadsBut{Pre,Post}(t) && ThreadElse{Pre,Post}(t);
      ensures only: OnlyQueues{Pre,Post};
      ensures idle: Idle(t); */
static void ready_remove(ref_t t)
{
    word_t priority = tcb_priority(t);

    //@ ghost word_t end = kernel.ready + priority;
    //@ for queues: assert home:    ThreadWf(t) && ring[t + TCB_LINK] == end;
    member_leave(t);
    //@ for queues: assert marks:   MarksBut(end);
    //@ for queues: assert left:    MembersWf && KernelEnds && ThreadsWfBut(t) && Apart(t);
    unmark_empty(priority);
    //@ for queues: assert members: MembersWf && KernelEnds;
    //@ for queues: assert others:  ThreadsWfBut(t);
    //@ for queues: assert same:    ThreadsSame{Pre,Here} && OnlyQueues{Pre,Here};
    tcb_queued_set(t, QUEUED_NOT);
    //@ for queues: assert there:   ThreadWf(t);
}

/* Out of the release queue. */
/*@ requires wf:   KernelWf && IsTcb(t);
    assigns        phys[..], ring[..];
    ensures  out:  TCB(t)->queued == QUEUED_NOT;

    behavior queues:
      assumes       QueuesWf && TcbAt(t) && TCB(t)->queued == QUEUED_RELEASE;
      ensures wf:   QueuesWf;
      ensures rest: ThreadsBut{Pre,Post}(t) && ThreadElse{Pre,Post}(t);
      ensures only: OnlyQueues{Pre,Post};
      ensures idle: Idle(t); */
static void release_remove(ref_t t)
{
    //@ for queues: assert home:    ThreadWf(t) && ring[t + TCB_LINK] == kernel.release;
    member_leave(t);
    //@ for queues: assert marks:   MarksWf;
    tcb_queued_set(t, QUEUED_NOT);
    //@ for queues: assert there:   ThreadWf(t);
}

void run_queue_prepend(ref_t t)
{
    ref_t end = queue(tcb_priority(t));

    //@ for queues: assert end:  IsLink(end) && ring[end] == end;
    ready_insert(end, t);
}

void run_queue_append(ref_t t)
{
    ref_t end = queue(tcb_priority(t));
    ref_t last = link_prev(end);

    //@ for queues: assert end:  IsLink(end) && ring[end] == end;
    //@ for queues: assert last: IsLink(last) && ring[last] == end;
    //@ for queues: assert some: last == end || LINK(end)->next != end;
    ready_insert(last, t);
}

void run_queue_release(ref_t t)
{
    word_t time = refill_time(tcb_sched_context(t));
    ref_t at = link_prev(kernel.release);

    /*@ loop invariant ref: IsRef(at);
        for queues: loop invariant in: IsLink(at) && ring[at] == kernel.release;
        loop assigns at; */
    while (at != kernel.release && refill_time(tcb_sched_context(tcb_of_link(at))) > time)
        at = link_prev(at);
    //@ for queues: assert home:  ThreadWf(t) && Apart(t);
    //@ for queues: assert end:   QueueEnd(kernel.release) && kernel.release != t + TCB_LINK;
    member_enter(at, t);
    //@ for queues: assert marks: MarksWf;
    //@ for queues: assert same:  ThreadsSame{Pre,Here} && OnlyQueues{Pre,Here};
    //@ for queues: assert who:   ring[t + TCB_LINK] == kernel.release;
    //@ for queues: assert idle:  Idle(t);
    tcb_queued_set(t, QUEUED_RELEASE);
    //@ for queues: assert there: ThreadWf(t);
}

void run_queue_remove(ref_t t)
{
    if (TCB(t)->queued == QUEUED_READY)
        ready_remove(t);
    else if (TCB(t)->queued != QUEUED_NOT)
        release_remove(t);
}

ref_t run_queue_first(word_t priority)
{
    ref_t end = queue(priority);
    ref_t link = link_next(end);

    //@ for queues: assert some: MarkAt(end) && QueueEnd(end) && ring[end] == end;
    //@ for queues: assert link: IsLink(link) && link != end && ring[link] == end;
    //@ for queues: assert in:   TcbAt(link - TCB_LINK) && ThreadWf(link - TCB_LINK);
    return tcb_of_link(link);
}
