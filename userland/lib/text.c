/*
 * Text: one pass over the format, one character at a time, never past the end.
 */
#include "userland/lib/text.h"

struct sink {
    char *out;
    word_t size, used;
};

static void put(struct sink *sink, char c)
{
    if (sink->used + 1 < sink->size)
        sink->out[sink->used++] = c;
}

word_t text_length(const char *text)
{
    word_t n = 0;

    while (text[n] != 0)
        n++;
    return n;
}

word_t text_equal(const char *a, const char *b)
{
    while (*a != 0 && *a == *b) {
        a++;
        b++;
    }
    return *a == *b;
}

static void put_padded(struct sink *sink, const char *text, word_t width, word_t left)
{
    word_t length = text_length(text);

    for (word_t i = length; !left && i < width; i++)
        put(sink, ' ');
    for (word_t i = 0; i < length; i++)
        put(sink, text[i]);
    for (word_t i = length; left && i < width; i++)
        put(sink, ' ');
}

/* Digits of w at the end of buffer[24]; where they start. */
static char *digits(char *buffer, word_t w, word_t base)
{
    char *at = buffer + 23;

    *at = 0;
    do {
        *--at = "0123456789abcdef"[w % base];
        w /= base;
    } while (w != 0);
    return at;
}

static char *hexadecimal(char *buffer, word_t w)
{
    char *at = digits(buffer, w, 16);

    *--at = 'x';
    *--at = '0';
    return at;
}

/* 2^bits bytes in the largest unit that leaves a whole number. */
static const char *power(char *buffer, word_t bits)
{
    static const char *const unit[] = {"B", "KiB", "MiB", "GiB", "TiB"};
    const char *name = unit[bits < 50 ? bits / 10 : 4];
    char number[24];
    char *from = digits(number, BIT(bits < 50 ? bits % 10 : bits - 40), 10);
    char *to = buffer;

    while (*from != 0)
        *to++ = *from++;
    *to++ = ' ';
    while (*name != 0)
        *to++ = *name++;
    *to = 0;
    return buffer;
}

word_t text_format_list(char *out, word_t size, const char *format, va_list arguments)
{
    struct sink sink = {out, size, 0};
    char buffer[32];

    for (; *format != 0; format++) {
        word_t left = 0, width = 0;

        if (*format != '%') {
            put(&sink, *format);
            continue;
        }
        format++;
        if (*format == '-') {
            left = 1;
            format++;
        }
        for (; *format >= '0' && *format <= '9'; format++)
            width = 10 * width + (word_t)(*format - '0');
        if (*format == 's')
            put_padded(&sink, va_arg(arguments, const char *), width, left);
        else if (*format == 'u')
            put_padded(&sink, digits(buffer, va_arg(arguments, word_t), 10), width, left);
        else if (*format == 'x')
            put_padded(&sink, hexadecimal(buffer, va_arg(arguments, word_t)), width, left);
        else if (*format == 'b')
            put_padded(&sink, power(buffer, va_arg(arguments, word_t)), width, left);
        else
            put(&sink, *format);
    }
    if (size > 0)
        out[sink.used] = 0;
    return sink.used;
}

word_t text_format(char *out, word_t size, const char *format, ...)
{
    va_list arguments;
    word_t used;

    va_start(arguments, format);
    used = text_format_list(out, size, format, arguments);
    va_end(arguments);
    return used;
}
