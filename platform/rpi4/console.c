/*
 * PL011 (Arm DDI 0183) on pins 14 and 15, 115200 baud, 8N1.  The firmware gives
 * these pins to the mini-UART by default, so the kernel sets up pins and UART
 * itself; the UART is the user's after boot.
 *
 * Where the board's tree names the mini-UART for output (BCM2711 ARM
 * Peripherals, 2.2), that one has the pins.  Its speed is left as the firmware
 * set it: it hangs on the clock of a core that only the firmware knows.
 */
#include "board.h"

#define IS_MINI (BOARD_STDOUT == BOARD_SERIAL1)
#define UART (BOARD_SERIAL0 - BOARD_GPIO)
#define MINI (BOARD_SERIAL1 - BOARD_GPIO)

/* GPIO (BCM2711 ARM Peripherals, 5.2): three bits of function a pin, two of pull. */
enum {
    SELECT_1 = 0x04, /* pins 10 to 19 */
    SELECT_PINS = 077 << 12,
    SELECT_ALT0 = 044 << 12,
    SELECT_ALT5 = 022 << 12,
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

enum {
    AUX_ENABLES = MINI - 0x40 + 0x04,
    MINI_DATA = MINI + 0x00,
    MINI_INTERRUPTS = MINI + 0x04,
    MINI_LINE = MINI + 0x0c,
    MINI_CONTROL = MINI + 0x20,
    MINI_STATUS = MINI + 0x24,

    ENABLE_MINI = 1,
    MINI_LINE_8 = 3,
    MINI_CONTROL_ON = 3, /* transmitter and receiver, no flow control */
    MINI_STATUS_FULL = 1 << 5,
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
static void settle(vaddr_t base, word_t status, unsigned int flag)
{
    for (word_t i = 0; i < PATIENCE && (*at(base, status) & flag) != 0; i++)
        ;
}

/* Give the pins this function. */
static void pins_select(vaddr_t base, unsigned int function)
{
    *at(base, SELECT_1) = (*at(base, SELECT_1) & ~(unsigned int)SELECT_PINS) | function;
    *at(base, PULL_0) &= ~PULL_PINS;
    __asm__ volatile("dsb sy" ::: "memory");
}

static void mini_open(vaddr_t base)
{
    pins_select(base, SELECT_ALT5);
    *at(base, AUX_ENABLES) |= ENABLE_MINI;
    *at(base, MINI_INTERRUPTS) = 0;
    *at(base, MINI_LINE) = MINI_LINE_8;
    *at(base, MINI_CONTROL) = MINI_CONTROL_ON;
}

static void pl011_open(vaddr_t base)
{
    pins_select(base, SELECT_ALT0);
    settle(base, FLAGS, FLAG_BUSY);
    *at(base, CONTROL) = 0;
    *at(base, INTERRUPTS) = 0;
    *at(base, CLEAR) = 0x7ff;
    *at(base, BAUD_WHOLE) = DIVISOR / 64;
    *at(base, BAUD_FRACTION) = DIVISOR % 64;
    *at(base, LINE) = LINE_8_FIFO; /* after the divisor: this write makes it count */
    *at(base, CONTROL) = CONTROL_ON;
}

void board_console_open(vaddr_t base)
{
    if (IS_MINI)
        mini_open(base);
    else
        pl011_open(base);
}

void board_console_put(vaddr_t base, word_t c)
{
    settle(base, IS_MINI ? (word_t)MINI_STATUS : (word_t)FLAGS, IS_MINI ? MINI_STATUS_FULL : FLAG_FULL);
    *at(base, IS_MINI ? (word_t)MINI_DATA : (word_t)DATA) = (unsigned int)c;
}

_Static_assert(BOARD_STDOUT == BOARD_SERIAL0 || IS_MINI, "one of the two");
_Static_assert(UART == 0x1000 && MINI == 0x15040, "GPIO and UARTs are mapped as one");
