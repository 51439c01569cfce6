/*
 * The event ring: the last EVENTS events, numbered from the first ever.
 */
#include "kernel/event.h"
#include "kernel/cap.h"
#include "kernel/message.h"

void event_add(word_t kind, word_t a, word_t b, word_t c)
{
    struct event e = {kind, a, b, c};

    if (!kernel.audit) {
        //@ for system: assert none: SystemSame{Pre,Here} && SlotsSame{Pre,Here};
        return;
    }
    kernel.events[kernel.event_next % EVENTS] = e;
    kernel.event_next++;
    if (kernel.event_next - kernel.event_first > EVENTS)
        kernel.event_first++;
    //@ for system: assert only: KernelOfSystem{Pre,Here} && OnlyBody{Pre,Here};
    //@ for system: assert same: SystemSame{Pre,Here} && SlotsSame{Pre,Here};
}

void event_cap(word_t kind, ref_t s)
{
    if (kernel.audit)
        event_add(kind, slot_kind(s), slot_ref(s) * 16,
                  slot_kind(s) == CAP_ENDPOINT || slot_kind(s) == CAP_NOTIFICATION ? slot_word(s) : 0);
    //@ for system: assert only: KernelOfSystem{Pre,Here} && OnlyBody{Pre,Here};
    //@ for system: assert same: SystemSame{Pre,Here} && SlotsSame{Pre,Here};
}

/* The oldest event not read yet: four words; no words if there is none. */
struct result audit_read(ref_t slot)
{
    struct event e = kernel.events[kernel.event_first % EVENTS];
    ref_t buffer = message_buffer(kernel.current, 1);

    (void)slot;
    if (kernel.event_first == kernel.event_next)
        return done_words(0);
    kernel.event_first++;
    //@ for system: assert only: KernelOfSystem{Pre,Here} && OnlyBody{Pre,Here};
    //@ for system: assert same: SystemSame{Pre,Here} && SlotsSame{Pre,Here};
    message_put(kernel.current, buffer, 0, e.kind);
    message_put(kernel.current, buffer, 1, e.a);
    message_put(kernel.current, buffer, 2, e.b);
    message_put(kernel.current, buffer, 3, e.c);
    return done_words(4);
}

/* Keep events from now on (word 0 is 1), or stop (0). */
struct result audit_enable(ref_t slot)
{
    word_t on = request_word(0);

    (void)slot;
    if (on > 1)
        return refuse(WHY_NOT_A_SWITCH, 0, 0);
    kernel.audit = on;
    //@ for system: assert only: KernelOfSystem{Pre,Here} && OnlyBody{Pre,Here};
    //@ for system: assert same: SystemSame{Pre,Here} && SlotsSame{Pre,Here};
    return done();
}
