/*
 * The interrupt controller, as this arch drives it: one core, one priority.
 * Versions 2 and 3 differ in where the core's side is, in registers of memory
 * or of the CPU; gic.c chooses at boot.
 */
#ifndef TENON_ARCH_GIC_H
#define TENON_ARCH_GIC_H

#include "kernel/dtb.h"

#define GIC_SPECIAL 1020UL /* numbers from here on are no interrupts */
#define GIC_PRIVATE 32UL   /* numbers below belong to the core */
#define GIC_PRIORITY 0xa0a0a0a0U
#define GIC_PRIORITY_MASK 0xf0UL

/* Distributor registers that both have; those of private interrupts are in the redistributor of v3. */
enum {
    GICD_CTLR = 0x000,
    GICD_TYPER = 0x004,
    GICD_IGROUPR = 0x080,
    GICD_ISENABLER = 0x100,
    GICD_ICENABLER = 0x180,
    GICD_ICPENDR = 0x280,
    GICD_ICACTIVER = 0x380,
    GICD_IPRIORITYR = 0x400,
    GICD_ITARGETSR = 0x800,
    GICD_ICFGR = 0xc00,
    GICD_SGIR = 0xf00,
};

static inline volatile unsigned int *gic_register(vaddr_t base, word_t offset)
{
    return (volatile unsigned int *)(base + offset);
}

void gic_init(const struct board *board);

void gic2_init(vaddr_t distributor, vaddr_t interface);
void gic2_send(word_t irq);
word_t gic2_take(void);
void gic2_end(word_t irq);

void gic3_init(vaddr_t distributor, vaddr_t redistributor);
void gic3_settle(word_t irq);
void gic3_send(word_t irq);
word_t gic3_take(void);
void gic3_end(word_t irq);

/* Silence the `count` interrupts whose registers are at base, from `first` on: off, idle, one priority. */
void gic_quiet(vaddr_t base, word_t first, word_t count);

#endif
