/*
 * All that the kernel may ask of a board.
 */
#ifndef TENON_KERNEL_PLATFORM_H
#define TENON_KERNEL_PLATFORM_H

#include "kernel/types.h"

/* Interrupt numbers are below; the kernel keeps a slot for each. */
#define PLATFORM_IRQS 512UL

/* The kernel's own interrupt: the virtual timer (PPI 11). */
#define PLATFORM_IRQ_TIMER 27UL

/* The device tree of this board says so at its root; ended by 0. */
#define PLATFORM_NAME_BYTES 24UL
extern const unsigned char platform_compatible[PLATFORM_NAME_BYTES];

/* Where the image believes devices to be, which that tree must have there as well; 0: no more. */
#define PLATFORM_DEVICES 8UL
extern const paddr_t platform_devices[PLATFORM_DEVICES];

#endif
