/*
 * Address spaces: four levels of tables, and Regions mapped into them.
 */
#ifndef TENON_KERNEL_VSPACE_H
#define TENON_KERNEL_VSPACE_H

#include "kernel/cap.h"
#include "kernel/descriptor.h"
#include "kernel/result.h"

/* Where translation of an address ends: the entry in this table, which covers 2^shift bytes. */
struct walk {
    ref_t table;
    word_t shift;
};

/* Follow tables from the root as far as there are any. */
struct walk table_walk(ref_t root, vaddr_t vaddr);

/* The root table of a VSpace capability that is alive, else 0. */
ref_t vspace_root(ref_t slot);

/* The entry that maps a block; rights: RIGHT_READ, RIGHT_WRITE; shift: of the level it stands at. */
word_t descriptor_block(paddr_t from, word_t rights, word_t attributes, word_t device, word_t shift);
word_t descriptor_table(ref_t table);

/* log2 of the block size in use for a Region of 2^bits bytes. */
word_t region_block(word_t bits);

/* Map at boot: all tables are there. */
void region_place(ref_t slot, ref_t root, word_t asid, vaddr_t vaddr, word_t rights, word_t attributes);
void table_place(ref_t slot, ref_t root, word_t asid, vaddr_t vaddr);

/* The capability is being deleted: undo its mapping. */
void region_forget(ref_t slot);
void page_table_forget(ref_t slot);
void vspace_forget(ref_t slot);

struct result page_table_map(ref_t slot);
struct result page_table_unmap(ref_t slot);
struct result region_map(ref_t slot);
struct result region_unmap(ref_t slot);
struct result region_get_address(ref_t slot);
/* The four cache operations each. */
struct result region_cache(ref_t slot);
struct result vspace_cache(ref_t slot);

#endif
