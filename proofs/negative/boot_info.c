/* Wrong hopes about boot info.  Each function named wrong must keep an unproved goal. */
#include "kernel/boot_info.h"

/* The copy of the device tree says how long it is now, in the second half of its first word. */
/*@ requires tree:  PlanTree && 0 < plan.dtb_bytes;
    requires room:  to + PAGE_CELLS * plan.extra_pages <= REFS;
    requires size:  EXTRA_BYTES(plan.dtb_bytes) <= PAGE_BYTES * plan.extra_pages;
    requires apart: plan.dtb + plan.dtb_bytes <= 16 * to || 16 * (to + PAGE_CELLS * plan.extra_pages) <= plan.dtb;
    assigns         phys[to .. to + PAGE_CELLS * plan.extra_pages - 1];
    ensures  first: Word(2 * to + 2) == Word(plan.dtb / 8); */
void wrong_first_word_is_copied(ref_t to)
{
    chunk_write(to);
}

/* The frame is written where it lies, not in what comes behind it. */
/*@ requires wf:    BootWf && PlanTree;
    assigns         phys[boot.info .. boot.info];
    ensures  sizes: InfoSizes(boot.info); */
void wrong_one_cell_is_enough(void)
{
    info_fill();
}

/*@ requires wf:    BootWf && PlanTree;
    assigns         phys[boot.info .. boot.info + PAGE_CELLS - 1];
    ensures  sizes: InfoSizes(boot.info); */
void right(void)
{
    info_fill();
}
