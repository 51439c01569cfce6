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
#include "kernel/asid_control.h"
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
#include "kernel/thread.h"
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

/* A table for the entry of this address, from the next page and in the next slot. */
/*@ requires wf:    BootWf && BootSystem && boot.vspace != 0 && BootLeft(1, 1);
    assigns         STATE, kind[..], boot.page, boot.slot;
    ensures  wf:    BootWf;
    ensures  took:  BootTook{Pre,Post}(1, 1);
    ensures  whole: BootSystem;
    ensures  place: \old(ThreadPlace(boot.tcb)) ==> ThreadPlace(boot.tcb);
    ensures  kept:  RootKept{Pre,Post}(\old(boot.slot), boot.slot); */
static void table_make(vaddr_t vaddr)
{
    ref_t slot = cap_add(page_make(TYPE_PAGE_TABLE));

    //@ ghost Then: ;
    //@ assert table: TableAt(CapRef(SLOT(slot)->cap0)) && TableAt(boot.vspace);
    table_place(slot, boot.vspace, ROOT_ASID, vaddr);
    //@ assert none:  RootKept{Then,Here}(0, 0);
    //@ assert slots: RootEmpty(boot.slot);
    //@ assert rest:  BootRest && BootMade;
}

/* So many tables whose entries cover 2^shift bytes in all, one behind the other from the image's first address on. */
/*@ requires wf:    BootWf && BootSystem && boot.vspace != 0;
    requires shift: shift < 64;
    requires left:  BootLeft(count, count);
    assigns         STATE, kind[..], boot.page, boot.slot;
    ensures  wf:    BootWf;
    ensures  took:  BootTook{Pre,Post}(count, count);
    ensures  whole: BootSystem;
    ensures  place: \old(ThreadPlace(boot.tcb)) ==> ThreadPlace(boot.tcb);
    ensures  kept:  RootKept{Pre,Post}(\old(boot.slot), boot.slot); */
static void level_make(word_t shift, word_t count)
{
    word_t first = plan_elf.first >> shift;

    /*@ loop invariant i:     0 <= i <= count;
        loop invariant wf:    BootWf;
        loop invariant took:  BootTook{Pre,Here}(i, i);
        loop invariant whole: BootSystem;
        loop invariant place: \at(ThreadPlace(boot.tcb), Pre) ==> ThreadPlace(boot.tcb);
        loop invariant kept:  RootKept{Pre,Here}(\at(boot.slot, Pre), boot.slot);
        loop assigns i, STATE, kind[..], boot.page, boot.slot;
        loop variant count - i; */
    for (word_t i = 0; i < count; i++)
        table_make((first + i) << shift);
}

/* All tables from the image to the end of boot info, from the root down. */
/*@ requires wf:   BootWf && BootSystem && boot.vspace != 0;
    requires left: BootLeft(plan.tables[0] + plan.tables[1] + plan.tables[2], plan.tables[0] + plan.tables[1] + plan.tables[2]);
    assigns        STATE, kind[..], boot.page, boot.slot, boot.tables;
    ensures  wf:   BootWf;
    ensures  whole: BootSystem;
    ensures  place: \old(ThreadPlace(boot.tcb)) ==> ThreadPlace(boot.tcb);
    ensures  kept: RootKept{Pre,Post}(\old(boot.slot), boot.slot);
    ensures  took: BootTook{Pre,Post}(plan.tables[0] + plan.tables[1] + plan.tables[2], plan.tables[0] + plan.tables[1] + plan.tables[2]);
    ensures  told: boot.tables.start == \old(boot.slot) && boot.tables.end == boot.slot; */
static void tables_make(void)
{
    boot.tables.start = boot.slot;
    //@ assert slots: RootEmpty(boot.slot);
    /*@ assert begin: BootSystem && RootKept{Pre,Here}(0, 0) &&
            (\at(ThreadPlace(boot.tcb), Pre) ==> ThreadPlace(boot.tcb)); */
    level_make(LEVEL_ROOT, plan.tables[0]);
    /*@ assert one:   RootKept{Pre,Here}(\at(boot.slot, Pre), boot.slot) &&
            (\at(ThreadPlace(boot.tcb), Pre) ==> ThreadPlace(boot.tcb)); */
    level_make(LEVEL_ROOT - LEVEL_BITS, plan.tables[1]);
    /*@ assert two:   RootKept{Pre,Here}(\at(boot.slot, Pre), boot.slot) &&
            (\at(ThreadPlace(boot.tcb), Pre) ==> ThreadPlace(boot.tcb)); */
    level_make(LEVEL_ROOT - 2 * LEVEL_BITS, plan.tables[2]);
    /*@ assert three: RootKept{Pre,Here}(\at(boot.slot, Pre), boot.slot) &&
            (\at(ThreadPlace(boot.tcb), Pre) ==> ThreadPlace(boot.tcb)); */
    //@ ghost End: ;
    //@ assert full:  RootEmpty(boot.slot) && BootRest && BootMade;
    boot.tables.end = boot.slot;
    //@ assert place: \at(ThreadPlace(boot.tcb), Pre) ==> ThreadPlace(boot.tcb);
    //@ assert same:  RootKept{End,Here}(0, 0);
    //@ assert kept:  RootKept{Pre,Here}(\at(boot.slot, Pre), boot.slot);
    //@ assert left:  RootEmpty(boot.slot);
    //@ assert whole: BootSystem;
}

/* Map the frame in a slot with the rights of a segment. */
/*@ requires wf:    BootWf && BootSystem && IsSlot(slot) && boot.vspace != 0;
    requires frame: SlotAt(slot) && CapRef(SLOT(slot)->cap0) % FRAME_CELLS == 0;
    assigns         phys[..], kernel.event_first, kernel.event_next, kernel.events[..];
    ensures  wf:    BootWf;
    ensures  whole: BootSystem;
    ensures  kept:  RootKept{Pre,Post}(0, 0); */
static void frame_place(ref_t slot, vaddr_t vaddr, word_t flags)
{
    word_t rights = flags & ELF_WRITE ? RIGHT_READ | RIGHT_WRITE : RIGHT_READ;
    word_t attributes = flags & ELF_EXECUTE ? ATTRIBUTE_CACHED : ATTRIBUTE_CACHED | ATTRIBUTE_EXECUTE_NEVER;

    //@ assert table: TableAt(boot.vspace);
    region_place(slot, boot.vspace, ROOT_ASID, vaddr, rights, attributes);
    //@ assert kept:  RootKept{Pre,Here}(0, 0);
    //@ assert slots: RootEmpty(boot.slot);
    //@ assert rest:  BootRest && BootMade;
}

/* One page of the image's file. */
/*@ requires in:    page.at + page.bytes <= 4096 && page.from + page.bytes <= 16 * REFS;
    requires wf:    BootWf && BootSystem && UserMemory(frame, PAGE_CELLS);
    assigns         phys[frame .. frame + PAGE_CELLS - 1];
    ensures  wf:    BootWf;
    ensures  whole: BootSystem;
    ensures  kept:  RootKept{Pre,Post}(0, 0); */
static void frame_fill(struct elf_page page, ref_t frame)
{
    elf_page_fill(page, frame);
    //@ assert user:  UserOnly{Pre,Here}(frame, PAGE_CELLS) && KernelOfSystem{Pre,Here};
    //@ assert wf:    SystemWf;
    //@ assert kept:  RootKept{Pre,Here}(0, 0);
    //@ assert slots: RootEmpty(boot.slot);
    //@ assert rest:  BootRest && BootMade;
}

/* One page of the image; a page in a gap between segments has a frame, but is not mapped. */
/*@ requires wf:    BootWf && PlanElf && PlanSizes;
    requires whole: BootSystem && boot.vspace != 0;
    requires left:  BootLeft(1, 1);
    requires page:  i < plan.image_pages;
    assigns         STATE, kind[..], boot.page, boot.slot;
    ensures  wf:    BootWf;
    ensures  took:  BootTook{Pre,Post}(1, 1);
    ensures  whole: BootSystem;
    ensures  place: \old(ThreadPlace(boot.tcb)) ==> ThreadPlace(boot.tcb);
    ensures  kept:  RootKept{Pre,Post}(\old(boot.slot), boot.slot); */
static void image_page(word_t i)
{
    struct elf_page page = plan_page(i);
    word_t cap = page_make(TYPE_SMALL_PAGE);
    ref_t slot = cap_add(cap);

    //@ assert frame: UserMemory(CapRef(cap), PAGE_CELLS) && CapRef(cap) % FRAME_CELLS == 0;
    frame_fill(page, CAP_REF(cap));
    //@ assert cap: SlotAt(slot) && SLOT(slot)->cap0 == cap;
    if (page.flags != 0)
        frame_place(slot, plan_elf.first + PAGE_BYTES * i, page.flags);
}

/*@ requires wf:    BootWf && PlanElf && PlanSizes;
    requires whole: BootSystem && boot.vspace != 0;
    requires left:  BootLeft(plan.image_pages, plan.image_pages);
    assigns         STATE, kind[..], boot.page, boot.slot, boot.image;
    ensures  wf:    BootWf;
    ensures  took:  BootTook{Pre,Post}(plan.image_pages, plan.image_pages);
    ensures  told:  boot.image.start == \old(boot.slot) && boot.image.end == boot.slot;
    ensures  whole: BootSystem;
    ensures  place: \old(ThreadPlace(boot.tcb)) ==> ThreadPlace(boot.tcb);
    ensures  kept:  RootKept{Pre,Post}(\old(boot.slot), boot.slot); */
static void image_make(void)
{
    ref_t first = boot.page;

    boot.image.start = boot.slot;
    //@ assert slots: RootEmpty(boot.slot);
    /*@ assert begin: BootSystem && RootKept{Pre,Here}(0, 0) &&
            (\at(ThreadPlace(boot.tcb), Pre) ==> ThreadPlace(boot.tcb)); */
    /*@ loop invariant i:     0 <= i <= plan.image_pages;
        loop invariant wf:    BootWf;
        loop invariant took:  BootTook{Pre,Here}(i, i);
        loop invariant whole: BootSystem;
        loop invariant place: \at(ThreadPlace(boot.tcb), Pre) ==> ThreadPlace(boot.tcb);
        loop invariant kept:  RootKept{Pre,Here}(\at(boot.slot, Pre), boot.slot);
        loop assigns i, STATE, kind[..], boot.page, boot.slot;
        loop variant plan.image_pages - i; */
    for (word_t i = 0; i < plan.image_pages; i++)
        image_page(i);
    arch_cache_unify(first * 16, plan.image_pages * PAGE_BYTES);
    //@ ghost End: ;
    //@ assert full:  RootEmpty(boot.slot) && BootRest && BootMade;
    boot.image.end = boot.slot;
    //@ assert place: \at(ThreadPlace(boot.tcb), Pre) ==> ThreadPlace(boot.tcb);
    //@ assert same:  RootKept{End,Here}(0, 0);
    //@ assert kept:  RootKept{Pre,Here}(\at(boot.slot, Pre), boot.slot);
    //@ assert left:  RootEmpty(boot.slot);
    //@ assert whole: BootSystem;
}

/* One page behind boot info. */
/*@ requires wf:    BootWf && BootSystem && boot.vspace != 0 && BootLeft(1, 1);
    assigns         STATE, kind[..], boot.page, boot.slot;
    ensures  wf:    BootWf;
    ensures  took:  BootTook{Pre,Post}(1, 1);
    ensures  whole: BootSystem;
    ensures  place: \old(ThreadPlace(boot.tcb)) ==> ThreadPlace(boot.tcb);
    ensures  kept:  RootKept{Pre,Post}(\old(boot.slot), boot.slot);
    ensures  user:  UserMemory(\old(boot.page), PAGE_CELLS);
    ensures  types: TypesKept{Pre,Post}; */
static void extra_page(vaddr_t vaddr)
{
    word_t cap = page_make(TYPE_SMALL_PAGE);
    ref_t slot = cap_add(cap);

    //@ assert frame: UserMemory(CapRef(cap), PAGE_CELLS) && CapRef(cap) % FRAME_CELLS == 0;
    //@ assert cap: SlotAt(slot) && SLOT(slot)->cap0 == cap;
    frame_place(slot, vaddr, ELF_READ | ELF_WRITE);
}

/* Device tree and hash, and nothing else. */
/*@ requires tree:  PlanTree;
    requires room:  to + PAGE_CELLS * plan.extra_pages <= REFS;
    requires size:  EXTRA_BYTES(plan.dtb_bytes) <= PAGE_BYTES * plan.extra_pages;
    requires apart: plan.dtb + plan.dtb_bytes <= 16 * to || 16 * (to + PAGE_CELLS * plan.extra_pages) <= plan.dtb;
    assigns         phys[to .. to + PAGE_CELLS * plan.extra_pages - 1];
    ensures  chunk: ChunkWf(to);
    ensures  hash:  HashWf(to);
    ensures  out:   OutsideSame{Pre,Post}(to, to + PAGE_CELLS * plan.extra_pages); */
static void extra_write(ref_t to)
{
    chunk_write(to);
}

/* What is in them. */
/*@ requires wf:    BootWf && BootSystem && PlanTree;
    requires size:  EXTRA_BYTES(plan.dtb_bytes) <= PAGE_BYTES * plan.extra_pages;
    requires apart: plan.dtb + plan.dtb_bytes <= 16 * to || 16 * (to + PAGE_CELLS * plan.extra_pages) <= plan.dtb;
    requires user:  UserMemory(to, PAGE_CELLS * plan.extra_pages);
    assigns         phys[to .. to + PAGE_CELLS * plan.extra_pages - 1];
    ensures  chunk: ChunkWf(to);
    ensures  hash:  HashWf(to);
    ensures  wf:    BootWf;
    ensures  whole: BootSystem;
    ensures  kept:  RootKept{Pre,Post}(0, 0); */
static void extra_fill(ref_t to)
{
    extra_write(to);
    //@ assert user:  UserOnly{Pre,Here}(to, PAGE_CELLS * plan.extra_pages) && KernelOfSystem{Pre,Here};
    //@ assert wf:    SystemWf;
    //@ assert kept:  RootKept{Pre,Here}(0, 0);
    //@ assert slots: RootEmpty(boot.slot);
    //@ assert rest:  BootRest && BootMade;
}

/* The pages behind boot info. */
/*@ requires wf:    BootWf && PlanTree && PlanTreeOut;
    requires whole: BootSystem && boot.vspace != 0;
    requires size:  EXTRA_BYTES(plan.dtb_bytes) <= PAGE_BYTES * plan.extra_pages;
    requires left:  BootLeft(plan.extra_pages, plan.extra_pages);
    assigns         STATE, kind[..], boot.page, boot.slot, boot.extra;
    ensures  wf:    BootWf;
    ensures  took:  BootTook{Pre,Post}(plan.extra_pages, plan.extra_pages);
    ensures  chunk: ChunkWf(\old(boot.page));
    ensures  hash:  HashWf(\old(boot.page));
    ensures  told:  boot.extra.start == \old(boot.slot) && boot.extra.end == boot.slot;
    ensures  whole: BootSystem;
    ensures  place: \old(ThreadPlace(boot.tcb)) ==> ThreadPlace(boot.tcb);
    ensures  kept:  RootKept{Pre,Post}(\old(boot.slot), boot.slot); */
static void extra_make(void)
{
    ref_t first = boot.page;

    boot.extra.start = boot.slot;
    //@ assert slots: RootEmpty(boot.slot);
    /*@ assert begin: BootSystem && RootKept{Pre,Here}(0, 0) &&
            (\at(ThreadPlace(boot.tcb), Pre) ==> ThreadPlace(boot.tcb)); */
    /*@ loop invariant i:     0 <= i <= plan.extra_pages;
        loop invariant wf:    BootWf;
        loop invariant took:  BootTook{Pre,Here}(i, i);
        loop invariant whole: BootSystem;
        loop invariant place: \at(ThreadPlace(boot.tcb), Pre) ==> ThreadPlace(boot.tcb);
        loop invariant kept:  RootKept{Pre,Here}(\at(boot.slot, Pre), boot.slot);
        loop invariant user:  UserPages(first, i);
        loop assigns i, STATE, kind[..], boot.page, boot.slot;
        loop variant plan.extra_pages - i; */
    for (word_t i = 0; i < plan.extra_pages; i++) {
        //@ assert page:  boot.page == first + PAGE_CELLS * i;
        extra_page(plan.info + PAGE_BYTES * (i + 1));
        //@ assert still: UserPages(first, i);
        //@ assert next:  UserMemory(first + PAGE_CELLS * i, PAGE_CELLS);
        //@ assert more:  UserPages(first, i + 1);
    }
    //@ assert user: UserMemory(first, PAGE_CELLS * plan.extra_pages);
    extra_fill(first);
    //@ ghost End: ;
    //@ assert full:  RootEmpty(boot.slot) && BootRest && BootMade;
    boot.extra.end = boot.slot;
    //@ assert place: \at(ThreadPlace(boot.tcb), Pre) ==> ThreadPlace(boot.tcb);
    //@ assert same:  RootKept{End,Here}(0, 0);
    //@ assert kept:  RootKept{Pre,Here}(\at(boot.slot, Pre), boot.slot);
    //@ assert left:  RootEmpty(boot.slot);
    //@ assert whole: BootSystem;
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

/* To a fixed slot. */
/*@ requires wf:    BootWf && BootSystem && PlainSlot(index) && RootLeft(index);
    requires kind:  kind == CAP_IRQ_CONTROL || kind == CAP_ASID_CONTROL || kind == CAP_DOMAIN || kind == CAP_AUDIT || kind == CAP_SCHED_CONTROL;
    assigns         phys[..], ring[..];
    ensures  wf:    BootWf;
    ensures  whole: BootSystem;
    ensures  left:  \old(CapsLeft) ==> CapsLeft;
    ensures  kept:  RootKept{Pre,Post}(index, index + 1); */
static void plain_put(word_t index, word_t kind)
{
    cap_put(index, cap_plain(kind), 0);
    //@ assert kept: RootKept{Pre,Here}(index, index + 1);
}

/* Capabilities that every root task gets at fixed slots, and are not to memory. */
/*@ requires wf:    BootWf && BootSystem && RootEmpty(0);
    assigns         phys[..], ring[..];
    ensures  wf:    BootWf;
    ensures  whole: BootSystem;
    ensures  left:  CapsLeft; */
static void caps_make(void)
{
    //@ assert all:  CapsLeft;
    //@ assert five: RootLeft(SLOT_IRQ_CONTROL);
    /*@ assert each: RootLeft(SLOT_ASID_CONTROL) && RootLeft(SLOT_DOMAIN) && RootLeft(SLOT_AUDIT) &&
            RootLeft(SLOT_SCHED_CONTROL); */
    plain_put(SLOT_IRQ_CONTROL, CAP_IRQ_CONTROL);
    /*@ assert four: RootLeft(SLOT_ASID_CONTROL) && RootLeft(SLOT_DOMAIN) && RootLeft(SLOT_AUDIT) &&
            RootLeft(SLOT_SCHED_CONTROL); */
    plain_put(SLOT_ASID_CONTROL, CAP_ASID_CONTROL);
    //@ assert three: RootLeft(SLOT_DOMAIN) && RootLeft(SLOT_AUDIT) && RootLeft(SLOT_SCHED_CONTROL);
    plain_put(SLOT_DOMAIN, CAP_DOMAIN);
    //@ assert two: RootLeft(SLOT_AUDIT) && RootLeft(SLOT_SCHED_CONTROL);
    plain_put(SLOT_AUDIT, CAP_AUDIT);
    //@ assert one: RootLeft(SLOT_SCHED_CONTROL);
    plain_put(SLOT_SCHED_CONTROL, CAP_SCHED_CONTROL);
}

/* The CNode resolves 64 bits: 51 zeros, then 13 of index. */
/*@ requires wf:    BootWf && BootSystem && RootLeft(SLOT_CNODE);
    assigns         phys[..], ring[..];
    ensures  wf:    BootWf;
    ensures  whole: BootSystem;
    ensures  set:   RootCap(SLOT_CNODE) != 0;
    ensures  kept:  RootKept{Pre,Post}(SLOT_CNODE, SLOT_CNODE + 1); */
static void cnode_make(void)
{
    word_t cap = cap_make(CAP_CNODE, ROOT_BITS, 0, 1, boot.cnode);

    //@ assert at: CapAt(cap);
    cap_put(SLOT_CNODE, cap, GUARD_MAKE(0UL, 64 - ROOT_BITS));
}

/* The first ASID pool, from the next page. */
/*@ requires wf:    BootWf && BootSystem && BootLeft(1, 0) && RootLeft(SLOT_ASID_POOL);
    assigns         phys[..], ring[..], kind[..], boot.page;
    ensures  wf:    BootWf;
    ensures  took:  BootTook{Pre,Post}(1, 0);
    ensures  whole: BootSystem;
    ensures  place: \old(ThreadPlace(boot.tcb)) ==> ThreadPlace(boot.tcb);
    ensures  kept:  RootKept{Pre,Post}(SLOT_ASID_POOL, SLOT_ASID_POOL + 1);
    ensures  pool:  \result == \old(boot.page) && PoolAt(\result) && AsidPool(0) == \result; */
static ref_t pool_first(void)
{
    ref_t pool = page_take();

    //@ ghost Then: ;
    pool_make(pool);
    //@ assert grown: Grown{Then,Here}(pool, pool + PAGE_CELLS);
    //@ assert kept:  RootKept{Then,Here}(0, 0);
    //@ assert slots: RootEmpty(boot.slot);
    //@ assert left:  Nothing(pool + PAGE_CELLS, PoolEnd);
    //@ assert place: \at(ThreadPlace(boot.tcb), Pre) ==> ThreadPlace(boot.tcb);
    //@ assert made:  BootMade;
    //@ assert rest:  BootRest;
    cap_put(SLOT_ASID_POOL, cap_make(CAP_ASID_POOL, 0, 0, 1, pool), 0);
    //@ ghost Put: ;
    pools_set(0, pool);
    //@ assert list:  PoolsListed && kernel.pools % REFS == pools_first;
    //@ assert cell:  kind[pools_first] == KIND_POOLS;
    //@ assert one:   RestSame{Put,Here}(pools_first);
    //@ assert out:   KindOnly{Put,Here}(KIND_POOLS);
    //@ assert still: RootKept{Put,Here}(0, 0);
    //@ assert empty: RootEmpty(boot.slot);
    //@ assert end:   BootRest && BootMade;
    return pool;
}

/* A number becomes that of the VSpace. */
/*@ requires wf:    BootWf && BootSystem && PoolAt(pool) && TableAt(boot.vspace);
    requires pools: AsidPool(0) == pool && pools_first + POOLS_CELLS <= pool;
    assigns         phys[pool .. pool + POOL_CELLS - 1];
    ensures  wf:    BootWf;
    ensures  space: AsidSpace(ROOT_ASID) == boot.vspace;
    ensures  whole: BootSystem;
    ensures  kept:  RootKept{Pre,Post}(0, 0); */
static void space_name(ref_t pool)
{
    //@ assert first: AsidPool(ROOT_ASID) == pool;
    pool_set(pool, ROOT_ASID, boot.vspace);
    //@ assert cell:  kind[pool] == KIND_POOL;
    //@ assert one:   RestSame{Pre,Here}(pool);
    //@ assert list:  CellSame{Pre,Here}(pools_first) && kernel.pools % REFS == pools_first;
    //@ assert word:  POOLS(pools_first)->pool[0] == LINK(pools_first)->prev;
    //@ assert still: AsidPool(ROOT_ASID) == pool;
    //@ assert out:   KindOnly{Pre,Here}(KIND_POOL);
    //@ assert kept:  RootKept{Pre,Here}(0, 0);
    //@ assert slots: RootEmpty(boot.slot);
    //@ assert rest:  BootRest && BootMade;
}

/* The VSpace, known to the first ASID pool by number 1. */
/*@ requires wf:    BootWf && BootSystem && BootLeft(2, 0) && RootLeft(SLOT_VSPACE) && RootLeft(SLOT_ASID_POOL);
    assigns         phys[..], ring[..], kind[..], boot.page, boot.vspace;
    ensures  wf:    BootWf;
    ensures  took:  BootTook{Pre,Post}(2, 0);
    ensures  space: AsidSpace(ROOT_ASID) == boot.vspace == \old(boot.page);
    ensures  whole: BootSystem && boot.vspace != 0;
    ensures  place: \old(ThreadPlace(boot.tcb)) ==> ThreadPlace(boot.tcb);
    ensures  set:   RootCap(SLOT_VSPACE) != 0;
    ensures  kept:  RootKept{Pre,Post}(SLOT_VSPACE, SLOT_ASID_POOL + 1); */
static void vspace_make(void)
{
    word_t cap = page_make(TYPE_VSPACE);
    ref_t pool;

    cap_put(SLOT_VSPACE, cap, PLACE_MAKE(ROOT_ASID, 0UL));
    //@ ghost Put: ;
    //@ assert one:   RootKept{Pre,Here}(SLOT_VSPACE, SLOT_VSPACE + 1);
    //@ assert full:  RootEmpty(boot.slot) && BootRest && BootMade && RootCap(SLOT_VSPACE) != 0;
    boot.vspace = CAP_REF(cap);
    //@ assert same:  RootKept{Put,Here}(0, 0);
    //@ assert slots: RootEmpty(boot.slot);
    //@ assert set:   RootCap(SLOT_VSPACE) != 0 && RootLeft(SLOT_ASID_POOL);
    //@ assert whole: BootSystem;
    //@ assert two:   RootKept{Pre,Here}(SLOT_VSPACE, SLOT_ASID_POOL + 1);
    pool = pool_first();
    //@ assert three: RootKept{Pre,Here}(SLOT_VSPACE, SLOT_ASID_POOL + 1);
    //@ assert still: RootCap(SLOT_VSPACE) != 0;
    space_name(pool);
    //@ assert end:   RootKept{Pre,Here}(SLOT_VSPACE, SLOT_ASID_POOL + 1);
}

/* A frame for a page of the root task's, at a fixed slot and this address. */
/*@ requires wf:    BootWf && BootSystem && BootLeft(1, 0) && boot.vspace != 0;
    requires slot:  index < SLOT_FIRST_FREE && RootLeft(index);
    assigns         STATE, kind[..], boot.page;
    ensures  wf:    BootWf;
    ensures  took:  BootTook{Pre,Post}(1, 0);
    ensures  whole: BootSystem;
    ensures  place: \old(ThreadPlace(boot.tcb)) ==> ThreadPlace(boot.tcb);
    ensures  set:   RootCap(index) != 0;
    ensures  kept:  RootKept{Pre,Post}(index, index + 1);
    ensures  frame: \result == \old(boot.page) && UserMemory(\result, PAGE_CELLS); */
static ref_t frame_put(word_t index, vaddr_t vaddr)
{
    word_t cap = page_make(TYPE_SMALL_PAGE);

    cap_put(index, cap, 0);
    frame_place(root_slot(index), vaddr, ELF_READ | ELF_WRITE);
    return CAP_REF(cap);
}

/* The two pages behind the image: the IPC buffer, and boot info, to be filled in at the end. */
/*@ requires wf:    BootWf && BootSystem && boot.vspace != 0;
    requires left:  BootLeft(2, 0);
    requires slots: RootLeft(SLOT_BUFFER) && RootLeft(SLOT_BOOT_INFO);
    assigns         STATE, kind[..], boot.page, boot.info;
    ensures  wf:    BootWf;
    ensures  took:  BootTook{Pre,Post}(2, 0);
    ensures  info:  boot.info == \old(boot.page) + PAGE_CELLS;
    ensures  whole: BootSystem;
    ensures  place: \old(ThreadPlace(boot.tcb)) ==> ThreadPlace(boot.tcb);
    ensures  set:   RootCap(SLOT_BUFFER) != 0;
    ensures  kept:  RootKept{Pre,Post}(SLOT_BOOT_INFO, SLOT_BUFFER + 1); */
static void info_make(void)
{
    ref_t info;

    frame_put(SLOT_BUFFER, plan.buffer);
    //@ assert one:   RootKept{Pre,Here}(SLOT_BOOT_INFO, SLOT_BUFFER + 1) && RootLeft(SLOT_BOOT_INFO);
    info = frame_put(SLOT_BOOT_INFO, plan.info);
    //@ ghost Put: ;
    //@ assert two:   RootKept{Pre,Here}(SLOT_BOOT_INFO, SLOT_BUFFER + 1);
    //@ assert full:  RootEmpty(boot.slot) && BootRest && BootMade && RootCap(SLOT_BUFFER) != 0;
    boot.info = info;
    //@ assert same:  RootKept{Put,Here}(0, 0);
    //@ assert slots: RootEmpty(boot.slot);
    //@ assert whole: BootSystem;
    //@ assert end:   RootKept{Pre,Here}(SLOT_BOOT_INFO, SLOT_BUFFER + 1);
}

/* A copy of a root capability in a slot of the TCB. */
/*@ requires slot:  BootWf && which < TCB_SLOTS && slot < SLOT_FIRST_FREE;
    assigns         phys[..], ring[..];

    behavior system:
      assumes       SystemWf && SlotsAt(boot.cnode, ROOT_SLOTS) && TcbAt(boot.tcb);
      assumes       RootCap(slot) != 0 && SLOT(TCB_SLOT(boot.tcb, which))->cap0 == 0;
      ensures wf:   SystemWf;
      ensures only: OnlySlots{Pre,Post};
      ensures caps: CapsKept{Pre,Post}(TCB_SLOT(boot.tcb, which), TCB_SLOT(boot.tcb, which)); */
static void tcb_slot_fill(word_t which, word_t slot)
{
    ref_t from = root_slot(slot), to = tcb_slot(boot.tcb, which);
    word_t cap = cap_with_origin(SLOT(from)->cap0, 0);

    //@ for system: assert from:  SlotAt(from) && SLOT(from)->cap0 != 0;
    //@ for system: assert to:    SlotAt(to) && SLOT(to)->cap0 == 0;
    //@ for system: assert names: CapAt(SLOT(from)->cap0) && EmptyWf(to);
    //@ for system: assert cap:   CapAt(cap) && cap != 0;
    //@ for system: assert ring:  RingWf && CdtSingle(to);
    cdt_insert(from, to, cap, slot_word(from));
}

/* Where it starts and what it is told. */
/*@ requires tcb:   IsTcb(t);
    assigns         phys[..];
    ensures  set:   RootRegisters(t);
    ensures  does:  TCB(t)->state == \old(TCB(t)->state) && TCB(t)->priority == \old(TCB(t)->priority);
    ensures  part:  ThreadPart{Pre,Post}(t); */
static void registers_set(ref_t t)
{
    TCB(t)->regs[REG_X0] = plan.info;
    TCB(t)->regs[REG_PC] = plan_elf.entry;
    TCB(t)->next_pc = plan_elf.entry;
}

/* Where its IPC buffer is, and what it may make others. */
/*@ requires tcb:   IsTcb(t);
    assigns         phys[..];
    ensures  set:   TCB(t)->buffer == plan.buffer && TCB(t)->max_priority == ROOT_PRIORITY;
    ensures  does:  TCB(t)->state == \old(TCB(t)->state) && TCB(t)->priority == \old(TCB(t)->priority);
    ensures  starts: \old(RootRegisters(t)) ==> RootRegisters(t);
    ensures  part:  ThreadPart{Pre,Post}(t); */
static void limits_set(ref_t t)
{
    TCB(t)->buffer = plan.buffer;
    TCB(t)->max_priority = ROOT_PRIORITY;
}

/* Words of which the invariant does not speak. */
/*@ requires tcb:   IsTcb(t);
    assigns         phys[..];
    ensures  set:   RootRegisters(t) && TCB(t)->buffer == plan.buffer && TCB(t)->max_priority == ROOT_PRIORITY;
    ensures  does:  TCB(t)->state == \old(TCB(t)->state) && TCB(t)->priority == \old(TCB(t)->priority);

    behavior system:
      assumes       SystemWf && TcbAt(t);
      ensures wf:   SystemWf;
      ensures same: SystemSame{Pre,Post} && ThreadsSame{Pre,Post}; */
static void words_set(ref_t t)
{
    registers_set(t);
    limits_set(t);
    //@ assert part: ThreadPart{Pre,Here}(t);
    //@ for system: assert only: OnlyBody{Pre,Here};
    //@ for system: assert same: SystemSame{Pre,Here} && SlotsSame{Pre,Here};
}

/* It gets time, and may run. */
/*@ requires wf:     KernelWf && IsTcb(tcb) && IsSchedContext(context);
    assigns          STATE;
    ensures  wf:     KernelWf;
    ensures  thread: RootThread(tcb) && RootRegisters(tcb);

    behavior system:
      assumes        SystemWf && TcbAt(tcb) && ContextHead(context) && ContextRoom(context, REFILLS_LEAST);
      assumes        ContextOf(tcb) == 0 && ContextTcb(context) == 0;
      assumes        TCB(tcb)->state == THREAD_INACTIVE && TCB(tcb)->queued == QUEUED_NOT;
      assumes        kernel.candidate == 0 && kernel.current == 0 && kernel.sched_context == 0;
      ensures whole: SystemWf;
      ensures ready: Idle(tcb) && Runnable(tcb) && ContextOf(tcb) == context;
      ensures none:  kernel.candidate == 0 && kernel.current == 0 && kernel.sched_context == 0; */
static void thread_start(ref_t tcb, ref_t context)
{
    //@ for system: assert time: 0 <= context + 4 < PHYS_CELLS && kind[context + 4] == KIND_TIME;
    sched_context_round_robin(context, ROOT_BUDGET);
    //@ for system: assert new: ContextTcb(context) == 0 && ContextOf(tcb) == 0 && TCB(tcb)->queued == QUEUED_NOT;
    sched_context_bind_tcb(context, tcb);
    //@ for system: assert bound: Loose(tcb) && ContextOf(tcb) == context && RefillMost(context) != 0;
    sched_state_set(tcb, THREAD_ACTIVE);
    sched_priority_set(tcb, ROOT_PRIORITY);
    //@ for system: assert can: Idle(tcb) && Runnable(tcb);
    //@ ghost Can: ;
    words_set(tcb);
    //@ for system: assert still: Idle(tcb) && ContextOf(tcb) == context;
    //@ for system: assert cells: Same{Can,Here}(KIND_LIST, KIND_TIME);
    //@ for system: assert cell:  CellSame{Can,Here}(context + 4);
    //@ for system: assert most:  RefillMost(context) != 0;
}

/* An object that takes cells of the thread's place. */
/*@ requires wf:    BootWf && BootSystem;
    requires type:  (type == TYPE_TCB && size == 0) || (type == TYPE_SCHED_CONTEXT && size == CONTEXT_BITS);
    requires cells: cells == ObjectCells(type, size) && 0 < r && r + cells <= boot.page;
    requires none:  Nothing(r, r + cells);
    assigns         phys[..], ring[..], kind[..];
    ensures  wf:    BootWf;
    ensures  whole: BootSystem;
    ensures  cap:   CapOf(type, size, r, \result) && CapAt(\result) && \result != 0;
    ensures  kept:  RootKept{Pre,Post}(0, 0);
    ensures  new:   Blank(type, r, cells);
    ensures  only:  Grown{Pre,Post}(r, r + cells); */
static word_t small_make(word_t type, word_t size, ref_t r, word_t cells)
{
    word_t cap;

    cells_clear(r, cells);
    //@ ghost Then: ;
    //@ assert out:   OutsideSame{Pre,Here}(r, r + cells);
    //@ assert body:  OnlyBody{Pre,Here} && KernelOfSystem{Pre,Here};
    //@ assert wf:    SystemWf;
    //@ assert ready: Prepared(type, r, cells);
    cap = object_make(type, size, r, 0);
    //@ assert same:  OutsideSame{Pre,Then}(r, r + cells) && TypesSame{Pre,Then} && RingsSame{Pre,Then};
    //@ assert grown: Grown{Then,Here}(r, r + cells);
    //@ assert only:  Grown{Pre,Here}(r, r + cells);
    //@ assert kept:  RootKept{Pre,Here}(0, 0);
    //@ assert slots: RootEmpty(boot.slot);
    //@ assert left:  Nothing(boot.page, PoolEnd);
    //@ assert made:  BootMade;
    //@ assert rest:  BootRest;
    return cap;
}

/* The thread and its context, with nothing in them. */
/*@ requires wf:    BootWf && BootSystem && ThreadPlace(boot.tcb) && RootLeft(SLOT_TCB) && RootLeft(SLOT_SCHED_CONTEXT);
    assigns         phys[..], ring[..], kind[..];
    ensures  wf:    BootWf;
    ensures  whole: BootSystem;
    ensures  kept:  RootCap(SLOT_CNODE) == \old(RootCap(SLOT_CNODE)) && RootCap(SLOT_VSPACE) == \old(RootCap(SLOT_VSPACE)) &&
        RootCap(SLOT_BUFFER) == \old(RootCap(SLOT_BUFFER));
    ensures  at:    TcbAt(boot.tcb) && ContextHead(boot.tcb + SMALL_CONTEXT) && ContextRoom(boot.tcb + SMALL_CONTEXT, REFILLS_LEAST);
    ensures  new:   ThreadNew(boot.tcb) && TcbSlotLeft(TCB_CSPACE) && TcbSlotLeft(TCB_VSPACE) && TcbSlotLeft(TCB_BUFFER) &&
        ContextNew(boot.tcb + SMALL_CONTEXT); */
static void thread_objects(void)
{
    ref_t tcb = boot.tcb, context = tcb + SMALL_CONTEXT;
    word_t cap;

    //@ assert place: context == boot.tcb + SMALL_CONTEXT && context + 8 <= boot.page;
    //@ assert parts: Nothing(tcb, tcb + TCB_CELLS) && Nothing(context, context + 8);
    cap = small_make(TYPE_TCB, 0, tcb, TCB_CELLS);
    //@ assert none:  Nothing(context, context + 8);
    //@ assert tcb:   TcbAt(tcb) && ThreadNew(tcb) && TcbSlotsNew(tcb);
    //@ assert slots: TcbSlotLeft(TCB_CSPACE) && TcbSlotLeft(TCB_VSPACE) && TcbSlotLeft(TCB_BUFFER);
    //@ assert left:  RootLeft(SLOT_TCB) && RootLeft(SLOT_SCHED_CONTEXT);
    //@ ghost Made: ;
    cap_put(SLOT_TCB, cap, 0);
    //@ assert apart: boot.cnode + SLOT_CELLS * ROOT_SLOTS <= tcb;
    //@ assert kept:  RootKept{Pre,Here}(SLOT_TCB, SLOT_TCB + 1);
    //@ assert last:  RootLeft(SLOT_SCHED_CONTEXT);
    //@ assert still: ThreadNew(tcb);
    //@ assert empty: TcbSlotLeft(TCB_CSPACE) && TcbSlotLeft(TCB_VSPACE) && TcbSlotLeft(TCB_BUFFER);
    //@ assert where: SlotAt(TCB_SLOT(tcb, 0)) && SlotAt(TCB_SLOT(tcb, 1)) && SlotAt(TCB_SLOT(tcb, 2));
    //@ ghost Tcb: ;
    //@ assert bits:  ObjectBits(TYPE_SCHED_CONTEXT, CONTEXT_BITS) == 7 && (1 << 3) == 8;
    //@ assert eight: ObjectCells(TYPE_SCHED_CONTEXT, CONTEXT_BITS) == 8;
    cap = small_make(TYPE_SCHED_CONTEXT, CONTEXT_BITS, context, 8);
    //@ assert grown: Grown{Tcb,Here}(context, context + 8);
    //@ assert name:  CapKind(cap) == CAP_SCHED_CONTEXT && CapSize(cap) == 7 && CapRef(cap) == context;
    //@ assert tcb:   TcbAt(tcb);
    //@ assert at:    ContextHead(context) && ContextRoom(context, REFILLS_LEAST);
    //@ assert new:   ContextNew(context);
    //@ assert again: ThreadNew(tcb);
    //@ assert open0: TcbSlotLeft(TCB_CSPACE);
    //@ assert open1: TcbSlotLeft(TCB_VSPACE);
    //@ assert open2: TcbSlotLeft(TCB_BUFFER);
    //@ assert more:  RootKept{Pre,Here}(SLOT_TCB, SLOT_TCB + 1);
    //@ assert none:  RootLeft(SLOT_SCHED_CONTEXT);
    //@ ghost Context: ;
    //@ assert cnode: RootCap(SLOT_CNODE) == \at(RootCap(SLOT_CNODE), Pre);
    //@ assert space: RootCap(SLOT_VSPACE) == \at(RootCap(SLOT_VSPACE), Pre);
    //@ assert frame: RootCap(SLOT_BUFFER) == \at(RootCap(SLOT_BUFFER), Pre);
    cap_put(SLOT_SCHED_CONTEXT, cap, 0);
    //@ assert stays: ThreadNew(tcb) && ContextNew(context);
    //@ assert yet:   TcbSlotLeft(TCB_CSPACE) && TcbSlotLeft(TCB_VSPACE) && TcbSlotLeft(TCB_BUFFER);
    //@ assert end:   RootKept{Context,Here}(SLOT_SCHED_CONTEXT, SLOT_SCHED_CONTEXT + 1);
    //@ assert first: RootCap(SLOT_CNODE) == \at(RootCap(SLOT_CNODE), Pre);
    //@ assert second: RootCap(SLOT_VSPACE) == \at(RootCap(SLOT_VSPACE), Pre);
    //@ assert third: RootCap(SLOT_BUFFER) == \at(RootCap(SLOT_BUFFER), Pre);
}

/* Its capabilities. */
/*@ requires wf:    BootWf && SystemWf && SlotsAt(boot.cnode, ROOT_SLOTS) && TcbAt(boot.tcb);
    requires from:  RootCap(SLOT_CNODE) != 0 && RootCap(SLOT_VSPACE) != 0 && RootCap(SLOT_BUFFER) != 0;
    requires to:    TcbSlotLeft(TCB_CSPACE) && TcbSlotLeft(TCB_VSPACE) && TcbSlotLeft(TCB_BUFFER);
    assigns         phys[..], ring[..];
    ensures  wf:    BootWf;
    ensures  whole: SystemWf;
    ensures  only:  OnlySlots{Pre,Post}; */
static void thread_slots(void)
{
    //@ ghost Zero: ;
    tcb_slot_fill(TCB_CSPACE, SLOT_CNODE);
    //@ assert one:   RootCap(SLOT_VSPACE) != 0 && RootCap(SLOT_BUFFER) != 0 && OnlySlots{Zero,Here};
    //@ assert first: TcbSlotLeft(TCB_VSPACE) && TcbSlotLeft(TCB_BUFFER);
    tcb_slot_fill(TCB_VSPACE, SLOT_VSPACE);
    //@ assert two:    RootCap(SLOT_BUFFER) != 0 && OnlySlots{Zero,Here};
    //@ assert second: TcbSlotLeft(TCB_BUFFER);
    tcb_slot_fill(TCB_BUFFER, SLOT_BUFFER);
}

/*@ requires wf:     BootWf && BootSystem && ThreadPlace(boot.tcb);
    requires left:   RootLeft(SLOT_TCB) && RootLeft(SLOT_SCHED_CONTEXT);
    requires from:   RootCap(SLOT_CNODE) != 0 && RootCap(SLOT_VSPACE) != 0 && RootCap(SLOT_BUFFER) != 0;
    assigns          STATE, kind[..];
    ensures  wf:     BootWf;
    ensures  thread: RootThread(boot.tcb) && RootRegisters(boot.tcb);
    ensures  whole:  BootReady && TaskReady(boot.tcb);
    ensures  info:   boot.info != 0 ==> UserMemory(boot.info, PAGE_CELLS); */
static void thread_make(void)
{
    ref_t tcb = boot.tcb, context = tcb + SMALL_CONTEXT;

    //@ assert place: context == boot.tcb + SMALL_CONTEXT;
    thread_objects();
    //@ ghost Objects: ;
    //@ assert was:   TcbAt(tcb) && ThreadNew(tcb) && ContextHead(context) && ContextNew(context);
    thread_slots();
    //@ assert cells: OnlySlots{Objects,Here};
    //@ assert new:   ThreadNew(tcb) && ContextNew(context);
    //@ assert kinds: BootMade && FixedWf && TypesWf && KernelIdle;
    //@ assert words: TCB(tcb)->state == THREAD_INACTIVE && TCB(tcb)->queued == QUEUED_NOT && ContextOf(tcb) == 0;
    //@ assert alone: ContextTcb(context) == 0 && ContextRoom(context, REFILLS_LEAST);
    thread_start(tcb, context);
    //@ assert ready: Idle(tcb) && Runnable(tcb);
    //@ assert none:  KernelIdle;
    //@ assert types: FixedWf && TypesWf;
}

/* The frame of boot info, and nothing else. */
/*@ requires wf:    BootWf && PlanTree && 0 < boot.info && boot.info + PAGE_CELLS <= REFS;
    assigns         phys[boot.info .. boot.info + PAGE_CELLS - 1];
    ensures  told:  InfoSizes(boot.info) && InfoEmpty(boot.info) && InfoTells(boot.info);
    ensures  out:   OutsideSame{Pre,Post}(boot.info, boot.info + PAGE_CELLS); */
static void info_write(void)
{
    info_fill();
}

/* Boot info, now that there is all that it tells of. */
/*@ requires wf:    BootWf && PlanTree && UserMemory(info, PAGE_CELLS) && info == boot.info;
    assigns         phys[info .. info + PAGE_CELLS - 1];
    ensures  wf:    BootWf;
    ensures  told:  InfoSizes(boot.info) && InfoEmpty(boot.info) && InfoTells(boot.info);
    ensures  user:  UserOnly{Pre,Post}(boot.info, PAGE_CELLS);
    ensures  body:  OnlyBody{Pre,Post} && KernelOfSystem{Pre,Post};
    ensures  types: TypesSame{Pre,Post};
    ensures  task:  boot.tcb + PAGE_CELLS <= boot.info ==> PageSame{Pre,Post}(boot.tcb); */
static void info_tell(ref_t info)
{
    (void)info; /* the proof speaks of it, no more */
    info_write();
    //@ assert user: UserOnly{Pre,Here}(info, PAGE_CELLS);
}

/* The thread, and boot info. */
/*@ requires wf:     BootWf && PlanTree && boot.tcb + PAGE_CELLS <= boot.info;
    requires whole:  BootSystem && ThreadPlace(boot.tcb) && boot.info != 0;
    requires left:   TaskLeft;
    requires from:   SpacesThere && RootCap(SLOT_BUFFER) != 0;
    assigns          STATE, kind[..];
    ensures  wf:     BootWf;
    ensures  thread: RootThread(boot.tcb);
    ensures  starts: RootRegisters(boot.tcb);
    ensures  info:   InfoSizes(boot.info) && InfoEmpty(boot.info) && InfoTells(boot.info);
    ensures  whole:  BootReady; */
static void task_make(void)
{
    thread_make();
    //@ ghost Thread: ;
    info_tell(boot.info);
    //@ assert same:   SystemSame{Thread,Here} && SlotsSame{Thread,Here} && ThreadsSame{Thread,Here};
    //@ assert wf:     SystemWf;
    //@ assert words:  WordsSame{Thread,Here}(boot.tcb);
    //@ assert ready:  TaskReady(boot.tcb);
    //@ assert starts: RootRegisters(boot.tcb);
    //@ assert thread: RootThread(boot.tcb);
}

/* The root task's spaces: its CNode and what every root task finds in it, its VSpace, and where that leads. */
/*@ requires new:    KernelNew && PlanWf;
    assigns          STATE, kind[..], irq_first, pools_first, boot;
    ensures  wf:     BootWf;
    ensures  whole:  BootSystem && ThreadPlace(boot.tcb) && boot.vspace != 0 && boot.info != 0;
    ensures  page:   boot.page == plan.pool + PAGE_CELLS * (CNODE_PAGES + IRQ_PAGES + QUEUE_PAGES + SINGLE_PAGES +
        plan.tables[0] + plan.tables[1] + plan.tables[2]);
    ensures  slot:   boot.slot == SLOT_FIRST_FREE + plan.tables[0] + plan.tables[1] + plan.tables[2];
    ensures  tables: boot.tables.start == SLOT_FIRST_FREE && boot.tables.end == boot.slot;
    ensures  tcb:    boot.tcb + PAGE_CELLS <= boot.info;
    ensures  left:   TaskLeft;
    ensures  from:   SpacesThere && RootCap(SLOT_BUFFER) != 0; */
static void spaces_make(void)
{
    /*@ assert pages: CNODE_PAGES + IRQ_PAGES + QUEUE_PAGES + SINGLE_PAGES + plan.tables[0] + plan.tables[1] + plan.tables[2] <=
            plan.pool_pages; */
    pool_open();
    caps_make();
    //@ assert left:  SpacesLeft && PagesLeft && TaskLeft;
    cnode_make();
    //@ assert first: SpacesLeft;
    //@ assert task0: TaskLeft;
    //@ assert page0: PagesLeft;
    //@ assert cnode: RootCap(SLOT_CNODE) != 0;
    vspace_make();
    //@ assert there: RootCap(SLOT_CNODE) != 0;
    //@ assert space: SpacesThere;
    //@ assert task1: TaskLeft;
    //@ assert page1: PagesLeft;
    tables_make();
    //@ assert caps:  SpacesThere;
    //@ assert task2: TaskLeft;
    //@ assert page2: PagesLeft;
    /*@ assert page:  boot.page == plan.pool + PAGE_CELLS * (CNODE_PAGES + IRQ_PAGES + QUEUE_PAGES + SINGLE_PAGES - 2 +
            plan.tables[0] + plan.tables[1] + plan.tables[2]); */
    //@ assert room:  BootLeft(2, 0);
    info_make();
    //@ assert spaces: SpacesThere;
    //@ assert task: TaskLeft;
}

/* Everything, in the order of the pool. */
/*@ requires new:    KernelNew && PlanWf;
    assigns          STATE, kind[..], irq_first, pools_first, boot;
    ensures  wf:     BootWf;
    ensures  all:    BootDone;
    ensures  thread: RootThread(boot.tcb);
    ensures  starts: RootRegisters(boot.tcb);
    ensures  info:   InfoSizes(boot.info) && InfoEmpty(boot.info) && InfoTells(boot.info);
    ensures  whole:  BootReady; */
static void root_make(void)
{
    spaces_make();
    image_make();
    //@ assert task0: TaskLeft;
    //@ assert space0: SpacesThere;
    //@ assert frame0: RootCap(SLOT_BUFFER) != 0;
    extra_make();
    //@ assert task1: TaskLeft;
    //@ assert space1: SpacesThere;
    //@ assert frame1: RootCap(SLOT_BUFFER) != 0;
    untypeds_make();
    //@ assert task2: TaskLeft;
    //@ assert space2: SpacesThere;
    //@ assert frame2: RootCap(SLOT_BUFFER) != 0;
    task_make();
    //@ assert pages: boot.page == PoolEnd;
    //@ assert parts: RegionsAre;
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
