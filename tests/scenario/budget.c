/*
 * Budgets: how much a thread runs in a period.  How long anything takes
 * differs from machine to machine; who has to wait for whom does not.
 */
#include "tests/scenario/stage.h"

#define BUDGET 100UL
#define PERIOD 1000UL
#define HOUR 3600000000UL

enum { SEEN_QUIET, SEEN_TOLD, SEEN_DONE, SEEN_LOWER, SEEN_LABEL, SEEN_DATA, SEEN_TIME, SEEN_OTHER };

static cptr_t control(struct stage *s)
{
    return user_load(s->info + BOOT_SCHED_CONTROL);
}

/* More than one budget, on any machine. */
static void toil(word_t unused)
{
    (void)unused;
    for (word_t i = 0; i < 8000; i++)
        notification_poll(seen[SEEN_QUIET]);
    seen[SEEN_DONE] = 1;
    notification_signal(seen[SEEN_TOLD]);
    actor_end();
}

/* Runs only while who is above waits. */
static void look(word_t unused)
{
    (void)unused;
    seen[SEEN_LOWER] = seen[SEEN_DONE] ? 2 : 1;
    actor_end();
}

/* A thread that will work longer than it may. */
static struct actor worker_make(struct stage *s, word_t budget, word_t period, word_t refills, word_t flags)
{
    struct actor actor = actor_make(s, 100, 0, 0);
    cptr_t context = make(s, OBJECT_SCHED_CONTEXT, 8);

    seen[SEEN_QUIET] = make(s, OBJECT_NOTIFICATION, 0);
    seen[SEEN_TOLD] = make(s, OBJECT_NOTIFICATION, 0);
    actor.sched_context = context;
    if (sched_control_configure(control(s), context, budget, period, refills, 0x77, flags).error != NO_ERROR ||
        sched_context_bind(context, actor.tcb).error != NO_ERROR)
        stage_fail(s, "make a worker", budget);
    return actor;
}

static word_t consumed(struct actor actor)
{
    return sched_context_consumed(actor.sched_context).word[0];
}

/* It waits for its budget, while who is below runs, and ends at last. */
static word_t waits_and_ends(struct stage *s, struct actor worker)
{
    if (actor_run(&worker, toil, 0).error != NO_ERROR)
        return 0;
    actor_start(s, look, 0, 90, 0);
    notification_wait(seen[SEEN_TOLD]);
    settle();
    return seen[SEEN_DONE] == 1 && seen[SEEN_LOWER] == 1 && consumed(worker) >= BUDGET;
}

SCENARIO(a_thread_whose_budget_is_used_up_goes_on_when_it_is_back)
{
    CHECK(waits_and_ends(s, worker_make(s, BUDGET, PERIOD, 0, 0)));
}

SCENARIO(a_budget_may_come_back_in_many_pieces)
{
    CHECK(waits_and_ends(s, worker_make(s, BUDGET, PERIOD, 8, 0)));
}

SCENARIO(a_sporadic_thread_waits_for_its_budget_too)
{
    CHECK(waits_and_ends(s, worker_make(s, BUDGET, PERIOD, 8, 1)));
}

SCENARIO(a_context_has_as_many_refills_as_it_has_room_for)
{
    cptr_t small = make(s, OBJECT_SCHED_CONTEXT, 7), big = make(s, OBJECT_SCHED_CONTEXT, 8);
    struct result r;

    CHECK_OK(sched_control_configure(control(s), small, BUDGET, PERIOD, 0, 0, 0));
    r = sched_control_configure(control(s), small, BUDGET, PERIOD, 1, 0, 0);
    CHECK_ERROR(r, RANGE_ERROR);
    CHECK(r.word[0] == 0 && r.word[1] == 0);
    CHECK_OK(sched_control_configure(control(s), big, BUDGET, PERIOD, 8, 0, 0));
    r = sched_control_configure(control(s), big, BUDGET, PERIOD, 9, 0, 0);
    CHECK_ERROR(r, RANGE_ERROR);
    CHECK(r.word[0] == 0 && r.word[1] == 8);
}

SCENARIO(a_thread_that_waits_for_its_budget_gets_a_new_one_by_configuring)
{
    struct actor worker = worker_make(s, BUDGET, HOUR, 0, 0);

    CHECK_OK(actor_run(&worker, toil, 0));
    settle();
    CHECK(seen[SEEN_DONE] == 0 && consumed(worker) >= BUDGET);
    CHECK_OK(sched_control_configure(control(s), worker.sched_context, 10000000, 10000000, 0, 0, 0));
    settle();
    CHECK(seen[SEEN_DONE] == 1);
}

SCENARIO(a_thread_that_waits_for_its_budget_is_stopped_and_started_without_a_gain)
{
    struct actor worker = worker_make(s, BUDGET, HOUR, 0, 0);

    CHECK_OK(actor_run(&worker, toil, 0));
    settle();
    CHECK(consumed(worker) >= BUDGET);
    CHECK_OK(tcb_suspend(worker.tcb));
    CHECK_OK(tcb_resume(worker.tcb));
    CHECK_OK(sched_context_unbind(worker.sched_context));
    CHECK_OK(sched_context_bind(worker.sched_context, worker.tcb));
    settle();
    CHECK(seen[SEEN_DONE] == 0 && consumed(worker) == 0);
}

SCENARIO(who_yields_gives_up_his_budget_and_waits_for_the_next)
{
    struct actor worker = worker_make(s, 10000000, HOUR, 0, 0);

    CHECK_OK(actor_run(&worker, (void (*)(word_t))thread_yield, 0));
    settle();
    CHECK_OK(tcb_suspend(worker.tcb));
    CHECK_OK(actor_run(&worker, toil, 0));
    settle();
    CHECK(seen[SEEN_DONE] == 0);
}

/* Waits, awake, until the other has run. */
static void turn(word_t n)
{
    seen[SEEN_DATA + n] = 1;
    while (!seen[SEEN_DATA + 1 - n])
        notification_poll(seen[SEEN_QUIET]);
    if (++seen[SEEN_DONE] == 2)
        notification_signal(seen[SEEN_TOLD]);
    actor_end();
}

SCENARIO(equals_take_turns)
{
    struct actor one = worker_make(s, BUDGET, BUDGET, 0, 0), two = worker_make(s, BUDGET, BUDGET, 0, 0);

    CHECK_OK(actor_run(&one, turn, 0));
    CHECK_OK(actor_run(&two, turn, 1));
    notification_wait(seen[SEEN_TOLD]);
    CHECK(seen[SEEN_DONE] != 0);
    CHECK(seen[SEEN_DONE] == 2);
}

/* Takes one message, and keeps its sender waiting. */
static void handle_one(word_t endpoint)
{
    struct message m = endpoint_receive(endpoint, seen[SEEN_OTHER]);

    seen[SEEN_LABEL] = m.label;
    seen[SEEN_DATA] = m.word[0];
    seen[SEEN_TIME] = m.word[1];
    actor_end();
}

SCENARIO(a_used_up_budget_is_told_to_the_timeout_handler_and_its_answer_lets_the_thread_go_on)
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0);
    struct actor worker = worker_make(s, BUDGET, HOUR, 0, 0);

    seen[SEEN_OTHER] = make(s, OBJECT_REPLY, 0);
    actor_start(s, handle_one, endpoint, 110, 0);
    CHECK_OK(tcb_set_timeout_endpoint(worker.tcb, endpoint));
    CHECK_OK(actor_run(&worker, toil, 0));
    settle();
    CHECK(seen[SEEN_LABEL] == TIMEOUT && seen[SEEN_DATA] == 0x77 && seen[SEEN_TIME] >= BUDGET);
    CHECK_OK(sched_control_configure(control(s), worker.sched_context, 10000000, 10000000, 0, 0, 0));
    settle();
    CHECK(seen[SEEN_DONE] == 0);
    reply_send(seen[SEEN_OTHER], LETTER_EMPTY);
    settle();
    CHECK(seen[SEEN_DONE] == 1);
}

/* Counts as long as it may run. */
static void count(word_t unused)
{
    (void)unused;
    for (;;) {
        seen[SEEN_TIME]++;
        notification_poll(seen[SEEN_QUIET]);
    }
}

/* Starts a thread whose budget is away, and works until that one has run, or far too long. */
static void start_and_work(word_t tcb)
{
    word_t before = seen[SEEN_TIME];

    tcb_resume(tcb);
    for (word_t i = 0; i < 200000 && seen[SEEN_TIME] == before; i++)
        notification_poll(seen[SEEN_QUIET]);
    seen[SEEN_DONE] = seen[SEEN_TIME] == before ? 1 : 2;
    actor_end();
}

SCENARIO(a_thread_woken_without_budget_runs_when_it_is_back_however_long_the_waker_may_run)
{
    struct actor worker = worker_make(s, BUDGET, 4 * PERIOD, 0, 0), waker = worker_make(s, HOUR, HOUR, 0, 0);

    CHECK_OK(tcb_set_priority(waker.tcb, SLOT_TCB, 90));
    CHECK_OK(actor_run(&worker, count, 0));
    settle();
    CHECK_OK(tcb_suspend(worker.tcb));
    CHECK(seen[SEEN_TIME] != 0);
    CHECK_OK(actor_run(&waker, start_and_work, worker.tcb));
    while (seen[SEEN_DONE] == 0)
        settle();
    CHECK_OK(tcb_suspend(worker.tcb));
    CHECK(seen[SEEN_DONE] == 2);
}

/* Listens for ever. */
static void listen(word_t notification)
{
    for (;;)
        notification_wait(notification);
}

/* More than one budget, in small pieces: after each, one who is above runs for a moment. */
static void toil_in_pieces(word_t notification)
{
    for (word_t i = 0; i < 8000; i++)
        notification_signal(notification);
    seen[SEEN_DONE] = 1;
    actor_end();
}

SCENARIO(a_budget_ends_however_often_its_thread_is_preempted)
{
    struct actor worker = worker_make(s, BUDGET, HOUR, 8, 0);
    cptr_t bell = make(s, OBJECT_NOTIFICATION, 0);

    actor_start(s, listen, bell, 110, 0);
    CHECK_OK(actor_run(&worker, toil_in_pieces, bell));
    settle();
    CHECK(seen[SEEN_DONE] == 0);
}
