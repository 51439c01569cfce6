/*
 * A PL011 that firmware or machine has set up: find the untyped it lies in,
 * make pages of what is before it in pieces as big as they can be, map its page.
 */
#include "userland/pingpong/console.h"

#include "userland/pingpong/room.h"

#include <stdarg.h>

#define UART_ADDRESS 0x09000000UL
#define WINDOW 0x10000000UL
#define REGISTER_FLAGS 6
#define FLAG_FULL 0x20

static volatile seL4_Uint32 *uart;

/* Take all the untyped has before the wanted address, then the page there. */
static seL4_CPtr page_make(seL4_Untyped untyped, seL4_Word at, seL4_Word wanted)
{
    while (at < wanted) {
        seL4_Word bits = seL4_PageBits;

        while (at % LIBSEL4_BIT(bits + 1) == 0 && at + LIBSEL4_BIT(bits + 1) <= wanted)
            bits++;
        if (room_make_of(untyped, seL4_UntypedObject, bits) == 0)
            return 0;
        at += LIBSEL4_BIT(bits);
    }
    return room_make_of(untyped, seL4_ARM_SmallPageObject, 0);
}

int console_open(void)
{
    const seL4_BootInfo *info = seL4_GetBootInfo();

    for (seL4_Word i = 0; i < info->untyped.end - info->untyped.start; i++) {
        const seL4_UntypedDesc *untyped = &info->untypedList[i];
        seL4_CPtr page;

        if (!untyped->isDevice || UART_ADDRESS < untyped->paddr ||
            UART_ADDRESS - untyped->paddr >= LIBSEL4_BIT(untyped->sizeBits))
            continue;
        page = page_make(info->untyped.start + i, untyped->paddr, UART_ADDRESS);
        if (room_map(page, WINDOW, seL4_ReadWrite, seL4_ARM_ExecuteNever) != seL4_NoError)
            return 0;
        uart = (volatile seL4_Uint32 *)WINDOW;
        return 1;
    }
    return 0;
}

static void put(char c)
{
    while (uart[REGISTER_FLAGS] & FLAG_FULL)
        ;
    uart[0] = (seL4_Uint8)c;
}

static void print_number(seL4_Word n, seL4_Word base)
{
    char digits[20];
    int i = 0;

    do {
        digits[i++] = "0123456789abcdef"[n % base];
        n /= base;
    } while (n != 0);
    while (i > 0)
        put(digits[--i]);
}

void console_print(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    for (; *format != 0; format++) {
        if (*format != '%') {
            put(*format);
            continue;
        }
        while (*++format == 'l')
            ;
        if (*format == 's') {
            for (const char *text = va_arg(arguments, const char *); *text != 0; text++)
                put(*text);
        } else {
            print_number(va_arg(arguments, seL4_Word), *format == 'x' ? 16 : 10);
        }
    }
    va_end(arguments);
}
