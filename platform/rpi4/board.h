/*
 * Raspberry Pi 4 Model B: addresses from its device tree source, through dtc
 * (tools/board); the device tree at boot must agree with them.
 */
#ifndef TENON_BOARD_H
#define TENON_BOARD_H

#include "board_constants.h"
#include "platform/drivers.h"

#define BOARD_CONSOLE BOARD_GPIO /* the pins' functions, and all up to the page of the UART */
#define BOARD_CONSOLE_BYTES (BOARD_STDOUT / 0x1000 * 0x1000 + 0x1000 - BOARD_GPIO)

#define BOARD_GIC_DISTRIBUTOR BOARD_GIC
#define BOARD_GIC_INTERFACE BOARD_GIC_2
#define BOARD_GIC_REDISTRIBUTOR 0UL /* GICv3: not on this board */

#define BOARD_POWER BOARD_WATCHDOG

#endif
