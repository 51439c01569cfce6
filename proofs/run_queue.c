#include "spec/builtin.acsl"

#include "kernel/run_queue.h"

/* What helps provers on. */
/*@ lemma TcbApart{L}: \forall integer t, u; TcbAt(t) && TcbAt(u) ==> t == u || t + TCB_LINK < u || u + TCB_LINK < t;
    lemma MarksKept{K,L}: \forall integer x;
        KernelEnds{K} && MarksWf{K} && FirstsBut{K,L}(x) && \at(kernel.ready, L) == \at(kernel.ready, K) &&
        \at(kernel.ready_bits, L) == \at(kernel.ready_bits, K) ==> MarksBut{L}(x); */

#include "kernel/run_queue.c"
