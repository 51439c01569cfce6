/*
 * One walk of the derivation list finds every capability, and by them every
 * object: each claims its cells in a map, so that objects that overlap, slots
 * outside any container and links that lead nowhere are seen.  Then each
 * object's own words are judged by the map.  Nothing is assumed of the state:
 * a ref is used only after the map has said what it is.
 */
#include "tests/fuzz/invariants.h"

#include <setjmp.h>
#include <string.h>

#include "arch/host/host.h"
#include "kernel/asid.h"
#include "kernel/cap.h"
#include "kernel/cdt.h"
#include "kernel/descriptor.h"
#include "kernel/irq.h"
#include "kernel/refill.h"
#include "kernel/region.h"
#include "kernel/sched.h"
#include "kernel/tcb.h"
#include "kernel/untyped.h"
#include "platform/host/board.h"

#define CELLS (BOARD_RAM_MOST / 16)
#define CAPS_MOST 65536

word_t invariants_caps, invariants_blocks;

static struct broken found;
static jmp_buf stop;

static __attribute__((noreturn)) void broken(const char *rule, word_t where, word_t what)
{
    found = (struct broken){rule, where, what};
    longjmp(stop, 1);
}

#define MUST(condition, rule, where, what) \
    do {                                   \
        if (!(condition))                  \
            broken(rule, where, what);     \
    } while (0)

/* --- maps over the cells of RAM --- */

/* A cell's entry counts only if it was made in this check, so that nothing has to be cleared. */
static unsigned generation;

struct entry {
    unsigned generation;
    unsigned char kind; /* of the object that begins here */
    unsigned char role; /* of the link here: which ring it was seen in */
};

static struct entry map[CELLS];
static word_t claimed[CELLS / 64];      /* the cell is some object's */
static word_t marked[CELLS / 32];       /* descriptors that a capability stands for, a bit each */
static unsigned marked_in[CELLS / 256]; /* the generation of a table's bits */

enum { ROLE_NONE, ROLE_LISTED, ROLE_READY, ROLE_RELEASE, ROLE_WAITING };

static struct entry *entry(ref_t r)
{
    if (map[r].generation != generation)
        map[r] = (struct entry){.generation = generation};
    return &map[r];
}

static unsigned char role(ref_t link)
{
    return entry(link)->role;
}

static void role_set(ref_t link, unsigned char as)
{
    entry(link)->role = as;
}

static word_t cells_end(void)
{
    return host_ram_end / 16;
}

static word_t in_ram(ref_t r)
{
    return r >= BOARD_RAM / 16 && r < cells_end();
}

static word_t is_claimed(ref_t r)
{
    return claimed[r / 64] >> r % 64 & 1;
}

/* How many cells of a range are claimed. */
static word_t count_claimed(ref_t from, word_t cells)
{
    ref_t end = MIN(from + cells, cells_end());
    word_t n = 0;

    for (ref_t r = from; r < end;) {
        if (r % 64 == 0 && end - r >= 64) {
            n += (word_t)__builtin_popcountl(claimed[r / 64]);
            r += 64;
        } else {
            n += is_claimed(r++);
        }
    }
    return n;
}

static void claim_cells(ref_t from, word_t cells)
{
    for (ref_t r = from; r < from + cells;) {
        if (r % 64 == 0 && from + cells - r >= 64) {
            MUST(claimed[r / 64] == 0, "two objects overlap", from, r);
            claimed[r / 64] = WORD_MAX;
            r += 64;
        } else {
            MUST(!is_claimed(r), "two objects overlap", from, r);
            claimed[r / 64] |= BIT(r % 64);
            r++;
        }
    }
}

static word_t is(ref_t r, word_t kind)
{
    return in_ram(r) && entry(r)->kind == kind;
}

/* --- capabilities --- */

static ref_t caps[CAPS_MOST]; /* slots, in order of derivation */

/* The kind of the object: a zombie still is what it was. */
static word_t object_kind(ref_t s)
{
    if (slot_kind(s) != CAP_ZOMBIE)
        return slot_kind(s);
    return slot_size(s) == ZOMBIE_TCB ? CAP_TCB : CAP_CNODE;
}

/* Cells of the object of a capability, 0 if it has none of its own. */
static word_t cap_cells(ref_t s)
{
    switch (object_kind(s)) {
    case CAP_ENDPOINT:
        return 1;
    case CAP_NOTIFICATION:
        return 4;
    case CAP_REPLY:
        return 2;
    case CAP_TCB:
        return TCB_CELLS;
    case CAP_CNODE:
        return SLOT_CELLS << slot_size(s);
    case CAP_SCHED_CONTEXT:
    case CAP_FRAME:
        return BIT(slot_size(s) - CELL_BITS);
    case CAP_PAGE_TABLE:
    case CAP_VSPACE:
    case CAP_ASID_POOL:
        return TABLE_CELLS;
    default:
        return 0;
    }
}

static word_t same_object(ref_t a, ref_t b)
{
    return object_kind(a) == object_kind(b) && slot_ref(a) == slot_ref(b);
}

static word_t is_device(ref_t s)
{
    return (slot_kind(s) == CAP_UNTYPED || slot_kind(s) == CAP_FRAME) && (slot_rights(s) & MEMORY_IS_DEVICE);
}

/* Follow the list once around; every link points back. */
static void list_walk(void)
{
    ref_t end = kernel.derivation + SLOT_LINK;
    ref_t before = end, at;

    MUST(slot_empty(kernel.derivation), "the end of the derivation list is an empty slot", kernel.derivation,
         0);
    invariants_caps = 0;
    for (at = LINK(end)->next; at != end; at = LINK(at)->next) {
        MUST(in_ram(at), "a link of the derivation list leads out of memory", before, at);
        MUST(LINK(at)->prev == before, "a link of the derivation list does not point back", at,
             LINK(at)->prev);
        MUST(invariants_caps < CAPS_MOST, "the derivation list does not end", at, 0);
        caps[invariants_caps++] = at - SLOT_LINK;
        before = at;
    }
    MUST(LINK(end)->prev == before, "a link of the derivation list does not point back", end, before);
}

/* The first capability to an object claims its cells; all others follow it in the list. */
static void object_claim(ref_t s, ref_t before)
{
    word_t cells = cap_cells(s);
    ref_t r = slot_ref(s);

    if (cells == 0 || is_device(s))
        return;
    MUST(in_ram(r) && cells <= cells_end() - r, "an object lies outside memory", s, r);
    MUST(r % MIN(cells, BIT(47)) == 0 || object_kind(s) == CAP_TCB, "an object is not aligned", s, r);
    if (before != 0 && same_object(before, s)) {
        MUST(slot_kind(s) != CAP_ZOMBIE && slot_kind(before) != CAP_ZOMBIE, "a zombie has a copy", s, before);
        MUST(slot_size(s) == slot_size(before), "two capabilities to one object differ in size", s, before);
        return;
    }
    MUST(entry(r)->kind == CAP_NULL, "capabilities to one object do not stand together", s, r);
    claim_cells(r, cells);
    entry(r)->kind = (unsigned char)object_kind(s);
}

static void objects_claim(void)
{
    for (word_t i = 0; i < invariants_caps; i++) {
        ref_t s = caps[i];

        MUST(slot_kind(s) != CAP_NULL && slot_kind(s) <= CAP_ZOMBIE, "a capability is of no kind", s,
             SLOT(s)->cap0);
        MUST(FIELD_GET(SLOT(s)->cap0, 36, 12) == 0, "a capability has bits it should not", s, SLOT(s)->cap0);
        object_claim(s, i == 0 ? 0 : caps[i - 1]);
    }
}

/* --- slots --- */

/* A run of slots. */
struct container {
    ref_t first;
    word_t count;
};

#define CONTAINERS_MOST 8192

static struct container container[CONTAINERS_MOST]; /* in order of address */
static word_t containers;

static void container_add(ref_t first, word_t count)
{
    word_t i = containers++;

    MUST(containers <= CONTAINERS_MOST, "more containers than this check has room for", first, count);
    for (; i > 0 && container[i - 1].first > first; i--)
        container[i] = container[i - 1];
    container[i] = (struct container){first, count};
}

static void containers_find(void)
{
    containers = 0;
    container_add(kernel.irq_slots, PLATFORM_IRQS);
    for (word_t i = 0; i < invariants_caps; i++) {
        ref_t s = caps[i], r = slot_ref(s);

        if (i > 0 && same_object(caps[i - 1], s))
            continue;
        if (object_kind(s) == CAP_CNODE)
            container_add(r, BIT(slot_size(s)));
        else if (object_kind(s) == CAP_TCB)
            container_add(TCB_SLOT(r, 0), TCB_SLOTS);
    }
}

/* Is there a slot at s? */
static word_t is_slot(ref_t s)
{
    word_t low = 0, high = containers; /* the last that does not begin behind s is in [low, high) */

    while (high - low > 1) {
        word_t middle = (low + high) / 2;

        if (container[middle].first <= s)
            low = middle;
        else
            high = middle;
    }
    return s >= container[low].first && (s - container[low].first) % SLOT_CELLS == 0 &&
           (s - container[low].first) / SLOT_CELLS < container[low].count;
}

/* A slot is listed if it is full, single if it is empty. */
static void slot_check(ref_t s)
{
    ref_t link = s + SLOT_LINK;

    if (slot_empty(s))
        MUST(LINK(link)->next == link && LINK(link)->prev == link, "an empty slot is in a list", s,
             LINK(link)->next);
    else
        MUST(role(link) == ROLE_LISTED, "a capability is not in the derivation list", s, SLOT(s)->cap0);
}

/* Of big containers each check takes another part: 16 in a row have seen every slot. */
#define PARTS 16
#define SMALL 256

static void slots(void)
{
    containers_find();
    for (word_t i = 0; i < invariants_caps; i++) {
        MUST(is_slot(caps[i]), "a capability lies in no container", caps[i], SLOT(caps[i])->cap0);
        role_set(caps[i] + SLOT_LINK, ROLE_LISTED);
    }
    for (word_t c = 0; c < containers; c++) {
        word_t parts = container[c].count > SMALL ? PARTS : 1;

        for (word_t i = generation % parts; i < container[c].count; i += parts)
            slot_check(container[c].first + SLOT_CELLS * i);
    }
}

/* --- untyped memory --- */

#define NESTED_MOST 64

/* What an untyped says is prepared for objects is zeros, or empty slots. */
static void prepared_check(ref_t s)
{
    word_t w = slot_word(s);

    if (UNTYPED_MARK(w) != 0 && !cdt_has_children(s))
        return;
    for (word_t i = UNTYPED_MARK(w); i < UNTYPED_READY(w); i++) {
        ref_t r = slot_ref(s) + i;
        ref_t link = UNTYPED_SLOTS(w) && i % SLOT_CELLS == SLOT_LINK ? r : 0;

        MUST(phys[r].w0 == link && phys[r].w1 == link, "prepared memory holds something", s, r);
    }
}

/* What is above the watermark, and all of an untyped without children, is nobody's. */
static void untyped_check(ref_t s)
{
    ref_t r = slot_ref(s);
    word_t cells = BIT(slot_size(s) - CELL_BITS);
    word_t mark = cdt_has_children(s) ? UNTYPED_MARK(slot_word(s)) : 0;

    MUST(UNTYPED_MARK(slot_word(s)) <= cells, "a watermark is beyond the end of its untyped", s, slot_word(s));
    MUST(UNTYPED_READY(slot_word(s)) <= cells, "an untyped is prepared beyond its end", s, slot_word(s));
    MUST(r % cells == 0, "an untyped is not aligned", s, r);
    if (is_device(s) || !in_ram(r))
        return;
    MUST(count_claimed(r + mark, cells - mark) == 0, "an object lies in free memory of an untyped", s, mark);
    prepared_check(s);
}

/* One level of the nest of untypeds: its cells, how many of them objects of its run claim, and the
   start of the last child (children come newest first, so from the top down). */
struct nest {
    ref_t from, end, last;
    word_t cells;
    ref_t slot;
};

static void nest_close(const struct nest *n)
{
    if (in_ram(n->from) && !is_device(n->slot))
        MUST(count_claimed(n->from, n->end - n->from) == n->cells,
             "an object in an untyped is not derived from it", n->slot, n->cells);
}

static void untypeds(void)
{
    static struct nest nest[NESTED_MOST];
    word_t depth = 0;

    for (word_t i = 0; i < invariants_caps; i++) {
        ref_t s = caps[i], r = slot_ref(s);
        word_t untyped = slot_kind(s) == CAP_UNTYPED;
        word_t cells = untyped ? BIT(slot_size(s) - CELL_BITS) : cap_cells(s);
        word_t again = i > 0 && !untyped && same_object(caps[i - 1], s);

        if (cells == 0)
            continue;
        while (depth > 0 && !(nest[depth - 1].from <= r && r < nest[depth - 1].end)) {
            nest_close(&nest[--depth]);
            if (depth > 0)
                nest[depth - 1].cells += nest[depth].cells;
        }
        if (depth > 0 && !again) {
            struct nest *in = &nest[depth - 1];

            MUST(r + cells <= in->end, "a child ends behind its untyped", s, in->slot);
            MUST(r + cells <= in->last, "children of an untyped overlap", s, in->slot);
            in->last = r;
            if (!untyped && !is_device(s))
                in->cells += cells;
        }
        if (untyped) {
            untyped_check(s);
            MUST(depth < NESTED_MOST, "untypeds are nested too deep to check", s, 0);
            nest[depth++] = (struct nest){r, r + cells, r + cells, 0, s};
        }
    }
    while (depth > 0) {
        nest_close(&nest[--depth]);
        if (depth > 0)
            nest[depth - 1].cells += nest[depth].cells;
    }
}

/* --- threads and the rings they wait in --- */

static word_t is_single(ref_t link)
{
    return LINK(link)->next == link && LINK(link)->prev == link;
}

/* The threads of a ring, each noted as seen in it. */
static void ring_walk(ref_t ring, unsigned char as, void (*each)(ref_t ring, ref_t t, ref_t before))
{
    ref_t before = ring, at;

    for (at = LINK(ring)->next; at != ring; at = LINK(at)->next) {
        MUST(in_ram(at) && at >= TCB_LINK && is(at - TCB_LINK, CAP_TCB),
             "a ring of threads leads to no thread", before, at);
        MUST(role(at) == ROLE_NONE, "a thread is in two rings, or a ring does not close", ring, at);
        MUST(LINK(at)->prev == before, "a link of a ring of threads does not point back", at, before);
        role_set(at, as);
        each(ring, at - TCB_LINK, before == ring ? 0 : before - TCB_LINK);
        before = at;
    }
    MUST(LINK(ring)->prev == before, "a link of a ring of threads does not point back", ring, before);
}

static void endpoint_thread(ref_t ring, ref_t t, ref_t before)
{
    MUST(TCB(t)->state == THREAD_BLOCKED_SEND || TCB(t)->state == THREAD_BLOCKED_RECEIVE,
         "a thread in an endpoint does neither send nor receive", t, TCB(t)->state);
    MUST(TCB(t)->object == ring, "a thread is in another endpoint than it says", t, ring);
    MUST(before == 0 || TCB(before)->state == TCB(t)->state, "an endpoint holds senders and receivers", ring,
         t);
    MUST(before == 0 || TCB(before)->priority >= TCB(t)->priority, "an endpoint is not ordered by priority",
         ring, t);
}

static void notification_thread(ref_t ring, ref_t t, ref_t before)
{
    MUST(TCB(t)->state == THREAD_BLOCKED_NOTIFICATION, "a thread in a notification does not wait", t,
         TCB(t)->state);
    MUST(TCB(t)->object == ring, "a thread is in another notification than it says", t, ring);
    MUST(before == 0 || TCB(before)->priority >= TCB(t)->priority,
         "a notification is not ordered by priority", ring, t);
}

static void ready_thread(ref_t ring, ref_t t, ref_t before)
{
    (void)before;
    MUST(TCB(t)->queued == QUEUED_READY, "a thread in a run queue does not know", t, TCB(t)->queued);
    MUST(kernel.ready + TCB(t)->priority == ring, "a thread is in the run queue of another priority", t,
         ring);
    MUST(sched_runnable(t), "a thread in a run queue cannot run", t, TCB(t)->state);
    MUST(t != kernel.current, "the running thread is in a run queue", t, ring);
}

static void release_thread(ref_t ring, ref_t t, ref_t before)
{
    (void)ring;
    MUST(TCB(t)->queued == QUEUED_RELEASE, "a thread in the release queue does not know", t, TCB(t)->queued);
    MUST(is(TCB(t)->sched_context, CAP_SCHED_CONTEXT) && sched_runnable(t),
         "a thread in the release queue could not run", t, TCB(t)->sched_context);
    MUST(before == 0 || refill_time(TCB(before)->sched_context) <= refill_time(TCB(t)->sched_context),
         "the release queue is not ordered by time", before, t);
}

static void run_queues(void)
{
    for (word_t p = 0; p < PRIORITIES; p++) {
        word_t bit = kernel.ready_bits[p / 64] >> p % 64 & 1;

        MUST(bit == !is_single(kernel.ready + p), "a bit of the run queues lies", p, bit);
        ring_walk(kernel.ready + p, ROLE_READY, ready_thread);
    }
    ring_walk(kernel.release, ROLE_RELEASE, release_thread);
}

/* The ring that a thread must be in, by its own words. */
static unsigned char ring_expected(ref_t t)
{
    switch (TCB(t)->state) {
    case THREAD_BLOCKED_SEND:
    case THREAD_BLOCKED_RECEIVE:
    case THREAD_BLOCKED_NOTIFICATION:
        return ROLE_WAITING;
    default:
        return TCB(t)->queued == QUEUED_READY     ? ROLE_READY
               : TCB(t)->queued == QUEUED_RELEASE ? ROLE_RELEASE
                                                  : ROLE_NONE;
    }
}

static void tcb_check(ref_t t)
{
    const struct tcb *tcb = TCB(t);
    word_t waits = ring_expected(t) == ROLE_WAITING;

    MUST(tcb->state <= THREAD_BLOCKED_NOTIFICATION && tcb->queued <= QUEUED_RELEASE,
         "a thread is in no known state", t, tcb->state);
    MUST(tcb->priority < PRIORITIES && tcb->max_priority < PRIORITIES, "a priority is above all", t,
         tcb->priority);
    MUST(role(t + TCB_LINK) == ring_expected(t), "a thread is not in the ring that its state says", t,
         tcb->state);
    MUST(role(t + TCB_LINK) != ROLE_NONE || is_single(t + TCB_LINK), "a thread is in an unknown ring", t,
         LINK(t + TCB_LINK)->next);
    MUST(!waits || tcb->queued == QUEUED_NOT, "a waiting thread is in a queue of the scheduler", t,
         tcb->queued);
    MUST(tcb->state == THREAD_ACTIVE || tcb->queued == QUEUED_NOT, "a stopped thread is queued", t,
         tcb->queued);
    if (sched_runnable(t) && t != kernel.current)
        MUST(tcb->queued != QUEUED_NOT, "a thread that could run is forgotten", t, tcb->state);
    if (tcb->sched_context != 0)
        MUST(is(tcb->sched_context, CAP_SCHED_CONTEXT) && SCHED_CONTEXT(tcb->sched_context)->tcb == t,
             "a thread's context is not its own", t, tcb->sched_context);
    if (tcb->notification != 0)
        MUST(is(tcb->notification, CAP_NOTIFICATION) && NOTIFICATION(tcb->notification)->tcb == t,
             "a thread's notification is not its own", t, tcb->notification);
    if (tcb->reply != 0)
        MUST(is(tcb->reply, CAP_REPLY) && REPLY(tcb->reply)->tcb == t,
             "a thread's reply object is not its own", t, tcb->reply);
    if (tcb->yield_to != 0)
        MUST(is(tcb->yield_to, CAP_SCHED_CONTEXT) && SCHED_CONTEXT(tcb->yield_to)->yield_from == t &&
                 tcb->state == THREAD_ACTIVE && t != kernel.current,
             "a thread waits in vain to hear of a context", t, tcb->yield_to);
    MUST(tcb->state != THREAD_BLOCKED_REPLY || tcb->reply != 0, "a thread waits for a reply from nowhere", t,
         0);
    MUST(tcb->reply == 0 || tcb->state == THREAD_BLOCKED_REPLY || tcb->state == THREAD_BLOCKED_RECEIVE,
         "a thread has a reply object and does not wait", t, tcb->state);
    MUST((tcb->regs[REG_SPSR] & 0xfffffff) == 0x140, "a thread is privileged", t, tcb->regs[REG_SPSR]);
}

static void notification_check(ref_t n)
{
    const struct notification *notification = NOTIFICATION(n);

    ring_walk(n, ROLE_WAITING, notification_thread);
    MUST(notification->active <= 1 && (!notification->active || is_single(n)),
         "an active notification holds a waiting thread", n, 0);
    if (notification->tcb != 0)
        MUST(is(notification->tcb, CAP_TCB) && TCB(notification->tcb)->notification == n,
             "a notification's thread is not its own", n, notification->tcb);
    if (notification->sched_context != 0)
        MUST(is(notification->sched_context, CAP_SCHED_CONTEXT) &&
                 SCHED_CONTEXT(notification->sched_context)->notification == n,
             "a notification's context is not its own", n, notification->sched_context);
}

/* The replies that wait for a context: only the newest knows it. */
static void stack_check(ref_t c)
{
    ref_t ring = c + SCHED_CONTEXT_LINK, before = ring, at;

    for (at = LINK(ring)->next; at != ring; at = LINK(at)->next) {
        ref_t r = at - REPLY_LINK;

        MUST(in_ram(at) && is(r, CAP_REPLY), "a call stack leads to no reply object", c, at);
        MUST(role(at) == ROLE_NONE, "a reply object is in two call stacks", c, r);
        MUST(LINK(at)->prev == before, "a link of a call stack does not point back", at, before);
        MUST(REPLY(r)->sched_context == (before == ring ? c : 0),
             "only the newest of a call stack knows the context", c, r);
        role_set(at, ROLE_WAITING);
        before = at;
    }
    MUST(LINK(ring)->prev == before, "a link of a call stack does not point back", ring, before);
}

/* Budget is neither made nor lost: the refills hold it all; one that takes turns has what is left of its turn. */
static void refills_check(ref_t c, const struct sched_context *context)
{
    word_t count = RING_COUNT(context->ring), sum = 0, last = 0;

    MUST(context->budget <= context->period, "a context has more budget than period", c, context->budget);
    MUST(1 <= count && count <= context->refill_max, "a context has a wrong number of refills", c, count);
    for (word_t i = 0; i < count; i++) {
        ref_t at = c + SCHED_CONTEXT_CELLS + (RING_FIRST(context->ring) + i) % context->refill_max;

        MUST(REFILL(at)->time >= last, "refills are out of order", c, i);
        last = REFILL(at)->time;
        sum += REFILL(at)->amount;
    }
    MUST(sum == context->budget || (context->budget == context->period && sum < context->budget),
         "the refills of a context are not its budget", c, sum);
}

static void sched_context_check(ref_t c)
{
    const struct sched_context *context = SCHED_CONTEXT(c);

    stack_check(c);
    if (context->tcb != 0)
        MUST(is(context->tcb, CAP_TCB) && TCB(context->tcb)->sched_context == c,
             "a context's thread is not its own", c, context->tcb);
    if (context->notification != 0)
        MUST(is(context->notification, CAP_NOTIFICATION) &&
                 NOTIFICATION(context->notification)->sched_context == c,
             "a context's notification is not its own", c, context->notification);
    if (context->yield_from != 0)
        MUST(is(context->yield_from, CAP_TCB) && TCB(context->yield_from)->yield_to == c,
             "nobody waits to hear of a context", c, context->yield_from);
    if (context->refill_max != 0)
        refills_check(c, context);
}

static void reply_check(ref_t r)
{
    const struct reply *reply = REPLY(r);

    if (reply->tcb != 0)
        MUST(is(reply->tcb, CAP_TCB) && TCB(reply->tcb)->reply == r, "a reply object's thread is not its own",
             r, reply->tcb);
    if (reply->sched_context != 0)
        MUST(is(reply->sched_context, CAP_SCHED_CONTEXT) &&
                 LINK(reply->sched_context + SCHED_CONTEXT_LINK)->next == r + REPLY_LINK,
             "a reply object is not the newest of its context", r, reply->sched_context);
    MUST(role(r + REPLY_LINK) == ROLE_WAITING || is_single(r + REPLY_LINK),
         "a reply object is in an unknown ring", r, LINK(r + REPLY_LINK)->next);
}

/* Rings first: what they say of the threads is then compared with what the threads say. */
static void objects_check(word_t late)
{
    for (word_t i = 0; i < invariants_caps; i++) {
        ref_t s = caps[i], r = slot_ref(s);

        if (i > 0 && same_object(caps[i - 1], s))
            continue;
        if (!late && object_kind(s) == CAP_ENDPOINT)
            ring_walk(r, ROLE_WAITING, endpoint_thread);
        else if (!late && object_kind(s) == CAP_NOTIFICATION)
            notification_check(r);
        else if (!late && object_kind(s) == CAP_SCHED_CONTEXT)
            sched_context_check(r);
        else if (late && object_kind(s) == CAP_TCB)
            tcb_check(r);
        else if (late && object_kind(s) == CAP_REPLY)
            reply_check(r);
    }
}

/* --- the kernel's own words --- */

static void kernel_check(void)
{
    ref_t t = kernel.current, first = LINK(kernel.release)->next;

    MUST(first == kernel.release || machine.alarm <= refill_time(TCB(first - TCB_LINK)->sched_context),
         "the alarm rings behind a release", first, machine.alarm);
    MUST(kernel.candidate == 0 && kernel.reschedule == 0, "the scheduler is not done", kernel.candidate,
         kernel.reschedule);
    MUST(kernel.fpu_owner == 0 || is(kernel.fpu_owner, CAP_TCB), "the floating point registers are nobody's",
         kernel.fpu_owner, 0);
    for (word_t p = 0; p < PRIORITIES; p++)
        if (kernel.ready_bits[p / 64] >> p % 64 & 1)
            MUST(t != 0 && TCB(t)->priority >= p, "a thread of higher priority waits", t, p);
    if (t == 0)
        return;
    MUST(is(t, CAP_TCB) && sched_runnable(t), "the running thread cannot run", t, 0);
    MUST(TCB(t)->queued == QUEUED_NOT, "the running thread is queued", t, TCB(t)->queued);
    MUST(kernel.sched_context == TCB(t)->sched_context, "another context pays", t, kernel.sched_context);
    MUST(machine.alarm <= kernel.charged + refill_amount(kernel.sched_context), "the alarm rings behind the budget", t,
         machine.alarm);
    MUST(refill_time(kernel.sched_context) <= kernel.charged || machine.alarm <= kernel.charged,
         "a budget that is not due is used", t, machine.alarm);
    MUST(machine.root == 0 || asid_space(machine.asid) == machine.root, "the space in use is dead", t,
         machine.root);
}

static void irqs(void)
{
    for (word_t irq = 0; irq < PLATFORM_IRQS; irq++) {
        ref_t s = irq_slot(irq);

        MUST(slot_empty(s) || slot_kind(s) == CAP_NOTIFICATION, "an interrupt signals no notification", irq,
             SLOT(s)->cap0);
        MUST(slot_empty(s) || kernel.irq_state[irq] == 1, "an interrupt without handler signals", irq, 0);
    }
}

/* --- address spaces --- */

static word_t mark_index(ref_t table, word_t i)
{
    return 2 * table + i;
}

static void mark(ref_t table, word_t i)
{
    if (marked_in[table / 256] != generation)
        memset(&marked[mark_index(table, 0) / 64], 0, 64);
    marked_in[table / 256] = generation;
    marked[mark_index(table, i) / 64] |= BIT(mark_index(table, i) % 64);
}

static word_t is_marked(ref_t table, word_t i)
{
    return marked_in[table / 256] == generation &&
           (marked[mark_index(table, i) / 64] >> mark_index(table, i) % 64 & 1);
}

static word_t leaf(word_t d, word_t shift)
{
    return DESCRIPTOR_KIND(d) == (shift == LEVEL_LAST ? DESCRIPTOR_TABLE : DESCRIPTOR_BLOCK);
}

/* A leaf gives no more than a capability with these rights allows. */
static word_t leaf_allowed(word_t d, word_t rights)
{
    word_t writable = (d & DESCRIPTOR_USER) && !(d & DESCRIPTOR_READONLY);
    word_t runs = !(d & DESCRIPTOR_UXN);

    if ((d & DESCRIPTOR_USER) && !(rights & RIGHT_READ))
        return 0;
    if (runs && !(rights & RIGHT_READ))
        return 0;
    return !writable || (rights & (RIGHT_READ | RIGHT_WRITE)) == (RIGHT_READ | RIGHT_WRITE);
}

/* Mark the entries by which this frame capability is mapped. */
static void frame_mark(ref_t s)
{
    word_t asid = PLACE_ASID(slot_word(s));
    vaddr_t vaddr = PLACE_ADDRESS(slot_word(s));
    word_t block = region_block(slot_size(s));
    ref_t root = asid == 0 ? 0 : asid_space(asid);

    if (root == 0)
        return;
    for (word_t i = 0; i < BIT(slot_size(s) - block); i++) {
        struct walk w = table_walk(root, vaddr + i * BIT(block));
        word_t index = LEVEL_INDEX(vaddr + i * BIT(block), w.shift);
        word_t d = TABLE(w.table)->entry[index];

        if (w.shift == block && leaf(d, block) &&
            DESCRIPTOR_REF(d) == slot_ref(s) + i * BIT(block - CELL_BITS) && leaf_allowed(d, slot_rights(s)))
            mark(w.table, index);
    }
}

/* Mark the entry by which a page table is reached. */
static void table_mark(ref_t s)
{
    word_t asid = PLACE_ASID(slot_word(s));
    vaddr_t vaddr = PLACE_ADDRESS(slot_word(s));
    struct walk w = {asid == 0 ? 0 : asid_space(asid), LEVEL_ROOT};

    while (w.table != 0 && w.shift > LEVEL_LAST) {
        word_t index = LEVEL_INDEX(vaddr, w.shift);
        word_t d = TABLE(w.table)->entry[index];

        if (DESCRIPTOR_KIND(d) != DESCRIPTOR_TABLE)
            return;
        if (DESCRIPTOR_REF(d) == slot_ref(s)) {
            mark(w.table, index);
            return;
        }
        w.table = DESCRIPTOR_REF(d);
        w.shift -= LEVEL_BITS;
    }
}

/* Every descriptor below this table is a marked one; each table is met once. */
static void tree_check(ref_t table, word_t shift)
{
    MUST(role(table) == ROLE_NONE, "a table is used twice", table, shift);
    role_set(table, ROLE_WAITING);
    for (word_t i = 0; i < 512; i++) {
        word_t d = TABLE(table)->entry[i];

        if (d == 0)
            continue;
        MUST(is_marked(table, i), "a descriptor that no capability stands for", table, i);
        if (leaf(d, shift)) {
            invariants_blocks++;
            continue;
        }
        MUST(shift > LEVEL_LAST && DESCRIPTOR_KIND(d) == DESCRIPTOR_TABLE, "a descriptor is of no kind",
             table, d);
        MUST(is(DESCRIPTOR_REF(d), CAP_PAGE_TABLE), "a descriptor leads to no table", table, d);
        tree_check(DESCRIPTOR_REF(d), shift - LEVEL_BITS);
    }
}

static void spaces(void)
{
    invariants_blocks = 0;
    for (word_t p = 0; p < ASID_POOLS; p++) {
        ref_t pool = POOLS(kernel.pools)->pool[p];

        if (pool == 0)
            continue;
        MUST(is(pool, CAP_ASID_POOL), "the kernel knows a pool that is none", p, pool);
        for (word_t i = 0; i < ASID_POOL_SPACES; i++)
            if (ASID_POOL(pool)->space[i] != 0)
                MUST(is(ASID_POOL(pool)->space[i], CAP_VSPACE), "a number means no space",
                     p * ASID_POOL_SPACES + i, pool);
    }
    for (word_t i = 0; i < invariants_caps; i++) {
        if (slot_kind(caps[i]) == CAP_FRAME)
            frame_mark(caps[i]);
        else if (slot_kind(caps[i]) == CAP_PAGE_TABLE)
            table_mark(caps[i]);
        else if (slot_kind(caps[i]) == CAP_ASID_POOL)
            MUST(POOLS(kernel.pools)->pool[slot_word(caps[i]) / ASID_POOL_SPACES] == slot_ref(caps[i]),
                 "a pool that the kernel does not know", caps[i], slot_word(caps[i]));
    }
    for (word_t i = 0; i < invariants_caps; i++)
        if (slot_kind(caps[i]) == CAP_VSPACE && vspace_root(caps[i]) != 0 &&
            role(slot_ref(caps[i])) == ROLE_NONE)
            tree_check(slot_ref(caps[i]), LEVEL_ROOT);
}

/* What the TLB knows is of a living space. */
static void translations(void)
{
    for (word_t i = 0; i < HOST_TLB; i++) {
        const struct host_translation *t = &machine.tlb[i];

        if (t->valid)
            MUST(asid_space(t->asid) == t->root, "the TLB knows a dead space", t->asid, t->root);
    }
}

/* --- all of it --- */

static void maps_clear(void)
{
    generation++;
    memset(&claimed[BOARD_RAM / 16 / 64], 0, (cells_end() - BOARD_RAM / 16) / 8);
}

struct broken invariants_check(void)
{
    found = (struct broken){0, 0, 0};
    if (setjmp(stop) != 0)
        return found;
    maps_clear();
    list_walk();
    objects_claim();
    slots();
    untypeds();
    run_queues();
    objects_check(0);
    objects_check(1);
    irqs();
    kernel_check();
    spaces();
    translations();
    return found;
}
