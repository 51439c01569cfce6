/*
 * Domains: this kernel has one, and its schedule one entry.
 */
#include "tests/scenario/stage.h"

SCENARIO(every_thread_is_in_the_one_domain)
{
    cptr_t tcb = make(s, OBJECT_TCB, 0);
    struct result r;

    CHECK_OK(domain_set(SLOT_DOMAIN, 0, tcb));
    CHECK_OK(domain_set(SLOT_DOMAIN, 0, SLOT_TCB));
    r = domain_set(SLOT_DOMAIN, 1, tcb);
    CHECK_ERROR(r, INVALID_ARGUMENT);
    CHECK(r.word[0] == 0);
    r = domain_set(SLOT_DOMAIN, 0, make(s, OBJECT_ENDPOINT, 0));
    CHECK_ERROR(r, INVALID_ARGUMENT);
    CHECK(r.word[0] == 1);
}

SCENARIO(the_domain_schedule_is_one_entry)
{
    CHECK_OK(domain_configure(SLOT_DOMAIN, 0, 0, 1000));
    CHECK_ERROR(domain_configure(SLOT_DOMAIN, 1, 0, 1000), RANGE_ERROR);
    CHECK_ERROR(domain_configure(SLOT_DOMAIN, 0, 1, 1000), RANGE_ERROR);
    CHECK_ERROR(domain_configure(SLOT_DOMAIN, 0, 0, 0), INVALID_ARGUMENT);
    CHECK_OK(domain_start(SLOT_DOMAIN, 0));
    CHECK_ERROR(domain_start(SLOT_DOMAIN, 1), INVALID_ARGUMENT);
    CHECK_ERROR(domain_start(SLOT_DOMAIN, 2), RANGE_ERROR);
}
