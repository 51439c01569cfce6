/*
 * What stops a program: a root task whose second thread tries what must not
 * work, one thing after the other, and prints for each what came of it, as the
 * core said it (the syndrome, Arm ARM D19.2.37).  What is right depends on the
 * core; tests/probe/run.sh knows it from docs/cores.md.
 *
 * With a bootarg that names one of the kernel's own attempts, that one is made
 * instead, by a call that only the kernel of DEBUG=probe has.
 */
#include "userland/lib/boot_info.h"
#include "userland/lib/console.h"
#include "userland/lib/ipc.h"
#include "userland/lib/text.h"
#include "userland/lib/thread.h"
#include "userland/probe/attempts.h"

void task_main(vaddr_t info);

#define SLOTS 64
#define BUFFER_ADDRESS 0x20000000UL
#define BADGE_DONE 1
#define BADGE_FAULT 2

/* Kernel addresses on QEMU virt: its code, memory by its map of all (this page is RAM), and nothing at all. */
#define KERNEL_CODE 0xffff007fc0080000UL
#define KERNEL_MEMORY 0xffff008044000000UL
#define KERNEL_NOTHING 0xffffff0000000000UL

static struct pool pool;
static cptr_t tcb, endpoint, reply, done;
static char stack[4096] __attribute__((aligned(16)));
static word_t data[2] = {0xd65f03c0, 0}; /* RET, but data */

/* --- what is tried: each returns what it learned --- */

static word_t read_kernel_code(void) { return user_load(KERNEL_CODE); }
static word_t read_kernel_memory(void) { return user_load(KERNEL_MEMORY); }
static word_t read_kernel_nothing(void) { return user_load(KERNEL_NOTHING); }

static word_t write_kernel_code(void)
{
    user_store(KERNEL_CODE, 0);
    return 0;
}

static word_t fetch_kernel_code(void)
{
    user_fetch(KERNEL_CODE);
    return 0;
}

static word_t write_own_code(void)
{
    user_store((vaddr_t)&task_main & ~7UL, 0);
    return 0;
}

static word_t fetch_own_data(void)
{
    user_fetch((vaddr_t)data);
    return 0;
}

/* Have an address of the kernel signed by key A (PACIA1716): 0 if it stays as it was. */
static word_t sign_address(void)
{
    register word_t address __asm__("x17") = KERNEL_CODE;
    register word_t context __asm__("x16") = 0x1234;

    __asm__ volatile("hint #8" : "+r"(address) : "r"(context));
    return address ^ KERNEL_CODE;
}

/* May loads pass stores in this thread?  PSTATE.SSBS. */
static word_t read_ssbs(void)
{
    word_t state;

    __asm__ volatile("mrs %0, S3_3_C4_C2_6" : "=r"(state));
    return state;
}

static const struct attempt {
    const char *name;
    word_t (*run)(void);
} attempts[] = {
    {"read-kernel-code", read_kernel_code},
    {"read-kernel-memory", read_kernel_memory},
    {"read-kernel-nothing", read_kernel_nothing},
    {"write-kernel-code", write_kernel_code},
    {"fetch-kernel-code", fetch_kernel_code},
    {"write-own-code", write_own_code},
    {"fetch-own-data", fetch_own_data},
    {"sign-address", sign_address},
    {"read-ssbs", read_ssbs},
};

/* --- the thread that tries --- */

static void thread(word_t which)
{
    endpoint_call(done, LETTER(0, attempts[which].run()));
    for (;;)
        thread_yield();
}

static word_t thread_make(vaddr_t info)
{
    cptr_t buffer = pool_make(&pool, OBJECT_SMALL_PAGE, 0);
    cptr_t sched_context = pool_make(&pool, OBJECT_SCHED_CONTEXT, 8);
    cptr_t control = boot_info_word(info, BOOT_SCHED_CONTROL), fault;

    endpoint = pool_make(&pool, OBJECT_ENDPOINT, 0);
    reply = pool_make(&pool, OBJECT_REPLY, 0);
    tcb = pool_make(&pool, OBJECT_TCB, 0);
    done = pool_mint(&pool, endpoint, RIGHTS_ALL, BADGE_DONE);
    fault = pool_mint(&pool, endpoint, RIGHTS_ALL, BADGE_FAULT);
    return pool_map(&pool, buffer, SLOT_VSPACE, BUFFER_ADDRESS, RIGHT_READ | RIGHT_WRITE, ATTRIBUTES_DATA) &&
           tcb_configure(tcb, SLOT_CNODE, 0, SLOT_VSPACE, buffer, BUFFER_ADDRESS).error == NO_ERROR &&
           sched_control_configure(control, sched_context, 10000, 10000, 0, 0, 0).error == NO_ERROR &&
           tcb_set_sched_params(tcb, SLOT_TCB, 200, 200, sched_context, fault).error == NO_ERROR;
}

static void attempt(word_t which)
{
    struct message m;

    thread_start(tcb, thread, which, stack + sizeof stack, BUFFER_ADDRESS);
    m = endpoint_receive(endpoint, reply);
    if (m.badge == BADGE_FAULT)
        console_print("probe: %s: trap %x\n", attempts[which].name, m.word[3]);
    else
        console_print("probe: %s: has %x\n", attempts[which].name, m.word[0]);
}

/* --- the kernel's own attempts --- */

static const char *const names[] = {
#define NAME(name, bootarg) bootarg,
    ATTEMPTS(NAME)
#undef NAME
};

/* They get an address of ours to try at: code for fetches, else data. */
static void provoke(word_t which)
{
    vaddr_t at = which == ATTEMPT_FETCH_USER ? (vaddr_t)&task_main : (vaddr_t)data;
    struct message m = message_exchange(ATTEMPT_CALL, which, 0, (word_t[4]){at}, 0, 0);

    console_print("probe: %s: has %x\n", names[which], m.badge);
}

void task_main(vaddr_t info)
{
    cptr_t empty = boot_info_word(info, BOOT_EMPTY);
    word_t asked = 0;

    pool = (struct pool){.untyped = boot_info_biggest(info, WORD_BITS).cap, .next = empty, .end = empty + SLOTS};
    if (!console_open(&pool, info) || !thread_make(info))
        for (;;)
            tcb_suspend(SLOT_TCB);

    for (word_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (console_argument(info, names[i])) {
            provoke(i);
            asked = 1;
        }
    for (word_t i = 0; !asked && i < sizeof attempts / sizeof attempts[0]; i++)
        attempt(i);
    console_text("tenon: exit 0\n");
}
