/*
 * User threads as C functions.  A thread is a coroutine; whatever it does to
 * the machine (a call, a load, a store, a fetch) is one instruction at one
 * address, so that faults, restarts and skips look as they do on hardware.
 *
 * A coroutine belongs to a TCB for as long as the TCB goes on where the
 * coroutine stands: at its instruction, or at the next.  When it is sent
 * elsewhere, a new coroutine begins there and the old one is forgotten.
 */
#include <stdio.h>
#include <stdlib.h>
#include <ucontext.h>

#include "arch/host/host.h"
#include "userland/lib/machine.h"

#define COROUTINES 128
#define STACK_BYTES 131072

/* Instructions of coroutine number n lie here; no C function does. */
#define PC_BASE 0x600000000000UL
#define PC_BYTES 16UL
#define INSTRUCTION_BYTES 4UL

#define INSTRUCTION_RETURN 0xd65f03c0UL
#define SYNDROME_UNDEFINED 0x02000000UL

struct coroutine {
    ref_t tcb;     /* 0: free */
    vaddr_t begin; /* where it began, as long as it has done nothing else; then 0 */
    vaddr_t pc;    /* of its C code: every instruction of it stands there */
    vaddr_t at;    /* where the thread stands: pc, or an address it fetches from */
    ucontext_t context;
};

static struct coroutine coroutines[COROUTINES];
static char stacks[COROUTINES][STACK_BYTES] __attribute__((aligned(16)));
static struct coroutine *running;
static word_t born;

static ucontext_t outside;
static const void *outside_stack;
static size_t outside_bytes;
static void (*root_function)(vaddr_t info);
static int exit_code;

extern char __executable_start[], __etext[];

static __attribute__((noreturn)) void give_up(const char *why)
{
    fprintf(stderr, "model: %s\n", why);
    exit(2);
}

/* --- stacks: the address sanitizer, where there is one, wants to know which is in use --- */

void __sanitizer_start_switch_fiber(void **save, const void *bottom, size_t bytes) __attribute__((weak));
void __sanitizer_finish_switch_fiber(void *save, const void **bottom, size_t *bytes) __attribute__((weak));

static void stack_leave(void **save, const void *bottom, size_t bytes)
{
    if (__sanitizer_start_switch_fiber != 0)
        __sanitizer_start_switch_fiber(save, bottom, bytes);
}

static void stack_arrive(void *save, const void **bottom, size_t *bytes)
{
    if (__sanitizer_finish_switch_fiber != 0)
        __sanitizer_finish_switch_fiber(save, bottom, bytes);
}

/* --- which coroutine goes on --- */

static word_t stands(const struct coroutine *c, vaddr_t pc)
{
    if (c->begin != 0)
        return pc == c->begin;
    return pc == c->at || pc == c->at + INSTRUCTION_BYTES || pc == c->pc + INSTRUCTION_BYTES;
}

static void begin(void);

static struct coroutine *create(ref_t tcb, vaddr_t pc)
{
    struct coroutine *c = coroutines;

    while (c < coroutines + COROUTINES && (c->tcb != 0 || c == running))
        c++;
    if (c == coroutines + COROUTINES)
        give_up("too many threads");
    c->tcb = tcb;
    c->begin = pc;
    c->pc = PC_BASE + PC_BYTES * born++;
    c->at = c->pc;
    getcontext(&c->context);
    c->context.uc_stack.ss_sp = stacks[c - coroutines];
    c->context.uc_stack.ss_size = STACK_BYTES;
    c->context.uc_link = 0;
    makecontext(&c->context, begin, 0);
    return c;
}

static struct coroutine *coroutine_of(ref_t tcb)
{
    vaddr_t pc = TCB(tcb)->next_pc;

    for (struct coroutine *c = coroutines; c < coroutines + COROUTINES; c++) {
        if (c->tcb != tcb)
            continue;
        if (stands(c, pc))
            return c;
        c->tcb = 0;
    }
    return create(tcb, pc);
}

/* Let the current thread run; returns when the thread that called this does. */
static void go_on(void)
{
    struct coroutine *from = running;
    void *save = 0;

    while (kernel.current == 0)
        if (!host_wait())
            host_exit(HOST_STUCK);
    running = coroutine_of(kernel.current);
    if (running == from)
        return;
    stack_leave(&save, stacks[running - coroutines], STACK_BYTES);
    if (from == 0)
        setcontext(&running->context);
    swapcontext(&from->context, &running->context);
    stack_arrive(save, 0, 0);
}

/* --- one instruction --- */

static word_t *registers(void)
{
    return TCB(running->tcb)->regs;
}

static vaddr_t next_pc(void)
{
    return TCB(running->tcb)->next_pc;
}

/* The thread stands at this address, which is the instruction it does next; interrupts are taken first. */
static void stand(vaddr_t at)
{
    running->begin = 0;
    running->at = at;
    TCB(running->tcb)->regs[REG_PC] = at;
    TCB(running->tcb)->next_pc = at;
    host_time_pass(machine.step);
    if (host_interrupted()) {
        host_enter_interrupt();
        go_on();
    }
}

void user_call(struct user_registers *r)
{
    word_t *regs = registers();

    for (word_t i = 0; i < 9; i++)
        regs[REG_X0 + i] = r->x[i];
    do {
        stand(running->pc);
        TCB(running->tcb)->next_pc = running->pc + INSTRUCTION_BYTES;
        host_enter_syscall();
        go_on();
    } while (next_pc() == running->pc);
    for (word_t i = 0; i < 7; i++)
        r->x[i] = registers()[REG_X0 + i];
}

/* Where this access goes, after as many faults as it takes; status not 0: a handler has skipped it. */
static struct host_place access(vaddr_t address, enum host_access kind)
{
    struct host_place place;

    if (address % sizeof(word_t) != 0)
        give_up("an access of a word that is not aligned");
    for (;;) {
        stand(running->pc);
        place = host_translate(address, kind);
        if (place.status == 0)
            return place;
        host_enter_vm_fault(address, place.status, 0);
        go_on();
        if (next_pc() != running->pc)
            return place;
    }
}

word_t user_load(vaddr_t address)
{
    struct host_place place = access(address, HOST_READ);

    return place.status == 0 ? host_read(place.paddr) : 0;
}

void user_store(vaddr_t address, word_t w)
{
    struct host_place place = access(address, HOST_WRITE);

    if (place.status == 0)
        host_write(place.paddr, w);
}

static word_t instruction_at(paddr_t at)
{
    return host_read(at / 8 * 8) >> at % 8 * 8 & 0xffffffff;
}

/* Run what lies at this address until it returns to the C code: the model knows one instruction, the return. */
static void run(vaddr_t address)
{
    for (; address != running->pc + INSTRUCTION_BYTES; address = next_pc()) {
        struct host_place place;

        stand(address);
        place = host_translate(address, HOST_FETCH);
        if (place.status != 0)
            host_enter_vm_fault(address, place.status, 1);
        else if (instruction_at(place.paddr) == INSTRUCTION_RETURN)
            TCB(running->tcb)->next_pc = registers()[REG_X30];
        else
            host_enter_user_exception(SYNDROME_UNDEFINED);
        go_on();
    }
}

void user_fetch(vaddr_t address)
{
    registers()[REG_X30] = running->pc + INSTRUCTION_BYTES;
    run(address);
}

/* 0: a handler has skipped the instruction. */
static word_t float_access(void)
{
    for (;;) {
        stand(running->pc);
        if (!machine.fpu_traps)
            return 1;
        host_enter_fpu();
        go_on();
        if (next_pc() != running->pc)
            return 0;
    }
}

word_t user_float_get(void)
{
    return float_access() ? machine.fpu[0] : 0;
}

void user_float_set(word_t w)
{
    if (float_access())
        machine.fpu[0] = w;
}

vaddr_t user_buffer(void)
{
    return registers()[REG_TPIDR];
}

/* --- where threads begin and end --- */

static word_t is_function(vaddr_t pc)
{
    return pc >= (vaddr_t)__executable_start && pc < (vaddr_t)__etext;
}

/* What the first instructions of a program do (userland/lib/aarch64/start.S). */
static void root(vaddr_t info)
{
    registers()[REG_TPIDR] = user_load(info + 32);
    root_function(info);
}

static void begin(void)
{
    vaddr_t pc = running->begin;
    word_t argument = registers()[REG_X0];
    const void *bottom = 0;
    size_t bytes = 0;

    stack_arrive(0, &bottom, &bytes);
    if (outside_bytes == 0) { /* the first coroutine comes from outside */
        outside_stack = bottom;
        outside_bytes = bytes;
    }
    if (pc == HOST_ENTRY)
        root(argument);
    else if (is_function(pc))
        ((void (*)(word_t))pc)(argument);
    else
        run(pc);
    for (;;) /* behind a thread's function lies address 0 */
        run(0);
}

int host_run(void (*function)(vaddr_t info))
{
    volatile word_t started = 0;

    root_function = function;
    running = 0;
    born = 0;
    for (struct coroutine *c = coroutines; c < coroutines + COROUTINES; c++)
        c->tcb = 0;
    getcontext(&outside);
    if (!started) {
        started = 1;
        outside_bytes = 0;
        go_on();
    }
    stack_arrive(0, 0, 0);
    return exit_code;
}

void host_exit(int code)
{
    exit_code = code;
    stack_leave(0, outside_stack, outside_bytes);
    setcontext(&outside);
    abort();
}
