/*
 * The physical timer and the performance counters, which user programs may use
 * if the bootargs say `user-timer` and `user-counters`, and only then.  The
 * model has none: this runs on QEMU, once so and once so.
 */
#include "tests/scenario/stage.h"
#include "userland/lib/console.h"

#define PHYSICAL_TIMER_IRQ 30 /* PPI 14 (Arm BSA) */
#define SOON 1000UL           /* ticks */

static word_t counter_read(void)
{
    word_t now;

    __asm__ volatile("mrs %0, cntpct_el0" : "=r"(now));
    return now;
}

static void timer_set(word_t ticks, word_t control)
{
    __asm__ volatile("msr cntp_tval_el0, %0\n\tmsr cntp_ctl_el0, %1" : : "r"(ticks), "r"(control));
}

static void read_counter(word_t unused)
{
    (void)unused;
    seen[1] = counter_read();
    seen[0] = 1;
    actor_end();
}

static void use_timer(word_t unused)
{
    (void)unused;
    timer_set(SOON, 1);
    seen[0] = 1;
    actor_end();
}

static word_t cycles_read(void)
{
    word_t now;

    __asm__ volatile("mrs %0, pmccntr_el0" : "=r"(now));
    return now;
}

/* Counters begin when somebody lets them (PMCR_EL0.E), one by one: bit 31 is that of cycles. */
static void count_cycles(word_t unused)
{
    (void)unused;
    __asm__ volatile("msr pmcr_el0, %0\n\tmsr pmcntenset_el0, %1\n\tisb" : : "r"(1UL), "r"(1UL << 31));
    seen[1] = cycles_read();
    while (cycles_read() == seen[1])
        ;
    seen[0] = 1;
    actor_end();
}

static void refuse(struct stage *s, void (*function)(word_t))
{
    cptr_t endpoint = make(s, OBJECT_ENDPOINT, 0), reply = make(s, OBJECT_REPLY, 0);

    actor_start(s, function, 0, 100, endpoint);
    CHECK(endpoint_receive(endpoint, reply).label == USER_EXCEPTION);
    CHECK(seen[0] == 0);
}

SCENARIO(the_physical_counter_is_for_users_if_the_bootargs_say_so)
{
    if (!console_argument(s->info, "user-timer")) {
        refuse(s, read_counter);
        return;
    }
    actor_start(s, read_counter, 0, 100, 0);
    settle();
    CHECK(seen[0] == 1 && seen[1] != 0 && counter_read() > seen[1]);
}

SCENARIO(so_is_the_physical_timer_and_its_interrupt)
{
    cptr_t interrupt = slot_take(s), notification;

    if (!console_argument(s->info, "user-timer")) {
        refuse(s, use_timer);
        return;
    }
    notification = make(s, OBJECT_NOTIFICATION, 0);
    CHECK_OK(irq_control_get(SLOT_IRQ_CONTROL, PHYSICAL_TIMER_IRQ, slot_place(interrupt)));
    CHECK_OK(irq_handler_set(interrupt, mint(s, notification, RIGHT_WRITE, 0x30)));
    actor_start(s, use_timer, 0, 100, 0);
    CHECK(notification_wait(notification) == 0x30);
    timer_set(0, 0);
    CHECK_OK(irq_handler_ack(interrupt));
}

SCENARIO(so_are_the_performance_counters)
{
    if (!console_argument(s->info, "user-counters")) {
        refuse(s, count_cycles);
        return;
    }
    actor_start(s, count_cycles, 0, 100, 0);
    settle();
    CHECK(seen[0] == 1);
}
