/*
 * Boot info is written in three parts: a line for each untyped, when it is
 * made; the device tree and the root task's hash, chunks of the pages behind; and
 * the frame itself, at the end, when all is there that it tells of.
 */
#include "kernel/boot_info.h"
#include "kernel/cap.h"
#include "kernel/measure.h"
#include "kernel/words.h"

/* --- untypeds --- */

/* Line n of boot info. */
/*@ requires in:    boot.info + PAGE_CELLS <= REFS && n < UNTYPEDS;
    assigns         phys[boot.info .. boot.info + PAGE_CELLS - 1]; */
static void line_write(word_t n, paddr_t paddr, word_t kind)
{
    BOOT_INFO(boot.info)->untyped[n].paddr = paddr;
    BOOT_INFO(boot.info)->untyped[n].kind = kind;
}

/* 2^bits pages: a line of boot info, and a capability. */
/*@ requires wf:    BootWf && UntypedsWf && boot.slot < boot.untypeds.start + UNTYPEDS;
    requires in:    bits <= RANGE_BITS && page + (1 << bits) <= RANGE_TOP;
    requires pool:  device == 0 ==> PoolApart(page, page + (1 << bits));
    requires whole: BootSystem && boot.info != 0;
    assigns         phys[..], ring[..], boot.slot;
    ensures  took:  BootTook{Pre,Post}(0, 1);
    ensures  whole: BootSystem;
    ensures  kept:  RootKept{Pre,Post}(\old(boot.slot), boot.slot); */
static void untyped_add(word_t page, word_t bits, word_t device)
{
    word_t size = bits + 12;

    line_write(boot.slot - boot.untypeds.start, page * PAGE_BYTES, size + FIELD(8, device));
    //@ assert user:  UserOnly{Pre,Here}(boot.info, PAGE_CELLS) && KernelOfSystem{Pre,Here};
    //@ assert wf:    SystemWf;
    //@ assert kept:  RootKept{Pre,Here}(0, 0);
    //@ assert slots: RootEmpty(boot.slot);
    //@ assert rest:  BootRest && BootMade;
    cap_add(cap_make(CAP_UNTYPED, size, device ? MEMORY_IS_DEVICE : 0, 1, page * PAGE_CELLS));
}

/* A range of pages as naturally aligned powers of two, as long as boot info has lines for them. */
/*@ requires wf:    BootWf && UntypedsWf;
    requires in:    page <= end <= RANGE_TOP;
    requires pool:  device == 0 ==> PoolApart(page, end);
    requires whole: BootSystem && boot.info != 0;
    assigns         phys[..], ring[..], boot.slot;
    ensures  wf:    BootWf && UntypedsWf;
    ensures  whole: BootSystem && boot.slot >= \old(boot.slot);
    ensures  kept:  RootKept{Pre,Post}(\old(boot.slot), boot.slot); */
static void untypeds_add(word_t page, word_t end, word_t device)
{
    /*@ loop invariant in:    \at(page, Pre) <= page <= end;
        loop invariant wf:    BootWf && UntypedsWf;
        loop invariant whole: BootSystem && boot.slot >= \at(boot.slot, Pre);
        loop invariant kept:  RootKept{Pre,Here}(\at(boot.slot, Pre), boot.slot);
        loop assigns page, phys[..], ring[..], boot.slot;
        loop variant end - page; */
    while (page < end && boot.slot < boot.untypeds.start + UNTYPEDS) {
        word_t bits = range_bits(page, end);

        untyped_add(page, bits, device);
        page += BIT(bits);
    }
}

/* What is to be handed out of RAM. */
/*@ requires wf:    BootWf && UntypedsWf && PlanRest;
    requires whole: BootSystem && boot.info != 0;
    assigns         phys[..], ring[..], boot.slot;
    ensures  wf:    BootWf && UntypedsWf;
    ensures  whole: BootSystem && boot.slot >= \old(boot.slot);
    ensures  kept:  RootKept{Pre,Post}(\old(boot.slot), boot.slot); */
static void memory_add(void)
{
    /*@ loop invariant i:     0 <= i <= plan_ram.count;
        loop invariant wf:    BootWf && UntypedsWf;
        loop invariant whole: BootSystem && boot.slot >= \at(boot.slot, Pre);
        loop invariant kept:  RootKept{Pre,Here}(\at(boot.slot, Pre), boot.slot);
        loop assigns i, phys[..], ring[..], boot.slot;
        loop variant plan_ram.count - i; */
    for (word_t i = 0; i < plan_ram.count; i++)
        untypeds_add(plan_ram.range[i].from, plan_ram.range[i].to, 0);
}

/*@ requires wf:    BootWf && UntypedsWf && PlanRest;
    requires whole: BootSystem && boot.info != 0;
    assigns         phys[..], ring[..], boot.slot;
    ensures  wf:    BootWf && UntypedsWf;
    ensures  whole: BootSystem && boot.slot >= \old(boot.slot);
    ensures  kept:  RootKept{Pre,Post}(\old(boot.slot), boot.slot); */
static void devices_add(void)
{
    /*@ loop invariant i:     0 <= i <= plan_device.count;
        loop invariant wf:    BootWf && UntypedsWf;
        loop invariant whole: BootSystem && boot.slot >= \at(boot.slot, Pre);
        loop invariant kept:  RootKept{Pre,Here}(\at(boot.slot, Pre), boot.slot);
        loop assigns i, phys[..], ring[..], boot.slot;
        loop variant plan_device.count - i; */
    for (word_t i = 0; i < plan_device.count; i++)
        untypeds_add(plan_device.range[i].from, plan_device.range[i].to, 1);
}

void untypeds_make(void)
{
    boot.untypeds.start = boot.slot;
    //@ assert slots: RootEmpty(boot.slot);
    //@ assert begin: BootSystem && RootKept{Pre,Here}(0, 0);
    memory_add();
    //@ assert ram:   RootKept{Pre,Here}(\at(boot.slot, Pre), boot.slot);
    devices_add();
    //@ assert all:   RootKept{Pre,Here}(\at(boot.slot, Pre), boot.slot);
    //@ ghost End: ;
    //@ assert full:  RootEmpty(boot.slot) && BootRest && BootMade;
    boot.untypeds.end = boot.slot;
    //@ assert same:  RootKept{End,Here}(0, 0);
    //@ assert kept:  RootKept{Pre,Here}(\at(boot.slot, Pre), boot.slot);
    //@ assert left:  RootEmpty(boot.slot);
    //@ assert whole: BootSystem;
}

/* --- the chunks behind --- */

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

/*@ requires tree:  PlanTree;
    requires room:  to + PAGE_CELLS * plan.extra_pages <= REFS;
    requires size:  EXTRA_BYTES(plan.dtb_bytes) <= PAGE_BYTES * plan.extra_pages;
    requires apart: plan.dtb + plan.dtb_bytes <= 16 * to || 16 * (to + PAGE_CELLS * plan.extra_pages) <= plan.dtb;
    requires chunk: ChunkWf(to);
    assigns         phys[to .. to + PAGE_CELLS * plan.extra_pages - 1];
    ensures  chunk: ChunkWf(to);
    ensures  hash:  HashWf(to); */
static void hash_write(ref_t to)
{
    measure_write(2 * to + 2 + plan.dtb_bytes / 8);
}

void chunk_write(ref_t to)
{
    words_copy(plan.dtb / 8, 2 * to + 2, plan.dtb_bytes / 8);
    head_write(to);
    hash_write(to);
}

/* --- the frame --- */

void info_fill(void)
{
    struct boot_info *info = BOOT_INFO(boot.info);

    info->extra_bytes = EXTRA_BYTES(plan.dtb_bytes);
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
