/*
 * Cadence UART (Zynq UltraScale+ Device TRM, chapter 21), output only.  Its
 * clock, speed and format are the firmware's; on or off is not left to it.
 */
#include "board.h"

enum {
    CONTROL = 0x00,
    STATUS = 0x2c,
    DATA = 0x30,

    CONTROL_OFF = 1 << 3 | 1 << 5, /* receiver, transmitter: off wins over on */
    CONTROL_ON = 1 << 2 | 1 << 4,
    STATUS_FULL = 1 << 4,
};

/* A UART whose clock stands never gets done: better a garbled word than silence. */
#define PATIENCE 1000000UL

static volatile unsigned int *at(vaddr_t base, word_t offset)
{
    return (volatile unsigned int *)(base + offset);
}

void board_console_open(vaddr_t base)
{
    *at(base, CONTROL) = (*at(base, CONTROL) & ~(unsigned int)CONTROL_OFF) | CONTROL_ON;
}

void board_console_put(vaddr_t base, word_t c)
{
    for (word_t i = 0; i < PATIENCE && (*at(base, STATUS) & STATUS_FULL) != 0; i++)
        ;
    *at(base, DATA) = (unsigned int)c;
}
