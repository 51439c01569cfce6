/* Wrong of the invariant.  Each function named wrong must keep an unproved goal. */
#define SYSTEM_OPEN
#include "kernel/kernel.h"
#include "kernel/refill.h"
#include "spec/frames.acsl"

/* There is no such system: what it asks contradicts itself. */
/*@ requires wf:    SystemWf;
    assigns         \nothing;
    ensures  never: \false; */
void wrong_no_such_system(void) {}

/* Nothing is bound in it. */
/*@ requires wf:   SystemWf && TcbAt(t);
    assigns        \nothing;
    ensures  none: ContextOf(t) == 0; */
void wrong_nothing_is_bound(ref_t t) {}

/* Two threads have one context: it names only one of them. */
/*@ requires wf:     SystemWf && TcbAt(t) && ContextHead(c);
    assigns          phys[..];
    ensures  bonds:  BondsWf; */
void wrong_context_of_two(ref_t t, ref_t c)
{
    TCB(t)->sched_context = c;
}

/* Who waits is in the ring where it waits, and stays there. */
/*@ requires wf:     SystemWf && TcbAt(t) && Waits(t);
    assigns          phys[..];
    ensures  sched:  SchedWf; */
void wrong_forgets_to_leave(ref_t t)
{
    TCB(t)->state = THREAD_INACTIVE;
}

/* A reply object is taken from whom it holds. */
/*@ requires wf:     SystemWf && ReplyAt(r);
    assigns          phys[..];
    ensures  holds:  HoldsWf; */
void wrong_holds_nobody(ref_t r)
{
    REPLY(r)->tcb = 0;
}

/* Another context pays, and the alarm is still that of the last. */
/*@ requires wf:     SystemWf && ContextHead(c) && RefillMost(c) != 0;
    assigns          kernel.sched_context;
    ensures  ends:   RunningWf; */
void wrong_forgets_the_alarm(ref_t c)
{
    kernel.sched_context = c;
}

/* Whoever is remembered could run: this thread may have no context. */
/*@ requires wf:     SystemWf && TcbAt(t) && t != kernel.current;
    assigns          kernel.candidate;
    ensures  turns:  TurnsWf; */
void wrong_remembers_anybody(ref_t t)
{
    kernel.candidate = t;
}

/*@ requires wf:     SystemWf && TcbAt(t) && ContextOf(t) != 0;
    assigns          \nothing;
    ensures  bond:   ContextTcb(ContextOf(t)) == t; */
void right(ref_t t) {}
