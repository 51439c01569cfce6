/*
 * A plan that was accepted keeps the pool in memory, out of what is taken, and
 * boot info in user addresses; and it hands out no page twice.
 */
#include "kernel/plan.c"

/*@ // No byte from `from` to `to` is in the pool.
    predicate PoolApart{L}(integer from, integer to) =
        to <= 16 * plan.pool || 16 * (plan.pool + 256 * plan.pool_pages) <= from; */

/*@ requires dtb:   dtb < BIT(40);
    requires image: image <= image_end <= BIT(40);
    assigns         plan, plan_elf, plan_free, plan_ram, plan_device, plan_scratch;
    ensures  top:   \result == BOOT_OK ==> plan.end <= BIT(47);
    ensures  pool:  \result == BOOT_OK ==> plan.pool + 256 * plan.pool_pages <= REFS;
    ensures  image: \result == BOOT_OK ==> image == image_end || PoolApart(image, image_end);
    ensures  tree:  \result == BOOT_OK ==> PoolApart(dtb, dtb + plan_board.dtb_bytes);
    ensures  file:  \result == BOOT_OK ==> PoolApart(plan_board.initrd, plan_board.initrd_end); */
enum boot_error theorem_plan_fits(paddr_t dtb, paddr_t image, paddr_t image_end)
{
    return plan_make(dtb, image, image_end);
}

/* No page is in two ranges of RAM, in two of devices, or in one of each. */
/*@ requires dtb:    dtb < BIT(40);
    requires image:  image <= image_end <= BIT(40);
    assigns          plan, plan_elf, plan_free, plan_ram, plan_device, plan_scratch;
    ensures  ram:    \result == BOOT_OK ==> \forall integer i, j; 0 <= i < j < plan_ram.count ==>
                         plan_ram.range[i].to <= plan_ram.range[j].from;
    ensures  device: \result == BOOT_OK ==> \forall integer i, j; 0 <= i < j < plan_device.count ==>
                         plan_device.range[i].to <= plan_device.range[j].from;
    ensures  apart:  \result == BOOT_OK ==> \forall integer i, j; 0 <= i < plan_ram.count ==> 0 <= j < plan_device.count ==>
                         plan_ram.range[i].to <= plan_device.range[j].from || plan_device.range[j].to <= plan_ram.range[i].from; */
enum boot_error theorem_no_page_is_handed_out_twice(paddr_t dtb, paddr_t image, paddr_t image_end)
{
    enum boot_error error = plan_make(dtb, image, image_end);

    /*@ assert holes: error == BOOT_OK ==> \forall integer j; 0 <= j < plan_device.count ==>
            NoRam(plan_device.range[j].from, plan_device.range[j].to); */
    return error;
}
