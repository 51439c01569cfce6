/*
 * The console: what happened at boot, and why the machine stopped.
 */
#include "arch/aarch64/console.h"
#include "arch/aarch64/mmu.h"
#include "board.h"

void arch_console_put(word_t c)
{
    if (c == '\n')
        board_console_put(mmu_device_address(DEVICE_CONSOLE), '\r');
    board_console_put(mmu_device_address(DEVICE_CONSOLE), c);
}

void console_write(const char *text)
{
    for (; *text != 0; text++)
        arch_console_put((word_t)*text);
}

void console_write_hex(word_t value)
{
    console_write("0x");
    for (int shift = 60; shift >= 0; shift -= 4)
        arch_console_put((word_t) "0123456789abcdef"[value >> shift & 15]);
}

void console_refuse(const char *why)
{
    console_write("tenon: ");
    console_write(why);
    console_write("\n");
    arch_halt();
    for (;;)
        ;
}
