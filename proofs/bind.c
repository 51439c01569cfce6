/*
 * A thread is bound to a notification, or no more: what is believed of it
 * (spec/bind.acsl) follows from the invariant.
 */
#define SYSTEM_OPEN
#include "kernel/kernel.h"
#include "kernel/refill.h"
#include "spec/kept.acsl"
#include "spec/bind.acsl"

/*@ // Step: t may hear another notification, and is bound to the same otherwise; n may tell another thread.
    predicate Hears{K,L}(integer t) =
        \at(TCB(t)->sched_context, L) == \at(TCB(t)->sched_context, K) && \at(TCB(t)->reply, L) == \at(TCB(t)->reply, K) &&
        YieldTo{L}(t) == YieldTo{K}(t) &&
        (NotificationOf{L}(t) == NotificationOf{K}(t) ||
            (NotificationOf{L}(t) != 0 ==> NotificationAt{K}(NotificationOf{L}(t))));
    predicate Tells{K,L}(integer n) =
        NotificationContext{L}(n) == NotificationContext{K}(n) &&
        (NotificationTcb{L}(n) == NotificationTcb{K}(n) ||
            (NotificationTcb{L}(n) != 0 ==> TcbAt{K}(NotificationTcb{L}(n))));
    predicate HearsAll{K,L} = \forall integer t; TcbAt{K}(t) ==> Hears{K,L}(t);
    predicate TellsAll{K,L} = \forall integer n; NotificationAt{K}(n) ==> Tells{K,L}(n);

    lemma HearsBound{K,L}: \forall integer t; TypesSame{K,L} && ThreadBound{K}(t) && Hears{K,L}(t) &&
        (ContextOf{K}(t) != 0 ==> BoundContext{K,L}(ContextOf{K}(t))) ==> ThreadBound{L}(t);
    lemma HearsContext{K,L}: \forall integer c; TypesSame{K,L} && ContextBound{K}(c) && BoundContext{K,L}(c) &&
        YieldFrom{L}(c) == YieldFrom{K}(c) && HearsAll{K,L} ==> ContextBound{L}(c);
    lemma TellsBound{K,L}: \forall integer n; TypesSame{K,L} && NotificationBound{K}(n) && Tells{K,L}(n) ==>
        NotificationBound{L}(n);
    lemma HearsReplies{K,L}: HearsAll{K,L} ==> RepliesSame{K,L};
    lemma HearsContextOf{K,L}: \forall integer t; TcbAt{K}(t) && HearsAll{K,L} ==> ContextOf{L}(t) == ContextOf{K}(t);
    lemma HearsQueued{K,L}: ThreadsWf{K} && HearsAll{K,L} ==> QueuedBound{K,L};
    lemma HearsCandidate{K,L}: SchedWf{K} && HearsAll{K,L} ==> CandidateBound{K,L};

    // Step: only what threads hear and whom notifications tell is another.
    predicate Binds{K,L} = OnlyCells{K,L} && OnlyBonds{K,L} && BoundContexts{K,L} && HearsAll{K,L} && TellsAll{K,L};
    lemma BindsThreads{K,L}: \forall integer t; BondsWf{K} && Binds{K,L} && TcbAt{K}(t) ==> ThreadBound{L}(t);
    lemma BindsContexts{K,L}: \forall integer c; BondsWf{K} && ContextsWf{K} && Binds{K,L} && ContextHead{K}(c) ==>
        ContextBound{L}(c);
    lemma BindsNotifications{K,L}: \forall integer n; BondsWf{K} && Binds{K,L} && NotificationAt{K}(n) ==>
        NotificationBound{L}(n);
    lemma BindsBonds{K,L}: BondsWf{K} && ContextsWf{K} && Binds{K,L} ==> BondsWf{L};
    lemma BindsSystem{K,L}: SystemWf{K} && Binds{K,L} ==> SystemWf{L};
    lemma BindsSame{K,L}: \forall integer t; Binds{K,L} && TcbAt{K}(t) ==> ThreadSame{K,L}(t);
    lemma BindsAllSame{K,L}: Binds{K,L} ==> ThreadsSame{K,L}; */

/* Only what t hears, only whom n tells. */
/*@ lemma CellOnly{K,L}: \forall integer r; OnlyCell{K,L}(r) && \at(kind[r], K) == KIND_BONDS ==>
        OnlyCells{K,L} && OnlyBonds{K,L} && BoundContexts{K,L};
    lemma CellThread{K,L}: \forall integer r, t; OnlyCell{K,L}(r) && TcbAt{K}(t) && r != t + TCB_BONDS &&
        r != t + TCB_BONDS + 1 ==> Hears{K,L}(t);
    lemma CellEnds{K,L}: \forall integer n; BoundNotification{K,L}(n) ==> Tells{K,L}(n);
    lemma CellNotification{K,L}: \forall integer r, n; OnlyCell{K,L}(r) && NotificationAt{K}(n) && r != n + 2 ==>
        CellSame{K,L}(n + 2);
    lemma CellApart{L}: \forall integer t, n; TcbAt(t) && NotificationAt(n) ==>
        n + 2 != t + TCB_BONDS + 1 && n + 2 != t + TCB_BONDS;
    lemma CellOther{L}: \forall integer t, u; TcbAt(t) && TcbAt(u) && t != u ==>
        t + TCB_BONDS + 1 != u + TCB_BONDS && t + TCB_BONDS + 1 != u + TCB_BONDS + 1;
    lemma OnlyHearsFirst{K,L}: \forall integer t; TcbAt{K}(t) && OnlyHears{K,L}(t) &&
        (NotificationOf{L}(t) != 0 ==> NotificationAt{K}(NotificationOf{L}(t))) ==> Hears{K,L}(t);
    lemma OnlyHearsOther{K,L}: \forall integer t, u; TcbAt{K}(t) && TcbAt{K}(u) && u != t && OnlyHears{K,L}(t) ==>
        Hears{K,L}(u);
    lemma OnlyHearsTells{K,L}: \forall integer t, n; TcbAt{K}(t) && NotificationAt{K}(n) && OnlyHears{K,L}(t) ==>
        Tells{K,L}(n);
    lemma OnlyHearsCells{K,L}: \forall integer t; TcbAt{K}(t) && OnlyHears{K,L}(t) ==>
        OnlyCells{K,L} && OnlyBonds{K,L} && BoundContexts{K,L};
    lemma OnlyHearsBinds{K,L}: \forall integer t; TcbAt{K}(t) && OnlyHears{K,L}(t) && Hears{K,L}(t) ==> Binds{K,L};
    lemma OnlyTellsFirst{K,L}: \forall integer n; NotificationAt{K}(n) && OnlyTells{K,L}(n) &&
        (NotificationTcb{L}(n) != 0 ==> TcbAt{K}(NotificationTcb{L}(n))) ==> Tells{K,L}(n);
    lemma OnlyTellsOther{K,L}: \forall integer n, m; NotificationAt{K}(n) && NotificationAt{K}(m) && m != n &&
        OnlyTells{K,L}(n) ==> Tells{K,L}(m);
    lemma OnlyTellsHears{K,L}: \forall integer n, t; NotificationAt{K}(n) && TcbAt{K}(t) && OnlyTells{K,L}(n) ==>
        Hears{K,L}(t);
    lemma OnlyTellsCells{K,L}: \forall integer n; NotificationAt{K}(n) && OnlyTells{K,L}(n) ==>
        OnlyCells{K,L} && OnlyBonds{K,L} && BoundContexts{K,L};
    lemma OnlyTellsBinds{K,L}: \forall integer n; NotificationAt{K}(n) && OnlyTells{K,L}(n) && Tells{K,L}(n) ==>
        Binds{K,L};
    lemma BindThread{K,L}: \forall integer t; BIND_THREAD;
    lemma BindNotification{K,L}: \forall integer n; BIND_NOTIFICATION; */

/* Whoever hears of a signal is a thread. */
/*@ requires wf:  SystemWf && NotificationAt(n) && NotificationTcb(n) != 0;
    assigns       \nothing;
    ensures  tcb: TcbAt(NotificationTcb(n)); */
void theorem_a_thread_hears(ref_t n) {}
