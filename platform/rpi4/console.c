/*
 * PL011 (Arm DDI 0183) on pins 14 and 15, 115200 baud, 8N1.  The firmware gives
 * these pins to another UART by default, so the kernel sets up pins and UART
 * itself; the UART is the user's after boot.
 */
#include "board.h"

#define UART (BOARD_SERIAL0 - BOARD_GPIO)

/* GPIO (BCM2711 ARM Peripherals, 5.2): three bits of function a pin, two of pull. */
enum {
    SELECT_1 = 0x04, /* pins 10 to 19 */
    SELECT_PINS = 077 << 12,
    SELECT_ALT0 = 044 << 12,
    PULL_0 = 0xe4, /* pins 0 to 15 */
    PULL_PINS = 15U << 28,
};

enum {
    DATA = UART + 0x00,
    FLAGS = UART + 0x18,
    BAUD_WHOLE = UART + 0x24,
    BAUD_FRACTION = UART + 0x28,
    LINE = UART + 0x2c,
    CONTROL = UART + 0x30,
    INTERRUPTS = UART + 0x38,
    CLEAR = UART + 0x44,

    FLAG_BUSY = 1 << 3,
    FLAG_FULL = 1 << 5,
    LINE_8_FIFO = 7 << 4,
    CONTROL_ON = 1 | 3 << 8, /* the UART, its transmitter and receiver */
};

#define CLOCK 48000000UL /* config.txt: init_uart_clock */
#define BAUD 115200UL
#define DIVISOR ((CLOCK * 4 + BAUD / 2) / BAUD) /* clock / (16 baud), in 64ths */

/* A UART whose clock stands never gets done: better a garbled word than silence. */
#define PATIENCE 1000000UL

static volatile unsigned int *at(vaddr_t base, word_t offset)
{
    return (volatile unsigned int *)(base + offset);
}

/* Wait until a flag is 0. */
static void settle(vaddr_t base, unsigned int flag)
{
    for (word_t i = 0; i < PATIENCE && (*at(base, FLAGS) & flag) != 0; i++)
        ;
}

void board_console_open(vaddr_t base)
{
    *at(base, SELECT_1) = (*at(base, SELECT_1) & ~(unsigned int)SELECT_PINS) | SELECT_ALT0;
    *at(base, PULL_0) &= ~PULL_PINS;
    __asm__ volatile("dsb sy" ::: "memory");

    settle(base, FLAG_BUSY);
    *at(base, CONTROL) = 0;
    *at(base, INTERRUPTS) = 0;
    *at(base, CLEAR) = 0x7ff;
    *at(base, BAUD_WHOLE) = DIVISOR / 64;
    *at(base, BAUD_FRACTION) = DIVISOR % 64;
    *at(base, LINE) = LINE_8_FIFO; /* after the divisor: this write makes it count */
    *at(base, CONTROL) = CONTROL_ON;
}

void board_console_put(vaddr_t base, word_t c)
{
    settle(base, FLAG_FULL);
    *at(base, DATA) = (unsigned int)c;
}

_Static_assert(UART == 0x1000, "GPIO and PL011 are mapped as one");
