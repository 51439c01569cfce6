/*
 * Capabilities as words: each field comes back, and disturbs no other.
 */
#include "kernel/cap.h"

#include "tests/unit/unit.h"

static void every_field_comes_back(void)
{
    for (word_t kind = 0; kind < 32; kind++)
        for (word_t size = 0; size < 64; size += 7) {
            word_t c = CAP_MAKE(kind, size, kind % 16, size % 2, REFS - 1 - size);

            CHECK(CAP_KIND(c) == kind && CAP_SIZE(c) == size && CAP_RIGHTS(c) == kind % 16);
            CHECK(CAP_ORIGIN(c) == size % 2 && CAP_REF(c) == REFS - 1 - size);
        }
}

static void other_rights_change_only_the_rights(void)
{
    word_t c = CAP_MAKE((word_t)CAP_ENDPOINT, 5UL, RIGHTS_ALL, 1UL, 0x123456789UL);
    word_t d = CAP_WITH_RIGHTS(c, RIGHT_READ);

    CHECK(CAP_RIGHTS(d) == RIGHT_READ && CAP_WITH_RIGHTS(d, RIGHTS_ALL) == c);
    CHECK(CAP_KIND(d) == CAP_ENDPOINT && CAP_SIZE(d) == 5 && CAP_ORIGIN(d) == 1 && CAP_REF(d) == 0x123456789);
}

static void a_place_holds_number_and_address(void)
{
    word_t c = PLACE_MAKE(0xffffUL, BIT(47) - 4096);

    CHECK(PLACE_ASID(c) == 0xffff && PLACE_ADDRESS(c) == BIT(47) - 4096);
    CHECK(PLACE_ASID(0UL) == 0);
}

static void an_empty_slot_is_of_kind_null(void)
{
    ref_t s = unit_cells(2);

    slot_set(s, 0, 0);
    CHECK(slot_empty(s) && slot_kind(s) == CAP_NULL);
    slot_set(s, CAP_MAKE((word_t)CAP_TCB, 0UL, 0UL, 0UL, 1UL), 7);
    CHECK(!slot_empty(s) && slot_word(s) == 7 && slot_ref(s) == 1);
}

int main(void)
{
    RUN(every_field_comes_back);
    RUN(other_rights_change_only_the_rights);
    RUN(a_place_holds_number_and_address);
    RUN(an_empty_slot_is_of_kind_null);
    return unit_end("cap_test");
}
