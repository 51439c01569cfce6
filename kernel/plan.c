/*
 * Judging only: nothing but the plan is written here.
 */
#include "kernel/plan.h"
#include "kernel/descriptor.h"

#define PHYS_TOP BIT(40)
#define DTB_MOST BIT(21) /* the boot protocol's limit */

/* The GIC is the kernel's: its registers are in no untyped. */
#define GIC_BYTES BIT(16)
#define GIC_REDISTRIBUTOR_BYTES 0xf60000UL

struct plan plan;

/* --- bootargs --- */

#define STRICT_LETTERS 6UL

static const char strict[] = "strict";

_Static_assert(sizeof strict == STRICT_LETTERS + 1, "a word and its 0");

word_t plan_strict(void)
{
    word_t matched = 0; /* letters, as long as the word at hand begins as ours does; else one more than there are */

    /*@ loop invariant i:       i <= BOOTARGS_BYTES;
        loop invariant matched: matched <= STRICT_LETTERS + 1;
        loop assigns i, matched;
        loop variant BOOTARGS_BYTES - i; */
    for (word_t i = 0; i < BOOTARGS_BYTES; i++) {
        char c = plan.board.bootargs[i];

        if ((c == ' ' || c == 0) && matched == STRICT_LETTERS)
            return 1;
        if (c == 0)
            return 0;
        if (c == ' ')
            matched = 0;
        else if (matched < STRICT_LETTERS && strict[matched] == c)
            matched++;
        else
            matched = STRICT_LETTERS + 1;
    }
    return 0;
}

/* --- sizes --- */

/*@ requires small: bytes <= BIT(62);
    assigns         \nothing;
    ensures  up:    bytes <= 4096 * \result < bytes + 4096; */
static word_t pages(word_t bytes)
{
    return (bytes + PAGE_BYTES - 1) / PAGE_BYTES;
}

/* Blocks of 2^shift bytes that have addresses from `from` to `to`. */
/*@ requires shift: shift < 64;
    assigns         \nothing; */
static word_t blocks(vaddr_t from, vaddr_t to, word_t shift)
{
    return ((to - 1) >> shift) - (from >> shift) + 1;
}

word_t plan_swapped(word_t w)
{
    return FIELD(24, w % 256) + FIELD(16, w / BIT(8) % 256) + FIELD(8, w / BIT(16) % 256) + w / BIT(24) % 256;
}

/* The big-endian number at byte `at` of the header of the device tree. */
/*@ requires in: dtb + at < BIT(40);
    assigns      \nothing;
    ensures  small: \result < BIT(32); */
static word_t dtb_field(paddr_t dtb, word_t at)
{
    paddr_t p = dtb + at;
    word_t pair = p % 16 < 8 ? phys[p / 16].w0 : phys[p / 16].w1;

    return plan_swapped(at % 8 == 0 ? pair : pair / BIT(32));
}

/* Bytes of the device tree up to the end of its last block: loaders leave up to a MiB of room behind it. */
/*@ requires in: dtb + bytes <= BIT(40) && bytes >= DTB_HEADER_BYTES && bytes <= DTB_MOST;
    assigns      \nothing;
    ensures  used: \result <= bytes && \result % 8 == 0; */
static word_t dtb_used(paddr_t dtb, word_t bytes)
{
    word_t structure = dtb_field(dtb, 8) + dtb_field(dtb, 36);
    word_t strings = dtb_field(dtb, 12) + dtb_field(dtb, 32);
    word_t used = structure > strings ? structure : strings;

    return MIN((used + 7) / 8, bytes / 8) * 8;
}

/* Translation tables from the image to the end of boot info. */
/*@ assigns \nothing; */
static word_t tables(void)
{
    return blocks(plan.elf.first, plan.end, 39) + blocks(plan.elf.first, plan.end, 30) +
           blocks(plan.elf.first, plan.end, 21);
}

/*@ requires elf:  ElfWf(&plan.elf) && PlanTree;
    assigns        plan.image_pages, plan.extra_pages, plan.buffer, plan.info, plan.end, plan.table_pages,
                   plan.pool_pages;
    ensures  wf:   PlanSizes; */
static void sizes_make(void)
{
    plan.image_pages = pages(plan.elf.end - plan.elf.first);
    plan.extra_pages = pages(CHUNK_BYTES + plan.dtb_bytes);
    plan.buffer = plan.elf.end;
    plan.info = plan.buffer + PAGE_BYTES;
    plan.end = plan.info + PAGE_BYTES * (1 + plan.extra_pages);
    plan.table_pages = tables();
    plan.pool_pages = CNODE_PAGES + IRQ_PAGES + QUEUE_PAGES + SINGLE_PAGES + plan.table_pages + plan.image_pages +
                      plan.extra_pages;
}

/* --- memory --- */

/* A list of ranges without the pages from `from` to `to`. */
/*@ requires r:    \valid(r) && RangesIn(r, 0, BIT(40)) && RangesPaged(r);
    requires to:   to <= BIT(41);
    assigns        *r;
    ensures  wf:   RangesIn(r, 0, BIT(40)) && RangesPaged(r); */
static void cut(struct ranges *r, paddr_t from, paddr_t to)
{
    struct ranges whole = *r;

    ranges_cut(&whole, from / PAGE_BYTES * PAGE_BYTES, pages(to) * PAGE_BYTES, r);
}

/* RAM that nothing lies in. */
/*@ requires board: plan.board.ram <= plan.board.ram_end <= BIT(40) && plan.board.initrd_end <= BIT(40);
    requires image: image <= image_end <= BIT(40);
    requires dtb:   plan.dtb <= BIT(40) && plan.board.dtb_bytes <= DTB_MOST;
    assigns         plan.ram;
    ensures  wf:    RangesIn(&plan.ram, 0, BIT(40)) && RangesPaged(&plan.ram); */
static void ram_make(paddr_t image, paddr_t image_end)
{
    ranges_init(&plan.ram, pages(plan.board.ram) * PAGE_BYTES, plan.board.ram_end / PAGE_BYTES * PAGE_BYTES);
    cut(&plan.ram, 0, PAGE_BYTES); /* ref 0 names nothing */
    cut(&plan.ram, image, image_end);
    cut(&plan.ram, plan.dtb, plan.dtb + plan.board.dtb_bytes);
    cut(&plan.ram, plan.board.initrd, plan.board.initrd_end);
}

/* Addresses that are neither RAM nor the kernel's. */
/*@ requires board: plan.board.ram_end <= BIT(40) && plan.board.gic_distributor <= BIT(40) &&
                    plan.board.gic_second <= BIT(40);
    assigns         plan.device;
    ensures  wf:    RangesIn(&plan.device, 0, BIT(40)) && RangesPaged(&plan.device); */
static void device_make(void)
{
    word_t second = plan.board.gic_version == 3 ? GIC_REDISTRIBUTOR_BYTES : GIC_BYTES;

    ranges_init(&plan.device, 0, PHYS_TOP);
    cut(&plan.device, plan.board.ram, plan.board.ram_end);
    cut(&plan.device, plan.board.gic_distributor, plan.board.gic_distributor + GIC_BYTES);
    cut(&plan.device, plan.board.gic_second, plan.board.gic_second + second);
}

/* --- judging --- */

/* Is the range in RAM? */
/*@ assigns     \nothing;
    ensures in: \result ==> plan.board.ram <= from <= to <= plan.board.ram_end; */
static word_t in_ram(paddr_t from, paddr_t to)
{
    return plan.board.ram <= from && from <= to && to <= plan.board.ram_end;
}

/* What the boot loader gave lies in memory. */
/*@ requires dtb:  plan.dtb < BIT(40);
    assigns        \nothing;
    ensures  tree: \result == BOOT_OK ==> plan.dtb + plan.board.dtb_bytes <= plan.board.ram_end <= BIT(40) &&
                   plan.dtb % 8 == 0 && DTB_HEADER_BYTES <= plan.board.dtb_bytes <= DTB_MOST;
    ensures  ram:  \result == BOOT_OK ==> plan.board.ram <= plan.board.ram_end;
    ensures  root: \result == BOOT_OK ==>
                   plan.board.initrd <= plan.board.initrd_end <= plan.board.ram_end;
    ensures  gic:  \result == BOOT_OK ==>
                   plan.board.gic_distributor <= BIT(40) && plan.board.gic_second <= BIT(40); */
static enum boot_error input_judge(void)
{
    const struct board *board = &plan.board;

    if (board->ram_end > PHYS_TOP || board->gic_distributor > PHYS_TOP || board->gic_second > PHYS_TOP)
        return BOOT_BOARD;
    if (plan.dtb % 8 != 0 || board->dtb_bytes > DTB_MOST || board->dtb_bytes < DTB_HEADER_BYTES ||
        !in_ram(plan.dtb, plan.dtb + board->dtb_bytes))
        return BOOT_DTB_OUTSIDE;
    if (board->initrd == board->initrd_end)
        return BOOT_NO_ROOT;
    if (!in_ram(board->initrd, board->initrd_end))
        return BOOT_ROOT_OUTSIDE;
    return BOOT_OK;
}

/* There are slots and memory for everything. */
/*@ requires wf:   PlanMemory && PlanSizes;
    assigns        plan.pool;
    ensures  wf:   \result == BOOT_OK ==> PlanPool; */
static enum boot_error room_judge(void)
{
    paddr_t pool;

    if (plan.table_pages > ROOT_SLOTS ||
        SLOT_FIRST_FREE + UNTYPEDS + plan.image_pages + plan.table_pages + plan.extra_pages > ROOT_SLOTS)
        return BOOT_TOO_MANY_SLOTS;
    pool = ranges_fit(&plan.ram, PAGE_BYTES * plan.pool_pages);
    if (pool == WORD_MAX)
        return BOOT_NO_RAM;
    plan.pool = pool / 16;
    return BOOT_OK;
}

enum boot_error plan_make(const struct board *board, paddr_t dtb, paddr_t image, paddr_t image_end)
{
    enum boot_error error;

    plan.board = *board;
    plan.dtb = dtb;
    error = input_judge();
    if (error != BOOT_OK)
        return error;
    error = elf_judge(plan.board.initrd, plan.board.initrd_end - plan.board.initrd, plan_strict(), &plan.elf);
    if (error != BOOT_OK)
        return error;
    plan.dtb_bytes = dtb_used(plan.dtb, plan.board.dtb_bytes);
    sizes_make();
    ram_make(image, image_end);
    device_make();
    return room_judge();
}
