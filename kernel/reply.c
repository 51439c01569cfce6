/*
 * The replies that wait for one sched context form a ring with it, the newest
 * first; only the newest knows the context.  Answering by the newest gives the
 * context back to that caller.
 */
#include "kernel/reply.h"
#include "kernel/arch.h"
#include "kernel/endpoint.h"
#include "kernel/fault.h"
#include "kernel/message.h"
#include "kernel/queue.h"
#include "kernel/sched.h"
#include "kernel/sched_context.h"
#include "kernel/tcb.h"

/* What r and t say of each other, and what t does. */
/*@ requires is:   IsReply(r) && IsTcb(t) && IsTcb(tcb);
    assigns        phys[..];
    ensures  set:  ReplyTcb(r) == tcb;

    behavior system:
      assumes       ReplyAt(r) && TcbAt(t);
      ensures cells: \forall integer x; 0 <= x < PHYS_CELLS && x != r && x != t + TCB_STATE && x != t + TCB_BONDS ==>
                     CellSame{Pre,Post}(x);
      ensures is:   TCB(t)->reply == reply && TCB(t)->state == state;
      ensures does: TCB(t)->queued == \old(TCB(t)->queued) && TCB(t)->priority == \old(TCB(t)->priority) &&
                    TCB(t)->object == \old(TCB(t)->object);
      ensures own:  ContextOf(t) == \old(ContextOf(t)) && TCB(t)->sched_context == \old(TCB(t)->sched_context) &&
                    NotificationOf(t) == \old(NotificationOf(t)) &&
                    YieldTo(t) == \old(YieldTo(t));
      ensures time: REPLY(r)->sched_context == \old(REPLY(r)->sched_context); */
static void pair_write(ref_t r, ref_t tcb, ref_t t, ref_t reply, word_t state)
{
    //@ for system: assert apart: r != t + TCB_STATE && r != t + TCB_STATE + 1 && r != t + TCB_BONDS;
    TCB(t)->state = state;
    TCB(t)->reply = reply;
    REPLY(r)->tcb = tcb;
}

/* The same: what it leaves alone. */
/*@ requires is:   IsReply(r) && IsTcb(t) && IsTcb(tcb);
    assigns        phys[..];
    ensures  set:  ReplyTcb(r) == tcb;

    behavior system:
      assumes       ReplyAt(r) && TcbAt(t);
      ensures is:   TCB(t)->reply == reply && TCB(t)->state == state;
      ensures self: TCB(t)->queued == \old(TCB(t)->queued) && TCB(t)->priority == \old(TCB(t)->priority) &&
                    TCB(t)->object == \old(TCB(t)->object) && TCB(t)->sched_context == \old(TCB(t)->sched_context);
      ensures links: LinksSame{Pre,Post};
      ensures alone: \forall integer l; IsLink(l) ==> (RingSingle(l) <==> \old(RingSingle(l)));
      ensures slots: SlotsSame{Pre,Post};
      ensures times: Same{Pre,Post}(KIND_TIME, KIND_TIME) && Same{Pre,Post}(KIND_STACK_LINK, KIND_STACK_LINK);
      ensures bonds: Same{Pre,Post}(KIND_SCHED_CONTEXT, KIND_SCHED_CONTEXT);
      ensures tables: Same{Pre,Post}(KIND_LIST, KIND_POOLS);
      ensures bound: (\forall integer u; TcbAt(u) ==> ContextOf(u) == \old(ContextOf(u)) &&
                         NotificationOf(u) == \old(NotificationOf(u)) && YieldTo(u) == \old(YieldTo(u)));
      ensures notifications: (\forall integer n; NotificationAt(n) ==> NotificationTcb(n) == \old(NotificationTcb(n)) &&
                         NotificationContext(n) == \old(NotificationContext(n)));
      ensures rest: ThreadsBut{Pre,Post}(t);
      ensures tcbs: \forall integer u; TcbAt(u) && u != t ==> TCB(u)->reply == \old(TCB(u)->reply);
      ensures held: \forall integer q; ReplyAt(q) && q != r ==> REPLY(q)->tcb == \old(REPLY(q)->tcb);
      ensures time: \forall integer q; ReplyAt(q) ==> REPLY(q)->sched_context == \old(REPLY(q)->sched_context);
      ensures wf:   ThreadsWfBut{Pre}(t) ==> ThreadsWfBut(t); */
static void pair_frame(ref_t r, ref_t tcb, ref_t t, ref_t reply, word_t state)
{
    pair_write(r, tcb, t, reply, state);
    /*@ for system: assert cells: \forall integer x; 0 <= x < PHYS_CELLS &&
            kind[x] != KIND_REPLY && kind[x] != KIND_STATE && kind[x] != KIND_BONDS ==> CellSame{Pre,Here}(x); */
    /*@ for system: assert states: \forall integer x; kind[x] == KIND_STATE && 0 <= x < PHYS_CELLS &&
            x != t + TCB_STATE ==> CellSame{Pre,Here}(x); */
    /*@ for system: assert binds: \forall integer x; kind[x] == KIND_BONDS && 0 <= x < PHYS_CELLS &&
            x != t + TCB_BONDS ==> CellSame{Pre,Here}(x); */
    //@ for system: assert replies: \forall integer q; ReplyAt(q) && q != r ==> CellSame{Pre,Here}(q);
    //@ for system: assert first: \forall integer u; TcbAt(u) && u != t ==> CellSame{Pre,Here}(u + TCB_STATE);
    //@ for system: assert second: \forall integer u; TcbAt(u) && u != t ==> CellSame{Pre,Here}(u + TCB_STATE + 1);
    //@ for system: assert third: \forall integer u; TcbAt(u) && u != t ==> CellSame{Pre,Here}(u + TCB_BONDS);
    //@ for system: assert fourth: \forall integer u; TcbAt(u) && u != t ==> CellSame{Pre,Here}(u + TCB_BONDS + 1);
    //@ for system: assert bound: \forall integer u; TcbAt(u) && u != t ==> BoundSame{Pre,Here}(u);
    //@ for system: assert notifications: \forall integer n; NotificationAt(n) ==> CellSame{Pre,Here}(n + 2);
    /*@ for system: assert notified: \forall integer n; NotificationAt(n) ==>
            NotificationTcb(n) == \at(NotificationTcb(n), Pre) && NotificationContext(n) == \at(NotificationContext(n), Pre); */
    //@ for system: assert others: ThreadsBut{Pre,Here}(t);
    //@ for system: assert links: LinksSame{Pre,Here};
    //@ for system: assert alone: \forall integer l; IsLink(l) ==> (RingSingle(l) <==> \at(RingSingle(l), Pre));
    /*@ for system: assert homes: \forall integer u; TcbAt(u) && u != t ==>
            Home(u) == \at(Home(u), Pre) && (RingSingle(u + TCB_LINK) <==> \at(RingSingle(u + TCB_LINK), Pre)); */
    //@ for system: assert threads: \forall integer u; TcbAt(u) && u != t && \at(ThreadWf(u), Pre) ==> ThreadWf(u);
    //@ for system: assert times: \forall integer q; ReplyAt(q) ==> ReplyContext(q) == \at(ReplyContext(q), Pre);
}

/* The same: what it means. */
/*@ requires is:   IsReply(r) && IsTcb(t) && IsTcb(tcb);
    assigns        phys[..];
    ensures  set:  ReplyTcb(r) == tcb;

    behavior system:
      assumes       SystemWf && ReplyAt(r) && TcbAt(t) && !Stacked(r) && TCB(t)->queued == QUEUED_NOT;
      assumes       (ReplyTcb(r) == 0 || ReplyTcb(r) == t) && (ReplyOf(t) == 0 || ReplyOf(t) == r);
      assumes       state == TCB(t)->state || !WaitState(state) && !Waits(t) && t != kernel.candidate;
      assumes       tcb == t && reply == r && (state == THREAD_BLOCKED_RECEIVE && EndpointAt(TCB(t)->object) ||
                    state == THREAD_BLOCKED_REPLY) ||
                    tcb == 0 && reply == 0 && state <= THREAD_BLOCKED_NOTIFICATION && state != THREAD_BLOCKED_REPLY;
      ensures wf:   SystemWf;
      ensures is:   ReplyOf(t) == reply && TCB(t)->state == state;
      ensures self: TCB(t)->queued == \old(TCB(t)->queued) && TCB(t)->priority == \old(TCB(t)->priority) &&
                    TCB(t)->object == \old(TCB(t)->object) && TCB(t)->sched_context == \old(TCB(t)->sched_context);
      ensures stack: RingSingle(r + REPLY_LINK) && ReplyContext(r) == 0;
      ensures rest: ThreadsBut{Pre,Post}(t); */
static void pair_set(ref_t r, ref_t tcb, ref_t t, ref_t reply, word_t state)
{
    //@ for system: assert was: ThreadWf(t) && (kernel.candidate != 0 ==> Idle(kernel.candidate));
    /*@ for system: assert rooms: \forall integer c; ContextHead(c) ==> ContextRoom(c, RefillMost(c)) &&
            0 <= RefillMost(c); */
    //@ for system: assert clocks: \forall integer c; ContextHead(c) ==> kind[c + 5] == KIND_TIME;
    pair_frame(r, tcb, t, reply, state);
    //@ for system: assert ring: RingWf;
    //@ for system: assert firsts: FirstsBut{Pre,Here}(0);
    //@ for system: assert home: Home(t) == \at(Home(t), Pre) && (Waits(t) <==> \at(Waits(t), Pre));
    //@ for system: assert members: MembersWf;
    //@ for system: assert single: RingSingle(t + TCB_LINK) <==> \at(RingSingle(t + TCB_LINK), Pre);
    //@ for system: assert there: ThreadWf(t);
    //@ for system: assert threads: ThreadsWf;
    //@ for system: assert marks: MarksWf;
    //@ for system: assert candidate: kernel.candidate != 0 ==> Idle(kernel.candidate);
    //@ for system: assert sched: SchedWf;
    //@ for system: assert time: Same{Pre,Here}(KIND_TIME, KIND_TIME);
    //@ for system: assert contexts: ContextsWf;
    //@ for system: assert runs: KernelOfRunning{Pre,Here};
    //@ for system: assert running: RunningWf;
    //@ for system: assert clock: \forall integer c; ContextHead(c) ==> CellSame{Pre,Here}(c + 5);
    //@ for system: assert yields: YieldsSame{Pre,Here};
    //@ for system: assert bonds: BondsWf;
    //@ for system: assert mine: ThreadHeld(t);
    //@ for system: assert others: \forall integer u; TcbAt(u) && u != t ==> ThreadHeld(u);
    //@ for system: assert held: \forall integer u; TcbAt(u) ==> ThreadHeld(u);
    //@ for system: assert holds: \forall integer q; ReplyAt(q) ==> ReplyHolds(q);
    //@ for system: assert waits: RepliesWait{Pre,Here};
    //@ for system: assert stacks: StacksWf;
    //@ for system: assert turn: TurnsSame{Pre,Here};
    //@ for system: assert most: MostSame{Pre,Here};
    //@ for system: assert turns: TurnsWf;
    //@ for system: assert translates: TranslationWf;
    //@ for system: assert caps: CapsWf;
}

void reply_link(ref_t r, ref_t t)
{
    //@ for system: assert free: ThreadWf(t) && ReplyHolds(r) && !Stacked(r);
    pair_set(r, t, t, r, TCB(t)->state);
}

void reply_unlink(ref_t r)
{
    ref_t t = reply_tcb(r);

    //@ for system: assert held: ReplyHolds(r) && ThreadWf(t) && !Stacked(r);
    if (t != 0)
        pair_set(r, 0, t, 0, TCB(t)->state);
}

/* r holds the caller t. */
/*@ requires is: IsReply(r) && IsTcb(t);
    assigns      phys[..];

    behavior system:
      assumes       SystemWf && ReplyAt(r) && ReplyTcb(r) == 0 && Loose(t);
      ensures wf:   SystemWf;
      ensures is:   ReplyTcb(r) == t && TCB(t)->state == THREAD_BLOCKED_REPLY && TCB(t)->queued == QUEUED_NOT;
      ensures free: !Stacked(r) && RingSingle(r + REPLY_LINK) && ContextOf(t) == \old(ContextOf(t));
      ensures rest: ThreadsBut{Pre,Post}(t); */
static void hold(ref_t r, ref_t t)
{
    //@ for system: assert free: ThreadHeld(t) && ReplyHolds(r) && ReplyStacked(r);
    pair_set(r, t, t, r, THREAD_BLOCKED_REPLY);
}

/* The caller that r holds, in no stack any more, is let go; it stays stopped. */
/*@ requires is:    IsReply(r);
    assigns         phys[..];
    ensures  none:  ReplyTcb(r) == 0;

    behavior system:
      assumes       SystemWf && ReplyAt(r) && ReplyTcb(r) != 0 && !Stacked(r);
      assumes       TCB(ReplyTcb(r))->state == THREAD_BLOCKED_REPLY;
      ensures wf:   SystemWf;
      ensures free: Loose(\old(ReplyTcb(r))) && ReplyOf(\old(ReplyTcb(r))) == 0;
      ensures same: ContextOf(\old(ReplyTcb(r))) == \old(ContextOf(ReplyTcb(r)));
      ensures rest: ThreadsBut{Pre,Post}(\old(ReplyTcb(r))); */
static void let_go(ref_t r)
{
    ref_t t = reply_tcb(r);

    //@ for system: assert held: ReplyHolds(r) && ThreadWf(t) && (kernel.candidate != 0 ==> Idle(kernel.candidate));
    pair_set(r, 0, t, 0, THREAD_INACTIVE);
}

/* The link of a reply in a stack. */
/*@ requires is: IsReply(r);
    assigns      \nothing;
    ensures  is: \result == r + REPLY_LINK; */
static ref_t link_of(ref_t r)
{
    return r + REPLY_LINK;
}

/* The end of the stack of a context. */
/*@ requires is: IsSchedContext(context);
    assigns      \nothing;
    ensures  is: \result == context + SCHED_CONTEXT_LINK; */
static ref_t end_of(ref_t context)
{
    return context + SCHED_CONTEXT_LINK;
}

/* The newest reply that waits for this context, 0 if none. */
/*@ requires is:   IsSchedContext(context);
    assigns        \nothing;
    ensures  is:   IsReply(\result);

    behavior system:
      assumes       RingWf && StackTypes && ContextHead(context) && StackLink(context + SCHED_CONTEXT_LINK);
      assumes       \forall integer c; ContextHead(c) ==> ring[c + SCHED_CONTEXT_LINK] == c + SCHED_CONTEXT_LINK;
      ensures none: \result == 0 <==> LINK(context + SCHED_CONTEXT_LINK)->next == context + SCHED_CONTEXT_LINK;
      ensures some: \result != 0 ==> ReplyAt(\result) &&
                    LINK(context + SCHED_CONTEXT_LINK)->next == \result + REPLY_LINK &&
                    ring[\result + REPLY_LINK] == context + SCHED_CONTEXT_LINK;
      ensures back: LINK(LINK(context + SCHED_CONTEXT_LINK)->next)->prev == context + SCHED_CONTEXT_LINK; */
static ref_t newest(ref_t context)
{
    ref_t end = end_of(context), link = link_next(end);

    //@ for system: assert ring: IsLink(link) && RingKind(link) == KIND_STACK_LINK;
    //@ for system: assert link: StackLink(link) && ring[link] == context + SCHED_CONTEXT_LINK;
    //@ for system: assert who: link != context + SCHED_CONTEXT_LINK ==> ReplyAt(link - REPLY_LINK);
    return link == end ? 0 : (link - REPLY_LINK) % REFS;
}

/* For whose time r waits. */
/*@ requires is:   IsReply(r) && IsSchedContext(context);
    assigns        phys[..];
    ensures  set:  ReplyContext(r) == context;

    behavior system:
      assumes       ReplyAt(r);
      ensures cells: \forall integer x; 0 <= x < PHYS_CELLS && x != r ==> CellSame{Pre,Post}(x);
      ensures held: REPLY(r)->tcb == \old(REPLY(r)->tcb);
      ensures ring: LinksSame{Pre,Post} && (RingWf{Pre} ==> RingWf); */
static void context_set(ref_t r, ref_t context)
{
    REPLY(r)->sched_context = context;
    //@ for system: assert links: LinksSame{Pre,Here};
}

/* The newest reply that waits for this context, if there is one, hears for whose time it waits. */
/*@ requires is:   IsSchedContext(context) && IsSchedContext(whose);
    assigns        phys[..];

    behavior system:
      assumes       RingWf && StackTypes && ContextHead(context) && StackLink(context + SCHED_CONTEXT_LINK);
      assumes       \forall integer c; ContextHead(c) ==> ring[c + SCHED_CONTEXT_LINK] == c + SCHED_CONTEXT_LINK;
      ensures ring: RingWf && LinksSame{Pre,Post};
      ensures only: \forall integer x; 0 <= x < PHYS_CELLS && kind[x] != KIND_REPLY ==> CellSame{Pre,Post}(x);
      ensures held: \forall integer q; ReplyAt(q) ==> ReplyTcb(q) == \old(ReplyTcb(q));
      ensures rest: \forall integer q; ReplyAt(q) && LINK(context + SCHED_CONTEXT_LINK)->next != q + REPLY_LINK ==>
                    ReplyContext(q) == \old(ReplyContext(q));
      ensures some: \let l = LINK(context + SCHED_CONTEXT_LINK)->next; l != context + SCHED_CONTEXT_LINK ==>
                    ReplyAt(l - REPLY_LINK) && ReplyContext(l - REPLY_LINK) == whose && ring[l] == context + SCHED_CONTEXT_LINK &&
                    LINK(l)->prev == context + SCHED_CONTEXT_LINK; */
static void newest_set(ref_t context, ref_t whose)
{
    ref_t r = newest(context);

    if (r != 0)
        context_set(r, whose);
    //@ for system: assert links: LinksSame{Pre,Here} && IsLink(context + SCHED_CONTEXT_LINK);
    /*@ for system: assert first: LINK(context + SCHED_CONTEXT_LINK)->next ==
            (r == 0 ? context + SCHED_CONTEXT_LINK : r + REPLY_LINK); */
    //@ for system: assert others: \forall integer q; ReplyAt(q) && q != r ==> CellSame{Pre,Here}(q);
}

/* Take r out of its ring; it waits for nobody's time any more. */
/*@ requires is:   IsReply(r);
    assigns        phys[..], ring[..];

    behavior system:
      assumes       RingWf && ReplyAt(r);
      ensures ring: RingWf;
      ensures out:  !Stacked(r) && RingSingle(r + REPLY_LINK) && ReplyContext(r) == 0;
      ensures rings: \forall integer l; StackLink(l) && l != r + REPLY_LINK ==> ring[l] == \old(ring[l]);
      ensures nexts: \forall integer l; StackLink(l) && l != r + REPLY_LINK && \old(LINK(l)->next) != r + REPLY_LINK ==>
                    LINK(l)->next == \old(LINK(l)->next);
      ensures alone: \forall integer l; StackLink(l) && \old(RingSingle(l)) ==> RingSingle(l);
      ensures held: \forall integer q; ReplyAt(q) ==> ReplyTcb(q) == \old(ReplyTcb(q));
      ensures times: \forall integer q; ReplyAt(q) && q != r ==> ReplyContext(q) == \old(ReplyContext(q));
      ensures only: \forall integer x; 0 <= x < PHYS_CELLS && kind[x] != KIND_REPLY && kind[x] != KIND_STACK_LINK ==>
                    CellSame{Pre,Post}(x) && ring[x] == \old(ring[x]); */
static void ring_leave(ref_t r)
{
    //@ for system: assert link: StackLink(r + REPLY_LINK) && IsLink(r + REPLY_LINK);
    link_remove(link_of(r));
    /*@ for system: assert cells: \forall integer x; 0 <= x < PHYS_CELLS && kind[x] != KIND_STACK_LINK ==>
            CellSame{Pre,Here}(x) && ring[x] == \at(ring[x], Pre); */
    //@ for system: assert replies: \forall integer q; ReplyAt(q) ==> CellSame{Pre,Here}(q);
    //@ for system: assert links: \forall integer l; StackLink(l) ==> IsLink(l);
    //@ for system: assert whom: REPLY(r)->tcb == \at(REPLY(r)->tcb, Pre);
    context_set(r, 0);
    //@ for system: assert others: \forall integer q; ReplyAt(q) && q != r ==> CellSame{Pre,Here}(q);
    //@ for system: assert mine: ReplyTcb(r) == \at(ReplyTcb(r), Pre);
    //@ for system: assert theirs: \forall integer q; ReplyAt(q) && q != r ==> ReplyTcb(q) == \at(ReplyTcb(q), Pre);
}

/* The newest of the stack of a context that no reply knows, if there is such a context, hears of it. */
/*@ requires is:   IsSchedContext(context);
    assigns        phys[..];

    behavior system:
      assumes       RingWf && StackTypes && (context != 0 ==> ContextHead(context));
      assumes       \forall integer c; ContextHead(c) ==>
                    StackLink(c + SCHED_CONTEXT_LINK) && ring[c + SCHED_CONTEXT_LINK] == c + SCHED_CONTEXT_LINK;
      assumes       \forall integer q; ReplyAt(q) ==> ReplyStacked(q);
      assumes       \forall integer c; ContextHead(c) && c != context ==> ContextStack(c);
      ensures wf:   StacksWf;
      ensures held: \forall integer q; ReplyAt(q) ==> ReplyTcb(q) == \old(ReplyTcb(q));
      ensures only: \forall integer x; 0 <= x < PHYS_CELLS && kind[x] != KIND_REPLY ==> CellSame{Pre,Post}(x); */
static void stack_mend(ref_t context)
{
    /*@ for system: assert apart: \forall integer c; ContextHead(c) ==>
            ring[LINK(c + SCHED_CONTEXT_LINK)->next] == c + SCHED_CONTEXT_LINK; */
    if (context != 0)
        newest_set(context, context);
    //@ for system: assert links: \forall integer l; StackLink(l) ==> CellSame{Pre,Here}(l);
    //@ for system: assert ends: \forall integer c; ContextHead(c) ==> CellSame{Pre,Here}(c + SCHED_CONTEXT_LINK);
    //@ for system: assert places: \forall integer q; ReplyAt(q) ==> CellSame{Pre,Here}(q + REPLY_LINK);
    /*@ for system: assert firsts: \forall integer c; ContextHead(c) && c != context && context != 0 ==>
            LINK(c + SCHED_CONTEXT_LINK)->next != LINK(context + SCHED_CONTEXT_LINK)->next; */
    /*@ for system: assert others: \forall integer q; ReplyAt(q) &&
            (context == 0 || LINK(context + SCHED_CONTEXT_LINK)->next != q + REPLY_LINK) ==>
            ReplyContext(q) == \at(ReplyContext(q), Pre); */
    /*@ for system: assert older: \forall integer q; ReplyAt(q) &&
            (context == 0 || LINK(context + SCHED_CONTEXT_LINK)->next != q + REPLY_LINK) ==> ReplyStacked(q); */
    /*@ for system: assert first: \forall integer q; ReplyAt(q) && context != 0 &&
            LINK(context + SCHED_CONTEXT_LINK)->next == q + REPLY_LINK ==> Stacked(q) && ReplyContext(q) == context; */
    /*@ for system: assert newest: \forall integer q; ReplyAt(q) && context != 0 &&
            LINK(context + SCHED_CONTEXT_LINK)->next == q + REPLY_LINK ==> ReplyStacked(q); */
    //@ for system: assert stacked: \forall integer q; ReplyAt(q) ==> ReplyStacked(q);
    //@ for system: assert known: \forall integer c; ContextHead(c) && c != context ==> ContextStack(c);
    //@ for system: assert own: context != 0 ==> ContextStack(context);
    //@ for system: assert waits: \forall integer c; ContextHead(c) ==> ContextStack(c);
}

/* Take r out of its stack; the one behind it becomes the newest if it was.  The context that r waited for. */
/*@ requires is:   IsReply(r);
    assigns        phys[..], ring[..];
    ensures  is:   IsSchedContext(\result) && \result == \old(ReplyContext(r));

    behavior system:
      assumes       StacksWf && ReplyAt(r);
      ensures wf:   StacksWf;
      ensures out:  !Stacked(r);
      ensures who:  \result != 0 ==> ContextHead(\result);
      ensures held: \forall integer q; ReplyAt(q) ==> ReplyTcb(q) == \old(ReplyTcb(q));
      ensures rings: \forall integer q; ReplyAt(q) && q != r ==> (Stacked(q) <==> \old(Stacked(q)));
      ensures only: \forall integer x; 0 <= x < PHYS_CELLS && kind[x] != KIND_REPLY && kind[x] != KIND_STACK_LINK ==>
                    CellSame{Pre,Post}(x) && ring[x] == \old(ring[x]); */
static ref_t stack_leave(ref_t r)
{
    ref_t context = reply_context(r);

    //@ for system: assert replies: \forall integer q; ReplyAt(q) ==> ReplyStacked(q) && StackLink(q + REPLY_LINK);
    /*@ for system: assert contexts: \forall integer c; ContextHead(c) ==>
            ContextStack(c) && StackLink(c + SCHED_CONTEXT_LINK); */
    //@ for system: assert lent: context != 0 ==> ContextHead(context);
    /*@ for system: assert newests: \forall integer c; ContextHead(c) && c != context ==>
            LINK(c + SCHED_CONTEXT_LINK)->next != r + REPLY_LINK; */
    /*@ for system: assert lends: \forall integer q, c; ReplyAt(q) && q != r && ReplyContext(q) == c && c != 0 ==>
            ContextHead(c) && c != context && LINK(c + SCHED_CONTEXT_LINK)->next == q + REPLY_LINK; */
    ring_leave(r);
    /*@ for system: assert ends: \forall integer c; ContextHead(c) ==>
            StackLink(c + SCHED_CONTEXT_LINK) && ring[c + SCHED_CONTEXT_LINK] == c + SCHED_CONTEXT_LINK; */
    /*@ for system: assert firsts: \forall integer c; ContextHead(c) && c != context ==>
            NextSame{Pre,Here}(c + SCHED_CONTEXT_LINK) &&
            LINK(c + SCHED_CONTEXT_LINK)->next == \at(LINK(c + SCHED_CONTEXT_LINK)->next, Pre); */
    /*@ for system: assert waited: \forall integer q; ReplyAt(q) && q != r ==>
            ReplyContext(q) == \at(ReplyContext(q), Pre); */
    /*@ for system: assert nexts: \forall integer q, c; ContextHead(c) && c != context &&
            \at(LINK(c + SCHED_CONTEXT_LINK)->next, Pre) == q + REPLY_LINK ==> q != r; */
    /*@ for system: assert free: \forall integer q; ReplyAt(q) && !Stacked(q) ==>
            RingSingle(q + REPLY_LINK) && ReplyContext(q) == 0; */
    /*@ for system: assert knows: \forall integer q, c; ReplyAt(q) && ReplyContext(q) == c && c != 0 ==>
            ContextHead(c) && LINK(c + SCHED_CONTEXT_LINK)->next == q + REPLY_LINK; */
    //@ for system: assert stacked: \forall integer q; ReplyAt(q) ==> ReplyStacked(q);
    //@ for system: assert known: \forall integer c; ContextHead(c) && c != context ==> ContextStack(c);
    stack_mend(context);
    return context;
}

/* The same: what it means. */
/*@ requires is:   IsReply(r);
    assigns        phys[..], ring[..];
    ensures  is:   IsSchedContext(\result) && \result == \old(ReplyContext(r));

    behavior system:
      assumes       SystemWf && ReplyAt(r);
      ensures wf:   SystemWf;
      ensures out:  !Stacked(r);
      ensures who:  \result != 0 ==> ContextHead(\result);
      ensures held: ReplyTcb(r) == \old(ReplyTcb(r));
      ensures rest: ThreadsSame{Pre,Post}; */
static ref_t unstack(ref_t r)
{
    ref_t context;

    /*@ for system: assert rooms: \forall integer c; ContextHead(c) ==> ContextRoom(c, RefillMost(c)) &&
            0 <= RefillMost(c); */
    //@ for system: assert clocks: \forall integer c; ContextHead(c) ==> kind[c + 5] == KIND_TIME;
    //@ for system: assert was: \forall integer q; ReplyAt(q) ==> ReplyHolds(q);
    context = stack_leave(r);
    //@ for system: assert threads: ThreadsSame{Pre,Here};
    //@ for system: assert same: Same{Pre,Here}(KIND_STATE, KIND_BONDS);
    /*@ for system: assert pairs: \forall integer u; TcbAt(u) ==>
            CellSame{Pre,Here}(u + TCB_BONDS) && CellSame{Pre,Here}(u + TCB_BONDS + 1); */
    /*@ for system: assert bound: \forall integer u; TcbAt(u) ==> ReplyOf(u) == \at(ReplyOf(u), Pre) &&
            BoundSame{Pre,Here}(u); */
    //@ for system: assert tcbs: \forall integer q; ReplyAt(q) ==> ReplyTcb(q) == \at(ReplyTcb(q), Pre);
    //@ for system: assert held: \forall integer u; TcbAt(u) ==> ThreadHeld(u);
    //@ for system: assert binds: \forall integer n; NotificationAt(n) ==> CellSame{Pre,Here}(n + 2);
    /*@ for system: assert notified: \forall integer n; NotificationAt(n) ==>
            NotificationTcb(n) == \at(NotificationTcb(n), Pre) && NotificationContext(n) == \at(NotificationContext(n), Pre); */
    //@ for system: assert fewer: \forall integer q; ReplyAt(q) && Stacked(q) ==> \at(Stacked(q), Pre);
    //@ for system: assert holds: \forall integer q; ReplyAt(q) ==> ReplyHolds(q);
    /*@ for system: assert kinds: Same{Pre,Here}(KIND_SCHED_CONTEXT, KIND_TIME) &&
            Same{Pre,Here}(KIND_TCB_LINK, KIND_QUEUE); */
    //@ for system: assert slots: SlotsSame{Pre,Here} && ThreadRingsSame{Pre,Here};
    //@ for system: assert sched: SchedWf;
    //@ for system: assert time: Same{Pre,Here}(KIND_TIME, KIND_TIME);
    //@ for system: assert times: ContextsWf;
    //@ for system: assert runs: KernelOfRunning{Pre,Here};
    //@ for system: assert running: RunningWf;
    //@ for system: assert clock: \forall integer c; ContextHead(c) ==> CellSame{Pre,Here}(c + 5);
    //@ for system: assert yields: YieldsSame{Pre,Here};
    //@ for system: assert heads: Same{Pre,Here}(KIND_SCHED_CONTEXT, KIND_SCHED_CONTEXT);
    //@ for system: assert bonded: BondsSame{Pre,Here};
    //@ for system: assert bonds: BondsWf;
    //@ for system: assert most: MostSame{Pre,Here};
    //@ for system: assert turns: TurnsWf;
    //@ for system: assert tables: Same{Pre,Here}(KIND_LIST, KIND_POOLS);
    //@ for system: assert translates: TranslationWf;
    //@ for system: assert caps: CapsWf;
    return context;
}

/* r comes first in the ring of this context and knows it; who was first forgets it. */
/*@ requires is:   IsReply(r) && IsSchedContext(context);
    assigns        phys[..], ring[..];

    behavior system:
      assumes       RingWf && StackTypes && ContextHead(context) && StackLink(context + SCHED_CONTEXT_LINK);
      assumes       \forall integer c; ContextHead(c) ==> ring[c + SCHED_CONTEXT_LINK] == c + SCHED_CONTEXT_LINK;
      assumes       ReplyAt(r) && RingSingle(r + REPLY_LINK) && !Stacked(r);
      ensures ring: RingWf;
      ensures only: \forall integer x; 0 <= x < PHYS_CELLS && kind[x] != KIND_REPLY && kind[x] != KIND_STACK_LINK ==>
                    CellSame{Pre,Post}(x) && ring[x] == \old(ring[x]);
      ensures in:   ring[r + REPLY_LINK] == context + SCHED_CONTEXT_LINK &&
                    LINK(context + SCHED_CONTEXT_LINK)->next == r + REPLY_LINK && ReplyContext(r) == context;
      ensures kept: RingKept{Pre,Post}(context + SCHED_CONTEXT_LINK, r + REPLY_LINK);
      ensures rest: RingRest{Pre,Post}(context + SCHED_CONTEXT_LINK, r + REPLY_LINK);
      ensures held: \forall integer q; ReplyAt(q) ==> ReplyTcb(q) == \old(ReplyTcb(q));
      ensures past: \let l = \old(LINK(context + SCHED_CONTEXT_LINK)->next); l != context + SCHED_CONTEXT_LINK ==>
                    ReplyContext(l - REPLY_LINK) == 0 && ring[l] == context + SCHED_CONTEXT_LINK;
      ensures time: \forall integer q; ReplyAt(q) && q != r &&
                    \old(LINK(context + SCHED_CONTEXT_LINK)->next) != q + REPLY_LINK ==>
                    ReplyContext(q) == \old(ReplyContext(q)); */
static void ring_enter(ref_t r, ref_t context)
{
    ref_t end = end_of(context), link = link_of(r);

    //@ ghost ref_t old = LINK(end)->next % REFS;
    //@ for system: assert was: old == LINK(end)->next;
    //@ for system: assert links: IsLink(end) && IsLink(link) && end != link && RingKind(end) == RingKind(link);
    newest_set(context, 0);
    /*@ for system: assert past: old != end ==> old != link && ReplyAt(old - REPLY_LINK) &&
            ReplyContext(old - REPLY_LINK) == 0 && ring[old] == end; */
    //@ ghost After:;
    link_insert(end, link);
    //@ for system: assert kept: RingKept{Pre,Here}(end, link) && RingRest{Pre,Here}(end, link);
    //@ for system: assert cells: \forall integer q; ReplyAt(q) ==> CellSame{After,Here}(q);
    /*@ for system: assert only: \forall integer x; 0 <= x < PHYS_CELLS && kind[x] != KIND_REPLY &&
            kind[x] != KIND_STACK_LINK ==> CellSame{Pre,Here}(x) && ring[x] == \at(ring[x], Pre); */
    //@ for system: assert held: \forall integer q; ReplyAt(q) ==> ReplyTcb(q) == \at(ReplyTcb(q), Pre);
    //@ for system: assert oldest: old != end ==> ReplyContext(old - REPLY_LINK) == 0 && ring[old] == end;
    //@ ghost Then:;
    context_set(r, context);
    //@ for system: assert others: \forall integer q; ReplyAt(q) && q != r ==> CellSame{Then,Here}(q);
    //@ for system: assert self: ReplyTcb(r) == \at(ReplyTcb(r), Then);
    //@ for system: assert same: \forall integer x; 0 <= x < PHYS_CELLS && x != r ==> CellSame{Then,Here}(x);
    //@ for system: assert rings: \forall integer x; IsLink(x) ==> CellSame{Then,Here}(x);
    //@ for system: assert kept: RingKept{Pre,Here}(end, link);
    //@ for system: assert single: \forall integer x; IsLink(x) && \at(RingSingle(x), Then) ==> RingSingle(x);
    //@ for system: assert rest: RingRest{Pre,Here}(end, link);
    /*@ for system: assert after: \forall integer x; 0 <= x < PHYS_CELLS && kind[x] != KIND_REPLY &&
            kind[x] != KIND_STACK_LINK ==> CellSame{Then,Here}(x) && ring[x] == \at(ring[x], Then); */
    //@ for system: assert first: old != end ==> CellSame{Then,Here}(old - REPLY_LINK);
    //@ for system: assert knows: old != end ==> ReplyContext(old - REPLY_LINK) == 0 && ring[old] == end;
}

/* The same: what it means for stacks. */
/*@ requires is:   IsReply(r) && IsSchedContext(context);
    assigns        phys[..], ring[..];

    behavior system:
      assumes       StacksWf && ContextHead(context) && ReplyAt(r) && !Stacked(r);
      ensures wf:   StacksWf;
      ensures held: \forall integer q; ReplyAt(q) ==> ReplyTcb(q) == \old(ReplyTcb(q));
      ensures rings: \forall integer q; ReplyAt(q) && q != r ==> (Stacked(q) <==> \old(Stacked(q)));
      ensures only: \forall integer x; 0 <= x < PHYS_CELLS && kind[x] != KIND_REPLY && kind[x] != KIND_STACK_LINK ==>
                    CellSame{Pre,Post}(x) && ring[x] == \old(ring[x]); */
static void stack_enter(ref_t r, ref_t context)
{
    //@ ghost ref_t old = LINK(context + 1)->next % REFS;
    //@ for system: assert replies: \forall integer q; ReplyAt(q) ==> ReplyStacked(q) && IsLink(q + REPLY_LINK);
    /*@ for system: assert contexts: \forall integer c; ContextHead(c) ==>
            ContextStack(c) && IsLink(c + SCHED_CONTEXT_LINK); */
    //@ for system: assert first: old == LINK(context + SCHED_CONTEXT_LINK)->next;
    //@ for system: assert single: StackLink(context + SCHED_CONTEXT_LINK) && RingSingle(r + REPLY_LINK);
    /*@ for system: assert own: \forall integer c; ContextHead(c) ==>
            ring[c + SCHED_CONTEXT_LINK] == c + SCHED_CONTEXT_LINK; */
    /*@ for system: assert knew: \forall integer q; ReplyAt(q) && ReplyContext(q) != 0 ==>
            ContextHead(ReplyContext(q)) && LINK(ReplyContext(q) + SCHED_CONTEXT_LINK)->next == q + REPLY_LINK; */
    /*@ for system: assert least: \forall integer q; ReplyAt(q) && q + REPLY_LINK != old ==> ReplyContext(q) != context; */
    ring_enter(r, context);
    /*@ for system: assert rings: \forall integer q; ReplyAt(q) && q != r ==>
            ring[q + REPLY_LINK] == \at(ring[q + REPLY_LINK], Pre); */
    /*@ for system: assert heads: \forall integer c; ContextHead(c) && c != context ==>
            LINK(c + SCHED_CONTEXT_LINK)->next == \at(LINK(c + SCHED_CONTEXT_LINK)->next, Pre); */
    /*@ for system: assert ends: \forall integer c; ContextHead(c) ==>
            ring[c + SCHED_CONTEXT_LINK] == c + SCHED_CONTEXT_LINK; */
    /*@ for system: assert waits: \forall integer q; ReplyAt(q) && q != r && q + REPLY_LINK != old ==>
            ReplyContext(q) == \at(ReplyContext(q), Pre); */
    /*@ for system: assert alone: \forall integer q; ReplyAt(q) && q != r && !Stacked(q) ==>
            \at(RingSingle(q + REPLY_LINK), Pre) && q != context && RingSingle(q + REPLY_LINK); */
    /*@ for system: assert theirs: \forall integer q, c; ReplyAt(q) && q != r && q + REPLY_LINK != old &&
            ReplyContext(q) == c && c != 0 ==> \at(ReplyContext(q), Pre) == c && c != context; */
    /*@ for system: assert before: \forall integer q, c; ReplyAt(q) && \at(ReplyContext(q), Pre) == c && c != 0 ==>
            FirstOf{Pre}(q, c); */
    /*@ for system: assert there: \forall integer q, c; ReplyAt(q) && q != r && q + REPLY_LINK != old &&
            ReplyContext(q) == c && c != 0 ==> FirstOf{Pre}(q, c); */
    /*@ for system: assert knows: \forall integer q, c; ReplyAt(q) && q != r && q + REPLY_LINK != old &&
            ReplyContext(q) == c && c != 0 ==>
            ContextHead(c) && c != context && LINK(c + SCHED_CONTEXT_LINK)->next == q + REPLY_LINK; */
    /*@ for system: assert others: \forall integer q; ReplyAt(q) && q != r && q + REPLY_LINK != old ==>
            ReplyStacked(q); */
    //@ for system: assert older: \forall integer q; ReplyAt(q) && q + REPLY_LINK == old ==> ReplyStacked(q);
    //@ for system: assert on: ring[r + REPLY_LINK] != r + REPLY_LINK && ReplyContext(r) == context;
    //@ for system: assert self: ReplyStacked(r);
    /*@ for system: assert nexts: \forall integer c; ContextHead(c) && c != context ==>
            NextSame{Pre,Here}(c + SCHED_CONTEXT_LINK); */
    /*@ for system: assert apart: \forall integer q, c; ContextHead(c) && c != context && ReplyAt(q) &&
            \at(LINK(c + SCHED_CONTEXT_LINK)->next, Pre) == q + REPLY_LINK ==> q != r && q + REPLY_LINK != old; */
    /*@ for system: assert lent: \forall integer c; ContextHead(c) && c != context ==>
            \forall integer q; ReplyAt(q) && q == \at(LINK(c + SCHED_CONTEXT_LINK)->next, Pre) - REPLY_LINK ==>
            ReplyContext(q) == \at(ReplyContext(q), Pre); */
    //@ for system: assert elsewhere: \forall integer c; ContextHead(c) && c != context ==> ContextStack(c);
    //@ for system: assert here: ContextStack(context);
}

/* The same: what it means. */
/*@ requires is:   IsReply(r) && IsSchedContext(context);
    assigns        phys[..], ring[..];

    behavior system:
      assumes       SystemWf && ContextHead(context) && ReplyAt(r) && !Stacked(r);
      assumes       ReplyTcb(r) != 0 && TCB(ReplyTcb(r))->state == THREAD_BLOCKED_REPLY;
      ensures wf:   SystemWf;
      ensures rest: ThreadsSame{Pre,Post}; */
static void stack(ref_t r, ref_t context)
{
    /*@ for system: assert rooms: \forall integer c; ContextHead(c) ==> ContextRoom(c, RefillMost(c)) && 0 <=
            RefillMost(c); */
    //@ for system: assert clocks: \forall integer c; ContextHead(c) ==> kind[c + 5] == KIND_TIME;
    //@ for system: assert was: \forall integer q; ReplyAt(q) ==> ReplyHolds(q);
    stack_enter(r, context);
    //@ for system: assert threads: ThreadsSame{Pre,Here};
    //@ for system: assert same: Same{Pre,Here}(KIND_STATE, KIND_BONDS);
    /*@ for system: assert pairs: \forall integer u; TcbAt(u) ==> CellSame{Pre,Here}(u + TCB_BONDS) &&
            CellSame{Pre,Here}(u + TCB_BONDS + 1); */
    /*@ for system: assert bound: \forall integer u; TcbAt(u) ==> ReplyOf(u) == \at(ReplyOf(u), Pre) &&
            BoundSame{Pre,Here}(u); */
    //@ for system: assert tcbs: \forall integer q; ReplyAt(q) ==> ReplyTcb(q) == \at(ReplyTcb(q), Pre);
    //@ for system: assert held: \forall integer u; TcbAt(u) ==> ThreadHeld(u);
    //@ for system: assert binds: \forall integer n; NotificationAt(n) ==> CellSame{Pre,Here}(n + 2);
    /*@ for system: assert notified: \forall integer n; NotificationAt(n) ==> NotificationTcb(n) ==
            \at(NotificationTcb(n), Pre) && NotificationContext(n) == \at(NotificationContext(n), Pre); */
    //@ for system: assert holds: \forall integer q; ReplyAt(q) ==> ReplyHolds(q);
    /*@ for system: assert kinds: Same{Pre,Here}(KIND_SCHED_CONTEXT, KIND_TIME) && Same{Pre,Here}(KIND_TCB_LINK,
            KIND_QUEUE); */
    //@ for system: assert slots: SlotsSame{Pre,Here} && ThreadRingsSame{Pre,Here};
    //@ for system: assert sched: SchedWf;
    //@ for system: assert time: Same{Pre,Here}(KIND_TIME, KIND_TIME);
    //@ for system: assert times: ContextsWf;
    //@ for system: assert runs: KernelOfRunning{Pre,Here};
    //@ for system: assert running: RunningWf;
    //@ for system: assert clock: \forall integer c; ContextHead(c) ==> CellSame{Pre,Here}(c + 5);
    //@ for system: assert yields: YieldsSame{Pre,Here};
    //@ for system: assert heads: Same{Pre,Here}(KIND_SCHED_CONTEXT, KIND_SCHED_CONTEXT);
    //@ for system: assert bonded: BondsSame{Pre,Here};
    //@ for system: assert bonds: BondsWf;
    //@ for system: assert most: MostSame{Pre,Here};
    //@ for system: assert turns: TurnsWf;
    //@ for system: assert tables: Same{Pre,Here}(KIND_LIST, KIND_POOLS);
    //@ for system: assert translates: TranslationWf;
    //@ for system: assert caps: CapsWf;
}

void reply_push(ref_t r, ref_t caller, ref_t callee, word_t donating)
{
    ref_t context = tcb_sched_context(caller);

    //@ for system: assert lent: context != 0 ==> ContextHead(context);
    hold(r, caller);
    if (!donating || context == 0 || tcb_sched_context(callee) != 0)
        return;
    stack(r, context);
    //@ for system: assert none: ContextOf(callee) == 0;
    sched_context_donate(context, callee);
}

/* What t lent comes back to it, unless it has another by now. */
/*@ requires wf:    KernelWf && IsSchedContext(context) && IsTcb(t);
    assigns         STATE;
    ensures  wf:    KernelWf;
    ensures  has:   context != 0 ==> ContextOf(t) != 0;
    ensures  back:  context != 0 && \old(ContextOf(t)) == 0 ==> ContextOf(t) == context;

    behavior nothing:
      assumes       context == 0 || ContextOf(t) != 0;
      assigns       \nothing;
    behavior system:
      assumes       SystemWf && Loose(t) && (context != 0 ==> ContextHead(context));
      ensures wf:   SystemWf;
      ensures free: Loose(t); */
static void give_back(ref_t context, ref_t t)
{
    if (context != 0 && tcb_sched_context(t) == 0)
        sched_context_donate(context, t);
}

/* The caller of r stops waiting and gets its context back, if r is next in turn: it is not left without one. */
/*@ requires wf:   KernelWf && IsReply(r);
    assigns        STATE;
    ensures  wf:   KernelWf;
    ensures  back: \old(ReplyContext(r)) != 0 ==> ContextOf(\old(ReplyTcb(r))) != 0;

    behavior system:
      assumes       SystemWf && ReplyAt(r) && ReplyTcb(r) != 0;
      assumes       TCB(ReplyTcb(r))->state == THREAD_BLOCKED_REPLY;
      ensures wf:   SystemWf;
      ensures free: Loose(\old(ReplyTcb(r))); */
static void pop(ref_t r)
{
    ref_t t = reply_tcb(r);
    ref_t context;

    //@ for system: assert held: TcbAt(t);
    context = unstack(r);
    //@ for system: assert waits: ReplyTcb(r) == t && TCB(t)->state == THREAD_BLOCKED_REPLY;
    let_go(r);
    give_back(context, t);
}

/*
 * t has its answer.  If the context that came back with it is used up, its
 * timeout handler hears of that at once, unless this was the handler's answer.
 */
/*@ requires wf: KernelWf && IsTcb(t);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes     SystemWf && Loose(t);
      ensures wf: SystemWf; */
static void go_on(ref_t t, word_t fault)
{
    ref_t context = tcb_sched_context(t);

    word_t tells = fault != FAULT_TIMEOUT && TCB(t)->state == THREAD_ACTIVE && context != 0 &&
                   !sched_context_takes_turns(context) && !sched_context_ready(context, arch_time_now());

    if (tells && fault_timeout(t))
        return;
    sched_wake(t);
}

void reply_send(ref_t r, ref_t from, word_t grant)
{
    ref_t t = reply_tcb(r);
    word_t fault;

    if (t == 0 || TCB(t)->state != THREAD_BLOCKED_REPLY)
        return;
    fault = TCB(t)->fault;
    pop(r);
    if (fault == 0) {
        message_transfer(from, t, 0, 0, grant);
        //@ for system: assert given: Loose(t);
        sched_state_set(t, THREAD_ACTIVE);
    } else {
        word_t goes_on = fault_reply(t, from);

        //@ for system: assert told: Loose(t);
        tcb_fault_end(t);
        //@ for system: assert ended: Loose(t);
        tcb_go_on(t);
        //@ for system: assert goes: Loose(t);
        sched_state_set(t, goes_on ? THREAD_ACTIVE : THREAD_INACTIVE);
    }
    go_on(t, fault);
}

void reply_drop_caller(ref_t r)
{
    //@ ghost ref_t t = REPLY(r)->tcb % REFS;
    //@ for system: assert held: TcbAt(t) && t == ReplyTcb(r);
    unstack(r);
    //@ for system: assert waits: ReplyTcb(r) == t && TCB(t)->state == THREAD_BLOCKED_REPLY;
    let_go(r);
}

void reply_finalise(ref_t r)
{
    ref_t t = reply_tcb(r);

    if (t == 0)
        return;
    if (TCB(t)->state == THREAD_BLOCKED_REPLY) {
        pop(r);
        tcb_fault_end(t);
    } else {
        ipc_cancel(t);
    }
}
