/*
 * Address space numbers: a VSpace without one is no space yet.
 */
#include "tests/scenario/stage.h"

SCENARIO(nothing_is_mapped_into_a_vspace_without_number)
{
    cptr_t space = make(s, OBJECT_VSPACE, 0), page = make(s, OBJECT_SMALL_PAGE, 0),
           table = make(s, OBJECT_PAGE_TABLE, 0);

    CHECK_ERROR(region_map(page, space, AREA, READ_WRITE, ATTRIBUTES_DATA), INVALID_CAPABILITY);
    CHECK_ERROR(page_table_map(table, space, AREA, ATTRIBUTES_CODE), INVALID_CAPABILITY);
    CHECK_ERROR(vspace_clean(space, AREA, AREA + 8), INVALID_CAPABILITY);
    CHECK_ERROR(region_map(page, table, AREA, READ_WRITE, ATTRIBUTES_DATA), INVALID_CAPABILITY);
}

SCENARIO(a_vspace_gets_one_number)
{
    cptr_t space = make(s, OBJECT_VSPACE, 0), copy = slot_take(s);

    CHECK_ERROR(cnode_copy(slot_place(copy), slot_place(space), RIGHTS_ALL), ILLEGAL_OPERATION);
    CHECK_OK(asid_pool_assign(SLOT_ASID_POOL, space));
    CHECK_ERROR(asid_pool_assign(SLOT_ASID_POOL, space), INVALID_CAPABILITY);
    CHECK_ERROR(asid_pool_assign(SLOT_ASID_POOL, SLOT_VSPACE), INVALID_CAPABILITY);
    CHECK_OK(cnode_copy(slot_place(copy), slot_place(space), RIGHTS_ALL));
}

SCENARIO(a_pool_is_made_of_one_page_of_untyped)
{
    cptr_t right = make(s, OBJECT_UNTYPED, 12), large = make(s, OBJECT_UNTYPED, 13), pool = slot_take(s);
    cptr_t space = make(s, OBJECT_VSPACE, 0);

    CHECK_ERROR(asid_control_make_pool(SLOT_ASID_CONTROL, large, slot_place(pool)), INVALID_CAPABILITY);
    CHECK_ERROR(asid_control_make_pool(SLOT_ASID_CONTROL, space, slot_place(pool)), INVALID_CAPABILITY);
    CHECK_OK(asid_control_make_pool(SLOT_ASID_CONTROL, right, slot_place(pool)));
    CHECK_ERROR(asid_control_make_pool(SLOT_ASID_CONTROL, right, slot_place(slot_take(s))), REVOKE_FIRST);
    CHECK_OK(asid_pool_assign(pool, space));
}

SCENARIO(a_pool_is_made_of_ram)
{
    word_t i = boot_info_count(s->info, BOOT_UNTYPED) - 1;
    struct pool device = s->pool;
    cptr_t untyped;

    while (!boot_info_untyped(s->info, i).device)
        i--;
    device.untyped = boot_info_untyped(s->info, i).cap;
    untyped = pool_make(&device, OBJECT_UNTYPED, 12);
    s->pool.next = device.next;
    CHECK(untyped != 0);
    CHECK_ERROR(asid_control_make_pool(SLOT_ASID_CONTROL, untyped, slot_place(slot_take(s))), INVALID_CAPABILITY);
}

SCENARIO(there_are_128_pools)
{
    cptr_t first;
    word_t pools = 0;

    audit_enable(SLOT_AUDIT, 0);
    first = pool_make_many(&s->pool, OBJECT_UNTYPED, 12, 128);
    for (word_t i = 0; first != 0 && i < 127; i++) /* the root task has the first pool */
        pools += asid_control_make_pool(SLOT_ASID_CONTROL, first + i, slot_place(slot_take(s))).error == NO_ERROR;
    audit_enable(SLOT_AUDIT, 1);
    CHECK(pools == 127);
    CHECK_ERROR(asid_control_make_pool(SLOT_ASID_CONTROL, first + 127, slot_place(slot_take(s))), DELETE_FIRST);
}

SCENARIO(a_pool_has_512_numbers)
{
    cptr_t untyped = make(s, OBJECT_UNTYPED, 12), pool = slot_take(s), last = make(s, OBJECT_VSPACE, 0);
    word_t spaces = 0;

    CHECK_OK(asid_control_make_pool(SLOT_ASID_CONTROL, untyped, slot_place(pool)));
    audit_enable(SLOT_AUDIT, 0);
    for (word_t half = 0; half < 2; half++) {
        cptr_t first = pool_make_many(&s->pool, OBJECT_VSPACE, 0, 256);

        for (word_t i = 0; first != 0 && i < 256; i++)
            spaces += asid_pool_assign(pool, first + i).error == NO_ERROR;
    }
    audit_enable(SLOT_AUDIT, 1);
    CHECK(spaces == 512);
    CHECK_ERROR(asid_pool_assign(pool, last), DELETE_FIRST);
}

SCENARIO(spaces_end_with_their_pool)
{
    cptr_t untyped = make(s, OBJECT_UNTYPED, 12), pool = slot_take(s);
    cptr_t space = make(s, OBJECT_VSPACE, 0), page = make(s, OBJECT_SMALL_PAGE, 0);
    struct result r;

    CHECK_OK(asid_control_make_pool(SLOT_ASID_CONTROL, untyped, slot_place(pool)));
    CHECK_OK(asid_pool_assign(pool, space));
    CHECK(pool_map(&s->pool, page, space, AREA, READ_WRITE, ATTRIBUTES_DATA));
    CHECK_OK(cnode_revoke(slot_place(untyped)));
    CHECK(!slot_holds(pool));
    r = region_map(page, space, AREA, READ_WRITE, ATTRIBUTES_DATA);
    CHECK_ERROR(r, FAILED_LOOKUP);
    CHECK(r.word[1] == LOOKUP_INVALID_ROOT);
    CHECK_ERROR(asid_pool_assign(SLOT_ASID_POOL, space), INVALID_CAPABILITY);
}
