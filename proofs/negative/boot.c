/* Wrong hopes about boot.  Each function named wrong must keep an unproved goal. */
#include "kernel/boot.h"

/* No page of the pool is spare. */
/*@ requires new:   KernelNew && dtb < BIT(40) && image <= image_end <= BIT(40);
    assigns         STATE, kind[..], irq_first, pools_first, boot, plan, plan_elf, plan_free, plan_ram, plan_device, plan_scratch, sha256_hash[..], sha256_schedule[..];
    ensures  spare: boot.page < PoolEnd; */
void wrong_a_page_is_spare(paddr_t dtb, paddr_t image, paddr_t image_end)
{
    boot_kernel(dtb, image, image_end);
}

/* The kernel boots: what its contract says contradicts nothing. */
/*@ requires new:   KernelNew && dtb < BIT(40) && image <= image_end <= BIT(40);
    assigns         STATE, kind[..], irq_first, pools_first, boot, plan, plan_elf, plan_free, plan_ram, plan_device, plan_scratch, sha256_hash[..], sha256_schedule[..];
    ensures  never: \false; */
void wrong_boot_never_ends(paddr_t dtb, paddr_t image, paddr_t image_end)
{
    boot_kernel(dtb, image, image_end);
}

/* The root task's file is not a plan: without plan_make nothing says where there is a pool. */
/*@ requires new:   KernelNew && PlanElf && PlanSizes;
    assigns         \nothing;
    ensures  room:  PlanRoom; */
void wrong_file_is_a_plan(void)
{
}

/*@ requires new:   KernelNew && dtb < BIT(40) && image <= image_end <= BIT(40);
    assigns         STATE, kind[..], irq_first, pools_first, boot, plan, plan_elf, plan_free, plan_ram, plan_device, plan_scratch, sha256_hash[..], sha256_schedule[..];
    ensures  runs:  kernel.current == boot.tcb; */
void right(paddr_t dtb, paddr_t image, paddr_t image_end)
{
    boot_kernel(dtb, image, image_end);
}
