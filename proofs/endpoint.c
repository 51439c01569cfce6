#include "kernel/kernel.h"
#include "kernel/refill.h"
#include "spec/invariant.acsl"

/*@ // What moves threads, and what the invariant does not speak of, leaves alone who is held by which reply object.
    lemma QueuesBond{K,L}: \forall integer t; OnlyQueues{K,L} && \at(TcbAt(t), K) ==> CellSame{K,L}(t + TCB_BONDS);
    lemma BondHeld{K,L}: \forall integer t; CellSame{K,L}(t + TCB_BONDS) ==> ReplyOf{L}(t) == ReplyOf{K}(t);
    lemma QueuesHeld{K,L}: \forall integer t; OnlyQueues{K,L} && \at(TcbAt(t), K) ==> ReplyOf{L}(t) == ReplyOf{K}(t);
    lemma QueuesHold{K,L}: \forall integer r; OnlyQueues{K,L} && \at(ReplyAt(r), K) ==> ReplyTcb{L}(r) == ReplyTcb{K}(r);
    lemma SystemHeld{K,L}: \forall integer t; SystemSame{K,L} && \at(TcbAt(t), K) ==> ReplyOf{L}(t) == ReplyOf{K}(t);
    lemma SystemHold{K,L}: \forall integer r; SystemSame{K,L} && \at(ReplyAt(r), K) ==> ReplyTcb{L}(r) == ReplyTcb{K}(r); */

/*@ // Who waits there; whoever is behind one that does, if it is not the end, does so, too.
    predicate WaitsAt{L}(integer endpoint, integer t) = TcbAt(t) && Waits(t) && TCB(t)->object == endpoint;
    predicate Behind{L}(integer t, integer next) = LINK(t + TCB_LINK)->next == next;
    lemma WaitsBehind{L}: \forall integer e, t, n;
        SystemWf && WaitsAt(e, t) && Behind(t, n) && n != e ==> WaitsAt(e, n - TCB_LINK); */

#include "kernel/endpoint.c"
