/*
 * All that the kernel may ask of a CPU and its interrupt controller.  One
 * implementation a folder under arch/; each contract stands in the trusted
 * ledger (spec/trusted.acsl) with the reason it is believed.
 */
#ifndef TENON_KERNEL_ARCH_H
#define TENON_KERNEL_ARCH_H

#include "kernel/kernel.h"
#include "spec/time.acsl"

/* --- translation (Arm ARM D8) --- */

/* Translate user addresses by this table and address space number from now on; table 0: by none. */
/*@ assigns \nothing; */
void arch_space_use(ref_t table, word_t asid);

/* Make new descriptors, that were invalid before, visible to the table walker (DSB ISHST, ISB). */
/*@ assigns \nothing; */
void arch_table_publish(void);

/* Forget translations of count blocks of 2^bits bytes from vaddr on in asid; done on return. */
/*@ assigns \nothing; */
void arch_tlb_invalidate(word_t asid, vaddr_t vaddr, word_t count, word_t bits);

/* Forget every translation of asid, tables included; done on return. */
/*@ assigns \nothing; */
void arch_tlb_invalidate_space(word_t asid);

/* --- caches: count bytes from a physical address in RAM --- */

/*@ assigns \nothing; */
void arch_cache_clean(paddr_t from, word_t bytes);
/*@ assigns \nothing; */
void arch_cache_invalidate(paddr_t from, word_t bytes);
/*@ assigns \nothing; */
void arch_cache_clean_invalidate(paddr_t from, word_t bytes);
/* Make instructions written there visible to instruction fetch. */
/*@ assigns \nothing; */
void arch_cache_unify(paddr_t from, word_t bytes);

/* --- time: ticks of the generic timer --- */

/* It only counts up: no less than what was read before. */
/*@ assigns        \nothing;
    ensures later: \result >= kernel.charged; */
word_t arch_time_now(void);
/* Raise the timer interrupt at this time, or at once where it has passed. */
/*@ assigns     alarm;
    ensures is: alarm == time; */
void arch_time_alarm(word_t time);
/*@ assigns \nothing;
    ensures some: 1000 <= \result <= 4000000000; */
word_t arch_time_hertz(void);

/* --- interrupts --- */

#define IRQ_NONE WORD_MAX

/* 1 if an interrupt waits to be taken. */
/*@ assigns \nothing;
    ensures bit: \result <= 1; */
word_t arch_irq_pending(void);
/*@ assigns \nothing; */
void arch_irq_mask(word_t irq);
/*@ assigns \nothing; */
void arch_irq_unmask(word_t irq);
/* 1: by edge, 0: by level. */
/*@ assigns \nothing; */
void arch_irq_trigger(word_t irq, word_t edge);
/* Raise software interrupt irq (0 to 15) on this core. */
/*@ assigns \nothing; */
void arch_irq_send(word_t irq);
/* Take the pending interrupt of highest priority: its number, or IRQ_NONE if it went away. */
/*@ assigns \nothing; */
word_t arch_irq_take(void);
/* End the handling of a taken interrupt. */
/*@ assigns \nothing; */
void arch_irq_end(word_t irq);

/* --- floating point --- */

/* Save the registers into thread `from` and load those of `to`; 0: none. Access is on afterwards. */
/*@ assigns       phys[..];
    ensures only: \forall integer c; 0 <= c < PHYS_CELLS && (from == 0 || !(from + TCB_BONDS + 1 < c < from + TCB_LINK)) ==>
        CellSame{Pre,Post}(c); */
void arch_fpu_switch(ref_t from, ref_t to);
/* Trap the next use. */
/*@ assigns \nothing; */
void arch_fpu_disable(void);

/* --- the console: at boot, and for the debug calls --- */

/*@ assigns \nothing; */
void arch_console_put(word_t c);

/* Stop for good: bad boot input, or a debug call.  The exit status of the machine, where it has one, is 1. */
/*@ assigns \nothing;
    ensures never: \false; */
void arch_halt(void);

#endif
