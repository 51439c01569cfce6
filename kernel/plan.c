/*
 * Judging only: nothing but the plan is written here.
 */
#include "kernel/plan.h"
#include "kernel/descriptor.h"

#define PHYS_TOP BIT(40)
#define DTB_MOST BIT(21) /* the boot protocol's limit */

struct plan plan;
struct board plan_board;
struct elf plan_elf;
struct ranges plan_free, plan_ram, plan_device;
struct ranges plan_scratch;

/* --- bootargs --- */

#define LETTERS 16UL /* of a word and its 0, at most */

static const char words[PLAN_WORDS][LETTERS] = {
    [PLAN_STRICT] = "strict",
    [PLAN_USER_TIMER] = "user-timer",
    [PLAN_USER_COUNTERS] = "user-counters",
};

word_t plan_asks(enum plan_word word)
{
    word_t matched = 0; /* letters, as long as the word at hand begins as ours does; else LETTERS */

    /*@ loop invariant i:       i <= BOOTARGS_BYTES;
        loop invariant matched: matched <= LETTERS;
        loop assigns i, matched;
        loop variant BOOTARGS_BYTES - i; */
    for (word_t i = 0; i < BOOTARGS_BYTES; i++) {
        char c = plan_board.bootargs[i];

        if ((c == ' ' || c == 0) && matched < LETTERS && words[word][matched] == 0)
            return 1;
        if (c == 0)
            return 0;
        if (c == ' ')
            matched = 0;
        else if (matched < LETTERS && words[word][matched] == c)
            matched++;
        else
            matched = LETTERS;
    }
    return 0;
}

/* --- sizes --- */

/*@ requires small: bytes <= BIT(62);
    assigns         \nothing;
    ensures  is:    \result == PageUp(bytes);
    ensures  up:    bytes <= 4096 * \result < bytes + 4096; */
static word_t pages(word_t bytes)
{
    return (bytes + PAGE_BYTES - 1) / PAGE_BYTES;
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

/* Tables from the image to the end of boot info, whose entries cover 2^shift bytes in all. */
#define TABLES(shift) ((plan.end - 1) / BIT(shift) - plan_elf.first / BIT(shift) + 1)

/*@ requires elf:  ElfWf(&plan_elf) && PlanTree;
    assigns        plan.image_pages, plan.extra_pages, plan.buffer, plan.info, plan.end, plan.tables[..];
    ensures  wf:   PlanSizes && PlanTables; */
static void sizes_make(void)
{
    plan.image_pages = pages(plan_elf.end - plan_elf.first);
    plan.extra_pages = pages(EXTRA_BYTES(plan.dtb_bytes));
    plan.buffer = plan_elf.end;
    plan.info = plan.buffer + PAGE_BYTES;
    plan.end = plan.info + PAGE_BYTES * (1 + plan.extra_pages);
    plan.tables[0] = TABLES(39);
    plan.tables[1] = TABLES(30);
    plan.tables[2] = TABLES(21);
}

/* --- memory --- */

/* What is left without the pages that have an address from `from` to `to`. */
/*@ requires whole: \valid_read(whole) && whole->count < RANGES && RangesIn(whole, 0, RANGE_TOP) && RangesOrdered(whole);
    requires left:  \valid(left) && \separated(whole, left);
    requires to:    from <= to <= BIT(41);
    assigns         *left;
    ensures  count: left->count <= whole->count + 1;
    ensures  wf:    RangesIn(left, 0, RANGE_TOP) && RangesOrdered(left);
    ensures  first: RangesIn(whole, RAM_FIRST, RAM_TOP) ==> RangesIn(left, RAM_FIRST, RAM_TOP);
    ensures  apart: RangesApart(left, from / 4096, PageUp(to));
    ensures  still: \forall integer a, b; RangesApart(whole, a, b) ==> RangesApart(left, a, b); */
static void cut(const struct ranges *whole, paddr_t from, paddr_t to, struct ranges *left)
{
    ranges_cut(whole, from / PAGE_BYTES, pages(to), left);
}

/* All RAM but for the first page and the last. */
/*@ requires ram:   PlanRam;
    assigns         plan_scratch;
    ensures  count: plan_scratch.count <= BOARD_RAMS;
    ensures  wf:    RangesIn(&plan_scratch, RAM_FIRST, RAM_TOP) && RangesOrdered(&plan_scratch);
    ensures  is:    \forall integer a, b; NoRam(a, b) ==> RangesApart(&plan_scratch, a, b); */
static void rams_add(void)
{
    plan_scratch.count = 0;
    /*@ loop invariant i:     0 <= i <= plan_board.rams;
        loop invariant count: plan_scratch.count <= i;
        loop invariant wf:    RangesIn(&plan_scratch, RAM_FIRST, RAM_TOP) && RangesOrdered(&plan_scratch);
        loop invariant below: RangesBelow(&plan_scratch, i == 0 ? 0 : plan_board.ram[i - 1].end / 4096);
        loop invariant is:    \forall integer a, b; NoRam(a, b) ==> RangesApart(&plan_scratch, a, b);
        loop assigns i, plan_scratch;
        loop variant plan_board.rams - i; */
    for (word_t i = 0; i < plan_board.rams; i++) {
        word_t first = pages(plan_board.ram[i].start), end = plan_board.ram[i].end / PAGE_BYTES;

        ranges_add(&plan_scratch, first < RAM_FIRST ? RAM_FIRST : first, end > RAM_TOP ? RAM_TOP : end);
    }
}

/* What is left of plan_ram without what the boot loader put there. */
/*@ requires input: PlanInput;
    requires whole: plan_ram.count <= BOARD_RAMS + 1 && RangesIn(&plan_ram, RAM_FIRST, RAM_TOP) && RangesOrdered(&plan_ram);
    assigns         plan_free, plan_scratch;
    ensures  count: plan_free.count <= BOARD_RAMS + 3;
    ensures  wf:    RangesIn(&plan_free, RAM_FIRST, RAM_TOP) && RangesOrdered(&plan_free);
    ensures  tree:  PlanTreeApart;
    ensures  file:  PlanFileApart;
    ensures  still: \forall integer a, b; RangesApart(&plan_ram, a, b) ==> RangesApart(&plan_free, a, b); */
static void loader_cut(void)
{
    cut(&plan_ram, plan.dtb, plan.dtb + plan_board.dtb_bytes, &plan_scratch);
    cut(&plan_scratch, plan_board.initrd, plan_board.initrd_end, &plan_free);
}

/* RAM that nothing lies in. */
/*@ requires input: PlanInput;
    requires image: image <= image_end <= BIT(40);
    assigns         plan_free, plan_ram, plan_scratch;
    ensures  count: plan_free.count <= BOARD_RAMS + 3;
    ensures  wf:    RangesIn(&plan_free, RAM_FIRST, RAM_TOP) && RangesOrdered(&plan_free);
    ensures  is:    \forall integer a, b; NoRam(a, b) ==> RangesApart(&plan_free, a, b);
    ensures  image: RangesApart(&plan_free, image / 4096, PageUp(image_end));
    ensures  tree:  PlanTreeApart;
    ensures  file:  PlanFileApart; */
static void ram_make(paddr_t image, paddr_t image_end)
{
    rams_add();
    cut(&plan_scratch, image, image_end, &plan_ram);
    //@ assert is: \forall integer a, b; NoRam(a, b) ==> RangesApart(&plan_ram, a, b);
    loader_cut();
}

/* All addresses that are not RAM: before the first range, between any two, behind the last. */
/*@ requires ram:   PlanRam;
    assigns         plan_scratch;
    ensures  count: plan_scratch.count <= BOARD_RAMS + 1;
    ensures  wf:    RangesIn(&plan_scratch, 0, RANGE_TOP) && RangesOrdered(&plan_scratch);
    ensures  ram:   \forall integer i; 0 <= i < plan_board.rams ==>
                        RangesApart(&plan_scratch, plan_board.ram[i].start / 4096, PageUp(plan_board.ram[i].end)); */
static void holes_add(void)
{
    word_t from = 0;

    plan_scratch.count = 0;
    /*@ loop invariant i:     0 <= i <= plan_board.rams;
        loop invariant from:  from == (i == 0 ? 0 : PageUp(plan_board.ram[i - 1].end));
        loop invariant count: plan_scratch.count <= i;
        loop invariant wf:    RangesIn(&plan_scratch, 0, RANGE_TOP) && RangesOrdered(&plan_scratch);
        loop invariant below: RangesBelow(&plan_scratch, i == 0 ? 0 : plan_board.ram[i - 1].start / 4096);
        loop invariant ram:   \forall integer j; 0 <= j < i ==>
                                  RangesApart(&plan_scratch, plan_board.ram[j].start / 4096, PageUp(plan_board.ram[j].end));
        loop assigns i, from, plan_scratch;
        loop variant plan_board.rams - i; */
    for (word_t i = 0; i < plan_board.rams; i++) {
        ranges_add(&plan_scratch, from, plan_board.ram[i].start / PAGE_BYTES);
        from = pages(plan_board.ram[i].end);
    }
    ranges_add(&plan_scratch, from, RANGE_TOP);
}

/* Addresses that are neither RAM nor the kernel's. */
/*@ requires input: PlanInput;
    assigns         plan_device, plan_ram, plan_scratch;
    ensures  count: plan_device.count <= BOARD_RAMS + 3;
    ensures  wf:    RangesIn(&plan_device, 0, RANGE_TOP) && RangesOrdered(&plan_device);
    ensures  ram:   \forall integer i; 0 <= i < plan_board.rams ==>
                        RangesApart(&plan_device, plan_board.ram[i].start / 4096, PageUp(plan_board.ram[i].end));
    ensures  first: RangesApart(&plan_device, plan_board.gic_distributor / 4096, PageUp(plan_board.gic_distributor + GIC_BYTES));
    ensures  other: RangesApart(&plan_device, plan_board.gic_second / 4096, PageUp(plan_board.gic_second + GicSecondBytes)); */
static void device_make(void)
{
    word_t second = plan_board.gic_version == 3 ? GIC_REDISTRIBUTOR_BYTES : GIC_BYTES;

    holes_add();
    cut(&plan_scratch, plan_board.gic_distributor, plan_board.gic_distributor + GIC_BYTES, &plan_ram);
    /*@ assert ram: \forall integer i; 0 <= i < plan_board.rams ==>
            RangesApart(&plan_ram, plan_board.ram[i].start / 4096, PageUp(plan_board.ram[i].end)); */
    cut(&plan_ram, plan_board.gic_second, plan_board.gic_second + second, &plan_device);
}

/*@ requires input: PlanInput;
    requires image: image <= image_end <= BIT(40);
    assigns         plan_free, plan_ram, plan_device, plan_scratch;
    ensures  free:  PlanFree;
    ensures  rest:  RANGES_IN(plan_device, 0, RANGE_TOP) && RANGES_ORDERED(plan_device);
    ensures  image: PlanImageApart(image, image_end);
    ensures  tree:  PlanTreeApart;
    ensures  file:  PlanFileApart;
    ensures  gic:   PlanGicApart;
    ensures  ram:   PlanRamApart;
    ensures  is:    PlanFreeIsRam; */
static void memory_make(paddr_t image, paddr_t image_end)
{
    ram_make(image, image_end);
    device_make();
}

/* --- judging --- */

/* Is the board's RAM as the reader of the tree has it? */
/*@ assigns      \nothing;
    ensures ram: \result ==> PlanRam; */
static word_t ram_judge(void)
{
    if (plan_board.rams == 0 || plan_board.rams > BOARD_RAMS)
        return 0;
    /*@ loop invariant i:     0 <= i <= plan_board.rams;
        loop invariant some:  \forall integer j; 0 <= j < i ==> plan_board.ram[j].start < plan_board.ram[j].end <= BIT(40);
        loop invariant order: \forall integer j, k; 0 <= j < k < i ==> plan_board.ram[j].end < plan_board.ram[k].start;
        loop assigns i;
        loop variant plan_board.rams - i; */
    for (word_t i = 0; i < plan_board.rams; i++) {
        if (plan_board.ram[i].start >= plan_board.ram[i].end || plan_board.ram[i].end > PHYS_TOP)
            return 0;
        if (i > 0 && plan_board.ram[i - 1].end >= plan_board.ram[i].start)
            return 0;
    }
    return 1;
}

/* Is this in one range of RAM? */
/*@ requires ram: PlanRam;
    assigns       \nothing;
    ensures  in:  \result ==> from <= to <= BIT(40) && InRam(from, to); */
static word_t in_ram(paddr_t from, paddr_t to)
{
    /*@ loop invariant i: 0 <= i <= plan_board.rams;
        loop assigns i;
        loop variant plan_board.rams - i; */
    for (word_t i = 0; i < plan_board.rams; i++)
        if (plan_board.ram[i].start <= from && from <= to && to <= plan_board.ram[i].end)
            return 1;
    return 0;
}

/* What the boot loader gave lies in memory. */
/*@ requires dtb:   plan.dtb < BIT(40);
    assigns         \nothing;
    ensures  why:   \result < BOOT_ERRORS;
    ensures  input: \result == BOOT_OK ==> PlanInput; */
static enum boot_error input_judge(void)
{
    if (!ram_judge() || plan_board.gic_distributor > PHYS_TOP || plan_board.gic_second > PHYS_TOP)
        return BOOT_BOARD;
    if (plan.dtb % 8 != 0 || plan_board.dtb_bytes > DTB_MOST || plan_board.dtb_bytes < DTB_HEADER_BYTES ||
        !in_ram(plan.dtb, plan.dtb + plan_board.dtb_bytes))
        return BOOT_DTB_OUTSIDE;
    if (plan_board.initrd == plan_board.initrd_end)
        return BOOT_NO_ROOT;
    if (!in_ram(plan_board.initrd, plan_board.initrd_end))
        return BOOT_ROOT_OUTSIDE;
    return BOOT_OK;
}

/* There are slots and memory for everything. */
/*@ requires wf:    PlanMemory && PlanSizes && PlanTables;
    requires tree:  PlanTreeApart && plan.dtb_bytes <= plan_board.dtb_bytes;
    assigns         plan.pool, plan.pool_pages;
    ensures  why:   \result < BOOT_ERRORS;
    ensures  wf:    \result == BOOT_OK ==> PlanRoom;
    ensures  tree:  \result == BOOT_OK ==> PlanTreeOut;
    ensures  place: \result == BOOT_OK ==> PlanPlace; */
static enum boot_error room_judge(void)
{
    word_t tables = plan.tables[0] + plan.tables[1] + plan.tables[2];
    word_t varying = plan.image_pages + tables + plan.extra_pages; /* a page and a slot each */
    word_t pool;

    if (varying > ROOT_SLOTS - UNTYPEDS - SLOT_FIRST_FREE)
        return BOOT_TOO_MANY_SLOTS;
    plan.pool_pages = CNODE_PAGES + IRQ_PAGES + QUEUE_PAGES + SINGLE_PAGES + varying;
    pool = ranges_fit(&plan_free, plan.pool_pages);
    if (pool == WORD_MAX)
        return BOOT_NO_RAM;
    plan.pool = pool * (PAGE_BYTES / 16);
    return BOOT_OK;
}

/* What follows from the file. */
/*@ requires input: PlanInput && PlanMemory && ElfWf(&plan_elf);
    requires apart: PlanTreeApart;
    assigns         plan;
    ensures  why:   \result < BOOT_ERRORS;
    ensures  tree:  plan.dtb == \old(plan.dtb);
    ensures  wf:    \result == BOOT_OK ==> PlanMade;
    ensures  place: \result == BOOT_OK ==> PlanPlace; */
static enum boot_error rest_make(void)
{
    plan.dtb_bytes = dtb_used(plan.dtb, plan_board.dtb_bytes);
    sizes_make();
    return room_judge();
}

/* The pool is taken; what was made stands, and what is left is apart from what it was apart from. */
/*@ requires elf:   PlanElf && PlanSizes;
    requires room:  PlanMemory && PlanRoom && PlanPlace;
    requires image: RangesApart(&plan_free, image / 4096, PageUp(image_end));
    requires tree:  RangesApart(&plan_free, plan.dtb / 4096, PageUp(plan.dtb + plan_board.dtb_bytes));
    requires file:  RangesApart(&plan_free, plan_board.initrd / 4096, PageUp(plan_board.initrd_end));
    requires is:    PlanFreeIsRam;
    assigns         plan_ram;
    ensures  elf:   PlanElf;
    ensures  sizes: PlanSizes;
    ensures  place: PlanPlace;
    ensures  free:  PlanFileApart;
    ensures  in:    RangesIn(&plan_ram, RAM_FIRST, RAM_TOP) && RangesOrdered(&plan_ram);
    ensures  is:    PlanRamIsRam;
    ensures  pool:  RangesApart(&plan_ram, plan.pool / 256, plan.pool / 256 + plan.pool_pages);
    ensures  image: RangesApart(&plan_ram, image / 4096, PageUp(image_end));
    ensures  tree:  RangesApart(&plan_ram, plan.dtb / 4096, PageUp(plan.dtb + plan_board.dtb_bytes));
    ensures  file:  RangesApart(&plan_ram, plan_board.initrd / 4096, PageUp(plan_board.initrd_end)); */
static void pool_cut(paddr_t image, paddr_t image_end)
{
    word_t pool = plan.pool / (PAGE_BYTES / 16);

    (void)image, (void)image_end; /* for the contract */
    //@ assert is: \forall integer a, b; NoRam(a, b) ==> RangesApart(&plan_free, a, b);
    ranges_cut(&plan_free, pool, pool + plan.pool_pages, &plan_ram);
    //@ assert left: \forall integer a, b; NoRam(a, b) ==> RangesApart(&plan_ram, a, b);
}

enum boot_error plan_make(paddr_t dtb, paddr_t image, paddr_t image_end)
{
    enum boot_error error;

    plan.dtb = dtb;
    error = input_judge();
    if (error != BOOT_OK)
        return error;
    memory_make(image, image_end);
    error = elf_judge(plan_board.initrd, plan_board.initrd_end - plan_board.initrd, plan_asks(PLAN_STRICT), &plan_elf);
    if (error != BOOT_OK)
        return error;
    error = rest_make();
    if (error != BOOT_OK)
        return error;
    pool_cut(image, image_end);
    return BOOT_OK;
}

struct elf_page plan_page(word_t i)
{
    return elf_page(&plan_elf, plan_elf.first + PAGE_BYTES * i);
}
