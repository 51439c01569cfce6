/*
 * What the device tree calls this board, and its end: the watchdog of the power
 * block resets it into partition 63, which the firmware takes for "stay off".
 * What the watchdog does in the end is a mode of the reset control; one is to do nothing.
 */
#include "board.h"
#include "kernel/platform.h"

const unsigned char platform_compatible[PLATFORM_NAME_BYTES] = "raspberrypi,4-model-b";
const paddr_t platform_devices[PLATFORM_DEVICES] = {BOARD_DEVICES};

enum {
    RESET_CONTROL = 0x1c,
    RESET_STATUS = 0x20,
    WATCHDOG = 0x24,

    STATUS_HALT = 0x555, /* the partition's bits, one in two */
    CONTROL_MODE = 3 << 4,
    CONTROL_NO_RESET = 0,
    CONTROL_FULL_RESET = 2 << 4,
    TICKS = 10, /* of 1/65536 s */
};

#define PASSWORD 0x5a000000U
#define CONTROL_REST (0xffffU & ~(unsigned int)CONTROL_MODE)

/* The rest of the register stays. */
static void mode_set(vaddr_t base, unsigned int mode)
{
    volatile unsigned int *control = (volatile unsigned int *)(base + RESET_CONTROL);

    *control = PASSWORD | (*control & CONTROL_REST) | mode;
}

void board_watchdog_stop(vaddr_t base)
{
    mode_set(base, CONTROL_NO_RESET);
}

void board_power_off(vaddr_t base)
{
    /* What is still on its way out of the UART takes 16 characters, 1.4 ms; the watchdog would cut it off. */
    for (word_t i = 0; i < 1000000; i++)
        __asm__ volatile("nop");
    *(volatile unsigned int *)(base + RESET_STATUS) = PASSWORD | STATUS_HALT;
    *(volatile unsigned int *)(base + WATCHDOG) = PASSWORD | TICKS;
    mode_set(base, CONTROL_FULL_RESET);
}
