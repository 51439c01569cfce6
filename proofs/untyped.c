/* Retype: objects lie inside, apart, aligned, above the watermark. */
#include "kernel/untyped.c"

/*@ lemma ModuloSum: \forall integer x, q, a; 0 <= q && 0 <= x && 0 < a && x % a == 0 ==> (x + q * a) % a == 0; */

/*@ requires unit:   0 < unit <= BIT(43) && cells <= REFS && count <= RETYPE_FAN_OUT;
    requires two:    i < j && j < count;
    assigns          \nothing;
    ensures  above:  \result != WORD_MAX ==> mark <= \result + i * unit;
    ensures  apart:  \result != WORD_MAX ==> \result + i * unit + unit <= \result + j * unit;
    ensures  inside: \result != WORD_MAX ==> \result + j * unit + unit <= cells;
    ensures  align:  \result != WORD_MAX ==> (\result + i * unit) % unit == 0; */
word_t theorem_objects_inside_apart_aligned(word_t cells, word_t mark, word_t unit, word_t count, word_t i, word_t j)
{
    //@ assert step: i * unit + unit <= j * unit;
    return place(cells, mark, unit, count);
}

/* Two retypes, one behind the other with the watermark between, hand out no cell twice. */
/*@ requires unit:  0 < unit <= BIT(43) && 0 < then <= BIT(43) && cells <= REFS;
    requires count: count <= RETYPE_FAN_OUT && more <= RETYPE_FAN_OUT;
    assigns         \nothing; */
void theorem_retypes_apart(word_t cells, word_t mark, word_t unit, word_t count, word_t then, word_t more)
{
    word_t first = place(cells, mark, unit, count), second;

    if (first == WORD_MAX)
        return;
    second = place(cells, first + count * unit, then, more);
    //@ assert apart: second == WORD_MAX || first + count * unit <= second;
}
