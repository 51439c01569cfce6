/*
 * The interrupt controller: what versions 2 and 3 have in common, and which
 * of them it is.
 */
#include "arch/aarch64/gic.h"
#include "arch/aarch64/mmu.h"
#include "arch/aarch64/registers.h"
#include "kernel/arch.h"

#define SGI_FRAME 0x10000UL /* of a redistributor: its private interrupts */

static word_t version;

/* Where the registers of this interrupt are. */
static vaddr_t bank(word_t irq)
{
    if (version == 3 && irq < GIC_PRIVATE)
        return mmu_device_address(DEVICE_GIC_SECOND) + SGI_FRAME;
    return mmu_device_address(DEVICE_GIC_DISTRIBUTOR);
}

void gic_quiet(vaddr_t base, word_t first, word_t count)
{
    for (word_t irq = first; irq < first + count; irq += 32) {
        *gic_register(base, GICD_ICENABLER + irq / 8) = 0xffffffff;
        *gic_register(base, GICD_ICPENDR + irq / 8) = 0xffffffff;
        *gic_register(base, GICD_ICACTIVER + irq / 8) = 0xffffffff;
    }
    for (word_t irq = first; irq < first + count; irq += 4)
        *gic_register(base, GICD_IPRIORITYR + irq) = GIC_PRIORITY;
}

void gic_init(const struct board *board)
{
    vaddr_t distributor = mmu_device_address(DEVICE_GIC_DISTRIBUTOR);
    vaddr_t second = mmu_device_address(DEVICE_GIC_SECOND);

    version = board->gic_version;
    mmu_device_map(DEVICE_GIC_DISTRIBUTOR, board->gic_distributor, 0x10000);
    if (version == 3) {
        mmu_device_map(DEVICE_GIC_SECOND, board->gic_second, 0x20000);
        gic3_init(distributor, second);
    } else {
        mmu_device_map(DEVICE_GIC_SECOND, board->gic_second, 0x2000);
        gic2_init(distributor, second);
    }
}

word_t arch_irq_pending(void)
{
    return FIELD_GET(REGISTER_READ("isr_el1"), 7, 1);
}

/* On return the interrupt is not signalled any more. */
void arch_irq_mask(word_t irq)
{
    *gic_register(bank(irq), GICD_ICENABLER + irq / 32 * 4) = 1U << irq % 32;
    if (version == 3)
        gic3_settle(irq);
    BARRIER("dsb sy");
    BARRIER("isb");
}

void arch_irq_unmask(word_t irq)
{
    *gic_register(bank(irq), GICD_ISENABLER + irq / 32 * 4) = 1U << irq % 32;
    BARRIER("dsb sy");
}

void arch_irq_trigger(word_t irq, word_t edge)
{
    volatile unsigned int *r = gic_register(bank(irq), GICD_ICFGR + irq / 16 * 4);
    unsigned int bit = 2U << irq % 16 * 2;

    *r = edge != 0 ? *r | bit : *r & ~bit;
    BARRIER("dsb sy");
}

void arch_irq_send(word_t irq)
{
    BARRIER("dsb ish"); /* what was written before is seen by who is told */
    if (version == 3)
        gic3_send(irq);
    else
        gic2_send(irq);
}

word_t arch_irq_take(void)
{
    word_t irq = version == 3 ? gic3_take() : gic2_take();

    return irq >= GIC_SPECIAL ? IRQ_NONE : irq;
}

void arch_irq_end(word_t irq)
{
    if (version == 3)
        gic3_end(irq);
    else
        gic2_end(irq);
}
