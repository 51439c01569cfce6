/* Wrong run queues.  Each function named wrong must keep an unproved goal. */
#include "kernel/run_queue.h"
#include "kernel/tcb.h"
#include "spec/marks.acsl"

/* Nothing else speaks for t than its own word. */
/*@ requires wf:     KernelWf && IsTcb(t) && QueuesWf && Idle(t);
    assigns          phys[..];
    ensures  queues: QueuesWf; */
void wrong_queued_and_in_no_ring(ref_t t)
{
    TCB(t)->queued = QUEUED_READY;
}

/* The bit of the run queue is not set. */
/*@ requires wf:     KernelWf && IsTcb(t) && QueuesWf && Idle(t);
    assigns          phys[..], ring[..];
    ensures  queues: QueuesWf; */
void wrong_nobody_marks_the_queue(ref_t t)
{
    member_enter(kernel.ready + tcb_priority(t), t);
    TCB(t)->queued = QUEUED_READY;
}

/* Who is behind the last is not the first. */
/*@ requires wf:     KernelWf && IsTcb(t) && QueuesWf && Idle(t);
    assigns          QUEUES;
    ensures  first:  LINK(kernel.ready + Priority(t))->next == t + TCB_LINK; */
void wrong_append_is_prepend(ref_t t)
{
    run_queue_append(t);
}

/* Who is in a queue comes into it again. */
/*@ requires wf:     KernelWf && IsTcb(t) && QueuesWf && TcbAt(t) && TCB(t)->queued == QUEUED_READY;
    assigns          QUEUES;
    ensures  queues: QueuesWf; */
void wrong_twice(ref_t t)
{
    run_queue_append(t);
}

/* A thread that waits is put in a run queue. */
/*@ requires wf:     KernelWf && IsTcb(t) && QueuesWf && TcbAt(t) && Waits(t);
    assigns          QUEUES;
    ensures  queues: QueuesWf; */
void wrong_waits_and_could_run(ref_t t)
{
    run_queue_append(t);
}

/* There are no such queues: what is asked of them contradicts itself. */
/*@ requires wf:     KernelWf && IsTcb(t) && QueuesWf && Idle(t);
    assigns          QUEUES;
    ensures  never:  \false; */
void wrong_no_such_queues(ref_t t)
{
    run_queue_append(t);
}

/*@ requires wf:     KernelWf && IsTcb(t) && QueuesWf && Idle(t);
    assigns          QUEUES;
    ensures  queues: QueuesWf;
    ensures  idle:   Idle(t); */
void right(ref_t t)
{
    run_queue_append(t);
    run_queue_remove(t);
}
