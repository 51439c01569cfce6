/*
 * Refills, to the tick: what is used comes back a period after it could be
 * used, nothing is made or lost, and no window of a period holds more than the
 * budget.
 */
#include "kernel/refill.h"

#include "kernel/sched.h"
#include "kernel/sched_context.h"
#include "kernel/tcb.h"
#include "tests/unit/unit.h"

#define BUDGET 10000UL
#define PERIOD 50000UL
#define START 1000000UL
#define LEAST 100UL

#define MAX(a, b) ((a) > (b) ? (a) : (b))

/* A context with this budget from START on, and room for so many pieces. */
static ref_t context_make(word_t budget, word_t room)
{
    ref_t c = unit_cells(16);

    machine.time = START;
    sched_context_init(c);
    sched_context_configure(c, budget, PERIOD, room, 0, 0);
    return c;
}

/* Place i of the ring: a piece of the budget. */
static const struct refill *piece(ref_t c, word_t i)
{
    word_t at = RING_FIRST(SCHED_CONTEXT(c)->ring) + i;

    return REFILL(c + SCHED_CONTEXT_CELLS + at % SCHED_CONTEXT(c)->refill_max);
}

/* The pieces are these: time from START on, amount, and so on. */
static word_t pieces_are(ref_t c, word_t words, const word_t *word)
{
    if (RING_COUNT(SCHED_CONTEXT(c)->ring) != words / 2)
        return 0;
    for (word_t i = 0; i < words / 2; i++)
        if (piece(c, i)->time != START + word[2 * i] || piece(c, i)->amount != word[2 * i + 1])
            return 0;
    return 1;
}

static void a_new_context_has_its_budget_in_one_piece_from_now_on(void)
{
    CHECK(pieces_are(context_make(BUDGET, 4), WORDS(0, BUDGET)));
}

static void a_part_that_is_used_comes_back_a_period_after_it_could_be_used(void)
{
    ref_t c = context_make(BUDGET, 4);

    refill_spend(c, 3000, LEAST);
    CHECK(pieces_are(c, WORDS(3000, 7000, PERIOD, 3000)));
}

static void a_piece_that_is_used_up_comes_back_whole(void)
{
    ref_t c = context_make(BUDGET, 4);

    refill_spend(c, BUDGET, LEAST);
    CHECK(pieces_are(c, WORDS(PERIOD, BUDGET)));
}

static void parts_used_one_after_the_other_come_back_as_one(void)
{
    ref_t c = context_make(BUDGET, 4);

    refill_spend(c, 3000, LEAST);
    refill_spend(c, 2000, LEAST);
    CHECK(pieces_are(c, WORDS(5000, 5000, PERIOD, 5000)));
}

/* 1000 used at once, 1000 more 5000 later. */
static ref_t used_twice(word_t room)
{
    ref_t c = context_make(BUDGET, room);

    refill_spend(c, 1000, LEAST);
    refill_wake(c, START + 5000);
    refill_spend(c, 1000, LEAST);
    return c;
}

static void parts_used_apart_come_back_apart(void)
{
    CHECK(pieces_are(used_twice(4), WORDS(6000, 8000, PERIOD, 1000, PERIOD + 5000, 1000)));
}

static void where_there_is_no_room_the_last_piece_waits_for_the_new_one(void)
{
    CHECK(pieces_are(used_twice(2), WORDS(6000, 8000, PERIOD + 4000, 2000)));
}

static void a_rest_that_is_too_small_joins_the_next_piece(void)
{
    ref_t c = context_make(BUDGET, 4);

    refill_spend(c, BUDGET - 50, LEAST);
    CHECK(pieces_are(c, WORDS(PERIOD - 50, BUDGET)));
}

static void time_used_beyond_the_budget_is_paid_in_later_periods(void)
{
    ref_t c = context_make(BUDGET, 4);

    refill_spend(c, BUDGET + 2000, LEAST);
    CHECK(pieces_are(c, WORDS(PERIOD + 2000, 8000, 2 * PERIOD, 2000)));
}

static void who_wakes_uses_what_is_due_as_one_piece_from_then_on(void)
{
    ref_t c = context_make(BUDGET, 4);

    refill_spend(c, 3000, LEAST);
    refill_wake(c, START + PERIOD + 10);
    CHECK(pieces_are(c, WORDS(PERIOD + 10, BUDGET)));
}

static void who_wakes_before_his_time_has_gained_nothing(void)
{
    ref_t c = context_make(BUDGET, 4);

    refill_spend(c, BUDGET, LEAST);
    refill_wake(c, START + PERIOD - 1);
    CHECK(pieces_are(c, WORDS(PERIOD, BUDGET)));
}

static void round_robin_has_what_is_left_of_its_turn_and_then_a_new_one(void)
{
    ref_t c = context_make(PERIOD, 2);

    sched_context_spend(c, 4000);
    CHECK(pieces_are(c, WORDS(0, PERIOD - 4000)) && sched_context_ready(c, START));
    sched_context_spend(c, PERIOD);
    CHECK(pieces_are(c, WORDS(0, 0)) && !sched_context_ready(c, START));
    sched_context_give_up(c, START + 77);
    CHECK(pieces_are(c, WORDS(77, PERIOD)));
    CHECK(SCHED_CONTEXT(c)->consumed == PERIOD + 4000);
}

static void a_context_that_gives_up_waits_for_all_of_it(void)
{
    ref_t c = context_make(BUDGET, 4);

    sched_context_spend(c, 1000);
    sched_context_give_up(c, START + 1000);
    CHECK(pieces_are(c, WORDS(PERIOD, BUDGET)) && !sched_context_ready(c, START + PERIOD - 1));
    CHECK(sched_context_ready(c, START + PERIOD));
}

/* --- any use at all --- */

/* The root task yields when it has used so much: from when on it may run again. */
static word_t root_yields(word_t used)
{
    ref_t c = tcb_sched_context(kernel.current);

    machine.time = START;
    kernel.charged = START;
    sched_context_configure(c, BUDGET, PERIOD, 4, 0, 0);
    machine.time = START + used;
    sched_yield();
    sched_decide();
    CHECK(unit_invariants());
    return refill_amount(c) == BUDGET ? refill_time(c) - START : 0;
}

static void who_yields_waits_one_period(void)
{
    CHECK(root_yields(BUDGET / 2) == PERIOD);
}

static void who_yields_with_next_to_nothing_left_waits_no_longer(void)
{
    word_t wait = root_yields(BUDGET - kernel.budget_least / 2);

    CHECK(PERIOD - kernel.budget_least <= wait && wait <= PERIOD);
}

static void who_yields_when_all_is_used_waits_no_longer(void)
{
    CHECK(root_yields(BUDGET) == PERIOD);
}

#define RUNS 4000

static struct run {
    word_t from, to;
} runs[RUNS];

static word_t state;

static word_t below(word_t n)
{
    state = state * 6364136223846793005UL + 1442695040888963407UL;
    return (state >> 33) % n;
}

/* Ticks used in [from, from + PERIOD) by runs up to the last. */
static word_t used_in_period(word_t last, word_t from)
{
    word_t sum = 0;

    for (word_t i = last + 1; i > 0 && runs[i - 1].to > from; i--) {
        word_t begin = MAX(runs[i - 1].from, from), end = MIN(runs[i - 1].to, from + PERIOD);

        sum += end > begin ? end - begin : 0;
    }
    return sum;
}

static word_t budget_of(ref_t c)
{
    word_t sum = 0;

    for (word_t i = 0; i < RING_COUNT(SCHED_CONTEXT(c)->ring); i++)
        sum += piece(c, i)->amount;
    return sum;
}

/* Runs, as long as it may or less, waits and wakes; never longer than it may. */
static void use_at_random(ref_t c)
{
    word_t now = START;

    for (word_t i = 0; i < RUNS; i++) {
        word_t ticks;

        if (below(3) == 0)
            now += below(PERIOD);
        now = MAX(now, refill_time(c));
        refill_wake(c, now);
        ticks = below(2) ? refill_amount(c) : 1 + below(refill_amount(c));
        runs[i] = (struct run){now, now + ticks};
        now += ticks;
        refill_spend(c, ticks, LEAST);
        CHECK(budget_of(c) == BUDGET);
        CHECK(used_in_period(i, now - PERIOD) <= BUDGET);
        CHECK(i == 0 || used_in_period(i, runs[i - 1].from) <= BUDGET);
    }
}

static void no_window_of_a_period_holds_more_than_the_budget(void)
{
    for (word_t room = 2; room <= 10; room++) {
        state = room;
        use_at_random(context_make(BUDGET, room));
    }
}

int main(void)
{
    RUN(a_new_context_has_its_budget_in_one_piece_from_now_on);
    RUN(a_part_that_is_used_comes_back_a_period_after_it_could_be_used);
    RUN(a_piece_that_is_used_up_comes_back_whole);
    RUN(parts_used_one_after_the_other_come_back_as_one);
    RUN(parts_used_apart_come_back_apart);
    RUN(where_there_is_no_room_the_last_piece_waits_for_the_new_one);
    RUN(a_rest_that_is_too_small_joins_the_next_piece);
    RUN(time_used_beyond_the_budget_is_paid_in_later_periods);
    RUN(who_wakes_uses_what_is_due_as_one_piece_from_then_on);
    RUN(who_wakes_before_his_time_has_gained_nothing);
    RUN(round_robin_has_what_is_left_of_its_turn_and_then_a_new_one);
    RUN(a_context_that_gives_up_waits_for_all_of_it);
    RUN(who_yields_waits_one_period);
    RUN(who_yields_with_next_to_nothing_left_waits_no_longer);
    RUN(who_yields_when_all_is_used_waits_no_longer);
    RUN(no_window_of_a_period_holds_more_than_the_budget);
    return unit_end("refill_test");
}
