/*
 * The plan of memory on boards with several ranges of RAM: what is free, what
 * is a device, and that nothing is lost or there twice.
 */
#include "kernel/plan.h"

#include <string.h>

#include "platform/host/board.h"
#include "tests/unit/unit.h"

#define IMAGE 0x900000UL
#define IMAGE_BYTES 0x10000UL
#define TOP BIT(40)
#define MEMORY(start, end) ((struct memory){(start), (end)})

/* The loader's things are where host_boot left them, in [0x3f0000, 0x400000). */
static void board_have(word_t rams, const struct memory *ram)
{
    plan_board.rams = rams;
    for (word_t i = 0; i < BOARD_RAMS; i++)
        plan_board.ram[i] = i < rams ? ram[i] : MEMORY(0, 0);
}
#define BOARD(...) \
    board_have(sizeof((struct memory[]){__VA_ARGS__}) / sizeof(struct memory), (struct memory[]){__VA_ARGS__})

static enum boot_error planned(void)
{
    return plan_make(plan.dtb, IMAGE, IMAGE + IMAGE_BYTES);
}

static word_t pages_of(const struct ranges *r)
{
    word_t pages = 0;

    for (word_t i = 0; i < r->count; i++)
        pages += r->range[i].to - r->range[i].from;
    return pages;
}

/* Is the page in one of these? */
static word_t has(const struct ranges *r, word_t page)
{
    for (word_t i = 0; i < r->count; i++)
        if (r->range[i].from <= page && page < r->range[i].to)
            return 1;
    return 0;
}

static word_t is_ram(word_t page)
{
    for (word_t i = 0; i < plan_board.rams; i++)
        if (plan_board.ram[i].start / 4096 <= page && page < plan_board.ram[i].end / 4096)
            return 1;
    return 0;
}

/* No page at either end of what is handed out is where it should not be; page 0 is nobody's. */
static void ends_are_right(void)
{
    for (word_t i = 0; i < plan_ram.count; i++) {
        CHECK(is_ram(plan_ram.range[i].from) && is_ram(plan_ram.range[i].to - 1));
        CHECK(i == 0 || plan_ram.range[i - 1].to <= plan_ram.range[i].from);
        CHECK(plan_ram.range[i].from != 0);
    }
    for (word_t i = 0; i < plan_device.count; i++) {
        CHECK(!is_ram(plan_device.range[i].from) && !is_ram(plan_device.range[i].to - 1));
        CHECK(i == 0 || plan_device.range[i - 1].to <= plan_device.range[i].from);
    }
}

/* Pages of RAM, by the board. */
static word_t ram_pages(void)
{
    word_t pages = 0;

    for (word_t i = 0; i < plan_board.rams; i++)
        pages += (plan_board.ram[i].end - plan_board.ram[i].start) / 4096;
    return pages;
}

/* As a Raspberry Pi 4 of 8 GiB. */
static void all_ranges_are_handed_out(void)
{
    word_t taken = IMAGE_BYTES / 4096 + 2 + 1; /* root task and tree: two pages, one */

    BOARD(MEMORY(0, 0x3b400000), MEMORY(0x40000000, 0xfc000000), MEMORY(0x100000000, 0x200000000));
    plan_board.gic_distributor = 0xff840000;
    plan_board.gic_second = 0xff850000;
    CHECK(planned() == BOOT_OK);
    ends_are_right();
    CHECK(pages_of(&plan_ram) + plan.pool_pages + taken + 1 == ram_pages());
    CHECK(pages_of(&plan_device) == TOP / 4096 - ram_pages() - 2 * GIC_BYTES / 4096);
    CHECK(has(&plan_ram, 0x40000) && has(&plan_ram, 0xfbfff) && has(&plan_ram, 0x1fffff));
    CHECK(has(&plan_device, 0x3b400) && has(&plan_device, 0xfe201) && has(&plan_device, 0x200000));
}

/* Each thing that lies in RAM in the middle of a range: as many pieces as there can be. */
static void eight_ranges_in_most_pieces_lose_nothing(void)
{
    word_t taken = IMAGE_BYTES / 4096 + 2 + 1;

    memcpy(&phys[0x3f8000 / 16], &phys[plan.dtb / 16], plan_board.dtb_bytes);
    plan.dtb = 0x3f8000;
    BOARD(MEMORY(0x104000, 0x400000), MEMORY(0x800000, 0xa00000), MEMORY(0x1000000, 0x1001000),
          MEMORY(0x2000000, 0x3000000), MEMORY(0x4000000, 0x5000000), MEMORY(0x6000000, 0x7000000),
          MEMORY(0x8000000, 0x9000000), MEMORY(0x9001000, TOP / 2));
    plan_board.gic_distributor = TOP / 2 + 0x10000;
    plan_board.gic_second = TOP / 2 + 0x30000;
    CHECK(planned() == BOOT_OK);
    CHECK(plan_free.count == RANGES - 1 && plan_ram.count == RANGES);
    CHECK(plan_device.count == BOARD_RAMS + 3);
    ends_are_right();
    CHECK(pages_of(&plan_ram) + plan.pool_pages + taken == ram_pages());
    CHECK(pages_of(&plan_device) == TOP / 4096 - ram_pages() - 2 * GIC_BYTES / 4096);
}

/* A page that is RAM in part is neither RAM nor a device. */
static void half_a_page_is_nobodys(void)
{
    BOARD(MEMORY(0x100000, 0x400000), MEMORY(0x800800, 0x10007ff));
    CHECK(planned() == BOOT_OK);
    CHECK(!has(&plan_ram, 0x800) && !has(&plan_device, 0x800) && has(&plan_device, 0x7ff) && has(&plan_ram, 0x801));
    CHECK(!has(&plan_ram, 0x1000) && !has(&plan_device, 0x1000) && has(&plan_ram, 0xfff));
}

static void the_pool_is_found_in_any_range(void)
{
    BOARD(MEMORY(0x3f0000, 0x400000), MEMORY(0x800000, 0x820000), MEMORY(0x1000000, 0x2000000));
    CHECK(planned() == BOOT_OK);
    CHECK(plan.pool == 0x1000000 / 16);
}

static void ranges_out_of_order_are_refused_and_change_nothing(void)
{
    struct ranges before = plan_ram;

    BOARD(MEMORY(0x800000, 0x900000), MEMORY(0x100000, 0x400000));
    CHECK(planned() == BOOT_BOARD);
    BOARD(MEMORY(0x100000, 0x400000), MEMORY(0x3ff000, 0x900000));
    CHECK(planned() == BOOT_BOARD);
    BOARD(MEMORY(0x100000, 0x400000), MEMORY(0x400000, 0x900000));
    CHECK(planned() == BOOT_BOARD);
    BOARD(MEMORY(0x100000, 0x400000), MEMORY(0x800000, 0x800000));
    CHECK(planned() == BOOT_BOARD);
    BOARD(MEMORY(0x100000, 0x400000), MEMORY(0x800000, TOP + 1));
    CHECK(planned() == BOOT_BOARD);
    board_have(0, 0);
    CHECK(planned() == BOOT_BOARD);
    BOARD(MEMORY(0x100000, 0x400000));
    plan_board.rams = BOARD_RAMS + 1;
    CHECK(planned() == BOOT_BOARD);
    CHECK(memcmp(&before, &plan_ram, sizeof before) == 0);
}

/* The tree is one page at 0x3f2000, the root task the two before it. */
static void what_lies_in_a_hole_is_refused(void)
{
    BOARD(MEMORY(0x100000, 0x3f2000), MEMORY(0x3f3000, 0x900000));
    CHECK(planned() == BOOT_DTB_OUTSIDE);
    BOARD(MEMORY(0x100000, 0x3f2020), MEMORY(0x3f2028, 0x900000));
    CHECK(planned() == BOOT_DTB_OUTSIDE);
    BOARD(MEMORY(0x100000, 0x3f0800), MEMORY(0x3f0900, 0x900000));
    CHECK(planned() == BOOT_ROOT_OUTSIDE);
}

int main(void)
{
    RUN(all_ranges_are_handed_out);
    RUN(eight_ranges_in_most_pieces_lose_nothing);
    RUN(half_a_page_is_nobodys);
    RUN(the_pool_is_found_in_any_range);
    RUN(ranges_out_of_order_are_refused_and_change_nothing);
    RUN(what_lies_in_a_hole_is_refused);
    return unit_end("plan_test");
}
