/*
 * What the device tree calls this board, and its end: the watchdog of the power
 * block resets it into partition 63, which the firmware takes for "stay off".
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
    CONTROL_FULL_RESET = 2 << 4,
    TICKS = 10, /* of 1/65536 s */
};

#define PASSWORD 0x5a000000U

void board_power_off(vaddr_t base)
{
    volatile unsigned int *control = (volatile unsigned int *)(base + RESET_CONTROL);

    /* What is still on its way out of the UART takes 16 characters, 1.4 ms; the watchdog would cut it off. */
    for (word_t i = 0; i < 1000000; i++)
        __asm__ volatile("nop");
    *(volatile unsigned int *)(base + RESET_STATUS) = PASSWORD | STATUS_HALT;
    *(volatile unsigned int *)(base + WATCHDOG) = PASSWORD | TICKS;
    *control = PASSWORD | (*control & 0xffcfU) | CONTROL_FULL_RESET;
}

_Static_assert((0xffcf & CONTROL_MODE) == 0, "the rest of the register stays");
