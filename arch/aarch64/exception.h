/*
 * Synchronous exceptions: those of users go to the kernel, one of the kernel
 * itself is the end.
 */
#ifndef TENON_ARCH_EXCEPTION_H
#define TENON_ARCH_EXCEPTION_H

#include "kernel/types.h"

/* Called by vectors.S for all but system calls. */
void exception(word_t syndrome, vaddr_t address);

/* The kernel itself did what it never does: say where, stop. */
void exception_in_kernel(word_t syndrome, vaddr_t at, vaddr_t address);

/* While memory is read that may not be there: what to say if it faults; 0: it cannot. */
void exception_excuse(const char *why);

#endif
