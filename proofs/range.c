/* Memory that was cut out is never given out. */
#include "kernel/range.c"

/* What fits into the rest does not touch what was taken. */
/*@ requires whole: \valid_read(whole) && RangesIn(whole, 0, BIT(40));
    requires out:   \valid(left) && \separated(whole, left);
    requires taken: from <= to && bytes <= BIT(40);
    assigns         *left; */
void theorem_taken_is_not_free(const struct ranges *whole, struct ranges *left, paddr_t from, paddr_t to, word_t bytes)
{
    paddr_t at;

    ranges_cut(whole, from, to, left);
    at = ranges_fit(left, bytes);
    if (at == WORD_MAX)
        return;
    //@ assert apart: at + bytes <= from || to <= at;
}
