/*
 * What all other proofs believe of new objects (spec/fresh.acsl) follows from
 * the invariant.  First: an object that was one still is, and whatever is one
 * now either was, or is new and empty.
 */
#define SYSTEM_OPEN
#define FRESH_OPEN
#include "kernel/kernel.h"
#include "kernel/refill.h"
#include "kernel/result.h"
#include "spec/fresh.acsl"

/* Old objects are still there, cell by cell. */
/*@ lemma FreshKept{K,L}: \forall integer a, b, r; Grown{K,L}(a, b) && \at(kind[r], K) != KIND_FREE ==>
        !(a <= r < b) && \at(kind[r], L) == \at(kind[r], K) && \at(ring[r], L) == \at(ring[r], K);
    lemma FreshCell{K,L}: \forall integer a, b, r; Grown{K,L}(a, b) && 0 <= r < PHYS_CELLS &&
        \at(kind[r], K) != KIND_FREE ==> CellSame{K,L}(r);
    lemma FreshSlot{K,L}: \forall integer a, b, s; FRESH_SLOT;
    lemma FreshSlotCells{K,L}: \forall integer a, b, s; Grown{K,L}(a, b) && SlotAt{K}(s) ==>
        CellSame{K,L}(s) && CellSame{K,L}(s + SLOT_LINK);
    lemma FreshTcb{K,L}: \forall integer a, b, t; Grown{K,L}(a, b) && TcbAt{K}(t) ==> TcbAt{L}(t);
    lemma FreshTcbCells{K,L}: \forall integer a, b, t; Grown{K,L}(a, b) && TcbAt{K}(t) ==>
        CellSame{K,L}(t + TCB_STATE) && CellSame{K,L}(t + TCB_STATE + 1) && CellSame{K,L}(t + TCB_BONDS) &&
        CellSame{K,L}(t + TCB_BONDS + 1) && CellSame{K,L}(t + TCB_LINK);
    lemma FreshReply{K,L}: \forall integer a, b, r; Grown{K,L}(a, b) && ReplyAt{K}(r) ==>
        ReplyAt{L}(r) && CellSame{K,L}(r) && CellSame{K,L}(r + REPLY_LINK);
    lemma FreshEndpoint{K,L}: \forall integer a, b, e; Grown{K,L}(a, b) && EndpointAt{K}(e) ==> EndpointAt{L}(e);
    lemma FreshNotification{K,L}: \forall integer a, b, n; Grown{K,L}(a, b) && NotificationAt{K}(n) ==>
        NotificationAt{L}(n) && CellSame{K,L}(n + 2);
    lemma FreshHead{K,L}: \forall integer a, b, c; Grown{K,L}(a, b) && ContextHead{K}(c) ==>
        ContextHead{L}(c) && CellSame{K,L}(c);
    lemma FreshRoom{K,L}: \forall integer a, b, c, n; Grown{K,L}(a, b) && ContextRoom{K}(c, n) ==> ContextRoom{L}(c, n); */

/* Whatever is an object now was one, or is new. */
/*@ lemma FreshWasTcb{K,L}: \forall integer a, b, t; Grown{K,L}(a, b) && TypesWf{K} && TcbAt{L}(t) && !(a <= t < b) ==> TcbAt{K}(t);
    lemma FreshWasSlot{K,L}: \forall integer a, b, s; Grown{K,L}(a, b) && TypesWf{K} && SlotAt{L}(s) && !(a <= s < b) ==> SlotAt{K}(s);
    lemma FreshWasReply{K,L}: \forall integer a, b, r; Grown{K,L}(a, b) && TypesWf{K} && ReplyAt{L}(r) && !(a <= r < b) ==>
        ReplyAt{K}(r);
    lemma FreshWasNotification{K,L}: \forall integer a, b, n; Grown{K,L}(a, b) && TypesWf{K} && NotificationAt{L}(n) &&
        !(a <= n < b) ==> NotificationAt{K}(n);
    lemma FreshWasHead{K,L}: \forall integer a, b, c; Grown{K,L}(a, b) && TypesWf{K} && ContextHead{L}(c) && !(a <= c < b) ==>
        ContextHead{K}(c); */

/* Queues. */
/*@ lemma FreshMembers{K,L}: \forall integer a, b; MembersWf{K} && Grown{K,L}(a, b) && RingWf{L} && Fresh{L}(a, b) ==> MembersWf{L};
    lemma FreshEnds{K,L}: \forall integer a, b; KernelEnds{K} && Grown{K,L}(a, b) && KernelOfQueues{K,L} ==> KernelEnds{L};
    lemma CellsThread{K,L}: \forall integer t; CellSame{K,L}(t + TCB_STATE) && CellSame{K,L}(t + TCB_STATE + 1) &&
        CellSame{K,L}(t + TCB_BONDS) && CellSame{K,L}(t + TCB_BONDS + 1) ==> ThreadSame{K,L}(t);
    lemma FreshSame{K,L}: \forall integer a, b, t; TcbAt{K}(t) && Grown{K,L}(a, b) ==> ThreadSame{K,L}(t);
    lemma FreshHome{K,L}: \forall integer a, b, t; TcbAt{K}(t) && Grown{K,L}(a, b) && KernelOfQueues{K,L} ==>
        Home{L}(t) == Home{K}(t) && ThreadSame{K,L}(t) && \at(ring[t + TCB_LINK], L) == \at(ring[t + TCB_LINK], K);
    lemma FreshWait{K,L}: \forall integer a, b, e; WaitEnd{K}(e) && Grown{K,L}(a, b) ==> WaitEnd{L}(e);
    lemma FreshSingle{K,L}: \forall integer a, b, r; IsLink{K}(r) && RingSingle{K}(r) && Grown{K,L}(a, b) ==> RingSingle{L}(r);
    lemma FreshThread{K,L}: \forall integer a, b, t; TcbAt{K}(t) && ThreadWf{K}(t) && Grown{K,L}(a, b) && KernelOfQueues{K,L} ==>
        ThreadWf{L}(t);
    lemma FreshIn{L}: \forall integer a, b, r; Fresh(a, b) && a <= r < b ==> CellFresh(r);
    lemma FreshZero{L}: \forall integer r; CellFresh(r) && (KIND_LIST <= kind[r] <= KIND_TIME || kind[r] == KIND_SLOT) ==>
        LINK(r)->prev == 0 && LINK(r)->next == 0;
    lemma FreshState{L}: \forall integer a, b, t; Fresh(a, b) && TcbAt(t) && a <= t && t + TCB_CELLS <= b ==>
        LINK(t + TCB_STATE)->prev == 0 && LINK(t + TCB_STATE)->next == 0;
    lemma FreshBonds{L}: \forall integer a, b, t; Fresh(a, b) && TcbAt(t) && a <= t && t + TCB_CELLS <= b ==>
        LINK(t + TCB_BONDS)->prev == 0 && LINK(t + TCB_BONDS)->next == 0 &&
        LINK(t + TCB_BONDS + 1)->prev == 0 && LINK(t + TCB_BONDS + 1)->next == 0;
    lemma FreshLinkCell{L}: \forall integer a, b, t; Fresh(a, b) && TcbAt(t) && a <= t && t + TCB_CELLS <= b ==> CellFresh(t + TCB_LINK);
    lemma FreshLinkRing{L}: \forall integer r; CellFresh(r) && kind[r] == KIND_TCB_LINK ==> RingSingle(r) && ring[r] == r;
    lemma FreshLink{L}: \forall integer a, b, t; Fresh(a, b) && TcbAt(t) && a <= t && t + TCB_CELLS <= b ==> Apart(t);
    lemma FreshThreadNew{L}: \forall integer a, b, t; Fresh(a, b) && TcbAt(t) && a <= t && t + TCB_CELLS <= b ==> ThreadWf(t);
    lemma FreshEnd{K,L}: \forall integer a, b, e; KernelEnds{K} && Grown{K,L}(a, b) &&
        \at(kernel.ready, K) <= e < \at(kernel.ready, K) + PRIORITIES ==> CellSame{K,L}(e);
    lemma FreshWord{K,L}: \forall integer i; KernelOfQueues{K,L} && 0 <= i < PRIORITIES ==>
        \at(kernel.ready_bits[i / 64], L) == \at(kernel.ready_bits[i / 64], K);
    lemma FreshBit{K,L}: \forall integer i; KernelOfQueues{K,L} && 0 <= i < PRIORITIES ==>
        (Marked{L}(i) <==> Marked{K}(i));
    predicate MarkTells{L}(integer e) = MarkAt(e) <==> LINK(e)->next != e;
    lemma FreshMark{K,L}: \forall integer e; KernelOfQueues{K,L} && CellSame{K,L}(e) &&
        \at(kernel.ready, K) <= e < \at(kernel.ready, K) + PRIORITIES && MarkTells{K}(e) ==> MarkTells{L}(e);
    lemma FreshMarkWas{L}: \forall integer e; KernelEnds && MarksWf && kernel.ready <= e < kernel.ready + PRIORITIES ==> MarkTells(e);
    lemma FreshMarkIs{K,L}: \forall integer a, b, e; KernelEnds{K} && MarksWf{K} && Grown{K,L}(a, b) && KernelOfQueues{K,L} &&
        \at(kernel.ready, K) <= e < \at(kernel.ready, K) + PRIORITIES ==> MarkTells{L}(e);
    lemma FreshMarks{K,L}: \forall integer a, b; KernelEnds{K} && MarksWf{K} && Grown{K,L}(a, b) && KernelOfQueues{K,L} ==> MarksWf{L}; */

/* Time. */
/*@ lemma FreshTime{K,L}: \forall integer a, b, c, r; Grown{K,L}(a, b) && ContextAt{K}(c) &&
        c + SCHED_CONTEXT_LINK < r < c + SCHED_CONTEXT_CELLS + RefillMost{K}(c) ==> CellSame{K,L}(r);
    lemma FreshWordCells{K,L}: \forall integer a, b, c; Grown{K,L}(a, b) && ContextAt{K}(c) && 0 <= RefillMost{K}(c) ==>
        CellSame{K,L}(c + 2) && CellSame{K,L}(c + 4) && CellSame{K,L}(c + 5);
    lemma FreshBudget{K,L}: \forall integer c; CellSame{K,L}(c + 2) ==>
        \at(SCHED_CONTEXT(c)->budget, L) == \at(SCHED_CONTEXT(c)->budget, K);
    lemma FreshMost{K,L}: \forall integer c; CellSame{K,L}(c + 4) ==> RefillMost{L}(c) == RefillMost{K}(c);
    lemma FreshRing{K,L}: \forall integer c; CellSame{K,L}(c + 5) ==> YieldFrom{L}(c) == YieldFrom{K}(c) &&
        RefillFirst{L}(c) == RefillFirst{K}(c) && RefillCount{L}(c) == RefillCount{K}(c);
    lemma FreshWords{K,L}: \forall integer a, b, c; Grown{K,L}(a, b) && ContextAt{K}(c) && 0 <= RefillMost{K}(c) ==>
        RefillMost{L}(c) == RefillMost{K}(c) && YieldFrom{L}(c) == YieldFrom{K}(c) &&
        RefillFirst{L}(c) == RefillFirst{K}(c) && RefillCount{L}(c) == RefillCount{K}(c) &&
        \at(SCHED_CONTEXT(c)->budget, L) == \at(SCHED_CONTEXT(c)->budget, K);
    lemma FreshPlace: \forall integer c, m, j; 0 <= j < 2 * m ==>
        c + SCHED_CONTEXT_CELLS <= RefillAt(c, m, j) < c + SCHED_CONTEXT_CELLS + m;
    lemma FreshAmountCell{K,L}: \forall integer a, b, c, m, j, r; Grown{K,L}(a, b) && ContextAt{K}(c) && 0 <= j < 2 * m &&
        m == RefillMost{K}(c) && r == RefillAt(c, m, j) ==> CellSame{K,L}(r);
    lemma FreshAmountWord{K,L}: \forall integer r; CellSame{K,L}(r) ==> \at(REFILL(r)->amount, L) == \at(REFILL(r)->amount, K);
    lemma FreshAmount{K,L}: \forall integer a, b, c, m, j; Grown{K,L}(a, b) && ContextAt{K}(c) && 0 <= j < 2 * m && m == RefillMost{K}(c) ==>
        \at(REFILL(RefillAt(c, m, j))->amount, L) == \at(REFILL(RefillAt(c, m, j))->amount, K);
    lemma FreshPieces{K,L}: \forall integer n, a, b, c, m, i; Grown{K,L}(a, b) && ContextAt{K}(c) && 0 <= i < m && 0 <= n <= m &&
        m == RefillMost{K}(c) ==> RefillSum{L}(c, m, i, n) == RefillSum{K}(c, m, i, n);
    lemma FreshRefills{K,L}: \forall integer a, b, c; Grown{K,L}(a, b) && ContextAt{K}(c) && RefillsWf{K}(c) ==> RefillsWf{L}(c);
    lemma FreshContextAt{K,L}: \forall integer a, b, c; Grown{K,L}(a, b) && ContextAt{K}(c) && 0 <= RefillMost{K}(c) ==>
        ContextAt{L}(c) && RefillMost{L}(c) == RefillMost{K}(c);
    lemma FreshMostNatural{L}: \forall integer c; 0 <= RefillMost(c);
    lemma FreshContext{K,L}: \forall integer a, b, c; Grown{K,L}(a, b) && ContextWf{K}(c) ==> ContextWf{L}(c);
    lemma FreshHeadAmount{K,L}: \forall integer a, b, c; Grown{K,L}(a, b) && ContextAt{K}(c) && RefillsWf{K}(c) ==>
        RefillAmount{L}(c, 0) == RefillAmount{K}(c, 0);
    lemma FreshUnconfigured{L}: \forall integer a, b, c; Fresh(a, b) && ContextRoom(c, 0) && a <= c && c + SCHED_CONTEXT_CELLS <= b ==>
        LINK(c + 4)->next == 0 && LINK(c + 5)->next == 0;
    lemma FreshNoRefills{L}: \forall integer c; LINK(c + 4)->next == 0 && LINK(c + 5)->next == 0 ==>
        RefillMost(c) == 0 && YieldFrom(c) == 0;
    lemma FreshContextNew{L}: \forall integer a, b, c; Fresh(a, b) && TypesWf && ContextHead(c) && a <= c && c + SCHED_CONTEXT_CELLS <= b ==>
        ContextWf(c);
    lemma FreshRunning{K,L}: \forall integer a, b; RunningWf{K} && ContextsWf{K} && Grown{K,L}(a, b) && KernelOfRunning{K,L} ==> RunningWf{L}; */

/* All threads, all contexts. */
/*@ lemma FreshThreads{K,L}: \forall integer a, b; ThreadsWf{K} && Grown{K,L}(a, b) && TypesWf{K} && KernelOfQueues{K,L} &&
        Fresh{L}(a, b) && End{L}(a, b) ==> ThreadsWf{L};
    lemma FreshAnyContext{K,L}: \forall integer a, b, c; ContextsWf{K} && Grown{K,L}(a, b) && TypesWf{K} && TypesWf{L} &&
        Fresh{L}(a, b) && End{L}(a, b) && ContextHead{L}(c) ==> ContextWf{L}(c);
    lemma FreshContexts{K,L}: \forall integer a, b; ContextsWf{K} && Grown{K,L}(a, b) && TypesWf{K} && TypesWf{L} &&
        Fresh{L}(a, b) && End{L}(a, b) ==> ContextsWf{L};
    lemma FreshQueues{K,L}: \forall integer a, b; QueuesWf{K} && Grown{K,L}(a, b) && TypesWf{K} && KernelOfQueues{K,L} &&
        Fresh{L}(a, b) && End{L}(a, b) && RingWf{L} ==> QueuesWf{L};
    lemma FreshSched{K,L}: \forall integer a, b; SchedWf{K} && Grown{K,L}(a, b) && TypesWf{K} && KernelOfSystem{K,L} &&
        Fresh{L}(a, b) && End{L}(a, b) && RingWf{L} ==> SchedWf{L}; */

/* Bonds. */
/*@ lemma FreshBondCell{K,L}: \forall integer t; CellSame{K,L}(t + TCB_BONDS) ==>
        ReplyOf{L}(t) == ReplyOf{K}(t) && ContextOf{L}(t) == ContextOf{K}(t);
    lemma FreshYieldCell{K,L}: \forall integer t; CellSame{K,L}(t + TCB_BONDS + 1) ==>
        NotificationOf{L}(t) == NotificationOf{K}(t) && YieldTo{L}(t) == YieldTo{K}(t);
    lemma FreshBound{K,L}: \forall integer a, b, t; TcbAt{K}(t) && Grown{K,L}(a, b) ==>
        ContextOf{L}(t) == ContextOf{K}(t) && NotificationOf{L}(t) == NotificationOf{K}(t) &&
        YieldTo{L}(t) == YieldTo{K}(t) && ReplyOf{L}(t) == ReplyOf{K}(t);
    lemma FreshContextEnds{K,L}: \forall integer a, b, c; ContextHead{K}(c) && Grown{K,L}(a, b) ==>
        ContextTcb{L}(c) == ContextTcb{K}(c) && ContextNotification{L}(c) == ContextNotification{K}(c);
    lemma FreshTellsCell{K,L}: \forall integer n; CellSame{K,L}(n + 2) ==>
        NotificationTcb{L}(n) == NotificationTcb{K}(n) && NotificationContext{L}(n) == NotificationContext{K}(n);
    lemma FreshNotificationEnds{K,L}: \forall integer a, b, n; NotificationAt{K}(n) && Grown{K,L}(a, b) ==>
        NotificationTcb{L}(n) == NotificationTcb{K}(n) && NotificationContext{L}(n) == NotificationContext{K}(n);
    lemma FreshThreadBound{K,L}: \forall integer a, b, t; TcbAt{K}(t) && ThreadBound{K}(t) && Grown{K,L}(a, b) ==> ThreadBound{L}(t);
    lemma FreshContextBound{K,L}: \forall integer a, b, c; ContextHead{K}(c) && ContextWf{K}(c) && ContextBound{K}(c) &&
        Grown{K,L}(a, b) ==> ContextBound{L}(c);
    lemma FreshNotificationBound{K,L}: \forall integer a, b, n; NotificationAt{K}(n) && NotificationBound{K}(n) && Grown{K,L}(a, b) ==>
        NotificationBound{L}(n);
    lemma FreshUnbound{L}: \forall integer a, b, t; Fresh(a, b) && TcbAt(t) && a <= t && t + TCB_CELLS <= b ==>
        ContextOf(t) == 0 && NotificationOf(t) == 0 && YieldTo(t) == 0 && ReplyOf(t) == 0;
    lemma FreshThreadNone{L}: \forall integer a, b, t; Fresh(a, b) && TcbAt(t) && a <= t && t + TCB_CELLS <= b ==> ThreadBound(t);
    lemma FreshContextZero{L}: \forall integer a, b, c; Fresh(a, b) && ContextHead(c) && a <= c < b ==>
        ContextTcb(c) == 0 && ContextNotification(c) == 0;
    lemma FreshContextNone{L}: \forall integer a, b, c; Fresh(a, b) && TypesWf && ContextHead(c) && a <= c && c + SCHED_CONTEXT_CELLS <= b ==>
        ContextBound(c);
    lemma FreshTellsZero{L}: \forall integer n; LINK(n + 2)->prev == 0 && LINK(n + 2)->next == 0 ==>
        NotificationTcb(n) == 0 && NotificationContext(n) == 0;
    lemma FreshNotificationZero{L}: \forall integer a, b, n; Fresh(a, b) && NotificationAt(n) && a <= n && n + 2 < b ==>
        LINK(n + 2)->prev == 0 && LINK(n + 2)->next == 0;
    lemma FreshNotificationNone{L}: \forall integer a, b, n; Fresh(a, b) && NotificationAt(n) && a <= n && n + 2 < b ==>
        NotificationBound(n);
    lemma FreshAllThreads{K,L}: \forall integer a, b, t; BondsWf{K} && Grown{K,L}(a, b) && TypesWf{K} &&
        Fresh{L}(a, b) && End{L}(a, b) && TcbAt{L}(t) ==> ThreadBound{L}(t);
    lemma FreshAllContexts{K,L}: \forall integer a, b, c; BondsWf{K} && ContextsWf{K} && Grown{K,L}(a, b) && TypesWf{K} && TypesWf{L} &&
        Fresh{L}(a, b) && End{L}(a, b) && ContextHead{L}(c) ==> ContextBound{L}(c);
    lemma FreshAllNotifications{K,L}: \forall integer a, b, n; BondsWf{K} && Grown{K,L}(a, b) && TypesWf{K} &&
        Fresh{L}(a, b) && End{L}(a, b) && NotificationAt{L}(n) ==> NotificationBound{L}(n);
    lemma FreshBondsWf{K,L}: \forall integer a, b; BondsWf{K} && ContextsWf{K} && Grown{K,L}(a, b) && TypesWf{K} && TypesWf{L} &&
        Fresh{L}(a, b) && End{L}(a, b) ==> BondsWf{L}; */

/* Turns. */
/*@ lemma FreshTurn{K,L}: \forall integer a, b, t; TcbAt{K}(t) && TurnWf{K}(t) && ThreadBound{K}(t) && ContextsWf{K} && Grown{K,L}(a, b) &&
        KernelOfSystem{K,L} ==> TurnWf{L}(t);
    lemma FreshTurnNone{L}: \forall integer a, b, t; Fresh(a, b) && TcbAt(t) && a <= t && t + TCB_CELLS <= b && t != kernel.candidate ==>
        TurnWf(t);
    lemma FreshTurns{K,L}: \forall integer a, b; TurnsWf{K} && BondsWf{K} && ContextsWf{K} && SchedWf{K} && Grown{K,L}(a, b) && TypesWf{K} &&
        KernelOfSystem{K,L} && Fresh{L}(a, b) && End{L}(a, b) ==> TurnsWf{L}; */

/* Replies. */
/*@ lemma FreshHolder{K,L}: \forall integer a, b, t, r; Grown{K,L}(a, b) && ReplyAt{K}(r) && ReplyTcb{K}(r) == t ==>
        ReplyAt{L}(r) && ReplyTcb{L}(r) == t;
    lemma FreshHeld{K,L}: \forall integer a, b, t; TcbAt{K}(t) && ThreadHeld{K}(t) && Grown{K,L}(a, b) ==> ThreadHeld{L}(t);
    lemma FreshReplyEnds{K,L}: \forall integer a, b, r; ReplyAt{K}(r) && Grown{K,L}(a, b) ==>
        ReplyTcb{L}(r) == ReplyTcb{K}(r) && ReplyContext{L}(r) == ReplyContext{K}(r) && (Stacked{L}(r) <==> Stacked{K}(r));
    lemma FreshHolds{K,L}: \forall integer a, b, r; ReplyAt{K}(r) && ReplyHolds{K}(r) && Grown{K,L}(a, b) ==> ReplyHolds{L}(r);
    lemma FreshInactive{L}: \forall integer t; LINK(t + TCB_STATE)->prev == 0 && LINK(t + TCB_STATE)->next == 0 ==>
        TCB(t)->state == THREAD_INACTIVE;
    lemma FreshHeldNone{L}: \forall integer a, b, t; Fresh(a, b) && TcbAt(t) && a <= t && t + TCB_CELLS <= b ==> ThreadHeld(t);
    lemma FreshReplyNone{L}: \forall integer a, b, r; Fresh(a, b) && ReplyAt(r) && a <= r && r + REPLY_LINK < b ==>
        ReplyTcb(r) == 0 && ReplyContext(r) == 0 && !Stacked(r) && RingSingle(r + REPLY_LINK);
    lemma FreshAllHeld{K,L}: \forall integer a, b, t; HoldsWf{K} && Grown{K,L}(a, b) && TypesWf{K} && Fresh{L}(a, b) && End{L}(a, b) &&
        TcbAt{L}(t) ==> ThreadHeld{L}(t);
    lemma FreshAllReplies{K,L}: \forall integer a, b, r; HoldsWf{K} && Grown{K,L}(a, b) && TypesWf{K} && Fresh{L}(a, b) && End{L}(a, b) &&
        ReplyAt{L}(r) ==> ReplyHolds{L}(r);
    lemma FreshHoldsWf{K,L}: \forall integer a, b; HoldsWf{K} && Grown{K,L}(a, b) && TypesWf{K} && Fresh{L}(a, b) && End{L}(a, b) ==> HoldsWf{L};
    lemma FreshStackCell{K,L}: \forall integer a, b, c; ContextHead{K}(c) && ContextStack{K}(c) && Grown{K,L}(a, b) ==>
        \at(LINK(c + SCHED_CONTEXT_LINK)->next, L) == \at(LINK(c + SCHED_CONTEXT_LINK)->next, K) && \at(kind[c + SCHED_CONTEXT_LINK], L) == KIND_STACK_LINK &&
        \at(ring[c + SCHED_CONTEXT_LINK], L) == c + SCHED_CONTEXT_LINK;
    lemma FreshReplyRing{K,L}: \forall integer a, b, r; ReplyAt{K}(r) && RingSingle{K}(r + REPLY_LINK) && Grown{K,L}(a, b) ==>
        RingSingle{L}(r + REPLY_LINK);
    lemma FreshNewest{K,L}: \forall integer a, b, c, r; Grown{K,L}(a, b) && ReplyAt{K}(r) && ReplyContext{K}(r) == c ==>
        ReplyAt{L}(r) && ReplyContext{L}(r) == c;
    predicate TopKnows{L}(integer c, integer n) = n != c + SCHED_CONTEXT_LINK ==> ReplyAt(n - REPLY_LINK) && ReplyContext(n - REPLY_LINK) == c;
    predicate TopIs{L}(integer c, integer n) = kind[c + SCHED_CONTEXT_LINK] == KIND_STACK_LINK &&
        ring[c + SCHED_CONTEXT_LINK] == c + SCHED_CONTEXT_LINK && LINK(c + SCHED_CONTEXT_LINK)->next == n;
    lemma FreshTopKnows{K,L}: \forall integer a, b, c, n; TopKnows{K}(c, n) && Grown{K,L}(a, b) ==> TopKnows{L}(c, n);
    lemma FreshTopIs{K,L}: \forall integer a, b, c, n; ContextHead{K}(c) && ContextStack{K}(c) && Grown{K,L}(a, b) && TopIs{K}(c, n) ==>
        TopIs{L}(c, n);
    lemma FreshTopOf{L}: \forall integer c; ContextStack(c) ==> TopIs(c, LINK(c + SCHED_CONTEXT_LINK)->next) &&
        TopKnows(c, LINK(c + SCHED_CONTEXT_LINK)->next);
    lemma FreshTopStack{L}: \forall integer c, n; TopIs(c, n) && TopKnows(c, n) ==> ContextStack(c);
    lemma FreshStack{K,L}: \forall integer a, b, c; ContextHead{K}(c) && ContextStack{K}(c) && Grown{K,L}(a, b) ==> ContextStack{L}(c);
    predicate Unstacked{L}(integer r) = !Stacked(r) ==> RingSingle(r + REPLY_LINK) && ReplyContext(r) == 0;
    predicate Lends{L}(integer c, integer r) = c != 0 ==>
        ContextHead(c) && LINK(c + SCHED_CONTEXT_LINK)->next == r + REPLY_LINK;
    lemma FreshUnstacked{K,L}: \forall integer a, b, r; ReplyAt{K}(r) && Unstacked{K}(r) && Grown{K,L}(a, b) ==> Unstacked{L}(r);
    lemma FreshLends{K,L}: \forall integer a, b, c, r; Lends{K}(c, r) && (c != 0 ==> ContextStack{K}(c)) && Grown{K,L}(a, b) ==>
        Lends{L}(c, r);
    lemma FreshStackedIs{L}: \forall integer r, c; ReplyContext(r) == c && Unstacked(r) && Lends(c, r) ==> ReplyStacked(r);
    lemma FreshStackedWas{L}: \forall integer r, c; ReplyContext(r) == c && ReplyStacked(r) ==> Unstacked(r) && Lends(c, r);
    lemma FreshStacked{K,L}: \forall integer a, b, r; ReplyAt{K}(r) && ReplyStacked{K}(r) && Grown{K,L}(a, b) &&
        (ReplyContext{K}(r) != 0 ==> ContextStack{K}(ReplyContext{K}(r))) ==> ReplyStacked{L}(r);
    lemma FreshStackNone{L}: \forall integer a, b, c; Fresh(a, b) && TypesWf && ContextHead(c) && a <= c && c + SCHED_CONTEXT_CELLS <= b ==>
        ContextStack(c);
    lemma FreshAllStacked{K,L}: \forall integer a, b, r; StacksWf{K} && Grown{K,L}(a, b) && TypesWf{K} && Fresh{L}(a, b) && End{L}(a, b) &&
        ReplyAt{L}(r) ==> ReplyStacked{L}(r);
    lemma FreshAllStacks{K,L}: \forall integer a, b, c; StacksWf{K} && Grown{K,L}(a, b) && TypesWf{K} && TypesWf{L} && Fresh{L}(a, b) &&
        End{L}(a, b) && ContextHead{L}(c) ==> ContextStack{L}(c);
    lemma FreshStacks{K,L}: \forall integer a, b; StacksWf{K} && Grown{K,L}(a, b) && TypesWf{K} && TypesWf{L} && RingWf{L} &&
        Fresh{L}(a, b) && End{L}(a, b) ==> StacksWf{L}; */

/* Capabilities. */
/*@ lemma FreshSlots{K,L}: \forall integer a, b, r, n; Grown{K,L}(a, b) && SlotsAt{K}(r, n) ==> SlotsAt{L}(r, n);
    lemma FreshUser{K,L}: \forall integer a, b, r, n; Grown{K,L}(a, b) && UserMemory{K}(r, n) ==> UserMemory{L}(r, n);
    lemma FreshTable{K,L}: \forall integer a, b, t; Grown{K,L}(a, b) && TableAt{K}(t) ==> TableAt{L}(t);
    lemma FreshPool{K,L}: \forall integer a, b, p; Grown{K,L}(a, b) && PoolAt{K}(p) ==> PoolAt{L}(p);
    lemma FreshCap{K,L}: \forall integer a, b, w; FRESH_CAP;
    lemma FreshEmpty{L}: \forall integer a, b, s; Fresh(a, b) && SlotAt(s) && a <= s && s + SLOT_CELLS <= b ==>
        SLOT(s)->cap0 == 0 && EmptyWf(s);
    lemma FreshOldSlot{K,L}: \forall integer a, b, s; SlotAt{K}(s) && CapAt{K}(\at(SLOT(s)->cap0, K)) && EmptyWf{K}(s) && Grown{K,L}(a, b) ==>
        CapAt{L}(\at(SLOT(s)->cap0, L)) && EmptyWf{L}(s);
    lemma FreshNull{L}: CapAt(0);
    lemma FreshAnySlot{K,L}: \forall integer a, b, s; CapsWf{K} && Grown{K,L}(a, b) && TypesWf{K} && Fresh{L}(a, b) && End{L}(a, b) &&
        SlotAt{L}(s) ==> CapAt{L}(\at(SLOT(s)->cap0, L)) && EmptyWf{L}(s);
    lemma FreshCaps{K,L}: \forall integer a, b; CapsWf{K} && Grown{K,L}(a, b) && TypesWf{K} && Fresh{L}(a, b) && End{L}(a, b) ==> CapsWf{L}; */

/* The type map. */
/*@ lemma FreshIsTcb{K,L}: \forall integer a, b, t; TypesWf{K} && Grown{K,L}(a, b) && Whole{L}(a, b) && 0 <= t < PHYS_CELLS &&
        \at(kind[t], L) == KIND_TCB ==> TcbAt{L}(t);
    lemma FreshIsSlot{K,L}: \forall integer a, b, s; TypesWf{K} && Grown{K,L}(a, b) && Whole{L}(a, b) && 0 <= s < PHYS_CELLS &&
        \at(kind[s], L) == KIND_SLOT ==> SlotAt{L}(s);
    lemma FreshIsReply{K,L}: \forall integer a, b, r; TypesWf{K} && Grown{K,L}(a, b) && Whole{L}(a, b) && 0 <= r < PHYS_CELLS &&
        \at(kind[r], L) == KIND_REPLY ==> ReplyAt{L}(r);
    lemma FreshIsNotification{K,L}: \forall integer a, b, n; TypesWf{K} && Grown{K,L}(a, b) && Whole{L}(a, b) && 0 <= n < PHYS_CELLS &&
        \at(kind[n], L) == KIND_NOTIFICATION ==> NotificationAt{L}(n);
    lemma FreshWasContext{K,L}: \forall integer a, b, c; Grown{K,L}(a, b) && ContextHead{K}(c) &&
        \at(kind[c + SCHED_CONTEXT_LINK], K) == KIND_STACK_LINK && ContextRoom{K}(c, 0) ==>
            ContextHead{L}(c) && \at(kind[c + SCHED_CONTEXT_LINK], L) == KIND_STACK_LINK && ContextRoom{L}(c, 0);
    lemma FreshIsContext{K,L}: \forall integer a, b, c; TypesWf{K} && Grown{K,L}(a, b) && Whole{L}(a, b) && 0 <= c < PHYS_CELLS &&
        \at(kind[c], L) == KIND_SCHED_CONTEXT ==>
            ContextHead{L}(c) && \at(kind[c + SCHED_CONTEXT_LINK], L) == KIND_STACK_LINK && ContextRoom{L}(c, 0);
    lemma FreshIsLink{K,L}: \forall integer a, b, l; TypesWf{K} && Grown{K,L}(a, b) && Whole{L}(a, b) && StackLink{L}(l) ==>
        ReplyAt{L}(l - REPLY_LINK) || ContextHead{L}(l - SCHED_CONTEXT_LINK);
    predicate WholeTcbs{L} = \forall integer t; 0 <= t < PHYS_CELLS && kind[t] == KIND_TCB ==> TcbAt(t);
    predicate WholeSlots{L} = \forall integer s; 0 <= s < PHYS_CELLS && kind[s] == KIND_SLOT ==> SlotAt(s);
    predicate WholeReplies{L} = \forall integer r; 0 <= r < PHYS_CELLS && kind[r] == KIND_REPLY ==> ReplyAt(r);
    predicate WholeNotifications{L} = \forall integer n; 0 <= n < PHYS_CELLS && kind[n] == KIND_NOTIFICATION ==> NotificationAt(n);
    predicate WholeContexts{L} = \forall integer c; 0 <= c < PHYS_CELLS && kind[c] == KIND_SCHED_CONTEXT ==>
        ContextHead(c) && kind[c + SCHED_CONTEXT_LINK] == KIND_STACK_LINK && ContextRoom(c, 0);
    lemma WholeTypes{L}: WholeTcbs && WholeSlots && WholeReplies && WholeNotifications && WholeContexts && StackTypes ==> TypesWf;
    lemma FreshWholeTcbs{K,L}: \forall integer a, b; TypesWf{K} && Grown{K,L}(a, b) && Whole{L}(a, b) ==> WholeTcbs{L};
    lemma FreshWholeSlots{K,L}: \forall integer a, b; TypesWf{K} && Grown{K,L}(a, b) && Whole{L}(a, b) ==> WholeSlots{L};
    lemma FreshWholeReplies{K,L}: \forall integer a, b; TypesWf{K} && Grown{K,L}(a, b) && Whole{L}(a, b) ==> WholeReplies{L};
    lemma FreshWholeNotifications{K,L}: \forall integer a, b; TypesWf{K} && Grown{K,L}(a, b) && Whole{L}(a, b) ==> WholeNotifications{L};
    lemma FreshWholeContexts{K,L}: \forall integer a, b; TypesWf{K} && Grown{K,L}(a, b) && Whole{L}(a, b) ==> WholeContexts{L};
    lemma FreshWholeStacks{K,L}: \forall integer a, b; TypesWf{K} && Grown{K,L}(a, b) && Whole{L}(a, b) ==> StackTypes{L};
    lemma FreshAllTypes{K,L}: \forall integer a, b; TypesWf{K} && Grown{K,L}(a, b) && Whole{L}(a, b) ==> TypesWf{L};
    lemma FreshTypes{K,L}: \forall integer a, b; FRESH_TYPES; */

/* The whole. */
/*@ lemma FreshSingles{L}: \forall integer a, b; Fresh(a, b) ==> Singles(a, b);
    lemma FreshRings{K,L}: \forall integer a, b; RingWf{K} && Grown{K,L}(a, b) && Fresh{L}(a, b) ==> RingWf{L};
    lemma FreshAppear{K,L}: \forall integer a, b; SystemWf{K} && TypesWf{K} && Grown{K,L}(a, b) && KernelOfSystem{K,L} &&
        Fresh{L}(a, b) && Whole{L}(a, b) && End{L}(a, b) ==> SystemWf{L};
    lemma FreshSystem{K,L}: \forall integer a, b; FRESH; */

/* The beginning. */
/*@ lemma BegunNobody{L}: \forall integer r; Begun ==> !TcbAt(r) && !ReplyAt(r) && !NotificationAt(r) && !ContextHead(r);
    lemma BegunSingle{L}: \forall integer r; Begun && IsLink(r) ==> RingSingle(r) && ring[r] == r;
    lemma BegunRings{L}: Begun ==> RingWf;
    lemma BegunMember{L}: \forall integer e; Begun && QueueEnd(e) ==> ring[e] == e;
    lemma BegunMembers{L}: Begun ==> MembersWf;
    lemma BegunMarks{L}: Begun ==> MarksWf;
    lemma BegunSlot{L}: \forall integer s; Begun && SlotAt(s) ==> SLOT(s)->cap0 == 0 && EmptyWf(s);
    lemma BegunCaps{L}: Begun ==> CapsWf;
    lemma BegunStacks{L}: Begun ==> StacksWf;
    lemma FreshBegun{L}: BEGUN; */

/* There is something to begin with: an object in which nothing is yet does not run, and nobody waits for it. */
/*@ requires wf:   SystemWf && TypesWf && Fresh(t, t + TCB_CELLS) && TcbAt(t);
    assigns        \nothing;
    ensures  none: !Runnable(t) && !Waits(t) && TCB(t)->queued == QUEUED_NOT; */
void theorem_a_new_thread_is_nowhere(ref_t t) {}
