/* Wrong encodings.  Each function named wrong must keep an unproved goal. */
#include "kernel/cap.h"

/* One right too many runs into the size. */
/*@ requires fields: kind < 32 && size < 64 && rights <= 16 && ref < REFS;
    assigns          \nothing;
    ensures  size:   CapSize(\result) == size; */
word_t wrong_rights_overflow(word_t kind, word_t size, word_t rights, word_t ref)
{
    return CAP_MAKE(kind, size, rights, 0UL, ref);
}

/* The old rights are still in the sum. */
/*@ requires field: rights < 16;
    assigns         \nothing;
    ensures  is:    CapRights(\result) == rights; */
word_t wrong_rights_added(word_t cap0, word_t rights)
{
    return cap0 + FIELD(49, rights);
}

/* The second cell of one slot may be the first of another. */
/*@ requires slots: IsSlot(a) && IsSlot(b) && a != b;
    assigns         SLOT(b)->cap0, SLOT(b)->cap1;
    ensures  same:  SLOT(a)->next == \old(SLOT(a)->next); */
void wrong_slots_overlap(ref_t a, ref_t b)
{
    slot_set(b, 1, 2);
}

/*@ requires slot: IsSlot(s);
    assigns        \nothing;
    ensures  is:   \result == CapRef(SLOT(s)->cap0); */
ref_t right(ref_t s)
{
    return slot_ref(s);
}
