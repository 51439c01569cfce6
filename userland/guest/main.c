/*
 * The guest: a program of its own that knows nobody but the tour, does what it
 * is told and reports.  Most of what it is told is forbidden; whether it gets
 * away with it is the kernel's affair.
 */
#include "userland/lib/ipc.h"
#include "userland/tour/orders.h"

void task_main(vaddr_t info);

/* One word in each segment that is not code, so that a wrong load shows in the first report. */
static const word_t greeting = GUEST_GREETING;
static volatile word_t reports = GUEST_REPORTS;

static struct letter done(word_t a, word_t b)
{
    return LETTER(REPORT_DONE, a, b, ++reports);
}

static struct letter sum(const struct message *order)
{
    word_t total = 0;

    for (word_t i = 0; i < order->length; i++)
        total += message_word(order, i);
    return done(total, order->length);
}

static struct letter obey(const struct message *order)
{
    word_t argument = order->word[0];
    struct message answer;
    word_t w = 0;

    switch (order->label) {
    case ORDER_SUM:
        return sum(order);
    case ORDER_LOAD:
        return done(user_load(argument), 0);
    case ORDER_STORE:
        user_store(argument, order->word[1]);
        return done(0, 0);
    case ORDER_FETCH:
        user_fetch(argument);
        return done(0, 0);
    case ORDER_CALL:
        answer = endpoint_call(argument, LETTER_EMPTY);
        return done(answer.label, answer.word[0]);
    case ORDER_RECEIVE:
        answer = endpoint_receive(argument, 0);
        return done(answer.label, answer.word[0]);
    case ORDER_PRIVILEGED:
        __asm__ volatile("mrs %0, sctlr_el1" : "=r"(w));
        return done(w, 0);
    case ORDER_UNDEFINED:
        __asm__ volatile("udf #0");
        return done(0, 0);
    }
    return done(0, 0);
}

void task_main(vaddr_t info)
{
    struct letter report = LETTER(REPORT_HELLO, info, user_load((vaddr_t)&greeting), reports);

    for (;;) {
        struct message order = endpoint_call(GUEST_SLOT_TOUR, report);

        report = obey(&order);
    }
}
