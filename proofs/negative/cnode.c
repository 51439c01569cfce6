/* Wrong lookups.  Each function named wrong must keep an unproved goal. */
#include "kernel/cnode.h"

/* The guard is not looked at. */
/*@ requires slot: IsSlot(s) && CnodeBits(s) <= left <= 64;
    assigns        \nothing;
    ensures  fits: \result == 1 <==> CnodeFits(s, cptr, left); */
word_t wrong_guard_ignored(ref_t s, cptr_t cptr, word_t left)
{
    return GUARD_SIZE(slot_word(s)) <= left;
}

/* A shift by 64 is none. */
/*@ requires count: count <= 64;
    assigns         \nothing; */
word_t wrong_bits_of_a_word(word_t w, word_t from, word_t count)
{
    return (w >> from) & (BIT(count) - 1);
}

/* The slot may be full. */
/*@ requires root:  IsSlot(root);
    assigns         \nothing;
    ensures  empty: SLOT(\result)->cap0 == 0; */
ref_t wrong_slot_taken_for_empty(ref_t root, word_t index, word_t depth)
{
    struct named n = cnode_slot(root, index, depth, 0);

    return n.slot;
}

/*@ requires root: IsSlot(root);
    assigns        \nothing;
    ensures  ref:  \result < REFS; */
ref_t right(ref_t root, word_t index, word_t depth)
{
    struct named n = cnode_slot(root, index, depth, 0);

    return n.slot;
}
