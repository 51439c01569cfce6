/* The encoding of capabilities: every field comes back, and none disturbs another. */
#include "kernel/cap.h"

/*@ requires field: rights < 16;
    assigns         \nothing;
    ensures  is:    CapIs(\result, CapKind(cap0), CapSize(cap0), rights, CapOrigin(cap0), CapRef(cap0)); */
word_t theorem_rights_alone(word_t cap0, word_t rights)
{
    return CAP_WITH_RIGHTS(cap0, rights);
}

/*@ requires field: origin < 2;
    assigns         \nothing;
    ensures  is:    CapIs(\result, CapKind(cap0), CapSize(cap0), CapRights(cap0), origin, CapRef(cap0)); */
word_t theorem_origin_alone(word_t cap0, word_t origin)
{
    return CAP_WITH_ORIGIN(cap0, origin);
}

/*@ requires fields: value < BIT(58) && size < 64;
    assigns          \nothing;
    ensures  is:     GuardSize(\result) == size && GuardValue(\result) == value; */
word_t theorem_guard(word_t value, word_t size)
{
    return GUARD_MAKE(value, size);
}

/*@ requires fields: asid < BIT(16) && vaddr < BIT(48);
    assigns          \nothing;
    ensures  is:     PlaceAsid(\result) == asid && PlaceAddress(\result) == vaddr; */
word_t theorem_place(word_t asid, vaddr_t vaddr)
{
    return PLACE_MAKE(asid, vaddr);
}

/* What is written to one slot does not show in another. */
/*@ requires slots: IsSlot(a) && IsSlot(b) && a % 2 == b % 2 && a != b;
    assigns         phys[..];
    ensures  same:  SLOT(a)->cap0 == \old(SLOT(a)->cap0) && SLOT(a)->cap1 == \old(SLOT(a)->cap1);
    ensures  kind:  \result == CapKind(cap0); */
word_t theorem_slots_apart(ref_t a, ref_t b, word_t cap0, word_t cap1)
{
    slot_set(b, cap0, cap1);
    return slot_kind(b);
}
