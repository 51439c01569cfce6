/* Capability spaces: where an address leads, and that looking changes nothing. */
#include "kernel/cnode.c"

/* An address leads to the same slot each time, and what is found uses up no more bits than there are. */
/*@ requires root: IsSlot(root) && bits <= 64;
    assigns        \nothing;
    ensures  left: \result <= bits; */
word_t theorem_lookup_is_a_function(ref_t root, cptr_t cptr, word_t bits)
{
    struct lookup first = cnode_lookup(root, cptr, bits), again = cnode_lookup(root, cptr, bits);

    //@ assert slot: first.slot == again.slot;
    return first.left;
}

/* A slot that an operation may fill is empty. */
/*@ requires root:  IsSlot(root);
    assigns         \nothing;
    ensures  empty: \result != 0 ==> SLOT(\result)->cap0 == 0; */
ref_t theorem_named_slot_is_empty(ref_t root, word_t index, word_t depth)
{
    struct named n = cnode_empty_slot(root, index, depth);

    return n.answer.error == ERR_NO_ERROR ? n.slot : 0;
}
