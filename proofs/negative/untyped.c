/* Wrong retypes.  Each function named wrong must keep an unproved goal. */
#include "kernel/align.h"
#include "kernel/untyped.h"

/* The watermark may lie behind the end, and the sum wraps. */
/*@ requires unit: 0 < unit <= BIT(43) && cells <= REFS && count <= RETYPE_FAN_OUT;
    assigns        \nothing;
    ensures  fits: \result != WORD_MAX ==> PlaceFits(cells, mark, unit, count, \result); */
word_t wrong_mark_unchecked(word_t cells, word_t mark, word_t unit, word_t count)
{
    word_t start = (mark + unit - 1) / unit * unit;

    if (start > cells || !align_fits(cells - start, unit, count))
        return WORD_MAX;
    return start;
}

/* Rounded down, the first object would lie below the watermark. */
/*@ requires unit: 0 < unit <= BIT(43) && cells <= REFS && count <= RETYPE_FAN_OUT;
    assigns        \nothing;
    ensures  fits: \result != WORD_MAX ==> PlaceFits(cells, mark, unit, count, \result); */
word_t wrong_rounded_down(word_t cells, word_t mark, word_t unit, word_t count)
{
    word_t start = mark / unit * unit;

    if (mark > cells || !align_fits(cells - start, unit, count))
        return WORD_MAX;
    return start;
}

/* Cut off before it is aligned, as it must be. */
/*@ requires unit: 0 < unit <= BIT(43) && cells <= REFS && count <= RETYPE_FAN_OUT;
    assigns        \nothing;
    ensures  fits: \result != WORD_MAX ==> PlaceFits(cells, mark, unit, count, \result); */
word_t right(word_t cells, word_t mark, word_t unit, word_t count)
{
    word_t start;

    if (mark > cells)
        return WORD_MAX;
    start = align_up(mark, unit);
    return start > cells || !align_fits(cells - start, unit, count) ? WORD_MAX : start;
}

/* Something may be there that was not; nothing in sight contradicts what is asked of a retype. */
/*@ requires wf:    KernelWf && IsSlot(slot);
    requires sys:   Invoked(slot, CAP_UNTYPED) && FixedWf && TypesWf && FreeAt(slot) && ExtraAt(0);
    assigns         STATE, kind[..];
    ensures  types: TypesSame{Pre,Post}; */
struct result wrong_makes_nothing(ref_t slot)
{
    return untyped_retype(slot);
}

/* And nothing is gone that was. */
/*@ requires wf:    KernelWf && IsSlot(slot);
    requires sys:   Invoked(slot, CAP_UNTYPED) && FixedWf && TypesWf && FreeAt(slot) && ExtraAt(0);
    assigns         STATE, kind[..];
    ensures  types: TypesKept{Pre,Post}; */
struct result right_takes_nothing(ref_t slot)
{
    return untyped_retype(slot);
}
