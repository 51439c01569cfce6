/* What the pieces add up to: lemmas by induction over how many. */
#include "kernel/refill.h"

/*@ lemma RefillSumPut{K,L}: \forall integer n, c, m, i, k; i <= k < i + n ==>
        (\forall integer j; i <= j < i + n && j != k ==>
            \at(REFILL(RefillAt(c, m, j))->amount, L) == \at(REFILL(RefillAt(c, m, j))->amount, K)) ==>
            RefillSum{L}(c, m, i, n) == RefillSum{K}(c, m, i, n) -
                \at(REFILL(RefillAt(c, m, k))->amount, K) + \at(REFILL(RefillAt(c, m, k))->amount, L);

    lemma RefillSumWrite{K,L}: \forall integer n, c, m, i, k; 0 <= i < m && n <= m && i <= k < i + n ==>
        (\forall integer r; r != RefillAt(c, m, k) ==>
            \at(REFILL(r)->amount, L) == \at(REFILL(r)->amount, K)) ==>
            RefillSum{L}(c, m, i, n) == RefillSum{K}(c, m, i, n) -
                \at(REFILL(RefillAt(c, m, k))->amount, K) + \at(REFILL(RefillAt(c, m, k))->amount, L);

    lemma RefillSumAway{K,L}: \forall integer n, c, m, i, k; 0 <= i < m && 0 <= n <= m && i + n <= k < i + m ==>
        (\forall integer r; r != RefillAt(c, m, k) ==>
            \at(REFILL(r)->amount, L) == \at(REFILL(r)->amount, K)) ==>
            RefillSum{L}(c, m, i, n) == RefillSum{K}(c, m, i, n);

    lemma RefillSumSign{L}: \forall integer n, c, m, i; 0 <= n ==> 0 <= RefillSum(c, m, i, n);

    lemma RefillSumPart{L}: \forall integer n, c, m, i, k; i <= k < i + n ==>
        REFILL(RefillAt(c, m, k))->amount <= RefillSum(c, m, i, n);

    lemma RefillSumFront{L}: \forall integer n, c, m, i; 0 < n ==>
        RefillSum(c, m, i, n) == REFILL(RefillAt(c, m, i))->amount + RefillSum(c, m, i + 1, n - 1);

    lemma RefillSumWrap{L}: \forall integer n, c, m; 0 <= n <= m ==> RefillSum(c, m, m, n) == RefillSum(c, m, 0, n);

    lemma RefillSumPop{L}: \forall integer n, c, m, i; 0 < n <= m && 0 <= i < m ==>
        RefillSum(c, m, i, n) ==
            REFILL(RefillAt(c, m, i))->amount + RefillSum(c, m, i + 1 < m ? i + 1 : 0, n - 1); */

#include "kernel/refill.c"
