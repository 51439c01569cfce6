/* Wrong ways to wait.  Each function named wrong must keep an unproved goal. */
#include "kernel/waiting.h"
#include "spec/marks.acsl"

/* Its link stays where it is. */
/*@ requires wf:    KernelWf && IsTcb(t) && SchedWf && TcbAt(t) && Waits(t);
    assigns         phys[..];
    ensures  still: SchedWf; */
void wrong_awake_in_the_ring(ref_t t)
{
    TCB(t)->state = THREAD_INACTIVE;
}

/* It waits in a run queue. */
/*@ requires wf:    KernelWf && IsTcb(t) && SchedWf && ThreadFree(t) && t != kernel.candidate;
    assigns         phys[..], ring[..];
    ensures  still: SchedWf; */
void wrong_place(ref_t t)
{
    waiting_begin(kernel.ready, t, THREAD_BLOCKED_SEND);
}

/* It was to run next, and is so still. */
/*@ requires wf:    KernelWf && IsTcb(t) && IsRef(end) && SchedWf && ThreadFree(t) && WaitEnd(end);
    assigns         phys[..], ring[..];
    ensures  still: SchedWf; */
void wrong_candidate_waits(ref_t end, ref_t t)
{
    waiting_begin(end, t, THREAD_BLOCKED_SEND);
}

/* It is in a run queue. */
/*@ requires wf:    KernelWf && IsTcb(t) && IsRef(end) && SchedWf && TcbAt(t) && WaitEnd(end);
    requires in:    TCB(t)->queued == QUEUED_READY && t != kernel.candidate;
    assigns         phys[..], ring[..];
    ensures  still: SchedWf; */
void wrong_queued_waits(ref_t end, ref_t t)
{
    waiting_begin(end, t, THREAD_BLOCKED_SEND);
}

/* What is asked of who begins to wait contradicts itself. */
/*@ requires wf:    KernelWf && IsTcb(t) && IsRef(end) && SchedWf && ThreadFree(t);
    requires ends:  WaitEnd(end) && t != kernel.candidate;
    assigns         phys[..], ring[..];
    ensures  never: \false; */
void wrong_nobody_can_wait(ref_t end, ref_t t)
{
    waiting_begin(end, t, THREAD_BLOCKED_SEND);
}

/*@ requires wf:    KernelWf && IsTcb(t) && IsRef(end) && SchedWf && ThreadFree(t);
    requires ends:  WaitEnd(end) && t != kernel.candidate;
    assigns         phys[..], ring[..];
    ensures  still: SchedWf; */
void right(ref_t end, ref_t t)
{
    waiting_begin(end, t, THREAD_BLOCKED_SEND);
    waiting_end(t);
}
