/*
 * The derivation list: every capability that exists, each behind the one it
 * was derived from.  The descendants of a capability are the run behind it
 * for which cdt_is_parent holds.
 */
#ifndef TENON_KERNEL_CDT_H
#define TENON_KERNEL_CDT_H

#include "kernel/cap.h"

/* 1 if both name the same object (of memory: the very same range). */
word_t cdt_same_object(ref_t a, ref_t b);

/* 1 if what b names lies in what a names. */
word_t cdt_covers(ref_t a, ref_t b);

/* 1 if b, behind a in the list, is derived from a: revoking a deletes b. */
word_t cdt_is_parent(ref_t a, ref_t b);

/* The capabilities behind and before; the always empty end of the list at the end. */
ref_t cdt_next(ref_t s);
ref_t cdt_prev(ref_t s);

word_t cdt_has_children(ref_t s);

/* 1 if no other capability names the object of s. */
word_t cdt_is_last(ref_t s);

/* Fill the empty slot s with a capability derived from the one in `from`. */
void cdt_insert(ref_t from, ref_t s, word_t cap0, word_t cap1);

/* Fill the empty slot s at boot: derived from nothing. */
void cdt_insert_initial(ref_t s, word_t cap0, word_t cap1);

/* Empty s. */
void cdt_remove(ref_t s);

/* The capability in `from`, as cap0 and cap1, to the empty slot `to`; same place in the list. */
void cdt_move(ref_t from, ref_t to, word_t cap0, word_t cap1);

/* Exchange what the slots hold, places in the list and all. */
void cdt_swap(ref_t a, word_t a0, word_t a1, ref_t b, word_t b0, word_t b1);

#endif
