/*
 * Chapter two: memory becomes objects, and only the one who holds the untyped
 * can make it so.
 */
#include "userland/lib/names.h"
#include "userland/tour/orders.h"
#include "userland/tour/report.h"
#include "userland/tour/tour.h"

static cptr_t make(struct tour *t, word_t type, word_t bits, const char *name, const char *why)
{
    cptr_t cap = pool_make(&t->pool, type, bits);

    step_must(cap != 0, t->pool.last, why, "retypes untyped memory into %s", name);
    return cap;
}

/* Where the lowest free page lies: make one, ask, delete it. */
static paddr_t first_page(struct tour *t)
{
    cptr_t page = pool_make(&t->pool, OBJECT_REGION, PAGE_BITS);
    paddr_t address = region_get_address(page).word[0];

    cnode_delete(slot_place(page));
    t->pool.next = t->first;
    return address;
}

static void make_estate(struct tour *t)
{
    t->estate = pool_make(&t->base, OBJECT_UNTYPED, ESTATE_BITS);
    step_must(t->estate != 0, t->base.last, "one revoke will end all that is made of it",
              "sets %b of untyped memory apart for the guest", (word_t)ESTATE_BITS);
    t->free_before = untyped_free(t, t->estate);
    step(t->free_before == BIT(ESTATE_BITS) && t->why == WHY_MEMORY_SHORT, reason_sentence(t->why),
         "asks it for too much: refused, %u bytes are free", t->free_before);
    report_detail("    what to do about it: %s", reason_hint(t->why));
    t->pool.untyped = t->estate;
    t->first = t->pool.next;
    t->first_address = first_page(t);
}

static void make_time(struct tour *t)
{
    word_t sched_control = boot_info_word(t->info, BOOT_SCHED_CONTROL);
    struct result r;

    t->sched_context =
        make(t, OBJECT_SCHED_CONTEXT, 8, "a scheduling context", "time is a capability too");
    r = sched_control_configure(sched_control, t->sched_context, 10000, 10000, 0, 0, 0);
    step_must(r.error == NO_ERROR, r, "round robin: it shares the CPU with its equals",
              "gives it 10 ms in every 10 ms");
}

void chapter_objects(struct tour *t)
{
    struct result r;

    report_heading("Memory becomes objects");
    r = audit_enable(SLOT_AUDIT, 1);
    step(r.error == NO_ERROR, "changes of authority are on record from here on",
         "turns the audit ring on, by the capability in slot 16");
    make_estate(t);
    t->cnode = make(t, OBJECT_CNODE, GUEST_CNODE_BITS, "a CNode of 16 slots",
                    "all the guest will ever be able to name");
    t->vspace = make(t, OBJECT_VSPACE, 0, "a VSpace", "an address space, empty");
    r = asid_pool_assign(SLOT_ASID_POOL, t->vspace);
    step_must(r.error == NO_ERROR, r, "from now on it can be mapped into",
              "gives it an address space number from the pool");
    t->tcb = make(t, OBJECT_TCB, 0, "a thread (TCB)", "it has nothing yet, not even time");
    make_time(t);
    t->endpoint =
        make(t, OBJECT_ENDPOINT, 0, "an endpoint", "where the guest and its faults arrive");
    t->mailbox = make(t, OBJECT_ENDPOINT, 0, "a second endpoint",
                      "the guest will hold it with half the rights");
    t->reply = make(t, OBJECT_REPLY, 0, "a reply object", "it holds whom we owe an answer");
    r = untyped_retype(t->estate, OBJECT_ENDPOINT, 0, (struct place){SLOT_CNODE, 0, 0}, t->cnode,
                       1);
    step(r.error == DELETE_FIRST, "a refused call changes nothing",
         "retypes into a slot that is taken: refused, DELETE_FIRST");
}
