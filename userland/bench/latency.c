/*
 * The second root task of `make bench`: how long the kernel may keep an interrupt
 * waiting, in instructions, while a program makes it do the most work it can.
 * Meant for QEMU with -icount shift=0,sleep=off (see main.c).
 *
 * A watcher of the highest priority is due at the end of each of its periods,
 * exactly, and notes how late it runs.  Below it the worst calls are made,
 * again and again, so that periods end anywhere in them.  What is reported is
 * the latest that the watcher ever was; the row `do nothing` is what it takes
 * to wake it.
 */
#include "userland/lib/boot_info.h"
#include "userland/lib/console.h"
#include "userland/lib/ipc.h"
#include "userland/lib/pool.h"
#include "userland/lib/thread.h"

void task_main(vaddr_t info);

#define TICK 16UL /* instructions */
#define LONG_BUDGET 2000000000UL
#define PERIOD 300UL /* microseconds */
#define BUDGET 100UL
#define ROUNDS 256UL
#define MANY 10000UL
#define MANY_BITS 14UL
#define CONTEXTS 1000UL
#define CONTEXT_PERIOD 100000UL
#define OWN_PRIORITY 100UL
#define REGION_ADDRESS 0x20000000UL
#define SCRATCH_BITS 22UL

static struct pool pool;
static cptr_t sched_control;
static cptr_t scratch; /* an untyped that is revoked again and again */
static cptr_t many;    /* a CNode for objects in great number */
static cptr_t hand;    /* a slot for one of them at a time */
static word_t failed;

static void must(word_t good)
{
    failed += !good;
}

static word_t ticks_now(void)
{
    word_t ticks;

    __asm__ volatile("isb\n\tmrs %0, cntvct_el0" : "=r"(ticks)::"memory");
    return ticks;
}

static word_t ticks_hertz(void)
{
    word_t hertz;

    __asm__ volatile("mrs %0, cntfrq_el0" : "=r"(hertz));
    return hertz;
}

static struct place in_many(word_t i)
{
    return (struct place){many, i, MANY_BITS};
}

static cptr_t thread_make(word_t priority)
{
    cptr_t tcb = pool_make(&pool, OBJECT_TCB, 0);

    must(tcb != 0 && tcb_configure(tcb, SLOT_CNODE, 0, SLOT_VSPACE, 0, 0).error == NO_ERROR);
    must(tcb_set_priority(tcb, SLOT_TCB, priority).error == NO_ERROR);
    return tcb;
}

/* --- the watcher --- */

static struct {
    volatile word_t before, late, wakes;
} watch;

static char watch_stack[1024] __attribute__((aligned(16)));

/* Some time, another each time: else a long call would be cut at the same places in every period. */
static void dither(void)
{
    static word_t seed = 1;

    seed = seed * 6364136223846793005UL + 1442695040888963407UL;
    for (word_t i = seed >> 50; i > 0; i--)
        __asm__ volatile("nop");
}

/* A period begins when the thread is dispatched, so what is between two wakes and is no period, is late. */
static void watcher(word_t period)
{
    for (;;) {
        word_t now;

        dither();
        thread_yield();
        now = ticks_now();
        if (watch.wakes > 0 && now - watch.before > watch.late + period)
            watch.late = now - watch.before - period;
        watch.before = now;
        watch.wakes++;
    }
}

static void watch_for(word_t wakes)
{
    word_t end = watch.wakes + wakes;

    while (watch.wakes < end)
        ;
}

static void watch_start(void)
{
    cptr_t tcb = thread_make(255);
    cptr_t context = pool_make(&pool, OBJECT_SCHED_CONTEXT, 8);

    must(sched_control_configure(sched_control, context, BUDGET, PERIOD, 0, 0, 0).error == NO_ERROR);
    must(sched_context_bind(context, tcb).error == NO_ERROR);
    must(thread_start(tcb, watcher, ticks_hertz() / 1000000 * PERIOD, watch_stack + sizeof watch_stack, 0)
             .error == NO_ERROR);
    watch_for(2);
}

/* What was late at the very end of a row is noted two wakes later. */
static void row(const char *name)
{
    watch_for(2);
    console_print("LATE %-36s %10u%s\n", name, watch.late * TICK, failed ? "  (failed)" : "");
    failed = 0;
    watch_for(2);
    watch.late = 0;
}

/* --- memory --- */

static void big_retype(cptr_t untyped, word_t type, word_t bits)
{
    must(untyped_retype(untyped, type, bits, (struct place){SLOT_CNODE, 0, 0}, hand, 1).error == NO_ERROR);
}

static void big_revoke(cptr_t untyped)
{
    must(cnode_revoke(slot_place(untyped)).error == NO_ERROR);
}

static void rows_of_memory(cptr_t untyped, word_t bits)
{
    big_retype(untyped, OBJECT_REGION, bits);
    row("clear memory for the biggest Region");
    big_revoke(untyped);
    row("delete it");
    big_retype(untyped, OBJECT_CNODE, bits - 5);
    row("make the biggest CNode");
    big_revoke(untyped);
    row("delete it, empty");
}

/* 256 objects at once, and their end. */
static void row_retype(const char *name, word_t type, word_t size)
{
    for (word_t i = 0; i < ROUNDS; i++) {
        must(untyped_retype(scratch, type, size, (struct place){many, 0, 0}, 0, 256).error == NO_ERROR);
        big_revoke(scratch);
    }
    row(name);
}

/* --- capabilities --- */

static void rows_of_capabilities(void)
{
    cptr_t endpoint = pool_make(&pool, OBJECT_ENDPOINT, 0);

    for (word_t i = 0; i < MANY; i++)
        must(cnode_copy(in_many(i), slot_place(endpoint), RIGHTS_ALL).error == NO_ERROR);
    row("copy a capability 10,000 times");
    must(cnode_revoke(slot_place(endpoint)).error == NO_ERROR);
    row("revoke 10,000 copies");

    must(untyped_retype(scratch, OBJECT_CNODE, MANY_BITS, (struct place){SLOT_CNODE, 0, 0}, hand, 1).error ==
         NO_ERROR);
    for (word_t i = 0; i < BIT(MANY_BITS); i++)
        must(cnode_copy((struct place){hand, i, MANY_BITS}, slot_place(endpoint), RIGHTS_ALL).error == NO_ERROR);
    row("fill a CNode of 2^14 slots");
    big_revoke(scratch);
    row("delete the full CNode");
}

/* --- spaces --- */

static void rows_of_spaces(void)
{
    cptr_t region = pool_make(&pool, OBJECT_REGION, 20);

    must(pool_map(&pool, region, SLOT_VSPACE, REGION_ADDRESS, RIGHT_READ, ATTRIBUTES_DATA));
    for (word_t i = 0; i < ROUNDS; i++) {
        must(region_unmap(region).error == NO_ERROR);
        must(region_map(region, SLOT_VSPACE, REGION_ADDRESS, RIGHT_READ, ATTRIBUTES_DATA).error == NO_ERROR);
    }
    row("map and unmap 256 pages as a Region");
    for (word_t i = 0; i < ROUNDS; i++)
        must(region_clean_invalidate(region, 0, BIT(20)).error == NO_ERROR);
    row("clean 1 MiB");
}

/* --- threads --- */

/* What every waiter does for ever. */
void sleeper(void);
__asm__(".text\n.global sleeper\nsleeper:\n\tsvc #0\n\tb sleeper\n");

static void sleeper_start(cptr_t tcb, long call, cptr_t cap)
{
    word_t context[CONTEXT_WORDS] = {0};

    must(tcb_configure(tcb, SLOT_CNODE, 0, SLOT_VSPACE, 0, 0).error == NO_ERROR);
    must(tcb_set_priority(tcb, SLOT_TCB, OWN_PRIORITY + 1).error == NO_ERROR);
    context[CONTEXT_PC] = (vaddr_t)sleeper;
    context[CONTEXT_X0] = cap;
    context[CONTEXT_X0 + 7] = (word_t)call;
    must(tcb_write_registers(tcb, 1, CONTEXT_WORDS, context).error == NO_ERROR);
}

/* Object i of the many comes to hand, and goes back. */
static void pick(word_t i)
{
    must(cnode_move(slot_place(hand), in_many(i)).error == NO_ERROR);
}

static void put(word_t i)
{
    must(cnode_move(in_many(i), slot_place(hand)).error == NO_ERROR);
}

static void many_make(cptr_t untyped, word_t type, word_t size, word_t first, word_t count)
{
    for (word_t i = 0; i < count; i += 250)
        must(untyped_retype(untyped, type, size, (struct place){many, 0, 0}, first + i, 250).error == NO_ERROR);
}

/* Each waiter runs on the one context until it waits. */
static void waiters_wait(cptr_t context)
{
    for (word_t i = 0; i < MANY; i++) {
        pick(i);
        must(sched_context_bind(context, hand).error == NO_ERROR);
        must(sched_context_unbind(context).error == NO_ERROR);
        put(i);
    }
}

static void rows_of_waiters(cptr_t untyped)
{
    cptr_t context = pool_make(&pool, OBJECT_SCHED_CONTEXT, 8);
    cptr_t endpoint = pool_make(&pool, OBJECT_ENDPOINT, 0);
    cptr_t badged = pool_mint(&pool, endpoint, RIGHTS_ALL, 7);

    must(sched_control_configure(sched_control, context, LONG_BUDGET, LONG_BUDGET, 0, 0, 0).error == NO_ERROR);
    many_make(untyped, OBJECT_TCB, 0, 0, MANY);
    for (word_t i = 0; i < MANY; i++) {
        pick(i);
        sleeper_start(hand, SYSCALL_SEND, badged);
        put(i);
    }
    waiters_wait(context);
    row("let 10,000 threads come to wait");
    for (word_t i = 0; i < ROUNDS; i++) {
        pick(MANY - 1);
        must(tcb_set_priority(hand, SLOT_TCB, OWN_PRIORITY + 2).error == NO_ERROR);
        must(tcb_set_priority(hand, SLOT_TCB, OWN_PRIORITY).error == NO_ERROR);
        put(MANY - 1);
    }
    row("move one of them to the front");
    must(cnode_cancel_badged_sends(slot_place(badged)).error == NO_ERROR);
    row("cancel their 10,000 sends");
    waiters_wait(context);
    must(cnode_delete(slot_place(badged)).error == NO_ERROR);
    watch.late = 0;
    must(cnode_delete(slot_place(endpoint)).error == NO_ERROR);
    row("delete the endpoint they wait at");
    big_revoke(untyped);
    row("delete the 10,000 threads");
}

/* Threads that run a moment in each period, each on a context of its own. */
static void row_of_contexts(cptr_t untyped)
{
    cptr_t context = pool.next++;

    many_make(untyped, OBJECT_TCB, 0, 0, CONTEXTS);
    many_make(untyped, OBJECT_SCHED_CONTEXT, 8, CONTEXTS, CONTEXTS);
    for (word_t i = 0; i < CONTEXTS; i++) {
        pick(i);
        must(cnode_move(slot_place(context), in_many(CONTEXTS + i)).error == NO_ERROR);
        must(sched_control_configure(sched_control, context, BUDGET, CONTEXT_PERIOD, 0, 0, 0).error == NO_ERROR);
        must(sched_context_bind(context, hand).error == NO_ERROR);
        sleeper_start(hand, SYSCALL_YIELD, 0);
        must(cnode_move(in_many(CONTEXTS + i), slot_place(context)).error == NO_ERROR);
        put(i);
    }
    watch_for(1000);
    row("run 1,000 threads with periods");
    big_revoke(untyped);
    row("delete the 1,000 threads");
}

void task_main(vaddr_t info)
{
    struct boot_untyped first = boot_info_biggest(info, 31), second = boot_info_biggest(info, first.bits);

    pool = (struct pool){.untyped = second.cap,
                         .next = boot_info_word(info, BOOT_EMPTY),
                         .end = boot_info_word(info, BOOT_EMPTY + 8)};
    sched_control = boot_info_word(info, BOOT_SCHED_CONTROL);
    if (!console_open(&pool, info))
        for (;;)
            tcb_suspend(SLOT_TCB);
    hand = pool.next++;
    scratch = pool_make(&pool, OBJECT_UNTYPED, SCRATCH_BITS);
    many = pool_make(&pool, OBJECT_CNODE, MANY_BITS);
    must(sched_control_configure(sched_control, SLOT_SCHED_CONTEXT, LONG_BUDGET, LONG_BUDGET, 0, 0, 0).error ==
         NO_ERROR);
    must(tcb_set_priority(SLOT_TCB, SLOT_TCB, OWN_PRIORITY).error == NO_ERROR);
    console_print("biggest piece of memory: 2^%u bytes\n", first.bits);

    watch_start();
    row("start the watcher");
    watch_for(ROUNDS);
    row("do nothing");
    rows_of_memory(first.cap, first.bits);
    row_retype("make and revoke 256 endpoints", OBJECT_ENDPOINT, 0);
    row_retype("make and revoke 256 threads", OBJECT_TCB, 0);
    row_retype("make and revoke 256 page tables", OBJECT_PAGE_TABLE, 0);
    rows_of_capabilities();
    rows_of_spaces();
    rows_of_waiters(first.cap);
    row_of_contexts(first.cap);
    console_text("tenon: exit 0\n");
    for (;;)
        tcb_suspend(SLOT_TCB);
}
