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

/* One cell is left as it was. */
/*@ requires room: r + cells <= PHYS_CELLS && cells > 0;
    assigns        phys[r .. r + cells - 1];
    ensures  zero: CellsZero(r, r + cells); */
void wrong_last_cell_left(ref_t r, word_t cells)
{
    cells_clear(r, cells - 1);
}

/* More than the untyped has. */
/*@ requires room: r <= REFS;
    assigns        phys[..]; */
void wrong_clear_beyond_memory(ref_t r, word_t cells)
{
    cells_clear(r, cells);
}

/*@ requires room: r + cells <= PHYS_CELLS;
    assigns        phys[r .. r + cells - 1];
    ensures  zero: CellsZero(r, r + cells); */
void right(ref_t r, word_t cells)
{
    cells_clear(r, cells);
}
