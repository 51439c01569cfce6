/* What all other proofs believe of the invariant follows from it. */
#define SYSTEM_OPEN
#include "kernel/kernel.h"
#include "kernel/refill.h"
#include "spec/invariant.acsl"
#include "spec/frame.acsl"

/*@ lemma CellsThreads{K,L}: CELLS_THREADS;
    lemma TimeThreads{K,L}: TIME_THREADS;
    lemma BodyCells{K,L}: OnlyBody{K,L} ==> CellsOfSystem{K,L};
    lemma BodySlots{K,L}: OnlyBody{K,L} ==> SlotsSame{K,L};
    lemma BodyLinks{K,L}: OnlyBody{K,L} ==> LinksSame{K,L};
    lemma BodyRing{K,L}: OnlyBody{K,L} && RingWf{K} ==> RingWf{L};
    lemma BodySystem{K,L}: BODY_SYSTEM;
    lemma SystemTrans{J,K,L}: SYSTEM_TRANS;
    lemma LinksOfThreads{K,L}: CellsOfSystem{K,L} ==> FirstsBut{K,L}(0);
    lemma QueuesFrame{K,L}: QueuesWf{K} && SystemSame{K,L} ==> QueuesWf{L};
    lemma SchedFrame{K,L}: SchedWf{K} && SystemSame{K,L} ==> SchedWf{L};
    lemma ContextsFrame{K,L}: ContextsWf{K} && Same{K,L}(KIND_STATE, KIND_TIME) ==> ContextsWf{L};
    lemma BondsFrame{K,L}: BondsWf{K} && Same{K,L}(KIND_STATE, KIND_TIME) ==> BondsWf{L};
    lemma HoldsFrame{K,L}: HoldsWf{K} && CellsOfSystem{K,L} && RingsOfSystem{K,L} ==> HoldsWf{L};
    lemma StacksFrame{K,L}: StacksWf{K} && SystemSame{K,L} ==> StacksWf{L};
    lemma CapsFrame{K,L}: CapsWf{K} && SlotsSame{K,L} ==> CapsWf{L};
    lemma SystemFrame{K,L}: SYSTEM_FRAME;
    lemma SystemCaps{K,L}: SYSTEM_CAPS;
    lemma SystemSlot{L}: \forall integer s; SYSTEM_SLOT;
    lemma SystemThread{L}: \forall integer t; SYSTEM_THREAD;
    lemma SystemContext{L}: \forall integer c; SYSTEM_CONTEXT;
    lemma SystemReply{L}: \forall integer r; SYSTEM_REPLY;
    lemma SystemNotification{L}: \forall integer n; SYSTEM_NOTIFICATION;
    lemma SystemKernel{L}: SYSTEM_KERNEL;
    lemma SystemFirst{L}: \forall integer e; SYSTEM_FIRST;
    lemma SystemNext{L}: \forall integer t; SYSTEM_NEXT;
    lemma HoldsCell{K,L}: \forall integer t; CellSame{K,L}(t + TCB_BONDS) ==> ReplyOf{L}(t) == ReplyOf{K}(t);
    lemma HoldsCells{K,L}: OnlyQueues{K,L} ==>
        \forall integer t; \at(TcbAt(t), K) ==> CellSame{K,L}(t + TCB_BONDS);
    lemma HoldsRings{K,L}: OnlyQueues{K,L} ==>
        \forall integer r; \at(ReplyAt(r), K) ==>
            ReplyAt{L}(r) && ReplyTcb{L}(r) == ReplyTcb{K}(r) && (Stacked{L}(r) <==> Stacked{K}(r));
    lemma HoldsThread{K,L}: HoldsWf{K} && OnlyQueues{K,L} && HoldingSame{K,L} ==>
        \forall integer t; \at(TcbAt(t), K) ==> ThreadHeld{L}(t);
    lemma HoldsReply{K,L}: HoldsWf{K} && OnlyQueues{K,L} && HoldingSame{K,L} ==>
        \forall integer r; \at(ReplyAt(r), K) ==> ReplyHolds{L}(r);
    lemma HoldsQueues{K,L}: HoldsWf{K} && OnlyQueues{K,L} && HoldingSame{K,L} ==> HoldsWf{L};
    lemma SystemQueues{K,L}: SYSTEM_QUEUES;
    lemma SystemSched{L}: SYSTEM_SCHED; */
