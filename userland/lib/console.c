/*
 * A PL011 that somebody before us has set up (speed and format are his): a
 * character goes to the data register when the flag says there is room.
 * Arm DDI 0183, chapter 3.
 */
#include "userland/lib/console.h"

#include "userland/lib/boot_info.h"
#include "userland/lib/text.h"

#define WINDOW 0x10000000UL
#define REGISTER_DATA 0x00
#define REGISTER_FLAGS 0x18
#define REGISTER_INTERRUPTS 0x38 /* which of its reasons ask for an interrupt */
#define FLAG_FULL BIT(5)

static volatile unsigned int *uart;
static cptr_t uart_page;
static word_t uart_irq;

/*
 * An untyped hands out its lowest free bytes, so everything below the wanted
 * page has to be taken first: in pieces as big as their address allows.
 */
static cptr_t page_at(struct pool *pool, struct boot_untyped untyped, paddr_t wanted)
{
    struct pool device = {.untyped = untyped.cap, .next = pool->next, .end = pool->end};
    paddr_t at = untyped.address;
    cptr_t page;

    while (at < wanted) {
        word_t bits = PAGE_BITS;

        while (at % BIT(bits + 1) == 0 && at + BIT(bits + 1) <= wanted)
            bits++;
        if (pool_make(&device, OBJECT_UNTYPED, bits) == 0)
            return 0;
        at += BIT(bits);
    }
    page = pool_make(&device, OBJECT_SMALL_PAGE, 0);
    pool->next = device.next;
    return page;
}

paddr_t console_address(void)
{
    return region_get_address(uart_page).word[0];
}

word_t console_irq(void)
{
    return uart_irq;
}

void console_interrupt(word_t on)
{
    uart[REGISTER_INTERRUPTS / 4] = on ? CONSOLE_INTERRUPT : 0;
}

vaddr_t console_interrupt_register(void)
{
    return (vaddr_t)&uart[REGISTER_INTERRUPTS / 4];
}

static void put(char c)
{
    while (uart[REGISTER_FLAGS / 4] & FLAG_FULL)
        ;
    uart[REGISTER_DATA / 4] = (unsigned char)c;
}

void console_text(const char *text)
{
    for (; *text != 0; text++)
        put(*text);
}

void console_print(const char *format, ...)
{
    char line[512];
    va_list arguments;

    va_start(arguments, format);
    text_format_list(line, sizeof line, format, arguments);
    va_end(arguments);
    console_text(line);
}

static char byte_at(vaddr_t address)
{
    return (char)(user_load(address & ~7UL) >> 8 * (address & 7));
}

static word_t big_endian(vaddr_t address)
{
    word_t w = 0;

    for (word_t i = 0; i < 4; i++)
        w = w << 8 | (unsigned char)byte_at(address + i);
    return w;
}

static word_t string_is(vaddr_t address, const char *text)
{
    do {
        if (byte_at(address++) != *text)
            return 0;
    } while (*text++ != 0);
    return 1;
}

/* The word stands in the text at [from, from + bytes), between blanks or ends. */
static word_t holds(vaddr_t from, word_t bytes, const char *word)
{
    word_t length = text_length(word);

    for (word_t i = 0; i + length <= bytes; i++) {
        word_t same = 0;

        while (same < length && byte_at(from + i + same) == word[same])
            same++;
        if (same == length && (i == 0 || byte_at(from + i - 1) == ' ') &&
            (i + length == bytes || byte_at(from + i + length) <= ' '))
            return 1;
    }
    return 0;
}

/*
 * The first property of this name in the tree, so also the root's own; *bytes is how long it is.
 * Devicetree Specification v0.4, section 5.4: nodes are bracketed by 1 and 2, 3 is a property
 * {bytes, name, value}, 4 nothing, 9 the end.
 */
static vaddr_t property(vaddr_t boot_info, const char *wanted, word_t *bytes)
{
    word_t room = 0;
    vaddr_t tree = boot_info_chunk(boot_info, BOOT_CHUNK_DTB, &room);
    vaddr_t at, end, names;

    if (tree == 0 || room < 40)
        return 0;
    at = tree + big_endian(tree + 8);
    names = tree + big_endian(tree + 12);
    end = tree + room;
    while (at + 12 <= end) {
        word_t token = big_endian(at);

        at += 4;
        if (token == 1) {
            while (at < end && byte_at(at) != 0)
                at++;
            at = (at + 4) & ~3UL;
        } else if (token == 3) {
            word_t size = big_endian(at);
            vaddr_t name = names + big_endian(at + 4);

            at += 8;
            if (name < end && string_is(name, wanted) && at + size <= end) {
                *bytes = size;
                return at;
            }
            at = (at + size + 3) & ~3UL;
        } else if (token == 9) {
            return 0;
        }
    }
    return 0;
}

word_t console_argument(vaddr_t boot_info, const char *word)
{
    word_t bytes = 0;
    vaddr_t text = property(boot_info, "bootargs", &bytes);

    return text != 0 && holds(text, bytes, word);
}

/* Which board this is says the root of the device tree; where its PL011 is, this list. */
static const struct board {
    const char *compatible;
    paddr_t uart;
    word_t irq;
} boards[] = {
    {"linux,dummy-virt", 0x09000000, 33}, /* QEMU virt */
    {"raspberrypi,4-model-b", 0xfe201000, 153},
};

static const struct board *board_find(vaddr_t boot_info)
{
    word_t bytes = 0;
    vaddr_t name = property(boot_info, "compatible", &bytes);

    for (word_t i = 0; name != 0 && i < sizeof boards / sizeof boards[0]; i++)
        if (bytes > text_length(boards[i].compatible) && string_is(name, boards[i].compatible))
            return &boards[i];
    return &boards[0];
}

word_t console_open(struct pool *pool, vaddr_t boot_info)
{
    word_t count = boot_info_count(boot_info, BOOT_UNTYPED);
    const struct board *board = board_find(boot_info);
    paddr_t address = board->uart;

    for (word_t i = 0; i < count; i++) {
        struct boot_untyped untyped = boot_info_untyped(boot_info, i);
        cptr_t page;

        if (!untyped.device || address < untyped.address ||
            address - untyped.address >= BIT(untyped.bits))
            continue;
        page = page_at(pool, untyped, address);
        if (page == 0 || !pool_map(pool, page, SLOT_VSPACE, WINDOW, RIGHT_READ | RIGHT_WRITE,
                                   ATTRIBUTES_DEVICE))
            return 0;
        uart = (volatile unsigned int *)WINDOW;
        uart_page = page;
        uart_irq = board->irq;
        return 1;
    }
    return 0;
}
