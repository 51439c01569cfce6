/*
 * A thread woken first since kernel entry is only remembered (the candidate):
 * most often it is the one to run next, and then it was never queued.
 */
#include "kernel/sched.h"
#include "kernel/arch.h"
#include "kernel/fault.h"
#include "kernel/queue.h"
#include "kernel/refill.h"
#include "kernel/sched_context.h"
#include "kernel/tcb.h"
#include "spec/frame.acsl"

word_t sched_runnable(ref_t t)
{
    return TCB(t)->state == THREAD_ACTIVE && tcb_sched_context(t) != 0 &&
           SCHED_CONTEXT(tcb_sched_context(t))->refill_max != 0;
}

/* t is not remembered any more. */
/*@ requires wf:   KernelWf;
    assigns        kernel.candidate;
    ensures  wf:   KernelWf;
    ensures  not:  kernel.candidate == (\old(kernel.candidate) == t ? 0 : \old(kernel.candidate));
    ensures  keep: QueuesWf{Pre} ==> QueuesWf; */
static void candidate_forget(ref_t t)
{
    if (kernel.candidate == t)
        kernel.candidate = 0;
    //@ assert bits:    MarksSame{Pre,Here}(0);
    //@ assert ends:    KernelEnds{Pre} ==> KernelEnds;
    //@ assert threads: ThreadsWf{Pre} ==> ThreadsWf;
    //@ assert marks:   MarksWf{Pre} ==> MarksWf;
}

void sched_dequeue(ref_t t)
{
    candidate_forget(t);
    run_queue_remove(t);
    //@ for queues, system: assert sched: SchedWf;
    //@ for system: assert rest:  OnlyQueues{Pre,Here} && ThreadsElse{Pre,Here};
    //@ for system: assert holds: HoldingSame{Pre,Here};
    //@ for system: assert turns: TurnsSame{Pre,Here};
    //@ for system: assert runs:  KernelOfRunning{Pre,Here};
}

/* t, in no ring, is active or inactive. */
/*@ requires tcb: IsTcb(t);
    assigns       phys[..];
    ensures  set: TCB(t)->state == state;

    behavior queues:
      assumes       SchedWf && Loose(t) && state <= THREAD_ACTIVE;
      ensures wf:   SchedWf;
      ensures free: Loose(t) && TCB(t)->sched_context == \old(TCB(t)->sched_context);
      ensures rest: ThreadsBut{Pre,Post}(t);
      ensures only: OnlyQueues{Pre,Post}; */
static void state_set(ref_t t, word_t state)
{
    //@ for queues: assert apart: Apart(t);
    tcb_state_set(t, state);
    //@ for queues: assert still: MarksWf && MembersWf && ThreadsWfBut(t) && Apart(t);
    //@ for queues: assert there: ThreadWf(t);
    //@ for queues: assert all:   ThreadsWf;
}

void sched_state_set(ref_t t, word_t state)
{
    state_set(t, state);
    //@ for system: assert holds: HoldingSame{Pre,Here};
    //@ for system: assert turns: TurnsSame{Pre,Here};
    //@ for system: assert runs:  KernelOfRunning{Pre,Here};
}

/* t, in no ring, has this priority. */
/*@ requires tcb: IsTcb(t);
    assigns       phys[..];
    ensures  set: TCB(t)->priority == priority && TCB(t)->state == \old(TCB(t)->state);

    behavior queues:
      assumes       SchedWf && TcbAt(t) && !Waits(t) && TCB(t)->queued == QUEUED_NOT;
      ensures wf:   SchedWf;
      ensures free: TCB(t)->queued == QUEUED_NOT && TCB(t)->object == \old(TCB(t)->object) &&
                    TCB(t)->sched_context == \old(TCB(t)->sched_context);
      ensures rest: ThreadsBut{Pre,Post}(t);
      ensures only: OnlyQueues{Pre,Post}; */
static void priority_set(ref_t t, word_t priority)
{
    //@ for queues: assert apart: Apart(t);
    tcb_priority_set(t, priority);
    //@ for queues: assert still: MarksWf && MembersWf && ThreadsWfBut(t) && Apart(t);
    //@ for queues: assert there: ThreadWf(t);
    //@ for queues: assert all:   ThreadsWf;
}

void sched_priority_set(ref_t t, word_t priority)
{
    priority_set(t, priority);
    //@ for system: assert holds: HoldingSame{Pre,Here};
    //@ for system: assert turns: TurnsSame{Pre,Here};
    //@ for system: assert runs:  KernelOfRunning{Pre,Here};
}

/* The candidate, if any, to the head of its queue. */
/*@ requires wf:  KernelWf;
    assigns       QUEUES, kernel.candidate;
    ensures  wf:  KernelWf;
    ensures  set: kernel.candidate == 0;

    behavior queues:
      assumes       SchedWf;
      ensures wf:   SchedWf;
      ensures rest: ThreadsBut{Pre,Post}(\old(kernel.candidate)) && ThreadsElse{Pre,Post};
      ensures only: OnlyQueues{Pre,Post}; */
static void candidate_queue(void)
{
    ref_t t = kernel.candidate;

    candidate_forget(t);
    if (t != 0)
        run_queue_prepend(t);
    //@ for queues: assert rest: ThreadsElse{Pre,Here};
}

/*@ requires wf:   KernelWf;
    assigns        kernel.reschedule;
    ensures  wf:   KernelWf;
    ensures  set:  kernel.reschedule == 1;
    ensures  keep: SchedWf{Pre} ==> SchedWf; */
static void choose_anew(void)
{
    kernel.reschedule = 1;
    //@ assert bits:    MarksSame{Pre,Here}(0);
    //@ assert ends:    KernelEnds{Pre} ==> KernelEnds;
    //@ assert threads: ThreadsWf{Pre} ==> ThreadsWf;
    //@ assert marks:   MarksWf{Pre} ==> MarksWf;
}

void sched_reschedule(void)
{
    candidate_queue();
    choose_anew();
    //@ for queues, system: assert sched: SchedWf && OnlyQueues{Pre,Here} && ThreadsElse{Pre,Here};
    //@ for system: assert holds: HoldingSame{Pre,Here};
    //@ for system: assert turns: TurnsSame{Pre,Here};
    //@ for system: assert runs:  KernelOfRunning{Pre,Here};
}

void sched_stop(ref_t t)
{
    sched_dequeue(t);
    //@ for queues, system: assert out: ThreadsElse{Pre,Here};
    if (t != kernel.current)
        sched_reschedule();
}

/* The thread of this context wakes: 1 if it may run, 0 if its budget is away. */
/*@ requires wf:  KernelWf && IsSchedContext(context);
    assigns       phys[..];
    ensures  can: \result != 0 ==> MayRun(context);

    behavior system:
      assumes       SystemWf && ContextHead(context) && RefillMost(context) != 0;
      ensures wf:   SystemWf;
      ensures rest: ThreadsSame{Pre,Post};
      ensures most: MostSame{Pre,Post};
      ensures held: Same{Pre,Post}(KIND_BONDS, KIND_SCHED_CONTEXT); */
static word_t wakes(ref_t context)
{
    word_t now;

    if (context == kernel.sched_context)
        return 1;
    now = arch_time_now();
    sched_context_wake(context, now);
    //@ for system: assert cells: Same{Pre,Here}(KIND_STATE, KIND_SCHED_CONTEXT);
    return sched_context_ready(context, now);
}

/* t, in no queue, is remembered. */
/*@ requires wf: KernelWf && IsTcb(t);
    assigns      kernel.candidate;
    ensures  wf: KernelWf;
    ensures  is: kernel.candidate == t;

    behavior queues:
      assumes     SchedWf && Idle(t);
      ensures wf: SchedWf; */
static void candidate_set(ref_t t)
{
    kernel.candidate = t;
    //@ assert bits:    MarksSame{Pre,Here}(0);
    //@ assert ends:    KernelEnds{Pre} ==> KernelEnds;
    //@ assert threads: ThreadsWf{Pre} ==> ThreadsWf;
    //@ assert marks:   MarksWf{Pre} ==> MarksWf;
}

/* t, which could run if its budget were back, waits for it; the alarm has to be set anew, since it may be the first. */
/*@ requires wf:   KernelWf && IsTcb(t);
    assigns        phys[..], ring[..], kernel.reschedule;
    ensures  in:   TCB(t)->queued == QUEUED_RELEASE;

    behavior system:
      assumes       SystemWf && Idle(t) && Runnable(t) && t != kernel.candidate;
      ensures wf:   SystemWf;
      ensures rest: ThreadsElse{Pre,Post};
      ensures only: OnlyQueues{Pre,Post}; */
static void release_wait(ref_t t)
{
    run_queue_release(t);
    //@ for system: assert rest:  ThreadsElse{Pre,Here};
    choose_anew();
    //@ for system: assert sched: SchedWf;
    //@ for system: assert holds: HoldingSame{Pre,Here};
    //@ for system: assert turns: TurnsSame{Pre,Here};
    //@ for system: assert runs:  KernelOfRunning{Pre,Here};
}

/* Its turn is over: t comes last in its queue. */
/*@ requires wf:   KernelWf && IsTcb(t);
    assigns        QUEUES;
    ensures  wf:   KernelWf;

    behavior system:
      assumes       SystemWf && Idle(t) && Runnable(t) && t != kernel.candidate;
      ensures wf:   SystemWf;
      ensures rest: ThreadsBut{Pre,Post}(t);
      ensures most: MostSame{Pre,Post}; */
static void turn_wait(ref_t t)
{
    run_queue_append(t);
    //@ for system: assert rest:  ThreadsElse{Pre,Here};
    //@ for system: assert sched: SchedWf;
    //@ for system: assert holds: HoldingSame{Pre,Here};
    //@ for system: assert turns: TurnsSame{Pre,Here};
    //@ for system: assert runs:  KernelOfRunning{Pre,Here};
}

void sched_turn_keep(ref_t t)
{
    run_queue_prepend(t);
    //@ for system: assert rest:  ThreadsElse{Pre,Here};
    //@ for system: assert sched: SchedWf;
    //@ for system: assert holds: HoldingSame{Pre,Here};
    //@ for system: assert turns: TurnsSame{Pre,Here};
    //@ for system: assert runs:  KernelOfRunning{Pre,Here};
}

/* t, which could run and is in no queue, comes into one, or is remembered. */
/*@ requires wf:   KernelWf && IsTcb(t);
    assigns        QUEUES, kernel.candidate, kernel.reschedule;
    ensures  wf:   KernelWf;

    behavior system:
      assumes       SystemWf && Idle(t) && Runnable(t) && t != kernel.candidate && t != kernel.current;
      ensures wf:   SystemWf;
      ensures rest: ThreadsElse{Pre,Post};
      ensures only: OnlyQueues{Pre,Post}; */
static void ready(ref_t t)
{
    if (kernel.reschedule || kernel.candidate != 0) {
        sched_reschedule();
        //@ for system: assert idle: Idle(t) && ThreadsElse{Pre,Here};
        run_queue_prepend(t);
        //@ for system: assert queued: ThreadsElse{Pre,Here} && OnlyQueues{Pre,Here};
    } else {
        candidate_set(t);
    }
    //@ for system: assert sched: SchedWf;
    //@ for system: assert holds: HoldingSame{Pre,Here};
    //@ for system: assert turns: TurnsSame{Pre,Here};
    //@ for system: assert runs:  KernelOfRunning{Pre,Here};
}

/* t, which could run on this context and is in no queue, runs as soon as that may. */
/*@ requires wf:   KernelWf && IsTcb(t) && IsSchedContext(context);
    assigns        QUEUES, kernel.candidate, kernel.reschedule;
    ensures  wf:   KernelWf;

    behavior system:
      assumes       SystemWf && Idle(t) && t != kernel.candidate && t != kernel.current && context == ContextOf(t);
      assumes       RefillMost(context) != 0;
      ensures wf:   SystemWf;
      ensures rest: ThreadsElse{Pre,Post};
      ensures held: Same{Pre,Post}(KIND_BONDS, KIND_SCHED_CONTEXT); */
static void wake(ref_t t, ref_t context)
{
    word_t can = wakes(context);

    //@ for system: assert idle: Idle(t) && Runnable(t) && ThreadsElse{Pre,Here};
    if (can)
        ready(t);
    else
        release_wait(t);
}

void sched_wake(ref_t t)
{
    if (sched_runnable(t) && TCB(t)->queued == QUEUED_NOT && t != kernel.candidate && t != kernel.current)
        wake(t, tcb_sched_context(t));
}

/* The thread to run next, out of its queue; 0 if there is none. */
/*@ requires wf: KernelWf;
    assigns      QUEUES, kernel.candidate;
    ensures  wf: KernelWf;
    ensures  is: IsTcb(\result);
    ensures  no: \old(kernel.candidate) == 0 ==> kernel.candidate == 0;

    behavior queues:
      assumes       SchedWf;
      ensures wf:   SchedWf;
      ensures rest: ThreadsElse{Pre,Post};
      ensures only: OnlyQueues{Pre,Post};
      ensures idle: \result != 0 ==> Idle(\result) && \result != kernel.candidate;
    behavior system:
      assumes       SystemWf;
      ensures wf:   SystemWf;
      ensures runs: \result != 0 ==> Idle(\result) && Runnable(\result) && \result != kernel.candidate; */
static ref_t take_highest(void)
{
    word_t priority = run_queue_highest();
    ref_t t;

    if (priority == PRIORITIES)
        return 0;
    t = run_queue_first(priority);
    //@ for system: assert turn: TcbAt(t) && TurnWf(t) && TCB(t)->queued == QUEUED_READY;
    //@ for system: assert bound: ThreadBound(t) && ContextHead(ContextOf(t)) && RefillMost(ContextOf(t)) != 0;
    sched_dequeue(t);
    //@ for system: assert most: MostSame{Pre,Here};
    //@ for system: assert same: ThreadElse{Pre,Here}(t);
    //@ for system: assert idle: Idle(t) && t != kernel.candidate;
    //@ for system: assert can:  Runnable(t);
    return t;
}

/*
 * Set the alarm for the end of the running budget or the first release, whichever is sooner.  Who was preempted when
 * he had next to nothing left runs on a piece that is not due yet: for him it rings at once.
 */
/*@ requires wf:   KernelWf;
    assigns        alarm;
    ensures  ends: kernel.sched_context != 0 && RefillsFit(kernel.sched_context) ==> AlarmFor(kernel.sched_context);
    ensures  due:  kernel.sched_context != 0 && RefillsFit(kernel.sched_context) ==>
                       RefillTime(kernel.sched_context, 0) <= kernel.charged || alarm <= kernel.charged; */
static void alarm_set(void)
{
    word_t ends = WORD_MAX, comes = WORD_MAX;
    ref_t first = link_next(kernel.release);

    if (kernel.sched_context != 0 && refill_time(kernel.sched_context) > kernel.charged)
        ends = kernel.charged;
    else if (kernel.sched_context != 0)
        ends = kernel.charged + refill_amount(kernel.sched_context);
    /*@ assert ends: kernel.sched_context != 0 && RefillsFit(kernel.sched_context) ==>
            ends <= kernel.charged + RefillAmount(kernel.sched_context, 0); */
    /*@ assert due: kernel.sched_context != 0 && RefillsFit(kernel.sched_context) ==>
            RefillTime(kernel.sched_context, 0) <= kernel.charged || ends <= kernel.charged; */
    if (first != kernel.release)
        comes = refill_time(tcb_sched_context(tcb_of_link(first)));
    arch_time_alarm(MIN(ends, comes));
}

/* The same, while the same context pays. */
/*@ requires wf:   KernelWf;
    assigns        alarm;

    behavior system:
      assumes       SystemWf;
      ensures wf:   SystemWf; */
static void alarm_renew(void)
{
    //@ for system: assert fits: kernel.sched_context != 0 ==> RefillsFit(kernel.sched_context);
    alarm_set();
    //@ for system: assert running: RunningWf;
    //@ for system: assert same:    OnlyQueues{Pre,Here} && HoldingSame{Pre,Here} && SchedWf && TurnsSame{Pre,Here};
}

/* Time is counted from now on. */
/*@ requires wf:   KernelWf && now >= kernel.charged;
    assigns        kernel.charged;
    ensures  wf:   KernelWf;
    ensures  is:   kernel.charged == now;

    behavior system:
      assumes       SystemWf;
      ensures wf:   SystemWf; */
static void charged_set(word_t now)
{
    kernel.charged = now;
    //@ assert bits:    MarksSame{Pre,Here}(0);
    //@ assert ends:    KernelEnds{Pre} ==> KernelEnds;
    //@ assert threads: ThreadsWf{Pre} ==> ThreadsWf;
    //@ assert marks:   MarksWf{Pre} ==> MarksWf;
    //@ for system: assert running: RunningWf;
    //@ for system: assert same:  OnlyQueues{Pre,Here} && HoldingSame{Pre,Here} && SchedWf && TurnsSame{Pre,Here};
}

void sched_charge(void)
{
    word_t now = arch_time_now();
    word_t ticks = now - kernel.charged;

    //@ for system: assert ends: kernel.sched_context != 0 ==> AlarmFor(kernel.sched_context);
    charged_set(now);
    if (kernel.sched_context != 0)
        sched_context_spend(kernel.sched_context, ticks);
    //@ for system: assert only: OnlyTime{Pre,Here};
    //@ for system: assert cells: Same{Pre,Here}(KIND_STATE, KIND_SCHED_CONTEXT);
}

/* t runs from now on; 0 is nobody. */
/*@ requires wf:   KernelWf && IsTcb(t);
    assigns        kernel.current;
    ensures  wf:   KernelWf;
    ensures  runs: kernel.current == t;

    behavior system:
      assumes       SystemWf && kernel.candidate == 0 && (t != 0 ==> TcbAt(t));
      ensures wf:   SystemWf; */
static void current_set(ref_t t)
{
    kernel.current = t;
    //@ assert bits:    MarksSame{Pre,Here}(0);
    //@ assert ends:    KernelEnds{Pre} ==> KernelEnds;
    //@ assert threads: ThreadsWf{Pre} ==> ThreadsWf;
    //@ assert marks:   MarksWf{Pre} ==> MarksWf;
    //@ assert sched:   SchedWf{Pre} ==> SchedWf;
    //@ for system: assert running: RunningWf;
    //@ for system: assert only:  OnlyQueues{Pre,Here} && HoldingSame{Pre,Here};
    //@ for system: assert turns: TurnsSame{Pre,Here};
}

/* This context pays from now on, until the alarm rings; 0 is none. */
/*@ requires wf:   KernelWf && IsSchedContext(context);
    assigns        kernel.sched_context, alarm;
    ensures  wf:   KernelWf;
    ensures  pays: kernel.sched_context == context;

    behavior system:
      assumes       SystemWf && (context != 0 ==> ContextHead(context) && RefillMost(context) != 0);
      ensures wf:   SystemWf; */
static void payer_set(ref_t context)
{
    //@ for system: assert fits: context != 0 ==> RefillsFit(context);
    kernel.sched_context = context;
    alarm_set();
    //@ assert bits:    MarksSame{Pre,Here}(0);
    //@ assert ends:    KernelEnds{Pre} ==> KernelEnds;
    //@ assert threads: ThreadsWf{Pre} ==> ThreadsWf;
    //@ assert marks:   MarksWf{Pre} ==> MarksWf;
    //@ for system: assert running: RunningWf;
    //@ for system: assert same:    OnlyQueues{Pre,Here} && HoldingSame{Pre,Here} && SchedWf && TurnsSame{Pre,Here};
}

/* Nobody pays. */
/*@ requires wf:   KernelWf;
    assigns        kernel.sched_context;
    ensures  wf:   KernelWf;
    ensures  none: kernel.sched_context == 0;

    behavior system:
      assumes       SystemWf;
      ensures wf:   SystemWf; */
static void nobody_pays(void)
{
    kernel.sched_context = 0;
    //@ assert bits:    MarksSame{Pre,Here}(0);
    //@ assert ends:    KernelEnds{Pre} ==> KernelEnds;
    //@ assert threads: ThreadsWf{Pre} ==> ThreadsWf;
    //@ assert marks:   MarksWf{Pre} ==> MarksWf;
    //@ for system: assert running: RunningWf;
    //@ for system: assert same:    OnlyQueues{Pre,Here} && HoldingSame{Pre,Here} && SchedWf && TurnsSame{Pre,Here};
}

/* Its thread runs from now on; 0 is none. */
/*@ requires wf:   KernelWf && IsSchedContext(context);
    assigns        phys[..];
    ensures  wf:   KernelWf;

    behavior system:
      assumes       SystemWf && context != kernel.sched_context;
      assumes       context != 0 ==> ContextHead(context) && RefillMost(context) != 0;
      ensures wf:   SystemWf;
      ensures rest: ThreadsSame{Pre,Post};
      ensures most: context != 0 ==> RefillMost(context) != 0; */
static void context_start(ref_t context)
{
    if (context != 0)
        sched_context_start(context, kernel.charged);
    //@ for system: assert cells: context != 0 ==> Same{Pre,Here}(KIND_STATE, KIND_SCHED_CONTEXT);
}

/* Nothing stands to be chosen anew. */
/*@ requires wf:   KernelWf;
    assigns        kernel.reschedule;
    ensures  wf:   KernelWf;
    ensures  done: kernel.reschedule == 0;
    ensures  keep: SystemWf{Pre} ==> SystemWf; */
static void choice_end(void)
{
    kernel.reschedule = 0;
    //@ assert bits:    MarksSame{Pre,Here}(0);
    //@ assert ends:    KernelEnds{Pre} ==> KernelEnds;
    //@ assert threads: ThreadsWf{Pre} ==> ThreadsWf;
    //@ assert marks:   MarksWf{Pre} ==> MarksWf;
    //@ assert sched:   SchedWf{Pre} ==> SchedWf;
    //@ assert only:    OnlyQueues{Pre,Here} && HoldingSame{Pre,Here};
    //@ assert turns:   SystemWf{Pre} ==> TurnsSame{Pre,Here};
}

/* t runs next; its context pays from now on.  If it paid before, the alarm may yet be for another release. */
/*@ requires wf:   KernelWf && IsTcb(t);
    assigns        phys[..], kernel.current, kernel.sched_context, kernel.charged, kernel.reschedule, alarm;
    ensures  wf:   KernelWf;
    ensures  runs: kernel.current == t && kernel.reschedule == 0;
    ensures  pays: kernel.sched_context == (t != 0 ? \old(ContextOf(t)) : 0);

    behavior system:
      assumes       SystemWf && kernel.candidate == 0 && (t != 0 ==> Idle(t) && Runnable(t));
      ensures wf:   SystemWf;
      ensures can:  t != 0 ==> Idle(t) && Runnable(t) && ContextOf(t) == \old(ContextOf(t)); */
static void switch_to(ref_t t)
{
    ref_t context = t ? tcb_sched_context(t) : 0;

    //@ for system: assert context: context != 0 ==> ContextHead(context);
    if (t != kernel.current) {
        current_set(t);
        if (t != 0)
            tcb_use_space(t);
        if (t != 0 && t != kernel.fpu_owner)
            arch_fpu_disable();
    }
    //@ for system: assert now: SystemWf;
    if (context != kernel.sched_context) {
        sched_charge();
        //@ for system: assert still: context != 0 ==> RefillMost(context) != 0;
        context_start(context);
        payer_set(context);
    } else if (kernel.reschedule) {
        alarm_renew();
    }
    choice_end();
    //@ for system: assert then: SystemWf && (t != 0 ==> TcbAt(t) && ThreadSame{Pre,Here}(t));
    sched_context_yield_end(t);
    //@ for system: assert same: t != 0 ==> ThreadSame{Pre,Here}(t);
}

/* Nobody is remembered. */
/*@ requires wf:   KernelWf;
    assigns        kernel.candidate;
    ensures  wf:   KernelWf;
    ensures  none: kernel.candidate == 0;
    ensures  keep: SystemWf{Pre} ==> SystemWf; */
static void choice_begin(void)
{
    kernel.candidate = 0;
    //@ assert bits:    MarksSame{Pre,Here}(0);
    //@ assert ends:    KernelEnds{Pre} ==> KernelEnds;
    //@ assert threads: ThreadsWf{Pre} ==> ThreadsWf;
    //@ assert marks:   MarksWf{Pre} ==> MarksWf;
    //@ assert sched:   SchedWf{Pre} ==> SchedWf;
    //@ assert only:    OnlyQueues{Pre,Here} && HoldingSame{Pre,Here};
    //@ assert turns:   SystemWf{Pre} ==> TurnsSame{Pre,Here};
}

void sched_decide(void)
{
    ref_t candidate = kernel.candidate;
    ref_t t = kernel.current;
    word_t runs = t != 0 && sched_runnable(t) && TCB(t)->queued == QUEUED_NOT;

    //@ for system: assert running: runs ==> Idle(t) && Runnable(t) && t != candidate;
    //@ for system: assert first: candidate != 0 ==> Idle(candidate) && Runnable(candidate);
    if (candidate == 0 && !kernel.reschedule && runs && kernel.sched_context == tcb_sched_context(t))
        return;
    choice_begin();
    if (runs && candidate != 0 && tcb_priority(candidate) <= tcb_priority(t)) {
        if (tcb_priority(candidate) == tcb_priority(t))
            turn_wait(candidate);
        else
            sched_turn_keep(candidate);
        candidate = 0;
    }
    //@ for system: assert still: SystemWf && (runs ==> Idle(t) && Runnable(t));
    if (runs)
        sched_turn_keep(t);
    //@ for system: assert wf:    SystemWf;
    //@ for system: assert idle:  candidate != 0 ==> Idle(candidate);
    //@ for system: assert other: candidate != 0 ==> Runnable(candidate);
    if (candidate != 0) {
        word_t top = run_queue_highest();

        if (top == PRIORITIES || tcb_priority(candidate) >= top) {
            switch_to(candidate);
            return;
        }
        sched_turn_keep(candidate);
    }
    switch_to(take_highest());
}

/* What is left of the turn of t, which could run, counts as used. */
/*@ requires wf:   KernelWf && IsTcb(t);
    assigns        phys[..];
    ensures  wf:   KernelWf;

    behavior system:
      assumes       SystemWf && TcbAt(t) && Runnable(t) && kernel.sched_context == 0;
      ensures wf:   SystemWf;
      ensures rest: ThreadsSame{Pre,Post};
      ensures most: MostSame{Pre,Post}; */
static void turn_give_up(ref_t t)
{
    sched_context_give_up(tcb_sched_context(t), kernel.charged);
    //@ for system: assert cells: Same{Pre,Here}(KIND_STATE, KIND_SCHED_CONTEXT);
}

/* The budget of the current thread is gone: its turn is over, or it waits for more. */
/*@ requires wf:   KernelWf && IsTcb(t);
    assigns        QUEUES, SCHEDULER;
    ensures  wf:   KernelWf;
    ensures  none: kernel.sched_context == 0 && kernel.reschedule == 1;

    behavior system:
      assumes       SystemWf && Idle(t) && Runnable(t) && t != kernel.candidate;
      ensures wf:   SystemWf; */
static void budget_ended(ref_t t)
{
    if (sched_context_ready(tcb_sched_context(t), kernel.charged))
        turn_wait(t);
    else
        release_wait(t);
    sched_reschedule();
    nobody_pays();
}

/* The same, but a thread with a timeout handler tells it first, unless it only takes turns. */
/*@ requires wf: KernelWf && IsTcb(t);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes     SystemWf && Loose(t) && Runnable(t);
      ensures wf: SystemWf; */
static void budget_exhausted(ref_t t)
{
    if (sched_context_takes_turns(tcb_sched_context(t))) {
        nobody_pays();
        turn_give_up(t);
    } else if (fault_timeout(t)) {
        return;
    }
    //@ for system: assert same: ThreadSame{Pre,Here}(t) && TcbAt(t);
    //@ for system: assert idle: Idle(t) && Runnable(t) && t != kernel.candidate;
    budget_ended(t);
}

/* Wake everybody whose budget is back; who still has too little ends the round. */
/*@ requires wf: KernelWf;
    assigns      QUEUES, kernel.candidate, kernel.reschedule;
    ensures  wf: KernelWf;

    behavior system:
      assumes     SystemWf;
      ensures wf: SystemWf; */
static void release_due(void)
{
    ref_t first = link_next(kernel.release);

    /*@ loop invariant wf: KernelWf;
        for system: loop invariant in: SystemWf && IsLink(first) && ring[first] == kernel.release;
        loop assigns first, QUEUES, kernel.candidate, kernel.reschedule; */
    while (first != kernel.release) {
        ref_t t = tcb_of_link(first);

        //@ for system: assert members: MembersWf && QueueEnd(kernel.release);
        //@ for system: assert thread:  MemberAt(first) && TcbAt(t);
        if (refill_time(tcb_sched_context(t)) > kernel.charged)
            return;
        sched_dequeue(t);
        sched_wake(t);
        if (TCB(t)->queued == QUEUED_RELEASE)
            return;
        first = link_next(kernel.release);
    }
}

void sched_tick(void)
{
    ref_t t = kernel.current;

    sched_charge();
    //@ for system: assert loose: t != 0 ==> Loose(t);
    if (t != 0 && sched_runnable(t) && !sched_context_ready(tcb_sched_context(t), kernel.charged))
        budget_exhausted(t);
    release_due();
    alarm_renew();
}

void sched_yield(void)
{
    ref_t t = kernel.current;

    sched_charge();
    //@ for system: assert turn: Runnable(t) && Idle(t) && t != kernel.candidate;
    nobody_pays();
    /* If the piece in use has just ended, the next one is not given up with it. */
    if (sched_context_takes_turns(tcb_sched_context(t)) || sched_context_ready(tcb_sched_context(t), kernel.charged))
        turn_give_up(t);
    //@ for system: assert idle: Idle(t) && Runnable(t) && t != kernel.candidate;
    budget_ended(t);
}

void sched_start(ref_t t)
{
    charged_set(arch_time_now());
    arch_irq_unmask(PLATFORM_IRQ_TIMER);
    current_set(0);
    switch_to(t);
}
