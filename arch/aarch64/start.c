/*
 * From the first line of C to the kernel proper: the device tree is read and
 * judged, then RAM is mapped and the kernel boots with it.
 */
#include "arch/aarch64/console.h"
#include "arch/aarch64/counters.h"
#include "arch/aarch64/exception.h"
#include "arch/aarch64/features.h"
#include "arch/aarch64/gic.h"
#include "arch/aarch64/layout.h"
#include "arch/aarch64/mmu.h"
#include "arch/aarch64/power.h"
#include "arch/aarch64/timer.h"
#include "board.h"
#include "kernel/boot.h"
#include "kernel/plan.h"

#define BLOCK MMU_WINDOW_BLOCK
#define TREE_BYTES BLOCK /* at most (Linux, booting.rst) */
#define ADDRESSES BIT(40)

extern unsigned char image_start[], image_end[];

/* Called by image.S, with physical addresses. */
void start(paddr_t dtb, paddr_t image);

/* In one range of RAM. */
static word_t inside(paddr_t from, paddr_t to)
{
    for (word_t i = 0; i < plan_board.rams; i++)
        if (plan_board.ram[i].start <= from && from <= to && to <= plan_board.ram[i].end)
            return 1;
    return 0;
}

static word_t meet(paddr_t from, paddr_t to, paddr_t low, paddr_t high)
{
    return from < high && low < to;
}

/* The tree may lie across two blocks; the second is looked at only if the header says it is needed. */
static enum dtb_result tree_read(paddr_t dtb)
{
    paddr_t block = dtb - dtb % BLOCK;
    const unsigned char *tree = mmu_window_open(0, block) + dtb % BLOCK;
    word_t limit = MIN(block + BLOCK - dtb, TREE_BYTES);

    if (limit < DTB_HEADER_BYTES || tree_bytes(tree) > limit) {
        mmu_window_open(1, block + BLOCK);
        limit = TREE_BYTES;
    }
    return dtb_read(tree, limit, &plan_board);
}

/* Of RAM, what is whole blocks: less has no place in the direct map, and is handed out as a device is. */
static void blocks_keep(void)
{
    word_t kept = 0;

    for (word_t i = 0; i < plan_board.rams; i++) {
        paddr_t from = (plan_board.ram[i].start + BLOCK - 1) / BLOCK * BLOCK;
        paddr_t to = plan_board.ram[i].end / BLOCK * BLOCK;

        if (from < to)
            plan_board.ram[kept++] = (struct memory){from, to};
    }
    plan_board.rams = kept;
}

static void board_judge(paddr_t dtb, paddr_t image, paddr_t end)
{
    paddr_t second = plan_board.gic_version == 3 ? BOARD_GIC_REDISTRIBUTOR : BOARD_GIC_INTERFACE;

    if (plan_board.gic_distributor != BOARD_GIC_DISTRIBUTOR || plan_board.gic_second != second)
        console_refuse("the device tree has the interrupt controller where this board has none");
    if (!inside(image, end))
        console_refuse("the kernel lies outside the memory that the device tree names");
    if (!inside(dtb, dtb + plan_board.dtb_bytes))
        console_refuse("the device tree lies outside the memory that it names");
    if (!inside(plan_board.initrd, plan_board.initrd_end) && plan_board.initrd != plan_board.initrd_end)
        console_refuse("the initrd lies outside the memory that the device tree names");
    if (meet(dtb, dtb + plan_board.dtb_bytes, image, end) || meet(plan_board.initrd, plan_board.initrd_end, image, end))
        console_refuse("the device tree or the initrd lies where the kernel has its own memory");
}

void start(paddr_t dtb, paddr_t image)
{
    paddr_t end = image + (word_t)(image_end - image_start);
    enum dtb_result result;

    mmu_init(image);
    mmu_device_map(DEVICE_CONSOLE, BOARD_CONSOLE, BOARD_CONSOLE_BYTES);
    if (BOARD_POWER != 0)
        mmu_device_map(DEVICE_POWER, BOARD_POWER, PAGE);
    if (dtb == 0 || dtb % 8 != 0 || dtb >= ADDRESSES - 2 * BLOCK)
        console_refuse("the boot loader gave no device tree");
    exception_excuse("the boot loader's device tree is where no memory is");
    result = tree_read(dtb);
    exception_excuse(0);
    if (result != DTB_OK)
        console_refuse(dtb_explain(result));
    mmu_window_close();

    power_init(plan_board.psci_smc);
    blocks_keep();
    board_judge(dtb, image, end);
    if (BOARD_POWER != 0) /* where the tree has those registers, too */
        board_watchdog_stop(mmu_device_address(DEVICE_POWER));
    for (word_t i = 0; i < plan_board.rams; i++)
        mmu_phys_map(plan_board.ram[i], image, end);
    features_key((unsigned char *)phys + dtb);
    gic_init(&plan_board);
    boot_kernel(dtb, image, end);
    if (plan_asks(PLAN_USER_TIMER))
        timer_share();
    if (plan_asks(PLAN_USER_COUNTERS))
        counters_share();
}
