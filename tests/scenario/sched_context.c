/*
 * Scheduling contexts: a thread runs only on one.
 */
#include "tests/scenario/stage.h"

static void count(word_t unused)
{
    (void)unused;
    seen[0]++;
    actor_end();
}

static cptr_t control(struct stage *s)
{
    return user_load(s->info + BOOT_SCHED_CONTROL);
}

SCENARIO(a_thread_without_context_waits_for_one)
{
    struct actor actor = actor_make(s, 100, 0, 0);
    cptr_t context = make(s, OBJECT_SCHED_CONTEXT, 7);

    CHECK_OK(actor_run(&actor, count, 0));
    settle();
    CHECK(seen[0] == 0);
    CHECK_OK(sched_context_bind(context, actor.tcb));
    settle();
    CHECK(seen[0] == 0);
    CHECK_OK(sched_control_configure(control(s), context, 10000, 10000, 0, 0, 0));
    settle();
    CHECK(seen[0] == 1);
}

SCENARIO(thread_and_context_are_bound_one_to_one)
{
    struct actor one = actor_make(s, 100, 0, 1), two = actor_make(s, 100, 0, 0);
    cptr_t context = make(s, OBJECT_SCHED_CONTEXT, 7);

    CHECK_ERROR(sched_context_bind(one.sched_context, two.tcb), ILLEGAL_OPERATION);
    CHECK_ERROR(sched_context_bind(context, one.tcb), ILLEGAL_OPERATION);
    CHECK_OK(sched_context_unbind(one.sched_context));
    CHECK_OK(sched_context_bind(one.sched_context, two.tcb));
    CHECK_ERROR(sched_context_unbind_object(one.sched_context, one.tcb), ILLEGAL_OPERATION);
    CHECK_OK(sched_context_unbind_object(one.sched_context, two.tcb));
}

SCENARIO(a_thread_that_waits_gets_no_context_that_could_not_run_it)
{
    struct actor actor = actor_start(s, count, 0, 100, 0);
    cptr_t context = make(s, OBJECT_SCHED_CONTEXT, 7);

    settle();
    CHECK(seen[0] == 1);
    CHECK_OK(sched_context_unbind(actor.sched_context));
    CHECK_ERROR(sched_context_bind(context, actor.tcb), ILLEGAL_OPERATION);
    CHECK_ERROR(tcb_set_sched_params(actor.tcb, SLOT_TCB, 100, 100, context, slot_take(s)), ILLEGAL_OPERATION);
    CHECK_OK(sched_control_configure(control(s), context, 10000, 20000, 0, 0, 0));
    CHECK_OK(sched_context_bind(context, actor.tcb));
    CHECK_OK(sched_context_unbind(context));
    CHECK_OK(tcb_suspend(actor.tcb));
    CHECK_OK(sched_context_bind(make(s, OBJECT_SCHED_CONTEXT, 7), actor.tcb));
}

SCENARIO(notification_and_context_are_bound_one_to_one)
{
    cptr_t one = make(s, OBJECT_SCHED_CONTEXT, 7), two = make(s, OBJECT_SCHED_CONTEXT, 7);
    cptr_t notification = make(s, OBJECT_NOTIFICATION, 0), other = make(s, OBJECT_NOTIFICATION, 0);

    CHECK_ERROR(sched_context_bind(one, make(s, OBJECT_ENDPOINT, 0)), INVALID_CAPABILITY);
    CHECK_OK(sched_context_bind(one, notification));
    CHECK_ERROR(sched_context_bind(one, other), ILLEGAL_OPERATION);
    CHECK_ERROR(sched_context_bind(two, notification), ILLEGAL_OPERATION);
    CHECK_ERROR(sched_context_unbind_object(one, other), ILLEGAL_OPERATION);
    CHECK_ERROR(sched_context_unbind_object(one, SLOT_CNODE), INVALID_CAPABILITY);
    CHECK_OK(sched_context_unbind_object(one, notification));
    CHECK_OK(sched_context_bind(two, notification));
}

SCENARIO(a_budget_is_no_longer_than_its_period)
{
    cptr_t context = make(s, OBJECT_SCHED_CONTEXT, 7);

    CHECK_ERROR(sched_control_configure(control(s), context, 20000, 10000, 0, 0, 0), RANGE_ERROR);
    CHECK_ERROR(sched_control_configure(control(s), context, 0, 10000, 0, 0, 0), RANGE_ERROR);
    CHECK_ERROR(sched_control_configure(control(s), context, 10000, 0, 0, 0, 0), RANGE_ERROR);
    CHECK_ERROR(sched_control_configure(control(s), make(s, OBJECT_ENDPOINT, 0), 10000, 10000, 0, 0, 0),
                INVALID_CAPABILITY);
    CHECK_OK(sched_control_configure(control(s), context, 10000, 20000, 0, 0, 0));
}

SCENARIO(nobody_takes_the_context_he_runs_on_away)
{
    CHECK_ERROR(sched_context_unbind(SLOT_SCHED_CONTEXT), ILLEGAL_OPERATION);
    CHECK_ERROR(sched_context_unbind_object(SLOT_SCHED_CONTEXT, SLOT_TCB), ILLEGAL_OPERATION);
    CHECK_ERROR(sched_context_yield_to(SLOT_SCHED_CONTEXT), ILLEGAL_OPERATION);
}

SCENARIO(a_thread_stops_with_its_context)
{
    struct actor actor = actor_make(s, 100, 0, 1);

    CHECK_OK(actor_run(&actor, count, 0));
    CHECK_OK(cnode_delete(slot_place(actor.sched_context)));
    settle();
    CHECK(seen[0] == 0);
}

/* --- yielding to a context --- */

enum { SEEN_ORDER, SEEN_ERROR, SEEN_TIME, SEEN_BACK, SEEN_RAN, SEEN_SECOND, SEEN_QUIET, SEEN_DONE };

/* Takes time: calls that do nothing. */
static void toil(void)
{
    for (word_t i = 0; i < 200; i++)
        notification_poll(seen[SEEN_QUIET]);
}

/* Works, tells the root task, which runs at once, and works on. */
static void work_twice(word_t notification)
{
    seen[SEEN_RAN] = ++seen[SEEN_ORDER];
    toil();
    notification_signal(notification);
    toil();
    seen[SEEN_DONE]++;
    actor_end();
}

static void work_once(word_t unused)
{
    (void)unused;
    seen[SEEN_RAN] = ++seen[SEEN_ORDER];
    toil();
    actor_end();
}

static void yield_once(word_t context)
{
    struct result r = sched_context_yield_to(context);

    seen[SEEN_ERROR] = r.error;
    seen[SEEN_TIME] = r.word[0];
    seen[SEEN_BACK] = ++seen[SEEN_ORDER];
    actor_end();
}

static void yield_too(word_t context)
{
    seen[SEEN_SECOND] = sched_context_yield_to(context).word[0];
    actor_end();
}

/* One who yielded to an equal, and waits to hear of it: that one worked, and could go on. */
struct pair {
    struct actor from, to;
};

static struct pair pair_play(struct stage *s)
{
    cptr_t told = make(s, OBJECT_NOTIFICATION, 0);
    struct pair p;

    seen[SEEN_QUIET] = make(s, OBJECT_NOTIFICATION, 0);
    p.to = actor_start(s, work_twice, told, 100, 0);
    p.from = actor_start(s, yield_once, p.to.sched_context, 100, 0);
    notification_wait(told);
    if (seen[SEEN_BACK] != 0 || seen[SEEN_RAN] != 1)
        stage_fail(s, "play a pair", seen[SEEN_ORDER]);
    return p;
}

/* Who yielded is back, and has heard of some time. */
static word_t is_told(void)
{
    return seen[SEEN_BACK] == 2 && seen[SEEN_ERROR] == NO_ERROR && seen[SEEN_TIME] > 0;
}

SCENARIO(who_yields_to_an_equal_hears_of_its_time_when_it_runs_again)
{
    struct pair p = pair_play(s);

    settle();
    CHECK(is_told() && seen[SEEN_DONE] == 1);
    CHECK(sched_context_consumed(p.to.sched_context).word[0] == 0);
}

SCENARIO(who_yields_to_a_lower_one_goes_on_and_that_one_is_first_of_its_priority)
{
    struct actor one, two;

    seen[SEEN_QUIET] = make(s, OBJECT_NOTIFICATION, 0);
    one = actor_start(s, work_once, 0, 90, 0);
    two = actor_start(s, count, 0, 90, 0);
    actor_start(s, yield_once, one.sched_context, 100, 0);
    settle();
    CHECK(seen[SEEN_ERROR] == NO_ERROR && seen[SEEN_TIME] == 0);
    CHECK(seen[SEEN_BACK] == 1 && seen[SEEN_RAN] == 2 && seen[SEEN_ORDER] == 3);
    CHECK(sched_context_consumed(two.sched_context).error == NO_ERROR);
}

SCENARIO(who_yields_to_one_that_cannot_run_goes_on)
{
    struct actor actor = actor_make(s, 100, 0, 1);

    actor_start(s, yield_once, actor.sched_context, 100, 0);
    settle();
    CHECK(seen[SEEN_BACK] == 1 && seen[SEEN_ERROR] == NO_ERROR && seen[SEEN_TIME] == 0);
}

SCENARIO(nobody_yields_to_one_above_his_maximum)
{
    struct actor actor = actor_make(s, 110, 0, 1);

    actor_start(s, yield_once, actor.sched_context, 100, 0);
    settle();
    CHECK(seen[SEEN_BACK] == 1 && seen[SEEN_ERROR] == ILLEGAL_OPERATION);
    CHECK_ERROR(sched_context_yield_to(make(s, OBJECT_SCHED_CONTEXT, 7)), ILLEGAL_OPERATION);
}

SCENARIO(who_yielded_hears_when_the_other_is_suspended)
{
    struct pair p = pair_play(s);

    CHECK_OK(tcb_suspend(p.to.tcb));
    settle();
    CHECK(is_told() && seen[SEEN_DONE] == 0);
}

SCENARIO(who_yielded_hears_when_the_other_loses_its_context)
{
    struct pair p = pair_play(s);

    CHECK_OK(sched_context_unbind(p.to.sched_context));
    settle();
    CHECK(is_told() && seen[SEEN_DONE] == 0);
}

SCENARIO(who_yielded_hears_when_the_context_is_deleted)
{
    struct pair p = pair_play(s);

    CHECK_OK(cnode_delete(slot_place(p.to.sched_context)));
    settle();
    CHECK(is_told() && seen[SEEN_DONE] == 0);
}

SCENARIO(who_yielded_hears_when_the_other_is_deleted)
{
    struct pair p = pair_play(s);

    CHECK_OK(cnode_delete(slot_place(p.to.tcb)));
    settle();
    CHECK(is_told() && seen[SEEN_DONE] == 0);
}

SCENARIO(who_yielded_and_is_suspended_is_told_nothing_and_no_time_is_lost)
{
    struct pair p = pair_play(s);

    CHECK_OK(tcb_suspend(p.from.tcb));
    settle();
    CHECK(seen[SEEN_BACK] == 0 && seen[SEEN_DONE] == 1);
    CHECK_OK(tcb_resume(p.from.tcb));
    settle();
    CHECK(seen[SEEN_BACK] == 2 && seen[SEEN_ERROR] == NO_ERROR && seen[SEEN_TIME] == 0);
    CHECK(sched_context_consumed(p.to.sched_context).word[0] > 0);
}

SCENARIO(who_yielded_may_be_deleted)
{
    struct pair p = pair_play(s);

    CHECK_OK(cnode_delete(slot_place(p.from.tcb)));
    settle();
    CHECK(seen[SEEN_BACK] == 0 && seen[SEEN_DONE] == 1);
    CHECK(sched_context_consumed(p.to.sched_context).word[0] > 0);
    CHECK_OK(sched_context_bind(p.from.sched_context, make(s, OBJECT_TCB, 0)));
}

SCENARIO(a_second_one_that_yields_lets_the_first_hear_of_the_time_so_far)
{
    struct pair p = pair_play(s);

    actor_start(s, yield_too, p.to.sched_context, 100, 0);
    settle();
    CHECK(is_told() && seen[SEEN_DONE] == 1 && seen[SEEN_SECOND] > 0);
}

SCENARIO(time_asked_for_meanwhile_is_told_once)
{
    struct pair p = pair_play(s);
    word_t asked;

    CHECK_OK(tcb_suspend(p.to.tcb));
    asked = sched_context_consumed(p.to.sched_context).word[0];
    settle();
    CHECK(asked > 0 && seen[SEEN_BACK] == 2 && seen[SEEN_TIME] == 0);
}

/* Yields, and receives by the same call. */
static void yield_and_receive(word_t context)
{
    struct letter l = {.label = LABEL_SCHED_CONTEXT_YIELD_TO};
    struct message m = endpoint_send_receive(context, l, seen[SEEN_SECOND], seen[SEEN_DONE]);

    seen[SEEN_TIME] = m.word[0];
    seen[SEEN_BACK] = ++seen[SEEN_ORDER];
    actor_end();
}

static void work_and_send(word_t endpoint)
{
    seen[SEEN_RAN] = ++seen[SEEN_ORDER];
    toil();
    endpoint_send(endpoint, LETTER(0, 0x1234));
    actor_end();
}

SCENARIO(a_message_received_after_yielding_is_not_changed)
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0);
    struct actor to;

    seen[SEEN_QUIET] = make(s, OBJECT_NOTIFICATION, 0);
    seen[SEEN_SECOND] = endpoint;
    seen[SEEN_DONE] = make(s, OBJECT_REPLY, 0);
    to = actor_start(s, work_and_send, endpoint, 100, 0);
    actor_start(s, yield_and_receive, to.sched_context, 100, 0);
    settle();
    CHECK(seen[SEEN_RAN] == 1 && seen[SEEN_BACK] == 2 && seen[SEEN_TIME] == 0x1234);
}

SCENARIO(who_yields_and_faults_by_the_same_call_stops)
{
    struct actor to;

    seen[SEEN_QUIET] = make(s, OBJECT_NOTIFICATION, 0);
    to = actor_start(s, work_once, 0, 100, 0);
    actor_start(s, yield_and_receive, to.sched_context, 100, 0);
    settle();
    CHECK(seen[SEEN_RAN] == 1 && seen[SEEN_BACK] == 0);
    CHECK(sched_context_consumed(to.sched_context).word[0] > 0); /* it did not ask again */
}
