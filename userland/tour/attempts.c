/*
 * Chapter six: the guest tries what it may not, one thing after the other.
 * Each comes to us as a fault (with address, kind and reason) or comes back to
 * it as an error; then it goes on behind what it tried, or is killed.
 */
#include "userland/lib/ipc.h"
#include "userland/lib/names.h"
#include "userland/lib/text.h"
#include "userland/tour/orders.h"
#include "userland/tour/report.h"
#include "userland/tour/tour.h"

enum access { ACCESS_NONE, ACCESS_READ, ACCESS_WRITE, ACCESS_FETCH };
enum reason { REASON_ANY, REASON_NOT_MAPPED, REASON_NOT_ALLOWED };

struct attempt {
    const char *what;
    word_t order, argument;
    word_t fault; /* label of the fault that must come; NULL_FAULT: an error instead */
    enum access access;
    enum reason reason;
    word_t lookup; /* of a capability fault */
};

static const struct attempt attempts[] = {
    {"write to read-only memory", ORDER_STORE, GUEST_INFO_ADDRESS, VM_FAULT, ACCESS_WRITE,
     REASON_NOT_ALLOWED, 0},
    {"write to code", ORDER_STORE, GUEST_CODE_ADDRESS, VM_FAULT, ACCESS_WRITE, REASON_NOT_ALLOWED,
     0},
    {"execute data", ORDER_FETCH, GUEST_DATA_ADDRESS, VM_FAULT, ACCESS_FETCH, REASON_NOT_ALLOWED,
     0},
    {"read an unmapped page", ORDER_LOAD, GUEST_DATA_ADDRESS + BIT(DATA_BITS), VM_FAULT,
     ACCESS_READ, REASON_NOT_MAPPED, 0},
    {"read the tour's memory", ORDER_LOAD, SECRET_ADDRESS, VM_FAULT, ACCESS_READ,
     REASON_NOT_MAPPED, 0},
    /* A core with E0PD says that nothing is there; others, that it is not permitted. */
    {"read the kernel's own code", ORDER_LOAD, KERNEL_CODE_ADDRESS, VM_FAULT, ACCESS_READ,
     REASON_ANY, 0},
    {"write to the kernel's own code", ORDER_STORE, KERNEL_CODE_ADDRESS, VM_FAULT, ACCESS_WRITE,
     REASON_ANY, 0},
    {"read the tour's memory where the kernel maps it", ORDER_LOAD, KERNEL_MEMORY_ADDRESS, VM_FAULT,
     ACCESS_READ, REASON_ANY, 0},
    {"call by a slot that is empty", ORDER_CALL, GUEST_SLOT_EMPTY, NULL_FAULT, ACCESS_NONE,
     REASON_ANY, 0},
    {"receive by a slot that is empty", ORDER_RECEIVE, GUEST_SLOT_EMPTY, CAP_FAULT, ACCESS_NONE,
     REASON_ANY, LOOKUP_MISSING_CAPABILITY},
    {"call by an address outside its CNode", ORDER_CALL, 0x1000, CAP_FAULT, ACCESS_NONE,
     REASON_ANY, LOOKUP_GUARD_MISMATCH},
    {"call by a capability without Write", ORDER_CALL, GUEST_SLOT_MAILBOX, NULL_FAULT,
     ACCESS_NONE, REASON_ANY, 0},
    {"receive by a capability without Read", ORDER_RECEIVE, GUEST_SLOT_TOUR, CAP_FAULT,
     ACCESS_NONE, REASON_ANY, LOOKUP_MISSING_CAPABILITY},
    {"read a register of the kernel", ORDER_PRIVILEGED, 0, USER_EXCEPTION, ACCESS_NONE, REASON_ANY,
     0},
};

/* The fault status word is the syndrome (Arm ARM D17.2.37): WnR is bit 6, the kind bits 5 to 2. */
static enum access fault_access(const struct message *m)
{
    if (m->word[2] != 0)
        return ACCESS_FETCH;
    return m->word[3] >> 6 & 1 ? ACCESS_WRITE : ACCESS_READ;
}

static enum reason fault_reason(const struct message *m)
{
    return (m->word[3] & 0x3c) == 0x0c ? REASON_NOT_ALLOWED : REASON_NOT_MAPPED;
}

static const char *lookup_reason(word_t lookup)
{
    return lookup == LOOKUP_MISSING_CAPABILITY ? "no such capability"
           : lookup == LOOKUP_GUARD_MISMATCH   ? "outside its CNode (guard)"
                                               : lookup_name(lookup);
}

static void describe(char *out, word_t size, const struct message *m)
{
    static const char *const access[] = {"", "read of", "write to", "fetch from"};
    static const char *const reason[] = {"", "nothing there", "not permitted"};

    if (m->label == VM_FAULT)
        text_format(out, size, "fault: %s %x, %s", access[fault_access(m)], m->word[1],
                    reason[fault_reason(m)]);
    else if (m->label == CAP_FAULT)
        text_format(out, size, "fault: %s by %x, %s", m->word[2] ? "receive" : "send",
                    m->word[1], lookup_reason(m->word[3]));
    else if (m->label == USER_EXCEPTION)
        text_format(out, size, "fault: instruction at %x, kind %x", m->word[0], m->word[3]);
    else
        text_format(out, size, "%s", fault_name(m->label));
}

static word_t expected(const struct attempt *a, const struct message *m)
{
    if (m->badge != BADGE_FAULT || m->label != a->fault)
        return 0;
    if (m->label == CAP_FAULT)
        return m->word[1] == a->argument && m->word[3] == a->lookup &&
               m->word[2] == (a->order == ORDER_RECEIVE);
    if (m->label == VM_FAULT)
        return m->word[1] == a->argument && fault_access(m) == a->access &&
               (a->reason == REASON_ANY || fault_reason(m) == a->reason);
    return 1;
}

/* Set the thread behind what it tried, through its registers, and let the empty answer start it. */
static struct message skip_by_registers(struct tour *t, const struct message *m)
{
    word_t context[CONTEXT_WORDS];
    word_t fetch = m->label == VM_FAULT && m->word[2] != 0;

    tcb_read_registers(t->tcb, 0, CONTEXT_WORDS, context);
    context[CONTEXT_PC] = fetch ? context[CONTEXT_X30] : m->word[0] + 4;
    tcb_write_registers(t->tcb, 0, CONTEXT_WORDS, context);
    return endpoint_reply_receive(t->endpoint, t->reply, LETTER_EMPTY);
}

/* The answer to a user exception is the new pc. */
static struct message skip_by_reply(struct tour *t, const struct message *m)
{
    return endpoint_reply_receive(t->endpoint, t->reply, LETTER(0, m->word[0] + 4));
}

static void attempt(struct tour *t, const struct attempt *a)
{
    struct message m = endpoint_reply_receive(t->endpoint, t->reply,
                                              LETTER(a->order, a->argument, SECRET));
    char text[160];

    if (m.badge == BADGE_GUEST) {
        if (a->fault == NULL_FAULT)
            text_format(text, sizeof text, "error: %s", error_name(m.word[0]));
        else
            text_format(text, sizeof text, "nothing stopped it, it has %x", m.word[0]);
        step(a->fault == NULL_FAULT && m.word[0] == INVALID_CAPABILITY, text, "tries to %s",
             a->what);
        return;
    }
    describe(text, sizeof text, &m);
    step(expected(a, &m), text, "tries to %s", a->what);
    m = m.label == USER_EXCEPTION ? skip_by_reply(t, &m) : skip_by_registers(t, &m);
    if (m.badge != BADGE_GUEST || m.label != REPORT_DONE || m.word[0] == SECRET)
        step_must(0, (struct result){0}, "it must go on and have learned nothing",
                  "the guest did not go on (badge %x, label %u)", m.badge, m.label);
}

/* The last one is not answered: the thread stays stopped where it is. */
static void kill(struct tour *t)
{
    struct message m =
        endpoint_reply_receive(t->endpoint, t->reply, LETTER(ORDER_UNDEFINED, 0));
    word_t context[CONTEXT_WORDS] = {0};
    struct result r;
    char text[160];

    describe(text, sizeof text, &m);
    step(m.badge == BADGE_FAULT && m.label == USER_EXCEPTION, text,
         "tries to run what is no instruction");
    r = tcb_suspend(t->tcb);
    tcb_read_registers(t->tcb, 0, CONTEXT_WORDS, context);
    step(r.error == NO_ERROR && context[CONTEXT_PC] == m.word[0],
         "it gets no answer and never runs again", "kills the guest: suspended, it stands at %x",
         context[CONTEXT_PC]);
}

void chapter_attempts(struct tour *t)
{
    word_t unharmed;

    report_heading("What the guest may not do: each is told here, and it goes on behind it");
    for (word_t i = 0; i < sizeof attempts / sizeof attempts[0]; i++) {
        struct attempt a = attempts[i];

        if (a.argument == KERNEL_MEMORY_ADDRESS)
            a.argument += t->secret_address;
        attempt(t, &a);
    }
    kill(t);
    unharmed = user_load(SECRET_ADDRESS) == SECRET;
    step(unharmed, "nothing above got through", "finds its secret as it was");
}
