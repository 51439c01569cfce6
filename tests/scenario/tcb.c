/*
 * Threads: stopped, started, read, written and ordered by priority.
 */
#include "tests/scenario/stage.h"

/* Keeps the order in which threads run in seen[0], a digit each. */
static void write_digit(word_t digit)
{
    seen[0] = 10 * seen[0] + digit;
    actor_end();
}

static void count_signals(word_t notification)
{
    for (;;) {
        notification_wait(notification);
        seen[0]++;
    }
}

SCENARIO(the_highest_priority_runs_first)
{
    actor_start(s, write_digit, 1, 50, 0);
    actor_start(s, write_digit, 2, 70, 0);
    actor_start(s, write_digit, 3, 60, 0);
    settle();
    CHECK(seen[0] == 231);
}

SCENARIO(a_suspended_thread_does_not_run_until_it_is_resumed)
{
    cptr_t notification = make(s, OBJECT_NOTIFICATION, 0);
    struct actor actor = actor_start(s, count_signals, notification, 100, 0);

    settle();
    notification_signal(notification);
    settle();
    CHECK(seen[0] == 1);
    CHECK_OK(tcb_suspend(actor.tcb));
    notification_signal(notification);
    settle();
    CHECK(seen[0] == 1);
    CHECK_OK(tcb_resume(actor.tcb));
    settle();
    CHECK(seen[0] == 2);
}

SCENARIO(registers_of_a_stopped_thread_are_written_and_read)
{
    struct actor actor = actor_make(s, 100, 0, 1);
    word_t in[CONTEXT_WORDS], out[CONTEXT_WORDS];

    for (word_t i = 0; i < CONTEXT_WORDS; i++)
        in[i] = 0x100 + i;
    CHECK_OK(tcb_write_registers(actor.tcb, 0, CONTEXT_WORDS, in));
    CHECK_OK(tcb_read_registers(actor.tcb, 0, CONTEXT_WORDS, out));
    for (word_t i = 0; i < CONTEXT_WORDS; i++)
        CHECK(i == CONTEXT_SPSR || out[i] == in[i]);
    CHECK((out[CONTEXT_SPSR] & 0xf) == 0);
}

SCENARIO(registers_are_copied_from_a_thread)
{
    cptr_t tcb = make(s, OBJECT_TCB, 0);

    CHECK_ERROR(tcb_copy_registers(tcb, make(s, OBJECT_ENDPOINT, 0), 0), INVALID_CAPABILITY);
    CHECK_OK(tcb_copy_registers(tcb, make(s, OBJECT_TCB, 0), 0));
}

SCENARIO(no_register_makes_a_thread_privileged)
{
    struct actor actor = actor_make(s, 100, 0, 1);
    word_t context[3] = {0, 0, WORD_MAX};

    CHECK_OK(tcb_write_registers(actor.tcb, 0, 3, context));
    CHECK_OK(tcb_read_registers(actor.tcb, 0, 3, context));
    CHECK((context[CONTEXT_SPSR] & ~0xf0000000UL) == 0x140);
}

SCENARIO(a_register_count_is_1_to_36)
{
    struct actor actor = actor_make(s, 100, 0, 1);
    word_t context[CONTEXT_WORDS];
    struct result r = tcb_read_registers(actor.tcb, 0, 37, context);

    CHECK_ERROR(r, RANGE_ERROR);
    CHECK(r.word[0] == 1 && r.word[1] == 36);
    CHECK_ERROR(tcb_read_registers(actor.tcb, 0, 0, context), RANGE_ERROR);
}

SCENARIO(a_thread_cannot_read_or_write_its_own_registers)
{
    word_t context[CONTEXT_WORDS] = {0};

    CHECK_ERROR(tcb_read_registers(SLOT_TCB, 0, 1, context), ILLEGAL_OPERATION);
    CHECK_ERROR(tcb_write_registers(SLOT_TCB, 0, 1, context), ILLEGAL_OPERATION);
}

SCENARIO(nobody_gives_a_priority_above_his_own_maximum)
{
    struct actor low = actor_make(s, 100, 0, 1), other = actor_make(s, 50, 0, 1);
    struct result r;

    CHECK_OK(tcb_set_mc_priority(low.tcb, SLOT_TCB, 120));
    r = tcb_set_priority(other.tcb, low.tcb, 121);
    CHECK_ERROR(r, RANGE_ERROR);
    CHECK_OK(tcb_set_priority(other.tcb, low.tcb, 120));
    CHECK_ERROR(tcb_set_mc_priority(other.tcb, low.tcb, 121), RANGE_ERROR);
    CHECK_ERROR(tcb_set_priority(other.tcb, make(s, OBJECT_ENDPOINT, 0), 1), INVALID_CAPABILITY);
}

SCENARIO(roots_of_the_wrong_kind_are_refused)
{
    cptr_t tcb = make(s, OBJECT_TCB, 0), endpoint = make(s, OBJECT_ENDPOINT, 0),
           page = make(s, OBJECT_SMALL_PAGE, 0);

    CHECK_ERROR(tcb_configure(tcb, endpoint, 0, SLOT_VSPACE, page, AREA), ILLEGAL_OPERATION);
    CHECK_ERROR(tcb_configure(tcb, SLOT_CNODE, 0, SLOT_CNODE, page, AREA), ILLEGAL_OPERATION);
    CHECK_ERROR(tcb_configure(tcb, SLOT_CNODE, 0, make(s, OBJECT_VSPACE, 0), page, AREA), ILLEGAL_OPERATION);
    CHECK_ERROR(tcb_configure(tcb, SLOT_CNODE, 0, SLOT_VSPACE, endpoint, AREA), ILLEGAL_OPERATION);
    CHECK_OK(tcb_configure(tcb, SLOT_CNODE, 0, SLOT_VSPACE, page, AREA));
}

SCENARIO(faults_go_to_an_endpoint_that_may_be_called)
{
    cptr_t tcb = make(s, OBJECT_TCB, 0), endpoint = make(s, OBJECT_ENDPOINT, 0);

    CHECK_ERROR(tcb_set_timeout_endpoint(tcb, make(s, OBJECT_NOTIFICATION, 0)), INVALID_CAPABILITY);
    CHECK_ERROR(tcb_set_timeout_endpoint(tcb, mint(s, endpoint, RIGHT_WRITE, 0)), INVALID_CAPABILITY);
    CHECK_OK(tcb_set_timeout_endpoint(tcb, mint(s, endpoint, RIGHT_WRITE | RIGHT_GRANT_REPLY, 0)));
}

SCENARIO(a_buffer_lies_on_a_multiple_of_its_size)
{
    cptr_t tcb = make(s, OBJECT_TCB, 0), page = make(s, OBJECT_SMALL_PAGE, 0);

    CHECK_ERROR(tcb_set_ipc_buffer(tcb, AREA + 512, page), ALIGNMENT_ERROR);
    CHECK_OK(tcb_set_ipc_buffer(tcb, AREA + 1024, page));
}

SCENARIO(a_thread_ends_with_its_last_capability)
{
    cptr_t notification = make(s, OBJECT_NOTIFICATION, 0);
    struct actor actor = actor_start(s, count_signals, notification, 100, 0);
    cptr_t copy = slot_take(s), signal = mint(s, notification, RIGHT_WRITE, 2);

    settle();
    CHECK_OK(cnode_copy(slot_place(copy), slot_place(actor.tcb), RIGHTS_ALL));
    CHECK_OK(cnode_delete(slot_place(actor.tcb)));
    notification_signal(notification);
    settle();
    CHECK(seen[0] == 1);
    CHECK_OK(cnode_delete(slot_place(copy)));
    notification_signal(signal);
    settle();
    CHECK(seen[0] == 1 && notification_poll(notification) == 2);
}

/* --- what goes with an old CSpace --- */

#define RADIX 4

static struct place in(cptr_t cnode, word_t i)
{
    return (struct place){cnode, i, RADIX};
}

/* Gives itself the CSpace in slot 2 and the VSpace in slot 3; its own TCB is in slot 1. */
static void leave_own_cspace(word_t unused)
{
    (void)unused;
    seen[0] = 1;
    seen[0] = 2 + tcb_set_space(1, 0, 2, 0, 3).error;
    actor_end();
}

SCENARIO(a_thread_ends_with_the_cspace_that_it_leaves)
{
    struct actor actor = actor_make(s, 100, 0, 1);
    cptr_t cnode = make(s, OBJECT_CNODE, RADIX), notification = make(s, OBJECT_NOTIFICATION, 0);

    CHECK_OK(tcb_bind_notification(actor.tcb, notification));
    CHECK_OK(cnode_copy(in(cnode, 2), slot_place(SLOT_CNODE), RIGHTS_ALL));
    CHECK_OK(cnode_copy(in(cnode, 3), slot_place(SLOT_VSPACE), RIGHTS_ALL));
    CHECK_OK(tcb_configure(actor.tcb, cnode, GUARD(0, WORD_BITS - RADIX), SLOT_VSPACE, actor.frame,
                           actor.buffer));
    CHECK_OK(actor_run(&actor, leave_own_cspace, 0));
    CHECK_OK(cnode_move(in(cnode, 1), slot_place(actor.tcb)));
    CHECK_OK(cnode_delete(slot_place(cnode)));
    settle();
    CHECK(seen[0] == 1);
    CHECK_OK(tcb_bind_notification(make(s, OBJECT_TCB, 0), notification));
}

/* The CSpace it leaves holds the frame of its new buffer; what else it names lies in a CNode that stays. */
static void leave_cspace_with_buffer(word_t endpoint)
{
    word_t buffer = user_buffer();

    seen[0] = 1 + tcb_configure(0x11, 0x12, 0, 0x13, 0x20, buffer).error;
    endpoint_send(endpoint, (struct letter){.length = 10});
    actor_end();
}

SCENARIO(what_goes_with_the_old_cspace_is_not_installed)
{
    struct actor actor = actor_make(s, 100, 0, 1);
    cptr_t outer = make(s, OBJECT_CNODE, RADIX), inner = make(s, OBJECT_CNODE, RADIX),
           endpoint = make(s, OBJECT_ENDPOINT, 0);

    CHECK_OK(cnode_copy(in(inner, 1), slot_place(actor.tcb), RIGHTS_ALL));
    CHECK_OK(cnode_copy(in(inner, 2), slot_place(SLOT_CNODE), RIGHTS_ALL));
    CHECK_OK(cnode_copy(in(inner, 3), slot_place(SLOT_VSPACE), RIGHTS_ALL));
    CHECK_OK(cnode_copy(in(outer, 1), slot_place(inner), RIGHTS_ALL));
    CHECK_OK(cnode_copy(in(outer, 2), slot_place(actor.frame), RIGHTS_ALL));
    CHECK_OK(tcb_configure(actor.tcb, outer, GUARD(0, WORD_BITS - 2 * RADIX), SLOT_VSPACE, actor.frame,
                           actor.buffer));
    CHECK_OK(actor_run(&actor, leave_cspace_with_buffer, endpoint));
    CHECK_OK(cnode_delete(slot_place(outer)));
    CHECK(receive_plain(endpoint).length == 4); /* without a buffer a message has no more words */
    CHECK(seen[0] == 1);
}
