/*
 * From a booted CPU to the first user instruction: free memory to untypeds,
 * the root task's spaces, boot info.  Called once, by arch, which has filled
 * plan_board, with the direct map of its RAM in place.
 */
#ifndef TENON_KERNEL_BOOT_H
#define TENON_KERNEL_BOOT_H

#include "kernel/kernel.h"
#include "kernel/plan.h"
#include "kernel/refill.h"
#include "kernel/result.h"

#define PAGE_CELLS 256UL

/* A region of slots: first, and the first behind. */
struct slots {
    word_t start, end;
};

/* Where boot stands: next page of the pool, next slot of the root CNode; what it has made. */
struct boot {
    ref_t page;
    word_t slot;
    ref_t cnode, vspace, tcb, info;
    struct slots tables, image, extra, untypeds;
};

extern struct boot boot;

/* As sha256.h has them: boot hashes the root task's file. */
extern unsigned int sha256_hash[8], sha256_schedule[64];

#include "spec/boot.acsl"

/*
 * Physical ranges of the device tree and of the kernel's own image are never
 * handed out: the pool and the untypeds are made of what the plan has free.
 * On return kernel.current is the root task; on bad input one sentence goes to
 * the console and the machine halts.
 */
/*@ requires new:   KernelNew;
    requires dtb:   dtb < BIT(40);
    requires image: image <= image_end <= BIT(40);
    assigns         STATE, kind[..], irq_first, pools_first, boot, plan, plan_elf, plan_free, plan_ram, plan_device, plan_scratch;
    assigns         sha256_hash[..], sha256_schedule[..];
    ensures  wf:    KernelWf;
    ensures  whole: SystemWf && FixedWf && TypesWf && Decided;
    ensures  runs:  kernel.current == boot.tcb;
    ensures  all:   BootDone;
    ensures  pool:  PlanPlace && PlanApart(image, image_end);
    ensures  rest:  PlanRest && PlanKeeps(image, image_end); */
void boot_kernel(paddr_t dtb, paddr_t image, paddr_t image_end);

#endif
