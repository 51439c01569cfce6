/*
 * The pool is one block of RAM, zeroed, as large as the plan says, for all the
 * kernel's own objects: taken page by page, from the root CNode on, whose slots
 * are taken one by one.
 *
 *      root CNode | irq slots | run queues | TCB, context, ... | VSpace | ASID pool |
 *      page tables | IPC buffer | boot info | image frames | extra boot info
 */
#include "kernel/boot_pool.h"
#include "kernel/cdt.h"
#include "kernel/create.h"
#include "kernel/queue.h"
#include "kernel/sched_context.h"

/* Cells in the pool. */
#define CNODE_CELLS (SLOT_CELLS * ROOT_SLOTS)
#define IRQ_CELLS (SLOT_CELLS * PLATFORM_IRQS)
#define QUEUE_CELLS PRIORITIES

_Static_assert(CNODE_PAGES == RANGE_ALIGN, "the pool is aligned to its first object");
_Static_assert(CNODE_CELLS == CNODE_PAGES * PAGE_CELLS && IRQ_CELLS == IRQ_PAGES * PAGE_CELLS &&
               QUEUE_CELLS == QUEUE_PAGES * PAGE_CELLS, "the plan counts these pages");
_Static_assert(SMALL_END <= PAGE_CELLS, "the small objects fit a page");
_Static_assert(SLOT_SCHED_CONTROL + 1 == SLOT_FIRST_FREE, "slots with a meaning come first");

ref_t page_take(void)
{
    ref_t page = boot.page;

    boot.page += PAGE_CELLS;
    return page;
}

ref_t root_slot(word_t index)
{
    return boot.cnode + SLOT_CELLS * index;
}

void cap_put(word_t index, word_t cap0, word_t cap1)
{
    cdt_insert_initial(root_slot(index), cap0, cap1);
}

ref_t cap_add(word_t cap0)
{
    ref_t slot = root_slot(boot.slot);

    cdt_insert_initial(slot, cap0, 0);
    boot.slot++;
    return slot;
}

/* What is not in any object of the root task's: queues, interrupts, the list of capabilities. */
/*@ requires new:  KernelNew && PlanRoom;
    requires room: kernel.irq_slots + IRQ_CELLS <= kernel.ready && kernel.ready + QUEUE_CELLS <= boot.tcb;
    requires tcb:  boot.tcb + PAGE_CELLS <= PoolEnd && irq_first == kernel.irq_slots;
    assigns        phys[..], ring[..], kernel.hertz, kernel.budget_least, kernel.derivation, kernel.release,
                   kernel.pools, pools_first;
    ensures  wf:   KernelWf;
    ensures  list: pools_first == boot.tcb + SMALL_POOLS; */
static void kernel_objects(void)
{
    sched_context_clock();
    kernel.derivation = boot.tcb + SMALL_DERIVATION;
    kernel.release = boot.tcb + SMALL_RELEASE;
    kernel.pools = boot.tcb + SMALL_POOLS;
    //@ ghost pools_first = kernel.pools;
    link_init(kernel.derivation + SLOT_LINK);
    link_init(kernel.release);
    /*@ loop invariant i: 0 <= i <= PRIORITIES;
        loop assigns i, phys[..], ring[..];
        loop variant PRIORITIES - i; */
    for (word_t i = 0; i < PRIORITIES; i++)
        link_init(kernel.ready + i);
    /*@ loop invariant i: 0 <= i <= PLATFORM_IRQS;
        loop assigns i, phys[..], ring[..];
        loop variant PLATFORM_IRQS - i; */
    for (word_t i = 0; i < PLATFORM_IRQS; i++)
        link_init(kernel.irq_slots + SLOT_CELLS * i + SLOT_LINK);
}

void pool_open(void)
{
    cells_clear(plan.pool, PAGE_CELLS * plan.pool_pages);
    boot.cnode = plan.pool;
    boot.vspace = 0;
    boot.info = 0;
    kernel.irq_slots = boot.cnode + CNODE_CELLS;
    //@ ghost irq_first = kernel.irq_slots;
    kernel.ready = kernel.irq_slots + IRQ_CELLS;
    boot.page = kernel.ready + QUEUE_CELLS;
    boot.slot = SLOT_FIRST_FREE;
    boot.tcb = page_take();
    kernel_objects();
}
