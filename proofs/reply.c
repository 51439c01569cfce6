/* It opens the invariant: the stacks are written here. */
#define SYSTEM_OPEN
#include "kernel/reply.h"
#include "spec/frames.acsl"

/*@ // A bit of the run queues is what it was, and says the same of a queue whose first is who it was.
    lemma MarkSame{K,L}: \forall integer e; \at(kernel.ready, L) == \at(kernel.ready, K) &&
        \at(kernel.ready_bits, L) == \at(kernel.ready_bits, K) ==> (MarkAt{L}(e) <==> MarkAt{K}(e));
    lemma MarkFirst{K,L}: \forall integer e, x; KernelEnds{K} && FirstsBut{K,L}(x) && e != x &&
        \at(kernel.ready, K) <= e < \at(kernel.ready, K) + PRIORITIES ==>
            \at(LINK(e)->next, L) == \at(LINK(e)->next, K); */
#include "spec/marks.acsl"
#include "spec/neighbour.acsl"

/*@ // Words of cells that are what they were.
    lemma CellsThread{K,L}: \forall integer t;
        CellSame{K,L}(t + TCB_STATE) && CellSame{K,L}(t + TCB_STATE + 1) && CellSame{K,L}(t + TCB_BONDS) ==>
            ThreadSame{K,L}(t);
    predicate BoundSame{K,L}(integer t) = ContextOf{L}(t) == ContextOf{K}(t) &&
        NotificationOf{L}(t) == NotificationOf{K}(t) && YieldTo{L}(t) == YieldTo{K}(t);
    lemma CellsBonds{K,L}: \forall integer t; CellSame{K,L}(t + TCB_BONDS) && CellSame{K,L}(t + TCB_BONDS + 1) ==>
        \at(TCB(t)->reply, L) == \at(TCB(t)->reply, K) && BoundSame{K,L}(t);
    lemma CellsReply{K,L}: \forall integer r; CellSame{K,L}(r) ==>
        ReplyTcb{L}(r) == ReplyTcb{K}(r) && ReplyContext{L}(r) == ReplyContext{K}(r);
    lemma CellsNotification{K,L}: \forall integer n; CellSame{K,L}(n + 2) ==>
        NotificationTcb{L}(n) == NotificationTcb{K}(n) && NotificationContext{L}(n) == NotificationContext{K}(n);
    lemma CellsYield{K,L}: \forall integer c; CellSame{K,L}(c + SCHED_CONTEXT_CELLS - 1) ==>
        YieldFrom{L}(c) == YieldFrom{K}(c); */

/*@ // Step: every reply waits for whose time it waited.
    predicate RepliesWait{K,L} = \forall integer r; ReplyAt{K}(r) ==> ReplyContext{L}(r) == ReplyContext{K}(r);
    predicate StackFree{L}(integer r) = !Stacked(r) ==> RingSingle(r + REPLY_LINK) && ReplyContext(r) == 0;
    predicate StackNew{L}(integer r, integer c) =
        c != 0 ==> ContextHead(c) && LINK(c + SCHED_CONTEXT_LINK)->next == r + REPLY_LINK;
    lemma InFree{K,L}: \forall integer r; StackFree{K}(r) && CellSame{K,L}(r + REPLY_LINK) &&
        \at(ring[r + REPLY_LINK], L) == \at(ring[r + REPLY_LINK], K) && ReplyContext{L}(r) == ReplyContext{K}(r) ==>
            StackFree{L}(r);
    lemma InNew{K,L}: \forall integer r, c; StackNew{K}(r, c) && TypesSame{K,L} &&
        (c != 0 ==> CellSame{K,L}(c + SCHED_CONTEXT_LINK)) ==> StackNew{L}(r, c);
    lemma InOf{L}: \forall integer r; ReplyStacked(r) <==> StackFree(r) && StackNew(r, ReplyContext(r));
    lemma StackIn{K,L}: \forall integer r; ReplyAt{K}(r) && ReplyStacked{K}(r) && TypesSame{K,L} &&
        CellSame{K,L}(r + REPLY_LINK) && \at(ring[r + REPLY_LINK], L) == \at(ring[r + REPLY_LINK], K) &&
        ReplyContext{L}(r) == ReplyContext{K}(r) &&
        (ReplyContext{K}(r) != 0 ==> CellSame{K,L}(ReplyContext{K}(r) + SCHED_CONTEXT_LINK)) ==> ReplyStacked{L}(r);
    lemma StackReply{K,L}: \forall integer r; ReplyAt{K}(r) && ReplyStacked{K}(r) &&
        (ReplyContext{K}(r) != 0 ==> ContextStack{K}(ReplyContext{K}(r))) &&
        Same{K,L}(KIND_STACK_LINK, KIND_STACK_LINK) && StackRingsSame{K,L} && RepliesWait{K,L} ==> ReplyStacked{L}(r);
    predicate FirstOf{L}(integer q, integer c) =
        ContextHead(c) && LINK(c + SCHED_CONTEXT_LINK)->next == q + REPLY_LINK;
    predicate NextSame{K,L}(integer l) = \at(LINK(l)->next, L) == \at(LINK(l)->next, K);
    predicate StackHead{L}(integer c, integer n) =
        n != c + SCHED_CONTEXT_LINK ==> ReplyAt(n - REPLY_LINK) && ReplyContext(n - REPLY_LINK) == c;
    lemma HeadSame{K,L}: \forall integer c, n; StackHead{K}(c, n) && TypesSame{K,L} &&
        (ReplyAt{K}(n - REPLY_LINK) ==> ReplyContext{L}(n - REPLY_LINK) == ReplyContext{K}(n - REPLY_LINK)) ==>
            StackHead{L}(c, n);
    lemma HeadOf{L}: \forall integer c; ContextStack(c) <==> kind[c + SCHED_CONTEXT_LINK] == KIND_STACK_LINK &&
        ring[c + SCHED_CONTEXT_LINK] == c + SCHED_CONTEXT_LINK && StackHead(c, LINK(c + SCHED_CONTEXT_LINK)->next);
    lemma StackNewest{K,L}: \forall integer c, n; ContextHead{K}(c) && ContextStack{K}(c) && TypesSame{K,L} &&
        n == \at(LINK(c + SCHED_CONTEXT_LINK)->next, K) && n == \at(LINK(c + SCHED_CONTEXT_LINK)->next, L) &&
        \at(ring[c + SCHED_CONTEXT_LINK], L) == \at(ring[c + SCHED_CONTEXT_LINK], K) &&
        (ReplyAt{K}(n - REPLY_LINK) ==> ReplyContext{L}(n - REPLY_LINK) == ReplyContext{K}(n - REPLY_LINK)) ==>
            ContextStack{L}(c);
    lemma StackOf{K,L}: \forall integer c; ContextHead{K}(c) && ContextStack{K}(c) && TypesSame{K,L} &&
        CellSame{K,L}(c + SCHED_CONTEXT_LINK) &&
        \at(ring[c + SCHED_CONTEXT_LINK], L) == \at(ring[c + SCHED_CONTEXT_LINK], K) && RepliesWait{K,L} ==>
        ContextStack{L}(c);
    lemma StackFirst{K,L}: \forall integer c; ContextHead{K}(c) && ContextStack{K}(c) && TypesSame{K,L} &&
        NextSame{K,L}(c + SCHED_CONTEXT_LINK) &&
        \at(ring[c + SCHED_CONTEXT_LINK], L) == \at(ring[c + SCHED_CONTEXT_LINK], K) &&
        (\forall integer r; ReplyAt{K}(r) && r == \at(LINK(c + SCHED_CONTEXT_LINK)->next, K) - REPLY_LINK ==>
            ReplyContext{L}(r) == ReplyContext{K}(r)) ==> ContextStack{L}(c);
    lemma StackContext{K,L}: \forall integer c; ContextHead{K}(c) && ContextStack{K}(c) &&
        Same{K,L}(KIND_STACK_LINK, KIND_STACK_LINK) && StackRingsSame{K,L} && RepliesWait{K,L} ==> ContextStack{L}(c);
    lemma StacksKept{K,L}: StacksWf{K} && RingWf{L} && Same{K,L}(KIND_STACK_LINK, KIND_STACK_LINK) &&
        StackRingsSame{K,L} && RepliesWait{K,L} ==> StacksWf{L}; */

#include "kernel/reply.c"
