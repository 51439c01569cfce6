/*
 * Text: numbers and strings to characters, for whoever prints.
 */
#ifndef TENON_USER_TEXT_H
#define TENON_USER_TEXT_H

#include <stdarg.h>

#include "userland/lib/types.h"

/*
 * Write `format` into out[0..size), always ended by 0, cut where it does not
 * fit; how many characters lie there.  %s string, %u decimal, %x hexadecimal
 * (with 0x), %b a power of two bytes given by its exponent ("4 MiB"), %%.  A
 * width pads with blanks on the left, a negative one on the right.  Numbers
 * are word_t.
 */
word_t text_format(char *out, word_t size, const char *format, ...);
word_t text_format_list(char *out, word_t size, const char *format, va_list arguments);

word_t text_length(const char *text);
word_t text_equal(const char *a, const char *b);

#endif
