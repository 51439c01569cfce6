/*
 * GICv3 (Arm IHI 0069): the core's side is in registers of the CPU, its
 * private interrupts in a redistributor.
 */
#include "arch/aarch64/gic.h"
#include "arch/aarch64/console.h"
#include "arch/aarch64/registers.h"

#define ICC_PMR "S3_0_C4_C6_0"
#define ICC_IAR1 "S3_0_C12_C12_0"
#define ICC_EOIR1 "S3_0_C12_C12_1"
#define ICC_BPR1 "S3_0_C12_C12_3"
#define ICC_CTLR "S3_0_C12_C12_4"
#define ICC_SRE "S3_0_C12_C12_5"
#define ICC_IGRPEN1 "S3_0_C12_C12_7"
#define ICC_SGI1R "S3_0_C12_C11_5"

enum {
    GICR_CTLR = 0x0000,
    GICR_TYPER_HIGH = 0x000c, /* affinity */
    GICR_WAKER = 0x0014,
    GICR_SGI = 0x10000,
    GICD_IROUTER = 0x6000,

    CTLR_GROUP1 = 3,      /* EnableGrp1, EnableGrp1A: whichever this security state has */
    CTLR_AFFINITY = 1 << 4,
    CTLR_WRITING = 1U << 31, /* of the distributor */
    CTLR_WRITING_PRIVATE = 1 << 3,
    WAKER_SLEEP = 1 << 1,
    WAKER_ASLEEP = 1 << 2,
};

/* A controller that is not done by then is broken. */
#define PATIENCE 1000000UL

static vaddr_t distributor, redistributor;

/* Wait until these bits of a register are 0. */
static void settle(vaddr_t base, word_t offset, unsigned int bits)
{
    for (word_t i = 0; i < PATIENCE; i++)
        if ((*gic_register(base, offset) & bits) == 0)
            return;
    console_refuse("the interrupt controller does not answer");
}

void gic3_settle(word_t irq)
{
    if (irq < GIC_PRIVATE)
        settle(redistributor, GICR_CTLR, CTLR_WRITING_PRIVATE);
    else
        settle(distributor, GICD_CTLR, CTLR_WRITING);
}

/* Affinities 3 to 0 of this core, a byte each. */
static unsigned int affinity(void)
{
    word_t mpidr = REGISTER_READ("mpidr_el1");

    return (unsigned int)(FIELD(24, FIELD_GET(mpidr, 32, 8)) | FIELD_GET(mpidr, 0, 24));
}

static void distributor_init(void)
{
    word_t count = 32 * (FIELD_GET(*gic_register(distributor, GICD_TYPER), 0, 5) + 1);

    *gic_register(distributor, GICD_CTLR) = 0;
    settle(distributor, GICD_CTLR, CTLR_WRITING);
    *gic_register(distributor, GICD_CTLR) = CTLR_AFFINITY;
    settle(distributor, GICD_CTLR, CTLR_WRITING);
    count = MIN(count, GIC_SPECIAL / 32 * 32);
    gic_quiet(distributor, GIC_PRIVATE, count - GIC_PRIVATE);
    for (word_t irq = GIC_PRIVATE; irq < count; irq += 32)
        *gic_register(distributor, GICD_IGROUPR + irq / 8) = 0xffffffff;
    for (word_t irq = GIC_PRIVATE; irq < count; irq++) {
        *gic_register(distributor, GICD_IROUTER + irq * 8) = affinity() & 0xffffff;
        *gic_register(distributor, GICD_IROUTER + irq * 8 + 4) = affinity() >> 24;
    }
    settle(distributor, GICD_CTLR, CTLR_WRITING);
    *gic_register(distributor, GICD_CTLR) = CTLR_AFFINITY | CTLR_GROUP1;
    settle(distributor, GICD_CTLR, CTLR_WRITING);
}

static void redistributor_init(void)
{
    if (*gic_register(redistributor, GICR_TYPER_HIGH) != affinity())
        console_refuse("the first redistributor belongs to another core");
    *gic_register(redistributor, GICR_WAKER) &= ~(unsigned int)WAKER_SLEEP;
    settle(redistributor, GICR_WAKER, WAKER_ASLEEP);
    *gic_register(redistributor + GICR_SGI, GICD_IGROUPR) = 0xffffffff;
    gic_quiet(redistributor + GICR_SGI, 0, GIC_PRIVATE);
    settle(redistributor, GICR_CTLR, CTLR_WRITING_PRIVATE);
}

static void core_init(void)
{
    REGISTER_WRITE(ICC_SRE, REGISTER_READ(ICC_SRE) | 1);
    BARRIER("isb");
    REGISTER_WRITE(ICC_PMR, GIC_PRIORITY_MASK);
    REGISTER_WRITE(ICC_BPR1, 0UL);
    REGISTER_WRITE(ICC_CTLR, 0UL); /* the end of an interrupt also deactivates it */
    REGISTER_WRITE(ICC_IGRPEN1, 1UL);
    BARRIER("isb");
}

void gic3_init(vaddr_t distributor_at, vaddr_t redistributor_at)
{
    distributor = distributor_at;
    redistributor = redistributor_at;
    distributor_init();
    redistributor_init();
    core_init();
}

void gic3_send(word_t irq)
{
    word_t mpidr = REGISTER_READ("mpidr_el1");

    REGISTER_WRITE(ICC_SGI1R, FIELD(48, FIELD_GET(mpidr, 32, 8)) | FIELD(32, FIELD_GET(mpidr, 16, 8)) |
                                  FIELD(24, irq) | FIELD(16, FIELD_GET(mpidr, 8, 8)) |
                                  BIT(FIELD_GET(mpidr, 0, 4)));
    BARRIER("isb");
}

word_t gic3_take(void)
{
    word_t irq = FIELD_GET(REGISTER_READ(ICC_IAR1), 0, 24);

    BARRIER("dsb sy"); /* taken before what follows (IHI 0069, 4.1.1) */
    return irq;
}

void gic3_end(word_t irq)
{
    BARRIER("dsb sy");
    REGISTER_WRITE(ICC_EOIR1, irq);
    BARRIER("isb");
}
