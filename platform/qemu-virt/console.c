/*
 * PL011 (Arm DDI 0183), output only.  The firmware or QEMU has set it up; it is
 * the user's after boot, so no register but the data is written here.
 */
#include "board.h"

enum { DATA = 0x00, FLAGS = 0x18, FLAG_FULL = 1 << 5 };

static volatile unsigned int *at(vaddr_t base, word_t offset)
{
    return (volatile unsigned int *)(base + offset);
}

/* QEMU's is open. */
void board_console_open(vaddr_t base)
{
    (void)base;
}

void board_console_put(vaddr_t base, word_t c)
{
    while (*at(base, FLAGS) & FLAG_FULL)
        ;
    *at(base, DATA) = (unsigned int)c;
}
