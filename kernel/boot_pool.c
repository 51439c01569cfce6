/*
 * The pool is one block of RAM, as large as the plan says, for all the kernel's
 * own objects: taken and zeroed page by page, from the root CNode on, whose slots
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

    //@ for system: assert none:  Nothing(page, page + PAGE_CELLS);
    cells_clear(page, PAGE_CELLS);
    //@ for system: assert out:   OutsideSame{Pre,Here}(page, page + PAGE_CELLS);
    //@ for system: assert only:  OnlyBody{Pre,Here} && KernelOfSystem{Pre,Here};
    //@ for system: assert wf:    SystemWf;
    boot.page += PAGE_CELLS;
    //@ for system: assert kept:  RootKept{Pre,Here}(0, 0);
    //@ for system: assert slots: RootEmpty(boot.slot);
    //@ for system: assert left:  Nothing(boot.page, PoolEnd);
    //@ for system: assert rest:  BootRest;
    //@ for system: assert made:  BootMade;
    return page;
}

word_t page_make(word_t type)
{
    ref_t page = page_take();
    word_t cap;

    //@ ghost Then: ;
    //@ assert none: Prepared(type, page, ObjectCells(type, 0)) && ObjectCells(type, 0) == PAGE_CELLS;
    cap = object_make(type, 0, page, 0);
    //@ assert bits:  type == TYPE_SMALL_PAGE ==> CapKind(cap) == CAP_FRAME && CapSize(cap) == 12;
    /*@ assert user:  type == TYPE_SMALL_PAGE ==>
            UserMemory(CapRef(cap), PAGE_CELLS) && CapRef(cap) % FRAME_CELLS == 0; */
    //@ assert table: type != TYPE_SMALL_PAGE ==> TableAt(CapRef(cap));
    //@ assert grown: Grown{Then,Here}(page, page + PAGE_CELLS);
    //@ assert kept:  RootKept{Then,Here}(0, 0);
    //@ assert slots: RootEmpty(boot.slot);
    //@ assert left:  Nothing(page + PAGE_CELLS, PoolEnd);
    //@ assert made:  BootMade;
    //@ assert rest:  BootRest;
    //@ assert same:  OutsideSame{Pre,Then}(page, page + PAGE_CELLS) && TypesSame{Pre,Then} && RingsSame{Pre,Then};
    //@ assert only:  Grown{Pre,Here}(page, page + PAGE_CELLS);
    //@ assert place: \at(ThreadPlace(boot.tcb), Pre) ==> ThreadPlace(boot.tcb);
    return cap;
}

ref_t root_slot(word_t index)
{
    return boot.cnode + SLOT_CELLS * index;
}

void cap_put(word_t index, word_t cap0, word_t cap1)
{
    ref_t slot = root_slot(index);

    //@ assert at: SlotAt(slot) && SLOT(slot)->cap0 == 0;
    cdt_insert_initial(slot, cap0, cap1);
    //@ assert kept:  RootKept{Pre,Here}(index, index + 1);
    //@ assert slots: RootEmpty(boot.slot);
    //@ assert rest:  BootRest && BootMade;
}

ref_t cap_add(word_t cap0)
{
    ref_t slot = root_slot(boot.slot);

    //@ assert at: RootEmpty(boot.slot) && SlotAt(slot) && SLOT(slot)->cap0 == RootCap(boot.slot) == 0;
    cdt_insert_initial(slot, cap0, 0);
    boot.slot++;
    //@ assert kept:  RootKept{Pre,Here}(\at(boot.slot, Pre), \at(boot.slot, Pre) + 1);
    //@ assert slots: RootEmpty(\at(boot.slot, Pre) + 1);
    //@ assert rest:  BootRest && BootMade;
    return slot;
}

/* From here on the type map says what the kernel has for itself. */
/*@ ghost
  /@ requires places: KernelPlaces;
     requires none:   \forall integer c; kind[c] == KIND_FREE;
     assigns          kind[..];
     ensures  laid:   KernelLaid; @/
  static void kernel_types(void)
  {
      /@ loop invariant c:    boot.cnode <= c <= boot.tcb + PAGE_CELLS;
         loop invariant laid: \forall integer k; k < c ==> kind[k] == FirstKindOf(k);
         loop invariant rest: \forall integer k; c <= k ==> kind[k] == KIND_FREE;
         loop assigns   c, kind[..];
         loop variant   boot.tcb + PAGE_CELLS - c; @/
      for (ref_t c = boot.cnode; c < boot.tcb + PAGE_CELLS; c++)
          kind[c] = c < kernel.ready ? ((c - boot.cnode) % 2 == 0 ? KIND_SLOT : KIND_SLOT_LINK) :
                    c < kernel.ready + PRIORITIES || c == kernel.release ? KIND_QUEUE :
                    c == kernel.derivation ? KIND_LIST : c == kernel.derivation + SLOT_LINK ? KIND_SLOT_LINK :
                    pools_first <= c && c < pools_first + POOLS_CELLS ? KIND_POOLS : KIND_FREE;
  }
*/

/* A link becomes a ring of itself. */
/*@ requires room:  r < PHYS_CELLS;
    assigns         phys[r], ring[r];
    ensures  ring:  RingAt(r);
    ensures  rest:  OutsideSame{Pre,Post}(r, r + 1) && OutsideRings{Pre,Post}(r, r + 1); */
static void ring_make(ref_t r)
{
    link_init(r);
}

/* So many queues, one behind the other, of nobody. */
/*@ requires room:  r + count <= PHYS_CELLS;
    assigns         phys[r .. r + count - 1], ring[r .. r + count - 1];
    ensures  rings: RingsAt(r, r + count);
    ensures  rest:  OutsideSame{Pre,Post}(r, r + count) && OutsideRings{Pre,Post}(r, r + count); */
static void queues_init(ref_t r, word_t count)
{
    /*@ loop invariant i:     0 <= i <= count;
        loop invariant rings: RingsAt(r, r + i);
        loop invariant rest:  OutsideSame{Pre,Here}(r, r + count) && OutsideRings{Pre,Here}(r, r + count);
        loop assigns i, phys[r .. r + count - 1], ring[r .. r + count - 1];
        loop variant count - i; */
    for (word_t i = 0; i < count; i++) {
        ref_t next = r + i;

        //@ ghost Then: ;
        ring_make(next);
        //@ assert out:   OutsideSame{Then,Here}(next, next + 1) && OutsideRings{Then,Here}(next, next + 1);
        //@ assert still: RingsAt(r, next);
        //@ assert more:  RingsAt(r, r + i + 1);
        //@ assert same:  OutsideSame{Then,Here}(r, r + count) && OutsideRings{Then,Here}(r, r + count);
        //@ assert rest:  OutsideSame{Pre,Here}(r, r + count) && OutsideRings{Pre,Here}(r, r + count);
    }
}

/* So many empty slots. */
/*@ requires room:  r + SLOT_CELLS * slots <= PHYS_CELLS;
    requires zero:  CellsEmpty(r, r + SLOT_CELLS * slots);
    assigns         phys[r .. r + SLOT_CELLS * slots - 1], ring[r .. r + SLOT_CELLS * slots - 1];
    ensures  empty: SlotsEmpty(r, r + SLOT_CELLS * slots);
    ensures  rest:  OutsideSame{Pre,Post}(r, r + SLOT_CELLS * slots) && OutsideRings{Pre,Post}(r, r + SLOT_CELLS * slots); */
static void slots_make(ref_t r, word_t slots)
{
    slots_init(r, slots);
    /*@ assert even: \forall integer c; r <= c < r + SLOT_CELLS * slots && (c - r) % 2 == 0 ==>
            LINK(c)->prev == 0 && LINK(c)->next == 0; */
    //@ assert odd:  \forall integer c; r <= c < r + SLOT_CELLS * slots && (c - r) % 2 == 1 ==> RingAt(c);
    //@ assert cell: \forall integer c; r <= c < r + SLOT_CELLS * slots ==> SlotCell(r, c);
}

/* Two links, one behind the other, each a ring of itself. */
/*@ requires room:  r + 2 <= PHYS_CELLS;
    assigns         phys[r .. r + 1], ring[r .. r + 1];
    ensures  rings: RingAt(r) && RingAt(r + 1);
    ensures  rest:  OutsideSame{Pre,Post}(r, r + 2) && OutsideRings{Pre,Post}(r, r + 2); */
static void ends_init(ref_t r)
{
    ref_t next = r + 1;

    //@ assert next:  next == r + 1;
    ring_make(r);
    //@ assert first: OutsideSame{Pre,Here}(r, r + 2) && OutsideRings{Pre,Here}(r, r + 2);
    //@ ghost Then: ;
    ring_make(next);
    //@ assert only:  OutsideSame{Then,Here}(next, next + 1) && OutsideRings{Then,Here}(next, next + 1);
    //@ assert then:  OutsideSame{Then,Here}(r, r + 2) && OutsideRings{Then,Here}(r, r + 2);
    //@ assert still: RingAt(r);
}

/* What is not in any object of the root task's: queues, interrupts, the list of capabilities. */
/*@ requires new:   KernelNew && PlanRoom;
    requires room:  0 < boot.cnode && irq_first == kernel.irq_slots == boot.cnode + CNODE_CELLS;
    requires queue: kernel.ready == irq_first + IRQ_CELLS && kernel.ready + QUEUE_CELLS <= boot.tcb;
    requires tcb:   boot.tcb + PAGE_CELLS <= PoolEnd;
    requires zero:  CellsEmpty(boot.cnode, kernel.ready) && CellsEmpty(boot.tcb, boot.tcb + PAGE_CELLS);
    assigns         phys[..], ring[..], kind[..], kernel.hertz, kernel.budget_least, kernel.derivation, kernel.release,
                    kernel.pools, pools_first;
    ensures  wf:    KernelWf;
    ensures  first: KernelFirst; */
static void kernel_objects(void)
{
    ref_t links = boot.tcb + SMALL_DERIVATION + SLOT_LINK;

    sched_context_clock();
    kernel.derivation = boot.tcb + SMALL_DERIVATION;
    kernel.release = boot.tcb + SMALL_RELEASE;
    kernel.pools = boot.tcb + SMALL_POOLS;
    //@ ghost pools_first = kernel.pools;
    //@ assert places: KernelPlaces;
    slots_make(boot.cnode, ROOT_SLOTS + PLATFORM_IRQS);
    //@ assert small: CellsEmpty(boot.tcb, boot.tcb + PAGE_CELLS);
    queues_init(kernel.ready, PRIORITIES);
    //@ assert slots: SlotsEmpty(boot.cnode, kernel.ready);
    //@ assert still: CellsEmpty(boot.tcb, boot.tcb + PAGE_CELLS);
    /*@ assert tcb:   CellsEmpty(boot.tcb, kernel.derivation + SLOT_LINK) &&
            CellsEmpty(pools_first, pools_first + POOLS_CELLS); */
    //@ assert ends:  links == kernel.derivation + SLOT_LINK && links + 1 == kernel.release;
    //@ ghost Queues: ;
    ends_init(links);
    //@ assert rest:  OutsideSame{Queues,Here}(links, links + 2) && OutsideRings{Queues,Here}(links, links + 2);
    //@ assert again: KernelSlots;
    //@ assert rings: KernelQueues;
    //@ assert list:  KernelList;
    //@ assert queue: KernelRelease;
    //@ assert place: CellsEmpty(boot.tcb, kernel.derivation + SLOT_LINK);
    //@ assert pools: CellsEmpty(pools_first, pools_first + POOLS_CELLS);
    //@ assert empty: KernelEmpty;
    //@ assert cells: KernelCells;
    //@ ghost kernel_types();
}

/* Where all of that lies. */
/*@ requires new:   KernelNew && PlanRoom;
    assigns         phys[..], kernel.irq_slots, kernel.ready, irq_first, boot;
    ensures  new:   KernelNew;
    ensures  room:  boot.cnode == plan.pool && irq_first == kernel.irq_slots == boot.cnode + CNODE_CELLS;
    ensures  queue: kernel.ready == irq_first + IRQ_CELLS;
    ensures  zero:  CellsEmpty(boot.cnode, kernel.ready) && CellsEmpty(boot.tcb, boot.tcb + PAGE_CELLS);
    ensures  page:  boot.tcb == kernel.ready + QUEUE_CELLS && boot.page == boot.tcb + PAGE_CELLS;
    ensures  slot:  boot.slot == SLOT_FIRST_FREE;
    ensures  none:  boot.vspace == 0 && boot.info == 0; */
static void pool_place(void)
{
    boot.cnode = plan.pool;
    boot.vspace = 0;
    boot.info = 0;
    kernel.irq_slots = boot.cnode + CNODE_CELLS;
    //@ ghost irq_first = kernel.irq_slots;
    kernel.ready = kernel.irq_slots + IRQ_CELLS;
    cells_clear(boot.cnode, CNODE_CELLS + IRQ_CELLS);
    //@ assert zero: CellsEmpty(boot.cnode, kernel.ready);
    boot.page = kernel.ready + QUEUE_CELLS;
    boot.slot = SLOT_FIRST_FREE;
    //@ ghost Then: ;
    boot.tcb = page_take();
    //@ assert out:   OutsideSame{Then,Here}(boot.tcb, boot.tcb + PAGE_CELLS);
    //@ assert still: CellsEmpty(boot.cnode, kernel.ready);
}

void pool_open(void)
{
    pool_place();
    //@ assert page:  boot.page + 4 * PAGE_CELLS <= PoolEnd;
    kernel_objects();
    //@ assert wf:    BootWf;
    //@ assert bits:  \forall integer i; 0 <= i < PRIORITIES ==> kernel.ready_bits[i / 64] == 0;
    //@ assert marks: \forall integer i; 0 <= i < PRIORITIES ==> !Marked(i);
    //@ assert types: TypesWf && KernelEnds;
    //@ assert fresh: Fresh(0, PHYS_CELLS);
    //@ assert begun: Begun;
    //@ assert fixed: FixedWf;
    //@ assert slots: RootEmpty(0) && RootEmpty(boot.slot);
    //@ assert left:  Nothing(boot.page, PoolEnd);
    //@ assert made:  BootMade;
    //@ assert place: ThreadPlace(boot.tcb);
    //@ assert rest:  BootRest;
}
