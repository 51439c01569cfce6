/* Creation: memory is zero before it becomes an object, however often that was interrupted. */
#include "kernel/create.c"

/* Also where a call was preempted and made again: zeros up to here and zeros from here on are zeros. */
/*@ requires room: from <= at <= end && base + end <= REFS;
    requires done: CellsZero(base + from, base + at);
    assigns        phys[..], ring[..];
    ensures  zero: \result == end ==> CellsZero(base + from, base + end); */
word_t theorem_pages_are_zero(ref_t base, word_t from, word_t at, word_t end)
{
    word_t then = memory_prepare(TYPE_SMALL_PAGE, base, at, end);

    return memory_prepare(TYPE_SMALL_PAGE, base, then, end);
}
