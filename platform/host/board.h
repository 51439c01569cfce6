/*
 * The model board: RAM from 1 MiB up, an interrupt controller that is nowhere
 * (its addresses only have to be cut out of what users get).
 */
#ifndef TENON_BOARD_H
#define TENON_BOARD_H

#include "kernel/types.h"

#define BOARD_RAM 0x100000UL
#define BOARD_RAM_MOST 0x4000000UL /* no model has RAM from here on */

#define BOARD_CONSOLE 0x09000000UL /* only device trees speak of it */

#define BOARD_GIC_DISTRIBUTOR 0x08000000UL
#define BOARD_GIC_SECOND 0x08010000UL

/* What stands in for the kernel's image: boot hands out neither it nor what the loader left. */
#define BOARD_IMAGE_BYTES 0x10000UL
#define BOARD_LOADER_BYTES 0x10000UL /* at the end of RAM: root task, then device tree */

#define BOARD_HERTZ 62500000UL

#endif
