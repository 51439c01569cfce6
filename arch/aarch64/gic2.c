/*
 * GICv2 (Arm IHI 0048): the core's side is in memory.
 */
#include "arch/aarch64/gic.h"
#include "arch/aarch64/registers.h"

enum {
    GICC_CTLR = 0x00,
    GICC_PMR = 0x04,
    GICC_BPR = 0x08,
    GICC_IAR = 0x0c,
    GICC_EOIR = 0x10,
};

#define TO_ME (2U << 24) /* GICD_SGIR: to the core that asks */

static vaddr_t distributor, interface;

void gic2_init(vaddr_t distributor_at, vaddr_t interface_at)
{
    word_t count;

    distributor = distributor_at;
    interface = interface_at;
    *gic_register(distributor, GICD_CTLR) = 0;
    count = 32 * (FIELD_GET(*gic_register(distributor, GICD_TYPER), 0, 5) + 1);
    gic_quiet(distributor, 0, count);

    /* Targets: this core, whose mask the read-only registers of private interrupts show. */
    for (word_t irq = GIC_PRIVATE; irq < count; irq += 4)
        *gic_register(distributor, GICD_ITARGETSR + irq) = *gic_register(distributor, GICD_ITARGETSR);

    *gic_register(distributor, GICD_CTLR) = 1;
    *gic_register(interface, GICC_PMR) = GIC_PRIORITY_MASK;
    *gic_register(interface, GICC_BPR) = 0;
    *gic_register(interface, GICC_CTLR) = 1;
    BARRIER("dsb sy");
}

void gic2_send(word_t irq)
{
    *gic_register(distributor, GICD_SGIR) = TO_ME | (unsigned int)irq;
    BARRIER("dsb sy");
}

/* Bits 12:10 name the sending core: always 0 here, one core runs. */
word_t gic2_take(void)
{
    return FIELD_GET(*gic_register(interface, GICC_IAR), 0, 10);
}

void gic2_end(word_t irq)
{
    BARRIER("dsb sy");
    *gic_register(interface, GICC_EOIR) = (unsigned int)irq;
    BARRIER("dsb sy");
}
