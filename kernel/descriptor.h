/*
 * Translation table descriptors, 4 KiB granule, stage 1, EL1&0 (Arm ARM
 * D8.3).  Every page of a user is PXN: the kernel never executes user memory.
 *
 *      63    54  53  52  51..48 47........12  11 10 9:8 7:6 4:2 1:0
 *      0    UXN PXN  C          address       nG AF SH  AP  idx type
 */
#ifndef TENON_KERNEL_DESCRIPTOR_H
#define TENON_KERNEL_DESCRIPTOR_H

#include "kernel/object.h"

/* Kinds, bits 1:0. */
#define DESCRIPTOR_INVALID 0UL
#define DESCRIPTOR_BLOCK 1UL /* levels 1 and 2 */
#define DESCRIPTOR_TABLE 3UL /* levels 0 to 2: next table; level 3: page */

#define DESCRIPTOR_KIND(d) ((d) % 4)
/* It leads on to a table: that kind, and no attributes.  A page has one, that it was accessed. */
#define DESCRIPTOR_IS_TABLE(d) ((d) % 4096 == DESCRIPTOR_TABLE)
#define DESCRIPTOR_FRAME(d) FIELD_GET(d, 12, 28)
#define DESCRIPTOR_REF(d) (DESCRIPTOR_FRAME(d) * TABLE_CELLS)

/* MAIR indices; arch sets MAIR_EL1 accordingly. */
#define MEMORY_NORMAL 0UL   /* write-back */
#define MEMORY_DEVICE 1UL   /* nGnRnE */
#define MEMORY_UNCACHED 2UL /* normal, non-cacheable */

#define DESCRIPTOR_INDEX(i) FIELD(2, i)
#define DESCRIPTOR_USER FIELD(6, 1UL)     /* AP[1]: EL0 may access */
#define DESCRIPTOR_READONLY FIELD(7, 1UL) /* AP[2] */
#define DESCRIPTOR_INNER_SHAREABLE FIELD(8, 3UL)
#define DESCRIPTOR_ACCESSED FIELD(10, 1UL)
#define DESCRIPTOR_NOT_GLOBAL FIELD(11, 1UL)
#define DESCRIPTOR_CONTIGUOUS FIELD(52, 1UL)
#define DESCRIPTOR_PXN FIELD(53, 1UL)
#define DESCRIPTOR_UXN FIELD(54, 1UL)

/* A level covers 2^shift bytes an entry: 39, 30, 21, 12 from the root down. */
#define LEVEL_ROOT 39UL
#define LEVEL_BITS 9UL
#define LEVEL_LAST 12UL
#define LEVEL_INDEX(vaddr, shift) ((vaddr) / BIT(shift) % BIT(LEVEL_BITS))

/* Attributes of a mapping (ABI: VM attributes). */
#define ATTRIBUTE_CACHED 1UL
#define ATTRIBUTE_EXECUTE_NEVER 4UL

/* User addresses end here: [0, USER_TOP). */
#define USER_TOP BIT(47)

#define FRAME_CELLS 256UL

#endif
