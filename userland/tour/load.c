/*
 * Chapter four: the guest's ELF, packed into this program, becomes a thread.
 * Each segment gets a Region of its own and exactly the rights it asks for.
 */
#include "userland/tour/orders.h"
#include "userland/tour/report.h"
#include "userland/tour/tour.h"

#define PRIORITY_GUEST 100

/* Segment kinds and flags (System V ABI, chapter 5). */
enum { SEGMENT_LOAD = 1, FLAG_EXECUTE = 1, FLAG_WRITE = 2 };

struct segment {
    word_t flags, offset, address, file_bytes, memory_bytes;
};

extern const unsigned char guest_image[], guest_image_end[];

/* A number of `bytes` bytes of the image, low byte first. */
static word_t number(word_t offset, word_t bytes)
{
    word_t w = 0;

    for (word_t i = 0; i < bytes; i++)
        w |= (word_t)guest_image[offset + i] << 8 * i;
    return w;
}

static word_t image_bytes(void)
{
    return (word_t)(guest_image_end - guest_image);
}

static word_t is_elf(void)
{
    return image_bytes() >= 64 && number(0, 4) == 0x464c457f && number(4, 2) == 0x0102 &&
           number(16, 2) == 2 && number(18, 2) == 183 && number(54, 2) == 56 &&
           number(32, 8) + 56 * number(56, 2) <= image_bytes();
}

static struct segment segment_at(word_t header)
{
    return (struct segment){.flags = number(header + 4, 4),
                            .offset = number(header + 8, 8),
                            .address = number(header + 16, 8),
                            .file_bytes = number(header + 32, 8),
                            .memory_bytes = number(header + 40, 8)};
}

static word_t region_bits(word_t bytes)
{
    word_t bits = PAGE_BITS;

    while (BIT(bits) < bytes)
        bits++;
    return bits;
}

/* Copy the file's bytes, word by word, through a mapping that is gone afterwards. */
static word_t fill(struct tour *t, cptr_t region, const struct segment *s)
{
    cptr_t copy = pool_mint(&t->base, region, RIGHTS_ALL, 0);

    if (copy == 0 || !tour_map(t, copy, WINDOW_ADDRESS, READ_WRITE))
        return 0;
    for (word_t at = 0; at < s->file_bytes; at += 8) {
        word_t left = s->file_bytes - at;

        user_store(WINDOW_ADDRESS + at, number(s->offset + at, left < 8 ? left : 8));
    }
    t->base.last = region_unify(copy, 0, BIT(region_bits(s->memory_bytes)));
    return t->base.last.error == NO_ERROR && cnode_delete(slot_place(copy)).error == NO_ERROR;
}

static void load_segment(struct tour *t, const struct segment *s)
{
    word_t bits = region_bits(s->memory_bytes);
    word_t code = s->flags & FLAG_EXECUTE, write = s->flags & FLAG_WRITE;
    cptr_t region = pool_make(&t->pool, OBJECT_REGION, bits);

    step_must(region != 0 && s->address % BIT(bits) == 0 &&
                  s->offset + s->file_bytes <= image_bytes() && fill(t, region, s) &&
                  pool_map(&t->pool, region, t->vspace, s->address, write ? READ_WRITE : READ_ONLY,
                           code ? ATTRIBUTES_CODE : ATTRIBUTES_DATA),
              t->pool.last,
              code    ? "its code"
              : write ? "its data and stack"
                      : "its constants",
              "loads a segment: %u bytes into %b at %x, %s", s->file_bytes, bits, s->address,
              code    ? "r-x"
              : write ? "rw-"
                      : "r--");
}

static void load_segments(struct tour *t)
{
    word_t first = number(32, 8), count = number(56, 2);

    for (word_t i = 0; i < count; i++) {
        struct segment s = segment_at(first + 56 * i);

        if (number(first + 56 * i, 4) == SEGMENT_LOAD && s.memory_bytes > 0)
            load_segment(t, &s);
    }
    t->entry = number(24, 8);
}

static void give(struct tour *t, word_t slot, cptr_t cap, word_t rights, word_t badge,
                 const char *why, const char *what)
{
    struct result r = cnode_mint((struct place){t->cnode, slot, GUEST_CNODE_BITS}, slot_place(cap),
                                 rights, badge);

    step_must(r.error == NO_ERROR, r, why, "gives the guest slot %u: %s", slot, what);
}

/* What the guest may name, where its faults go, and on whose time it runs. */
static void furnish(struct tour *t)
{
    cptr_t fault;
    struct result r;

    give(t, GUEST_SLOT_TOUR, t->endpoint, RIGHT_WRITE | RIGHT_GRANT_REPLY, BADGE_GUEST,
         "it can call us; the badge says who calls", "the endpoint, to call by");
    give(t, GUEST_SLOT_MAILBOX, t->mailbox, RIGHT_READ, 0, "it will try to call by it",
         "the second endpoint, read only");
    t->buffer = pool_make(&t->pool, OBJECT_REGION, PAGE_BITS);
    step_must(t->buffer != 0 && pool_map(&t->pool, t->buffer, t->vspace, GUEST_BUFFER_ADDRESS,
                                         READ_WRITE, ATTRIBUTES_DATA),
              t->pool.last, "messages longer than four words lie there",
              "maps its IPC buffer at %x", GUEST_BUFFER_ADDRESS);
    r = tcb_configure(t->tcb, t->cnode, GUARD(0, WORD_BITS - GUEST_CNODE_BITS), t->vspace,
                      t->buffer, GUEST_BUFFER_ADDRESS);
    step_must(r.error == NO_ERROR, r, "this is all it is and all it has",
              "binds the thread to its CNode, VSpace and buffer");
    fault = pool_mint(&t->pool, t->endpoint, RIGHT_WRITE | RIGHT_GRANT, BADGE_FAULT);
    step_must(fault != 0, t->pool.last, "so that we can tell a fault from a call",
              "mints the endpoint again with another badge");
    r = tcb_set_sched_params(t->tcb, SLOT_TCB, PRIORITY_GUEST, PRIORITY_GUEST, t->sched_context,
                             fault);
    step_must(r.error == NO_ERROR, r, "below us, with time, and its faults come to us",
              "sets priority %u, scheduling context, fault endpoint", (word_t)PRIORITY_GUEST);
}

void chapter_load(struct tour *t)
{
    report_heading("A second program");
    step_must(is_elf(), (struct result){0}, "nothing of it came from the kernel",
              "reads the guest's ELF: %u bytes, packed into this program", image_bytes());
    load_segments(t);
    furnish(t);
}
