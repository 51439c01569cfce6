/* What boot takes and hands out is never a page of the kernel's image. */
#include "kernel/kernel.h"
#include "kernel/refill.h"
#include "kernel/result.h"
#include "spec/invariant.acsl"

/*@ // How many refills a context may have is in its fifth cell.
    lemma BootMost{K,L}: \forall integer c; CellSame{K,L}(c + 4) ==> RefillMost{L}(c) == RefillMost{K}(c); */

#include "kernel/boot.c"

/*@ requires new:   KernelNew;
    requires dtb:   dtb < BIT(40);
    requires image: image <= byte < image_end <= BIT(40);
    assigns         STATE, kind[..], irq_first, pools_first, boot, plan, plan_elf, plan_free, plan_ram, plan_device, plan_scratch;
    assigns         sha256_hash[..], sha256_schedule[..];
    ensures  pool:  byte / 4096 < plan.pool / 256 || plan.pool / 256 + plan.pool_pages <= byte / 4096;
    ensures  rest:  \forall integer i; 0 <= i < plan_ram.count ==>
                        byte / 4096 < plan_ram.range[i].from || plan_ram.range[i].to <= byte / 4096; */
void theorem_image_is_kept(paddr_t dtb, paddr_t image, paddr_t image_end, paddr_t byte)
{
    boot_kernel(dtb, image, image_end);
}

/* The pool is used up, to the page. */
/*@ requires new:   KernelNew && PlanWf;
    assigns         STATE, kind[..], irq_first, pools_first, boot;
    ensures  exact: boot.page == plan.pool + 256 * plan.pool_pages; */
void theorem_pool_is_used_up(void)
{
    root_make();
}
