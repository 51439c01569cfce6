/*
 * Digits are printed from the highest on, so no buffer is needed.
 */
#include "kernel/print.h"
#include "kernel/arch.h"

void print(const char *s, word_t most)
{
    /*@ loop invariant in: i <= most;
        loop assigns i;
        loop variant most - i; */
    for (word_t i = 0; i < most && s[i] != 0; i++)
        arch_console_put((word_t)s[i]);
}

void print_number(word_t n)
{
    word_t unit = 1;

    /*@ loop invariant some: unit >= 1;
        loop invariant less: unit <= n || unit == 1;
        loop assigns unit;
        loop variant n - unit; */
    while (n / 10 >= unit)
        unit *= 10;
    /*@ loop assigns unit;
        loop variant unit; */
    for (; unit > 0; unit /= 10)
        arch_console_put('0' + n / unit % 10);
}

/*@ requires digit: n < 16;
    assigns         \nothing; */
static void digit(word_t n)
{
    arch_console_put(n < 10 ? '0' + n : 'a' + n - 10);
}

void print_address(word_t n)
{
    word_t unit = 1;

    /*@ loop invariant some: unit >= 1;
        loop invariant less: unit <= n || unit == 1;
        loop assigns unit;
        loop variant n - unit; */
    while (n / 16 >= unit)
        unit *= 16;
    PRINT("0x");
    /*@ loop assigns unit;
        loop variant unit; */
    for (; unit > 0; unit /= 16)
        digit(n / unit % 16);
}

void print_size(word_t bytes)
{
    if (bytes % BIT(20) == 0 && bytes != 0) {
        print_number(bytes / BIT(20));
        PRINT(" MiB");
    } else {
        print_number(bytes / BIT(10));
        PRINT(" KiB");
    }
}
