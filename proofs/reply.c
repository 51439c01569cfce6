/* It opens the invariant: the stacks are written here. */
#define SYSTEM_OPEN
#include "kernel/reply.h"
#include "spec/frames.acsl"
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
    lemma StackIn{K,L}: \forall integer r; ReplyAt{K}(r) && ReplyStacked{K}(r) && TypesSame{K,L} &&
        CellSame{K,L}(r + REPLY_LINK) && \at(ring[r + REPLY_LINK], L) == \at(ring[r + REPLY_LINK], K) &&
        ReplyContext{L}(r) == ReplyContext{K}(r) &&
        (ReplyContext{K}(r) != 0 ==> CellSame{K,L}(ReplyContext{K}(r) + SCHED_CONTEXT_LINK)) ==> ReplyStacked{L}(r);
    lemma StackReply{K,L}: \forall integer r; ReplyAt{K}(r) && ReplyStacked{K}(r) &&
        (ReplyContext{K}(r) != 0 ==> ContextStack{K}(ReplyContext{K}(r))) &&
        Same{K,L}(KIND_STACK_LINK, KIND_STACK_LINK) && StackRingsSame{K,L} && RepliesWait{K,L} ==> ReplyStacked{L}(r);
    lemma StackOf{K,L}: \forall integer c; ContextHead{K}(c) && ContextStack{K}(c) && TypesSame{K,L} &&
        CellSame{K,L}(c + SCHED_CONTEXT_LINK) &&
        \at(ring[c + SCHED_CONTEXT_LINK], L) == \at(ring[c + SCHED_CONTEXT_LINK], K) && RepliesWait{K,L} ==>
        ContextStack{L}(c);
    predicate FirstOf{L}(integer q, integer c) =
        ContextHead(c) && LINK(c + SCHED_CONTEXT_LINK)->next == q + REPLY_LINK;
    predicate NextSame{K,L}(integer l) = \at(LINK(l)->next, L) == \at(LINK(l)->next, K);
    lemma StackNewest{K,L}: \forall integer c, n; ContextHead{K}(c) && ContextStack{K}(c) && TypesSame{K,L} &&
        n == \at(LINK(c + SCHED_CONTEXT_LINK)->next, K) && n == \at(LINK(c + SCHED_CONTEXT_LINK)->next, L) &&
        \at(ring[c + SCHED_CONTEXT_LINK], L) == \at(ring[c + SCHED_CONTEXT_LINK], K) &&
        (ReplyAt{K}(n - REPLY_LINK) ==> ReplyContext{L}(n - REPLY_LINK) == ReplyContext{K}(n - REPLY_LINK)) ==>
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
