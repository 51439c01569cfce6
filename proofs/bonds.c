/*
 * A thread is bound to a notification, or no more; the replies that wait for
 * a context wait no more for it: what is believed of both (spec/bind.acsl,
 * spec/unstack.acsl) follows from the invariant.
 */
#define SYSTEM_OPEN
#include "kernel/kernel.h"
#include "kernel/refill.h"
#include "spec/frames.acsl"
#include "spec/bind.acsl"
#include "spec/unstack.acsl"

/* Types. */
/*@ lemma TypesTcb{K,L}: \forall integer t; TypesSame{K,L} ==> (TcbAt{L}(t) <==> TcbAt{K}(t));
    lemma TypesContext{K,L}: \forall integer c; TypesSame{K,L} ==> (ContextHead{L}(c) <==> ContextHead{K}(c));
    lemma TypesReply{K,L}: \forall integer r; TypesSame{K,L} ==> (ReplyAt{L}(r) <==> ReplyAt{K}(r));
    lemma TypesNotification{K,L}: \forall integer n;
        TypesSame{K,L} ==> (NotificationAt{L}(n) <==> NotificationAt{K}(n)); */

/* Words of cells that are what they were. */
/*@ lemma WordsDoes{K,L}: \forall integer t; CellSame{K,L}(t + TCB_STATE) && CellSame{K,L}(t + TCB_STATE + 1) &&
        CellSame{K,L}(t + TCB_BONDS) ==> ThreadSame{K,L}(t);
    lemma WordsHears{K,L}: \forall integer t; CellSame{K,L}(t + TCB_BONDS + 1) ==>
        NotificationOf{L}(t) == NotificationOf{K}(t) && YieldTo{L}(t) == YieldTo{K}(t);
    lemma WordsTells{K,L}: \forall integer n; CellSame{K,L}(n + 2) ==>
        NotificationTcb{L}(n) == NotificationTcb{K}(n) && NotificationContext{L}(n) == NotificationContext{K}(n);
    lemma WordsYield{K,L}: \forall integer c; CellSame{K,L}(c + 5) ==> YieldFrom{L}(c) == YieldFrom{K}(c);
    lemma WordsTcb{K,L}: \forall integer r; CellSame{K,L}(r) ==> ReplyTcb{L}(r) == ReplyTcb{K}(r); */

/* Only stacks are written: of each stack. */
/*@ lemma StackedApart{L}: \forall integer r; ReplyStacked(r) && !Stacked(r) ==>
        RingSingle(r + REPLY_LINK) && ReplyContext(r) == 0;
    lemma StackedNext{L}: \forall integer r, d; ReplyStacked(r) && ReplyContext(r) == d && d != 0 ==>
        ContextHead(d) && LINK(d + SCHED_CONTEXT_LINK)->next == r + REPLY_LINK;
    lemma StacksRing{K,L}: \forall integer r; OnlyStacks{K,L} ==> (Stacked{L}(r) <==> Stacked{K}(r));
    lemma UnstacksSingle{K,L}: \forall integer c, r; ReplyAt{K}(r) && ReplyStacked{K}(r) && Unstacks{K,L}(c) &&
        !Stacked{L}(r) ==> RingSingle{L}(r + REPLY_LINK) && ReplyContext{L}(r) == 0;
    lemma UnstacksWho{K,L}: \forall integer c, r; ReplyAt{K}(r) && Unstacks{K,L}(c) && ReplyContext{L}(r) != 0 ==>
        ReplyContext{K}(r) == ReplyContext{L}(r) && ReplyContext{L}(r) != c;
    lemma UnstacksNext{K,L}: \forall integer c, d; Unstacks{K,L}(c) && ContextHead{K}(d) && d != c ==> ContextHead{L}(d) &&
        \at(LINK(d + SCHED_CONTEXT_LINK)->next, L) == \at(LINK(d + SCHED_CONTEXT_LINK)->next, K);
    lemma UnstacksWaits{K,L}: \forall integer c, r, d; ReplyAt{K}(r) && ReplyStacked{K}(r) && Unstacks{K,L}(c) &&
        ReplyContext{L}(r) == d && d != 0 ==>
            ContextHead{L}(d) && \at(LINK(d + SCHED_CONTEXT_LINK)->next, L) == r + REPLY_LINK;
    lemma UnstacksReply{K,L}: \forall integer c, r; ReplyAt{K}(r) && ReplyStacked{K}(r) && Unstacks{K,L}(c) ==>
        ReplyStacked{L}(r);
    lemma UnstacksAlone{K,L}: \forall integer c; ContextHead{K}(c) && ContextStack{K}(c) && Unstacks{K,L}(c) ==>
        ContextStack{L}(c);
    logic integer Newest{L}(integer d) = LINK(d + SCHED_CONTEXT_LINK)->next - REPLY_LINK;
    lemma NewestReply{L}: \forall integer d; ContextStack(d) && Newest(d) != d ==>
        ReplyAt(Newest(d)) && ReplyContext(Newest(d)) == d;
    lemma NewestSame{K,L}: \forall integer c, d; ContextHead{K}(d) && NewestBut{K,L}(c) && d != c ==>
        Newest{L}(d) == Newest{K}(d);
    lemma NewestStill{K,L}: \forall integer c, d; ContextStack{K}(d) && Newest{K}(d) != d && d != c &&
        TypesSame{K,L} && Forgets{K,L}(c) ==> ReplyAt{L}(Newest{K}(d)) && ReplyContext{L}(Newest{K}(d)) == d;
    lemma NewestStack{L}: \forall integer d; kind[d + SCHED_CONTEXT_LINK] == KIND_STACK_LINK &&
        ring[d + SCHED_CONTEXT_LINK] == d + SCHED_CONTEXT_LINK &&
        (Newest(d) != d ==> ReplyAt(Newest(d)) && ReplyContext(Newest(d)) == d) ==> ContextStack(d);
    lemma UnstacksContext{K,L}: \forall integer c, d; ContextHead{K}(d) && ContextStack{K}(d) && d != c &&
        Unstacks{K,L}(c) ==> ContextStack{L}(d); */

/* What a step keeps that writes only bonds and stacks. */
/*@ // Step: no cell is another but those, no thread does anything else, and replies hold whom they held.
    predicate Kept{K,L} =
        TypesSame{K,L} && RingsSame{K,L} && KernelOfSystem{K,L} && ThreadsSame{K,L} &&
        (\forall integer r; 0 <= r < PHYS_CELLS && \at(kind[r], K) > KIND_BODY && \at(kind[r], K) != KIND_BONDS &&
            \at(kind[r], K) != KIND_REPLY && \at(kind[r], K) != KIND_STACK_LINK ==> CellSame{K,L}(r)) &&
        (\forall integer t; TcbAt{K}(t) ==> ReplyOf{L}(t) == ReplyOf{K}(t)) &&
        (\forall integer r; ReplyAt{K}(r) ==> ReplyTcb{L}(r) == ReplyTcb{K}(r));

    lemma KeptCells{K,L}: Kept{K,L} ==> Same{K,L}(KIND_SCHED_CONTEXT, KIND_SCHED_CONTEXT) &&
        Same{K,L}(KIND_TIME, KIND_TIME) && Same{K,L}(KIND_TCB_LINK, KIND_QUEUE) && SlotsSame{K,L};
    lemma KeptRings{K,L}: Kept{K,L} ==> StackRingsSame{K,L} && ThreadRingsSame{K,L};
    lemma KeptSched{K,L}: SchedWf{K} && Kept{K,L} && RingWf{L} ==> SchedWf{L};
    lemma KeptContexts{K,L}: ContextsWf{K} && Kept{K,L} ==> ContextsWf{L};
    lemma KeptRunning{K,L}: RunningWf{K} && ContextsWf{K} && Kept{K,L} ==> RunningWf{L};
    lemma KeptCaps{K,L}: CapsWf{K} && Kept{K,L} ==> CapsWf{L};
    lemma KeptBack{K,L}: \forall integer t; TcbAt{K}(t) && ThreadHeld{K}(t) && Kept{K,L} && ReplyOf{L}(t) != 0 ==>
        ReplyAt{L}(ReplyOf{L}(t)) && ReplyTcb{L}(ReplyOf{L}(t)) == t;
    lemma KeptHeld{K,L}: \forall integer t; TcbAt{K}(t) && ThreadHeld{K}(t) && Kept{K,L} ==> ThreadHeld{L}(t);
    lemma KeptHolder{K,L}: \forall integer r; ReplyAt{K}(r) && ReplyHolds{K}(r) && Kept{K,L} && ReplyTcb{L}(r) != 0 ==>
        TcbAt{L}(ReplyTcb{L}(r)) && ReplyOf{L}(ReplyTcb{L}(r)) == r &&
        \at(TCB(ReplyTcb(r))->state, L) == \at(TCB(ReplyTcb(r))->state, K);
    lemma KeptStacked{K,L}: \forall integer r; ReplyAt{K}(r) && Kept{K,L} ==> (Stacked{L}(r) <==> Stacked{K}(r));
    lemma KeptReply{K,L}: \forall integer r; ReplyAt{K}(r) && ReplyHolds{K}(r) && Kept{K,L} ==> ReplyHolds{L}(r);
    lemma KeptHolds{K,L}: HoldsWf{K} && Kept{K,L} ==> HoldsWf{L};
    lemma KeptClock{K,L}: \forall integer c; ContextWf{K}(c) && Kept{K,L} ==> CellSame{K,L}(c + 5);
    lemma KeptYields{K,L}: ContextsWf{K} && Kept{K,L} ==> YieldsSame{K,L};
    lemma KeptContext{K,L}: \forall integer c; ContextHead{K}(c) && Kept{K,L} ==>
        ContextTcb{L}(c) == ContextTcb{K}(c) && ContextNotification{L}(c) == ContextNotification{K}(c);
    lemma KeptContextOf{K,L}: \forall integer t; TcbAt{K}(t) && Kept{K,L} ==> ContextOf{L}(t) == ContextOf{K}(t);
    lemma KeptTurns{K,L}: TurnsWf{K} && BondsWf{K} && ContextsWf{K} && Kept{K,L} ==> TurnsWf{L};
    lemma KeptTables{K,L}: Kept{K,L} ==> Same{K,L}(KIND_LIST, KIND_POOLS);
    lemma KeptTranslation{K,L}: TranslationWf{K} && Kept{K,L} ==> TranslationWf{L};
    lemma KeptSystem{K,L}: SystemWf{K} && Kept{K,L} && RingWf{L} && BondsWf{L} && StacksWf{L} ==> SystemWf{L}; */

/* Bonds. */
/*@ // Step: t may hear another notification, or of the time of another context; n may tell another thread, or lend
    // another context.
    predicate Hears{K,L}(integer t) =
        (YieldTo{L}(t) == YieldTo{K}(t) || (YieldTo{L}(t) != 0 ==> ContextHead{K}(YieldTo{L}(t)))) &&
        (NotificationOf{L}(t) == NotificationOf{K}(t) ||
            (NotificationOf{L}(t) != 0 ==> NotificationAt{K}(NotificationOf{L}(t))));
    predicate Tells{K,L}(integer n) =
        (NotificationContext{L}(n) == NotificationContext{K}(n) ||
            (NotificationContext{L}(n) != 0 ==> ContextHead{K}(NotificationContext{L}(n)))) &&
        (NotificationTcb{L}(n) == NotificationTcb{K}(n) ||
            (NotificationTcb{L}(n) != 0 ==> TcbAt{K}(NotificationTcb{L}(n))));
    predicate EachBinds{K,L} =
        (\forall integer t; TcbAt{K}(t) ==> Hears{K,L}(t)) &&
        (\forall integer n; NotificationAt{K}(n) ==> Tells{K,L}(n));
    predicate Binds{K,L} =
        Kept{K,L} && Same{K,L}(KIND_REPLY, KIND_REPLY) && Same{K,L}(KIND_STACK_LINK, KIND_STACK_LINK) && EachBinds{K,L};

    lemma BindsRuns{K,L}: \forall integer t; ThreadBound{K}(t) && Kept{K,L} && ContextOf{K}(t) != 0 ==>
        ContextHead{L}(ContextOf{K}(t)) && ContextTcb{L}(ContextOf{K}(t)) == t;
    lemma BindsThread{K,L}: \forall integer t; BondsWf{K} && TcbAt{K}(t) && Binds{K,L} ==> ThreadBound{L}(t);
    lemma BindsLends{K,L}: \forall integer c; ContextBound{K}(c) && Kept{K,L} && ContextTcb{K}(c) != 0 ==>
        TcbAt{L}(ContextTcb{K}(c)) && ContextOf{L}(ContextTcb{K}(c)) == c;
    lemma BindsContext{K,L}: \forall integer c; BondsWf{K} && YieldsSame{K,L} && ContextHead{K}(c) && Binds{K,L} ==>
        ContextBound{L}(c);
    lemma BindsNotification{K,L}: \forall integer n; BondsWf{K} && NotificationAt{K}(n) && Binds{K,L} ==>
        NotificationBound{L}(n);
    lemma BindsBonds{K,L}: BondsWf{K} && ContextsWf{K} && Binds{K,L} ==> BondsWf{L};
    lemma BindsLinks{K,L}: Binds{K,L} ==> LinksSame{K,L};
    lemma BindsRing{K,L}: RingWf{K} && Binds{K,L} ==> RingWf{L};
    lemma BindsStacks{K,L}: StacksWf{K} && Binds{K,L} ==> StacksWf{L};
    lemma BindsSystem{K,L}: SystemWf{K} && Binds{K,L} ==> SystemWf{L} && ThreadsSame{K,L}; */

/* And of all else. */
/*@ lemma StacksDoes{K,L}: \forall integer t; OnlyStacks{K,L} && TcbAt{K}(t) ==>
        ThreadSame{K,L}(t) && ReplyOf{L}(t) == ReplyOf{K}(t);
    lemma StacksKept{K,L}: OnlyStacks{K,L} ==> Kept{K,L};
    lemma StacksHears{K,L}: \forall integer t; OnlyStacks{K,L} && TcbAt{K}(t) ==>
        ContextOf{L}(t) == ContextOf{K}(t) && NotificationOf{L}(t) == NotificationOf{K}(t) && YieldTo{L}(t) == YieldTo{K}(t);
    lemma StacksTells{K,L}: \forall integer n; OnlyStacks{K,L} && NotificationAt{K}(n) ==>
        NotificationTcb{L}(n) == NotificationTcb{K}(n) && NotificationContext{L}(n) == NotificationContext{K}(n);
    lemma StacksBonds{K,L}: BondsWf{K} && ContextsWf{K} && OnlyStacks{K,L} ==> BondsWf{L};
    lemma UnstacksStacks{K,L}: \forall integer c; StacksWf{K} && ContextHead{K}(c) && Unstacks{K,L}(c) ==> StacksWf{L};
    lemma UnstacksThreads{K,L}: OnlyStacks{K,L} ==> ThreadsSame{K,L};
    lemma Unstack{K,L}: \forall integer c; UNSTACK;
    lemma SystemStacks{L}: SYSTEM_STACKS; */

/* Only what t hears, only whom n tells. */
/*@ lemma CellApart{L}: \forall integer t, n; TcbAt(t) && NotificationAt(n) ==>
        n + 2 != t + TCB_BONDS && n + 2 != t + TCB_BONDS + 1;
    lemma CellOther{L}: \forall integer t, u; TcbAt(t) && TcbAt(u) ==> t + TCB_BONDS + 1 != u + TCB_BONDS;
    lemma CellState{K,L}: \forall integer r, t; OnlyCell{K,L}(r) && \at(kind[r], K) == KIND_BONDS && TcbAt{K}(t) ==>
        CellSame{K,L}(t + TCB_STATE) && CellSame{K,L}(t + TCB_STATE + 1);
    lemma CellFirst{K,L}: \forall integer r, t; OnlyCell{K,L}(r) && TcbAt{K}(t) && r != t + TCB_BONDS ==>
        CellSame{K,L}(t + TCB_BONDS);

    // Step: only a cell of bonds is written, none that names a reply or a context.
    predicate OnlyBond{K,L}(integer r) =
        OnlyCell{K,L}(r) && \at(kind[r], K) == KIND_BONDS &&
        \forall integer t; TcbAt{K}(t) ==> CellSame{K,L}(t + TCB_BONDS);
    lemma BondOther{L}: \forall integer r, t; TcbAt(t) && kind[r] == KIND_BONDS ==>
        r != t + TCB_STATE && r != t + TCB_STATE + 1 && 0 <= t + TCB_STATE < t + TCB_STATE + 1 < PHYS_CELLS;
    lemma BondFirst{K,L}: \forall integer r, t; OnlyBond{K,L}(r) && TcbAt{K}(t) ==> CellSame{K,L}(t + TCB_STATE);
    lemma BondSecond{K,L}: \forall integer r, t; OnlyBond{K,L}(r) && TcbAt{K}(t) ==> CellSame{K,L}(t + TCB_STATE + 1);
    lemma BondWords{K,L}: \forall integer r, t; OnlyBond{K,L}(r) && TcbAt{K}(t) ==> CellSame{K,L}(t + TCB_BONDS);
    lemma BondDoes{K,L}: \forall integer r, t; OnlyBond{K,L}(r) && TcbAt{K}(t) ==>
        ThreadSame{K,L}(t) && ReplyOf{L}(t) == ReplyOf{K}(t);
    lemma BondSames{K,L}: \forall integer r; OnlyBond{K,L}(r) ==>
        Same{K,L}(KIND_REPLY, KIND_REPLY) && Same{K,L}(KIND_STACK_LINK, KIND_STACK_LINK);
    lemma BondHolds{K,L}: \forall integer q; Same{K,L}(KIND_REPLY, KIND_REPLY) && ReplyAt{K}(q) ==>
        ReplyTcb{L}(q) == ReplyTcb{K}(q);
    lemma BondKept{K,L}: \forall integer r; OnlyBond{K,L}(r) ==> Kept{K,L};
    // Step: only what t hears is written, or of whose time; only whom n tells, or what it lends.
    predicate HearsCell{K,L}(integer t) = OnlyCell{K,L}(t + TCB_BONDS + 1);
    predicate TellsCell{K,L}(integer n) = OnlyCell{K,L}(n + 2);
    lemma HearsBond{K,L}: \forall integer t; TcbAt{K}(t) && HearsCell{K,L}(t) ==> OnlyBond{K,L}(t + TCB_BONDS + 1);
    lemma TellsBond{K,L}: \forall integer n; NotificationAt{K}(n) && TellsCell{K,L}(n) ==> OnlyBond{K,L}(n + 2);
    lemma CellHears{K,L}: \forall integer r, t; OnlyCell{K,L}(r) && TcbAt{K}(t) && r != t + TCB_BONDS + 1 ==> Hears{K,L}(t);
    lemma CellTells{K,L}: \forall integer r, n; OnlyCell{K,L}(r) && NotificationAt{K}(n) && r != n + 2 ==> Tells{K,L}(n);
    lemma HearsOther{K,L}: \forall integer t, u; TcbAt{K}(t) && TcbAt{K}(u) && u != t && HearsCell{K,L}(t) ==> Hears{K,L}(u);
    lemma HearsTells{K,L}: \forall integer t, n; TcbAt{K}(t) && NotificationAt{K}(n) && HearsCell{K,L}(t) ==> Tells{K,L}(n);
    lemma HearsEach{K,L}: \forall integer t; TcbAt{K}(t) && HearsCell{K,L}(t) && Hears{K,L}(t) ==>
        EachBinds{K,L};
    lemma HearsBinds{K,L}: \forall integer t; TcbAt{K}(t) && HearsCell{K,L}(t) && Hears{K,L}(t) ==> Binds{K,L};
    lemma TellsOther{K,L}: \forall integer n, m; NotificationAt{K}(m) && m != n && TellsCell{K,L}(n) ==> Tells{K,L}(m);
    lemma TellsHears{K,L}: \forall integer n, t; NotificationAt{K}(n) && TcbAt{K}(t) && TellsCell{K,L}(n) ==> Hears{K,L}(t);
    lemma TellsEach{K,L}: \forall integer n; NotificationAt{K}(n) && TellsCell{K,L}(n) && Tells{K,L}(n) ==>
        EachBinds{K,L};
    lemma TellsBinds{K,L}: \forall integer n; NotificationAt{K}(n) && TellsCell{K,L}(n) && Tells{K,L}(n) ==> Binds{K,L};
    lemma HearsStep{K,L}: \forall integer t; SystemWf{K} && TcbAt{K}(t) && HearsCell{K,L}(t) && Hears{K,L}(t) ==>
        SystemWf{L} && ThreadsSame{K,L};
    lemma TellsStep{K,L}: \forall integer n; SystemWf{K} && NotificationAt{K}(n) && TellsCell{K,L}(n) && Tells{K,L}(n) ==>
        SystemWf{L} && ThreadsSame{K,L};
    lemma HearsOnly{K,L}: \forall integer t; OnlyHears{K,L}(t) &&
        (NotificationOf{L}(t) != 0 ==> NotificationAt{K}(NotificationOf{L}(t))) ==> HearsCell{K,L}(t) && Hears{K,L}(t);
    lemma YieldsOnly{K,L}: \forall integer t; OnlyYields{K,L}(t) &&
        (YieldTo{L}(t) != 0 ==> ContextHead{K}(YieldTo{L}(t))) ==> HearsCell{K,L}(t) && Hears{K,L}(t);
    lemma TellsOnly{K,L}: \forall integer n; OnlyTells{K,L}(n) &&
        (NotificationTcb{L}(n) != 0 ==> TcbAt{K}(NotificationTcb{L}(n))) ==> TellsCell{K,L}(n) && Tells{K,L}(n);
    lemma LendsOnly{K,L}: \forall integer n; OnlyLends{K,L}(n) &&
        (NotificationContext{L}(n) != 0 ==> ContextHead{K}(NotificationContext{L}(n))) ==>
            TellsCell{K,L}(n) && Tells{K,L}(n);
    lemma BindThread{K,L}: \forall integer t; BIND_THREAD;
    lemma BindNotification{K,L}: \forall integer n; BIND_NOTIFICATION;
    lemma BindYield{K,L}: \forall integer t; BIND_YIELD;
    lemma BindLender{K,L}: \forall integer n; BIND_LENDER; */

/* Whoever hears of a signal is a thread. */
/*@ requires wf:  SystemWf && NotificationAt(n) && NotificationTcb(n) != 0;
    assigns       \nothing;
    ensures  tcb: TcbAt(NotificationTcb(n)); */
void theorem_a_thread_hears(ref_t n) {}
