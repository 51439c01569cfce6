/* Boot info: the device tree is handed over word for word. */
#include "kernel/boot_info.c"
#include "spec/shift.acsl"

/*@ requires tree:  PlanTree;
    requires room:  to + PAGE_CELLS * plan.extra_pages <= REFS;
    requires size:  EXTRA_BYTES(plan.dtb_bytes) <= PAGE_BYTES * plan.extra_pages;
    requires apart: plan.dtb + plan.dtb_bytes <= 16 * to || 16 * (to + PAGE_CELLS * plan.extra_pages) <= plan.dtb;
    requires word:  0 < w < plan.dtb_bytes / 8;
    assigns         phys[to .. to + PAGE_CELLS * plan.extra_pages - 1];
    ensures  same:  Word(2 * to + 2 + w) == \old(Word(plan.dtb / 8 + w)); */
void theorem_tree_is_as_it_was(ref_t to, word_t w)
{
    word_t source = plan.dtb / 8 + w;

    //@ assert cell:  source / 2 < to || to + PAGE_CELLS * plan.extra_pages <= source / 2;
    chunk_write(to);
    //@ assert kept:  Word(source) == \at(Word(\at(source, Here)), Pre);
    //@ assert chunk: Word(2 * to + 2 + w) == Word(2 * to + 2 + w - (2 * to + 2) + plan.dtb / 8);
    //@ assert from:  2 * to + 2 + w - (2 * to + 2) + plan.dtb / 8 == source;
}
