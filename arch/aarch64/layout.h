/*
 * Numbers that assembly, linker script and C must agree on.  Virtual memory of
 * the kernel, from TTBR1:
 *
 *      0xffff007f80000000  devices, a slot each; then the device tree, at boot
 *      0xffff007fc0000000  the image: 2 MiB that hold it, in 4 KiB pages
 *      0xffff008000000000  phys[]: the direct map, 1 TiB for 40-bit addresses
 *
 * The image lies within 4 GiB of phys, so that code reaches both by ADRP.
 */
#ifndef TENON_ARCH_LAYOUT_H
#define TENON_ARCH_LAYOUT_H

#define DEVICE_BASE 0xffff007f80000000
#define IMAGE_BASE 0xffff007fc0000000
#define IMAGE_OFFSET 0x80000 /* of the image in its 2 MiB, always: PLATFORM's text_offset */
#define PHYS_BASE 0xffff008000000000

/* Places of the above in their tables (9 bits a level). */
#define ROOT_LOW 0      /* devices and image */
#define ROOT_PHYS 1     /* direct map, 512 GiB an entry */
#define LOW_DEVICES 510
#define LOW_IMAGE 511

#define PAGE 4096
#define STACK_BYTES 16384

/* Byte offsets into struct tcb and struct kernel. */
#define TCB_PC 0
#define TCB_SP 8
#define TCB_SPSR 16
#define TCB_X0 24
#define TCB_X8 88
#define TCB_X17 104
#define TCB_X29 120
#define TCB_X9 136
#define TCB_X15 184
#define TCB_X20 200
#define TCB_X28 264
#define TCB_TPIDRRO 280
#define TCB_NEXT_PC 288
#define KERNEL_CURRENT 0

/* Descriptor bits (kernel/descriptor.h) of the image's pages. */
#define PAGE_NORMAL 0x703                  /* write-back, inner shareable, accessed, page */
#define BLOCK_NORMAL 0x701                 /* the same for a block */
#define PAGE_DEVICE 0x707                  /* nGnRnE */
#define READONLY 0x80
#define GUARDED 0x0004000000000000         /* GP: branch targets are checked (BTI) */
#define PXN 0x0020000000000000
#define UXN 0x0040000000000000

/* SCTLR_EL1.EnIA: return addresses are signed.  TPIDR_EL1 is SCTLR_EL1 with it, or 0 where the core cannot. */
#define SCTLR_SIGNED 0x80000000

#define MAIR 0x4400ff /* index 0: write-back, 1: Device-nGnRnE, 2: non-cacheable */

#endif
