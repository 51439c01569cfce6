/*
 * Floating point: every thread has its own registers, though the CPU has them
 * once; and a flag takes them away.
 */
#include "tests/scenario/stage.h"

#define ROUNDS 3UL
#define FLAG_NO_FLOAT 1
#define EXCEPTION_FLOAT 0x1fe00000UL /* what the fault says */

static cptr_t turn[2];

/* Each sets its register, lets the other run, and counts the times that it found it unchanged. */
static void keep(word_t me)
{
    for (word_t i = 0; i < ROUNDS; i++) {
        word_t mine = 1000 * me + i;

        user_float_set(mine);
        notification_signal(turn[1 - me]);
        notification_wait(turn[me]);
        seen[me] += user_float_get() == mine;
    }
    notification_signal(turn[1 - me]);
    actor_end();
}

SCENARIO(each_thread_has_its_own_floating_point_registers)
{
    for (word_t i = 0; i < 2; i++)
        turn[i] = make(s, OBJECT_NOTIFICATION, 0);
    for (word_t i = 0; i < 2; i++)
        actor_start(s, keep, i, 100, 0);
    settle();
    CHECK(seen[0] == ROUNDS && seen[1] == ROUNDS);
}

static void leave(word_t w)
{
    user_float_set(w);
    seen[0] = 1;
    actor_end();
}

static void find(word_t unused)
{
    (void)unused;
    seen[1] = user_float_get();
    seen[2] = 1;
    actor_end();
}

SCENARIO(in_a_new_thread_they_are_zero_whoever_had_them_before)
{
    actor_start(s, leave, 0x5ec8e7, 100, 0);
    settle();
    actor_start(s, find, 0, 100, 0);
    settle();
    CHECK(seen[0] == 1 && seen[2] == 1 && seen[1] == 0);
}

static cptr_t gate;

static void use_twice(word_t w)
{
    user_float_set(w);
    seen[0] = 1;
    notification_wait(gate);
    seen[1] = user_float_get();
    actor_end();
}

SCENARIO(a_thread_loses_floating_point_by_its_flag_and_finds_its_registers_again)
{
    cptr_t faults = make(s, OBJECT_ENDPOINT, 0), reply = make(s, OBJECT_REPLY, 0);
    struct actor actor;
    struct message m;

    gate = make(s, OBJECT_NOTIFICATION, 0);
    actor = actor_start(s, use_twice, 0x1234, 100, faults);
    settle();
    CHECK(seen[0] == 1);
    CHECK_OK(tcb_set_flags(actor.tcb, 0, FLAG_NO_FLOAT));
    notification_signal(gate);
    m = endpoint_receive(faults, reply);
    CHECK(m.label == USER_EXCEPTION && m.word[3] == EXCEPTION_FLOAT && seen[1] == 0);
    CHECK_OK(tcb_set_flags(actor.tcb, FLAG_NO_FLOAT, 0));
    CHECK_OK(tcb_resume(actor.tcb));
    settle();
    CHECK(seen[1] == 0x1234);
}
