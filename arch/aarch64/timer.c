/*
 * The virtual generic timer.  Its interrupt stays up while the alarm is past,
 * so whoever takes it sets the next alarm before ending it.
 */
#include "arch/aarch64/timer.h"
#include "arch/aarch64/registers.h"
#include "kernel/arch.h"

#define TIMER_ON 1UL /* enabled, not masked */

/* CNTKCTL_EL1: what EL0 may use without a trap. */
#define EL0_PHYSICAL_COUNTER BIT(0)
#define EL0_VIRTUAL_COUNTER BIT(1)
#define EL0_PHYSICAL_TIMER BIT(9)

word_t arch_time_now(void)
{
    BARRIER("isb"); /* else the counter may be read early */
    return REGISTER_READ("cntvct_el0");
}

void arch_time_alarm(word_t time)
{
    REGISTER_WRITE("cntv_cval_el0", time);
    REGISTER_WRITE("cntv_ctl_el0", TIMER_ON);
    BARRIER("isb");
}

word_t arch_time_hertz(void)
{
    return FIELD_GET(REGISTER_READ("cntfrq_el0"), 0, 32);
}

void timer_share(void)
{
    REGISTER_WRITE("cntkctl_el1", EL0_PHYSICAL_COUNTER | EL0_VIRTUAL_COUNTER | EL0_PHYSICAL_TIMER);
    BARRIER("isb");
}
