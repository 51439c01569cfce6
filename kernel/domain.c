/*
 * Scheduling domains: this kernel has one, so its schedule is one entry.
 */
#include "kernel/domain.h"
#include "kernel/cap.h"
#include "kernel/message.h"

#define DOMAIN_ENTRIES 1UL

/* Word: domain.  Capability: TCB. */
struct result domain_set(ref_t slot)
{
    (void)slot;
    if (request_word(0) != 0)
        return refuse(WHY_DOMAIN_RANGE, 0, 0);
    if (slot_kind(kernel.request.extra[0]) != CAP_TCB)
        return refuse(WHY_DOMAIN_OF_NO_THREAD, 1, 0);
    return done();
}

/* Words: index, domain, duration in ticks (56 bits).  The schedule of this kernel is one entry of domain 0. */
struct result domain_configure(ref_t slot)
{
    (void)slot;
    if (request_word(0) != 0 || request_word(1) != 0)
        return refuse(WHY_DOMAIN_ENTRY, 0, 0);
    if (request_word(2) == 0 || request_word(2) >= BIT(56))
        return refuse(WHY_DOMAIN_DURATION, 2, 0);
    return done();
}

/* Word: index of the entry to start from. */
struct result domain_start(ref_t slot)
{
    word_t index = request_word(0);

    (void)slot;
    if (index > DOMAIN_ENTRIES)
        return refuse(WHY_DOMAIN_START, 0, DOMAIN_ENTRIES);
    return index == 0 ? done() : refuse(WHY_DOMAIN_AT_END, 0, 0);
}
