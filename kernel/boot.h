/*
 * From a booted CPU to the first user instruction: free memory to untypeds,
 * the root task's spaces, boot info.  Called once, by arch, with the direct
 * map of board->ram in place.
 */
#ifndef TENON_KERNEL_BOOT_H
#define TENON_KERNEL_BOOT_H

#include "kernel/dtb.h"
#include "kernel/object.h"

/*
 * Physical ranges of the device tree and of the kernel's own image are never
 * handed out.  On return kernel.current is the root task; on bad input one
 * sentence goes to the console and the machine halts.
 */
void boot_kernel(const struct board *board, paddr_t dtb, paddr_t image, paddr_t image_end);

#endif
