/*
 * Boot makes a plan first, which judges everything: the root task's file, how
 * many slots and pages it needs, whether there is RAM for them.  Then one
 * block of RAM, zeroed, is the pool of all the kernel's own objects, page by
 * page; what is left of memory goes to the root task as untypeds.
 *
 *      pool: root CNode | irq slots | run queues | TCB, context, ... | VSpace | ASID pool |
 *            page tables | IPC buffer | boot info | image frames | extra boot info
 *      user: image | IPC buffer | boot info | extra boot info
 */
#include "kernel/boot.h"
#include "kernel/arch.h"
#include "kernel/asid.h"
#include "kernel/cap.h"
#include "kernel/cdt.h"
#include "kernel/create.h"
#include "kernel/descriptor.h"
#include "kernel/elf.h"
#include "kernel/plan.h"
#include "kernel/print.h"
#include "kernel/queue.h"
#include "kernel/region.h"
#include "kernel/sched.h"
#include "kernel/sched_context.h"
#include "kernel/tcb.h"
#include "kernel/vspace.h"

/* The slots of the root CNode that have a fixed place (ABI), then ours. */
enum {
    SLOT_TCB = 1,
    SLOT_CNODE = 2,
    SLOT_VSPACE = 3,
    SLOT_IRQ_CONTROL = 4,
    SLOT_ASID_CONTROL = 5,
    SLOT_ASID_POOL = 6,
    SLOT_BOOT_INFO = 9,
    SLOT_BUFFER = 10,
    SLOT_DOMAIN = 11,
    SLOT_SCHED_CONTEXT = 14,
    SLOT_AUDIT = 16,
};

#define ROOT_ASID 1UL
#define ROOT_PRIORITY 255UL
#define ROOT_BUDGET 5000UL /* microseconds */
#define CONTEXT_BITS 7UL

/* Cells in the pool. */
#define CNODE_CELLS (SLOT_CELLS * ROOT_SLOTS)
#define IRQ_CELLS (SLOT_CELLS * PLATFORM_IRQS)
#define QUEUE_CELLS PRIORITIES

/* The small objects share a page. */
#define SMALL_CONTEXT TCB_CELLS
#define SMALL_DERIVATION (SMALL_CONTEXT + BIT(CONTEXT_BITS) / 16)
#define SMALL_RELEASE (SMALL_DERIVATION + SLOT_CELLS)

_Static_assert(CNODE_PAGES == RANGE_ALIGN, "the pool is aligned to its first object");
_Static_assert(CNODE_CELLS == CNODE_PAGES * PAGE_CELLS && IRQ_CELLS == IRQ_PAGES * PAGE_CELLS &&
               QUEUE_CELLS == QUEUE_PAGES * PAGE_CELLS, "the plan counts these pages");
_Static_assert(SMALL_RELEASE < PAGE_CELLS, "the small objects fit a page");
_Static_assert(SLOT_SCHED_CONTROL + 1 == SLOT_FIRST_FREE, "slots with a meaning come first");

struct boot boot;

static const char sentences[][96] = {
#define BOOT_ERROR(name, sentence) sentence,
#include "spec/abi/boot_errors.def"
#undef BOOT_ERROR
};

/* Bad input ends here. */
/*@ requires why: error < BOOT_ERRORS;
    assigns       \nothing;
    ensures  ok:  error == BOOT_OK; */
static void check(enum boot_error error)
{
    if (error == BOOT_OK)
        return;
    PRINT("tenon: ");
    print(sentences[error], sizeof sentences[0]);
    PRINT("\n");
    arch_halt();
}

/* --- making: the pool --- */

/*@ requires left: PlanRoom && BootLeft(1, 0);
    assigns        boot.page;
    ensures  page: \result == \old(boot.page);
    ensures  took: BootTook{Pre,Post}(1, 0); */
static ref_t page_take(void)
{
    ref_t page = boot.page;

    boot.page += PAGE_CELLS;
    return page;
}

/*@ requires slot: BootWf && index < ROOT_SLOTS;
    assigns        \nothing;
    ensures  is:   \result == boot.cnode + SLOT_CELLS * index && IsSlot(\result); */
static ref_t root_slot(word_t index)
{
    return boot.cnode + SLOT_CELLS * index;
}

/* Fill one of the fixed slots. */
/*@ requires slot: BootWf && index < SLOT_FIRST_FREE;
    assigns        phys[..], ring[..]; */
static void cap_put(word_t index, word_t cap0, word_t cap1)
{
    cdt_insert_initial(root_slot(index), cap0, cap1);
}

/* Fill the next free slot, and say which it is. */
/*@ requires left: BootWf && BootLeft(0, 1);
    assigns        phys[..], ring[..], boot.slot;
    ensures  slot: \result == boot.cnode + SLOT_CELLS * \old(boot.slot) && IsSlot(\result);
    ensures  took: BootTook{Pre,Post}(0, 1); */
static ref_t cap_add(word_t cap0)
{
    ref_t slot = root_slot(boot.slot);

    cdt_insert_initial(slot, cap0, 0);
    boot.slot++;
    return slot;
}

/* A capability that stands for no memory. */
/*@ requires kind: kind < 32;
    assigns        \nothing;
    ensures  is:   CapIs(\result, kind, 0, 0, 1, 0); */
static word_t cap_plain(word_t kind)
{
    return cap_make(kind, 0, 0, 1, 0);
}

/* What is not in any object of the root task's: queues, interrupts, the list of capabilities. */
/*@ requires new:  KernelNew && PlanRoom;
    requires room: kernel.irq_slots + IRQ_CELLS <= kernel.ready && kernel.ready + QUEUE_CELLS <= boot.tcb;
    requires tcb:  boot.tcb + PAGE_CELLS <= PoolEnd;
    assigns        phys[..], ring[..], kernel.hertz, kernel.derivation, kernel.release;
    ensures  wf:   KernelWf; */
static void kernel_objects(void)
{
    kernel.hertz = arch_time_hertz();
    kernel.derivation = boot.tcb + SMALL_DERIVATION;
    kernel.release = boot.tcb + SMALL_RELEASE;
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

/* The pool, cut up as far as sizes are constant, with the page of small objects. */
/*@ requires new:  KernelNew && PlanRoom;
    assigns        phys[..], ring[..], kernel.hertz, kernel.derivation, kernel.release, kernel.irq_slots, kernel.ready, boot;
    ensures  wf:   BootWf;
    ensures  page: boot.page == plan.pool + PAGE_CELLS * (CNODE_PAGES + IRQ_PAGES + QUEUE_PAGES + 1);
    ensures  tcb:  boot.tcb == boot.page - PAGE_CELLS;
    ensures  slot: boot.slot == SLOT_FIRST_FREE; */
static void pool_open(void)
{
    cells_clear(plan.pool, PAGE_CELLS * plan.pool_pages);
    boot.cnode = plan.pool;
    boot.vspace = 0;
    boot.info = 0;
    kernel.irq_slots = boot.cnode + CNODE_CELLS;
    kernel.ready = kernel.irq_slots + IRQ_CELLS;
    boot.page = kernel.ready + QUEUE_CELLS;
    boot.slot = SLOT_FIRST_FREE;
    boot.tcb = page_take();
    kernel_objects();
}

/* --- making: the root task's space --- */

/* So many tables whose entries cover 2^shift bytes in all, one behind the other from the image's first address on. */
/*@ requires wf:    BootWf;
    requires shift: shift < 64;
    requires left:  BootLeft(count, count);
    assigns         STATE, boot.page, boot.slot;
    ensures  wf:    BootWf;
    ensures  took:  BootTook{Pre,Post}(count, count); */
static void level_make(word_t shift, word_t count)
{
    word_t first = plan_elf.first >> shift;

    /*@ loop invariant i:    0 <= i <= count;
        loop invariant wf:   BootWf;
        loop invariant took: BootTook{Pre,Here}(i, i);
        loop assigns i, STATE, boot.page, boot.slot;
        loop variant count - i; */
    for (word_t i = 0; i < count; i++) {
        ref_t slot = cap_add(object_create(TYPE_PAGE_TABLE, 0, page_take(), 0));

        table_place(slot, boot.vspace, ROOT_ASID, (first + i) << shift);
    }
}

/* All tables from the image to the end of boot info, from the root down. */
/*@ requires wf:   BootWf;
    requires left: BootLeft(plan.tables[0] + plan.tables[1] + plan.tables[2], plan.tables[0] + plan.tables[1] + plan.tables[2]);
    assigns        STATE, boot.page, boot.slot, boot.tables;
    ensures  wf:   BootWf;
    ensures  took: BootTook{Pre,Post}(plan.tables[0] + plan.tables[1] + plan.tables[2], plan.tables[0] + plan.tables[1] + plan.tables[2]);
    ensures  told: boot.tables.start == \old(boot.slot) && boot.tables.end == boot.slot; */
static void tables_make(void)
{
    boot.tables.start = boot.slot;
    level_make(LEVEL_ROOT, plan.tables[0]);
    level_make(LEVEL_ROOT - LEVEL_BITS, plan.tables[1]);
    level_make(LEVEL_ROOT - 2 * LEVEL_BITS, plan.tables[2]);
    boot.tables.end = boot.slot;
}

/*@ requires frame: frame + PAGE_CELLS <= REFS;
    assigns         phys[..], ring[..];
    ensures  is:    CapRef(\result) == frame; */
static word_t frame_cap(ref_t frame)
{
    return object_create(TYPE_SMALL_PAGE, 0, frame, 0);
}

/* Map the frame in a slot with the rights of a segment. */
/*@ requires wf: BootWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: BootWf; */
static void frame_place(ref_t slot, vaddr_t vaddr, word_t flags)
{
    word_t rights = flags & ELF_WRITE ? RIGHT_READ | RIGHT_WRITE : RIGHT_READ;
    word_t attributes = flags & ELF_EXECUTE ? ATTRIBUTE_CACHED : ATTRIBUTE_CACHED | ATTRIBUTE_EXECUTE_NEVER;

    region_place(slot, boot.vspace, ROOT_ASID, vaddr, rights, attributes);
}

/* One page of the image; a page in a gap between segments has a frame, but is not mapped. */
/*@ requires wf:   BootWf && PlanElf && PlanSizes;
    requires left: BootLeft(1, 1);
    requires page: i < plan.image_pages;
    assigns        STATE, boot.page, boot.slot;
    ensures  wf:   BootWf;
    ensures  took: BootTook{Pre,Post}(1, 1); */
static void image_page(word_t i)
{
    struct elf_page page = plan_page(i);
    ref_t frame = page_take();
    ref_t slot = cap_add(frame_cap(frame));

    elf_page_fill(page, frame);
    if (page.flags != 0)
        frame_place(slot, plan_elf.first + PAGE_BYTES * i, page.flags);
}

/*@ requires wf:   BootWf && PlanElf && PlanSizes;
    requires left: BootLeft(plan.image_pages, plan.image_pages);
    assigns        STATE, boot.page, boot.slot, boot.image;
    ensures  wf:   BootWf;
    ensures  took: BootTook{Pre,Post}(plan.image_pages, plan.image_pages);
    ensures  told: boot.image.start == \old(boot.slot) && boot.image.end == boot.slot; */
static void image_make(void)
{
    ref_t first = boot.page;

    boot.image.start = boot.slot;
    /*@ loop invariant i:    0 <= i <= plan.image_pages;
        loop invariant wf:   BootWf;
        loop invariant took: BootTook{Pre,Here}(i, i);
        loop assigns i, STATE, boot.page, boot.slot;
        loop variant plan.image_pages - i; */
    for (word_t i = 0; i < plan.image_pages; i++)
        image_page(i);
    arch_cache_unify(first * 16, plan.image_pages * PAGE_BYTES);
    boot.image.end = boot.slot;
}

/* Word w of memory: its address is 8 * w. */
/*@ requires in: w < 2 * REFS;
    assigns      \nothing;
    ensures  is: \result == Word(w); */
static word_t word_read(word_t w)
{
    return w % 2 == 0 ? phys[w / 2].w0 : phys[w / 2].w1;
}

/*@ requires in:   w < 2 * REFS;
    assigns        phys[w / 2];
    ensures  set:  Word(w) == value;
    ensures  kept: \forall integer v; 0 <= v < 2 * REFS && v != w ==> Word(v) == \old(Word(v)); */
static void word_write(word_t w, word_t value)
{
    if (w % 2 == 0)
        phys[w / 2].w0 = value;
    else
        phys[w / 2].w1 = value;
}

/* So many words, one after the other. */
/*@ requires in:    from + count <= 2 * REFS && to + count <= 2 * REFS;
    requires apart: from + count <= to || to + count <= from;
    assigns         phys[to / 2 .. (to + count - 1) / 2];
    ensures  copy:  WordsAre(from, to, to + count); */
static void words_copy(word_t from, word_t to, word_t count)
{
    /*@ loop invariant i:    0 <= i <= count;
        loop invariant copy: WordsAre(from, to, to + i);
        loop assigns i, phys[to / 2 .. (to + count - 1) / 2];
        loop variant count - i; */
    for (word_t i = 0; i < count; i++)
        word_write(to + i, word_read(from + i));
}

/* What comes before the copy: kind and size of the chunk; in the copy, the size of the tree as it is now. */
/*@ requires tree: PlanTree && to + 2 <= REFS;
    assigns        phys[to .. to + 1];
    ensures  head: Word(2 * to) == CHUNK_DTB && Word(2 * to + 1) == CHUNK_BYTES + plan.dtb_bytes;
    ensures  kept: \forall integer w; 0 <= w < 2 * REFS && w != 2 * to && w != 2 * to + 1 && w != 2 * to + 2 ==> Word(w) == \old(Word(w)); */
static void head_write(ref_t to)
{
    word_write(2 * to, CHUNK_DTB);
    word_write(2 * to + 1, CHUNK_BYTES + plan.dtb_bytes);
    word_write(2 * to + 2, word_read(plan.dtb / 8) % BIT(32) + FIELD(32, plan_swapped(plan.dtb_bytes)));
}

/* The device tree, as a chunk of extra boot info.  The copy ends behind its last block and says so. */
/*@ requires tree:  PlanTree;
    requires room:  to + PAGE_CELLS * plan.extra_pages <= REFS;
    requires size:  CHUNK_BYTES + plan.dtb_bytes <= PAGE_BYTES * plan.extra_pages;
    requires apart: plan.dtb + plan.dtb_bytes <= 16 * to || 16 * (to + PAGE_CELLS * plan.extra_pages) <= plan.dtb;
    assigns         phys[to .. to + PAGE_CELLS * plan.extra_pages - 1];
    ensures  chunk: ChunkWf(to); */
static void chunk_write(ref_t to)
{
    words_copy(plan.dtb / 8, 2 * to + 2, plan.dtb_bytes / 8);
    head_write(to);
}

/* The pages behind boot info. */
/*@ requires wf:    BootWf && PlanTree && PlanTreeOut;
    requires size:  CHUNK_BYTES + plan.dtb_bytes <= PAGE_BYTES * plan.extra_pages;
    requires left:  BootLeft(plan.extra_pages, plan.extra_pages);
    assigns         STATE, boot.page, boot.slot, boot.extra;
    ensures  wf:    BootWf;
    ensures  took:  BootTook{Pre,Post}(plan.extra_pages, plan.extra_pages);
    ensures  chunk: ChunkWf(\old(boot.page));
    ensures  told:  boot.extra.start == \old(boot.slot) && boot.extra.end == boot.slot; */
static void extra_make(void)
{
    ref_t first = boot.page;

    boot.extra.start = boot.slot;
    /*@ loop invariant i:    0 <= i <= plan.extra_pages;
        loop invariant wf:   BootWf;
        loop invariant took: BootTook{Pre,Here}(i, i);
        loop assigns i, STATE, boot.page, boot.slot;
        loop variant plan.extra_pages - i; */
    for (word_t i = 0; i < plan.extra_pages; i++)
        frame_place(cap_add(frame_cap(page_take())), plan.info + PAGE_BYTES * (i + 1), ELF_READ | ELF_WRITE);
    chunk_write(first);
    boot.extra.end = boot.slot;
}

/* --- making: untypeds --- */

/* 2^bits pages: a line of boot info, and a capability. */
/*@ requires wf:   BootWf && UntypedsWf && boot.slot < boot.untypeds.start + UNTYPEDS;
    requires in:   bits <= RANGE_BITS && page + (1 << bits) <= RANGE_TOP;
    requires pool: device == 0 ==> PoolApart(page, page + (1 << bits));
    assigns        phys[..], ring[..], boot.slot;
    ensures  took: BootTook{Pre,Post}(0, 1); */
static void untyped_add(word_t page, word_t bits, word_t device)
{
    word_t n = boot.slot - boot.untypeds.start;
    word_t size = bits + 12;

    BOOT_INFO(boot.info)->untyped[n].paddr = page * PAGE_BYTES;
    BOOT_INFO(boot.info)->untyped[n].kind = size + FIELD(8, device);
    cap_add(cap_make(CAP_UNTYPED, size, device ? MEMORY_IS_DEVICE : 0, 1, page * PAGE_CELLS));
}

/* A range of pages as naturally aligned powers of two, as long as boot info has lines for them. */
/*@ requires wf:   BootWf && UntypedsWf;
    requires in:   page <= end <= RANGE_TOP;
    requires pool: device == 0 ==> PoolApart(page, end);
    assigns        phys[..], ring[..], boot.slot;
    ensures  wf:   BootWf && UntypedsWf; */
static void untypeds_add(word_t page, word_t end, word_t device)
{
    /*@ loop invariant in: \at(page, Pre) <= page <= end;
        loop invariant wf: BootWf && UntypedsWf;
        loop assigns page, phys[..], ring[..], boot.slot;
        loop variant end - page; */
    while (page < end && boot.slot < boot.untypeds.start + UNTYPEDS) {
        word_t bits = range_bits(page, end);

        untyped_add(page, bits, device);
        page += BIT(bits);
    }
}

/* What is to be handed out of RAM. */
/*@ requires wf:   BootWf && UntypedsWf && PlanRest;
    assigns        phys[..], ring[..], boot.slot;
    ensures  wf:   BootWf && UntypedsWf; */
static void memory_add(void)
{
    /*@ loop invariant i:  0 <= i <= plan_ram.count;
        loop invariant wf: BootWf && UntypedsWf;
        loop assigns i, phys[..], ring[..], boot.slot;
        loop variant plan_ram.count - i; */
    for (word_t i = 0; i < plan_ram.count; i++)
        untypeds_add(plan_ram.range[i].from, plan_ram.range[i].to, 0);
}

/*@ requires wf:   BootWf && UntypedsWf && PlanRest;
    assigns        phys[..], ring[..], boot.slot;
    ensures  wf:   BootWf && UntypedsWf; */
static void devices_add(void)
{
    /*@ loop invariant i:  0 <= i <= plan_device.count;
        loop invariant wf: BootWf && UntypedsWf;
        loop assigns i, phys[..], ring[..], boot.slot;
        loop variant plan_device.count - i; */
    for (word_t i = 0; i < plan_device.count; i++)
        untypeds_add(plan_device.range[i].from, plan_device.range[i].to, 1);
}

/*@ requires wf:   BootWf && PlanRest && BootLeft(0, UNTYPEDS);
    assigns        phys[..], ring[..], boot.slot, boot.untypeds;
    ensures  wf:   BootWf && UntypedsWf;
    ensures  told: boot.untypeds.start == \old(boot.slot) && boot.untypeds.end == boot.slot; */
static void untypeds_make(void)
{
    boot.untypeds.start = boot.slot;
    memory_add();
    devices_add();
    boot.untypeds.end = boot.slot;
}

/* --- making: the root task --- */

/* Capabilities that every root task gets at fixed slots, and are not to memory. */
/*@ requires wf: BootWf;
    assigns      phys[..], ring[..]; */
static void caps_make(void)
{
    cap_put(SLOT_IRQ_CONTROL, cap_plain(CAP_IRQ_CONTROL), 0);
    cap_put(SLOT_ASID_CONTROL, cap_plain(CAP_ASID_CONTROL), 0);
    cap_put(SLOT_DOMAIN, cap_plain(CAP_DOMAIN), 0);
    cap_put(SLOT_AUDIT, cap_plain(CAP_AUDIT), 0);
    cap_put(SLOT_SCHED_CONTROL, cap_plain(CAP_SCHED_CONTROL), 0);
}

/* The CNode resolves 64 bits: 51 zeros, then 13 of index. */
/*@ requires wf: BootWf;
    assigns      phys[..], ring[..]; */
static void cnode_make(void)
{
    word_t cap = object_create(TYPE_CNODE, ROOT_BITS, boot.cnode, 0);

    slots_init(boot.cnode, ROOT_SLOTS);
    cap_put(SLOT_CNODE, cap, GUARD_MAKE(0UL, 64 - ROOT_BITS));
}

/* The VSpace, known to the first ASID pool by number 1. */
/*@ requires wf:    BootWf && BootLeft(2, 0);
    assigns         phys[..], ring[..], kernel.pools[0], boot.page, boot.vspace;
    ensures  wf:    BootWf;
    ensures  took:  BootTook{Pre,Post}(2, 0);
    ensures  space: AsidSpace(ROOT_ASID) == boot.vspace == \old(boot.page); */
static void vspace_make(void)
{
    ref_t pool;

    boot.vspace = page_take();
    pool = page_take();
    cap_put(SLOT_VSPACE, object_create(TYPE_VSPACE, 0, boot.vspace, 0), PLACE_MAKE(ROOT_ASID, 0UL));
    cap_put(SLOT_ASID_POOL, cap_make(CAP_ASID_POOL, 0, 0, 1, pool), 0);
    asid_pool_register(0, pool);
    ASID_POOL(pool)->space[ROOT_ASID] = boot.vspace;
}

/* The two pages behind the image: the IPC buffer, and boot info, to be filled in at the end. */
/*@ requires wf:   BootWf && BootLeft(2, 0);
    assigns        STATE, boot.page, boot.info;
    ensures  wf:   BootWf;
    ensures  took: BootTook{Pre,Post}(2, 0);
    ensures  info: boot.info == \old(boot.page) + PAGE_CELLS; */
static void info_make(void)
{
    cap_put(SLOT_BUFFER, frame_cap(page_take()), 0);
    frame_place(root_slot(SLOT_BUFFER), plan.buffer, ELF_READ | ELF_WRITE);
    boot.info = page_take();
    cap_put(SLOT_BOOT_INFO, frame_cap(boot.info), 0);
    frame_place(root_slot(SLOT_BOOT_INFO), plan.info, ELF_READ | ELF_WRITE);
}

/*@ requires wf:    BootWf && PlanTree;
    assigns         phys[boot.info .. boot.info + PAGE_CELLS - 1];
    ensures  sizes: InfoSizes(boot.info);
    ensures  empty: InfoEmpty(boot.info);
    ensures  told:  InfoTells(boot.info); */
static void info_fill(void)
{
    struct boot_info *info = BOOT_INFO(boot.info);

    info->extra_bytes = CHUNK_BYTES + plan.dtb_bytes;
    info->nodes = 1;
    info->buffer = plan.buffer;
    info->empty.start = boot.slot;
    info->empty.end = ROOT_SLOTS;
    info->image_frames.start = boot.image.start;
    info->image_frames.end = boot.image.end;
    info->image_tables.start = boot.tables.start;
    info->image_tables.end = boot.tables.end;
    info->extra_frames.start = boot.extra.start;
    info->extra_frames.end = boot.extra.end;
    info->cnode_bits = ROOT_BITS;
    info->sched_control.start = SLOT_SCHED_CONTROL;
    info->sched_control.end = SLOT_SCHED_CONTROL + 1;
    info->untypeds.start = boot.untypeds.start;
    info->untypeds.end = boot.untypeds.end;
}

/* A copy of a root capability in a slot of the TCB. */
/*@ requires slot: BootWf && which < TCB_SLOTS && slot < SLOT_FIRST_FREE;
    assigns        phys[..], ring[..]; */
static void tcb_slot_fill(word_t which, word_t slot)
{
    ref_t from = root_slot(slot);

    cdt_insert(from, TCB_SLOT(boot.tcb, which), CAP_WITH_ORIGIN(SLOT(from)->cap0, 0), slot_word(from));
}

/*@ requires wf:     BootWf;
    assigns          STATE;
    ensures  wf:     BootWf;
    ensures  thread: RootThread(boot.tcb) && RootRegisters(boot.tcb); */
static void thread_make(void)
{
    ref_t tcb = boot.tcb, context = tcb + SMALL_CONTEXT;

    cap_put(SLOT_TCB, object_create(TYPE_TCB, 0, tcb, 0), 0);
    cap_put(SLOT_SCHED_CONTEXT, object_create(TYPE_SCHED_CONTEXT, CONTEXT_BITS, context, 0), 0);
    tcb_slot_fill(TCB_CSPACE, SLOT_CNODE);
    tcb_slot_fill(TCB_VSPACE, SLOT_VSPACE);
    tcb_slot_fill(TCB_BUFFER, SLOT_BUFFER);
    sched_context_round_robin(context, ROOT_BUDGET);
    sched_context_bind_tcb(context, tcb);
    TCB(tcb)->buffer = plan.buffer;
    TCB(tcb)->priority = ROOT_PRIORITY;
    TCB(tcb)->max_priority = ROOT_PRIORITY;
    TCB(tcb)->regs[REG_X0] = plan.info;
    TCB(tcb)->regs[REG_PC] = plan_elf.entry;
    TCB(tcb)->next_pc = plan_elf.entry;
    TCB(tcb)->state = THREAD_ACTIVE;
}

/* The thread, and boot info, now that there is all that it tells of. */
/*@ requires wf:     BootWf && PlanTree && boot.tcb + TCB_CELLS <= boot.info;
    assigns          STATE;
    ensures  wf:     BootWf;
    ensures  thread: RootThread(boot.tcb);
    ensures  starts: RootRegisters(boot.tcb);
    ensures  info:   InfoSizes(boot.info) && InfoEmpty(boot.info) && InfoTells(boot.info); */
static void task_make(void)
{
    thread_make();
    info_fill();
}

/* Everything, in the order of the pool. */
/*@ requires new:    KernelNew && PlanWf;
    assigns          STATE, boot;
    ensures  wf:     BootWf;
    ensures  all:    BootDone;
    ensures  thread: RootThread(boot.tcb);
    ensures  starts: RootRegisters(boot.tcb);
    ensures  info:   InfoSizes(boot.info) && InfoEmpty(boot.info) && InfoTells(boot.info); */
static void root_make(void)
{
    pool_open();
    cnode_make();
    caps_make();
    vspace_make();
    tables_make();
    info_make();
    image_make();
    extra_make();
    untypeds_make();
    task_make();
    arch_table_publish();
}

/* --- the door --- */

/*@ assigns \nothing; */
static void banner(void)
{
    PRINT("tenon: RAM         ");
    print_size(plan_board.ram_end - plan_board.ram);
    PRINT(" at ");
    print_address(plan_board.ram);
    PRINT(", GICv");
    print_number(plan_board.gic_version);
    PRINT("\ntenon: root task   ");
    print_size(plan.image_pages * PAGE_BYTES);
    PRINT(" at ");
    print_address(plan_elf.first);
    PRINT(", segments: ");
    print_number(plan_elf.count);
    PRINT(", entry ");
    print_address(plan_elf.entry);
    PRINT("\ntenon: handed over ");
    print_number(boot.untypeds.end - boot.untypeds.start);
    PRINT(" untypeds, ");
    print_number(ROOT_SLOTS - boot.slot);
    PRINT(" empty slots\n");
}

void boot_kernel(paddr_t dtb, paddr_t image, paddr_t image_end)
{
    check(plan_make(dtb, image, image_end));
    if (plan_elf.writable_code)
        PRINT("tenon: warning: the root task has a segment that is writable and executable\n");
    root_make();
    banner();
    sched_start(boot.tcb);
}
