/*
 * Boot makes a plan first, which judges everything: the root task's file, how
 * many slots and pages it needs, whether there is RAM for them.  Then the
 * objects of the root task are made, in the pool; what is left of memory goes
 * to it as untypeds.
 *
 *      user: image | IPC buffer | boot info | extra boot info
 */
#include "kernel/boot.h"
#include "kernel/arch.h"
#include "kernel/asid.h"
#include "kernel/boot_info.h"
#include "kernel/boot_pool.h"
#include "kernel/cap.h"
#include "kernel/cdt.h"
#include "kernel/create.h"
#include "kernel/descriptor.h"
#include "kernel/elf.h"
#include "kernel/measure.h"
#include "kernel/plan.h"
#include "kernel/print.h"
#include "kernel/region.h"
#include "kernel/sched.h"
#include "kernel/sched_context.h"
#include "kernel/translation.h"
#include "kernel/vspace.h"

#define ROOT_ASID 1UL
#define ROOT_PRIORITY 255UL
#define ROOT_BUDGET 5000UL /* microseconds */

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

/* --- the root task's space --- */

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

/* The pages behind boot info. */
/*@ requires wf:    BootWf && PlanTree && PlanTreeOut;
    requires size:  EXTRA_BYTES(plan.dtb_bytes) <= PAGE_BYTES * plan.extra_pages;
    requires left:  BootLeft(plan.extra_pages, plan.extra_pages);
    assigns         STATE, boot.page, boot.slot, boot.extra;
    ensures  wf:    BootWf;
    ensures  took:  BootTook{Pre,Post}(plan.extra_pages, plan.extra_pages);
    ensures  chunk: ChunkWf(\old(boot.page));
    ensures  hash:  HashWf(\old(boot.page));
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

/* --- the root task --- */

/* A capability that stands for no memory. */
/*@ requires kind: kind < 32;
    assigns        \nothing;
    ensures  is:   CapIs(\result, kind, 0, 0, 1, 0); */
static word_t cap_plain(word_t kind)
{
    return cap_make(kind, 0, 0, 1, 0);
}

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
    assigns         phys[..], ring[..], boot.page, boot.vspace;
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
    pools_set(0, pool);
    pool_set(pool, ROOT_ASID, boot.vspace);
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
    assigns          STATE, irq_first, pools_first, boot;
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

/*@ requires ram: PlanRam;
    assigns       \nothing; */
static void ram_print(void)
{
    /*@ loop invariant i: 0 <= i <= plan_board.rams;
        loop assigns i;
        loop variant plan_board.rams - i; */
    for (word_t i = 0; i < plan_board.rams; i++) {
        print_size(plan_board.ram[i].end - plan_board.ram[i].start);
        PRINT(" at ");
        print_address(plan_board.ram[i].start);
        PRINT(", ");
    }
}

/*@ requires ram: PlanRam;
    assigns       \nothing; */
static void banner(void)
{
    PRINT("tenon: RAM         ");
    ram_print();
    PRINT("GICv");
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
    check(measure_root());
    if (plan_elf.writable_code)
        PRINT("tenon: warning: the root task has a segment that is writable and executable\n");
    root_make();
    banner();
    sched_start(boot.tcb);
}
