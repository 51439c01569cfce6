/* Memory that was cut out is never given out. */
#include "spec/shift.acsl"

#include "kernel/range.c"

/* What fits into the rest does not touch what was taken. */
/*@ requires whole: \valid_read(whole) && RangesIn(whole, 0, RANGE_TOP) && RangesOrdered(whole);
    requires out:   \valid(left) && \separated(whole, left);
    requires room:  whole->count < RANGES;
    requires taken: from <= to && pages <= RANGE_TOP;
    assigns         *left; */
void theorem_taken_is_not_free(const struct ranges *whole, struct ranges *left, word_t from, word_t to, word_t pages)
{
    word_t at;

    ranges_cut(whole, from, to, left);
    at = ranges_fit(left, pages);
    if (at == WORD_MAX)
        return;
    //@ assert apart: at + pages <= from || to <= at;
}
