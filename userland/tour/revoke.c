/*
 * Chapter seven: one call on one capability takes back all that was made of it,
 * however far it went; then the memory is as it was.
 */
#include "userland/tour/orders.h"
#include "userland/tour/report.h"
#include "userland/tour/tour.h"

/* Slots from `first` up to `end` that still hold something: what is empty cannot be copied. */
static word_t slots_taken(struct tour *t, cptr_t first, cptr_t end)
{
    word_t taken = 0;

    audit_enable(SLOT_AUDIT, 0); /* our counting is no news */
    for (cptr_t slot = first; slot < end; slot++) {
        struct result r = cnode_copy(slot_place(t->base.end - 1), slot_place(slot), RIGHTS_ALL);

        if (r.error == NO_ERROR)
            cnode_delete(slot_place(t->base.end - 1));
        taken += r.error != FAILED_LOOKUP;
    }
    audit_enable(SLOT_AUDIT, 1);
    return taken;
}

static void show_held(struct tour *t)
{
    word_t w = 0, mapped;
    word_t held = slots_taken(t, t->first, t->pool.next);

    step(held == t->pool.next - t->first, "objects, copies, page tables",
         "counts what was made of the untyped: %u capabilities", held);
    step(untyped_free(t, t->estate) < t->free_before, "all that is built lies in these bytes",
         "asks what is free in it: %u of %u bytes", untyped_free(t, t->estate), t->free_before);
    mapped = probe_read(t, SECRET_ADDRESS, &w);
    step(mapped && w == SECRET, "a thread that may fault tries it for us",
         "probes the secret Region: it reads %x", w);
}

static void show_gone(struct tour *t)
{
    static const vaddr_t address[] = {SHARED_ADDRESS, SECRET_ADDRESS, BIG_ADDRESS};
    word_t held = slots_taken(t, t->first, t->pool.next);
    word_t w, mapped = 0;
    struct result r;

    step(held == 0, "every derived capability", "counts them again: %u are left", held);
    for (word_t i = 0; i < sizeof address / sizeof address[0]; i++)
        mapped += probe_read(t, address[i], &w);
    step(mapped == 0, "every mapping", "probes the shared, secret and big Regions: %u are left",
         mapped);
    r = tcb_resume(t->tcb);
    step(r.error == INVALID_CAPABILITY, "every object",
         "resumes the guest: refused, there is no guest");
}

/* The same memory can be had again, whole, and tells nothing of what was in it. */
static void show_again(struct tour *t)
{
    cptr_t whole;
    paddr_t address;
    word_t trace = 0, free = untyped_free(t, t->estate);

    step(free == t->free_before, "byte for byte as much as before",
         "asks what is free: %u of %u bytes", free, t->free_before);
    t->pool.next = t->first;
    whole = pool_make(&t->pool, OBJECT_REGION, ESTATE_BITS);
    step_must(whole != 0, t->pool.last, "nothing of it is held back",
              "retypes all of it, %b, into one Region", (word_t)ESTATE_BITS);
    step_must(tour_map(t, whole, WHOLE_ADDRESS, READ_ONLY), t->base.last, "two blocks of 2 MiB",
              "maps that by one call");
    for (word_t at = 0; at < BIT(ESTATE_BITS); at += 8)
        trace += user_load(WHOLE_ADDRESS + at) != 0;
    step(trace == 0, "no secret outlives its owner", "reads every word of it: %u are not zero",
         trace);
    cnode_revoke(slot_place(t->estate));
    t->pool.next = t->first;
    whole = pool_make(&t->pool, OBJECT_REGION, PAGE_BITS);
    address = region_get_address(whole).word[0];
    step(whole != 0 && address == t->first_address, "the very page that was the first before",
         "revokes again and retypes one page: it lies at %x", address);
    cnode_revoke(slot_place(t->estate));
}

void chapter_revoke(struct tour *t)
{
    struct result r;

    report_heading("Taking it back");
    show_held(t);
    r = cnode_revoke(slot_place(t->estate));
    audit_enable(SLOT_AUDIT, 0);
    step_must(r.error == NO_ERROR, r, "one call; the guest was not asked",
              "revokes the untyped of %b", (word_t)ESTATE_BITS);
    show_gone(t);
    show_again(t);
}
