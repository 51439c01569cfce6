/* Wrong hopes about tables.  Each function named wrong must keep an unproved goal. */
#include "kernel/vspace.h"

/* Translation need not end in the first table. */
/*@ requires table: IsTable(root);
    assigns         \nothing;
    ensures  is:    \result == Entry(root, vaddr, LEVEL_ROOT); */
word_t wrong_walk_stays_at_the_root(ref_t root, vaddr_t vaddr)
{
    return walk_entry(table_walk(root, vaddr), vaddr);
}

/* A number that means another space now does not make this one alive. */
/*@ requires slot:  IsSlot(slot) && CapKind(SLOT(slot)->cap0) == CAP_VSPACE;
    requires asid:  PlaceAsid(SLOT(slot)->cap1) != 0;
    assigns         \nothing;
    ensures  alive: \result == CapRef(SLOT(slot)->cap0); */
ref_t wrong_number_is_life(ref_t slot)
{
    return vspace_root(slot);
}

/*@ requires slot:  IsSlot(slot);
    assigns         \nothing;
    ensures  table: IsTable(\result); */
ref_t right(ref_t slot)
{
    return vspace_root(slot);
}
