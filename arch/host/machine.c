/*
 * The rest of the model CPU: time, interrupts, caches that hide nothing, a
 * console, and what hardware does around the kernel's entries.
 */
#include "arch/host/host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/arch.h"
#include "kernel/bits.h"
#include "kernel/entry.h"
#include "platform/host/board.h"

struct machine machine;
paddr_t host_ram_end;
int host_quiet;
const char *host_complaint;

/* --- complaints --- */

#define PRINTED_MOST 20 /* one broken rule is often met again */

void host_complain(const char *rule, word_t where, word_t what)
{
    host_complaint = rule;
    machine.complaints++;
    if (!host_quiet && machine.complaints <= PRINTED_MOST)
        fprintf(stderr, "model: %s: %#lx, %#lx\n", rule, where, what);
}

/* --- memory --- */

static word_t in_ram(paddr_t at)
{
    return at >= BOARD_RAM && at < host_ram_end && at % 8 == 0;
}

word_t host_read(paddr_t at)
{
    const struct cell *cell = &phys[at / 16];

    if (!in_ram(at))
        return 0;
    return at % 16 == 0 ? cell->w0 : cell->w1;
}

void host_write(paddr_t at, word_t w)
{
    struct cell *cell = &phys[at / 16];

    if (!in_ram(at))
        return;
    if (at % 16 == 0)
        cell->w0 = w;
    else
        cell->w1 = w;
}

/* The model has no caches; it only checks that what is asked for is RAM. */
static void cache_operation(paddr_t from, word_t bytes)
{
    if (from < BOARD_RAM || from > host_ram_end || bytes > host_ram_end - from)
        host_complain("a cache operation outside RAM", from, bytes);
}

void arch_cache_clean(paddr_t from, word_t bytes)
{
    cache_operation(from, bytes);
}
void arch_cache_invalidate(paddr_t from, word_t bytes)
{
    cache_operation(from, bytes);
    machine.cache_dropped += bytes;
}
void arch_cache_clean_invalidate(paddr_t from, word_t bytes)
{
    cache_operation(from, bytes);
}
void arch_cache_unify(paddr_t from, word_t bytes)
{
    cache_operation(from, bytes);
}

/* --- time --- */

word_t arch_time_now(void)
{
    return machine.time;
}
void arch_time_alarm(word_t time)
{
    machine.alarm = time;
}
word_t arch_time_hertz(void)
{
    return BOARD_HERTZ;
}

void host_time_pass(word_t ticks)
{
    machine.time += ticks;
}

/* --- interrupts: the timer's by level, all others by edge --- */

static word_t raised(word_t irq)
{
    if (irq == PLATFORM_IRQ_TIMER)
        return machine.time >= machine.alarm;
    return bit_test(machine.irq_raised[irq / 64], irq % 64);
}

/* The lowest number that is raised and enabled, or IRQ_NONE. */
static word_t first_pending(void)
{
    if (machine.irq_active != IRQ_NONE)
        return IRQ_NONE;
    for (word_t irq = 0; irq < PLATFORM_IRQS; irq++)
        if ((irq == PLATFORM_IRQ_TIMER || bit_test(machine.irq_enabled[irq / 64], irq % 64)) && raised(irq))
            return irq;
    return IRQ_NONE;
}

void host_irq_raise(word_t irq)
{
    machine.irq_raised[irq / 64] = bit_set(machine.irq_raised[irq / 64], irq % 64);
}

word_t arch_irq_pending(void)
{
    machine.irq_asked++;
    if (machine.irq_every != 0 && machine.irq_asked % machine.irq_every == 0 && machine.alarm != WORD_MAX &&
        machine.time < machine.alarm)
        machine.time = machine.alarm;
    return first_pending() != IRQ_NONE;
}

void arch_irq_mask(word_t irq)
{
    machine.irq_enabled[irq / 64] = bit_clear(machine.irq_enabled[irq / 64], irq % 64);
}

void arch_irq_unmask(word_t irq)
{
    machine.irq_enabled[irq / 64] = bit_set(machine.irq_enabled[irq / 64], irq % 64);
}

void arch_irq_trigger(word_t irq, word_t edge)
{
    (void)irq;
    (void)edge;
}

void arch_irq_send(word_t irq)
{
    if (irq > 15)
        host_complain("a software interrupt above 15", irq, 0);
    else
        host_irq_raise(irq);
}

word_t arch_irq_take(void)
{
    word_t irq = first_pending();

    if (irq == IRQ_NONE)
        return IRQ_NONE;
    machine.irq_raised[irq / 64] = bit_clear(machine.irq_raised[irq / 64], irq % 64);
    machine.irq_active = irq;
    return irq;
}

void arch_irq_end(word_t irq)
{
    if (machine.irq_active != irq)
        host_complain("an interrupt is ended that was not taken", irq, machine.irq_active);
    machine.irq_active = IRQ_NONE;
}

/* --- floating point --- */

void arch_fpu_switch(ref_t from, ref_t to)
{
    if (from != 0)
        memcpy(TCB(from)->fpu, machine.fpu, sizeof machine.fpu);
    if (to != 0)
        memcpy(machine.fpu, TCB(to)->fpu, sizeof machine.fpu);
    machine.fpu_traps = 0;
}

void arch_fpu_disable(void)
{
    machine.fpu_traps = 1;
}

/* --- console and the end --- */

static void put(char c)
{
    fputc(c, stderr);
}

void (*host_console)(char c) = put;

void arch_console_put(word_t c)
{
    if (host_console != 0)
        host_console((char)c);
}

void arch_halt(void)
{
    exit(1);
}

/* --- entries --- */

static void leave(void)
{
    if (machine.irq_active != IRQ_NONE)
        host_complain("the kernel went back to the user within an interrupt", machine.irq_active, 0);
    host_tlb_check();
}

void host_enter_syscall(void)
{
    host_time_pass(machine.step);
    entry_syscall();
    leave();
}

void host_enter_vm_fault(vaddr_t vaddr, word_t status, word_t fetch)
{
    host_time_pass(machine.step);
    entry_vm_fault(vaddr, status, fetch);
    leave();
}

void host_enter_user_exception(word_t number)
{
    host_time_pass(machine.step);
    entry_user_exception(number, 0);
    leave();
}

void host_enter_fpu(void)
{
    host_time_pass(machine.step);
    entry_fpu();
    leave();
}

void host_enter_interrupt(void)
{
    entry_interrupt();
    leave();
}

word_t host_interrupted(void)
{
    return first_pending() != IRQ_NONE;
}

word_t host_wait(void)
{
    if (!host_interrupted()) {
        if (machine.alarm == WORD_MAX)
            return 0;
        if (machine.time < machine.alarm)
            machine.time = machine.alarm;
    }
    host_enter_interrupt();
    return 1;
}
