/*
 * Capabilities: copied, badged, moved, found and taken away.
 */
#include "tests/scenario/stage.h"

#define RADIX 3

/* Slot i of a CNode whose capability is in a slot of the root task. */
static struct place in(cptr_t cnode, word_t i)
{
    return (struct place){cnode, i, RADIX};
}

SCENARIO(a_copy_names_the_same_object)
{
    cptr_t page = make(s, OBJECT_SMALL_PAGE, 0), copy = slot_take(s);

    CHECK_OK(cnode_copy(slot_place(copy), slot_place(page), RIGHTS_ALL));
    CHECK(place_of(s, copy) == place_of(s, page));
}

SCENARIO(a_copy_has_no_more_rights_than_were_given_to_it)
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0);
    cptr_t less = mint(s, endpoint, RIGHT_READ, 0), again = mint(s, less, RIGHTS_ALL, 0);

    CHECK(endpoint_call(less, LETTER_EMPTY).label == INVALID_CAPABILITY);
    CHECK(endpoint_call(again, LETTER_EMPTY).label == INVALID_CAPABILITY);
}

SCENARIO(an_object_lives_as_long_as_one_capability_to_it)
{
    cptr_t cnode = make(s, OBJECT_CNODE, RADIX), page = make(s, OBJECT_SMALL_PAGE, 0);
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0);
    cptr_t last = mint(s, cnode, RIGHTS_ALL, 0), middle = mint(s, cnode, RIGHTS_ALL, 0);

    CHECK_OK(cnode_move(in(cnode, 3), slot_place(page)));
    CHECK_OK(cnode_delete(slot_place(last)));
    CHECK_OK(cnode_copy(in(cnode, 4), in(cnode, 3), RIGHTS_ALL));
    CHECK_OK(cnode_delete(slot_place(middle)));
    CHECK_OK(cnode_move(slot_place(page), in(cnode, 3)));
    CHECK_OK(cnode_delete(slot_place(mint(s, endpoint, RIGHTS_ALL, 5))));
    CHECK(place_of(s, page) == PAGE_BYTES && slot_holds(cnode) && slot_holds(endpoint));
}

SCENARIO(an_occupied_destination_is_refused_and_keeps_what_it_has)
{
    cptr_t one = make(s, OBJECT_SMALL_PAGE, 0), two = make(s, OBJECT_SMALL_PAGE, 0);

    CHECK_ERROR(cnode_copy(slot_place(two), slot_place(one), RIGHTS_ALL), DELETE_FIRST);
    CHECK_ERROR(cnode_mint(slot_place(two), slot_place(one), RIGHTS_ALL, 0), DELETE_FIRST);
    CHECK_ERROR(cnode_move(slot_place(two), slot_place(one)), DELETE_FIRST);
    CHECK(place_of(s, one) == 0 && place_of(s, two) == PAGE_BYTES);
}

SCENARIO(an_empty_source_is_refused_as_missing)
{
    cptr_t empty = slot_take(s), to = slot_take(s);
    struct result r = cnode_copy(slot_place(to), slot_place(empty), RIGHTS_ALL);

    CHECK_ERROR(r, FAILED_LOOKUP);
    CHECK(r.word[0] == 1 && r.word[1] == LOOKUP_MISSING_CAPABILITY);
    CHECK_ERROR(cnode_move(slot_place(to), slot_place(empty)), FAILED_LOOKUP);
    CHECK(!slot_holds(to));
}

SCENARIO(a_moved_capability_leaves_its_slot_empty)
{
    cptr_t page = make(s, OBJECT_SMALL_PAGE, 0), to = slot_take(s);

    CHECK_OK(cnode_move(slot_place(to), slot_place(page)));
    CHECK(!slot_holds(page) && place_of(s, to) == 0);
    CHECK_OK(cnode_move(slot_place(page), slot_place(to)));
    CHECK(!slot_holds(to) && place_of(s, page) == 0);
}

SCENARIO(a_badge_is_for_ever)
{
    cptr_t plain = make(s, OBJECT_NOTIFICATION, 0);
    cptr_t badged = mint(s, plain, RIGHTS_ALL, 5);
    cptr_t to = slot_take(s);

    CHECK(badged != 0);
    CHECK_ERROR(cnode_mint(slot_place(to), slot_place(badged), RIGHTS_ALL, 6), ILLEGAL_OPERATION);
    CHECK_ERROR(cnode_mint(slot_place(to), slot_place(badged), RIGHTS_ALL, 0), ILLEGAL_OPERATION);
    CHECK_ERROR(cnode_mutate(slot_place(to), slot_place(badged), 6), ILLEGAL_OPERATION);
    CHECK_OK(cnode_copy(slot_place(to), slot_place(badged), RIGHTS_ALL));
    notification_signal(to);
    CHECK(notification_poll(plain) == 5);
}

SCENARIO(there_is_one_capability_to_interrupt_control)
{
    CHECK_ERROR(cnode_copy(slot_place(slot_take(s)), slot_place(SLOT_IRQ_CONTROL), RIGHTS_ALL),
                ILLEGAL_OPERATION);
}

SCENARIO(sends_are_cancelled_by_an_endpoint_with_all_rights)
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0), notification = make(s, OBJECT_NOTIFICATION, 0);

    CHECK_ERROR(cnode_cancel_badged_sends(slot_place(notification)), ILLEGAL_OPERATION);
    CHECK_ERROR(cnode_cancel_badged_sends(slot_place(mint(s, endpoint, RIGHT_WRITE, 5))), ILLEGAL_OPERATION);
    CHECK_OK(cnode_cancel_badged_sends(slot_place(endpoint)));
}

SCENARIO(rotate_moves_two_capabilities_at_once)
{
    cptr_t first = make(s, OBJECT_SMALL_PAGE, 0), second = make(s, OBJECT_SMALL_PAGE, 0), to = slot_take(s);

    CHECK_ERROR(cnode_rotate(slot_place(to), 0, slot_place(first), 0, slot_place(first)), ILLEGAL_OPERATION);
    CHECK_ERROR(cnode_rotate(slot_place(slot_take(s)), 0, slot_place(to), 0, slot_place(first)), FAILED_LOOKUP);
    CHECK_OK(cnode_rotate(slot_place(to), 0, slot_place(first), 0, slot_place(second)));
    CHECK(place_of(s, to) == 0 && place_of(s, first) == PAGE_BYTES && !slot_holds(second));
    CHECK_OK(cnode_rotate(slot_place(to), 0, slot_place(first), 0, slot_place(to)));
    CHECK(place_of(s, to) == PAGE_BYTES && place_of(s, first) == 0);
}

SCENARIO(an_address_runs_through_guards_and_levels)
{
    cptr_t cnode = make(s, OBJECT_CNODE, RADIX), page = make(s, OBJECT_SMALL_PAGE, 0);
    cptr_t outer = slot_take(s);
    struct result r;

    /* outer: guard 0x2a in 6 bits, then 3 bits of index; inner: the same CNode, guard 1 in 2 bits. */
    CHECK_OK(cnode_move(in(cnode, 5), slot_place(page)));
    CHECK_OK(cnode_mint(in(cnode, 2), slot_place(cnode), RIGHTS_ALL, GUARD(1, 2)));
    CHECK_OK(cnode_mint(slot_place(outer), slot_place(cnode), RIGHTS_ALL, GUARD(0x2a, 6)));

    CHECK_OK(cnode_copy(in(cnode, 0), (struct place){outer, 0x2a << 3 | 5, 9}, RIGHTS_ALL));
    CHECK_OK(
        cnode_copy(in(cnode, 1), (struct place){outer, (0x2a << 3 | 2) << 5 | 1 << 3 | 5, 14}, RIGHTS_ALL));
    r = cnode_copy(in(cnode, 3), (struct place){outer, 0x2b << 3 | 5, 9}, RIGHTS_ALL);
    CHECK_ERROR(r, FAILED_LOOKUP);
    CHECK(r.word[1] == LOOKUP_GUARD_MISMATCH && r.word[2] == 9 && r.word[3] == 0x2a);
    r = cnode_copy(in(cnode, 3), (struct place){outer, 0x2a, 6}, RIGHTS_ALL);
    CHECK_ERROR(r, FAILED_LOOKUP);
    CHECK(r.word[1] == LOOKUP_DEPTH_MISMATCH && r.why == WHY_DEPTH_ENDS_EARLY);
    r = cnode_delete((struct place){outer, (0x2a << 3 | 5) << 2, 11});
    CHECK_ERROR(r, FAILED_LOOKUP);
    CHECK(r.word[1] == LOOKUP_DEPTH_MISMATCH && r.word[2] == 2 && r.why == WHY_DEPTH_GOES_ON);
}

SCENARIO(a_guard_that_leaves_no_room_for_the_index_is_refused)
{
    cptr_t cnode = make(s, OBJECT_CNODE, RADIX), to = slot_take(s);

    CHECK_ERROR(cnode_mint(slot_place(to), slot_place(cnode), RIGHTS_ALL, GUARD(0, 62)), ILLEGAL_OPERATION);
    CHECK(!slot_holds(to));
    CHECK_OK(cnode_mint(slot_place(to), slot_place(cnode), RIGHTS_ALL, GUARD(0, 61)));
}

SCENARIO(an_index_uses_1_to_64_bits)
{
    struct result r = cnode_delete((struct place){SLOT_CNODE, slot_take(s), 0});

    CHECK_ERROR(r, RANGE_ERROR);
    CHECK(r.word[0] == 1 && r.word[1] == 64);
    CHECK_ERROR(cnode_delete((struct place){SLOT_CNODE, slot_take(s), 65}), RANGE_ERROR);
    CHECK_OK(cnode_delete((struct place){SLOT_CNODE, slot_take(s), 64}));
}

SCENARIO(deleting_an_empty_slot_is_fine)
{
    CHECK_OK(cnode_delete(slot_place(slot_take(s))));
    CHECK_OK(cnode_revoke(slot_place(slot_take(s))));
}

SCENARIO(revoking_deletes_copies_and_their_copies_but_not_the_original)
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0);
    cptr_t badged = mint(s, endpoint, RIGHTS_ALL, 7), copy = mint(s, endpoint, RIGHT_READ, 0),
           of_badged = slot_take(s);

    CHECK_OK(cnode_copy(slot_place(of_badged), slot_place(badged), RIGHTS_ALL));
    CHECK_OK(cnode_revoke(slot_place(badged)));
    CHECK(slot_holds(badged) && !slot_holds(of_badged) && slot_holds(copy));
    CHECK_OK(cnode_revoke(slot_place(endpoint)));
    CHECK(slot_holds(endpoint) && !slot_holds(badged) && !slot_holds(copy));
}

SCENARIO(revoking_a_copy_takes_nothing)
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0);
    cptr_t copy = mint(s, endpoint, RIGHTS_ALL, 0), other = slot_take(s);

    CHECK_OK(cnode_copy(slot_place(other), slot_place(copy), RIGHTS_ALL));
    CHECK_OK(cnode_revoke(slot_place(copy)));
    CHECK(slot_holds(endpoint) && slot_holds(other));
}

SCENARIO(derivation_survives_a_move)
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0);
    cptr_t copy = mint(s, endpoint, RIGHTS_ALL, 3), moved = slot_take(s);

    CHECK_OK(cnode_move(slot_place(moved), slot_place(endpoint)));
    CHECK_OK(cnode_revoke(slot_place(moved)));
    CHECK(slot_holds(moved) && !slot_holds(copy));
}

SCENARIO(an_untyped_with_children_cannot_be_copied)
{
    cptr_t child = make(s, OBJECT_UNTYPED, 12), to = slot_take(s), page = slot_take(s);

    CHECK_OK(untyped_retype(child, OBJECT_SMALL_PAGE, 0, (struct place){SLOT_CNODE, 0, 0}, page, 1));
    CHECK_ERROR(cnode_copy(slot_place(to), slot_place(child), RIGHTS_ALL), REVOKE_FIRST);
    CHECK_OK(cnode_move(slot_place(to), slot_place(child)));
    CHECK_OK(cnode_revoke(slot_place(to)));
    CHECK(!slot_holds(page));
}

SCENARIO(what_is_in_a_cnode_goes_with_its_last_capability)
{
    cptr_t cnode = make(s, OBJECT_CNODE, RADIX), endpoint = make(s, OBJECT_ENDPOINT, 0);
    cptr_t copy = slot_take(s);

    CHECK_OK(cnode_move(in(cnode, 6), slot_place(endpoint)));
    CHECK_OK(cnode_mint(in(cnode, 1), in(cnode, 6), RIGHTS_ALL, 9));
    CHECK_OK(cnode_copy(slot_place(copy), slot_place(cnode), RIGHTS_ALL));
    CHECK_OK(cnode_delete(slot_place(cnode)));
    CHECK_OK(cnode_copy(slot_place(cnode), in(copy, 6), RIGHTS_ALL));
    CHECK_OK(cnode_delete(slot_place(copy)));
    CHECK(!slot_holds(copy) && slot_holds(cnode));
}

SCENARIO(a_cnode_that_holds_itself_can_be_deleted)
{
    cptr_t cnode = make(s, OBJECT_CNODE, RADIX);

    CHECK_OK(cnode_copy(in(cnode, 4), slot_place(cnode), RIGHTS_ALL));
    CHECK_OK(cnode_move(in(cnode, 7), slot_place(cnode)));
    CHECK(!slot_holds(cnode));
    CHECK_OK(cnode_revoke(slot_place(s->untyped)));
    CHECK(place_of(s, make(s, OBJECT_SMALL_PAGE, 0)) == 0);
}

SCENARIO(two_cnodes_that_hold_each_other_can_be_revoked)
{
    cptr_t one = make(s, OBJECT_CNODE, RADIX), two = make(s, OBJECT_CNODE, RADIX);

    CHECK_OK(cnode_copy(in(one, 0), slot_place(two), RIGHTS_ALL));
    CHECK_OK(cnode_move(in(two, 0), slot_place(one)));
    CHECK_OK(cnode_delete(slot_place(two)));
    CHECK_OK(cnode_revoke(slot_place(s->untyped)));
    CHECK(place_of(s, make(s, OBJECT_SMALL_PAGE, 0)) == 0);
}

SCENARIO(slots_are_only_found_in_cnodes)
{
    cptr_t endpoint = mint(s, make(s, OBJECT_TCB, 0), RIGHTS_ALL, 0);
    struct result r = cnode_copy(slot_place(slot_take(s)), (struct place){endpoint, 0, 3}, RIGHTS_ALL);

    CHECK_ERROR(r, FAILED_LOOKUP);
    CHECK(r.word[1] == LOOKUP_INVALID_ROOT);
    CHECK_ERROR(cnode_delete((struct place){endpoint, 0, 3}), ILLEGAL_OPERATION);
}
