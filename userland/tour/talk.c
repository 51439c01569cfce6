/*
 * Chapter five: Call and Reply, short and long, and a word through shared memory.
 */
#include "userland/lib/ipc.h"
#include "userland/lib/thread.h"
#include "userland/tour/orders.h"
#include "userland/tour/report.h"
#include "userland/tour/tour.h"

#define LONG_WORDS 100

static struct message order(struct tour *t, struct letter l)
{
    return endpoint_reply_receive(t->endpoint, t->reply, l);
}

static word_t is_done(struct message m)
{
    return m.badge == BADGE_GUEST && m.label == REPORT_DONE;
}

static void hello(struct tour *t)
{
    struct result r =
        thread_start_at(t->tcb, t->entry, GUEST_INFO_ADDRESS, 0, GUEST_BUFFER_ADDRESS);
    struct message m;

    step_must(r.error == NO_ERROR, r, "pc, x0 and thread pointer, through its TCB",
              "starts it at %x", t->entry);
    m = endpoint_receive(t->endpoint, t->reply);
    step_must(m.badge == BADGE_GUEST && m.label == REPORT_HELLO && m.word[1] == GUEST_GREETING &&
                  m.word[2] == GUEST_REPORTS,
              (struct result){0}, "nobody can forge a badge; its segments are right",
              "receives its first Call: badge %x, words %x %x", m.badge, m.word[1], m.word[2]);
}

static void long_message(struct tour *t)
{
    struct letter l = {.label = ORDER_SUM, .length = LONG_WORDS, .word = {1, 2, 3, 4}};
    struct message m;

    for (word_t i = MESSAGE_REGISTERS; i < LONG_WORDS; i++)
        message_set_word(i, i + 1);
    m = order(t, l);
    step(is_done(m) && m.word[0] == LONG_WORDS * (LONG_WORDS + 1) / 2,
         "4 in registers, 96 from IPC buffer to IPC buffer",
         "replies with %u words to add; it calls back with %u", (word_t)LONG_WORDS, m.word[0]);
}

void chapter_talk(struct tour *t)
{
    struct message m;

    report_heading("Call and Reply");
    hello(t);
    m = order(t, LETTER(ORDER_SUM, 19, 23));
    step(is_done(m) && m.word[0] == 42, "one Reply and one Call: a round trip",
         "replies 19 and 23; it calls back with %u", m.word[0]);
    long_message(t);
    m = order(t, LETTER(ORDER_STORE, GUEST_SHARED_ADDRESS + 8, 0xcafe));
    step(is_done(m) && user_load(SHARED_ADDRESS + 8) == 0xcafe, "two addresses, one memory",
         "it writes to the shared Region; we read %x there", user_load(SHARED_ADDRESS + 8));
    user_store(SHARED_ADDRESS + 16, 0xbeef);
    m = order(t, LETTER(ORDER_LOAD, GUEST_SHARED_ADDRESS + 16));
    step(is_done(m) && m.word[0] == 0xbeef, "and back", "we write there; it reads %x", m.word[0]);
    m = order(t, LETTER(ORDER_LOAD, GUEST_INFO_ADDRESS + BOOT_BUFFER));
    step(is_done(m) && m.word[0] == GUEST_BUFFER_ADDRESS, "reading is allowed",
         "it reads its read-only Region");
    m = order(t, LETTER(ORDER_FETCH, GUEST_CODE_ADDRESS));
    step(is_done(m), "executing is allowed", "it runs the function in its read-execute Region");
    m = order(t, LETTER(ORDER_STORE, GUEST_DATA_ADDRESS, 0xd65f03c0UL));
    step(is_done(m), "writing is allowed",
         "it writes that function into its read-write Region");
}
