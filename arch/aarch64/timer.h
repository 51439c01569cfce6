/*
 * The generic timer beyond what the kernel asks of it.
 */
#ifndef TENON_ARCH_TIMER_H
#define TENON_ARCH_TIMER_H

/* Let user programs use the physical counter and timer; the virtual timer stays the kernel's. */
void timer_share(void);

#endif
