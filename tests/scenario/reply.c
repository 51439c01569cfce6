/*
 * Reply objects: a caller waits in one until it is answered, once.
 */
#include "tests/scenario/stage.h"

static void call_one(word_t endpoint)
{
    struct message answer = endpoint_call(endpoint, LETTER(2, 0x52));

    seen[0]++;
    seen[1] = answer.label;
    seen[2] = answer.word[0];
    seen[3] = answer.badge;
    actor_end();
}

static void call_twice(word_t endpoint)
{
    seen[1] = endpoint_call(endpoint, LETTER(1, 10)).word[0];
    seen[2] = endpoint_call(endpoint, LETTER(1, 20)).word[0];
    seen[0]++;
    actor_end();
}

SCENARIO(a_caller_waits_until_it_is_answered)
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0), reply = make(s, OBJECT_REPLY, 0);
    struct message m;

    actor_start(s, call_one, endpoint, 100, 0);
    m = endpoint_receive(endpoint, reply);
    CHECK(m.label == 2 && m.word[0] == 0x52);
    settle();
    CHECK(seen[0] == 0);
    reply_send(reply, LETTER(5, 0x55));
    settle();
    CHECK(seen[0] == 1 && seen[1] == 5 && seen[2] == 0x55 && seen[3] == 0);
}

SCENARIO(a_caller_is_answered_once)
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0), reply = make(s, OBJECT_REPLY, 0);

    actor_start(s, call_one, endpoint, 100, 0);
    endpoint_receive(endpoint, reply);
    reply_send(reply, LETTER(5, 1));
    reply_send(reply, LETTER(6, 2));
    settle();
    CHECK(seen[0] == 1 && seen[1] == 5 && seen[2] == 1);
}

SCENARIO(reply_and_receive_is_one_call)
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0), reply = make(s, OBJECT_REPLY, 0);
    struct message m;

    actor_start(s, call_twice, endpoint, 100, 0);
    m = endpoint_receive(endpoint, reply);
    CHECK(m.word[0] == 10);
    m = endpoint_reply_receive(endpoint, reply, LETTER(0, 11));
    CHECK(m.word[0] == 20);
    reply_send(reply, LETTER(0, 21));
    settle();
    CHECK(seen[0] == 1 && seen[1] == 11 && seen[2] == 21);
}

SCENARIO(a_call_without_any_grant_is_delivered_and_never_answered)
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0), reply = make(s, OBJECT_REPLY, 0);
    struct actor caller = actor_start(s, call_one, mint(s, endpoint, RIGHT_WRITE, 0), 100, 0);
    struct message m = endpoint_receive(endpoint, reply);

    CHECK(m.label == 2);
    reply_send(reply, LETTER(5, 1));
    settle();
    CHECK(seen[0] == 0);
    CHECK_OK(tcb_resume(caller.tcb));
    settle();
    CHECK(endpoint_receive_now(endpoint, reply).label == 2);
}

SCENARIO(deleting_the_reply_object_stops_its_caller)
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0), reply = make(s, OBJECT_REPLY, 0);

    actor_start(s, call_one, endpoint, 100, 0);
    endpoint_receive(endpoint, reply);
    CHECK_OK(cnode_delete(slot_place(reply)));
    settle();
    CHECK(seen[0] == 0);
}

SCENARIO(a_copy_of_a_reply_capability_answers_too)
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0), reply = make(s, OBJECT_REPLY, 0), copy = slot_take(s);

    CHECK_OK(cnode_copy(slot_place(copy), slot_place(reply), RIGHTS_ALL));
    actor_start(s, call_one, endpoint, 100, 0);
    endpoint_receive(endpoint, reply);
    reply_send(copy, LETTER(8, 1));
    settle();
    CHECK(seen[0] == 1 && seen[1] == 8);
}
