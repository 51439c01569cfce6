/*
 * Raspberry Pi 4 Model B: addresses from its device tree source, through dtc
 * (tools/board); the device tree at boot must agree with them.
 */
#ifndef TENON_BOARD_H
#define TENON_BOARD_H

#include "board_constants.h"
#include "platform/drivers.h"

#define BOARD_CONSOLE BOARD_GPIO /* the pins' functions; PL011 is on the next page */
#define BOARD_CONSOLE_BYTES 0x2000UL

#define BOARD_GIC_DISTRIBUTOR BOARD_GIC
#define BOARD_GIC_INTERFACE BOARD_GIC_2
#define BOARD_GIC_REDISTRIBUTOR 0UL /* GICv3: not on this board */

#define BOARD_POWER BOARD_WATCHDOG

#endif
