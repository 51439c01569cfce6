/*
 * The kernel's own address space: image, devices, direct map.  Nothing in it
 * is writable and executable at once, and it has no second writable name for
 * the image.
 */
#ifndef TENON_ARCH_MMU_H
#define TENON_ARCH_MMU_H

#include "kernel/dtb.h"
#include "kernel/object.h"

enum device { DEVICE_CONSOLE, DEVICE_GIC_DISTRIBUTOR, DEVICE_GIC_SECOND, DEVICE_POWER };

#define DEVICE_BYTES 0x40000UL /* room of a device, at most */

/* Where the image is: the map of it that boot made is taken over. */
void mmu_init(paddr_t image);

/* Map the registers of a device, at the address of its slot. */
void mmu_device_map(enum device device, paddr_t from, word_t bytes);
vaddr_t mmu_device_address(enum device device);

#define MMU_WINDOW_BLOCK 0x200000UL

/* See up to two blocks of memory, read-only, while there is no direct map yet: block n shows `from`. */
const unsigned char *mmu_window_open(word_t n, paddr_t from);
void mmu_window_close(void);

/* Map a range of RAM (whole blocks, apart from those before) but for the pages of the image at phys[]. */
void mmu_phys_map(struct memory ram, paddr_t image, paddr_t image_end);

#endif
