/*
 * What boot takes from: the pages of the pool, and the slots of the root CNode,
 * which is the first object in it.
 */
#ifndef TENON_KERNEL_BOOT_POOL_H
#define TENON_KERNEL_BOOT_POOL_H

#include "kernel/boot.h"

/* The slots of the root CNode that have a fixed place. */
enum root_slot {
#define BOOT_SLOT(number, name, holds) SLOT_##name = number,
#include "spec/abi/slots.def"
#undef BOOT_SLOT
};

/* The small objects share a page: the TCB, and behind it, in cells, these. */
#define CONTEXT_BITS 7UL
#define SMALL_CONTEXT TCB_CELLS
#define SMALL_DERIVATION (SMALL_CONTEXT + BIT(CONTEXT_BITS) / 16)
#define SMALL_RELEASE (SMALL_DERIVATION + SLOT_CELLS)
#define SMALL_POOLS (SMALL_RELEASE + 1)
#define SMALL_END (SMALL_POOLS + POOLS_CELLS)

/* The pool, cut up as far as sizes are constant, with the page of small objects. */
/*@ requires new:  KernelNew && PlanRoom;
    assigns        phys[..], ring[..], kernel.hertz, kernel.budget_least, kernel.derivation, kernel.release,
                   kernel.irq_slots, kernel.ready, kernel.pools, irq_first, pools_first, boot;
    ensures  wf:   BootWf;
    ensures  page: boot.page == plan.pool + PAGE_CELLS * (CNODE_PAGES + IRQ_PAGES + QUEUE_PAGES + 1);
    ensures  tcb:  boot.tcb == boot.page - PAGE_CELLS;
    ensures  slot: boot.slot == SLOT_FIRST_FREE; */
void pool_open(void);

/* The next page. */
/*@ requires left: PlanRoom && BootLeft(1, 0);
    assigns        boot.page;
    ensures  page: \result == \old(boot.page);
    ensures  took: BootTook{Pre,Post}(1, 0); */
ref_t page_take(void);

/* A slot of the root CNode. */
/*@ requires slot: BootWf && index < ROOT_SLOTS;
    assigns        \nothing;
    ensures  is:   \result == boot.cnode + SLOT_CELLS * index && IsSlot(\result); */
ref_t root_slot(word_t index);

/* Fill one of the fixed slots. */
/*@ requires slot: BootWf && index < SLOT_FIRST_FREE;
    assigns        phys[..], ring[..]; */
void cap_put(word_t index, word_t cap0, word_t cap1);

/* Fill the next free slot, and say which it is. */
/*@ requires left: BootWf && BootLeft(0, 1);
    assigns        phys[..], ring[..], boot.slot;
    ensures  slot: \result == boot.cnode + SLOT_CELLS * \old(boot.slot) && IsSlot(\result);
    ensures  took: BootTook{Pre,Post}(0, 1); */
ref_t cap_add(word_t cap0);

#endif
