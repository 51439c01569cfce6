/*
 * The UART that the device tree names for output (/chosen stdout-path), which
 * somebody before us has set up (speed and format are his): a character goes
 * to the data register when the flag says there is room.
 */
#include "userland/lib/console.h"

#include "userland/lib/boot_info.h"
#include "userland/lib/text.h"
#include "userland/lib/tree.h"

#define WINDOW 0x10000000UL

/* Interrupts in a tree are counted from these on. */
#define FIRST_PRIVATE 16
#define FIRST_SHARED 32

/* A register and what to write there. */
struct order {
    word_t at;
    unsigned int value;
};

static const struct kind {
    const char *compatible;
    word_t data, status;     /* registers, by their offset */
    unsigned int full;       /* no room: a bit of status */
    struct order ask, never; /* for an interrupt as long as all has gone out */
} kinds[] = {
    {"arm,pl011", 0x00, 0x18, BIT(5), {0x38, BIT(5)}, {0x38, 0}},            /* Arm DDI 0183, chapter 3 */
    {"cdns,uart-r1p12", 0x30, 0x2c, BIT(4), {0x08, BIT(3)}, {0x0c, BIT(3)}}, /* Zynq UltraScale+ TRM, chapter 21 */
    {"brcm,bcm2835-aux-uart", 0x00, 0x24, BIT(5), {0x04, BIT(1)}, {0x04, 0}}, /* BCM2711 ARM Peripherals, 2.2 */
};

static const struct kind *kind;
static paddr_t uart_address;
static cptr_t uart_page;
static word_t uart_irq;

static volatile unsigned int *uart(word_t offset)
{
    return (volatile unsigned int *)(WINDOW + uart_address % BIT(PAGE_BITS) + offset);
}

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
    const struct order *order = on ? &kind->ask : &kind->never;

    *uart(order->at) = order->value;
}

struct console_store console_interrupt_store(void)
{
    return (struct console_store){(vaddr_t)uart(kind->ask.at), kind->ask.value};
}

static void put(char c)
{
    while (*uart(kind->status) & kind->full)
        ;
    *uart(kind->data) = (unsigned char)c;
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

/* The word stands in the text, between blanks or ends. */
static word_t holds(struct tree_value text, const char *word)
{
    word_t length = text_length(word);

    for (word_t i = 0; i + length <= text.bytes; i++) {
        word_t same = 0;

        while (same < length && tree_byte(text, i + same) == word[same])
            same++;
        if (same == length && (i == 0 || tree_byte(text, i - 1) == ' ') && tree_byte(text, i + length) <= ' ')
            return 1;
    }
    return 0;
}

word_t console_argument(vaddr_t boot_info, const char *word)
{
    return holds(tree_property(boot_info, TREE_NAME("chosen"), TREE_NAME("bootargs")), word);
}

/* Take the UART that the tree names for output; 1 if we know its kind. */
static word_t uart_find(vaddr_t boot_info)
{
    vaddr_t node = tree_path(boot_info, tree_property(boot_info, TREE_NAME("chosen"), TREE_NAME("stdout-path")));
    struct tree_value compatible, interrupt;

    if (node == 0)
        return 0;
    compatible = tree_property(boot_info, node, TREE_NAME("compatible"));
    interrupt = tree_property(boot_info, node, TREE_NAME("interrupts"));
    uart_address = tree_address(boot_info, node);
    uart_irq = tree_number(interrupt, 4) + (tree_number(interrupt, 0) == 0 ? FIRST_SHARED : FIRST_PRIVATE);
    for (word_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        kind = &kinds[i];
        if (tree_begins(compatible, kind->compatible))
            return 1;
    }
    return 0;
}

word_t console_open(struct pool *pool, vaddr_t boot_info)
{
    word_t count = boot_info_count(boot_info, BOOT_UNTYPED);
    paddr_t address;

    if (!uart_find(boot_info))
        return 0;
    address = uart_address - uart_address % BIT(PAGE_BITS);
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
        uart_page = page;
        return 1;
    }
    return 0;
}
