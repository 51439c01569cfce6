#define SYSTEM_OPEN
#include "kernel/waiting.h"
#include "spec/frames.acsl"
#include "spec/marks.acsl"

/*@ lemma CellReply{K,L}: \forall integer t;
        CellSame{K,L}(t + TCB_BONDS) ==> \at(TCB(t)->reply, L) == \at(TCB(t)->reply, K);
    lemma QueuesTwice{J,K,L}:
        OnlyQueues{J,K} && OnlyQueues{K,L} && (\forall integer r; \at(kind[r], K) == \at(kind[r], J)) ==>
            OnlyQueues{J,L}; */

#include "kernel/waiting.c"
