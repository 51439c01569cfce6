/*
 * What the root task is told: the boot info frame, and the pages behind it.
 */
#ifndef TENON_KERNEL_BOOT_INFO_H
#define TENON_KERNEL_BOOT_INFO_H

#include "kernel/boot_pool.h"
#include "kernel/measure.h"

/* The boot info frame, as the ABI lays it out. */
struct boot_info {
    word_t extra_bytes, node, nodes, io_levels;
    vaddr_t buffer;
    struct slots empty, shared_frames, image_frames, image_tables, io_spaces, extra_frames;
    word_t cnode_bits, domain;
    struct slots sched_control, untypeds;
    struct {
        paddr_t paddr;
        word_t kind; /* size in bits, 256 for device memory */
    } untyped[230];
};

_Static_assert(sizeof(struct boot_info) == 3864, "the ABI gives boot info 3864 bytes");
_Static_assert(sizeof(struct boot_info) <= PAGE_BYTES, "boot info is one frame");

#define BOOT_INFO(r) OBJECT(boot_info, r)

#include "spec/boot_info.acsl"

/* An untyped for each range that is to be handed out. */
/*@ requires wf:    BootWf && PlanRest && BootLeft(0, UNTYPEDS);
    requires whole: BootSystem && boot.info != 0;
    assigns         phys[..], ring[..], boot.slot, boot.untypeds;
    ensures  wf:    BootWf && UntypedsWf;
    ensures  told:  boot.untypeds.start == \old(boot.slot) && boot.untypeds.end == boot.slot;
    ensures  whole: BootSystem;
    ensures  kept:  RootKept{Pre,Post}(\old(boot.slot), boot.slot); */
void untypeds_make(void);

/* The device tree as a chunk: the copy ends behind its last block and says so.  Behind it the hash. */
/*@ requires tree:  PlanTree;
    requires room:  to + PAGE_CELLS * plan.extra_pages <= REFS;
    requires size:  EXTRA_BYTES(plan.dtb_bytes) <= PAGE_BYTES * plan.extra_pages;
    requires apart: plan.dtb + plan.dtb_bytes <= 16 * to || 16 * (to + PAGE_CELLS * plan.extra_pages) <= plan.dtb;
    assigns         phys[to .. to + PAGE_CELLS * plan.extra_pages - 1];
    ensures  chunk: ChunkWf(to);
    ensures  hash:  HashWf(to); */
void chunk_write(ref_t to);

/* All but the untypeds. */
/*@ requires wf:    BootWf && PlanTree;
    assigns         phys[boot.info .. boot.info + PAGE_CELLS - 1];
    ensures  sizes: InfoSizes(boot.info);
    ensures  empty: InfoEmpty(boot.info);
    ensures  told:  InfoTells(boot.info); */
void info_fill(void);

#endif
