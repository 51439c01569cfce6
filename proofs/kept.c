/*
 * The time of a context is written, or who runs on it, and who lends it: what
 * is believed of both (spec/kept.acsl, spec/bind.acsl) follows from the
 * invariant.
 */
#define SYSTEM_OPEN
#include "kernel/kernel.h"
#include "kernel/refill.h"
#include "spec/invariant.acsl"
#include "spec/marks.acsl"

/*@ lemma MarksFirsts{K,L}: KernelEnds{K} && MarksWf{K} && FirstsBut{K,L}(0) && KernelOfQueues{K,L} ==> MarksWf{L}; */

#include "spec/bind.acsl"
#include "spec/frames.acsl"
#include "spec/kept.acsl"

/* Types. */
/*@ lemma TypesTcb{K,L}: \forall integer t; TypesSame{K,L} ==> (TcbAt{L}(t) <==> TcbAt{K}(t));
    lemma TypesContext{K,L}: \forall integer c; TypesSame{K,L} ==> (ContextHead{L}(c) <==> ContextHead{K}(c));
    lemma TypesReply{K,L}: \forall integer r; TypesSame{K,L} ==> (ReplyAt{L}(r) <==> ReplyAt{K}(r));
    lemma TypesNotification{K,L}: \forall integer n;
        TypesSame{K,L} ==> (NotificationAt{L}(n) <==> NotificationAt{K}(n)); */

/* Words of a context. */
/*@ lemma ContextPlace: \forall integer c, m, j; 0 <= j < 2 * m ==>
        c + SCHED_CONTEXT_CELLS <= RefillAt(c, m, j) < c + SCHED_CONTEXT_CELLS + m;
    lemma ContextAmounts{K,L}: \forall integer d, m, j; AmountsSame{K,L}(d) && 0 <= j < 2 * m && m == RefillMost{K}(d) ==>
        \at(REFILL(RefillAt(d, m, j))->amount, L) == \at(REFILL(RefillAt(d, m, j))->amount, K);
    lemma ContextSum{K,L}: \forall integer n, d, m, i; AmountsSame{K,L}(d) && 0 <= i < m && 0 <= n <= m &&
        m == RefillMost{K}(d) ==> RefillSum{L}(d, m, i, n) == RefillSum{K}(d, m, i, n);
    lemma ContextFirst{K,L}: \forall integer d; RefillsFit{K}(d) && 0 < RefillCount{K}(d) && ContextSame{K,L}(d) ==>
        RefillAmount{L}(d, 0) == RefillAmount{K}(d, 0);
    lemma ContextTotal{K,L}: \forall integer d; RefillsFit{K}(d) && ContextSame{K,L}(d) ==>
        RefillTotal{L}(d) == RefillTotal{K}(d);
    lemma ContextRefills{K,L}: \forall integer d; RefillsWf{K}(d) && ContextSame{K,L}(d) ==> RefillsWf{L}(d);
    lemma ContextSame{K,L}: \forall integer d; CONTEXT_SAME;
    lemma ContextKept{K,L}: \forall integer d; CONTEXT_KEPT; */

/* Bonds. */
/*@ // Step: what is bound to a thread is the same; to a context; to a notification.
    predicate BoundThread{K,L}(integer t) =
        \at(TCB(t)->sched_context, L) == \at(TCB(t)->sched_context, K) &&
        \at(TCB(t)->notification, L) == \at(TCB(t)->notification, K) &&
        \at(TCB(t)->yield_to, L) == \at(TCB(t)->yield_to, K) && \at(TCB(t)->reply, L) == \at(TCB(t)->reply, K);
    predicate BoundContext{K,L}(integer c) =
        \at(SCHED_CONTEXT(c)->tcb, L) == \at(SCHED_CONTEXT(c)->tcb, K) &&
        \at(SCHED_CONTEXT(c)->notification, L) == \at(SCHED_CONTEXT(c)->notification, K);
    predicate BoundNotification{K,L}(integer n) =
        \at(NOTIFICATION(n)->tcb, L) == \at(NOTIFICATION(n)->tcb, K) &&
        \at(NOTIFICATION(n)->sched_context, L) == \at(NOTIFICATION(n)->sched_context, K);
    lemma ThreadFirst{K,L}: \forall integer t; CellSame{K,L}(t + TCB_BONDS) ==>
        \at(TCB(t)->reply, L) == \at(TCB(t)->reply, K) && \at(TCB(t)->sched_context, L) == \at(TCB(t)->sched_context, K);
    lemma ThreadSecond{K,L}: \forall integer t; CellSame{K,L}(t + TCB_BONDS + 1) ==>
        \at(TCB(t)->notification, L) == \at(TCB(t)->notification, K) &&
        \at(TCB(t)->yield_to, L) == \at(TCB(t)->yield_to, K);
    lemma ThreadCells{K,L}: \forall integer t;
        CellSame{K,L}(t + TCB_BONDS) && CellSame{K,L}(t + TCB_BONDS + 1) ==> BoundThread{K,L}(t);
    lemma ThreadBonds{K,L}: \forall integer t;
        TcbAt{K}(t) && Same{K,L}(KIND_BONDS, KIND_BONDS) ==> BoundThread{K,L}(t);
    lemma ContextCell{K,L}: \forall integer c; CellSame{K,L}(c) ==> BoundContext{K,L}(c);
    lemma ContextBonds{K,L}: \forall integer c;
        ContextHead{K}(c) && Same{K,L}(KIND_SCHED_CONTEXT, KIND_SCHED_CONTEXT) ==> BoundContext{K,L}(c);
    lemma YieldCell{K,L}: \forall integer c; CellSame{K,L}(c + 5) ==> YieldFrom{L}(c) == YieldFrom{K}(c);
    lemma NotificationCell{K,L}: \forall integer n; CellSame{K,L}(n + 2) ==> BoundNotification{K,L}(n);
    lemma NotificationBonds{K,L}: \forall integer n;
        NotificationAt{K}(n) && Same{K,L}(KIND_BONDS, KIND_BONDS) ==> BoundNotification{K,L}(n);

    predicate BoundContexts{K,L} = \forall integer c; ContextHead{K}(c) ==> BoundContext{K,L}(c);
    predicate BoundThreads{K,L} = \forall integer t; TcbAt{K}(t) ==> BoundThread{K,L}(t);
    lemma ThreadBoundKept{K,L}: \forall integer t; TypesSame{K,L} && ThreadBound{K}(t) && BoundThread{K,L}(t) &&
        (ContextOf{K}(t) != 0 ==> BoundContext{K,L}(ContextOf{K}(t))) ==> ThreadBound{L}(t);
    predicate YieldKept{K,L}(integer c) = // or is another thread
        YieldFrom{L}(c) == YieldFrom{K}(c) || YieldWf{L}(c);
    lemma ContextBoundKept{K,L}: \forall integer c; TypesSame{K,L} && ContextBound{K}(c) && BoundContext{K,L}(c) &&
        YieldKept{K,L}(c) && BoundThreads{K,L} ==> ContextBound{L}(c);
    lemma NotificationBoundKept{K,L}: \forall integer n; TypesSame{K,L} && NotificationBound{K}(n) &&
        BoundNotification{K,L}(n) ==> NotificationBound{L}(n); */

/* What threads do. */
/*@ // Step: what a thread does is the same.
    predicate StateSame{K,L}(integer t) =
        CellSame{K,L}(t + TCB_STATE) && CellSame{K,L}(t + TCB_STATE + 1) &&
        \at(TCB(t)->state, L) == \at(TCB(t)->state, K) && \at(TCB(t)->queued, L) == \at(TCB(t)->queued, K) &&
        \at(TCB(t)->priority, L) == \at(TCB(t)->priority, K) && \at(TCB(t)->object, L) == \at(TCB(t)->object, K);
    lemma DoesState{K,L}: \forall integer t; CellSame{K,L}(t + TCB_STATE) ==>
        \at(TCB(t)->state, L) == \at(TCB(t)->state, K) && \at(TCB(t)->queued, L) == \at(TCB(t)->queued, K);
    lemma DoesObject{K,L}: \forall integer t; CellSame{K,L}(t + TCB_STATE + 1) ==>
        \at(TCB(t)->priority, L) == \at(TCB(t)->priority, K) && \at(TCB(t)->object, L) == \at(TCB(t)->object, K);
    lemma DoesCells{K,L}: \forall integer t; TcbAt{K}(t) && Same{K,L}(KIND_STATE, KIND_STATE) ==>
        CellSame{K,L}(t + TCB_STATE) && CellSame{K,L}(t + TCB_STATE + 1);
    lemma ThreadDoes{K,L}: \forall integer t; TcbAt{K}(t) && Same{K,L}(KIND_STATE, KIND_STATE) ==> StateSame{K,L}(t);
    lemma DoesContext{K,L}: \forall integer t; BoundThread{K,L}(t) ==> ContextOf{L}(t) == ContextOf{K}(t);
    lemma DoesThread{K,L}: \forall integer t; StateSame{K,L}(t) && BoundThread{K,L}(t) ==> ThreadSame{K,L}(t);
    lemma DoesThreads{K,L}: (\forall integer t; TcbAt{K}(t) ==> StateSame{K,L}(t) && BoundThread{K,L}(t)) ==> ThreadsSame{K,L}; */


/* Only the time of one context is written. */
/*@ lemma TimeFrameOf{K,L}: \forall integer c, m; OnlyCells{K,L} && TimeFrame{K,L}(c, m) ==> OnlyTimeOf{K,L}(c, m);
    lemma TimeOnly{K,L}: \forall integer c, m; OnlyCells{K,L} &&
        ContextHead{K}(c) && ContextRoom{K}(c, m) && TimeFrame{K,L}(c, m) ==> OnlyTime{K,L};
    lemma TimeState{K,L}: OnlyTime{K,L} ==> Same{K,L}(KIND_STATE, KIND_STATE);
    lemma TimeBond{K,L}: OnlyTime{K,L} ==> Same{K,L}(KIND_BONDS, KIND_BONDS);
    lemma TimeContext{K,L}: OnlyTime{K,L} ==> Same{K,L}(KIND_SCHED_CONTEXT, KIND_SCHED_CONTEXT);
    lemma TimeDoes{K,L}: \forall integer t; TcbAt{K}(t) && OnlyTime{K,L} ==> StateSame{K,L}(t);
    lemma TimeBounds{K,L}: OnlyTime{K,L} ==> BoundThreads{K,L} && BoundContexts{K,L};
    lemma TimeNotification{K,L}: \forall integer n; NotificationAt{K}(n) && OnlyTime{K,L} ==> BoundNotification{K,L}(n);
    lemma TimeYield{K,L}: \forall integer c, d, m; ContextsWf{K} && OnlyTimeOf{K,L}(c, m) && ContextHead{K}(c) &&
        ContextRoom{K}(c, m) && ContextHead{K}(d) && YieldWf{L}(c) ==>
            YieldKept{K,L}(d);
    lemma TimeBoundThreads{K,L}: \forall integer t; BondsWf{K} && OnlyTime{K,L} && TcbAt{K}(t) ==> ThreadBound{L}(t);
    lemma TimeBoundContexts{K,L}: \forall integer c; BondsWf{K} && OnlyTime{K,L} && ContextHead{K}(c) && YieldKept{K,L}(c) ==>
        ContextBound{L}(c);
    lemma TimeBoundNotifications{K,L}: \forall integer n; BondsWf{K} && OnlyTime{K,L} && NotificationAt{K}(n) ==>
        NotificationBound{L}(n);
    lemma TimeBound{K,L}: BondsWf{K} && OnlyTime{K,L} &&
        (\forall integer d; ContextHead{K}(d) ==> YieldKept{K,L}(d)) ==> BondsWf{L};
    lemma TimeBondsOf{K,L}: \forall integer c, m; BondsWf{K} && ContextsWf{K} && OnlyTimeOf{K,L}(c, m) && ContextHead{K}(c) &&
        ContextRoom{K}(c, m) && YieldWf{L}(c) ==> BondsWf{L};
    lemma TimeRunning{K,L}: \forall integer c, m; RunningWf{K} && ContextsWf{K} && OnlyTimeOf{K,L}(c, m) &&
        ContextHead{K}(c) && ContextRoom{K}(c, m) && KernelOfRunning{K,L} &&
        (\at(kernel.sched_context, L) == c ==> RefillMost{L}(c) != 0 && AlarmFor{L}(c)) ==> RunningWf{L};
    lemma TimeMost{K,L}: \forall integer c, m; ContextsWf{K} && OnlyTimeOf{K,L}(c, m) && ContextHead{K}(c) &&
        ContextRoom{K}(c, m) && (RefillMost{K}(c) != 0 ==> RefillMost{L}(c) != 0) ==> MostSame{K,L};
    lemma TimeThread{K,L}: \forall integer t; TcbAt{K}(t) && OnlyTime{K,L} ==>
        ThreadSame{K,L}(t) && ContextOf{L}(t) == ContextOf{K}(t);
    lemma TimeThreads{K,L}: OnlyTime{K,L} ==> ThreadsSame{K,L};
    lemma TimeTurn{K,L}: TurnsWf{K} && OnlyTime{K,L} && KernelOfSystem{K,L} ==> TurnsSame{K,L};
    lemma TimeTurns{K,L}: TurnsWf{K} && BondsWf{K} && OnlyTime{K,L} && KernelOfSystem{K,L} && MostSame{K,L} ==> TurnsWf{L};
    lemma TimeRest{K,L}: SystemWf{K} && OnlyTime{K,L} && KernelOfSystem{K,L} ==>
        SchedWf{L} && HoldsWf{L} && StacksWf{L} && TranslationWf{L} && CapsWf{L};
    lemma TimeParts{K,L}: \forall integer c, m; SystemWf{K} && OnlyTimeOf{K,L}(c, m) && ContextHead{K}(c) &&
        ContextRoom{K}(c, m) && ContextWf{L}(c) && YieldWf{L}(c) ==>
            ContextsWf{L} && BondsWf{L};
    lemma TimeWhole{K,L}: \forall integer c, m; SystemWf{K} && OnlyTimeOf{K,L}(c, m) && OnlyTime{K,L} &&
        KernelOfSystem{K,L} && ContextHead{K}(c) && ContextRoom{K}(c, m) && ContextWf{L}(c) && YieldWf{L}(c) &&
        MostKept{K,L}(c) && PaysWf{L}(c) ==> SystemWf{L};
    lemma TimeStep{K,L}: \forall integer c, m; TIME_STEP;
    lemma ContextBefore{L}: \forall integer c; SystemWf && ContextHead(c) ==> ContextRoom(c, RefillMost(c)) && YieldWf(c);
    lemma ContextOnly{K,L}: \forall integer c;
        SystemWf{K} && ContextHead{K}(c) && OnlyContext{K,L}(c) ==> OnlyTime{K,L} && MostSame{K,L};
    lemma ContextStep{K,L}: \forall integer c; CONTEXT_STEP; */

/* A context is configured no more. */
/*@ lemma EndRoom{L}: \forall integer c; ContextWf(c) ==> ContextRoom(c, 0);
    lemma EndWell{K,L}: \forall integer c; TypesSame{K,L} && ContextWf{K}(c) && RefillMost{L}(c) == 0 ==> ContextWf{L}(c);
    lemma EndParts{K,L}: \forall integer c; SystemWf{K} && ContextHead{K}(c) && Unconfigures{K,L}(c) ==>
        OnlyTime{K,L} && OnlyTimeOf{K,L}(c, 0) && ContextsWf{L} && BondsWf{L};
    lemma EndRunning{K,L}: \forall integer c; SystemWf{K} && ContextHead{K}(c) && Unconfigures{K,L}(c) &&
        \at(kernel.sched_context, K) != c ==> RunningWf{L};
    lemma EndOther{K,L}: \forall integer c, d; SystemWf{K} && ContextHead{K}(c) && Unconfigures{K,L}(c) && ContextHead{K}(d) &&
        d != c ==> RefillMost{L}(d) == RefillMost{K}(d);
    lemma EndSame{K,L}: \forall integer t; TcbAt{K}(t) && OnlyTime{K,L} && KernelOfSystem{K,L} && InTurn{L}(t) ==>
        InTurn{K}(t) && ContextOf{L}(t) == ContextOf{K}(t);
    lemma EndRuns{L}: \forall integer t; SystemWf && TcbAt(t) && InTurn(t) ==>
        ContextHead(ContextOf(t)) && ContextOf(t) != 0 && RefillMost(ContextOf(t)) != 0;
    lemma EndTurn{K,L}: \forall integer c, t; SystemWf{K} && ContextHead{K}(c) && Unconfigures{K,L}(c) && TcbAt{K}(t) &&
        ContextOf{K}(t) != c ==> TurnWf{L}(t);
    lemma EndTurns{K,L}: \forall integer c; SystemWf{K} && ContextHead{K}(c) && Unconfigures{K,L}(c) && Unused{K}(c) ==>
        TurnsWf{L};
    lemma ContextEnd{K,L}: \forall integer c; CONTEXT_END; */

/* Nobody pays. */
/*@ lemma PaysTime{K,L}: NobodyPays{K,L} ==> OnlyTime{K,L} && Same{K,L}(KIND_TIME, KIND_TIME);
    lemma PaysYields{K,L}: NobodyPays{K,L} ==> YieldsSame{K,L};
    lemma PaysRunning{K,L}: RunningWf{K} && NobodyPays{K,L} ==> RunningWf{L};
    lemma PaysBound{K,L}: NobodyPays{K,L} ==> TurnsBound{K,L};
    lemma PaysTurns{K,L}: TurnsWf{K} && BondsWf{K} && ContextsWf{K} && NobodyPays{K,L} ==> TurnsWf{L};
    lemma NobodyPays{K,L}: NOBODY_PAYS; */

/* Only bonds are written. */
/*@ // Step: no cell is another but those of bonds, and the words of threads.
    predicate OnlyBonds{K,L} =
        TypesSame{K,L} && RingsSame{K,L} && \forall integer r; 0 <= r < PHYS_CELLS && \at(kind[r], K) != KIND_BODY &&
            \at(kind[r], K) != KIND_BONDS && \at(kind[r], K) != KIND_SCHED_CONTEXT ==> CellSame{K,L}(r);
    lemma BondState{K,L}: OnlyBonds{K,L} ==> Same{K,L}(KIND_STATE, KIND_STATE);
    lemma BondReply{K,L}: OnlyBonds{K,L} ==> Same{K,L}(KIND_REPLY, KIND_REPLY);
    lemma BondTime{K,L}: OnlyBonds{K,L} ==> Same{K,L}(KIND_TIME, KIND_TIME);
    lemma BondStack{K,L}: OnlyBonds{K,L} ==> Same{K,L}(KIND_STACK_LINK, KIND_STACK_LINK) && StackRingsSame{K,L};
    lemma BondQueues{K,L}: OnlyBonds{K,L} ==> Same{K,L}(KIND_TCB_LINK, KIND_QUEUE) && ThreadRingsSame{K,L};
    lemma BondSlots{K,L}: OnlyBonds{K,L} ==> SlotsSame{K,L};
    lemma BondLinks{K,L}: OnlyBonds{K,L} ==> LinksSame{K,L};
    lemma BondRing{K,L}: RingWf{K} && OnlyBonds{K,L} ==> RingWf{L};
    lemma BondDoes{K,L}: \forall integer t; TcbAt{K}(t) && OnlyBonds{K,L} ==> StateSame{K,L}(t);
    lemma BondContexts{K,L}: ContextsWf{K} && OnlyBonds{K,L} ==> ContextsWf{L};
    lemma BondRunning{K,L}: ContextsWf{K} && RunningWf{K} && OnlyBonds{K,L} && KernelOfRunning{K,L} ==> RunningWf{L};
    lemma BondStacks{K,L}: StacksWf{K} && RingWf{L} && OnlyBonds{K,L} ==> StacksWf{L};
    lemma BondCaps{K,L}: CapsWf{K} && OnlyBonds{K,L} ==> CapsWf{L};
    lemma BondTables{K,L}: OnlyBonds{K,L} ==> Same{K,L}(KIND_LIST, KIND_POOLS);
    lemma BondTranslation{K,L}: TranslationWf{K} && OnlyBonds{K,L} ==> TranslationWf{L};
    lemma BondYield{K,L}: \forall integer c; ContextWf{K}(c) && OnlyBonds{K,L} ==> YieldFrom{L}(c) == YieldFrom{K}(c); */

/* Who is queued. */
/*@ // Step: who is queued has its context still; so has who is remembered.
    predicate QueuedBound{K,L} = \forall integer t; TcbAt{K}(t) && \at(TCB(t)->queued, K) != QUEUED_NOT ==>
        ContextOf{L}(t) != 0 && ContextOf{L}(t) == ContextOf{K}(t);
    predicate CandidateBound{K,L} = \at(kernel.candidate, K) != 0 ==>
        ContextOf{L}(\at(kernel.candidate, K)) != 0 &&
        ContextOf{L}(\at(kernel.candidate, K)) == ContextOf{K}(\at(kernel.candidate, K));
    lemma QueuedRings{K,L}: EndsWf{K} && TypesSame{K,L} && ThreadRingsSame{K,L} ==> EndsWf{L};
    lemma QueuedKind{L}: \forall integer r; RingWf && IsLink(r) && QueueEnd(ring[r]) ==> kind[r] >= KIND_TCB_LINK;
    lemma QueuedMember{K,L}: \forall integer r; MembersWf{K} && TypesSame{K,L} && ThreadRingsSame{K,L} && IsLink{L}(r) &&
        \at(kind[r], L) >= KIND_TCB_LINK && \at(ring[r], L) != r && QueueEnd{L}(\at(ring[r], L)) ==> MemberAt{L}(r);
    lemma QueuedMembers{K,L}: MembersWf{K} && RingWf{L} && TypesSame{K,L} && ThreadRingsSame{K,L} ==> MembersWf{L};
    lemma QueuedEnds{K,L}: KernelEnds{K} && TypesSame{K,L} && KernelOfQueues{K,L} ==> KernelEnds{L};
    lemma QueuedLink{K,L}: \forall integer t; TcbAt{K}(t) && Same{K,L}(KIND_TCB_LINK, KIND_QUEUE) && ThreadRingsSame{K,L} ==>
        CellSame{K,L}(t + TCB_LINK) && \at(ring[t + TCB_LINK], L) == \at(ring[t + TCB_LINK], K);
    lemma QueuedHome{K,L}: \forall integer t; StateSame{K,L}(t) && KernelOfQueues{K,L} ==> Home{L}(t) == Home{K}(t);
    lemma QueuedWf{K,L}: \forall integer t; TypesSame{K,L} && ThreadWf{K}(t) && StateSame{K,L}(t) &&
        CellSame{K,L}(t + TCB_LINK) && \at(ring[t + TCB_LINK], L) == \at(ring[t + TCB_LINK], K) &&
        KernelOfQueues{K,L} && (\at(TCB(t)->queued, K) != QUEUED_NOT ==> ContextOf{L}(t) != 0) ==> ThreadWf{L}(t);
    lemma QueuedStill{K,L}: \forall integer t; TcbAt{K}(t) && OnlyBonds{K,L} ==> StateSame{K,L}(t) &&
        CellSame{K,L}(t + TCB_LINK) && \at(ring[t + TCB_LINK], L) == \at(ring[t + TCB_LINK], K);
    lemma QueuedHas{K,L}: \forall integer t; TcbAt{K}(t) && QueuedBound{K,L} && \at(TCB(t)->queued, K) != QUEUED_NOT ==>
        ContextOf{L}(t) != 0;
    lemma QueuedWell{K,L}: \forall integer t; TcbAt{K}(t) && ThreadWf{K}(t) && OnlyBonds{K,L} && KernelOfQueues{K,L} &&
        QueuedBound{K,L} ==> ThreadWf{L}(t);
    lemma QueuedThread{K,L}: \forall integer t; TcbAt{K}(t) && ThreadsWf{K} && OnlyBonds{K,L} && KernelOfQueues{K,L} &&
        QueuedBound{K,L} ==> ThreadWf{L}(t);
    lemma QueuedThreads{K,L}: ThreadsWf{K} && OnlyBonds{K,L} && KernelOfQueues{K,L} && QueuedBound{K,L} ==> ThreadsWf{L};
    lemma QueuedFirsts{K,L}: OnlyBonds{K,L} ==> FirstsBut{K,L}(0);
    lemma QueuedMarks{K,L}: KernelEnds{K} && MarksWf{K} && OnlyBonds{K,L} && KernelOfQueues{K,L} ==> MarksWf{L};
    lemma QueuedIdle{K,L}: \forall integer t; TypesSame{K,L} && Idle{K}(t) && StateSame{K,L}(t) && ContextOf{L}(t) != 0 ==>
        Idle{L}(t);
    lemma QueuedCandidate{K,L}: SchedWf{K} && OnlyBonds{K,L} && CandidateBound{K,L} && \at(kernel.candidate, K) != 0 ==>
        Idle{L}(\at(kernel.candidate, K));
    lemma BondQueued{K,L}: QueuesWf{K} && OnlyBonds{K,L} && KernelOfQueues{K,L} && QueuedBound{K,L} ==> QueuesWf{L};
    lemma BondSched{K,L}: SchedWf{K} && OnlyBonds{K,L} && KernelOfSystem{K,L} && CandidateBound{K,L} && QueuedBound{K,L} ==>
        SchedWf{L}; */

/* Who is held. */
/*@ // Step: every thread names the same reply object.
    predicate RepliesSame{K,L} = \forall integer t; TcbAt{K}(t) ==> ReplyOf{L}(t) == ReplyOf{K}(t);
    predicate HeldSame{K,L}(integer r) =
        ReplyTcb{L}(r) == ReplyTcb{K}(r) && ReplyContext{L}(r) == ReplyContext{K}(r);
    lemma HeldCell{K,L}: \forall integer r; CellSame{K,L}(r) ==> HeldSame{K,L}(r);
    lemma HeldReply{K,L}: \forall integer r; ReplyAt{K}(r) && OnlyBonds{K,L} ==> HeldSame{K,L}(r);
    lemma HeldStacked{K,L}: \forall integer r; ReplyAt{K}(r) && OnlyBonds{K,L} ==> (Stacked{L}(r) <==> Stacked{K}(r));
    lemma HeldOf{K,L}: \forall integer t; TcbAt{K}(t) && RepliesSame{K,L} ==> ReplyOf{L}(t) == ReplyOf{K}(t);
    lemma HeldThere{K,L}: \forall integer r; ReplyAt{K}(r) && OnlyBonds{K,L} ==>
        ReplyAt{L}(r) && ReplyTcb{L}(r) == ReplyTcb{K}(r);
    lemma HeldBack{K,L}: \forall integer t; ThreadHeld{K}(t) && OnlyBonds{K,L} && ReplyOf{K}(t) != 0 ==>
        ReplyAt{L}(ReplyOf{K}(t)) && ReplyTcb{L}(ReplyOf{K}(t)) == t;
    lemma HeldBy{K,L}: \forall integer t; TcbAt{K}(t) && ThreadHeld{K}(t) && OnlyBonds{K,L} && RepliesSame{K,L} &&
        ReplyOf{L}(t) != 0 ==> ReplyAt{L}(ReplyOf{L}(t)) && ReplyTcb{L}(ReplyOf{L}(t)) == t;
    lemma HeldWell{K,L}: \forall integer t; ThreadHeld{K}(t) && StateSame{K,L}(t) && TypesSame{K,L} &&
        ReplyOf{L}(t) == ReplyOf{K}(t) &&
        (ReplyOf{L}(t) != 0 ==> ReplyAt{L}(ReplyOf{L}(t)) && ReplyTcb{L}(ReplyOf{L}(t)) == t) ==> ThreadHeld{L}(t);
    lemma HeldThread{K,L}: \forall integer t; TcbAt{K}(t) && ThreadHeld{K}(t) && OnlyBonds{K,L} && RepliesSame{K,L} ==>
        ThreadHeld{L}(t);
    lemma HeldTcb{K,L}: \forall integer r; ReplyAt{K}(r) && ReplyHolds{K}(r) && OnlyBonds{K,L} && RepliesSame{K,L} &&
        ReplyTcb{L}(r) != 0 ==> TcbAt{L}(ReplyTcb{L}(r)) && ReplyOf{L}(ReplyTcb{L}(r)) == r;
    lemma HeldState{K,L}: \forall integer r; ReplyAt{K}(r) && ReplyHolds{K}(r) && OnlyBonds{K,L} && ReplyTcb{K}(r) != 0 ==>
        \at(TCB(ReplyTcb{K}(r))->state, L) == \at(TCB(ReplyTcb{K}(r))->state, K);
    lemma HeldHolds{K,L}: \forall integer r; ReplyAt{K}(r) && ReplyHolds{K}(r) && OnlyBonds{K,L} && RepliesSame{K,L} ==>
        ReplyHolds{L}(r);
    lemma BondHolds{K,L}: HoldsWf{K} && OnlyBonds{K,L} && RepliesSame{K,L} ==> HoldsWf{L};

    lemma TurnBound{K,L}: \forall integer t; TcbAt{K}(t) && QueuedBound{K,L} && CandidateBound{K,L} && OnlyBonds{K,L} &&
        KernelOfSystem{K,L} && InTurn{L}(t) ==> InTurn{K}(t) && ContextOf{L}(t) == ContextOf{K}(t);
    lemma BondTurns{K,L}: TurnsWf{K} && BondsWf{K} && ContextsWf{K} && OnlyBonds{K,L} && KernelOfSystem{K,L} &&
        CandidateBound{K,L} && QueuedBound{K,L} ==> TurnsWf{L};
    lemma BondStep{K,L}: SystemWf{K} && OnlyCells{K,L} && OnlyBonds{K,L} && BondsWf{L} && CandidateBound{K,L} &&
        QueuedBound{K,L} && RepliesSame{K,L} ==> SystemWf{L}; */

/* One context is lent by another notification. */
/*@ lemma HeadApart{L}: \forall integer c, t; ContextHead(c) && TcbAt(t) ==>
        c != t + TCB_BONDS && c != t + TCB_BONDS + 1;
    lemma HeadNotification{L}: \forall integer c, n; ContextHead(c) && NotificationAt(n) ==> c != n + 2;
    lemma LentBonds{K,L}: \forall integer c; ContextHead{K}(c) && OnlyLent{K,L}(c) ==> OnlyBonds{K,L} && OnlyCells{K,L};
    lemma LentCell{K,L}: \forall integer c, r; OnlyLent{K,L}(c) && 0 <= r < PHYS_CELLS && r != c ==> CellSame{K,L}(r);
    lemma LentFirst{K,L}: \forall integer c, t; ContextHead{K}(c) && TcbAt{K}(t) && OnlyLent{K,L}(c) ==>
        CellSame{K,L}(t + TCB_BONDS);
    lemma LentSecond{K,L}: \forall integer c, t; ContextHead{K}(c) && TcbAt{K}(t) && OnlyLent{K,L}(c) ==>
        CellSame{K,L}(t + TCB_BONDS + 1);
    lemma LentThread{K,L}: \forall integer c, t; ContextHead{K}(c) && TcbAt{K}(t) && OnlyLent{K,L}(c) ==>
        BoundThread{K,L}(t);
    lemma LentOther{K,L}: \forall integer c, d; ContextHead{K}(d) && OnlyLent{K,L}(c) && d != c ==> BoundContext{K,L}(d);
    lemma LentTcb{K,L}: \forall integer c, d; ContextHead{K}(d) && OnlyLent{K,L}(c) ==>
        ContextTcb{L}(d) == ContextTcb{K}(d);
    lemma LentNotification{K,L}: \forall integer c, n; ContextHead{K}(c) && NotificationAt{K}(n) && OnlyLent{K,L}(c) ==>
        BoundNotification{K,L}(n);
    lemma LentThreadBound{K,L}: \forall integer c, t; BondsWf{K} && ContextHead{K}(c) && TcbAt{K}(t) && OnlyLent{K,L}(c) ==>
        ThreadBound{L}(t);
    lemma LentContextOf{K,L}: \forall integer c, t; ContextHead{K}(c) && TcbAt{K}(t) && OnlyLent{K,L}(c) ==>
        ContextOf{L}(t) == ContextOf{K}(t);
    lemma LentRuns{K,L}: \forall integer c, d; ContextBound{K}(d) && ContextHead{K}(c) && ContextHead{K}(d) &&
        OnlyLent{K,L}(c) && ContextTcb{L}(d) != 0 ==> TcbAt{L}(ContextTcb{L}(d)) && ContextOf{L}(ContextTcb{L}(d)) == d;
    lemma LentHears{K,L}: \forall integer c, d; ContextBound{K}(d) && ContextHead{K}(d) && OnlyLent{K,L}(c) &&
        LentWf{K,L}(c) && ContextNotification{L}(d) != 0 ==> NotificationAt{L}(ContextNotification{L}(d));
    lemma LentYields{K,L}: \forall integer c, d; ContextBound{K}(d) && ContextWf{K}(d) && ContextHead{K}(c) &&
        OnlyLent{K,L}(c) ==> YieldWf{L}(d);
    lemma LentContextBound{K,L}: \forall integer c, d; BondsWf{K} && ContextsWf{K} && ContextHead{K}(c) &&
        ContextHead{K}(d) && OnlyLent{K,L}(c) && LentWf{K,L}(c) ==> ContextBound{L}(d);
    lemma LentNotificationBound{K,L}: \forall integer c, n; BondsWf{K} && ContextHead{K}(c) && NotificationAt{K}(n) &&
        OnlyLent{K,L}(c) ==> NotificationBound{L}(n);
    lemma LentBound{K,L}: \forall integer c; BondsWf{K} && ContextsWf{K} && ContextHead{K}(c) && OnlyLent{K,L}(c) &&
        LentWf{K,L}(c) ==> BondsWf{L};
    lemma LentThreads{K,L}: \forall integer c; ContextHead{K}(c) && OnlyLent{K,L}(c) ==>
        ThreadsSame{K,L} && RepliesSame{K,L};
    lemma QueuedRuns{L}: \forall integer t; SchedWf && TcbAt(t) && TCB(t)->queued != QUEUED_NOT ==> ContextOf(t) != 0;
    lemma CandidateRuns{L}: SchedWf && kernel.candidate != 0 ==> TcbAt(kernel.candidate) && ContextOf(kernel.candidate) != 0;
    lemma LentQueued{K,L}: \forall integer c; SchedWf{K} && ContextHead{K}(c) && OnlyLent{K,L}(c) ==>
        QueuedBound{K,L} && CandidateBound{K,L};
    lemma BindLent{K,L}: \forall integer c; BIND_LENT; */

/* A thread gets a context, or loses it. */
/*@ lemma PairBonds{K,L}: \forall integer c, t; ContextHead{K}(c) && TcbAt{K}(t) && OnlyPair{K,L}(c, t) ==>
        OnlyBonds{K,L} && OnlyCells{K,L};
    lemma PairApart{L}: \forall integer t, u; TcbAt(t) && TcbAt(u) ==> u + TCB_BONDS + 1 != t + TCB_BONDS;
    lemma PairThread{K,L}: \forall integer c, t, u; ContextHead{K}(c) && TcbAt{K}(t) && TcbAt{K}(u) && u != t &&
        OnlyPair{K,L}(c, t) ==> BoundThread{K,L}(u);
    lemma PairSecond{K,L}: \forall integer c, t; ContextHead{K}(c) && TcbAt{K}(t) && OnlyPair{K,L}(c, t) ==>
        CellSame{K,L}(t + TCB_BONDS + 1);
    lemma PairMine{K,L}: \forall integer c, t; ContextHead{K}(c) && TcbAt{K}(t) && OnlyPair{K,L}(c, t) ==>
        NotificationOf{L}(t) == NotificationOf{K}(t) && YieldTo{L}(t) == YieldTo{K}(t);
    lemma PairOther{K,L}: \forall integer c, t, d; TcbAt{K}(t) && ContextHead{K}(d) && OnlyPair{K,L}(c, t) && d != c ==>
        BoundContext{K,L}(d);
    lemma PairNotification{K,L}: \forall integer c, t, n; ContextHead{K}(c) && TcbAt{K}(t) && NotificationAt{K}(n) &&
        OnlyPair{K,L}(c, t) ==> BoundNotification{K,L}(n);
    lemma PairReply{K,L}: \forall integer c, t, u; ContextHead{K}(c) && TcbAt{K}(t) && TcbAt{K}(u) &&
        OnlyPair{K,L}(c, t) ==> ReplyOf{L}(u) == ReplyOf{K}(u);
    lemma PairReplies{K,L}: \forall integer c, t; ContextHead{K}(c) && TcbAt{K}(t) && OnlyPair{K,L}(c, t) ==>
        RepliesSame{K,L};
    lemma PairDoes{K,L}: \forall integer c, t, u; ContextHead{K}(c) && TcbAt{K}(t) && TcbAt{K}(u) && OnlyPair{K,L}(c, t) ==>
        StateSame{K,L}(u);
    lemma PairSame{K,L}: \forall integer c, t, u; ContextHead{K}(c) && TcbAt{K}(t) && TcbAt{K}(u) && u != t &&
        OnlyPair{K,L}(c, t) ==> ThreadSame{K,L}(u);
    lemma PairContextOf{K,L}: \forall integer c, t, u; ContextHead{K}(c) && TcbAt{K}(t) && TcbAt{K}(u) && u != t &&
        OnlyPair{K,L}(c, t) ==> ContextOf{L}(u) == ContextOf{K}(u);
    lemma PairThreads{K,L}: \forall integer c, t; ContextHead{K}(c) && TcbAt{K}(t) && OnlyPair{K,L}(c, t) ==>
        ThreadsBut{K,L}(t);
    lemma PairAlone{L}: \forall integer c, t, u; BondsWf && ContextHead(c) && Paired(c, t) && TcbAt(u) && u != t ==>
        ContextOf(u) != c;
    lemma PairAlike{L}: \forall integer c, t, d; BondsWf && ContextHead(d) && TcbAt(t) && Paired(c, t) && d != c ==>
        ContextTcb(d) != t;
    lemma PairThreadBound{K,L}: \forall integer c, t, u; BondsWf{K} && Pairs{K,L}(c, t) && TcbAt{K}(u) && u != t ==>
        ThreadBound{L}(u);
    lemma PairMineBound{K,L}: \forall integer c, t; BondsWf{K} && Pairs{K,L}(c, t) ==> ThreadBound{L}(t);
    lemma PairRuns{K,L}: \forall integer c, t, d; BondsWf{K} && Pairs{K,L}(c, t) && ContextHead{K}(d) && d != c &&
        ContextTcb{L}(d) != 0 ==> TcbAt{L}(ContextTcb{L}(d)) && ContextOf{L}(ContextTcb{L}(d)) == d;
    lemma PairYields{K,L}: \forall integer c, t, d; ContextBound{K}(d) && ContextWf{K}(d) && Pairs{K,L}(c, t) ==>
        YieldWf{L}(d);
    lemma PairContextBound{K,L}: \forall integer c, t, d; BondsWf{K} && ContextsWf{K} && Pairs{K,L}(c, t) &&
        ContextHead{K}(d) && d != c ==> ContextBound{L}(d);
    lemma PairHeadBound{K,L}: \forall integer c, t; BondsWf{K} && ContextsWf{K} && Pairs{K,L}(c, t) ==> ContextBound{L}(c);
    lemma PairNotificationBound{K,L}: \forall integer c, t, n; BondsWf{K} && Pairs{K,L}(c, t) && NotificationAt{K}(n) ==>
        NotificationBound{L}(n);
    lemma PairEachThread{K,L}: \forall integer c, t, u; BondsWf{K} && Pairs{K,L}(c, t) && TcbAt{K}(u) ==> ThreadBound{L}(u);
    lemma PairEachContext{K,L}: \forall integer c, t, d; BondsWf{K} && ContextsWf{K} && Pairs{K,L}(c, t) &&
        ContextHead{K}(d) ==> ContextBound{L}(d);
    lemma PairFrames{K,L}: \forall integer c, t; Pairs{K,L}(c, t) ==>
        TypesSame{K,L} && OnlyCells{K,L} && OnlyBonds{K,L} && RepliesSame{K,L} && ThreadsBut{K,L}(t);
    lemma PairBound{K,L}: \forall integer c, t; BondsWf{K} && ContextsWf{K} && Pairs{K,L}(c, t) ==> BondsWf{L};
    lemma PairQueued{K,L}: \forall integer c, t; SchedWf{K} && !InTurn{K}(t) && Pairs{K,L}(c, t) ==>
        QueuedBound{K,L} && CandidateBound{K,L};
    lemma PairStep{K,L}: \forall integer c, t; SystemWf{K} && !InTurn{K}(t) && Pairs{K,L}(c, t) ==> SystemWf{L};
    lemma BindPair{K,L}: \forall integer c, t; BIND_PAIR; */

/* No thread is that of two contexts. */
/*@ requires wf:   SystemWf && ContextHead(c) && ContextHead(d) && c != d && ContextTcb(c) != 0;
    assigns        \nothing;
    ensures  else: ContextTcb(d) != ContextTcb(c); */
void theorem_a_thread_has_one_context(ref_t c, ref_t d) {}
