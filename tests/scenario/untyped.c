/*
 * Untyped memory: what may be made of it, and that it all comes back.
 */
#include "tests/scenario/stage.h"

#define WHOLE ((struct place){SLOT_CNODE, 0, 0})

/* Free bytes, as the refusal of a retype that is too large tells them. */
static word_t free_bytes(struct stage *s, cptr_t untyped)
{
    struct result r = untyped_retype(untyped, OBJECT_UNTYPED, 47, WHOLE, s->pool.end - 1, 1);

    return r.error == NOT_ENOUGH_MEMORY ? r.word[0] : WORD_MAX;
}

SCENARIO(an_untyped_hands_out_its_lowest_free_bytes_aligned)
{
    cptr_t page = make(s, OBJECT_SMALL_PAGE, 0);
    cptr_t large, next;

    CHECK(place_of(s, page) == 0);
    make(s, OBJECT_ENDPOINT, 0);
    large = make(s, OBJECT_REGION, 14);
    next = make(s, OBJECT_SMALL_PAGE, 0);
    CHECK(place_of(s, large) == 0x4000);
    CHECK(place_of(s, next) == 0x8000);
    CHECK(free_bytes(s, s->untyped) == BIT(STAGE_BITS) - 0x9000);
}

SCENARIO(a_retype_beyond_the_free_bytes_is_refused_with_their_number)
{
    struct result r;

    make(s, OBJECT_SMALL_PAGE, 0);
    r = untyped_retype(s->untyped, OBJECT_REGION, STAGE_BITS, WHOLE, slot_take(s), 1);
    CHECK_ERROR(r, NOT_ENOUGH_MEMORY);
    CHECK(r.word[0] == BIT(STAGE_BITS) - PAGE_BYTES);
    CHECK(place_of(s, make(s, OBJECT_SMALL_PAGE, 0)) == PAGE_BYTES);
}

SCENARIO(a_retype_over_an_occupied_slot_is_refused_and_takes_nothing)
{
    cptr_t page = make(s, OBJECT_SMALL_PAGE, 0);

    CHECK_ERROR(untyped_retype(s->untyped, OBJECT_SMALL_PAGE, 0, WHOLE, page - 1, 2), DELETE_FIRST);
    CHECK(place_of(s, page) == 0);
    CHECK(free_bytes(s, s->untyped) == BIT(STAGE_BITS) - PAGE_BYTES);
}

SCENARIO(a_window_beyond_the_end_of_the_cnode_is_refused)
{
    cptr_t cnode = make(s, OBJECT_CNODE, 2);
    struct place node = {SLOT_CNODE, cnode, WORD_BITS};
    struct result r = untyped_retype(s->untyped, OBJECT_ENDPOINT, 0, node, 3, 2);

    CHECK_ERROR(r, RANGE_ERROR);
    CHECK(r.word[0] == 1 && r.word[1] == 1);
    CHECK_ERROR(untyped_retype(s->untyped, OBJECT_ENDPOINT, 0, node, 4, 1), RANGE_ERROR);
    CHECK_OK(untyped_retype(s->untyped, OBJECT_ENDPOINT, 0, node, 0, 4));
    node = (struct place){make(s, OBJECT_ENDPOINT, 0), 0, 0};
    CHECK_ERROR(untyped_retype(s->untyped, OBJECT_ENDPOINT, 0, node, 0, 1), FAILED_LOOKUP);
}

SCENARIO(one_retype_makes_1_to_256_objects)
{
    struct result r;

    CHECK_ERROR(untyped_retype(s->untyped, OBJECT_ENDPOINT, 0, WHOLE, s->pool.next, 0), RANGE_ERROR);
    r = untyped_retype(s->untyped, OBJECT_ENDPOINT, 0, WHOLE, s->pool.next, 257);
    CHECK_ERROR(r, RANGE_ERROR);
    CHECK(r.word[0] == 1 && r.word[1] == 256);
    audit_enable(SLOT_AUDIT, 0);
    CHECK(pool_make_many(&s->pool, OBJECT_ENDPOINT, 0, 256) != 0);
    audit_enable(SLOT_AUDIT, 1);
    CHECK(free_bytes(s, s->untyped) == BIT(STAGE_BITS) - 256 * 16);
}

SCENARIO(a_type_or_size_that_does_not_exist_is_refused)
{
    cptr_t to = slot_take(s);

    CHECK_ERROR(untyped_retype(s->untyped, 63, 12, WHOLE, to, 1), INVALID_ARGUMENT);
    CHECK_ERROR(untyped_retype(s->untyped, OBJECT_UNTYPED, 3, WHOLE, to, 1), INVALID_ARGUMENT);
    CHECK_ERROR(untyped_retype(s->untyped, OBJECT_REGION, 11, WHOLE, to, 1), INVALID_ARGUMENT);
    CHECK_ERROR(untyped_retype(s->untyped, OBJECT_UNTYPED, 64, WHOLE, to, 1), RANGE_ERROR);
    CHECK_ERROR(untyped_retype(s->untyped, OBJECT_CNODE, 0, WHOLE, to, 1), INVALID_ARGUMENT);
    CHECK(!slot_holds(to));
}

SCENARIO(only_an_untyped_can_be_retyped)
{
    cptr_t endpoint = mint(s, make(s, OBJECT_NOTIFICATION, 0), RIGHTS_ALL, 0);
    cptr_t page = make(s, OBJECT_SMALL_PAGE, 0);

    (void)endpoint;
    CHECK_ERROR(untyped_retype(page, OBJECT_ENDPOINT, 0, WHOLE, slot_take(s), 1), ILLEGAL_OPERATION);
    CHECK_ERROR(untyped_retype(slot_take(s), OBJECT_ENDPOINT, 0, WHOLE, slot_take(s), 1), INVALID_CAPABILITY);
}

SCENARIO(memory_that_comes_back_is_handed_out_as_zeros)
{
    cptr_t page = make(s, OBJECT_REGION, 13);

    CHECK(show(s, page, AREA, READ_WRITE));
    user_store(AREA, 0x1234);
    user_store(AREA + 0x1ff8, 0x5678);
    CHECK_OK(cnode_revoke(slot_place(s->untyped)));

    page = make(s, OBJECT_REGION, 13);
    CHECK(place_of(s, page) == 0);
    CHECK(show(s, page, AREA, READ_ONLY));
    CHECK(user_load(AREA) == 0 && user_load(AREA + 0x1ff8) == 0);
}

SCENARIO(revoking_an_untyped_gives_every_byte_back)
{
    cptr_t child = make(s, OBJECT_UNTYPED, 16);
    cptr_t inner = slot_take(s);

    make(s, OBJECT_TCB, 0);
    make(s, OBJECT_CNODE, 4);
    CHECK_OK(untyped_retype(child, OBJECT_NOTIFICATION, 0, WHOLE, inner, 1));
    CHECK_OK(cnode_revoke(slot_place(s->untyped)));
    CHECK(!slot_holds(child) && !slot_holds(inner));
    CHECK_OK(untyped_retype(s->untyped, OBJECT_UNTYPED, STAGE_BITS, WHOLE, slot_take(s), 1));
}

SCENARIO(revoking_a_child_untyped_leaves_its_sister_alone)
{
    cptr_t one = make(s, OBJECT_UNTYPED, 13), two = make(s, OBJECT_UNTYPED, 13);
    cptr_t of_one = slot_take(s), of_two = slot_take(s);

    CHECK_OK(untyped_retype(one, OBJECT_SMALL_PAGE, 0, WHOLE, of_one, 1));
    CHECK_OK(untyped_retype(two, OBJECT_SMALL_PAGE, 0, WHOLE, of_two, 1));
    CHECK(place_of(s, of_one) == 0 && place_of(s, of_two) == 0x2000);
    CHECK_OK(cnode_revoke(slot_place(one)));
    CHECK(!slot_holds(of_one) && place_of(s, of_two) == 0x2000);
    CHECK(free_bytes(s, one) == 0x2000 && free_bytes(s, two) == 0x1000);
}

SCENARIO(deleting_the_last_child_frees_the_untyped)
{
    cptr_t one = make(s, OBJECT_SMALL_PAGE, 0), two = make(s, OBJECT_SMALL_PAGE, 0);

    CHECK_OK(cnode_delete(slot_place(two)));
    CHECK(free_bytes(s, s->untyped) == BIT(STAGE_BITS) - 0x2000);
    CHECK_OK(cnode_delete(slot_place(one)));
    CHECK(free_bytes(s, s->untyped) == BIT(STAGE_BITS));
    CHECK(place_of(s, make(s, OBJECT_SMALL_PAGE, 0)) == 0);
}

SCENARIO(device_memory_becomes_memory_and_nothing_else)
{
    word_t count = boot_info_count(s->info, BOOT_UNTYPED);
    cptr_t device = 0, page = slot_take(s);

    for (word_t i = 0; i < count; i++) {
        struct boot_untyped untyped = boot_info_untyped(s->info, i);

        if (untyped.device && untyped.bits >= 16)
            device = untyped.cap;
    }
    CHECK(device != 0);
    CHECK_ERROR(untyped_retype(device, OBJECT_ENDPOINT, 0, WHOLE, slot_take(s), 1), INVALID_ARGUMENT);
    CHECK_ERROR(untyped_retype(device, OBJECT_PAGE_TABLE, 0, WHOLE, slot_take(s), 1), INVALID_ARGUMENT);
    CHECK_OK(untyped_retype(device, OBJECT_SMALL_PAGE, 0, WHOLE, page, 1));
    CHECK_ERROR(tcb_set_ipc_buffer(make(s, OBJECT_TCB, 0), AREA, page), ILLEGAL_OPERATION);
}
