/*
 * The debug calls, of a kernel that has them (DEBUG=1).  What the kernel
 * prints is a part of the trace.  The last scenario stops the machine.
 */
#include "userland/lib/debug.h"
#include "tests/scenario/stage.h"

#define IDENTITY_ENDPOINT 4
#define IDENTITY_NOTIFICATION 6
#define IDENTITY_OTHER 32
#define NOWHERE 0xffff0000UL /* resolves to nothing */

static void rest(word_t unused)
{
    (void)unused;
    actor_end();
}

static void call(word_t number)
{
    debug_call((long)number, 0);
    actor_end();
}

static void print(const char *text)
{
    for (; *text != 0; text++)
        debug_put_char(*text);
}

SCENARIO(a_character_is_printed_by_the_kernel)
{
    print("  printed by the kernel\n");
    CHECK(s->failed == 0);
}

SCENARIO(a_capability_is_identified_and_nothing_is_zero)
{
    cptr_t tcb = make(s, OBJECT_TCB, 0), page = make(s, OBJECT_SMALL_PAGE, 0);

    CHECK(debug_cap_identify(make(s, OBJECT_ENDPOINT, 0)) == IDENTITY_ENDPOINT);
    CHECK(debug_cap_identify(make(s, OBJECT_NOTIFICATION, 0)) == IDENTITY_NOTIFICATION);
    CHECK(debug_cap_identify(tcb) > IDENTITY_OTHER && debug_cap_identify(page) > IDENTITY_OTHER);
    CHECK(debug_cap_identify(tcb) == debug_cap_identify(SLOT_TCB));
    CHECK(debug_cap_identify(tcb) != debug_cap_identify(page));
    CHECK(debug_cap_identify(slot_take(s)) == 0);
    CHECK(debug_cap_identify(NOWHERE) == 0);
}

SCENARIO(threads_are_shown_by_their_names_and_states)
{
    struct actor waits = actor_start(s, rest, 0, 100, 0), idle = actor_make(s, 90, 0, 0);

    debug_name_thread(SLOT_TCB, "root");
    debug_name_thread(waits.tcb, "a name of which only the beginning is kept");
    debug_name_thread(idle.tcb, "seven\7!");
    mint(s, waits.tcb, RIGHTS_ALL, 0); /* who has two capabilities is shown once */
    settle();
    debug_dump_scheduler();
}

SCENARIO(only_threads_get_names)
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0);

    debug_name_thread(endpoint, "no thread");
    debug_name_thread(slot_take(s), "nobody");
    debug_name_thread(NOWHERE, "nowhere");
    debug_dump_scheduler();
    CHECK(debug_cap_identify(endpoint) == IDENTITY_ENDPOINT);
}

SCENARIO(the_tree_of_capabilities_is_shown_with_what_is_derived_from_what)
{
    cptr_t untyped = make(s, OBJECT_UNTYPED, 16), endpoint = make(s, OBJECT_ENDPOINT, 0), badged;
    struct pool inner = {.untyped = untyped, .next = s->pool.next + 8, .end = s->pool.next + 16};

    badged = mint(s, endpoint, RIGHT_WRITE, 0xbad9e);
    CHECK_OK(cnode_copy(slot_place(slot_take(s)), slot_place(badged), RIGHTS_ALL));
    CHECK(pool_make(&inner, OBJECT_TCB, 0) != 0 && pool_make(&inner, OBJECT_NOTIFICATION, 0) != 0);
    s->pool.next = inner.next;
    debug_snapshot();
}

SCENARIO(another_call_is_unknown_here_too)
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0), reply = make(s, OBJECT_REPLY, 0);
    struct message m;

    actor_start(s, call, SYSCALL_DEBUG_NAME_THREAD - 1, 100, endpoint);
    m = endpoint_receive(endpoint, reply);
    CHECK(m.label == UNKNOWN_SYSCALL && message_word(&m, 12) == (word_t)SYSCALL_DEBUG_NAME_THREAD - 1);
}

SCENARIO(the_machine_halts)
{
    debug_halt();
    stage_fail(s, "halt", __LINE__);
}
