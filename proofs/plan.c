/* A plan that was accepted keeps the pool in memory and boot info below the top of user addresses. */
#include "kernel/plan.c"

/*@ requires dtb:   dtb < BIT(40);
    requires image: image <= image_end <= BIT(40);
    assigns         plan, plan_elf, plan_ram, plan_device, plan_scratch;
    ensures  top:   \result == BOOT_OK ==> plan.end <= BIT(47);
    ensures  pool:  \result == BOOT_OK ==> plan.pool + 256 * plan.pool_pages <= REFS; */
enum boot_error theorem_plan_fits(paddr_t dtb, paddr_t image, paddr_t image_end)
{
    return plan_make(dtb, image, image_end);
}
