/*
 * What boot takes from: the pages of the pool, and the slots of the root CNode,
 * which is the first object in it.
 */
#ifndef TENON_KERNEL_BOOT_POOL_H
#define TENON_KERNEL_BOOT_POOL_H

#include "kernel/boot.h"
#include "kernel/create.h"

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

#include "spec/boot_pool.acsl"

/* The pool, cut up as far as sizes are constant, with the page of small objects. */
/*@ requires new:   KernelNew && PlanRoom;
    assigns         phys[..], ring[..], kind[..], kernel.hertz, kernel.budget_least, kernel.derivation, kernel.release,
                    kernel.irq_slots, kernel.ready, kernel.pools, irq_first, pools_first, boot;
    ensures  wf:    BootWf;
    ensures  whole: BootSystem && ThreadPlace(boot.tcb) && RootEmpty(0);
    ensures  page:  boot.page == plan.pool + PAGE_CELLS * (CNODE_PAGES + IRQ_PAGES + QUEUE_PAGES + 1);
    ensures  tcb:   boot.tcb == boot.page - PAGE_CELLS;
    ensures  slot:  boot.slot == SLOT_FIRST_FREE; */
void pool_open(void);

/* The next page, all zero. */
/*@ requires left:  PlanRoom && BootLeft(1, 0);
    assigns         boot.page, phys[boot.page .. boot.page + PAGE_CELLS - 1];
    ensures  page:  \result == \old(boot.page);
    ensures  empty: CellsEmpty(\result, \result + PAGE_CELLS);
    ensures  took:  BootTook{Pre,Post}(1, 0);

    behavior system:
      assumes       BootSystem;
      ensures whole: BootSystem;
      ensures none: Nothing(\result, \result + PAGE_CELLS) && \result % PAGE_CELLS == 0;
      ensures kept: RootKept{Pre,Post}(0, 0) && OutsideSame{Pre,Post}(\result, \result + PAGE_CELLS); */
ref_t page_take(void);

/* An object that takes the next page: the capability to it. */
/*@ requires wf:    BootWf && BootSystem && BootLeft(1, 0);
    requires type:  type == TYPE_SMALL_PAGE || type == TYPE_PAGE_TABLE || type == TYPE_VSPACE;
    assigns         boot.page, phys[..], ring[..], kind[..];
    ensures  wf:    BootWf;
    ensures  whole: BootSystem;
    ensures  took:  BootTook{Pre,Post}(1, 0);
    ensures  cap:   CapOf(type, 0, \old(boot.page), \result) && CapAt(\result) && \result != 0;
    ensures  kept:  RootKept{Pre,Post}(0, 0);
    ensures  only:  Grown{Pre,Post}(\old(boot.page), boot.page);
    ensures  place: \old(ThreadPlace(boot.tcb)) ==> ThreadPlace(boot.tcb);
    ensures  user:  type == TYPE_SMALL_PAGE ==> UserMemory(CapRef(\result), PAGE_CELLS) && CapRef(\result) % FRAME_CELLS == 0;
    ensures  table: type != TYPE_SMALL_PAGE ==> TableAt(CapRef(\result)); */
word_t page_make(word_t type);

/* A slot of the root CNode. */
/*@ requires slot: BootWf && index < ROOT_SLOTS;
    assigns        \nothing;
    ensures  is:   \result == SlotOf(boot.cnode, index) && IsSlot(\result); */
ref_t root_slot(word_t index);

/* Fill one of the fixed slots. */
/*@ requires wf:    BootWf && BootSystem;
    requires slot:  index < SLOT_FIRST_FREE && RootLeft(index);
    requires cap:   CapAt(cap0) && cap0 != 0;
    assigns         phys[..], ring[..];
    ensures  whole: BootSystem;
    ensures  set:   RootCap(index) == cap0;
    ensures  kept:  RootKept{Pre,Post}(index, index + 1);
    ensures  caps:  CapsKept{Pre,Post}(SlotOf(boot.cnode, index), SlotOf(boot.cnode, index));
    ensures  only:  OnlySlots{Pre,Post}; */
void cap_put(word_t index, word_t cap0, word_t cap1);

/* Fill the next free slot, and say which it is. */
/*@ requires left:  BootWf && BootSystem && BootLeft(0, 1);
    requires cap:   CapAt(cap0) && cap0 != 0;
    assigns         phys[..], ring[..], boot.slot;
    ensures  slot:  \result == SlotOf(boot.cnode, \old(boot.slot)) && IsSlot(\result);
    ensures  took:  BootTook{Pre,Post}(0, 1);
    ensures  whole: BootSystem;
    ensures  set:   SlotAt(\result) && SLOT(\result)->cap0 == cap0;
    ensures  kept:  RootKept{Pre,Post}(\old(boot.slot), boot.slot);
    ensures  only:  OnlySlots{Pre,Post}; */
ref_t cap_add(word_t cap0);

#endif
