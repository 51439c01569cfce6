/*
 * Words on the console: at boot, and of the debug calls.
 */
#ifndef TENON_KERNEL_PRINT_H
#define TENON_KERNEL_PRINT_H

#include "kernel/types.h"

/* A text in quotes. */
#define PRINT(text) print(text, sizeof(text) - 1)

/* So many characters, or up to a 0. */
/*@ requires text: \valid_read(s + (0 .. most - 1));
    assigns        \nothing; */
void print(const char *s, word_t most);

/* In decimal. */
/*@ assigns \nothing; */
void print_number(word_t n);

/* In hexadecimal. */
/*@ assigns \nothing; */
void print_address(word_t n);

/* A number of bytes, in MiB if they are whole, else in KiB. */
/*@ assigns \nothing; */
void print_size(word_t bytes);

#endif
