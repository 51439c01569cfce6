/*
 * The console: what happened at boot, and why the machine stopped.
 */
#ifndef TENON_ARCH_CONSOLE_H
#define TENON_ARCH_CONSOLE_H

#include "kernel/arch.h"

void console_write(const char *text);
void console_write_hex(word_t value);

/* One sentence, then the end. */
_Noreturn void console_refuse(const char *why);

#endif
