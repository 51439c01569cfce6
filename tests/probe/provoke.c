/*
 * Linked instead of kernel/debug_none.c (DEBUG=probe): a kernel that does to
 * itself, when a program asks, what it never does.  Each must end in a trap
 * where the core has one, and then the machine stops: one attempt a boot.
 */
#include "arch/aarch64/console.h"
#include "arch/aarch64/layout.h"
#include "arch/aarch64/registers.h"
#include "kernel/debug.h"
#include "kernel/fault.h"
#include "userland/probe/attempts.h"

#define IMAGE_PHYSICAL 0x40080000UL /* on QEMU virt */
#define ADDRESS_BITS 48
#define STACK_LOOKED_AT 16

extern unsigned char image_start[], stack_guard[];

static const word_t constant[1] = {1};
static word_t data[1] = {0xd65f03c0}; /* RET, but data */

static word_t load(vaddr_t address)
{
    word_t w;

    __asm__ volatile("ldr %0, [%1]" : "=r"(w) : "r"(address) : "memory");
    return w;
}

static word_t store(vaddr_t address, word_t w)
{
    __asm__ volatile("str %0, [%1]" : : "r"(w), "r"(address) : "memory");
    return 0;
}

static word_t call(vaddr_t address)
{
    __asm__ volatile("blr %0" : : "r"(address) : "x30", "memory");
    return 0;
}

/* Behind the label is no BTI. */
static word_t jump(void)
{
    vaddr_t at;

    __asm__ volatile("b 2f\n1: ret\n2: adr %0, 1b" : "=r"(at));
    return call(at);
}

__attribute__((used, noinline)) static void stolen(void)
{
    console_refuse("a return address was replaced and nobody saw it");
}

/* Look for our own return address on the stack, and replace it. */
__attribute__((noinline, noclone)) static word_t overrun(vaddr_t to)
{
    volatile word_t *at;
    word_t mine = FIELD_GET((vaddr_t)__builtin_return_address(0), 0, ADDRESS_BITS);

    __asm__ volatile("mov %0, sp" : "=r"(at) : : "memory", "x30");
    for (word_t i = 0; i < STACK_LOOKED_AT; i++)
        if (FIELD_GET(at[i], 0, ADDRESS_BITS) == mine)
            at[i] = to;
    return 0;
}

static word_t attempt(word_t which, vaddr_t at)
{
    switch (which) {
    case ATTEMPT_READ_USER:
        return load(at);
    case ATTEMPT_WRITE_USER:
        return store(at, 0);
    case ATTEMPT_FETCH_USER:
        return call(at);
    case ATTEMPT_WRITE_CODE:
        return store((vaddr_t)image_start, 0);
    case ATTEMPT_WRITE_CONSTANT:
        return store((vaddr_t)constant, 0);
    case ATTEMPT_WRITE_ALIAS:
        return store((vaddr_t)phys + IMAGE_PHYSICAL, 0);
    case ATTEMPT_FETCH_DATA:
        return call((vaddr_t)data);
    case ATTEMPT_OVERFLOW:
        return store((vaddr_t)stack_guard + PAGE - 8, 0);
    case ATTEMPT_JUMP:
        return jump();
    case ATTEMPT_RETURN:
        return overrun((vaddr_t)&stolen);
    case ATTEMPT_SSBS:
        return REGISTER_READ("S3_3_C4_C2_6");
    }
    return 0;
}

void debug_serve(long number)
{
    word_t *regs = TCB(kernel.current)->regs;

    if (number == ATTEMPT_CALL)
        regs[REG_X0] = attempt(regs[REG_X0], regs[REG_X0 + 2]);
    else
        fault_unknown_syscall(kernel.current);
}
