/*
 * Interrupts: each has one handler, which signals a notification, and is
 * silent until it is acknowledged.
 */
#include "tests/scenario/stage.h"

#define SGI 5
#define BADGE 0x11

/* A handler that signals. */
struct line {
    cptr_t handler, notification;
};

static struct line line_make(struct stage *s, word_t irq)
{
    struct line l = {slot_take(s), make(s, OBJECT_NOTIFICATION, 0)};
    cptr_t badged = mint(s, l.notification, RIGHT_WRITE, BADGE);

    if (irq_control_get(SLOT_IRQ_CONTROL, irq, slot_place(l.handler)).error != NO_ERROR ||
        irq_handler_set(l.handler, badged).error != NO_ERROR)
        stage_fail(s, "make an interrupt line", irq);
    return l;
}

/* The device asks, the interrupt comes if it can, the device has been served: 1 if it was signalled. */
static word_t comes(struct line l)
{
    word_t badge;

    device_ask(1);
    settle();
    badge = notification_poll(l.notification);
    if (badge != 0)
        device_ask(0);
    return badge == BADGE;
}

static cptr_t sgi_make(struct stage *s)
{
    cptr_t slot = slot_take(s);

    if (irq_control_issue_sgi(SLOT_IRQ_CONTROL, SGI, 0, slot_place(slot)).error != NO_ERROR)
        stage_fail(s, "make a signal", SGI);
    return slot;
}

static void wait_one(word_t notification)
{
    seen[1] = notification_wait(notification);
    seen[0]++;
    actor_end();
}

SCENARIO(an_interrupt_signals_the_notification_of_its_handler)
{
    struct line l = line_make(s, device_irq());

    settle();
    CHECK(notification_poll(l.notification) == 0);
    CHECK(comes(l));
}

SCENARIO(an_interrupt_wakes_who_waits_for_it)
{
    struct line l = line_make(s, device_irq());

    actor_start(s, wait_one, l.notification, 100, 0);
    settle();
    CHECK(seen[0] == 0);
    device_ask(1);
    settle();
    device_ask(0);
    CHECK(seen[0] == 1 && seen[1] == BADGE);
}

SCENARIO(an_interrupt_is_silent_until_it_is_acknowledged)
{
    struct line l = line_make(s, device_irq());

    CHECK(comes(l));
    CHECK(!comes(l));
    CHECK_OK(irq_handler_ack(l.handler));
    settle();
    CHECK(notification_poll(l.notification) == BADGE);
    device_ask(0);
    CHECK_OK(irq_handler_ack(l.handler));
    settle();
    CHECK(notification_poll(l.notification) == 0);
}

SCENARIO(a_cleared_handler_signals_nobody_until_it_is_set_again)
{
    struct line l = line_make(s, device_irq());
    cptr_t other = make(s, OBJECT_NOTIFICATION, 0);

    CHECK_OK(irq_handler_clear(l.handler));
    CHECK(!comes(l));
    device_ask(0);
    CHECK_OK(irq_handler_set(l.handler, other));
    CHECK_OK(irq_handler_ack(l.handler));
    actor_start(s, wait_one, other, 100, 0);
    CHECK(!comes(l));
    device_ask(0);
    CHECK(seen[0] == 1);
}

SCENARIO(a_handler_signals_only_what_may_be_signalled)
{
    struct line l = line_make(s, device_irq());

    CHECK_ERROR(irq_handler_set(l.handler, make(s, OBJECT_ENDPOINT, 0)), INVALID_CAPABILITY);
    CHECK_ERROR(irq_handler_set(l.handler, mint(s, l.notification, RIGHT_READ, 0)), INVALID_CAPABILITY);
    CHECK(comes(l));
}

SCENARIO(an_interrupt_has_one_handler)
{
    struct line l = line_make(s, device_irq());
    cptr_t slot = slot_take(s);

    CHECK_ERROR(irq_control_get(SLOT_IRQ_CONTROL, device_irq(), slot_place(slot)), REVOKE_FIRST);
    CHECK_ERROR(irq_control_get_trigger(SLOT_IRQ_CONTROL, device_irq(), 1, slot_place(slot)), REVOKE_FIRST);
    CHECK_OK(cnode_delete(slot_place(l.handler)));
    CHECK_OK(irq_control_get(SLOT_IRQ_CONTROL, device_irq(), slot_place(slot)));
}

SCENARIO(the_kernels_own_interrupt_and_those_that_do_not_exist_are_not_given_out)
{
    cptr_t slot = slot_take(s);

    CHECK_ERROR(irq_control_get(SLOT_IRQ_CONTROL, 27, slot_place(slot)), REVOKE_FIRST);
    CHECK_ERROR(irq_control_get(SLOT_IRQ_CONTROL, 512, slot_place(slot)), RANGE_ERROR);
    CHECK_ERROR(irq_control_get(SLOT_IRQ_CONTROL, 100, slot_place(SLOT_CNODE)), DELETE_FIRST);
    CHECK_OK(irq_control_get_trigger(SLOT_IRQ_CONTROL, 100, 1, slot_place(slot)));
}

SCENARIO(without_its_handler_an_interrupt_is_silent)
{
    struct line l = line_make(s, device_irq());

    CHECK_OK(cnode_delete(slot_place(l.handler)));
    CHECK(!comes(l));
    CHECK_OK(irq_control_get(SLOT_IRQ_CONTROL, device_irq(), slot_place(l.handler)));
    settle(); /* what the device asked for comes now, and finds nothing to signal */
    device_ask(0);
    CHECK(notification_poll(l.notification) == 0);
}

SCENARIO(a_deleted_notification_is_signalled_no_more)
{
    struct line l = line_make(s, device_irq());

    CHECK_OK(cnode_revoke(slot_place(l.notification)));
    CHECK(!comes(l));
    device_ask(0);
}

SCENARIO(software_raises_an_interrupt_by_a_capability)
{
    struct line l = line_make(s, SGI);
    cptr_t raise = sgi_make(s);

    endpoint_send(raise, LETTER(5, 1, 2)); /* whatever is sent */
    settle();
    CHECK(notification_poll(l.notification) == BADGE);
    CHECK_OK(irq_handler_ack(l.handler));
    endpoint_send_now(raise, LETTER_EMPTY);
    settle();
    CHECK(notification_poll(l.notification) == BADGE);
}

SCENARIO(software_raises_sixteen_interrupts_on_one_core)
{
    cptr_t slot = slot_take(s);

    CHECK_ERROR(irq_control_issue_sgi(SLOT_IRQ_CONTROL, 16, 0, slot_place(slot)), RANGE_ERROR);
    CHECK_ERROR(irq_control_issue_sgi(SLOT_IRQ_CONTROL, 0, 1, slot_place(slot)), INVALID_ARGUMENT);
    CHECK_ERROR(irq_control_issue_sgi(SLOT_IRQ_CONTROL, 0, 0, slot_place(SLOT_CNODE)), DELETE_FIRST);
    for (word_t i = 0; i < 16; i++)
        CHECK_OK(irq_control_issue_sgi(SLOT_IRQ_CONTROL, i, 0, slot_place(slot_take(s))));
}

SCENARIO(revoking_interrupt_control_ends_handlers_and_signals)
{
    struct line l = line_make(s, device_irq());
    cptr_t raise = sgi_make(s);

    CHECK_OK(cnode_revoke(slot_place(SLOT_IRQ_CONTROL)));
    CHECK(!slot_holds(l.handler) && !slot_holds(raise));
    CHECK_OK(irq_control_get(SLOT_IRQ_CONTROL, device_irq(), slot_place(l.handler)));
}
