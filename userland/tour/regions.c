/*
 * Chapter three: Regions, each one object of any power of two, mapped by one
 * call with the rights that were decided here.
 */
#include "userland/tour/report.h"
#include "userland/tour/tour.h"

#define RETURN_INSTRUCTION 0xd65f03c0UL

static cptr_t make_region(struct tour *t, word_t bits, const char *name)
{
    cptr_t region = pool_make(&t->pool, OBJECT_REGION, bits);

    step_must(region != 0, t->pool.last, "zeroed by the kernel before anyone sees it",
              "retypes %b into the %s Region", bits, name);
    return region;
}

static void map_guest(struct tour *t, cptr_t region, vaddr_t address, word_t rights,
                      word_t attributes, const char *why, const char *what)
{
    word_t mapped = pool_map(&t->pool, region, t->vspace, address, rights, attributes);

    step_must(mapped, t->pool.last, why, "maps it for the guest at %x, %s", address, what);
}

/* Put one word into a Region that is not ours to see otherwise. */
static word_t region_fill(struct tour *t, cptr_t region, word_t offset, word_t w)
{
    cptr_t copy = pool_mint(&t->base, region, RIGHTS_ALL, 0);
    word_t done = copy != 0 && tour_map(t, copy, WINDOW_ADDRESS, READ_WRITE);

    if (done) {
        user_store(WINDOW_ADDRESS + offset, w);
        region_unify(copy, 0, PAGE_BYTES);
    }
    return done && cnode_delete(slot_place(copy)).error == NO_ERROR;
}

static void make_shared(struct tour *t)
{
    t->shared = make_region(t, SHARED_BITS, "shared");
    step_must(tour_map(t, t->shared, SHARED_ADDRESS, READ_WRITE), t->base.last, "our side of it",
              "maps it for the tour at %x, read, write", SHARED_ADDRESS);
    t->shared_copy = pool_mint(&t->pool, t->shared, RIGHTS_ALL, 0);
    step_must(t->shared_copy != 0, t->pool.last, "sharing is explicit: one capability, one mapping",
              "copies its capability");
    map_guest(t, t->shared_copy, GUEST_SHARED_ADDRESS, READ_WRITE, ATTRIBUTES_DATA,
              "by the copy: the same memory, another address", "read, write");
}

static void make_secret(struct tour *t)
{
    t->secret = make_region(t, 12, "secret");
    step_must(tour_map(t, t->secret, SECRET_ADDRESS, READ_WRITE), t->base.last,
              "the guest will try to read it", "maps it for the tour alone, at %x",
              SECRET_ADDRESS);
    user_store(SECRET_ADDRESS, SECRET);
    t->secret_address = region_get_address(t->secret).word[0];
}

/* 256 pages by one call; by pages it takes as many calls. */
static void make_big(struct tour *t)
{
    cptr_t big = make_region(t, BIG_BITS, "big");
    word_t sum = 0;

    step_must(tour_map(t, big, BIG_ADDRESS, READ_WRITE), t->base.last,
              "one walk, one run of descriptors; not 256 calls",
              "maps its 256 pages by one call");
    for (word_t at = 0; at < BIT(BIG_BITS); at += PAGE_BYTES)
        user_store(BIG_ADDRESS + at, at);
    for (word_t at = 0; at < BIT(BIG_BITS); at += PAGE_BYTES)
        sum += user_load(BIG_ADDRESS + at) == at;
    step(sum == 256, "each page is memory of its own",
         "writes and reads back a word in each: %u right", sum);
}

void chapter_regions(struct tour *t)
{
    struct result r;

    report_heading("Regions and their rights");
    t->guest_info = make_region(t, INFO_BITS, "read-only");
    step_must(region_fill(t, t->guest_info, BOOT_BUFFER, GUEST_BUFFER_ADDRESS), t->base.last,
              "a boot info of its own", "writes there where the guest finds its IPC buffer");
    map_guest(t, t->guest_info, GUEST_INFO_ADDRESS, READ_ONLY, ATTRIBUTES_DATA,
              "the guest can look, not touch", "read only");

    t->data = make_region(t, DATA_BITS, "read-write");
    map_guest(t, t->data, GUEST_DATA_ADDRESS, READ_WRITE, ATTRIBUTES_DATA, "data is never code",
              "read, write");

    t->code = make_region(t, CODE_BITS, "read-execute");
    step_must(region_fill(t, t->code, 0, RETURN_INSTRUCTION), t->base.last,
              "through a second mapping that is gone again",
              "writes a function into it: one return instruction");
    map_guest(t, t->code, GUEST_CODE_ADDRESS, READ_ONLY, ATTRIBUTES_CODE, "code is never data",
              "read, execute");

    make_shared(t);
    make_secret(t);
    make_big(t);
    r = region_map(t->data, t->vspace, GUEST_DATA_ADDRESS + BIT(DATA_BITS), READ_WRITE,
                   ATTRIBUTES_DATA);
    step(r.error == INVALID_ARGUMENT, "one capability, one mapping",
         "maps the read-write Region a second time, elsewhere: refused");
}
