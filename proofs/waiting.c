#define SYSTEM_OPEN
#include "kernel/waiting.h"
#include "spec/frames.acsl"

/*@ // A bit of the run queues is what it was, and says the same of a queue whose first is who it was.
    lemma MarkSame{K,L}: \forall integer e; \at(kernel.ready, L) == \at(kernel.ready, K) &&
        \at(kernel.ready_bits, L) == \at(kernel.ready_bits, K) ==> (MarkAt{L}(e) <==> MarkAt{K}(e));
    lemma MarkFirst{K,L}: \forall integer e, x; KernelEnds{K} && FirstsBut{K,L}(x) && e != x &&
        \at(kernel.ready, K) <= e < \at(kernel.ready, K) + PRIORITIES ==>
            \at(LINK(e)->next, L) == \at(LINK(e)->next, K); */
#include "spec/marks.acsl"

/*@ lemma CellReply{K,L}: \forall integer t;
        CellSame{K,L}(t + TCB_BONDS) ==> \at(TCB(t)->reply, L) == \at(TCB(t)->reply, K);
    lemma QueuesTwice{J,K,L}:
        OnlyQueues{J,K} && OnlyQueues{K,L} && (\forall integer r; \at(kind[r], K) == \at(kind[r], J)) ==>
            OnlyQueues{J,L}; */

#include "kernel/waiting.c"
