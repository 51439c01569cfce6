/*
 * A driver of two kinds of UART: the release kernel prints nothing, so the
 * first thing a program wants is the page of the one that the board prints on.
 */
#ifndef TENON_USER_CONSOLE_H
#define TENON_USER_CONSOLE_H

#include "userland/lib/pool.h"

/* Find the device untyped over the UART, cut it down to its page and map that; 1 if it worked. */
word_t console_open(struct pool *pool, vaddr_t boot_info);

/* Physical address of the page it prints to. */
paddr_t console_address(void);

/* Its interrupt. */
word_t console_irq(void);

/* Ask for an interrupt as long as all that was printed has gone out (1), or never (0). */
void console_interrupt(word_t on);
/* The same as one store of 32 bits. */
struct console_store {
    vaddr_t at;
    word_t value;
};
struct console_store console_interrupt_store(void);

/* Does the kernel's command line (bootargs) hold this word? */
word_t console_argument(vaddr_t boot_info, const char *word);

void console_text(const char *text);
void console_print(const char *format, ...);

#endif
