/*
 * Address spaces and Regions: what is mapped is there, with its rights; what
 * is not, or not any more, is not.
 */
#include "tests/scenario/stage.h"

/* Loads the same address over and over, once for every signal. */
static void load_again(word_t notification)
{
    for (;;) {
        notification_wait(notification);
        seen[1] = user_load(AREA);
        seen[0]++;
    }
}

/* The status of the fault that a fresh thread's access ends in; 0 if it works. */
static word_t attempt(struct stage *s, void (*access)(word_t), vaddr_t address)
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0), reply = make(s, OBJECT_REPLY, 0);
    word_t before = seen[0];
    struct message m;

    actor_start(s, access, address, 100, endpoint);
    settle();
    if (seen[0] != before)
        return 0;
    m = endpoint_receive_now(endpoint, reply);
    return m.label == VM_FAULT && m.word[1] == address ? m.word[3] : WORD_MAX;
}

SCENARIO(a_region_is_the_same_memory_wherever_it_is_mapped)
{
    cptr_t region = make(s, OBJECT_REGION, 15), copy = mint(s, region, RIGHTS_ALL, 0);

    CHECK(show(s, region, AREA, READ_WRITE) && show(s, copy, AREA + 0x40000, READ_WRITE));
    for (word_t i = 0; i < 8; i++)
        user_store(AREA + PAGE_BYTES * i, 100 + i);
    for (word_t i = 0; i < 8; i++)
        CHECK(user_load(AREA + 0x40000 + PAGE_BYTES * i) == 100 + i);
}

SCENARIO(a_write_to_a_read_only_mapping_faults)
{
    cptr_t page = make(s, OBJECT_SMALL_PAGE, 0);

    CHECK(show(s, page, AREA, READ_ONLY));
    CHECK(attempt(s, load_one, AREA) == 0);
    CHECK(attempt(s, store_one, AREA) == STATUS_WRITE + STATUS_PERMISSION + 3);
}

SCENARIO(a_read_only_capability_gives_no_writable_mapping)
{
    cptr_t page = mint(s, make(s, OBJECT_SMALL_PAGE, 0), RIGHT_READ, 0);

    CHECK(show(s, page, AREA, READ_WRITE));
    CHECK(attempt(s, store_one, AREA) == STATUS_WRITE + STATUS_PERMISSION + 3);
}

SCENARIO(a_mapping_without_read_right_gives_no_access)
{
    cptr_t page = make(s, OBJECT_SMALL_PAGE, 0);

    CHECK(show(s, page, AREA, RIGHT_WRITE));
    CHECK(attempt(s, load_one, AREA) == STATUS_READ + STATUS_PERMISSION + 3);
    CHECK(attempt(s, store_one, AREA) == STATUS_WRITE + STATUS_PERMISSION + 3);
}

SCENARIO(code_runs_where_it_may_be_executed)
{
    cptr_t page = make(s, OBJECT_SMALL_PAGE, 0);

    CHECK(show(s, page, AREA, READ_WRITE));
    user_store(AREA, 0xd65f03c0); /* ret */
    CHECK_OK(region_unify(page, 0, PAGE_BYTES));
    CHECK(attempt(s, fetch_one, AREA) == STATUS_FETCH + STATUS_PERMISSION + 3);
    CHECK_OK(region_map(page, SLOT_VSPACE, AREA, READ_ONLY, ATTRIBUTES_CODE));
    CHECK(attempt(s, fetch_one, AREA) == 0);
}

SCENARIO(an_unmapped_region_is_gone_at_once)
{
    cptr_t region = make(s, OBJECT_REGION, 13), notification = make(s, OBJECT_NOTIFICATION, 0);
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0), reply = make(s, OBJECT_REPLY, 0);
    struct message m;

    CHECK(show(s, region, AREA, READ_WRITE));
    user_store(AREA, 5);
    actor_start(s, load_again, notification, 100, endpoint);
    settle();
    notification_signal(notification);
    settle();
    CHECK(seen[0] == 1 && seen[1] == 5);
    CHECK_OK(region_unmap(region));
    notification_signal(notification);
    m = endpoint_receive(endpoint, reply);
    CHECK(m.label == VM_FAULT && m.word[3] == STATUS_READ + STATUS_TRANSLATION + 3 && seen[0] == 1);
    CHECK_OK(region_unmap(region));
}

SCENARIO(mapping_again_at_the_same_address_changes_the_rights)
{
    cptr_t page = make(s, OBJECT_SMALL_PAGE, 0);

    CHECK(show(s, page, AREA, READ_WRITE));
    user_store(AREA, 1);
    CHECK(attempt(s, store_one, AREA) == 0);
    CHECK_OK(region_map(page, SLOT_VSPACE, AREA, READ_ONLY, ATTRIBUTES_DATA));
    CHECK(attempt(s, store_one, AREA) == STATUS_WRITE + STATUS_PERMISSION + 3);
    CHECK_OK(region_map(page, SLOT_VSPACE, AREA, READ_WRITE, ATTRIBUTES_DATA));
    user_store(AREA, 2);
    CHECK(user_load(AREA) == 2);
}

SCENARIO(a_mapped_region_is_refused_at_another_address_or_in_another_space)
{
    cptr_t page = make(s, OBJECT_SMALL_PAGE, 0), space = make(s, OBJECT_VSPACE, 0);

    CHECK(show(s, page, AREA, READ_WRITE));
    CHECK_ERROR(region_map(page, SLOT_VSPACE, AREA + PAGE_BYTES, READ_WRITE, ATTRIBUTES_DATA),
                INVALID_ARGUMENT);
    CHECK_OK(asid_pool_assign(SLOT_ASID_POOL, space));
    CHECK_ERROR(region_map(page, space, AREA, READ_WRITE, ATTRIBUTES_DATA), INVALID_CAPABILITY);
    CHECK(user_load(AREA) == 0);
}

SCENARIO(a_region_lies_on_a_multiple_of_its_size)
{
    cptr_t region = make(s, OBJECT_REGION, 14);

    CHECK(show(s, make(s, OBJECT_SMALL_PAGE, 0), AREA, READ_ONLY));
    CHECK_ERROR(region_map(region, SLOT_VSPACE, AREA + 0x1000, READ_WRITE, ATTRIBUTES_DATA), ALIGNMENT_ERROR);
    CHECK_ERROR(region_map(region, SLOT_VSPACE, AREA + 0x2000, READ_WRITE, ATTRIBUTES_DATA), ALIGNMENT_ERROR);
    CHECK_OK(region_map(region, SLOT_VSPACE, AREA + 0x4000, READ_WRITE, ATTRIBUTES_DATA));
}

SCENARIO(a_missing_table_is_told_by_the_bits_it_would_translate)
{
    cptr_t page = make(s, OBJECT_SMALL_PAGE, 0), space = make(s, OBJECT_VSPACE, 0), table;
    word_t left[3] = {39, 30, 21};
    struct result r;

    CHECK_OK(asid_pool_assign(SLOT_ASID_POOL, space));
    for (word_t i = 0; i < 3; i++) {
        r = region_map(page, space, AREA, READ_WRITE, ATTRIBUTES_DATA);
        CHECK_ERROR(r, FAILED_LOOKUP);
        CHECK(r.word[1] == LOOKUP_MISSING_CAPABILITY && r.word[2] == left[i]);
        CHECK_OK(page_table_map(make(s, OBJECT_PAGE_TABLE, 0), space, AREA, ATTRIBUTES_CODE));
    }
    CHECK_OK(region_map(page, space, AREA, READ_WRITE, ATTRIBUTES_DATA));
    table = make(s, OBJECT_PAGE_TABLE, 0);
    CHECK_ERROR(page_table_map(table, space, AREA, ATTRIBUTES_CODE), DELETE_FIRST);
}

SCENARIO(a_table_has_one_place_and_a_block_has_none_for_it)
{
    cptr_t block = make(s, OBJECT_REGION, 21), page = make(s, OBJECT_SMALL_PAGE, 0), table;
    struct result r;

    CHECK(show(s, block, AREA, READ_WRITE));
    table = make(s, OBJECT_PAGE_TABLE, 0);
    r = page_table_map(table, SLOT_VSPACE, AREA, ATTRIBUTES_CODE);
    CHECK_ERROR(r, DELETE_FIRST);
    CHECK(r.why == WHY_TABLE_PLACE_TAKEN);
    r = region_map(page, SLOT_VSPACE, AREA + PAGE_BYTES, READ_WRITE, ATTRIBUTES_DATA);
    CHECK_ERROR(r, FAILED_LOOKUP);
    CHECK(r.why == WHY_REGION_UNDER_BLOCK);
    CHECK_OK(region_unmap(block));
    CHECK_OK(page_table_map(table, SLOT_VSPACE, AREA, ATTRIBUTES_CODE));
    CHECK_ERROR(page_table_map(table, SLOT_VSPACE, AREA + BIT(21), ATTRIBUTES_CODE), INVALID_CAPABILITY);
    r = region_map(block, SLOT_VSPACE, AREA, READ_WRITE, ATTRIBUTES_DATA);
    CHECK_ERROR(r, FAILED_LOOKUP);
    CHECK(r.why == WHY_REGION_OVER_TABLE);
    CHECK_OK(region_map(page, SLOT_VSPACE, AREA + PAGE_BYTES, READ_WRITE, ATTRIBUTES_DATA));
}

SCENARIO(kernel_addresses_are_refused)
{
    cptr_t page = make(s, OBJECT_SMALL_PAGE, 0), table = make(s, OBJECT_PAGE_TABLE, 0);

    CHECK_ERROR(region_map(page, SLOT_VSPACE, BIT(47), READ_WRITE, ATTRIBUTES_DATA), INVALID_ARGUMENT);
    CHECK_ERROR(region_map(page, SLOT_VSPACE, 0xffff000040000000, READ_WRITE, ATTRIBUTES_DATA),
                INVALID_ARGUMENT);
    CHECK_ERROR(page_table_map(table, SLOT_VSPACE, BIT(47), ATTRIBUTES_CODE), INVALID_ARGUMENT);
    CHECK_ERROR(vspace_clean(SLOT_VSPACE, AREA, BIT(47)), ILLEGAL_OPERATION);
}

SCENARIO(a_region_of_two_megabytes_is_one_block)
{
    cptr_t region = make(s, OBJECT_REGION, 21);

    CHECK(show(s, region, AREA, READ_ONLY));
    CHECK(user_load(AREA) == 0 && user_load(AREA + BIT(21) - 8) == 0);
    CHECK(attempt(s, store_one, AREA + BIT(20)) == STATUS_WRITE + STATUS_PERMISSION + 2);
    CHECK_OK(region_unmap(region));
    CHECK(attempt(s, load_one, AREA + BIT(20)) == STATUS_READ + STATUS_TRANSLATION + 2);
}

SCENARIO(a_region_of_any_size_is_mapped_by_one_call)
{
    for (word_t bits = 12; bits <= 20; bits++) {
        cptr_t region = make(s, OBJECT_REGION, bits);

        CHECK(show(s, region, AREA, READ_WRITE));
        user_store(AREA, bits);
        user_store(AREA + BIT(bits) - 8, ~bits);
        CHECK(user_load(AREA) == bits && user_load(AREA + BIT(bits) - 8) == ~bits);
        CHECK_OK(region_unmap(region));
    }
}

SCENARIO(only_the_rights_of_the_run_change_when_it_is_mapped_again)
{
    cptr_t region = make(s, OBJECT_REGION, 17), neighbour = make(s, OBJECT_SMALL_PAGE, 0);

    CHECK(show(s, region, AREA, READ_WRITE) && show(s, neighbour, AREA + BIT(17), READ_WRITE));
    for (word_t i = 0; i < 32; i++)
        user_store(AREA + PAGE_BYTES * i, i);
    user_store(AREA + BIT(17), 1);
    CHECK_OK(region_map(region, SLOT_VSPACE, AREA, READ_ONLY, ATTRIBUTES_DATA));
    for (word_t i = 0; i < 32; i++)
        CHECK(user_load(AREA + PAGE_BYTES * i) == i);
    user_store(AREA + BIT(17), 2);
    CHECK(attempt(s, store_one, AREA + BIT(17) - 8) == STATUS_WRITE + STATUS_PERMISSION + 3);
}

SCENARIO(no_page_is_mapped_over_a_part_of_a_region)
{
    cptr_t region = make(s, OBJECT_REGION, 16), page = make(s, OBJECT_SMALL_PAGE, 0);

    CHECK(show(s, region, AREA, READ_WRITE));
    for (word_t i = 0; i < 16; i++)
        user_store(AREA + PAGE_BYTES * i, 100 + i);
    CHECK_ERROR(region_map(page, SLOT_VSPACE, AREA + 0x3000, READ_WRITE, ATTRIBUTES_DATA), DELETE_FIRST);
    for (word_t i = 0; i < 16; i++)
        CHECK(user_load(AREA + PAGE_BYTES * i) == 100 + i);
    CHECK_OK(region_unmap(region));
    CHECK_OK(region_map(page, SLOT_VSPACE, AREA + 0x3000, READ_WRITE, ATTRIBUTES_DATA));
    CHECK(user_load(AREA + 0x3000) == 0);
}

SCENARIO(what_hangs_below_an_unmapped_table_is_gone)
{
    cptr_t page = make(s, OBJECT_SMALL_PAGE, 0), last;

    CHECK(show(s, page, AREA, READ_WRITE));
    last = s->pool.next - 1; /* the last table that show made */
    user_store(AREA, 3);
    CHECK_OK(page_table_unmap(last));
    CHECK(attempt(s, load_one, AREA) == STATUS_READ + STATUS_TRANSLATION + 2);
    CHECK_OK(region_unmap(page));
    CHECK_OK(page_table_map(last, SLOT_VSPACE, AREA, ATTRIBUTES_CODE));
    CHECK(attempt(s, load_one, AREA) == STATUS_READ + STATUS_TRANSLATION + 3);
}

SCENARIO(a_table_with_a_second_capability_stays_mapped)
{
    cptr_t page = make(s, OBJECT_SMALL_PAGE, 0), table, copy = slot_take(s);

    CHECK(show(s, page, AREA, READ_WRITE));
    table = s->pool.next - 1;
    CHECK_OK(cnode_copy(slot_place(copy), slot_place(table), RIGHTS_ALL));
    CHECK_ERROR(page_table_unmap(table), REVOKE_FIRST);
    CHECK(user_load(AREA) == 0);
    CHECK_OK(cnode_delete(slot_place(copy)));
    CHECK_OK(page_table_unmap(table));
}

SCENARIO(deleting_a_regions_capability_unmaps_it)
{
    cptr_t page = make(s, OBJECT_SMALL_PAGE, 0), copy = mint(s, page, RIGHTS_ALL, 0);

    CHECK(show(s, page, AREA, READ_WRITE) && show(s, copy, AREA + PAGE_BYTES, READ_WRITE));
    CHECK(user_load(AREA) == 0 && user_load(AREA + PAGE_BYTES) == 0);
    CHECK_OK(cnode_revoke(slot_place(page)));
    CHECK(attempt(s, load_one, AREA + PAGE_BYTES) == STATUS_READ + STATUS_TRANSLATION + 3);
    CHECK(attempt(s, load_one, AREA) == 0);
    CHECK_OK(cnode_delete(slot_place(page)));
    CHECK(attempt(s, load_one, AREA) == STATUS_READ + STATUS_TRANSLATION + 3);
}

SCENARIO(cache_operations_take_any_part_of_a_mapped_region_and_change_no_byte)
{
    cptr_t region = make(s, OBJECT_REGION, 18);

    CHECK_ERROR(region_clean(region, 0, PAGE_BYTES), ILLEGAL_OPERATION);
    CHECK(show(s, region, AREA, READ_WRITE));
    user_store(AREA + 0x20008, 0x123);
    CHECK_OK(region_clean(region, 0, BIT(18)));
    CHECK_OK(region_clean_invalidate(region, 1, BIT(18) - 1));
    CHECK_OK(region_unify(region, 0x20000, 0x20001));
    CHECK_ERROR(region_clean(region, 0, BIT(18) + 1), INVALID_ARGUMENT);
    CHECK_ERROR(region_clean(region, 8, 8), INVALID_ARGUMENT);
    CHECK_OK(vspace_clean_invalidate(SLOT_VSPACE, AREA + 0x20000, AREA + 0x20fff));
    CHECK_ERROR(vspace_clean(SLOT_VSPACE, AREA + 0x20000, AREA + 0x21001), RANGE_ERROR);
    CHECK(user_load(AREA + 0x20008) == 0x123);
}

SCENARIO(what_was_mapped_over_is_maintained_no_more)
{
    cptr_t page = make(s, OBJECT_SMALL_PAGE, 0), other = make(s, OBJECT_SMALL_PAGE, 0);

    CHECK(show(s, page, AREA, READ_WRITE) && show(s, other, AREA, READ_WRITE));
    CHECK_ERROR(region_clean(page, 0, PAGE_BYTES), INVALID_CAPABILITY);
    CHECK_OK(region_clean(other, 0, PAGE_BYTES));
}

/* --- two spaces --- */

/* A thread of this function that lives in another space; its buffer stays in the root task's. */
static word_t start_in(struct stage *s, cptr_t space, void (*function)(word_t), word_t argument,
                       cptr_t fault_endpoint)
{
    struct actor actor = actor_make(s, 100, fault_endpoint, 1);

    return tcb_set_space(actor.tcb, fault_endpoint, SLOT_CNODE, 0, space).error == NO_ERROR &&
           actor_run(&actor, function, argument).error == NO_ERROR;
}

SCENARIO(one_space_does_not_see_what_is_mapped_in_another)
{
    cptr_t page = make(s, OBJECT_SMALL_PAGE, 0), space = space_make(s);
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0), reply = make(s, OBJECT_REPLY, 0);
    struct message m;

    CHECK(space != 0 && show(s, page, AREA, READ_WRITE));
    user_store(AREA, 4);
    CHECK(start_in(s, space, load_one, AREA, endpoint));
    m = endpoint_receive(endpoint, reply);
    CHECK(m.label == VM_FAULT && m.word[1] == AREA && m.word[3] == STATUS_READ + STATUS_TRANSLATION + 1);
    CHECK(seen[0] == 0);
}

SCENARIO(two_spaces_share_a_region_by_a_copied_capability)
{
    cptr_t region = make(s, OBJECT_REGION, 13), space = space_make(s), copy;

    copy = mint(s, region, RIGHT_READ, 0);
    CHECK(space != 0 && show(s, region, AREA, READ_WRITE));
    CHECK(pool_map(&s->pool, copy, space, AREA + 0x2000, READ_WRITE, ATTRIBUTES_DATA));
    user_store(AREA + 0x1000, 0x5a5a);
    CHECK(start_in(s, space, load_one, AREA + 0x3000, 0));
    settle();
    CHECK(seen[0] == 1 && seen[1] == 0x5a5a);
}

SCENARIO(the_same_address_means_different_memory_in_two_spaces)
{
    cptr_t here = make(s, OBJECT_SMALL_PAGE, 0), there = make(s, OBJECT_SMALL_PAGE, 0), space = space_make(s);

    CHECK(space != 0 && show(s, here, AREA, READ_WRITE));
    CHECK(pool_map(&s->pool, there, space, AREA, READ_WRITE, ATTRIBUTES_DATA));
    user_store(AREA, 1);
    CHECK(start_in(s, space, store_one, AREA, 0));
    settle();
    CHECK(seen[0] == 1 && user_load(AREA) == 1);
}

SCENARIO(a_number_that_is_used_again_brings_nothing_of_its_old_space)
{
    cptr_t page = make(s, OBJECT_SMALL_PAGE, 0), old = space_make(s), new,
           endpoint = make(s, OBJECT_ENDPOINT, 0);

    CHECK(old != 0);
    CHECK(pool_map(&s->pool, page, old, AREA, READ_WRITE, ATTRIBUTES_DATA));
    CHECK(start_in(s, old, load_one, AREA, 0));
    settle();
    CHECK(seen[0] == 1);
    CHECK_OK(cnode_revoke(slot_place(old)));
    CHECK_OK(cnode_delete(slot_place(old)));

    /* The lowest free number is given again. */
    new = space_make(s);
    CHECK(new != 0);
    CHECK(start_in(s, new, load_one, AREA, endpoint));
    CHECK(endpoint_receive(endpoint, make(s, OBJECT_REPLY, 0)).label == VM_FAULT);
    CHECK(seen[0] == 1);
}

/* Ends the space that it runs in: the next thing it does is a fault, but which differs on the model.  No events. */
static void space_end(word_t space)
{
    seen[1] = 1;
    audit_enable(SLOT_AUDIT, 0);
    cnode_revoke(slot_place(space));
    cnode_delete(slot_place(space));
    load_one(AREA);
}

SCENARIO(a_thread_that_ends_its_own_space_leaves_nothing_of_it_to_the_next)
{
    cptr_t old = space_make(s), new;

    CHECK(old != 0);
    CHECK(start_in(s, old, space_end, old, 0));
    settle();
    audit_enable(SLOT_AUDIT, 1);
    CHECK(seen[0] == 0 && seen[1] == 1 && !slot_holds(old));

    /* The lowest free number is given again. */
    new = space_make(s);
    CHECK(new != 0);
    CHECK(start_in(s, new, load_one, AREA, 0));
    settle();
    CHECK(seen[0] == 0);
}

SCENARIO(a_space_that_ends_takes_its_threads_memory_away)
{
    cptr_t space = space_make(s), endpoint = make(s, OBJECT_ENDPOINT, 0);

    CHECK(space != 0);
    CHECK(start_in(s, space, load_one, AREA, endpoint));
    settle();
    CHECK_OK(cnode_revoke(slot_place(s->untyped)));
    settle();
    CHECK(seen[0] == 0);
}

/* A page of the last device untyped. */
static cptr_t device_page(struct stage *s)
{
    word_t i = boot_info_count(s->info, BOOT_UNTYPED) - 1;
    struct pool device = s->pool;
    cptr_t page;

    while (!boot_info_untyped(s->info, i).device)
        i--;
    device.untyped = boot_info_untyped(s->info, i).cap;
    page = pool_make(&device, OBJECT_SMALL_PAGE, 0);
    s->pool.next = device.next;
    return page;
}

SCENARIO(device_memory_is_in_no_cache)
{
    cptr_t page = device_page(s);

    CHECK(page != 0);
    CHECK(show(s, page, AREA, READ_WRITE));
    CHECK_OK(region_clean(page, 0, PAGE_BYTES));
    CHECK_OK(region_invalidate(page, 0, PAGE_BYTES));
    CHECK_OK(region_clean_invalidate(page, 0, PAGE_BYTES));
    CHECK_OK(region_unify(page, 0, PAGE_BYTES));
    CHECK_OK(vspace_clean(SLOT_VSPACE, AREA, AREA + PAGE_BYTES));
    CHECK_OK(vspace_unify(SLOT_VSPACE, AREA, AREA + PAGE_BYTES));
}
