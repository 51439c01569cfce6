/*
 * Any bytes as what a boot loader left: a device tree, which says itself where among the bytes behind it the root
 * task's file is.  Of what is accepted, nothing that is handed out is in use, and the pool is free memory.
 */
#include "kernel/plan.h"

#include "platform/host/board.h"
#include "tests/fuzz/readers/reader.h"

#define LEFT_AT 0x200000UL
#define LEFT_MOST 0x100000UL
#define IMAGE_AT 0x180000UL
#define IMAGE_END 0x190800UL

/* No page of r has an address from `from` to `to`. */
static int apart(const struct ranges *r, paddr_t from, paddr_t to)
{
    for (word_t i = 0; i < r->count; i++)
        if (r->range[i].from < (to + PAGE_BYTES - 1) / PAGE_BYTES && from / PAGE_BYTES < r->range[i].to)
            return 0;
    return 1;
}

/* Every page of r is of some range of RAM. */
static int in_ram(const struct ranges *r)
{
    for (word_t i = 0; i < r->count; i++) {
        word_t k = 0;

        while (k < plan_board.rams && (r->range[i].from * PAGE_BYTES < plan_board.ram[k].start ||
                                       r->range[i].to * PAGE_BYTES > plan_board.ram[k].end))
            k++;
        if (k == plan_board.rams)
            return 0;
    }
    return 1;
}

/* Whole, in order, in memory. */
static int ascending(const struct ranges *r, word_t first)
{
    for (word_t i = 0; i < r->count; first = r->range[i++].to)
        if (r->range[i].from < first || r->range[i].to <= r->range[i].from || r->range[i].to > RANGE_TOP)
            return 0;
    return r->count <= RANGES;
}

static void in_use_check(const struct ranges *r)
{
    CLAIM(apart(r, IMAGE_AT, IMAGE_END));
    CLAIM(apart(r, LEFT_AT, LEFT_AT + plan_board.dtb_bytes));
    CLAIM(apart(r, plan_board.initrd, plan_board.initrd_end));
}

static void plan_check(void)
{
    word_t second = plan_board.gic_version == 3 ? GIC_REDISTRIBUTOR_BYTES : GIC_BYTES;
    struct ranges pool = {1, {{plan.pool / 256, plan.pool / 256 + plan.pool_pages}}};

    CLAIM(ascending(&plan_ram, 1) && ascending(&plan_device, 0) && ascending(&pool, 1));
    CLAIM(in_ram(&plan_ram) && in_ram(&pool));
    for (word_t i = 0; i < plan_board.rams; i++)
        CLAIM(apart(&plan_device, plan_board.ram[i].start, plan_board.ram[i].end));
    in_use_check(&plan_ram);
    in_use_check(&pool);
    CLAIM(apart(&plan_ram, 16 * plan.pool, 16 * plan.pool + PAGE_BYTES * plan.pool_pages));
    CLAIM(apart(&plan_device, plan_board.gic_distributor, plan_board.gic_distributor + GIC_BYTES));
    CLAIM(apart(&plan_device, plan_board.gic_second, plan_board.gic_second + second));
    CLAIM(plan.image_pages <= ELF_PAGES && plan_elf.first + PAGE_BYTES * plan.image_pages == plan_elf.end);
    CLAIM(plan.info == plan_elf.end + PAGE_BYTES && plan.end == plan.info + PAGE_BYTES * (1 + plan.extra_pages));
    CLAIM(CHUNK_BYTES + plan.dtb_bytes <= PAGE_BYTES * plan.extra_pages);
    for (word_t i = 0; i < plan.image_pages; i++) {
        struct elf_page page = plan_page(i);

        CLAIM(page.at + page.bytes <= PAGE_BYTES);
        CLAIM(plan_board.initrd <= page.from && page.from + page.bytes <= plan_board.initrd_end);
    }
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t count)
{
    unsigned char *left = (unsigned char *)phys + LEFT_AT;
    enum boot_error error;

    if (count > LEFT_MOST)
        return 0;
    memcpy(left, bytes, count);
    /* The model has only so much memory, whatever the tree says. */
    if (dtb_read(left, count, &plan_board) == DTB_OK && plan_board.initrd_end <= BOARD_RAM_MOST) {
        error = plan_make(LEFT_AT, IMAGE_AT, IMAGE_END);
        CLAIM(error < BOOT_ERRORS);
        if (error == BOOT_OK)
            plan_check();
    }
    memset(left, 0, count);
    return 0;
}
