/*
 * The ring: the one list of this kernel (D4).  A ring is circular; a link that
 * is in no list is a ring of itself, so no operation has a special case.
 *
 * Each contract has two parts: what is changed, wherever the links may point,
 * and the behavior `ring`, what becomes of links that are links.
 */
#ifndef TENON_KERNEL_QUEUE_H
#define TENON_KERNEL_QUEUE_H

#include "kernel/object.h"
#include "spec/queue.acsl"

/* The neighbours of a link. */
/*@ requires link: r < PHYS_CELLS;
    assigns        \nothing;
    ensures  next: \result == LINK(r)->next % PHYS_CELLS; */
static inline ref_t link_next(ref_t r) { return LINK(r)->next % PHYS_CELLS; }

/*@ requires link: r < PHYS_CELLS;
    assigns        \nothing;
    ensures  prev: \result == LINK(r)->prev % PHYS_CELLS; */
static inline ref_t link_prev(ref_t r) { return LINK(r)->prev % PHYS_CELLS; }

/* Make the cell a ring of itself. */
void link_init(ref_t r);

/* Put the single link r behind `at`. */
void link_insert(ref_t at, ref_t r);

/* Take r out of its ring; it is single then. */
void link_remove(ref_t r);

/* Put r, which is single, at the place of old, which is single then. */
void link_replace(ref_t old, ref_t r);

#endif
