/* Wrong hopes about mappings.  Each function named wrong must keep an unproved goal. */
#include "kernel/region.h"

/* What the run itself maps is another. */
/*@ requires wf:   KernelWf && IsSlot(slot) && IsTable(root);
    requires fits: RegionFits(slot, vaddr, WalkShift(root, LEVEL_ROOT, vaddr));
    assigns        STATE;
    ensures  kept: \let table = \old(WalkTable(root, LEVEL_ROOT, vaddr));
                   \let shift = \old(WalkShift(root, LEVEL_ROOT, vaddr));
                   Entry(table, vaddr, shift) ==
                       \old(Entry(WalkTable(root, LEVEL_ROOT, vaddr), vaddr, WalkShift(root, LEVEL_ROOT, vaddr))); */
void wrong_run_keeps_its_entries(ref_t slot, ref_t root, vaddr_t vaddr)
{
    region_place(slot, root, 1, vaddr, RIGHT_READ, 0);
}

/* Tables that are no pages may overlap. */
/*@ requires wf:    KernelWf && IsSlot(slot) && IsTable(root) && IsTable(other) && i < 512;
    requires fits:  RegionFits(slot, vaddr, WalkShift(root, LEVEL_ROOT, vaddr));
    requires apart: other != WalkTable(root, LEVEL_ROOT, vaddr) && !(2 * slot <= 2 * other + i < 2 * slot + 2);
    assigns         STATE;
    ensures  kept:  TABLE(other)->entry[i] == \old(TABLE(other)->entry[i]); */
void wrong_tables_overlap(ref_t slot, ref_t root, vaddr_t vaddr, ref_t other, word_t i)
{
    region_place(slot, root, 1, vaddr, RIGHT_READ, 0);
}

/*@ requires slot:  IsSlot(slot);
    assigns         \nothing;
    ensures  table: IsTable(\result); */
ref_t right(ref_t slot)
{
    return vspace_root(slot);
}
