/*
 * The performance counters (PMUv3).  The kernel uses none.
 */
#ifndef TENON_ARCH_COUNTERS_H
#define TENON_ARCH_COUNTERS_H

/* Let user programs use the performance counters, if the CPU has any. */
void counters_share(void);

#endif
