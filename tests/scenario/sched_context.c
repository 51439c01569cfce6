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

SCENARIO(a_budget_is_no_longer_than_its_period)
{
    cptr_t context = make(s, OBJECT_SCHED_CONTEXT, 7);

    CHECK_ERROR(sched_control_configure(control(s), context, 20000, 10000, 0, 0, 0), RANGE_ERROR);
    CHECK_ERROR(sched_control_configure(control(s), context, 0, 10000, 0, 0, 0), RANGE_ERROR);
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
