/*
 * The lookup: guards, levels, and every way for an address to lead nowhere.
 */
#include "kernel/cnode.h"

#include "kernel/cdt.h"
#include "kernel/untyped.h"
#include "tests/unit/unit.h"

/* A capability in an otherwise unused place to a CNode of 2^radix slots at `node`. */
static ref_t root_of(ref_t node, word_t radix, word_t guard, word_t guard_bits)
{
    ref_t s = unit_cells(2);

    slot_set(s, CAP_MAKE((word_t)CAP_CNODE, radix, 0UL, 1UL, node), GUARD_MAKE(guard, guard_bits));
    return s;
}

static ref_t node_make(word_t radix)
{
    ref_t node = unit_cells(SLOT_CELLS << radix);

    slots_init(node, BIT(radix));
    return node;
}

static void an_index_picks_its_slot(void)
{
    ref_t node = node_make(3), root = root_of(node, 3, 0, 0);

    for (word_t i = 0; i < 8; i++) {
        struct lookup l = cnode_lookup(root, i, 3);

        CHECK(l.slot == node + SLOT_CELLS * i && l.left == 0 && l.failure == LOOKUP_OK);
    }
}

static void only_the_low_bits_of_an_address_count(void)
{
    ref_t node = node_make(3), root = root_of(node, 3, 0, 0);

    CHECK(cnode_lookup(root, WORD_MAX - 7 + 5, 3).slot == node + SLOT_CELLS * 5);
}

static void the_guard_must_be_met(void)
{
    ref_t node = node_make(2), root = root_of(node, 2, 0x2d, 6);
    struct lookup l = cnode_lookup(root, 0x2d << 2 | 1, 8);

    CHECK(l.slot == node + SLOT_CELLS && l.left == 0);
    l = cnode_lookup(root, 0x2c << 2 | 1, 8);
    CHECK(l.slot == 0 && LOOKUP_KIND(l.failure) == LOOKUP_GUARD_MISMATCH);
    CHECK(LOOKUP_LEFT(l.failure) == 8 && LOOKUP_FOUND(l.failure) == 6 && l.guard == 0x2d);
}

static void a_guard_longer_than_the_address_is_a_mismatch(void)
{
    ref_t node = node_make(2), root = root_of(node, 2, 0, 6);
    struct lookup l = cnode_lookup(root, 0, 5);

    CHECK(l.slot == 0 && LOOKUP_KIND(l.failure) == LOOKUP_GUARD_MISMATCH);
}

static void an_address_too_short_for_the_index_is_a_mismatch_of_depth(void)
{
    ref_t node = node_make(4), root = root_of(node, 4, 0, 2);
    struct lookup l = cnode_lookup(root, 0, 5);

    CHECK(l.slot == 0 && LOOKUP_KIND(l.failure) == LOOKUP_DEPTH_MISMATCH);
    CHECK(LOOKUP_LEFT(l.failure) == 5 && LOOKUP_FOUND(l.failure) == 6);
}

static void a_lookup_goes_on_through_cnodes_and_stops_at_all_else(void)
{
    ref_t outer = node_make(2), inner = node_make(3), root = root_of(outer, 2, 0, 0);
    struct lookup l;

    slot_set(outer + SLOT_CELLS, CAP_MAKE((word_t)CAP_CNODE, 3UL, 0UL, 1UL, inner), GUARD_MAKE(1UL, 1UL));
    slot_set(outer + 2 * SLOT_CELLS, CAP_MAKE((word_t)CAP_ENDPOINT, 0UL, 15UL, 1UL, inner), 0);
    CHECK(cnode_lookup(root, 1 << 4 | 1 << 3 | 6, 6).slot == inner + SLOT_CELLS * 6);
    CHECK(cnode_lookup(root, 1, 2).slot == outer + SLOT_CELLS);
    l = cnode_lookup(root, 2 << 4, 6);
    CHECK(l.slot == outer + 2 * SLOT_CELLS && l.left == 4);
}

static void a_cnode_within_itself_ends_with_the_address(void)
{
    ref_t node = node_make(1), root = root_of(node, 1, 0, 0);

    slot_set(node, SLOT(root)->cap0, 0);
    CHECK(cnode_lookup(root, 0, 64).slot == node);
    CHECK(cnode_lookup(root, 1, 64).slot == node + SLOT_CELLS);
}

static void nothing_but_a_cnode_is_a_root(void)
{
    ref_t s = unit_cells(2);

    slot_set(s, CAP_MAKE((word_t)CAP_TCB, 0UL, 0UL, 1UL, s), 0);
    CHECK(LOOKUP_KIND(cnode_lookup(s, 0, 64).failure) == LOOKUP_INVALID_ROOT);
}

int main(void)
{
    RUN(an_index_picks_its_slot);
    RUN(only_the_low_bits_of_an_address_count);
    RUN(the_guard_must_be_met);
    RUN(a_guard_longer_than_the_address_is_a_mismatch);
    RUN(an_address_too_short_for_the_index_is_a_mismatch_of_depth);
    RUN(a_lookup_goes_on_through_cnodes_and_stops_at_all_else);
    RUN(a_cnode_within_itself_ends_with_the_address);
    RUN(nothing_but_a_cnode_is_a_root);
    return unit_end("cnode_test");
}
