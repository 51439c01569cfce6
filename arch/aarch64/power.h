/*
 * The end of the machine.
 */
#ifndef TENON_ARCH_POWER_H
#define TENON_ARCH_POWER_H

#include "kernel/arch.h"

/* How the board is switched off: 1 by smc, 0 by hvc (PSCI). */
void power_init(word_t psci_smc);

/* 1 once the end has begun: what faults then is the way out, tried. */
word_t power_is_going(void);

#endif
