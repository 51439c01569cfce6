/* The encoding of a lookup failure: every field comes back. */
#include "kernel/result.h"

/*@ requires fields: kind < BIT(8) && left < BIT(8) && found < BIT(8);
    assigns          \nothing;
    ensures  is:     LOOKUP_KIND(\result) == kind && LOOKUP_LEFT(\result) == left && LOOKUP_FOUND(\result) == found; */
word_t theorem_lookup_failure(word_t kind, word_t left, word_t found)
{
    return LOOKUP_MAKE(kind, left, found);
}
