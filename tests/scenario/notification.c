/*
 * Notifications: signals that are never lost and never counted.
 */
#include "tests/scenario/stage.h"

static void wait_one(word_t notification)
{
    seen[1] = notification_wait(notification);
    seen[0]++;
    actor_end();
}

static void receive_one(word_t endpoint)
{
    struct message m = receive_plain(endpoint);

    seen[0]++;
    seen[1] = m.badge;
    actor_end();
}

SCENARIO(signals_come_together_until_they_are_taken)
{
    cptr_t notification = make(s, OBJECT_NOTIFICATION, 0);
    cptr_t one = mint(s, notification, RIGHT_WRITE, 1), four = mint(s, notification, RIGHT_WRITE, 4);

    notification_signal(one);
    notification_signal(four);
    notification_signal(one);
    CHECK(notification_poll(notification) == 5);
    CHECK(notification_poll(notification) == 0);
}

SCENARIO(a_signal_wakes_who_waits)
{
    cptr_t notification = make(s, OBJECT_NOTIFICATION, 0), badged = mint(s, notification, RIGHT_WRITE, 6);

    actor_start(s, wait_one, notification, 100, 0);
    settle();
    CHECK(seen[0] == 0);
    notification_signal(badged);
    settle();
    CHECK(seen[0] == 1 && seen[1] == 6);
    CHECK(notification_poll(notification) == 0);
}

SCENARIO(one_signal_wakes_one_thread)
{
    cptr_t notification = make(s, OBJECT_NOTIFICATION, 0);

    actor_start(s, wait_one, notification, 100, 0);
    actor_start(s, wait_one, notification, 100, 0);
    settle();
    notification_signal(notification);
    settle();
    CHECK(seen[0] == 1);
    notification_signal(notification);
    settle();
    CHECK(seen[0] == 2);
}

/* Signals, and tells how many have woken by the time it runs again. */
static void signal_one(word_t notification)
{
    notification_signal(notification);
    seen[2] = seen[0];
    actor_end();
}

SCENARIO(who_wakes_an_equal_goes_on_and_who_wakes_a_higher_one_waits)
{
    cptr_t notification = make(s, OBJECT_NOTIFICATION, 0);

    actor_start(s, wait_one, notification, 100, 0);
    settle();
    actor_start(s, signal_one, notification, 100, 0);
    settle();
    CHECK(seen[0] == 1 && seen[2] == 0);
    actor_start(s, wait_one, notification, 101, 0);
    settle();
    actor_start(s, signal_one, notification, 100, 0);
    settle();
    CHECK(seen[0] == 2 && seen[2] == 2);
}

SCENARIO(a_signal_without_write_right_is_nothing)
{
    cptr_t notification = make(s, OBJECT_NOTIFICATION, 0), copy = mint(s, notification, RIGHT_READ, 0x10);

    notification_signal(copy);
    CHECK(notification_poll(notification) == 0);
}

SCENARIO(a_bound_notification_arrives_where_the_thread_receives)
{
    cptr_t notification = make(s, OBJECT_NOTIFICATION, 0), badged = mint(s, notification, RIGHT_WRITE, 0x20);
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0);
    struct actor actor = actor_make(s, 100, 0, 1);

    CHECK_OK(tcb_bind_notification(actor.tcb, notification));
    CHECK_ERROR(tcb_bind_notification(actor.tcb, notification), ILLEGAL_OPERATION);
    CHECK_OK(actor_run(&actor, receive_one, endpoint));
    settle();
    CHECK(seen[0] == 0);
    notification_signal(badged);
    settle();
    CHECK(seen[0] == 1 && seen[1] == 0x20);
    CHECK_OK(tcb_unbind_notification(actor.tcb));
    CHECK_OK(tcb_bind_notification(actor.tcb, notification));
}

SCENARIO(thread_and_notification_are_bound_one_to_one)
{
    cptr_t one = make(s, OBJECT_TCB, 0), two = make(s, OBJECT_TCB, 0);
    cptr_t notification = make(s, OBJECT_NOTIFICATION, 0), other = make(s, OBJECT_NOTIFICATION, 0);
    struct result r;

    CHECK_ERROR(tcb_unbind_notification(one), ILLEGAL_OPERATION);
    CHECK_ERROR(tcb_bind_notification(one, make(s, OBJECT_ENDPOINT, 0)), ILLEGAL_OPERATION);
    CHECK_ERROR(tcb_bind_notification(one, mint(s, notification, RIGHT_WRITE, 0)), ILLEGAL_OPERATION);
    CHECK_OK(tcb_bind_notification(one, notification));
    r = tcb_bind_notification(one, other);
    CHECK_ERROR(r, ILLEGAL_OPERATION);
    CHECK(r.why == WHY_THREAD_HAS_NOTIFICATION);
    r = tcb_bind_notification(two, notification);
    CHECK_ERROR(r, ILLEGAL_OPERATION);
    CHECK(r.why == WHY_NOTIFICATION_HAS_THREAD);
    actor_start(s, wait_one, other, 100, 0);
    settle();
    CHECK_ERROR(tcb_bind_notification(two, other), ILLEGAL_OPERATION);
    CHECK_OK(tcb_unbind_notification(one));
    CHECK_OK(tcb_bind_notification(two, notification));
}
