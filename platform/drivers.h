/*
 * What a board does, beside the constants in its board.h: its own folder has these functions.
 */
#ifndef TENON_PLATFORM_DRIVERS_H
#define TENON_PLATFORM_DRIVERS_H

#include "kernel/types.h"

/* Make the console work, whatever the firmware left; no memory but its registers is needed. */
void board_console_open(vaddr_t base);

/* Print one character on the console, whose registers are at this address. */
void board_console_put(vaddr_t base, word_t c);

/* Stop a watchdog that the firmware may have left running, by the same registers as the board. */
void board_watchdog_stop(vaddr_t base);

/* Stop the board by the registers at this address, those of BOARD_POWER; it takes a moment. */
void board_power_off(vaddr_t base);

#endif
