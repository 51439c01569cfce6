/*
 * Events: each change of authority is told once, as it happens.
 */
#include "tests/scenario/stage.h"

static void events_drop(void)
{
    while (audit_read(SLOT_AUDIT).length != 0)
        ;
}

SCENARIO(a_table_that_goes_is_told_once_for_all_it_maps)
{
    cptr_t page = make(s, OBJECT_SMALL_PAGE, 0), table;
    struct result event;

    CHECK(show(s, page, AREA, READ_WRITE));
    table = s->pool.next - 1; /* the last level is made last */
    events_drop();
    CHECK_OK(page_table_unmap(table));
    event = audit_read(SLOT_AUDIT);
    CHECK(event.word[0] == EVENT_TABLE_UNMAPPED && event.word[2] == AREA && event.word[3] % 256 == 21);
    CHECK_OK(region_unmap(page));
    CHECK(audit_read(SLOT_AUDIT).length == 0);
}

SCENARIO(a_space_that_goes_is_told_once_for_all_it_maps)
{
    cptr_t space = make(s, OBJECT_VSPACE, 0), page = make(s, OBJECT_SMALL_PAGE, 0);

    CHECK_OK(asid_pool_assign(SLOT_ASID_POOL, space));
    CHECK(pool_map(&s->pool, page, space, AREA, READ_WRITE, ATTRIBUTES_DATA));
    events_drop();
    CHECK_OK(cnode_delete(slot_place(space)));
    CHECK(audit_read(SLOT_AUDIT).word[0] == EVENT_SPACE_DESTROYED);
    CHECK(audit_read(SLOT_AUDIT).word[0] == EVENT_CAP_DELETED);
    CHECK(audit_read(SLOT_AUDIT).word[0] == EVENT_OBJECT_DESTROYED);
    CHECK_OK(region_unmap(page));
    CHECK(audit_read(SLOT_AUDIT).length == 0);
}

SCENARIO(a_thread_that_goes_is_told_with_its_last_capability)
{
    cptr_t tcb = make(s, OBJECT_TCB, 0), copy = mint(s, tcb, RIGHTS_ALL, 0);

    events_drop();
    CHECK_OK(cnode_delete(slot_place(copy)));
    CHECK(audit_read(SLOT_AUDIT).word[0] == EVENT_CAP_DELETED);
    CHECK(audit_read(SLOT_AUDIT).length == 0);
    CHECK_OK(cnode_delete(slot_place(tcb)));
    CHECK(audit_read(SLOT_AUDIT).word[0] == EVENT_CAP_DELETED);
    CHECK(audit_read(SLOT_AUDIT).word[0] == EVENT_OBJECT_DESTROYED);
    CHECK(audit_read(SLOT_AUDIT).length == 0);
}

SCENARIO(a_capability_is_told_when_a_thread_keeps_it)
{
    cptr_t tcb = make(s, OBJECT_TCB, 0);

    events_drop();
    CHECK_OK(tcb_set_space(tcb, 0, SLOT_CNODE, 0, SLOT_VSPACE));
    CHECK(audit_read(SLOT_AUDIT).word[0] == EVENT_CAP_COPIED);
    CHECK(audit_read(SLOT_AUDIT).word[0] == EVENT_CAP_COPIED);
    CHECK(audit_read(SLOT_AUDIT).length == 0);
}

/* Sends the capability in seen[1]. */
static void send_cap(word_t endpoint)
{
    struct letter l = {.caps = 1};

    message_set_cap(0, seen[1]);
    endpoint_send(endpoint, l);
    actor_end();
}

SCENARIO(a_capability_is_told_when_it_travels)
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0), slot = slot_take(s);
    cptr_t badged = mint(s, make(s, OBJECT_NOTIFICATION, 0), RIGHT_WRITE, 0x31);
    struct result event;

    seen[1] = badged;
    actor_start(s, send_cap, endpoint, 100, 0);
    settle();
    events_drop();
    message_receive_into(SLOT_CNODE, slot, 64);
    receive_plain(endpoint);
    CHECK(slot_holds(slot));
    event = audit_read(SLOT_AUDIT);
    CHECK(event.word[0] == EVENT_CAP_COPIED && event.word[3] == 0x31);
}

SCENARIO(a_capability_is_told_when_control_issues_it)
{
    cptr_t handler = slot_take(s), signal = slot_take(s), pool = slot_take(s);
    cptr_t memory = make(s, OBJECT_UNTYPED, 12);

    events_drop();
    CHECK_OK(irq_control_get(SLOT_IRQ_CONTROL, 100, slot_place(handler)));
    CHECK(audit_read(SLOT_AUDIT).word[0] == EVENT_CAP_ISSUED);
    CHECK_OK(irq_control_issue_sgi(SLOT_IRQ_CONTROL, 3, 0, slot_place(signal)));
    CHECK(audit_read(SLOT_AUDIT).word[0] == EVENT_CAP_ISSUED);
    CHECK_OK(asid_control_make_pool(SLOT_ASID_CONTROL, memory, slot_place(pool)));
    CHECK(audit_read(SLOT_AUDIT).word[0] == EVENT_CAP_ISSUED);
    CHECK(audit_read(SLOT_AUDIT).length == 0);
}

SCENARIO(a_revocation_is_told_when_it_is_done)
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0);

    mint(s, endpoint, RIGHTS_ALL, 1);
    events_drop();
    CHECK_OK(cnode_revoke(slot_place(endpoint)));
    CHECK(audit_read(SLOT_AUDIT).word[0] == EVENT_CAP_DELETED);
    CHECK(audit_read(SLOT_AUDIT).word[0] == EVENT_CAP_REVOKED);
    CHECK(audit_read(SLOT_AUDIT).length == 0);
}
