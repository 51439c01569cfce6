/*
 * The console of a program that has nothing but <sel4/sel4.h>.
 */
#ifndef TENON_PINGPONG_CONSOLE_H
#define TENON_PINGPONG_CONSOLE_H

#include <sel4/sel4.h>

/* Map the board's PL011.  1 if it worked. */
int console_open(void);

/* Print text and numbers: %s, %u, %x. */
void console_print(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
