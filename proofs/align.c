/* Products and quotients of variables. */
#include "kernel/align.h"

/*@ lemma QuotientUp: \forall integer x, a; 0 <= x && 0 < a ==> x <= (x + a - 1) / a * a < x + a;
    lemma ProductModulo: \forall integer q, a; 0 <= q && 0 < a ==> (q * a) % a == 0;
    lemma QuotientFits: \forall integer x, a, n; 0 <= x && 0 < a && 0 <= n ==> (n <= x / a <==> n * a <= x); */
