/*
 * Zynq UltraScale+ ZCU102: addresses from its device tree source, through dtc
 * (tools/board); the device tree at boot must agree with them.
 */
#ifndef TENON_BOARD_H
#define TENON_BOARD_H

#include "board_constants.h"
#include "platform/drivers.h"

#define BOARD_CONSOLE BOARD_STDOUT
#define BOARD_CONSOLE_BYTES 0x1000UL

#define BOARD_GIC_DISTRIBUTOR BOARD_GIC
#define BOARD_GIC_INTERFACE BOARD_GIC_2
#define BOARD_GIC_REDISTRIBUTOR 0UL /* GICv3: not on this board */

#define BOARD_POWER 0UL /* no registers: PSCI */

#endif
