/*
 * The root task of `make bench`: instructions the kernel executes for each
 * operation.  Meant for QEMU with -icount shift=0,sleep=off, where one
 * instruction is one nanosecond and one tick of the counter is 16 of them.
 *
 * A duration in ticks depends on where in a tick it starts, so each is taken
 * many times from starting points all over the tick: the mean of the ticks,
 * times 16, is the number of instructions.  What the same two stamps measure
 * around a nop is taken off, so that user code counts nothing.
 */
#include "userland/lib/boot_info.h"
#include "userland/lib/console.h"
#include "userland/lib/ipc.h"
#include "userland/lib/pool.h"
#include "userland/lib/thread.h"

void task_main(vaddr_t info);

#define SAMPLES 1024UL
#define TICK 16UL /* instructions */
#define LONG_BUDGET 20000000UL
#define PAGE_ADDRESS 0x20000000UL
#define REGION_ADDRESS 0x20400000UL
#define PAGES_ADDRESS 0x20600000UL
#define THREAD_BUFFER 0x20800000UL
#define MANY_BITS 14
#define EMPTY_SLOT 12 /* SMMU: never there on this board */

static struct pool pool;
static cptr_t sched_control;
static word_t failed;
static word_t nothing; /* 16 times the mean of the stamps around a nop, all samples together */

/* --- stamps --- */

/* When a side made its last call, and when that came back. */
struct stamps {
    volatile word_t before, after;
};

static struct stamps here, there;

/* The instruction between two stamps. */
#define STAMPED(instruction, r, s)                                                              \
    do {                                                                                        \
        register word_t x0 __asm__("x0") = (r)->x[0];                                           \
        register word_t x1 __asm__("x1") = (r)->x[1];                                           \
        register word_t x2 __asm__("x2") = (r)->x[2];                                           \
        register word_t x3 __asm__("x3") = (r)->x[3];                                           \
        register word_t x4 __asm__("x4") = (r)->x[4];                                           \
        register word_t x5 __asm__("x5") = (r)->x[5];                                           \
        register word_t x6 __asm__("x6") = (r)->x[6];                                           \
        register word_t x7 __asm__("x7") = (r)->x[7];                                           \
        register word_t x8 __asm__("x8") = (r)->x[8];                                           \
        __asm__ volatile("mrs x9, cntvct_el0\n\tstr x9, [%9]\n\t" instruction                   \
                         "\n\tmrs x9, cntvct_el0\n\tstr x9, [%9, #8]"                           \
                         : "+r"(x0), "+r"(x1), "+r"(x2), "+r"(x3), "+r"(x4), "+r"(x5), "+r"(x6) \
                         : "r"(x7), "r"(x8), "r"(s)                                             \
                         : "x9", "memory");                                                     \
        (r)->x[0] = x0;                                                                         \
        (r)->x[1] = x1;                                                                         \
        (r)->x[2] = x2;                                                                         \
        (r)->x[3] = x3;                                                                         \
        (r)->x[4] = x4;                                                                         \
        (r)->x[5] = x5;                                                                         \
    } while (0)

/* Start somewhere else in the tick each time: a pass is three instructions, and 3 and 16 share no
 * divisor. */
static void dither(void)
{
    static word_t seed = 1;

    seed = seed * 6364136223846793005UL + 1442695040888963407UL;
    for (word_t i = seed >> 60; i > 0; i--)
        __asm__ volatile("nop");
}

static struct user_registers request(long number, cptr_t cap, word_t info, cptr_t reply)
{
    return (struct user_registers){{cap, info, 0, 0, 0, 0, reply, (word_t)number, 0}};
}

/* An invocation, ready to be made. */
static struct user_registers invocation(cptr_t object, word_t label, word_t caps, const cptr_t *cap,
                                        word_t words, const word_t *word)
{
    struct user_registers r = request(SYSCALL_CALL, object, INFO(label, caps, words), 0);

    for (word_t i = 0; i < caps; i++)
        message_set_cap(i, cap[i]);
    for (word_t i = 0; i < words; i++) {
        if (i < MESSAGE_REGISTERS)
            r.x[2 + i] = word[i];
        else
            message_set_word(i, word[i]);
    }
    return r;
}

/* Make the call; how many ticks it took. */
static word_t timed(struct user_registers r)
{
    dither();
    STAMPED("svc #0", &r, &here);
    return here.after - here.before;
}

/* The same, of an invocation that must succeed. */
static word_t timed_invocation(struct user_registers r)
{
    dither();
    STAMPED("svc #0", &r, &here);
    failed += INFO_LABEL(r.x[1]) != NO_ERROR;
    return here.after - here.before;
}

static void must(word_t good)
{
    failed += !good;
}

/* --- results --- */

/* ticks: the sum over all samples. */
static void report(const char *name, word_t ticks, word_t samples)
{
    word_t scaled = ticks * TICK * SAMPLES / samples;
    word_t value = scaled > nothing ? (scaled - nothing + SAMPLES / 2) / SAMPLES : 0;

    console_print("BENCH %-28s %10u%s\n", name, value, failed ? "  (failed)" : "");
    failed = 0;
}

static void calibrate(void)
{
    word_t ticks = 0;

    for (word_t i = 0; i < SAMPLES; i++) {
        struct user_registers r = request(SYSCALL_YIELD, 0, 0, 0);

        dither();
        STAMPED("nop", &r, &here);
        ticks += here.after - here.before;
    }
    nothing = ticks * TICK;
}

/* --- single-thread rows --- */

static void bench_null(void)
{
    word_t ticks = 0;

    for (word_t i = 0; i < SAMPLES; i++)
        ticks += timed(request(SYSCALL_NB_SEND, EMPTY_SLOT, 0, 0));
    report("null_call", ticks, SAMPLES);
    ticks = 0;
    for (word_t i = 0; i < SAMPLES; i++)
        ticks += timed(invocation(SLOT_CNODE, 0, NO_CAPS, NO_WORDS));
    report("refused_call", ticks, SAMPLES);
    ticks = 0;
    for (word_t i = 0; i < SAMPLES; i++)
        ticks += timed(request(SYSCALL_YIELD, 0, 0, 0));
    report("yield_alone", ticks, SAMPLES);
}

static struct user_registers map_request(cptr_t region, vaddr_t address)
{
    return invocation(region, LABEL_REGION_MAP, WORD_LIST(SLOT_VSPACE),
                      WORD_LIST(address, RIGHT_READ | RIGHT_WRITE, ATTRIBUTES_DATA));
}

static struct user_registers unmap_request(cptr_t region)
{
    return invocation(region, LABEL_REGION_UNMAP, NO_CAPS, NO_WORDS);
}

/* Map and unmap, each measured alone, many times. */
static void bench_map_one(const char *map_name, const char *unmap_name, cptr_t region,
                          vaddr_t address, word_t samples)
{
    word_t map = 0, unmap = 0;

    must(pool_map(&pool, region, SLOT_VSPACE, address, RIGHT_READ, ATTRIBUTES_DATA));
    must(region_unmap(region).error == NO_ERROR);
    for (word_t i = 0; i < samples; i++) {
        map += timed_invocation(map_request(region, address));
        unmap += timed_invocation(unmap_request(region));
    }
    report(map_name, map, samples);
    report(unmap_name, unmap, samples);
}

/* 1 MiB page by page: the sum of 256 calls. */
static void bench_map_pages(void)
{
    cptr_t first = pool_make_many(&pool, OBJECT_SMALL_PAGE, 0, 256);
    word_t map = 0, unmap = 0;

    must(first != 0 &&
         pool_map(&pool, first, SLOT_VSPACE, PAGES_ADDRESS, RIGHT_READ, ATTRIBUTES_DATA));
    region_unmap(first);
    for (word_t round = 0; round < 4; round++) {
        for (word_t i = 0; i < 256; i++)
            map += timed_invocation(map_request(first + i, PAGES_ADDRESS + i * PAGE_BYTES));
        for (word_t i = 0; i < 256; i++)
            unmap += timed_invocation(unmap_request(first + i));
    }
    nothing *= 256; /* each of the 256 calls has two stamps */
    report("map_1mib_256_frames", map, 4);
    report("unmap_1mib_256_frames", unmap, 4);
    nothing /= 256;
}

static void bench_map(void)
{
    cptr_t page = pool_make(&pool, OBJECT_SMALL_PAGE, 0);
    cptr_t region = pool_make(&pool, OBJECT_REGION, 20);

    bench_map_one("map_page", "unmap_page", page, PAGE_ADDRESS, SAMPLES);
    bench_map_one("map_1mib_region", "unmap_1mib_region", region, REGION_ADDRESS, 64);
    bench_map_pages();
}

static void bench_retype(void)
{
    cptr_t untyped = pool_make(&pool, OBJECT_UNTYPED, 16);
    word_t ticks = 0;

    for (word_t i = 0; i < 64; i++) {
        ticks += timed_invocation(invocation(untyped, LABEL_UNTYPED_RETYPE, WORD_LIST(SLOT_CNODE),
                                             WORD_LIST(OBJECT_ENDPOINT, 0, 0, 0, pool.next, 256)));
        must(cnode_revoke(slot_place(untyped)).error == NO_ERROR);
    }
    report("retype_256_endpoints", ticks, 64);
}

/* Copies of one endpoint, in a CNode of 2^14 slots, deleted by revoking the first. */
static void bench_revoke_many(cptr_t many, cptr_t endpoint, const char *name, word_t count)
{
    word_t rounds = count < 1000 ? 16 : 4, ticks = 0;

    for (word_t round = 0; round < rounds; round++) {
        for (word_t i = 0; i < count; i++)
            must(cnode_copy((struct place){many, i, MANY_BITS}, slot_place(endpoint), RIGHTS_ALL)
                     .error == NO_ERROR);
        ticks += timed_invocation(
            invocation(SLOT_CNODE, LABEL_CNODE_REVOKE, NO_CAPS, WORD_LIST(endpoint, WORD_BITS)));
    }
    report(name, ticks, rounds);
}

static void bench_revoke(void)
{
    cptr_t many = pool_make(&pool, OBJECT_CNODE, MANY_BITS);
    cptr_t endpoint = pool_make(&pool, OBJECT_ENDPOINT, 0);

    must(many != 0 && endpoint != 0);
    bench_revoke_many(many, endpoint, "revoke_10", 10);
    bench_revoke_many(many, endpoint, "revoke_100", 100);
    bench_revoke_many(many, endpoint, "revoke_1000", 1000);
    bench_revoke_many(many, endpoint, "revoke_10000", 10000);
}

/* --- two-thread rows --- */

static char stack[4096] __attribute__((aligned(16)));
static cptr_t endpoint, notification, reply, faults, tcb, sched_context;

/* Answer for ever with the message that came, empty. */
static void server(word_t words)
{
    struct user_registers r = request(SYSCALL_RECV, endpoint, 0, reply);

    STAMPED("svc #0", &r, &there);
    for (;;) {
        r.x[0] = endpoint;
        r.x[1] = INFO(0, 0, words);
        r.x[6] = reply;
        r.x[7] = (word_t)(long)SYSCALL_REPLY_RECV;
        STAMPED("svc #0", &r, &there);
    }
}

/* Run what is no instruction, for ever; the handler sets us behind it. */
static void faulter(word_t unused)
{
    struct user_registers r = request(SYSCALL_YIELD, unused, 0, 0);

    for (;;)
        STAMPED("udf #0", &r, &there);
}

static void thread_make(void)
{
    cptr_t buffer = pool_make(&pool, OBJECT_SMALL_PAGE, 0);

    endpoint = pool_make(&pool, OBJECT_ENDPOINT, 0);
    faults = pool_make(&pool, OBJECT_ENDPOINT, 0);
    reply = pool_make(&pool, OBJECT_REPLY, 0);
    tcb = pool_make(&pool, OBJECT_TCB, 0);
    sched_context = pool_make(&pool, OBJECT_SCHED_CONTEXT, 8);
    must(pool_map(&pool, buffer, SLOT_VSPACE, THREAD_BUFFER, RIGHT_READ | RIGHT_WRITE,
                  ATTRIBUTES_DATA));
    must(sched_control_configure(sched_control, sched_context, LONG_BUDGET, LONG_BUDGET, 0, 0, 0)
             .error == NO_ERROR);
    must(tcb_configure(tcb, SLOT_CNODE, 0, SLOT_VSPACE, buffer, THREAD_BUFFER).error == NO_ERROR);
    must(tcb_set_sched_params(tcb, SLOT_TCB, 255, 255, 0, faults).error == NO_ERROR);
}

static void thread_run(void (*function)(word_t), word_t argument)
{
    must(thread_start(tcb, function, argument, stack + sizeof stack, THREAD_BUFFER).error ==
         NO_ERROR);
}

/* There and back, with `words` words each way; the server lives on the caller's time. */
static void bench_call(const char *call_name, const char *reply_name, word_t words)
{
    word_t call = 0, answer = 0;

    must(sched_context_bind(sched_context, tcb).error == NO_ERROR);
    thread_run(server, words);
    for (word_t i = 0; i < SAMPLES + 2; i++) {
        struct user_registers r = request(SYSCALL_CALL, endpoint, INFO(0, 0, words), 0);

        dither();
        STAMPED("svc #0", &r, &here);
        if (i >= 2) {
            call += there.after - here.before;
            answer += here.after - there.before;
        } else if (i == 0) {
            /* It had time of its own only to come to its first receive. */
            must(sched_context_unbind(sched_context).error == NO_ERROR);
        }
    }
    report(call_name, call, SAMPLES);
    report(reply_name, answer, SAMPLES);
    tcb_suspend(tcb);
}

/* Receive for ever, of higher priority than who wakes us. */
static void waiter(word_t cap)
{
    for (;;) {
        struct user_registers r = request(SYSCALL_RECV, cap, 0, reply);

        STAMPED("svc #0", &r, &there);
    }
}

/* From the call here to where it wakes the waiter. */
static void bench_wake(const char *name, cptr_t cap)
{
    word_t ticks = 0;

    thread_run(waiter, cap);
    for (word_t i = 0; i < SAMPLES; i++) {
        timed(request(SYSCALL_SEND, cap, 0, 0));
        ticks += there.after - here.before;
    }
    tcb_suspend(tcb);
    report(name, ticks, SAMPLES);
}

/* As upstream's benchmark does it: who waits is never let run, so all but the first find nobody waiting. */
static void bench_signal_lower(void)
{
    word_t ticks = 0;

    for (word_t i = 0; i < SAMPLES; i++)
        ticks += timed(request(SYSCALL_SEND, notification, 0, 0));
    report("signal_lower", ticks, SAMPLES);
}

static void yielder(word_t unused)
{
    for (;;) {
        struct user_registers r = request(SYSCALL_YIELD, unused, 0, 0);

        STAMPED("svc #0", &r, &there);
    }
}

/* To the other thread of this priority, and it comes back. */
static void bench_yield(void)
{
    word_t ticks = 0;

    thread_run(yielder, 0);
    timed(request(SYSCALL_YIELD, 0, 0, 0));
    for (word_t i = 0; i < SAMPLES; i++) {
        timed(request(SYSCALL_YIELD, 0, 0, 0));
        ticks += there.after - here.before;
    }
    tcb_suspend(tcb);
    report("yield_to_another", ticks, SAMPLES);
}

/* The driver of a device that asks as soon as it is told to, and not again until then. */
static void driver(word_t irq_handler)
{
    for (;;) {
        struct user_registers r = request(SYSCALL_RECV, notification, 0, reply);

        STAMPED("svc #0", &r, &there);
        console_interrupt(0);
        irq_handler_ack(irq_handler);
    }
}

/* From the store that makes the device ask, the last instruction of who is interrupted, to the driver's first. */
static void bench_interrupt(void)
{
    cptr_t irq_handler = pool.next++;
    word_t ticks = 0;

    must(irq_control_get(SLOT_IRQ_CONTROL, console_irq(), slot_place(irq_handler)).error == NO_ERROR);
    must(irq_handler_set(irq_handler, notification).error == NO_ERROR);
    thread_run(driver, irq_handler);
    for (word_t i = 0; i < SAMPLES; i++) {
        struct console_store ask = console_interrupt_store();
        struct user_registers r = {{ask.at, ask.value}};

        dither();
        STAMPED("str w1, [x0]", &r, &here);
        ticks += there.after - here.before;
    }
    tcb_suspend(tcb);
    report("interrupt_to_user", ticks, SAMPLES);
}

/* Two threads, each on a context of its own; the other is of higher priority, or of the same. */
static void bench_wakes(void)
{
    notification = pool_make(&pool, OBJECT_NOTIFICATION, 0);
    must(sched_context_bind(sched_context, tcb).error == NO_ERROR);
    bench_yield();
    must(tcb_set_priority(SLOT_TCB, SLOT_TCB, 254).error == NO_ERROR);
    bench_wake("send_to_higher", endpoint);
    bench_wake("signal_higher", notification);
    bench_interrupt();
    bench_signal_lower();
    must(tcb_set_priority(SLOT_TCB, SLOT_TCB, 255).error == NO_ERROR);
    must(sched_context_unbind(sched_context).error == NO_ERROR);
}

/* A fault comes here as a message; the answer is the pc to go on from. */
static void bench_fault(void)
{
    word_t fault = 0, answer = 0;
    struct user_registers r = request(SYSCALL_RECV, faults, 0, reply);

    must(sched_context_bind(sched_context, tcb).error == NO_ERROR);
    thread_run(faulter, 0);
    STAMPED("svc #0", &r, &here);
    for (word_t i = 0; i < SAMPLES; i++) {
        must(INFO_LABEL(r.x[1]) == USER_EXCEPTION);
        r = (struct user_registers){{faults, INFO(0, 0, 1), r.x[2] + 4, 0, 0, 0, reply,
                                     (word_t)(long)SYSCALL_REPLY_RECV, 0}};
        dither();
        STAMPED("svc #0", &r, &here);
        answer += there.after - here.before;
        fault += here.after - there.before;
    }
    tcb_suspend(tcb);
    report("fault_to_handler", fault, SAMPLES);
    report("handler_to_faulter", answer, SAMPLES);
}

static word_t ticks_now(void)
{
    word_t ticks;

    __asm__ volatile("mrs %0, cntvct_el0" : "=r"(ticks));
    return ticks;
}

void task_main(vaddr_t info)
{
    word_t boot = ticks_now(); /* the counter starts with the machine */

    pool = (struct pool){.untyped = boot_info_biggest(info, WORD_BITS).cap,
                         .next = boot_info_word(info, BOOT_EMPTY),
                         .end = boot_info_word(info, BOOT_EMPTY + 8)};
    sched_control = boot_info_word(info, BOOT_SCHED_CONTROL);
    if (!console_open(&pool, info))
        for (;;)
            tcb_suspend(SLOT_TCB);
    /* No tick of the scheduler falls into a sample. */
    must(sched_control_configure(sched_control, SLOT_SCHED_CONTEXT, LONG_BUDGET, LONG_BUDGET, 0, 0,
                                 0)
             .error == NO_ERROR);
    report("boot_to_first_user", boot, 1); /* within a tick: it happens once */
    calibrate();
    bench_null();
    thread_make();
    bench_call("call", "reply_receive", 0);
    bench_call("call_10_words", "reply_receive_10_words", 10);
    bench_wakes();
    bench_fault();
    bench_map();
    bench_retype();
    bench_revoke();
    console_text("tenon: exit 0\n");
    for (;;)
        tcb_suspend(SLOT_TCB);
}
