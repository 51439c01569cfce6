/* Wrong creations.  Each function named wrong must keep an unproved goal. */
#include "kernel/create.h"

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
