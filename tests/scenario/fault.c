/*
 * Faults: what a thread may not do is told to its handler, which decides how
 * it goes on.
 */
#include "tests/scenario/stage.h"

#define INSTRUCTION_BYTES 4
#define SYSCALL_UNKNOWN (-77)

/* A fault handler: takes a fault and leaves its thread in the reply object. */
struct handler {
    cptr_t endpoint, reply;
};

static struct handler handler_make(struct stage *s)
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0);

    return (struct handler){endpoint, make(s, OBJECT_REPLY, 0)};
}

static struct message fault_take(struct handler handler)
{
    return endpoint_receive(handler.endpoint, handler.reply);
}

static word_t is_vm_fault(struct message m, vaddr_t address, word_t fetch, word_t status)
{
    return m.label == VM_FAULT && m.length == 4 && m.word[1] == address && m.word[2] == fetch &&
           m.word[3] == status;
}

/* Let the thread go on behind the instruction it faulted at. */
static word_t skip(cptr_t tcb)
{
    word_t pc;

    if (tcb_read_registers(tcb, 0, 1, &pc).error != NO_ERROR)
        return 0;
    pc += INSTRUCTION_BYTES;
    return tcb_write_registers(tcb, 1, 1, &pc).error == NO_ERROR;
}

SCENARIO(a_load_from_an_unmapped_page_is_reported_with_its_address)
{
    struct handler handler = handler_make(s);
    struct actor actor = actor_start(s, load_one, AREA, 100, handler.endpoint);

    CHECK(is_vm_fault(fault_take(handler), AREA, 0, STATUS_READ + STATUS_TRANSLATION + 1));
    settle();
    CHECK(seen[0] == 0);
    CHECK(skip(actor.tcb));
    settle();
    CHECK(seen[0] == 1);
}

SCENARIO(a_handler_mends_the_mapping_and_the_access_is_done_again)
{
    struct handler handler = handler_make(s);
    cptr_t page = make(s, OBJECT_SMALL_PAGE, 0);

    actor_start(s, load_one, AREA + 8, 100, handler.endpoint);
    CHECK(fault_take(handler).label == VM_FAULT);
    CHECK(show(s, page, AREA, READ_WRITE));
    user_store(AREA + 8, 0x1de);
    reply_send(handler.reply, LETTER_EMPTY);
    settle();
    CHECK(seen[0] == 1 && seen[1] == 0x1de);
}

SCENARIO(a_reply_without_mending_lets_the_fault_happen_again)
{
    struct handler handler = handler_make(s);

    actor_start(s, store_one, AREA, 100, handler.endpoint);
    for (word_t i = 0; i < 3; i++) {
        CHECK(is_vm_fault(fault_take(handler), AREA, 0, STATUS_WRITE + STATUS_TRANSLATION + 1));
        reply_send(handler.reply, LETTER_EMPTY);
    }
    CHECK(seen[0] == 0);
}

SCENARIO(a_fault_without_handler_stops_the_thread_and_nobody_else)
{
    actor_start(s, store_one, AREA, 100, 0);
    actor_start(s, load_one, AREA, 90, 0);
    settle();
    CHECK(seen[0] == 0);
}

SCENARIO(a_fault_endpoint_needs_write_and_a_grant)
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0), tcb = make(s, OBJECT_TCB, 0);
    struct result r;

    r = tcb_set_space(tcb, mint(s, endpoint, RIGHT_WRITE, 0), SLOT_CNODE, 0, SLOT_VSPACE);
    CHECK_ERROR(r, INVALID_CAPABILITY);
    CHECK(r.word[0] == 1);
    CHECK_ERROR(
        tcb_set_space(tcb, mint(s, endpoint, RIGHT_READ | RIGHT_GRANT, 0), SLOT_CNODE, 0, SLOT_VSPACE),
        INVALID_CAPABILITY);
    CHECK_OK(tcb_set_space(tcb, mint(s, endpoint, RIGHT_WRITE | RIGHT_GRANT_REPLY, 0), SLOT_CNODE, 0,
                           SLOT_VSPACE));
}

SCENARIO(running_data_is_reported_as_a_fetch)
{
    struct handler handler = handler_make(s);
    cptr_t page = make(s, OBJECT_SMALL_PAGE, 0);
    word_t context[CONTEXT_WORDS];
    struct actor actor;

    CHECK(show(s, page, AREA, READ_WRITE));
    actor = actor_start(s, fetch_one, AREA + 0x40, 100, handler.endpoint);
    CHECK(is_vm_fault(fault_take(handler), AREA + 0x40, 1, STATUS_FETCH + STATUS_PERMISSION + 3));
    CHECK_OK(tcb_read_registers(actor.tcb, 0, CONTEXT_WORDS, context));
    CHECK(context[CONTEXT_PC] == AREA + 0x40);
    context[CONTEXT_PC] = context[CONTEXT_X30];
    CHECK_OK(tcb_write_registers(actor.tcb, 1, CONTEXT_WORDS, context));
    settle();
    CHECK(seen[0] == 1);
}

#define INSTRUCTION_UNDEFINED 0x00000000UL
#define INSTRUCTION_RETURN 0xd65f03c0UL
#define EXCEPTION_UNDEFINED 0x02000000UL

SCENARIO(an_undefined_instruction_is_a_user_exception)
{
    struct handler handler = handler_make(s);
    cptr_t page = make(s, OBJECT_SMALL_PAGE, 0);
    struct message m;

    CHECK(show(s, page, AREA, READ_WRITE));
    user_store(AREA, INSTRUCTION_UNDEFINED | INSTRUCTION_RETURN << 32);
    CHECK_OK(region_map(page, SLOT_VSPACE, AREA, READ_ONLY, ATTRIBUTES_CODE));
    CHECK_OK(region_unify(page, 0, PAGE_BYTES));
    actor_start(s, fetch_one, AREA, 100, handler.endpoint);
    m = fault_take(handler);
    CHECK(m.label == USER_EXCEPTION && m.length == 5 && m.word[0] == AREA);
    CHECK(m.word[3] == EXCEPTION_UNDEFINED);
    reply_send(handler.reply, LETTER(0, AREA + INSTRUCTION_BYTES));
    settle();
    CHECK(seen[0] == 1);
}

/* Makes a call that does not exist, then says what came back in x0. */
static void call_unknown(word_t argument)
{
    word_t words[4] = {1, 2, 3, 4};
    struct message m = message_exchange(SYSCALL_UNKNOWN, argument, 0x1111, words, 6, 8);

    seen[1] = m.badge;
    seen[0]++;
    actor_end();
}

SCENARIO(an_unknown_call_is_reported_with_its_registers_and_can_be_answered)
{
    struct handler handler = handler_make(s);
    struct message m;

    actor_start(s, call_unknown, 0xaaa, 100, handler.endpoint);
    m = fault_take(handler);
    CHECK(m.label == UNKNOWN_SYSCALL && m.length == 13);
    CHECK(m.word[0] == 0xaaa && m.word[1] == 0x1111 && m.word[2] == 1 && m.word[3] == 2);
    CHECK(message_word(&m, 6) == 6 && message_word(&m, 12) == (word_t)SYSCALL_UNKNOWN);
    message_set_word(8, message_word(&m, 8) + INSTRUCTION_BYTES);
    reply_send(handler.reply, (struct letter){.length = 9, .word = {0xbbb, m.word[1], m.word[2], m.word[3]}});
    settle();
    CHECK(seen[0] == 1 && seen[1] == 0xbbb);
}

static void call_by_number(word_t number)
{
    message_exchange((long)number, SLOT_TCB, 0, (word_t[4]){0}, 0, 0);
    seen[0]++;
    actor_end();
}

SCENARIO(the_debug_calls_are_unknown_to_a_kernel_for_use)
{
    struct handler handler = handler_make(s);
    struct actor actor = actor_make(s, 100, handler.endpoint, 1);

    for (long number = SYSCALL_DEBUG_PUT_CHAR; number >= SYSCALL_DEBUG_NAME_THREAD; number--) {
        struct message m;

        CHECK_OK(actor_run(&actor, call_by_number, (word_t)number));
        m = fault_take(handler);
        CHECK(m.label == UNKNOWN_SYSCALL && message_word(&m, 12) == (word_t)number);
    }
    CHECK(seen[0] == 0);
}

/* Calls by an address that resolves to nothing. */
static void call_nowhere(word_t address)
{
    endpoint_call(address, LETTER_EMPTY);
    seen[0]++;
    actor_end();
}

SCENARIO(a_call_by_an_address_that_leads_nowhere_is_a_capability_fault)
{
    struct handler handler = handler_make(s);
    struct message m;

    actor_start(s, call_nowhere, BIT(63), 100, handler.endpoint);
    m = fault_take(handler);
    CHECK(m.label == CAP_FAULT && m.word[1] == BIT(63) && m.word[2] == 0 &&
          m.word[3] == LOOKUP_GUARD_MISMATCH);
    CHECK(m.length == 7 && message_word(&m, 4) == 64 && message_word(&m, 6) == 51);
    CHECK(seen[0] == 0);
}

SCENARIO(a_badge_tells_whose_fault_it_is)
{
    struct handler handler = handler_make(s);
    cptr_t one = mint(s, handler.endpoint, RIGHTS_ALL, 1), two = mint(s, handler.endpoint, RIGHTS_ALL, 2);
    cptr_t other = make(s, OBJECT_REPLY, 0);

    actor_start(s, load_one, AREA, 90, one);
    actor_start(s, store_one, AREA + 8, 100, two);
    settle();
    CHECK(fault_take(handler).badge == 2);
    CHECK(endpoint_receive(handler.endpoint, other).badge == 1);
}

/* --- timeouts --- */

#define SECOND 1000000UL

/* Waits for a caller, then for a signal, answers on the caller's time, and takes what comes next. */
static void serve_two(word_t endpoint)
{
    struct message m;

    endpoint_receive(endpoint, seen[5]);
    notification_wait(seen[6]);
    m = endpoint_reply_receive(endpoint, seen[5], LETTER_EMPTY);
    seen[0]++;
    seen[1] = m.label;
    seen[2] = m.badge;
    seen[3] = m.word[0];
    actor_end();
}

static void call_then_end(word_t endpoint)
{
    endpoint_call(endpoint, LETTER_EMPTY);
    seen[4]++;
    actor_end();
}

static void run_for_ever(word_t notification)
{
    for (;;)
        notification_poll(notification);
}

SCENARIO(a_timeout_lends_its_handler_no_time_even_if_it_had_to_wait)
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0), control = user_load(s->info + BOOT_SCHED_CONTROL);
    struct actor server, late;

    seen[5] = make(s, OBJECT_REPLY, 0);
    seen[6] = make(s, OBJECT_NOTIFICATION, 0);
    server = actor_start(s, serve_two, endpoint, 110, 0);
    settle();
    CHECK_OK(sched_context_unbind(server.sched_context));
    actor_start(s, call_then_end, endpoint, 100, 0);
    late = actor_make(s, 90, 0, 1);
    CHECK_OK(tcb_set_timeout_endpoint(late.tcb, mint(s, endpoint, RIGHTS_ALL, 7)));
    CHECK_OK(sched_control_configure(control, late.sched_context, 100, 10 * SECOND, 0, 0x77, 0));
    CHECK_OK(actor_run(&late, run_for_ever, make(s, OBJECT_NOTIFICATION, 0)));
    settle();
    CHECK(seen[4] == 0);
    notification_signal(seen[6]);
    settle();
    CHECK(seen[4] == 1 && seen[0] == 0);
    CHECK_OK(sched_context_bind(server.sched_context, server.tcb));
    settle();
    CHECK(seen[0] == 1 && seen[1] == TIMEOUT && seen[2] == 7 && seen[3] == 0x77);
}
