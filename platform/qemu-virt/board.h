/*
 * QEMU's board `virt`: addresses that no version of it has moved, which the
 * device tree must agree with.
 */
#ifndef TENON_BOARD_H
#define TENON_BOARD_H

#include "platform/drivers.h"

#define BOARD_CONSOLE 0x09000000UL /* PL011 */
#define BOARD_CONSOLE_BYTES 0x1000UL

#define BOARD_GIC_DISTRIBUTOR 0x08000000UL
#define BOARD_GIC_INTERFACE 0x08010000UL     /* GICv2 */
#define BOARD_GIC_REDISTRIBUTOR 0x080a0000UL /* GICv3, the first core's */

#define BOARD_POWER 0UL /* no registers: PSCI */

#endif
