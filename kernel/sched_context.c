/*
 * A context is budget, period and the refills that hold the budget.  Round
 * robin is the context whose period is its budget: it is never away, only at
 * the end of the queue.
 */
#include "kernel/sched_context.h"
#include "kernel/cap.h"
#include "kernel/message.h"
#include "kernel/notification.h"
#include "kernel/queue.h"
#include "kernel/refill.h"
#include "kernel/sched.h"
#include "kernel/arch.h"
#include "kernel/syscall.h"
#include "kernel/tcb.h"
#include "spec/bind.acsl"
#include "spec/frame.acsl"
#include "spec/kept.acsl"
#include "spec/unstack.acsl"

#define BUDGET_LEAST 20UL        /* microseconds: two kernel entries at their longest */
#define PERIOD_MOST 3600000000UL /* microseconds: an hour */

/*@ assigns \nothing; */
static word_t ticks(word_t microseconds)
{
    return microseconds * (kernel.hertz / 1000) / 1000;
}

/*@ requires wf: KernelWf;
    assigns      \nothing; */
static word_t microseconds(word_t ticks)
{
    return ticks / (kernel.hertz / 1000) * 1000 + ticks % (kernel.hertz / 1000) * 1000 / (kernel.hertz / 1000);
}

void sched_context_clock(void)
{
    kernel.hertz = arch_time_hertz();
    kernel.budget_least = ticks(BUDGET_LEAST) / 2;
}

void sched_context_init(ref_t c)
{
    link_init(c + SCHED_CONTEXT_LINK);
}

/* What it is configured to; its refills are not touched. */
/*@ requires is:   IsSchedContext(c);
    assigns        phys[..];
    ensures  set:  RefillMost(c) == refills && SCHED_CONTEXT(c)->budget == budget;
    ensures  same: YieldFrom(c) == \old(YieldFrom(c));
    ensures  rest: \forall integer r; 0 <= r < PHYS_CELLS && (r <= c + SCHED_CONTEXT_LINK || c + 5 <= r) ==>
                   phys[r].w0 == \old(phys[r].w0) && phys[r].w1 == \old(phys[r].w1); */
static void terms_set(ref_t c, word_t budget, word_t period, word_t refills, word_t badge, word_t flags)
{
    SCHED_CONTEXT(c)->budget = budget;
    SCHED_CONTEXT(c)->period = period;
    SCHED_CONTEXT(c)->refill_max = refills;
    SCHED_CONTEXT(c)->badge = badge;
    SCHED_CONTEXT(c)->flags = flags;
}

void sched_context_configure(ref_t c, word_t budget, word_t period, word_t refills, word_t badge, word_t flags)
{
    //@ for system: assert before: ContextWf(c) && ContextBound(c);
    terms_set(c, budget, period, refills, badge, flags);
    //@ ghost Set: ;
    refill_new(c, arch_time_now());
    //@ for system: assert behind: RefillsFrame{Set,Here}(c);
    //@ for system: assert frame: TimeFrame{Pre,Here}(c, refills);
    //@ for system: assert time: RefillsWf(c) && RefillsSame{Set,Here}(c);
    //@ for system: assert cells: OnlyCells{Pre,Here};
    //@ for system: assert room: ContextRoom(c, refills) && RefillMost(c) == refills;
    //@ for system: assert well: ContextWf(c);
    //@ for system: assert yield: YieldFrom(c) == \at(YieldFrom(c), Pre) && YieldWf(c);
    //@ for system: assert step: MostKept{Pre,Here}(c) && PaysWf(c);
}

void sched_context_round_robin(ref_t c, word_t us)
{
    sched_context_configure(c, ticks(us), ticks(us), REFILLS_LEAST, 0, 0);
}

word_t sched_context_takes_turns(ref_t c)
{
    return SCHED_CONTEXT(c)->period == SCHED_CONTEXT(c)->budget;
}

word_t sched_context_ready(ref_t c, word_t now)
{
    return refill_amount(c) >= kernel.budget_least && refill_time(c) <= now;
}

word_t sched_context_too_late(ref_t c, ref_t t)
{
    if (TCB(t)->state < THREAD_BLOCKED_SEND)
        return 0;
    return SCHED_CONTEXT(c)->refill_max == 0 ||
           (!sched_context_takes_turns(c) && !sched_context_ready(c, arch_time_now()));
}

void sched_context_wake(ref_t c, word_t now)
{
    //@ for system: assert refills: ContextWf(c) && RefillsWf(c);
    if (sched_context_takes_turns(c)) {
        if (refill_amount(c) < kernel.budget_least)
            refill_new(c, now);
    } else if (SCHED_CONTEXT(c)->flags & FLAG_SPORADIC) {
        refill_wake(c, now);
    }
    //@ for system: assert frame: TimeFrame{Pre,Here}(c, \at(RefillMost(c), Pre));
    //@ for system: assert time: RefillsWf(c) && RefillsSame{Pre,Here}(c);
    //@ for system: assert cells: OnlyCells{Pre,Here};
    //@ for system: assert well: ContextWf(c);
    //@ for system: assert only: OnlyContext{Pre,Here}(c);
}

void sched_context_start(ref_t c, word_t now)
{
    //@ for system: assert refills: ContextWf(c) && RefillsWf(c);
    if (!sched_context_takes_turns(c) && !(SCHED_CONTEXT(c)->flags & FLAG_SPORADIC))
        refill_wake(c, now);
    //@ for system: assert frame: TimeFrame{Pre,Here}(c, \at(RefillMost(c), Pre));
    //@ for system: assert time: RefillsWf(c) && RefillsSame{Pre,Here}(c);
    //@ for system: assert cells: OnlyCells{Pre,Here};
    //@ for system: assert well: ContextWf(c);
    //@ for system: assert only: OnlyContext{Pre,Here}(c);
}

/* So many ticks were used since last asked. */
/*@ requires is:    IsSchedContext(c);
    assigns         phys[..];
    ensures  frame: TimeFrame{Pre,Post}(c, 0);
    ensures  rest:  \forall integer r; 0 <= r < PHYS_CELLS && r != c + 4 ==>
                    phys[r].w0 == \old(phys[r].w0) && phys[r].w1 == \old(phys[r].w1);
    ensures  same:  ContextSame{Pre,Post}(c) && RefillsSame{Pre,Post}(c) && YieldFrom(c) == \old(YieldFrom(c)); */
static void consumed_set(ref_t c, word_t ticks)
{
    SCHED_CONTEXT(c)->consumed = ticks;
}

void sched_context_spend(ref_t c, word_t ticks)
{
    //@ for system: assert refills: ContextWf(c) && RefillsWf(c);
    consumed_set(c, SCHED_CONTEXT(c)->consumed + ticks);
    //@ ghost Used: ;
    //@ assert refills: \at(RefillsWf(c), Pre) ==> RefillsWf(c) && RefillTotal(c) == \at(RefillTotal(c), Pre);
    if (!sched_context_takes_turns(c))
        refill_spend(c, ticks, kernel.budget_least);
    else
        refill_take(c, ticks);
    //@ for system: assert behind: RefillsFrame{Used,Here}(c);
    //@ for system: assert frame: TimeFrame{Pre,Here}(c, \at(RefillMost(c), Pre));
    //@ for system: assert time: RefillsWf(c) && RefillsSame{Pre,Here}(c);
    //@ for system: assert cells: OnlyCells{Pre,Here};
    //@ for system: assert well: ContextWf(c);
    //@ for system: assert only: OnlyContext{Pre,Here}(c);
}

void sched_context_give_up(ref_t c, word_t now)
{
    //@ for system: assert refills: ContextWf(c) && RefillsWf(c);
    if (sched_context_takes_turns(c))
        refill_new(c, now);
    else
        refill_spend(c, refill_amount(c), kernel.budget_least);
    //@ for system: assert frame: TimeFrame{Pre,Here}(c, \at(RefillMost(c), Pre));
    //@ for system: assert time: RefillsWf(c) && RefillsSame{Pre,Here}(c);
    //@ for system: assert cells: OnlyCells{Pre,Here};
    //@ for system: assert well: ContextWf(c);
    //@ for system: assert only: OnlyContext{Pre,Here}(c);
}

/* What t runs on, and who runs on c; 0 is nothing, and nobody. */
/*@ requires is:    IsTcb(t) && IsSchedContext(context);
    assigns         phys[..];
    ensures  set:   TCB(t)->sched_context == context && ReplyOf(t) == \old(ReplyOf(t)) && DoesSame{Pre,Post}(t);
    ensures  only:  OnlyCell{Pre,Post}(t + TCB_BONDS); */
static void context_set(ref_t t, ref_t context)
{
    TCB(t)->sched_context = context;
}

/*@ requires is:    IsSchedContext(c) && IsTcb(t);
    assigns         phys[..];
    ensures  set:   SCHED_CONTEXT(c)->tcb == t && ContextNotification(c) == \old(ContextNotification(c));
    ensures  only:  OnlyCell{Pre,Post}(c); */
static void tcb_set(ref_t c, ref_t t)
{
    SCHED_CONTEXT(c)->tcb = t;
}

/* c and t name each other from now on. */
/*@ requires is:    IsSchedContext(c) && IsTcb(t);
    assigns         phys[..];
    ensures  set:   TCB(t)->sched_context == c;

    behavior system:
      assumes       SystemWf && ContextHead(c) && TcbAt(t) && ContextTcb(c) == 0 && ContextOf(t) == 0;
      ensures wf:   SystemWf;
      ensures rest: ThreadsBut{Pre,Post}(t) && DoesSame{Pre,Post}(t);
      ensures most: RefillMost(c) == \old(RefillMost(c)); */
static void bond(ref_t c, ref_t t)
{
    //@ for system: assert time: ContextWf(c) && c + 4 != t + TCB_BONDS;
    //@ for system: assert apart: !InTurn(t) && c != t + TCB_STATE && c != t + TCB_STATE + 1 && c != t + TCB_BONDS;
    tcb_set(c, t);
    //@ ghost Set: ;
    //@ for system: assert first: ThreadSame{Pre,Here}(t) && CellSame{Pre,Here}(t + TCB_BONDS);
    context_set(t, c);
    //@ for system: assert second: CellSame{Set,Here}(c);
    //@ for system: assert pair: Paired{Pre}(c, t) && Paired(c, t);
    /*@ for system: assert words: ContextNotification(c) == \at(ContextNotification(c), Pre) &&
            ReplyOf(t) == \at(ReplyOf(t), Pre); */
    /*@ for system: assert rest: \forall integer r; 0 <= r < PHYS_CELLS && r != c && r != t + TCB_BONDS ==>
            CellSame{Pre,Set}(r) && CellSame{Set,Here}(r) && CellSame{Pre,Here}(r); */
    //@ for system: assert cell: CellSame{Pre,Here}(c + 4);
    //@ for system: assert most: RefillMost(c) == \at(RefillMost(c), Pre);
    //@ for system: assert kernel: TypesSame{Pre,Here} && RingsSame{Pre,Here} && KernelOfSystem{Pre,Here};
    //@ for system: assert only: OnlyPair{Pre,Here}(c, t);
}

/* c and t, which name each other, do so no more. */
/*@ requires is:    IsSchedContext(c) && IsTcb(t);
    assigns         phys[..];
    ensures  set:   ContextTcb(c) == 0;

    behavior system:
      assumes       SystemWf && ContextHead(c) && TcbAt(t) && ContextTcb(c) == t;
      assumes       TCB(t)->queued == QUEUED_NOT && t != kernel.candidate;
      ensures wf:   SystemWf;
      ensures free: ContextOf(t) == 0;
      ensures rest: ThreadsBut{Pre,Post}(t) && DoesSame{Pre,Post}(t);
      ensures held: Same{Pre,Post}(KIND_REPLY, KIND_REPLY); */
static void unbond(ref_t c, ref_t t)
{
    //@ for system: assert apart: c != t + TCB_STATE && c != t + TCB_STATE + 1 && c != t + TCB_BONDS;
    context_set(t, 0);
    //@ ghost Set: ;
    //@ for system: assert first: CellSame{Pre,Here}(c);
    tcb_set(c, 0);
    //@ for system: assert second: ThreadSame{Set,Here}(t) && CellSame{Set,Here}(t + TCB_BONDS);
    //@ for system: assert pair: Paired{Pre}(c, t) && Paired(c, t);
    /*@ for system: assert words: ContextNotification(c) == \at(ContextNotification(c), Pre) &&
            ReplyOf(t) == \at(ReplyOf(t), Pre); */
    /*@ for system: assert rest: \forall integer r; 0 <= r < PHYS_CELLS && r != c && r != t + TCB_BONDS ==>
            CellSame{Pre,Set}(r) && CellSame{Set,Here}(r) && CellSame{Pre,Here}(r); */
    //@ for system: assert kernel: TypesSame{Pre,Here} && RingsSame{Pre,Here} && KernelOfSystem{Pre,Here};
    //@ for system: assert only: OnlyPair{Pre,Here}(c, t);
}

void sched_context_bind_tcb(ref_t c, ref_t t)
{
    bond(c, t);
    //@ ghost Bound: ;
    sched_wake(t);
    //@ for still: assert cell: CellSame{Bound,Here}(c + 4);
    //@ for still: assert most: RefillMost(c) == \at(RefillMost(c), Bound);
    if (t == kernel.current)
        sched_reschedule();
}

void sched_context_unbind_tcb(ref_t c)
{
    ref_t t = sched_context_tcb(c);

    if (t == 0)
        return;
    sched_dequeue(t);
    //@ for system: assert still: ContextTcb(c) == t;
    //@ for system: assert apart: Same{Pre,Here}(KIND_REPLY, KIND_REPLY);
    //@ ghost Out: ;
    unbond(c, t);
    //@ for system: assert then: Same{Out,Here}(KIND_REPLY, KIND_REPLY);
    /*@ for system: assert held: \forall integer r; 0 <= r < PHYS_CELLS && kind[r] == KIND_REPLY ==>
            CellSame{Pre,Out}(r) && CellSame{Out,Here}(r) && CellSame{Pre,Here}(r); */
    //@ for system: assert same: Same{Pre,Here}(KIND_REPLY, KIND_REPLY);
    //@ for system: assert others: \forall integer u; TcbAt(u) && u != t ==> ThreadSame{Pre,Here}(u);
    //@ for system: assert rest: ThreadsBut{Pre,Here}(\at(ContextTcb(c), Pre));
}

/* Whom c is lent by, 0 is none. */
/*@ requires is:    IsSchedContext(c) && IsNotification(n);
    assigns         phys[..];
    ensures  set:   SCHED_CONTEXT(c)->notification == n;

    behavior system:
      assumes       SystemWf && ContextHead(c) && (n != 0 ==> NotificationAt(n));
      ensures wf:   SystemWf;
      ensures rest: ThreadsSame{Pre,Post}; */
static void notification_set(ref_t c, ref_t n)
{
    SCHED_CONTEXT(c)->notification = n;
    //@ for system: assert cell: OnlyCell{Pre,Here}(c);
    //@ for system: assert only: OnlyLent{Pre,Here}(c) && ContextNotification(c) == n;
}

/* What n lends, 0 is nothing. */
/*@ requires is:    IsNotification(n) && IsSchedContext(c);
    assigns         phys[..];
    ensures  set:   NOTIFICATION(n)->sched_context == c;

    behavior system:
      assumes       SystemWf && NotificationAt(n) && (c != 0 ==> ContextHead(c));
      ensures wf:   SystemWf;
      ensures rest: ThreadsSame{Pre,Post}; */
static void lends_set(ref_t n, ref_t c)
{
    NOTIFICATION(n)->sched_context = c;
    //@ for system: assert cell: OnlyCell{Pre,Here}(n + 2);
    //@ for system: assert only: OnlyLends{Pre,Here}(n) && NotificationContext(n) == c;
}

void sched_context_bind_notification(ref_t c, ref_t n)
{
    notification_set(c, n);
    lends_set(n, c);
}

void sched_context_unbind_notification(ref_t c)
{
    ref_t n = sched_context_notification(c);

    if (n == 0)
        return;
    //@ for system: assert bound: ContextBound(c) && NotificationAt(n);
    lends_set(n, 0);
    //@ ghost Lends: ;
    //@ for system: assert first: ThreadsSame{Pre,Lends};
    notification_set(c, 0);
    //@ for system: assert second: ThreadsSame{Lends,Here};
    //@ for system: assert both: ThreadsSame{Pre,Here};
}

void sched_context_donate(ref_t c, ref_t to)
{
    sched_context_unbind_tcb(c);
    //@ for system: assert none: ContextOf(to) == 0;
    /*@ for system: assert still: \forall integer u; TcbAt(u) ==>
            TCB(u)->state == \at(TCB(u)->state, Pre) && TCB(u)->object == \at(TCB(u)->object, Pre); */
    /*@ for system: assert queued: \forall integer u; TcbAt(u) && \at(TCB(u)->queued, Pre) == QUEUED_NOT ==>
            TCB(u)->queued == QUEUED_NOT; */
    //@ for system: assert chosen: kernel.candidate == \at(kernel.candidate, Pre) || kernel.candidate == 0;
    //@ for system: assert loose: \forall integer u; \at(Loose(u), Pre) ==> Loose(u);
    //@ ghost Unbound: ;
    bond(c, to);
    //@ for system: assert does: \forall integer u; TcbAt(u) ==> DoesSame{Unbound,Here}(u);
}

/* r waits for nobody's time. */
/*@ requires is:    IsReply(r);
    assigns         phys[..];
    ensures  none:  ReplyContext(r) == 0;

    behavior system:
      assumes       ReplyAt(r);
      ensures only: OnlyStacks{Pre,Post} && LinksSame{Pre,Post};
      ensures rest: \forall integer q; ReplyAt(q) && q != r ==> ReplyContext(q) == \old(ReplyContext(q)); */
static void wait_end(ref_t r)
{
    REPLY(r)->sched_context = 0;
    //@ for system: assert cells: \forall integer x; 0 <= x < PHYS_CELLS && x != r ==> CellSame{Pre,Here}(x);
    //@ for system: assert others: \forall integer q; ReplyAt(q) && q != r ==> CellSame{Pre,Here}(q);
    //@ for system: assert held: \forall integer q; ReplyAt(q) ==> ReplyTcb(q) == \at(ReplyTcb(q), Pre);
    //@ for system: assert kernel: KernelOfSystem{Pre,Here};
}

/* The link of c in the ring of its replies; the newest of them, 0 if there is none. */
/*@ requires is: IsSchedContext(c);
    assigns      \nothing;
    ensures  is: \result == c + SCHED_CONTEXT_LINK; */
static ref_t end_of(ref_t c)
{
    return c + SCHED_CONTEXT_LINK;
}

/*@ requires is:    IsSchedContext(c);
    assigns         \nothing;
    ensures  is:    IsReply(\result);

    behavior system:
      assumes       SystemWf && ContextHead(c);
      ensures who:  \result != 0 ==> ReplyAt(\result) && ReplyContext(\result) == c;
      ensures only: \forall integer r; ReplyAt(r) && r != \result ==> ReplyContext(r) != c; */
static ref_t newest(ref_t c)
{
    ref_t end = end_of(c);
    ref_t link = link_next(end);
    ref_t reply = (link - REPLY_LINK) % REFS;

    //@ for system: assert stack: ContextStack(c) && IsLink(end) && link == LINK(end)->next;
    //@ for system: assert first: link != end ==> ReplyAt(link - REPLY_LINK) && ReplyContext(link - REPLY_LINK) == c;
    //@ for system: assert other: \forall integer r; ReplyAt(r) && r + REPLY_LINK != link ==> ReplyContext(r) != c;
    if (link == end)
        return 0;
    //@ for system: assert place: reply == link - REPLY_LINK;
    //@ for system: assert who:   ReplyAt(reply) && ReplyContext(reply) == c;
    return reply;
}

/* The newest forgets it. */
/*@ requires is:    IsSchedContext(c);
    assigns         phys[..];

    behavior system:
      assumes       SystemWf && ContextHead(c);
      ensures only: OnlyStacks{Pre,Post};
      ensures ring: LinksSame{Pre,Post} && RingWf;
      ensures none: Forgets{Pre,Post}(c); */
static void newest_forgets(ref_t c)
{
    ref_t r = newest(c);

    if (r != 0)
        wait_end(r);
    /*@ for system: assert rest: \forall integer q; ReplyAt(q) && q != r ==>
            ReplyContext(q) == \at(ReplyContext(q), Pre); */
    //@ for system: assert links: LinksSame{Pre,Here};
}

/* The replies that wait for it wait no more for it, only for their answers. */
/*@ requires is: IsSchedContext(c);
    assigns      phys[..], ring[..];

    behavior system:
      assumes       SystemWf && ContextHead(c);
      ensures  wf:  SystemWf;
      ensures rest: ThreadsSame{Pre,Post}; */
static void unbind_replies(ref_t c)
{
    ref_t end = end_of(c);

    //@ for system: assert stack: ContextStack(c) && IsLink(end) && RingKind(end) == KIND_STACK_LINK;
    /*@ for system: assert ends: \forall integer d; ContextHead(d) ==>
            IsLink(d + SCHED_CONTEXT_LINK) && ring[d + SCHED_CONTEXT_LINK] == d + SCHED_CONTEXT_LINK; */
    newest_forgets(c);
    //@ ghost Forgotten: ;
    link_remove(end);
    //@ for system: assert out: OnlyRings{Forgotten,Here}(KIND_STACK_LINK) && RingSingle(end);
    //@ for system: assert rings: RingsSame{Pre,Here};
    /*@ for system: assert cells: \forall integer x; 0 <= x < PHYS_CELLS && kind[x] != KIND_STACK_LINK ==>
            CellSame{Forgotten,Here}(x); */
    //@ for system: assert replies: \forall integer r; ReplyAt(r) ==> CellSame{Forgotten,Here}(r);
    /*@ for system: assert held: \forall integer r; ReplyAt(r) ==>
            ReplyTcb(r) == \at(ReplyTcb(r), Forgotten) && ReplyTcb(r) == \at(ReplyTcb(r), Pre); */
    //@ for system: assert kernel: KernelOfSystem{Pre,Here};
    /*@ for system: assert rest: \forall integer x; 0 <= x < PHYS_CELLS &&
            kind[x] != KIND_REPLY && kind[x] != KIND_STACK_LINK ==>
            CellSame{Pre,Forgotten}(x) && CellSame{Forgotten,Here}(x) && CellSame{Pre,Here}(x); */
    //@ for system: assert only: OnlyStacks{Pre,Here};
    //@ for system: assert none: Forgets{Pre,Here}(c);
    /*@ for system: assert apart: \forall integer d; ContextHead(d) && d != c ==>
            d + SCHED_CONTEXT_LINK != \at(LINK(end)->prev, Forgotten); */
    //@ for system: assert newest: NewestBut{Pre,Here}(c);
    //@ for system: assert links: \forall integer r; ReplyAt(r) ==> IsLink(r + REPLY_LINK);
    //@ for system: assert singles: SinglesStay{Pre,Here};
    //@ for system: assert step: Unstacks{Pre,Here}(c);
}

/*@ requires is:    IsSchedContext(c);
    assigns         phys[..];
    ensures  none:  RefillMost(c) == 0 && YieldFrom(c) == \old(YieldFrom(c));
    ensures  frame: TimeFrame{Pre,Post}(c, 0); */
static void most_set(ref_t c)
{
    SCHED_CONTEXT(c)->refill_max = 0;
}

/* It, on which no thread runs, is not configured any more. */
/*@ requires is:    IsSchedContext(c);
    assigns         phys[..];

    behavior system:
      assumes       SystemWf && ContextHead(c) && kernel.sched_context != c && Unused(c);
      ensures  wf:  SystemWf; */
static void unconfigure(ref_t c)
{
    most_set(c);
    //@ for system: assert cells: OnlyCells{Pre,Here};
    //@ for system: assert only: Unconfigures{Pre,Here}(c);
}

/* If it pays, nobody does from now on, and who runs is chosen anew. */
/*@ requires wf:    KernelWf && IsSchedContext(c);
    assigns         QUEUES, kernel.candidate, kernel.reschedule, kernel.charged, kernel.sched_context;
    ensures  wf:    KernelWf;

    behavior system:
      assumes       SystemWf && ContextHead(c);
      ensures  wf:  SystemWf && kernel.sched_context != c; */
static void pay_end(ref_t c)
{
    if (kernel.sched_context != c)
        return;
    sched_charge();
    //@ ghost Charged: ;
    kernel.sched_context = 0;
    //@ for system: assert same: NobodyPays{Charged,Here};
    sched_reschedule();
}

void sched_context_finalise(ref_t c)
{
    pay_end(c);
    sched_context_unbind_tcb(c);
    //@ for system: assert threads: \forall integer t; TcbAt(t) ==> ThreadBound(t);
    //@ for system: assert alone: Unused(c);
    //@ ghost Alone: ;
    sched_context_unbind_notification(c);
    //@ for system: assert first: ThreadsSame{Alone,Here};
    unbind_replies(c);
    //@ for system: assert second: ThreadsSame{Alone,Here};
    //@ for system: assert bound: ContextBound(c);
    sched_context_yield_end(sched_context_yield_from(c));
    //@ for system: assert third: ThreadsSame{Alone,Here};
    //@ for system: assert still: \forall integer t; TcbAt(t) ==> ContextOf(t) == \at(ContextOf(t), Alone);
    //@ for system: assert unused: Unused(c);
    unconfigure(c);
}

word_t sched_context_take_consumed(ref_t c)
{
    word_t us = microseconds(SCHED_CONTEXT(c)->consumed);

    consumed_set(c, 0);
    //@ for system: assert context: ContextWf(c) && OnlyCells{Pre,Here};
    //@ for system: assert only: OnlyContext{Pre,Here}(c);
    return us;
}

/* This thread, 0 is nobody, waits to hear of the time of c. */
/*@ requires is:    IsSchedContext(c);
    assigns         phys[..];
    ensures  same:  ContextSame{Pre,Post}(c) && SCHED_CONTEXT(c)->yield_from == t;
    ensures  frame: TimeFrame{Pre,Post}(c, 0); */
static void yield_word_set(ref_t c, ref_t t)
{
    SCHED_CONTEXT(c)->yield_from = t;
}

/*@ requires is:    IsSchedContext(c) && IsTcb(t);
    assigns         phys[..];

    behavior system:
      assumes       SystemWf && ContextHead(c) && (t != 0 ==> TcbAt(t));
      ensures wf:   SystemWf;
      ensures rest: ThreadsSame{Pre,Post};
      ensures only: OnlyTime{Pre,Post}; */
static void yield_from_set(ref_t c, ref_t t)
{
    //@ for system: assert before: ContextWf(c) && 0 <= RefillMost(c) && ContextRoom(c, 0);
    //@ for system: assert most: kernel.sched_context == c ==> RefillMost(c) != 0;
    yield_word_set(c, t);
    //@ for system: assert cells: OnlyCells{Pre,Here};
    //@ for system: assert well: ContextWf(c) && YieldWf(c) && MostKept{Pre,Here}(c);
    //@ for system: assert ends: PaysWf(c);
}

/* t waits to hear of the time of c, 0 is of none. */
/*@ requires is:    IsTcb(t) && IsSchedContext(c);
    assigns         phys[..];
    ensures  set:   TCB(t)->yield_to == c;

    behavior system:
      assumes       SystemWf && TcbAt(t) && (c != 0 ==> ContextHead(c));
      ensures wf:   SystemWf;
      ensures rest: ThreadsSame{Pre,Post}; */
static void yield_to_set(ref_t t, ref_t c)
{
    TCB(t)->yield_to = c;
    //@ for system: assert cell: OnlyCell{Pre,Here}(t + TCB_BONDS + 1);
    //@ for system: assert only: OnlyYields{Pre,Here}(t) && YieldTo(t) == c;
}

void sched_context_yield_cancel(ref_t t)
{
    ref_t c = tcb_yield_to(t);

    if (c == 0)
        return;
    //@ for system: assert bound: ThreadBound(t) && ContextHead(c);
    yield_from_set(c, 0);
    //@ ghost Forgotten: ;
    //@ for system: assert first: ThreadsSame{Pre,Forgotten};
    yield_to_set(t, 0);
    //@ for system: assert second: ThreadsSame{Forgotten,Here};
    //@ for system: assert both: ThreadsSame{Pre,Here};
}

void sched_context_yield_end(ref_t t)
{
    ref_t c = t == 0 ? 0 : tcb_yield_to(t);
    word_t us;

    if (c == 0)
        return;
    //@ for system: assert bound: ThreadBound(t) && ContextHead(c);
    us = sched_context_take_consumed(c);
    //@ ghost Taken: ;
    //@ for system: assert first: ThreadsSame{Pre,Taken};
    tcb_answer(t, us);
    //@ ghost Told: ;
    //@ for system: assert second: ThreadsSame{Taken,Told} && ThreadsSame{Pre,Told};
    sched_context_yield_cancel(t);
    //@ for system: assert third: ThreadsSame{Told,Here};
    //@ for system: assert all: ThreadsSame{Pre,Here};
}

/* Words: budget, period (microseconds), extra refills, badge, flags.  Capability: sched context. */
struct result sched_control_configure(ref_t slot)
{
    ref_t target = kernel.request.extra[0];
    word_t budget = request_word(0), period = request_word(1), extra = request_word(2);
    ref_t c;

    (void)slot;
    if (budget < BUDGET_LEAST || budget > PERIOD_MOST)
        return refuse(WHY_BUDGET_RANGE, BUDGET_LEAST, PERIOD_MOST);
    if (period < BUDGET_LEAST || period > PERIOD_MOST)
        return refuse(WHY_PERIOD_RANGE, BUDGET_LEAST, PERIOD_MOST);
    if (budget > period)
        return refuse(WHY_BUDGET_OVER_PERIOD, BUDGET_LEAST, period);
    if (slot_kind(target) != CAP_SCHED_CONTEXT)
        return refuse(WHY_NOT_SCHED_CONTEXT, 1, 0);
    //@ for system: assert cap: CapAt(SLOT(target)->cap0);
    if (extra > refill_room(slot_size(target)) - REFILLS_LEAST)
        return refuse(WHY_REFILLS_TOO_MANY, 0, refill_room(slot_size(target)) - REFILLS_LEAST);

    c = slot_ref(target);
    //@ for system: assert fits: REFILLS_LEAST + extra <= BIT(CapSize(SLOT(target)->cap0)) / 16 - SCHED_CONTEXT_CELLS;
    //@ for system: assert room: ContextHead(c) && ContextRoom(c, REFILLS_LEAST + extra);
    pay_end(c);
    sched_context_configure(c, ticks(budget), ticks(period), REFILLS_LEAST + extra, request_word(3),
                            request_word(4) & 1);
    //@ for system: assert bound: ContextBound(c);
    if (sched_context_tcb(c) != 0) {
        sched_dequeue(sched_context_tcb(c));
        sched_wake(sched_context_tcb(c));
    }
    return done();
}

/* Capability: TCB or notification. */
struct result sched_context_bind(ref_t slot)
{
    ref_t target = kernel.request.extra[0];
    ref_t object = slot_ref(target), c = slot_ref(slot);

    //@ for system: assert context: CapAt(SLOT(slot)->cap0) && ContextHead(c);
    //@ for system: assert object: CapAt(SLOT(target)->cap0);
    switch (slot_kind(target)) {
    case CAP_TCB:
        if (sched_context_tcb(c) != 0)
            return refuse(WHY_CONTEXT_HAS_THREAD, 0, 0);
        if (tcb_sched_context(object) != 0)
            return refuse(WHY_THREAD_HAS_CONTEXT, 0, 0);
        if (sched_context_too_late(c, object))
            return refuse(WHY_CONTEXT_NOT_READY, 0, 0);
        sched_context_bind_tcb(c, object);
        return done();
    case CAP_NOTIFICATION:
        if (sched_context_notification(c) != 0)
            return refuse(WHY_CONTEXT_HAS_NOTIFICATION, 0, 0);
        if (notification_context(object) != 0)
            return refuse(WHY_NOTIFICATION_HAS_CONTEXT, 0, 0);
        sched_context_bind_notification(c, object);
        return done();
    default:
        return refuse(WHY_BIND_TARGET, 1, 0);
    }
}

struct result sched_context_unbind(ref_t slot)
{
    ref_t c = slot_ref(slot);

    //@ for system: assert context: CapAt(SLOT(slot)->cap0) && ContextHead(c);
    if (sched_context_tcb(c) == kernel.current)
        return refuse(WHY_CONTEXT_OF_CALLER, 0, 0);
    sched_context_unbind_tcb(c);
    sched_context_unbind_notification(c);
    unbind_replies(c);
    return done();
}

/* Capability: TCB or notification. */
struct result sched_context_unbind_object(ref_t slot)
{
    ref_t target = kernel.request.extra[0];
    ref_t object = slot_ref(target), c = slot_ref(slot);

    //@ for system: assert context: CapAt(SLOT(slot)->cap0) && ContextHead(c);
    //@ for system: assert object: CapAt(SLOT(target)->cap0);
    switch (slot_kind(target)) {
    case CAP_TCB:
        if (sched_context_tcb(c) != object)
            return refuse(WHY_BOUND_ELSEWHERE, 0, 0);
        if (object == kernel.current)
            return refuse(WHY_CONTEXT_OF_CALLER, 0, 0);
        sched_context_unbind_tcb(c);
        return done();
    case CAP_NOTIFICATION:
        if (sched_context_notification(c) != object)
            return refuse(WHY_BOUND_ELSEWHERE, 0, 0);
        sched_context_unbind_notification(c);
        return done();
    default:
        return refuse(WHY_BIND_TARGET, 1, 0);
    }
}

/* Answer with the time that c used since it was last asked for. */
/*@ requires wf:   KernelWf && IsSchedContext(c);
    assigns        phys[..];
    ensures  done: \result.error == ERR_NO_ERROR && \result.a == 1;

    behavior system:
      assumes      SystemWf && ContextHead(c) && kernel.current != 0;
      ensures wf:  SystemWf; */
static struct result answer_consumed(ref_t c)
{
    ref_t buffer = message_buffer(kernel.current, 1);

    //@ for system: assert current: TcbAt(kernel.current);
    message_put(kernel.current, buffer, 0, sched_context_take_consumed(c));
    return done_words(1);
}

struct result sched_context_consumed(ref_t slot)
{
    //@ for system: assert context: CapAt(SLOT(slot)->cap0);
    return answer_consumed(slot_ref(slot));
}

/* from is told how long c was used when it runs again: till then its answer is 0. */
/*@ requires wf:  KernelWf && IsTcb(from) && IsSchedContext(c);
    assigns       phys[..];
    ensures  to:  TCB(from)->yield_to == c;

    behavior system:
      assumes     SystemWf && TcbAt(from) && ContextHead(c);
      ensures wf: SystemWf; */
static void yield_begin(ref_t from, ref_t c)
{
    //@ for system: assert bound: ContextBound(c);
    sched_context_yield_end(sched_context_yield_from(c));
    yield_from_set(c, from);
    tcb_answer(from, 0);
    yield_to_set(from, c);
}

/* 1 if t called: it waits for an answer. */
/*@ requires tcb: IsTcb(t);
    assigns       \nothing;
    ensures  is:  \result != 0 <==> TCB(t)->regs[REG_CALL] == (word_t)SYSCALL_CALL; */
static word_t waits_for_answer(ref_t t)
{
    return TCB(t)->regs[REG_CALL] == (word_t)SYSCALL_CALL;
}

/*
 * The thread of this context comes first in its queue.  At the caller's
 * priority it runs at once; the caller hears of the time when it runs again.
 */
struct result sched_context_yield_to(ref_t slot)
{
    ref_t c = slot_ref(slot), t = sched_context_tcb(c), from = kernel.current;

    //@ for system: assert context: CapAt(SLOT(slot)->cap0) && ContextHead(c) && ContextBound(c) && from != 0;
    if (t == 0)
        return refuse(WHY_YIELD_TO_NOBODY, 0, 0);
    if (t == from)
        return refuse(WHY_YIELD_TO_SELF, 0, 0);
    if (tcb_priority(t) > TCB(from)->max_priority)
        return refuse(WHY_YIELD_UPWARDS, 0, 0);
    if (!sched_runnable(t) || !sched_context_ready(c, arch_time_now()))
        return answer_consumed(c);
    //@ for system: assert alone: from != kernel.candidate && Idle(from) && Runnable(from) && TcbAt(t);
    sched_dequeue(t);
    //@ for system: assert most: MostSame{Pre,Here};
    //@ for system: assert yielder: from != kernel.candidate && Idle(from) && Runnable(from);
    //@ for system: assert out: t != kernel.candidate && Idle(t) && Runnable(t);
    if (tcb_priority(t) < tcb_priority(from)) {
        sched_turn_keep(t);
        //@ for system: assert lower: SystemWf && kernel.current != 0;
        return answer_consumed(c);
    }
    //@ ghost Out: ;
    //@ for system: assert sched: SchedWf;
    sched_reschedule();
    //@ for system: assert still: MostSame{Out,Here} && ThreadSame{Out,Here}(from) && ThreadSame{Out,Here}(t);
    //@ for system: assert both: Idle(from) && Runnable(from) && Idle(t) && Runnable(t);
    sched_turn_keep(from);
    //@ for system: assert last: Idle(t) && Runnable(t);
    sched_turn_keep(t);
    //@ for system: assert first: SystemWf && TcbAt(from);
    if (waits_for_answer(from))
        yield_begin(from, c);
    //@ for system: assert begun: SystemWf;
    return done_words(1);
}
