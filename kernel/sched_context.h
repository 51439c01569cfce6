/*
 * Scheduling contexts: the right to run for a budget in every period.  Time is
 * in ticks; the calls speak microseconds.
 */
#ifndef TENON_KERNEL_SCHED_CONTEXT_H
#define TENON_KERNEL_SCHED_CONTEXT_H

#include "kernel/kernel.h"
#include "kernel/refill.h"
#include "kernel/result.h"
#include "spec/result.acsl"
#include "spec/call.acsl"

#define FLAG_SPORADIC 1UL

/*@ requires is: IsSchedContext(c);
    assigns      \nothing;
    ensures  is: IsTcb(\result) && \result == SCHED_CONTEXT(c)->tcb % REFS; */
static inline ref_t sched_context_tcb(ref_t c) { return SCHED_CONTEXT(c)->tcb % REFS; }
/*@ requires is: IsSchedContext(c);
    assigns      \nothing;
    ensures  is: IsNotification(\result) && \result == SCHED_CONTEXT(c)->notification % REFS; */
static inline ref_t sched_context_notification(ref_t c) { return SCHED_CONTEXT(c)->notification % REFS; }
/*@ requires is: IsSchedContext(c);
    assigns      \nothing;
    ensures  is: IsTcb(\result) && \result == SCHED_CONTEXT(c)->yield_from % REFS; */
static inline ref_t sched_context_yield_from(ref_t c) { return SCHED_CONTEXT(c)->yield_from % REFS; }

/* At boot: how fast time goes. */
/*@ assigns     kernel.hertz, kernel.budget_least;
    ensures is: kernel.hertz >= 1000; */
void sched_context_clock(void);

/* Make fresh, zeroed cells a scheduling context, not configured. */
/*@ requires is:   IsSchedContext(c);
    assigns        phys[c + SCHED_CONTEXT_LINK].w0, phys[c + SCHED_CONTEXT_LINK].w1, ring[c + SCHED_CONTEXT_LINK];
    ensures  link: RingSingle(c + SCHED_CONTEXT_LINK) && ring[c + SCHED_CONTEXT_LINK] == c + SCHED_CONTEXT_LINK; */
void sched_context_init(ref_t c);

/* Give it this budget in every period, from now. */
/*@ requires is:    IsSchedContext(c);
    assigns         phys[..];

    behavior room:
      assumes       0 < refills < REFILLS_MOST && c + SCHED_CONTEXT_CELLS + refills <= REFS;
      ensures  wf:  RefillsWf(c);
      ensures  sum: RefillTotal(c) == budget;
    behavior system:
      assumes       SystemWf && ContextHead(c) && 0 < refills < REFILLS_MOST && ContextRoom(c, refills);
      assumes       c != kernel.sched_context;
      ensures  wf:  SystemWf;
      ensures  only: OnlyTime{Pre,Post};
      ensures  most: RefillMost(c) == refills; */
void sched_context_configure(ref_t c, word_t budget, word_t period, word_t refills, word_t badge, word_t flags);

/* Round robin with this budget in microseconds (boot). */
/*@ requires wf:    KernelWf && IsSchedContext(c);
    assigns         phys[..];

    behavior room:
      assumes       c + SCHED_CONTEXT_CELLS + REFILLS_LEAST <= REFS;
      ensures  wf:  RefillsWf(c);
    behavior system:
      assumes       SystemWf && ContextHead(c) && ContextRoom(c, REFILLS_LEAST) && c != kernel.sched_context;
      ensures  wf:  SystemWf;
      ensures  only: OnlyTime{Pre,Post};
      ensures  most: RefillMost(c) != 0; */
void sched_context_round_robin(ref_t c, word_t microseconds);

/* 1 if it is round robin: its budget is its period. */
/*@ requires context: IsSchedContext(c);
    assigns  \nothing;
    ensures  bit: \result <= 1;
    ensures  is:  \result == 1 <==> TakesTurns(c); */
word_t sched_context_takes_turns(ref_t c);

/* 1 if it has budget that may be used now. */
/*@ requires wf: KernelWf && IsSchedContext(c);
    assigns      \nothing;
    ensures bit: \result <= 1;
    ensures is:  RefillsFit(c) ==> (\result == 1 <==> Ready(c, now)); */
word_t sched_context_ready(ref_t c, word_t now);

/* 1 if t waits, and could not run on c now if that ended: a context like that is not given to who waits. */
/*@ requires wf: KernelWf && IsSchedContext(c) && IsTcb(t);
    assigns      \nothing;
    ensures bit: \result <= 1;
    ensures is:  \result == 1 ==> TCB(t)->state >= THREAD_BLOCKED_SEND; */
word_t sched_context_too_late(ref_t c, ref_t t);

/* Its thread wakes: sporadic starts anew with what it saved, round robin with a new turn if little is left. */
/*@ requires context: IsSchedContext(c);
    assigns           phys[..];

    behavior sum:
      assumes         RefillsWf(c);
      ensures  wf:    RefillsWf(c) && RefillsSame{Pre,Post}(c);
      ensures  sum:   !\old(TakesTurns(c)) ==> RefillsMore{Pre,Post}(c, 0);
      ensures  out:   RefillsFrame{Pre,Post}(c);
    behavior system:
      assumes         SystemWf && ContextHead(c) && RefillMost(c) != 0;
      assumes         c != kernel.sched_context;
      ensures  wf:    SystemWf;
      ensures  only:  OnlyTime{Pre,Post} && MostSame{Pre,Post}; */
void sched_context_wake(ref_t c, word_t now);

/* Its thread runs from now on: a periodic context has saved nothing while others ran. */
/*@ requires wf:    KernelWf && IsSchedContext(c);
    assigns         phys[..];

    behavior sum:
      assumes       RefillsWf(c);
      ensures  wf:  RefillsWf(c);
      ensures  sum: RefillsMore{Pre,Post}(c, 0);
      ensures  out: RefillsFrame{Pre,Post}(c);
    behavior system:
      assumes         SystemWf && ContextHead(c) && RefillMost(c) != 0;
      assumes         c != kernel.sched_context;
      ensures  wf:    SystemWf;
      ensures  only:  OnlyTime{Pre,Post} && MostSame{Pre,Post}; */
void sched_context_start(ref_t c, word_t now);

/* Pay for ticks: they come back later, or are taken from its turn. */
/*@ requires wf:    KernelWf && IsSchedContext(c);
    assigns         phys[..];

    behavior sum:
      assumes       RefillsWf(c);
      ensures  wf:  RefillsWf(c);
      ensures  sum: !\old(TakesTurns(c)) ==> RefillsMore{Pre,Post}(c, 0);
      ensures  cut: \old(TakesTurns(c)) ==> RefillsMore{Pre,Post}(c, -\min(ticks, \old(RefillAmount(c, 0))));
      ensures  head: FirstLess{Pre,Post}(c, ticks);
    behavior system:
      assumes         SystemWf && ContextHead(c) && RefillMost(c) != 0;
      assumes         c == kernel.sched_context ==> alarm + ticks <= kernel.charged + RefillAmount(c, 0);
      ensures  wf:    SystemWf;
      ensures  only:  OnlyTime{Pre,Post} && MostSame{Pre,Post}; */
void sched_context_spend(ref_t c, word_t ticks);

/* Its turn is over: what is left of the piece in use counts as used; a turn is as long as the last. */
/*@ requires wf:    KernelWf && IsSchedContext(c);
    assigns         phys[..];

    behavior sum:
      assumes       RefillsWf(c);
      ensures  wf:  RefillsWf(c) && RefillsSame{Pre,Post}(c);
      ensures  sum: !\old(TakesTurns(c)) ==> RefillsMore{Pre,Post}(c, 0);
      ensures  new: \old(TakesTurns(c)) ==> RefillTotal(c) == SCHED_CONTEXT(c)->budget;
      ensures  out: RefillsFrame{Pre,Post}(c);
    behavior system:
      assumes         SystemWf && ContextHead(c) && RefillMost(c) != 0;
      assumes         c != kernel.sched_context;
      ensures  wf:    SystemWf;
      ensures  only:  OnlyTime{Pre,Post} && MostSame{Pre,Post}; */
void sched_context_give_up(ref_t c, word_t now);

/* Bind to, unbind from the thread it has. */
/*@ requires wf: KernelWf && IsSchedContext(c) && IsTcb(t);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes       SystemWf && ContextHead(c) && TcbAt(t) && ContextTcb(c) == 0 && ContextOf(t) == 0;
      ensures  wf:  SystemWf;
    behavior still:
      assumes       SystemWf && ContextHead(c) && TcbAt(t) && ContextTcb(c) == 0 && ContextOf(t) == 0;
      assumes       TCB(t)->state == THREAD_INACTIVE && t != kernel.current;
      ensures has:  ContextOf(t) == c && TCB(t)->state == THREAD_INACTIVE && TCB(t)->queued == \old(TCB(t)->queued);
      ensures same: KernelOfSystem{Pre,Post};
      ensures most: RefillMost(c) == \old(RefillMost(c)); */
void sched_context_bind_tcb(ref_t c, ref_t t);
/*@ requires wf: KernelWf && IsSchedContext(c);
    assigns      QUEUES, kernel.candidate;
    ensures  wf: KernelWf;

    behavior system:
      assumes       SystemWf && ContextHead(c);
      ensures  wf:  SystemWf;
      ensures  out: ContextTcb(c) == 0 && (\old(ContextTcb(c)) != 0 ==> ContextOf(\old(ContextTcb(c))) == 0);
      ensures rest: ThreadsBut{Pre,Post}(\old(ContextTcb(c)));
      ensures does: \let t = \old(ContextTcb(c)); t != 0 ==> TCB(t)->state == \old(TCB(ContextTcb(c))->state) &&
                    TCB(t)->queued == QUEUED_NOT && kernel.candidate != t &&
                    TCB(t)->object == \old(TCB(ContextTcb(c))->object);
      ensures free: kernel.candidate == \old(kernel.candidate) || kernel.candidate == 0;
      ensures held: Same{Pre,Post}(KIND_REPLY, KIND_REPLY); */
void sched_context_unbind_tcb(ref_t c);
/*@ requires is: IsSchedContext(c) && IsNotification(n);
    assigns      phys[..];

    behavior system:
      assumes       SystemWf && ContextHead(c) && NotificationAt(n);
      ensures  wf:  SystemWf; */
void sched_context_bind_notification(ref_t c, ref_t n);
/*@ requires is: IsSchedContext(c);
    assigns      phys[..];

    behavior system:
      assumes       SystemWf && ContextHead(c);
      ensures  wf:  SystemWf;
      ensures  rest: ThreadsSame{Pre,Post}; */
void sched_context_unbind_notification(ref_t c);
/* From the thread that has it to another that has none. */
/*@ requires wf:  KernelWf && IsSchedContext(c) && IsTcb(to);
    assigns       STATE;
    ensures  wf:  KernelWf;
    ensures  has: TCB(to)->sched_context == c;

    behavior system:
      assumes       SystemWf && ContextHead(c) && TcbAt(to) && ContextOf(to) == 0;
      ensures  wf:  SystemWf;
      ensures does: \forall integer t; TcbAt(t) ==>
                    TCB(t)->state == \old(TCB(t)->state) && TCB(t)->object == \old(TCB(t)->object);
      ensures free: \forall integer t; \old(Loose(t)) ==> Loose(t); */
void sched_context_donate(ref_t c, ref_t to);
/* Unbind everything: the last capability is gone. */
/*@ requires wf: KernelWf && IsSchedContext(c);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes       SystemWf && ContextHead(c);
      ensures  wf:  SystemWf; */
void sched_context_finalise(ref_t c);
/* t, if it yielded to a context, is told how long that was used since last asked; t 0 is nobody. */
/*@ requires wf: KernelWf && IsTcb(t);
    assigns      phys[..];
    ensures  no: t != 0 ==> TCB(t)->yield_to % REFS == 0;

    behavior nothing:
      assumes    t == 0 || TCB(t)->yield_to % REFS == 0;
      assigns    \nothing;
    behavior system:
      assumes       SystemWf && (t != 0 ==> TcbAt(t));
      ensures  wf:  SystemWf;
      ensures  rest: ThreadsSame{Pre,Post}; */
void sched_context_yield_end(ref_t t);
/* t is not to be told: the time counts for who asks next. */
/*@ requires is: IsTcb(t);
    assigns      phys[..];
    ensures  no: TCB(t)->yield_to % REFS == 0;

    behavior nothing:
      assumes    TCB(t)->yield_to % REFS == 0;
      assigns    \nothing;
    behavior system:
      assumes       SystemWf && TcbAt(t);
      ensures  wf:  SystemWf;
      ensures  rest: ThreadsSame{Pre,Post}; */
void sched_context_yield_cancel(ref_t t);

/* Microseconds used since last asked. */
/*@ requires wf: KernelWf && IsSchedContext(c);
    assigns      phys[..];

    behavior system:
      assumes       SystemWf && ContextHead(c);
      ensures  wf:  SystemWf;
      ensures  only: OnlyTime{Pre,Post}; */
word_t sched_context_take_consumed(ref_t c);

/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  no: RefusedKeeps{Pre,Post}(\result.error);

    behavior system:
      assumes     Invoked(slot, CAP_SCHED_CONTROL) && ExtraAt(0);
      ensures wf: SystemWf; */
struct result sched_control_configure(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  no: RefusedKeeps{Pre,Post}(\result.error);

    behavior system:
      assumes     Invoked(slot, CAP_SCHED_CONTEXT) && ExtraAt(0);
      ensures wf: SystemWf; */
struct result sched_context_bind(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  no: RefusedKeeps{Pre,Post}(\result.error);

    behavior system:
      assumes     Invoked(slot, CAP_SCHED_CONTEXT);
      ensures wf: SystemWf; */
struct result sched_context_unbind(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  no: RefusedKeeps{Pre,Post}(\result.error);

    behavior system:
      assumes     Invoked(slot, CAP_SCHED_CONTEXT) && ExtraAt(0);
      ensures wf: SystemWf; */
struct result sched_context_unbind_object(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  done: \result.error == ERR_NO_ERROR && \result.a == 1;

    behavior system:
      assumes     Invoked(slot, CAP_SCHED_CONTEXT) && kernel.current != 0;
      ensures wf: SystemWf; */
struct result sched_context_consumed(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  no: RefusedKeeps{Pre,Post}(\result.error);

    behavior system:
      assumes     Invoked(slot, CAP_SCHED_CONTEXT) && Runs(kernel.current);
      ensures wf: SystemWf; */
struct result sched_context_yield_to(ref_t slot);

#endif
