/*
 * Endpoints: messages from thread to thread, and what a capability allows.
 */
#include "tests/scenario/stage.h"

/* Sends its argument's capability one word, then says so. */
static void send_one(word_t endpoint)
{
    endpoint_send(endpoint, LETTER(1, 0x51));
    seen[0]++;
    actor_end();
}

/* Calls, and keeps label and first word of the answer. */
static void call_one(word_t endpoint)
{
    struct message answer = endpoint_call(endpoint, LETTER(2, 0x52));

    seen[1] = 1;
    seen[2] = answer.label;
    seen[3] = answer.word[0];
    actor_end();
}

static void receive_one(word_t endpoint)
{
    struct message m = receive_plain(endpoint);

    seen[0]++;
    seen[1] = m.badge;
    seen[2] = m.label;
    seen[3] = m.length;
    seen[4] = m.length > 0 ? message_word(&m, m.length - 1) : 0;
    actor_end();
}

SCENARIO(a_message_arrives_with_label_words_and_badge)
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0), badged = mint(s, endpoint, RIGHTS_ALL, 0xbad);

    actor_start(s, receive_one, endpoint, 100, 0);
    settle();
    CHECK(seen[0] == 0);
    endpoint_send(badged, LETTER(77, 1, 2, 3));
    settle();
    CHECK(seen[0] == 1 && seen[1] == 0xbad && seen[2] == 77 && seen[3] == 3 && seen[4] == 3);
}

SCENARIO(a_long_message_arrives_to_its_last_word)
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0);
    struct letter letter = {.label = 1, .length = MESSAGE_WORDS};

    for (word_t i = MESSAGE_REGISTERS; i < MESSAGE_WORDS; i++)
        message_set_word(i, 1000 + i);
    actor_start(s, receive_one, endpoint, 100, 0);
    settle();
    endpoint_send(endpoint, letter);
    settle();
    CHECK(seen[3] == MESSAGE_WORDS && seen[4] == 1000 + MESSAGE_WORDS - 1);
}

SCENARIO(a_sender_waits_for_a_receiver)
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0);
    struct message m;

    actor_start(s, send_one, endpoint, 100, 0);
    settle();
    CHECK(seen[0] == 0);
    m = receive_plain(endpoint);
    CHECK(m.label == 1 && m.word[0] == 0x51);
    settle();
    CHECK(seen[0] == 1);
}

SCENARIO(a_send_that_may_not_wait_is_forgotten_where_nobody_receives)
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0);

    endpoint_send_now(endpoint, LETTER(1, 1));
    CHECK(endpoint_receive_now(endpoint, make(s, OBJECT_REPLY, 0)).badge == 0);
    actor_start(s, receive_one, endpoint, 100, 0);
    settle();
    CHECK(seen[0] == 0);
    endpoint_send_now(endpoint, LETTER(3, 9));
    settle();
    CHECK(seen[0] == 1 && seen[2] == 3 && seen[4] == 9);
}

SCENARIO(a_copy_without_write_right_cannot_send)
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0), copy = mint(s, endpoint, RIGHT_READ, 0);
    struct message answer;

    actor_start(s, receive_one, endpoint, 100, 0);
    settle();
    endpoint_send_now(copy, LETTER(1, 1));
    endpoint_send(copy, LETTER(1, 1));
    answer = endpoint_call(copy, LETTER(1, 1));
    CHECK(answer.label == INVALID_CAPABILITY);
    settle();
    CHECK(seen[0] == 0);
}

SCENARIO(a_copy_without_read_right_cannot_receive)
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0), copy = mint(s, endpoint, RIGHT_WRITE, 0);
    cptr_t handler = make(s, OBJECT_ENDPOINT, 0), reply = make(s, OBJECT_REPLY, 0);
    struct message fault;

    actor_start(s, receive_one, copy, 100, handler);
    fault = endpoint_receive(handler, reply);
    CHECK(fault.label == CAP_FAULT && fault.length == 5 && fault.word[1] == copy && fault.word[2] == 1);
    CHECK(seen[0] == 0);
}

SCENARIO(waiting_threads_are_served_by_priority_then_in_turn)
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0), reply = make(s, OBJECT_REPLY, 0);
    cptr_t badged[4];

    for (word_t i = 0; i < 4; i++)
        badged[i] = mint(s, endpoint, RIGHTS_ALL, i + 1);
    for (word_t i = 0; i < 4; i++) {
        /* Senders 1 and 3 of priority 100 come before 2 and 4 of 50. */
        actor_start(s, send_one, badged[i], i % 2 == 0 ? 100 : 50, 0);
        settle();
    }
    CHECK(endpoint_receive_now(endpoint, reply).badge == 1);
    CHECK(endpoint_receive_now(endpoint, reply).badge == 3);
    CHECK(endpoint_receive_now(endpoint, reply).badge == 2);
    CHECK(endpoint_receive_now(endpoint, reply).badge == 4);
    CHECK(endpoint_receive_now(endpoint, reply).badge == 0);
}

/* Sends the capability in seen[5] along. */
static void send_cap(word_t endpoint)
{
    struct letter letter = LETTER(1, 0);

    letter.caps = 1;
    message_set_cap(0, seen[5]);
    endpoint_send(endpoint, letter);
    actor_end();
}

SCENARIO(a_capability_travels_with_a_message_by_grant)
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0), page = make(s, OBJECT_SMALL_PAGE, 0), to = slot_take(s);
    struct message m;

    seen[5] = page;
    actor_start(s, send_cap, endpoint, 100, 0);
    settle();
    message_receive_into(SLOT_CNODE, to, WORD_BITS);
    m = receive_plain(endpoint);
    CHECK(m.caps == 1 && m.unwrapped == 0);
    CHECK(place_of(s, to) == PAGE_BYTES && place_of(s, page) == PAGE_BYTES);
}

SCENARIO(no_capability_travels_without_grant)
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0), page = make(s, OBJECT_SMALL_PAGE, 0), to = slot_take(s);
    struct message m;

    seen[5] = page;
    actor_start(s, send_cap, mint(s, endpoint, RIGHT_WRITE | RIGHT_GRANT_REPLY, 0), 100, 0);
    settle();
    message_receive_into(SLOT_CNODE, to, WORD_BITS);
    m = receive_plain(endpoint);
    CHECK(m.label == 1 && m.caps == 0);
    CHECK(!slot_holds(to));
}

SCENARIO(a_capability_to_the_endpoint_itself_arrives_as_its_badge)
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0), to = slot_take(s);
    struct message m;

    seen[5] = mint(s, endpoint, RIGHTS_ALL, 0x99);
    actor_start(s, send_cap, endpoint, 100, 0);
    settle();
    message_receive_into(SLOT_CNODE, to, WORD_BITS);
    m = receive_plain(endpoint);
    CHECK(m.caps == 1 && m.unwrapped == 1 && message_cap_badge(0) == 0x99);
    CHECK(!slot_holds(to));
}

SCENARIO(an_endpoint_that_ends_lets_its_waiters_go)
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0);

    actor_start(s, send_one, endpoint, 100, 0);
    actor_start(s, call_one, endpoint, 90, 0);
    settle();
    CHECK(seen[0] == 0 && seen[1] == 0);
    CHECK_OK(cnode_delete(slot_place(endpoint)));
    settle();
    CHECK(seen[0] == 1);
    CHECK(seen[1] == 1 && seen[2] == INVALID_CAPABILITY);
}

SCENARIO(cancelled_badged_senders_send_again)
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0), reply = make(s, OBJECT_REPLY, 0);
    cptr_t one = mint(s, endpoint, RIGHTS_ALL, 1), two = mint(s, endpoint, RIGHTS_ALL, 2);

    actor_start(s, send_one, one, 100, 0);
    settle();
    actor_start(s, send_one, two, 100, 0);
    settle();
    CHECK_ERROR(cnode_cancel_badged_sends(slot_place(mint(s, endpoint, RIGHT_WRITE, 1))), ILLEGAL_OPERATION);
    CHECK_OK(cnode_cancel_badged_sends(slot_place(one)));
    settle();
    CHECK(endpoint_receive_now(endpoint, reply).badge == 2);
    CHECK(endpoint_receive_now(endpoint, reply).badge == 1);
    CHECK(endpoint_receive_now(endpoint, reply).badge == 0);
}
