/*
 * What all other proofs believe of the invariant (spec/invariant.acsl, spec/frames.acsl)
 * follows from it.  One object first, then all of them; a part of the invariant
 * at a time, since every lemma is in sight of all that follow.
 */
#define SYSTEM_OPEN
#define FRAMES_OPEN
#include "kernel/kernel.h"
#include "kernel/refill.h"
#include "spec/frames.acsl"
#include "spec/marks.acsl"
#include "spec/table.acsl"

/* Types. */
/*@ lemma TypesTcb{K,L}: \forall integer t; TypesSame{K,L} ==> (TcbAt{L}(t) <==> TcbAt{K}(t));
    lemma TypesContext{K,L}: \forall integer c; TypesSame{K,L} ==> (ContextHead{L}(c) <==> ContextHead{K}(c));
    lemma TypesReply{K,L}: \forall integer r; TypesSame{K,L} ==> (ReplyAt{L}(r) <==> ReplyAt{K}(r));
    lemma TypesNotification{K,L}: \forall integer n;
        TypesSame{K,L} ==> (NotificationAt{L}(n) <==> NotificationAt{K}(n));
    lemma TypesSlot{K,L}: \forall integer s; TypesSame{K,L} ==> (SlotAt{L}(s) <==> SlotAt{K}(s));
    lemma TypesRoom{K,L}: \forall integer c, n; TypesSame{K,L} ==> (ContextRoom{L}(c, n) <==> ContextRoom{K}(c, n));
    lemma TypesCap{K,L}: \forall integer w; TypesSame{K,L} ==> (CapAt{L}(w) <==> CapAt{K}(w)); */

/* Capabilities. */
/*@ lemma CapsSlot{K,L}: \forall integer s; SlotsSame{K,L} && SlotAt{K}(s) ==>
        CellSame{K,L}(s) && CellSame{K,L}(s + SLOT_LINK);
    lemma CapsEmpty{K,L}: \forall integer s; CellSame{K,L}(s) && CellSame{K,L}(s + SLOT_LINK) && EmptyWf{K}(s) ==>
        EmptyWf{L}(s);
    lemma FrameCaps{K,L}: FRAME_CAPS; */

/* Stacks. */
/*@ lemma StacksFirst{K,L}: \forall integer c; ContextHead{K}(c) && ContextStack{K}(c) &&
        CellSame{K,L}(c + SCHED_CONTEXT_LINK) && Same{K,L}(KIND_REPLY, KIND_REPLY) &&
        \at(ring[c + SCHED_CONTEXT_LINK], L) == \at(ring[c + SCHED_CONTEXT_LINK], K) ==> ContextStack{L}(c);
    lemma StacksContext{K,L}: \forall integer c; ContextHead{K}(c) && ContextStack{K}(c) &&
        Same{K,L}(KIND_REPLY, KIND_REPLY) && Same{K,L}(KIND_STACK_LINK, KIND_STACK_LINK) && StackRingsSame{K,L} ==>
        ContextStack{L}(c);
    lemma StacksIn{K,L}: \forall integer r; ReplyAt{K}(r) && ReplyStacked{K}(r) && TypesSame{K,L} &&
        CellSame{K,L}(r + REPLY_LINK) && \at(ring[r + REPLY_LINK], L) == \at(ring[r + REPLY_LINK], K) &&
        ReplyContext{L}(r) == ReplyContext{K}(r) &&
        (ReplyContext{K}(r) != 0 ==> CellSame{K,L}(ReplyContext{K}(r) + SCHED_CONTEXT_LINK)) ==> ReplyStacked{L}(r);
    lemma StacksReply{K,L}: \forall integer r; ReplyAt{K}(r) && ReplyStacked{K}(r) &&
        (ReplyContext{K}(r) != 0 ==> ContextStack{K}(ReplyContext{K}(r))) &&
        Same{K,L}(KIND_REPLY, KIND_REPLY) && Same{K,L}(KIND_STACK_LINK, KIND_STACK_LINK) && StackRingsSame{K,L} ==>
        ReplyStacked{L}(r);
    lemma FrameStacks{K,L}: FRAME_STACKS; */

/* Queues. */
/*@ lemma QueuesMembers{K,L}: MembersWf{K} && RingWf{L} && Same{K,L}(KIND_TCB_LINK, KIND_QUEUE) &&
        ThreadRingsSame{K,L} ==> MembersWf{L};
    lemma QueuesEnds{K,L}: KernelEnds{K} && TypesSame{K,L} && KernelOfQueues{K,L} ==> KernelEnds{L};
    lemma QueuesThread{K,L}: \forall integer t; TcbAt{K}(t) && ThreadWf{K}(t) && ThreadSame{K,L}(t) &&
        Same{K,L}(KIND_TCB_LINK, KIND_QUEUE) && ThreadRingsSame{K,L} && KernelOfQueues{K,L} ==> ThreadWf{L}(t);
    lemma QueuesWord{K,L}: \forall integer i; KernelOfQueues{K,L} && 0 <= i < PRIORITIES ==>
        \at(kernel.ready_bits[i / 64], L) == \at(kernel.ready_bits[i / 64], K);
    lemma QueuesBit{K,L}: \forall integer i; KernelOfQueues{K,L} && 0 <= i < PRIORITIES ==>
        (Marked{L}(i) <==> Marked{K}(i));
    lemma QueuesBits{K,L}: KernelOfQueues{K,L} ==> MarksSame{K,L}(0);
    lemma QueuesEnd{K,L}: \forall integer e; KernelEnds{K} && Same{K,L}(KIND_TCB_LINK, KIND_QUEUE) &&
        \at(kernel.ready, K) <= e < \at(kernel.ready, K) + PRIORITIES ==> CellSame{K,L}(e);
    lemma QueuesMark{K,L}: \forall integer e; KernelOfQueues{K,L} && CellSame{K,L}(e) &&
        \at(kernel.ready, K) <= e < \at(kernel.ready, K) + PRIORITIES && \at(MarkAt(e) <==> LINK(e)->next != e, K) ==>
            \at(MarkAt(e) <==> LINK(e)->next != e, L);
    lemma QueuesMarks{K,L}: KernelEnds{K} && MarksWf{K} && Same{K,L}(KIND_TCB_LINK, KIND_QUEUE) &&
        KernelOfQueues{K,L} ==> MarksWf{L};
    lemma FrameQueues{K,L}: FRAME_QUEUES;
    lemma FrameSched{K,L}: FRAME_SCHED; */

/* Who is held. */
/*@ lemma CellsState{K,L}: \forall integer t, a, b; Same{K,L}(a, b) && a <= KIND_STATE <= b && TcbAt{K}(t) ==>
        CellSame{K,L}(t + TCB_STATE) && CellSame{K,L}(t + TCB_STATE + 1);
    lemma CellsBonds{K,L}: \forall integer t, a, b; Same{K,L}(a, b) && a <= KIND_BONDS <= b && TcbAt{K}(t) ==>
        CellSame{K,L}(t + TCB_BONDS) && CellSame{K,L}(t + TCB_BONDS + 1);
    lemma SameState{K,L}: \forall integer t; CellSame{K,L}(t + TCB_STATE) ==>
        \at(TCB(t)->state, L) == \at(TCB(t)->state, K) && \at(TCB(t)->queued, L) == \at(TCB(t)->queued, K);
    lemma SameObject{K,L}: \forall integer t; CellSame{K,L}(t + TCB_STATE + 1) ==>
        \at(TCB(t)->priority, L) == \at(TCB(t)->priority, K) && \at(TCB(t)->object, L) == \at(TCB(t)->object, K);
    lemma SameBonds{K,L}: \forall integer t; CellSame{K,L}(t + TCB_BONDS) ==>
        ReplyOf{L}(t) == ReplyOf{K}(t) && ContextOf{L}(t) == ContextOf{K}(t) &&
        \at(TCB(t)->sched_context, L) == \at(TCB(t)->sched_context, K);
    lemma SameYield{K,L}: \forall integer t; CellSame{K,L}(t + TCB_BONDS + 1) ==>
        NotificationOf{L}(t) == NotificationOf{K}(t) && YieldTo{L}(t) == YieldTo{K}(t);
    lemma SameReply{K,L}: \forall integer r, a, b; Same{K,L}(a, b) && a <= KIND_REPLY <= b && ReplyAt{K}(r) ==>
        ReplyTcb{L}(r) == ReplyTcb{K}(r) && ReplyContext{L}(r) == ReplyContext{K}(r);
    lemma HoldsThread{K,L}: \forall integer t; TcbAt{K}(t) && ThreadHeld{K}(t) && Same{K,L}(KIND_BONDS, KIND_REPLY) &&
        \at(TCB(t)->state, L) == \at(TCB(t)->state, K) && \at(TCB(t)->object, L) == \at(TCB(t)->object, K) ==>
        ThreadHeld{L}(t);
    lemma HoldsTcb{K,L}: \forall integer r; ReplyAt{K}(r) && ReplyHolds{K}(r) && Same{K,L}(KIND_BONDS, KIND_REPLY) &&
        ReplyTcb{L}(r) != 0 ==> TcbAt{L}(ReplyTcb{L}(r)) && ReplyOf{L}(ReplyTcb{L}(r)) == r;
    lemma HoldsStacked{K,L}: \forall integer r; ReplyAt{K}(r) && StackRingsSame{K,L} ==>
        (Stacked{L}(r) <==> Stacked{K}(r));
    lemma HoldsReply{K,L}: \forall integer r; ReplyAt{K}(r) && ReplyHolds{K}(r) && Same{K,L}(KIND_BONDS, KIND_REPLY) &&
        StackRingsSame{K,L} && (\at(Stacked(r), K) ==>
            \at(TCB(ReplyTcb{K}(r))->state, L) == \at(TCB(ReplyTcb(r))->state, K)) ==> ReplyHolds{L}(r);
    lemma HoldsThreadBut{K,L}: \forall integer t, u; TcbAt{K}(u) && u != t && ThreadHeld{K}(u) &&
        Same{K,L}(KIND_BONDS, KIND_REPLY) && StatesBut{K,L}(t) ==> ThreadHeld{L}(u);
    lemma HoldsReplyBut{K,L}: \forall integer t, r; ReplyAt{K}(r) && ReplyHolds{K}(r) &&
        Same{K,L}(KIND_BONDS, KIND_REPLY) && StackRingsSame{K,L} && StatesBut{K,L}(t) &&
        \at(TCB(t)->state, K) != THREAD_BLOCKED_REPLY ==> ReplyHolds{L}(r);
    lemma FrameHoldsBut{K,L}: \forall integer t; FRAME_HOLDS_BUT;
    lemma HoldsStates{K,L}: Same{K,L}(KIND_STATE, KIND_REPLY) ==>
        Same{K,L}(KIND_BONDS, KIND_REPLY) && StatesBut{K,L}(0);
    lemma HoldsStill{K,L}: HoldsWf{K} && Same{K,L}(KIND_BONDS, KIND_REPLY) && StackRingsSame{K,L} &&
        StatesBut{K,L}(0) ==> HoldsWf{L};
    lemma FrameHolds{K,L}: FRAME_HOLDS; */

/* Bonds. */
/*@ lemma BondsThread{K,L}: \forall integer t; TcbAt{K}(t) && ThreadBound{K}(t) && BondsSame{K,L} ==> ThreadBound{L}(t);
    lemma BondsContext{K,L}: \forall integer c; ContextHead{K}(c) && ContextBound{K}(c) && BondsSame{K,L} ==>
        ContextBound{L}(c);
    lemma BondsNotification{K,L}: \forall integer n; NotificationAt{K}(n) && NotificationBound{K}(n) && BondsSame{K,L} ==>
        NotificationBound{L}(n);
    lemma FrameBonds{K,L}: FRAME_BONDS;
    lemma BondsOfThread{K,L}: \forall integer t; TcbAt{K}(t) && Same{K,L}(KIND_BONDS, KIND_BONDS) ==>
        ContextOf{L}(t) == ContextOf{K}(t) && NotificationOf{L}(t) == NotificationOf{K}(t) &&
        YieldTo{L}(t) == YieldTo{K}(t);
    lemma BondsCell{K,L}: \forall integer n; NotificationAt{K}(n) && Same{K,L}(KIND_BONDS, KIND_BONDS) ==>
        CellSame{K,L}(n + 2);
    lemma BondsEnds{K,L}: \forall integer n; CellSame{K,L}(n + 2) ==>
        \at(NOTIFICATION(n)->tcb, L) == \at(NOTIFICATION(n)->tcb, K) &&
        \at(NOTIFICATION(n)->sched_context, L) == \at(NOTIFICATION(n)->sched_context, K);
    lemma BondsOfNotification{K,L}: \forall integer n; NotificationAt{K}(n) && Same{K,L}(KIND_BONDS, KIND_BONDS) ==>
        NotificationTcb{L}(n) == NotificationTcb{K}(n) && NotificationContext{L}(n) == NotificationContext{K}(n);
    lemma BondsCells{K,L}: Same{K,L}(KIND_BONDS, KIND_BONDS) && Same{K,L}(KIND_SCHED_CONTEXT, KIND_SCHED_CONTEXT) &&
        YieldsSame{K,L} ==> BondsSame{K,L}; */

/* Time. */
/*@ // Step: the words and the refills of c are what they were.
    predicate ContextSame{K,L}(integer c) =
        TypesSame{K,L} && \forall integer r;
            c + SCHED_CONTEXT_LINK < r < c + SCHED_CONTEXT_CELLS + RefillMost{K}(c) ==> CellSame{K,L}(r);

    lemma TimeSame{K,L}: \forall integer c; ContextAt{K}(c) && Same{K,L}(KIND_TIME, KIND_TIME) ==> ContextSame{K,L}(c);
    lemma TimeBudget{K,L}: \forall integer c; CellSame{K,L}(c + 2) ==>
        \at(SCHED_CONTEXT(c)->budget, L) == \at(SCHED_CONTEXT(c)->budget, K);
    lemma TimeMost{K,L}: \forall integer c; CellSame{K,L}(c + 4) ==> RefillMost{L}(c) == RefillMost{K}(c);
    lemma TimeRing{K,L}: \forall integer c; CellSame{K,L}(c + 5) ==> YieldFrom{L}(c) == YieldFrom{K}(c) &&
        RefillFirst{L}(c) == RefillFirst{K}(c) && RefillCount{L}(c) == RefillCount{K}(c);
    lemma TimeOwn{K,L}: \forall integer c; 0 <= RefillMost{K}(c) && ContextSame{K,L}(c) ==>
        CellSame{K,L}(c + 2) && CellSame{K,L}(c + 4) && CellSame{K,L}(c + 5);
    lemma TimePlace: \forall integer c, m, j; 0 <= j < 2 * m ==>
        c + SCHED_CONTEXT_CELLS <= RefillAt(c, m, j) < c + SCHED_CONTEXT_CELLS + m;
    lemma TimeAt{K,L}: \forall integer c, m, j; ContextSame{K,L}(c) && 0 <= j < 2 * m && m == RefillMost{K}(c) ==>
        CellSame{K,L}(RefillAt(c, m, j));
    lemma TimeAmount{K,L}: \forall integer c, m, j; ContextSame{K,L}(c) && 0 <= j < 2 * m && m == RefillMost{K}(c) ==>
        \at(REFILL(RefillAt(c, m, j))->amount, L) == \at(REFILL(RefillAt(c, m, j))->amount, K);
    lemma TimePieces{K,L}: \forall integer n, c, m, i; ContextSame{K,L}(c) && 0 <= i < m && 0 <= n <= m &&
        m == RefillMost{K}(c) ==> RefillSum{L}(c, m, i, n) == RefillSum{K}(c, m, i, n);
    lemma TimeSum{K,L}: \forall integer c; RefillsFit{K}(c) && ContextSame{K,L}(c) ==>
        RefillTotal{L}(c) == RefillTotal{K}(c);
    lemma TimeRefills{K,L}: \forall integer c; RefillsWf{K}(c) && ContextSame{K,L}(c) ==> RefillsWf{L}(c);
    lemma TimeContext{K,L}: \forall integer c; ContextWf{K}(c) && ContextSame{K,L}(c) ==> ContextWf{L}(c);
    lemma FrameContexts{K,L}: FRAME_CONTEXTS;
    lemma TimeAll{K,L}: \forall integer c; ContextsWf{K} && ContextHead{K}(c) && Same{K,L}(KIND_TIME, KIND_TIME) ==>
        ContextSame{K,L}(c);
    lemma TimeMosts{K,L}: \forall integer c; 0 <= RefillMost{K}(c) && ContextSame{K,L}(c) ==>
        RefillMost{L}(c) == RefillMost{K}(c) && YieldFrom{L}(c) == YieldFrom{K}(c);
    lemma TimeHead{K,L}: \forall integer c; RefillsWf{K}(c) && ContextSame{K,L}(c) ==>
        RefillAmount{L}(c, 0) == RefillAmount{K}(c, 0);
    lemma FrameRunning{K,L}: FRAME_RUNNING;
    lemma TimeYields{K,L}: ContextsWf{K} && Same{K,L}(KIND_TIME, KIND_TIME) ==> YieldsSame{K,L};
    lemma FrameMost{K,L}: FRAME_MOST; */

/* Whose turn comes. */
/*@ lemma TurnKept{K,L}: \forall integer t; TypesSame{K,L} && TcbAt{K}(t) && TurnWf{K}(t) && TurnSame{K,L}(t) &&
        ThreadBound{K}(t) && MostSame{K,L} && (InTurn{L}(t) ==> ContextOf{L}(t) == ContextOf{K}(t)) ==> TurnWf{L}(t);
    lemma FrameTurns{K,L}: FRAME_TURNS;
    lemma ThreadsTurns{K,L}: THREADS_TURNS; */

/* Only threads move. */
/*@ lemma QueuesCells{K,L}: OnlyQueues{K,L} ==> Same{K,L}(KIND_BONDS, KIND_BONDS) && Same{K,L}(KIND_REPLY, KIND_REPLY) &&
        Same{K,L}(KIND_BONDS, KIND_REPLY) && Same{K,L}(KIND_SCHED_CONTEXT, KIND_SCHED_CONTEXT) &&
        Same{K,L}(KIND_TIME, KIND_TIME);
    lemma QueuesLinks{K,L}: OnlyQueues{K,L} ==> SlotsSame{K,L} && Same{K,L}(KIND_STACK_LINK, KIND_STACK_LINK) &&
        StackRingsSame{K,L};
    lemma QueuesContexts{K,L}: QUEUES_CONTEXTS;
    lemma QueuesBonds{K,L}: QUEUES_BONDS;
    lemma QueuesStacks{K,L}: QUEUES_STACKS;
    lemma QueuesTables{K,L}: OnlyQueues{K,L} ==> Same{K,L}(KIND_LIST, KIND_POOLS);
    lemma QueuesTranslation{K,L}: QUEUES_TRANSLATION;
    lemma QueuesCaps{K,L}: QUEUES_CAPS;
    lemma QueuesRunning{K,L}: QUEUES_RUNNING;
    lemma QueuesTurns{K,L}: QUEUES_TURNS;
    lemma QueuesHolds{K,L}: QUEUES_HOLDS;
    lemma QueuesHoldsBut{K,L}: \forall integer t; QUEUES_HOLDS_BUT; */

/* Only time is written. */
/*@ lemma TimeObjects{K,L}: OnlyTime{K,L} ==> Same{K,L}(KIND_BONDS, KIND_BONDS) && Same{K,L}(KIND_REPLY, KIND_REPLY) &&
        Same{K,L}(KIND_STATE, KIND_REPLY) && Same{K,L}(KIND_SCHED_CONTEXT, KIND_SCHED_CONTEXT);
    lemma TimeLinks{K,L}: OnlyTime{K,L} ==> SlotsSame{K,L} && Same{K,L}(KIND_STACK_LINK, KIND_STACK_LINK) &&
        Same{K,L}(KIND_TCB_LINK, KIND_QUEUE) && LinksSame{K,L};
    lemma TimeRings{K,L}: OnlyTime{K,L} ==> StackRingsSame{K,L} && ThreadRingsSame{K,L};
    lemma TimeRingWf{K,L}: OnlyTime{K,L} && RingWf{K} ==> RingWf{L};
    lemma StateThreads{K,L}: Same{K,L}(KIND_STATE, KIND_REPLY) ==> ThreadsSame{K,L};
    lemma TimeSched{K,L}: TIME_SCHED;
    lemma TimeBonds{K,L}: TIME_BONDS;
    lemma TimeHolds{K,L}: TIME_HOLDS;
    lemma TimeStacks{K,L}: TIME_STACKS;
    lemma TimeTables{K,L}: OnlyTime{K,L} ==> Same{K,L}(KIND_LIST, KIND_POOLS);
    lemma TimeTranslation{K,L}: TIME_TRANSLATION;
    lemma TimeCaps{K,L}: TIME_CAPS; */

/* Only that of one context. */
/*@ lemma TimeApart{L}: \forall integer c, d, n; ContextHead(c) && ContextRoom(c, n) &&
        kind[c + SCHED_CONTEXT_LINK] == KIND_STACK_LINK && ContextAt(d) && c != d ==>
            d + SCHED_CONTEXT_CELLS + RefillMost(d) <= c || c + SCHED_CONTEXT_CELLS + n <= d;
    lemma TimeOther{K,L}: \forall integer c, d, n; OnlyTimeOf{K,L}(c, n) && ContextAt{K}(c) && ContextRoom{K}(c, n) &&
        ContextAt{K}(d) && c != d ==> ContextSame{K,L}(d);
    lemma TimeOthers{K,L}: \forall integer c, d, n; OnlyTimeOf{K,L}(c, n) && ContextsWf{K} && ContextHead{K}(c) &&
        ContextRoom{K}(c, n) && ContextHead{K}(d) && c != d ==> ContextSame{K,L}(d);
    lemma TimeOtherWf{K,L}: \forall integer c, d, n; OnlyTimeOf{K,L}(c, n) && ContextsWf{K} && ContextHead{K}(c) &&
        ContextRoom{K}(c, n) && ContextHead{K}(d) && c != d ==> ContextWf{L}(d);
    lemma TimeOfOthers{K,L}: \forall integer c, d, n; TIME_OF_OTHERS;
    lemma TimeOf{K,L}: \forall integer c, n; TIME_OF;
    lemma TimeOfContexts{K,L}: \forall integer c, n; TIME_OF_CONTEXTS;
    lemma TimeOfYields{K,L}: \forall integer c, n; TIME_OF_YIELDS;
    lemma TimeOfRunning{K,L}: \forall integer c, n; TIME_OF_RUNNING; */

/* Only links of one kind are written. */
/*@ lemma RingsCell{K,L}: \forall integer k, r; OnlyRings{K,L}(k) && 0 <= r < PHYS_CELLS && RingKind{K}(r) != k ==>
        CellSame{K,L}(r) && \at(ring[r], L) == \at(ring[r], K);
    lemma RingsBefore{K,L}: \forall integer k; OnlyRings{K,L}(k) && k >= KIND_SLOT_LINK ==>
        Same{K,L}(KIND_STATE, KIND_TIME);
    lemma RingsWithin{K,L}: Same{K,L}(KIND_STATE, KIND_TIME) ==>
        Same{K,L}(KIND_BONDS, KIND_BONDS) && Same{K,L}(KIND_REPLY, KIND_REPLY) && Same{K,L}(KIND_STATE, KIND_REPLY) &&
        Same{K,L}(KIND_SCHED_CONTEXT, KIND_SCHED_CONTEXT) && Same{K,L}(KIND_TIME, KIND_TIME);
    lemma RingsObjects{K,L}: \forall integer k; OnlyRings{K,L}(k) && k >= KIND_SLOT_LINK ==>
        Same{K,L}(KIND_BONDS, KIND_BONDS) && Same{K,L}(KIND_REPLY, KIND_REPLY) && Same{K,L}(KIND_STATE, KIND_REPLY) &&
        Same{K,L}(KIND_SCHED_CONTEXT, KIND_SCHED_CONTEXT) && Same{K,L}(KIND_TIME, KIND_TIME);
    lemma RingsSlots{K,L}: \forall integer k; OnlyRings{K,L}(k) && k > KIND_SLOT_LINK ==> SlotsSame{K,L};
    lemma RingsStack{K,L}: \forall integer k, r; OnlyRings{K,L}(k) && k >= KIND_SLOT_LINK && k != KIND_STACK_LINK &&
        0 <= r < PHYS_CELLS && \at(kind[r], K) == KIND_STACK_LINK ==>
            CellSame{K,L}(r) && \at(ring[r], L) == \at(ring[r], K);
    lemma RingsTypes{K,L}: \forall integer k; OnlyRings{K,L}(k) ==> TypesSame{K,L};
    lemma RingsReplies{K,L}: \forall integer k; OnlyRings{K,L}(k) && k >= KIND_SLOT_LINK && k != KIND_STACK_LINK ==>
        Same{K,L}(KIND_STACK_LINK, KIND_STACK_LINK) && StackRingsSame{K,L};
    lemma RingsLater{K,L}: \forall integer k, r; OnlyRings{K,L}(k) && k >= KIND_SLOT_LINK && k != KIND_TCB_LINK &&
        0 <= r < PHYS_CELLS && \at(kind[r], K) >= KIND_TCB_LINK ==>
            CellSame{K,L}(r) && \at(ring[r], L) == \at(ring[r], K);
    lemma RingsQueues{K,L}: \forall integer k; OnlyRings{K,L}(k) && k >= KIND_SLOT_LINK && k != KIND_TCB_LINK ==>
        ThreadRingsSame{K,L};
    lemma RingsEnds{K,L}: \forall integer k; OnlyRings{K,L}(k) && k >= KIND_SLOT_LINK && k != KIND_TCB_LINK ==>
        Same{K,L}(KIND_TCB_LINK, KIND_QUEUE);
    lemma RingsThreads{K,L}: \forall integer k; OnlyRings{K,L}(k) && k >= KIND_SLOT_LINK && k != KIND_TCB_LINK ==>
        Same{K,L}(KIND_TCB_LINK, KIND_QUEUE) && ThreadRingsSame{K,L};
    lemma RingsSched{K,L}: \forall integer k; RINGS_SCHED;
    lemma RingsContexts{K,L}: \forall integer k; RINGS_CONTEXTS;
    lemma RingsBonds{K,L}: \forall integer k; RINGS_BONDS;
    lemma RingsHolds{K,L}: \forall integer k; RINGS_HOLDS;
    lemma RingsStacks{K,L}: \forall integer k; RINGS_STACKS;
    lemma RingsTables{K,L}: \forall integer k; OnlyRings{K,L}(k) && k >= KIND_SLOT_LINK ==> Same{K,L}(KIND_LIST, KIND_POOLS);
    lemma RingsTranslation{K,L}: \forall integer k; RINGS_TRANSLATION;
    lemma RingsCaps{K,L}: \forall integer k; RINGS_CAPS;
    lemma RingsRunning{K,L}: \forall integer k; RINGS_RUNNING; */

/* All of it. */
/*@ lemma SystemObjects{K,L}: CellsOfSystem{K,L} ==>
        Same{K,L}(KIND_BONDS, KIND_BONDS) && Same{K,L}(KIND_REPLY, KIND_REPLY) && Same{K,L}(KIND_STATE, KIND_REPLY) &&
        Same{K,L}(KIND_SCHED_CONTEXT, KIND_SCHED_CONTEXT) && Same{K,L}(KIND_TIME, KIND_TIME);
    lemma SystemTables{K,L}: CellsOfSystem{K,L} ==> Same{K,L}(KIND_LIST, KIND_POOLS) && Same{K,L}(KIND_STATE, KIND_TIME);
    lemma SystemLinks{K,L}: CellsOfSystem{K,L} ==>
        Same{K,L}(KIND_STACK_LINK, KIND_STACK_LINK) && Same{K,L}(KIND_TCB_LINK, KIND_QUEUE);
    lemma SystemRings{K,L}: RingsOfSystem{K,L} ==> StackRingsSame{K,L} && ThreadRingsSame{K,L};
    lemma CellsThreads{K,L}: CELLS_THREADS;
    lemma TimeThreads{K,L}: TIME_THREADS;
    lemma SystemRing{K,L}: SchedWf{K} && SystemSame{K,L} ==> RingWf{L} && ThreadsSame{K,L};
    lemma SystemChosen{K,L}: SystemSame{K,L} ==>
        KernelOfQueues{K,L} && \at(kernel.candidate, L) == \at(kernel.candidate, K);
    lemma SystemQueued{K,L}: SchedWf{K} && SystemSame{K,L} ==> SchedWf{L};
    lemma SystemBonds{K,L}: ContextsWf{K} && BondsWf{K} && SystemSame{K,L} ==> BondsWf{L};
    lemma SystemMosts{K,L}: ContextsWf{K} && SystemSame{K,L} ==> MostSame{K,L};
    lemma SystemContexts{K,L}: \forall integer t; TcbAt{K}(t) && SystemSame{K,L} ==> ContextOf{L}(t) == ContextOf{K}(t);
    lemma SystemTurn{K,L}: TurnsWf{K} && SystemSame{K,L} ==> TurnsSame{K,L};
    lemma SystemTurnsBound{K,L}: SystemSame{K,L} ==> TypesSame{K,L} && TurnsBound{K,L};
    lemma SystemTurns{K,L}: TurnsWf{K} && BondsWf{K} && SystemSame{K,L} && MostSame{K,L} ==> TurnsWf{L};
    lemma SystemTranslates{K,L}: TranslationWf{K} && SystemSame{K,L} ==> TranslationWf{L};
    lemma SystemParts{K,L}: SystemWf{K} && SystemSame{K,L} ==> SchedWf{L} && RunningWf{L} && TurnsWf{L} && ContextsWf{L} &&
        BondsWf{L} && HoldsWf{L} && StacksWf{L} && TranslationWf{L};
    lemma SystemCaps{K,L}: SYSTEM_CAPS;
    lemma SystemFrame{K,L}: SYSTEM_FRAME;
    lemma TransTypes{K,L}: CellsOfSystem{K,L} ==> TypesSame{K,L};
    lemma TransKernel{J,K,L}: KernelOfSystem{J,K} && KernelOfSystem{K,L} ==> KernelOfSystem{J,L};
    lemma TransCells{J,K,L}: CellsOfSystem{J,K} && CellsOfSystem{K,L} ==> CellsOfSystem{J,L};
    lemma TransRings{J,K,L}: TypesSame{J,K} && RingsOfSystem{J,K} && RingsOfSystem{K,L} ==> RingsOfSystem{J,L};
    lemma SystemTrans{J,K,L}: SYSTEM_TRANS;
    lemma BodyCells{K,L}: OnlyBody{K,L} ==> CellsOfSystem{K,L};
    lemma BodySlots{K,L}: OnlyBody{K,L} ==> SlotsSame{K,L};
    lemma BodyLinks{K,L}: OnlyBody{K,L} ==> LinksSame{K,L};
    lemma BodyRing{K,L}: OnlyBody{K,L} && RingWf{K} ==> RingWf{L};
    lemma BodySystem{K,L}: BODY_SYSTEM;
    lemma SystemSlot{L}: \forall integer s; SYSTEM_SLOT;
    lemma SystemThread{L}: \forall integer t; SYSTEM_THREAD;
    lemma SystemContext{L}: \forall integer c; SYSTEM_CONTEXT;
    lemma SystemReply{L}: \forall integer r; SYSTEM_REPLY;
    lemma SystemNotification{L}: \forall integer n; SYSTEM_NOTIFICATION;
    lemma SystemKernel{L}: SYSTEM_KERNEL;
    lemma SystemPriority{L}: \forall integer t; 0 <= Priority(t) < PRIORITIES;
    lemma SystemReady{L}: \forall integer p, e; KernelEnds && 0 <= p < PRIORITIES && WaitEnd(e) ==> kernel.ready + p != e;
    lemma SystemRelease{L}: \forall integer e; KernelEnds && WaitEnd(e) ==> kernel.release != e;
    lemma SystemOwn{L}: \forall integer t, e; TcbAt(t) && WaitEnd(e) ==> t + TCB_LINK != e;
    lemma SystemHome{L}: \forall integer t, e; KernelEnds && TcbAt(t) && WaitEnd(e) && Home(t) == e ==>
        Waits(t) && TCB(t)->object == e;
    lemma SystemIsHome{L}: \forall integer t; SchedWf && TcbAt(t) ==> ring[t + TCB_LINK] == Home(t);
    lemma SystemIsThread{L}: \forall integer r, e; MembersWf && IsLink(r) && WaitEnd(e) && ring[r] == e && r != e ==>
        TcbAt(r - TCB_LINK);
    lemma SystemThere{L}: \forall integer r, e; SchedWf && IsLink(r) && WaitEnd(e) && ring[r] == e && r != e ==>
        TcbAt(r - TCB_LINK) && Home(r - TCB_LINK) == e;
    lemma SystemMember{L}: \forall integer r, e; SchedWf && IsLink(r) && WaitEnd(e) && ring[r] == e && r != e ==>
        TcbAt(r - TCB_LINK) && Waits(r - TCB_LINK) && TCB(r - TCB_LINK)->object == e; */

/* Only tables are written. */
/*@ lemma TablesElse{K,L}: OnlyTables{K,L} ==> Same{K,L}(KIND_STATE, KIND_TIME) && Same{K,L}(KIND_STACK_LINK, KIND_QUEUE) &&
        SlotsSame{K,L};
    lemma TablesObjects{K,L}: OnlyTables{K,L} ==> Same{K,L}(KIND_BONDS, KIND_BONDS) && Same{K,L}(KIND_REPLY, KIND_REPLY) &&
        Same{K,L}(KIND_STATE, KIND_REPLY) && Same{K,L}(KIND_SCHED_CONTEXT, KIND_SCHED_CONTEXT) && Same{K,L}(KIND_TIME, KIND_TIME);
    lemma TablesLinks{K,L}: OnlyTables{K,L} ==> Same{K,L}(KIND_STACK_LINK, KIND_STACK_LINK) &&
        Same{K,L}(KIND_TCB_LINK, KIND_QUEUE) && StackRingsSame{K,L} && ThreadRingsSame{K,L};
    lemma TablesLink{K,L}: OnlyTables{K,L} ==> LinksSame{K,L};
    lemma TablesRing{K,L}: OnlyTables{K,L} && RingWf{K} ==> RingWf{L};
    lemma TablesThreads{K,L}: OnlyTables{K,L} ==> ThreadsSame{K,L};
    lemma TablesSched{K,L}: OnlyTables{K,L} && SchedWf{K} ==> SchedWf{L};
    lemma TablesRunning{K,L}: OnlyTables{K,L} && RunningWf{K} && ContextsWf{K} ==> RunningWf{L};
    lemma TablesYields{K,L}: OnlyTables{K,L} && ContextsWf{K} ==> YieldsSame{K,L};
    lemma TablesBonds{K,L}: OnlyTables{K,L} && BondsWf{K} && ContextsWf{K} ==> BondsWf{L};
    lemma TablesBound{K,L}: OnlyTables{K,L} ==> TurnsBound{K,L};
    lemma TablesTurn{K,L}: OnlyTables{K,L} && TurnsWf{K} ==> TurnsSame{K,L};
    lemma TablesTurns{K,L}: OnlyTables{K,L} && TurnsWf{K} && BondsWf{K} && ContextsWf{K} ==> TurnsWf{L};
    lemma TablesStacks{K,L}: OnlyTables{K,L} && StacksWf{K} && RingWf{L} ==> StacksWf{L};
    lemma SystemTranslation{L}: SYSTEM_TRANSLATION;
    lemma TablesStep{K,L}: TABLES_STEP; */

/* Who waits behind whom. */
#include "spec/neighbour.acsl"
/*@ lemma NeighbourFirst{L}: \forall integer e; SchedWf && WaitEnd(e) ==>
        IsLink(LINK(e)->next) && ring[LINK(e)->next] == e;
    lemma NeighbourHome{L}: \forall integer t; SchedWf && TcbAt(t) && Waits(t) ==>
        WaitEnd(TCB(t)->object) && ring[t + TCB_LINK] == TCB(t)->object;
    lemma NeighbourRing{L}: SchedWf ==> RingWf;
    lemma NeighbourLink{L}: \forall integer t; TcbAt(t) ==> IsLink(t + TCB_LINK);
    lemma NeighbourOf{L}: \forall integer t; SchedWf && TcbAt(t) ==>
        IsLink(LINK(t + TCB_LINK)->next) && ring[LINK(t + TCB_LINK)->next] == ring[t + TCB_LINK];
    lemma NeighbourNext{L}: \forall integer t; SchedWf && TcbAt(t) && Waits(t) ==>
        IsLink(LINK(t + TCB_LINK)->next) && ring[LINK(t + TCB_LINK)->next] == TCB(t)->object;
    lemma NeighbourWaits{L}: \forall integer t; SchedWf && TcbAt(t) && Waits(t) &&
        LINK(t + TCB_LINK)->next != TCB(t)->object ==> TcbAt(LINK(t + TCB_LINK)->next - TCB_LINK) &&
        Waits(LINK(t + TCB_LINK)->next - TCB_LINK) &&
        TCB(LINK(t + TCB_LINK)->next - TCB_LINK)->object == TCB(t)->object;
    lemma SystemFirst{L}: \forall integer e; SYSTEM_FIRST;
    lemma SystemNext{L}: \forall integer t; SYSTEM_NEXT; */

/* Threads came into queues or out of them. */
#include "spec/frame.acsl"
/*@ lemma HoldingNone{L}: \forall integer t; ThreadHeld(t) && !Holding(TCB(t)->state) ==> ReplyOf(t) == 0;
    lemma HoldingOf{K,L}: \forall integer t; TcbAt{K}(t) && OnlyQueues{K,L} ==> ReplyOf{L}(t) == ReplyOf{K}(t);
    lemma HoldingFree{K,L}: \forall integer t; TcbAt{K}(t) && ThreadHeld{K}(t) && OnlyQueues{K,L} &&
        !Holding(\at(TCB(t)->state, K)) && !Holding(\at(TCB(t)->state, L)) &&
        \at(TCB(t)->state, L) <= THREAD_BLOCKED_NOTIFICATION ==> ThreadHeld{L}(t);
    lemma HoldingStill{K,L}: \forall integer t; TcbAt{K}(t) && ThreadHeld{K}(t) && OnlyQueues{K,L} &&
        \at(TCB(t)->state, L) == \at(TCB(t)->state, K) && \at(TCB(t)->object, L) == \at(TCB(t)->object, K) ==>
        ThreadHeld{L}(t);
    lemma HoldingThread{K,L}: \forall integer t; TcbAt{K}(t) && ThreadHeld{K}(t) && OnlyQueues{K,L} && HoldingSame{K,L} ==>
        ThreadHeld{L}(t);
    lemma HoldingReply{K,L}: \forall integer r; ReplyAt{K}(r) && ReplyHolds{K}(r) && HoldsWf{K} && OnlyQueues{K,L} &&
        HoldingSame{K,L} ==> ReplyHolds{L}(r);
    lemma HoldingQueues{K,L}: HoldsWf{K} && OnlyQueues{K,L} && HoldingSame{K,L} ==> HoldsWf{L};
    lemma SystemQueues{K,L}: SYSTEM_QUEUES;
    lemma SystemMost{K,L}: SYSTEM_MOST;
    lemma SystemSched{L}: SYSTEM_SCHED; */

/* Whoever is queued can run as soon as its turn comes. */
/*@ requires wf:  SystemWf && TcbAt(t) && TCB(t)->queued != QUEUED_NOT;
    assigns       \nothing;
    ensures  can: Runnable(t) && ContextTcb(ContextOf(t)) == t; */
void theorem_queued_can_run(ref_t t) {}
