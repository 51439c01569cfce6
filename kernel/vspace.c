/*
 * An address space is a tree of tables, four levels deep, and its number.
 */
#include "kernel/vspace.h"
#include "kernel/arch.h"
#include "kernel/asid.h"
#include "kernel/cache.h"
#include "kernel/cdt.h"
#include "kernel/event.h"
#include "kernel/message.h"
#include "kernel/translation.h"

word_t level_bytes(word_t shift)
{
    word_t bytes = BIT(shift);

    //@ assert level12: shift == 12 ==> bytes == BIT(12);
    //@ assert level21: shift == 21 ==> bytes == BIT(21);
    //@ assert level30: shift == 30 ==> bytes == BIT(30);
    //@ assert level39: shift == 39 ==> bytes == BIT(39);
    return bytes;
}

/*@ requires level: IsLevel(shift);
    assigns         \nothing;
    ensures  is:    \result == LevelIndex(vaddr, shift);
    ensures  bound: \result < 512; */
static word_t level_index(vaddr_t vaddr, word_t shift)
{
    return vaddr / level_bytes(shift) % BIT(LEVEL_BITS);
}

word_t walk_entry(struct walk w, vaddr_t vaddr)
{
    return table_entry(w.table, level_index(vaddr, w.shift));
}

void walk_set(struct walk w, vaddr_t vaddr, word_t d)
{
    table_set(w.table, level_index(vaddr, w.shift), d);
}

/* The table that an entry leads to. */
/*@ requires walk: IsTable(w.table) && IsLevel(w.shift);
    assigns        \nothing;
    ensures  table: IsTable(\result);
    ensures  is:    \result == EntryNext(w.table, vaddr, w.shift);

    behavior system:
      assumes          SystemWf && TableAt(w.table) && DESCRIPTOR_IS_TABLE(Entry(w.table, vaddr, w.shift));
      ensures is_table: TableAt(\result); */
static ref_t walk_next(struct walk w, vaddr_t vaddr)
{
    return DESCRIPTOR_REF(walk_entry(w, vaddr));
}

struct walk table_walk(ref_t root, vaddr_t vaddr)
{
    struct walk w = {root, LEVEL_ROOT};

    /*@ loop invariant walk: IsTable(w.table) && IsLevel(w.shift);
        loop invariant is:   WalkTable(w.table, w.shift, vaddr) == WalkTable(root, LEVEL_ROOT, vaddr);
        loop invariant at:   WalkShift(w.table, w.shift, vaddr) == WalkShift(root, LEVEL_ROOT, vaddr);
        for system: loop invariant is_table: TableAt(w.table);
        loop assigns   w;
        loop variant   w.shift; */
    while (w.shift > LEVEL_LAST && DESCRIPTOR_IS_TABLE(walk_entry(w, vaddr))) {
        w.table = walk_next(w, vaddr);
        w.shift -= LEVEL_BITS;
    }
    return w;
}

ref_t vspace_root(ref_t slot)
{
    word_t asid = PLACE_ASID(slot_word(slot));

    if (slot_kind(slot) != CAP_VSPACE || asid == 0 || asid_space(asid) != slot_ref(slot))
        return 0;
    return slot_ref(slot);
}

struct result vspace_judge(ref_t slot)
{
    if (slot_kind(slot) != CAP_VSPACE)
        return refuse(WHY_NOT_VSPACE, 1, 0);
    if (PLACE_ASID(slot_word(slot)) == 0)
        return refuse(WHY_SPACE_WITHOUT_NUMBER, 1, 0);
    if (vspace_root(slot) == 0)
        return refuse(WHY_SPACE_GONE, LOOKUP_INVALID_ROOT, 0);
    return done();
}

word_t descriptor_table(ref_t table)
{
    return table * 16 + DESCRIPTOR_TABLE;
}

void place_set(ref_t slot, word_t place)
{
    //@ for system: assert ring: RingWf;
    //@ for system: assert was:  CapAt(SLOT(slot)->cap0) && EmptyWf(slot);
    slot_set(slot, SLOT(slot)->cap0, place);
    /*@ for system: assert words: \forall integer r; 0 <= r < PHYS_CELLS && r != slot ==>
            phys[r].w0 == \at(phys[r].w0, Pre) && phys[r].w1 == \at(phys[r].w1, Pre); */
    //@ for system: assert rest:  RestSame{Pre,Here}(slot);
    //@ for system: assert still: LinksSame{Pre,Here} && RingRest{Pre,Here}(0, 0);
    //@ for system: assert same:  SystemSame{Pre,Here};
    //@ for system: assert caps:  CapsWf;
}

void table_place(ref_t slot, ref_t root, word_t asid, vaddr_t vaddr)
{
    struct walk w = table_walk(root, vaddr);

    walk_set(w, vaddr, descriptor_table(slot_ref(slot)));
    //@ for system: assert own:  CellSame{Pre,Here}(slot);
    arch_table_publish();
    place_set(slot, PLACE_MAKE(asid, vaddr / level_bytes(w.shift) * level_bytes(w.shift)));
    /*@ assert kept: MapKept{Pre,Here}(EntryWord(w.table, vaddr, w.shift), EntryWord(w.table, vaddr, w.shift) + 1,
            slot); */
}

/* Words: address, attributes.  Capability: VSpace. */
struct result page_table_map(ref_t slot)
{
    ref_t space = kernel.request.extra[0];
    vaddr_t vaddr = request_word(0);
    struct walk w;
    ref_t root;
    struct result r;

    if (PLACE_ASID(slot_word(slot)) != 0)
        return refuse(WHY_TABLE_MAPPED, 0, 0);
    r = vspace_judge(space);
    if (r.error != ERR_NO_ERROR)
        return r;
    root = vspace_root(space);
    if (vaddr >= USER_TOP)
        return refuse(WHY_ADDRESS_NOT_USER, 0, 0);
    w = table_walk(root, vaddr);
    if (w.shift == LEVEL_LAST)
        return refuse(WHY_TABLES_COMPLETE, 0, 0);
    if (walk_entry(w, vaddr) != 0)
        return refuse(WHY_TABLE_PLACE_TAKEN, 0, 0);

    //@ assert accepted: r.error == ERR_NO_ERROR;
    table_place(slot, root, PLACE_ASID(slot_word(space)), vaddr);
    return done();
}

/* An entry that leads to a table leads nowhere any more. */
/*@ requires entry: IsTable(table) && i < 512 && DESCRIPTOR_IS_TABLE(TABLE(table)->entry[i]);
    assigns         phys[..];
    ensures  only:  TableOut{Pre,Post}(\old(DESCRIPTOR_REF(TABLE(table)->entry[i])));

    behavior system:
      assumes       SystemWf && TableAt(table);
      ensures wf:   SystemWf; */
static void entry_cut(ref_t table, word_t i)
{
    /*@ assert before: \forall integer t, j; 0 <= t < REFS && 0 <= j < 512 && 2 * t + j == 2 * table + i ==>
            TABLE(t)->entry[j] == TABLE(table)->entry[i]; */
    table_set(table, i, 0);
    /*@ assert after: \forall integer t, j; 0 <= t < REFS && 0 <= j < 512 && 2 * t + j == 2 * table + i ==>
            TABLE(t)->entry[j] == 0; */
}

/* Take the table of this capability out of the tree, if it still is in one. */
/*@ requires slot: IsSlot(slot);
    assigns        phys[..], kernel.event_first, kernel.event_next, kernel.events[..];
    ensures  only: TableOut{Pre,Post}(\old(CapRef(SLOT(slot)->cap0)));

    behavior system:
      assumes        SystemWf && FixedWf && KernelWf && SlotAt(slot);
      ensures whole: SystemWf; */
static void table_unplace(ref_t slot)
{
    word_t asid = PLACE_ASID(slot_word(slot));
    vaddr_t vaddr = PLACE_ADDRESS(slot_word(slot));
    struct walk w = {asid_space(asid), LEVEL_ROOT};

    /*@ loop invariant walk: IsTable(w.table) && IsLevel(w.shift);
        for system: loop invariant is_table: w.table != 0 ==> TableAt(w.table);
        loop assigns   w;
        loop variant   w.shift; */
    while (w.table != 0 && w.shift > LEVEL_LAST) {
        word_t d = walk_entry(w, vaddr);

        if (!DESCRIPTOR_IS_TABLE(d))
            return;
        if (DESCRIPTOR_REF(d) == slot_ref(slot)) {
            entry_cut(w.table, level_index(vaddr, w.shift));
            arch_tlb_invalidate_space(asid);
            event_add(EVENT_TABLE_UNMAPPED, slot_ref(slot) * 16, vaddr, FIELD(8, asid) + w.shift);
            return;
        }
        w.table = DESCRIPTOR_REF(d);
        w.shift -= LEVEL_BITS;
    }
}

void page_table_forget(ref_t slot)
{
    if (PLACE_ASID(slot_word(slot)) != 0)
        table_unplace(slot);
}

/*@ requires table: IsTable(table);
    assigns         phys[table .. table + TABLE_CELLS - 1];
    ensures  free:  EntriesFree(table, 0, 512);

    behavior system:
      assumes       SystemWf && TableAt(table);
      ensures wf:   SystemWf; */
static void table_clear(ref_t table)
{
    /*@ loop invariant i:    i <= 512;
        loop invariant free: EntriesFree(table, 0, i);
        for system: loop invariant wf: SystemWf;
        loop assigns   i, phys[table .. table + TABLE_CELLS - 1];
        loop variant   512 - i; */
    for (word_t i = 0; i < 512; i++)
        table_set(table, i, 0);
}

struct result page_table_unmap(ref_t slot)
{
    if (!cdt_is_last(slot))
        return refuse(WHY_TABLE_SHARED, 0, 0);
    if (PLACE_ASID(slot_word(slot)) != 0) {
        table_unplace(slot);
        table_clear(slot_ref(slot));
        place_set(slot, 0);
    }
    return done();
}

void vspace_forget(ref_t slot)
{
    if (vspace_root(slot) != 0)
        asid_release(PLACE_ASID(slot_word(slot)));
}

/* A cache operation on a VSpace may be about these bytes. */
/*@ requires slot: IsSlot(slot);
    assigns        \nothing; */
static struct result space_range(ref_t slot, vaddr_t start, vaddr_t end)
{
    struct walk w;
    word_t bytes;

    if (start >= end)
        return refuse(WHY_BYTES_NONE, 1, 0);
    if (end >= USER_TOP)
        return refuse(WHY_BYTES_NOT_USER, 0, 0);
    if (vspace_root(slot) == 0)
        return refuse(WHY_SPACE_UNUSABLE, 0, 0);
    w = table_walk(vspace_root(slot), start);
    if (walk_entry(w, start) == 0)
        return done();
    bytes = level_bytes(w.shift);
    if (start / bytes != (end - 1) / bytes)
        return refuse(WHY_BYTES_IN_TWO_PAGES, start, start / bytes * bytes + bytes - 1);
    return done();
}

/* Where the mapped byte at vaddr lies, 0 where nothing is mapped. */
/*@ requires table: IsTable(root);
    assigns         \nothing; */
static paddr_t space_address(ref_t root, vaddr_t vaddr)
{
    struct walk w = table_walk(root, vaddr);

    if (walk_entry(w, vaddr) == 0)
        return 0;
    return DESCRIPTOR_FRAME(walk_entry(w, vaddr)) * BIT(12) + vaddr % level_bytes(w.shift);
}

/* The byte at vaddr, if any is mapped there, may be written by users of the space. */
/*@ requires table: IsTable(root);
    assigns         \nothing; */
static word_t space_writable(ref_t root, vaddr_t vaddr)
{
    struct walk w = table_walk(root, vaddr);

    return walk_entry(w, vaddr) / DESCRIPTOR_READONLY % 2 == 0;
}

/* Words: first address, address behind the last; in one page. */
struct result vspace_cache(ref_t slot)
{
    vaddr_t start = request_word(0), end = request_word(1);
    struct result r = space_range(slot, start, end);
    word_t operation;
    paddr_t from;

    if (r.error != ERR_NO_ERROR)
        return r;
    from = space_address(vspace_root(slot), start);
    if (from == 0)
        return done();
    operation = cache_allowed(kernel.request.label - LABEL_VSPACE_CLEAN, space_writable(vspace_root(slot), start));
    return cache_maintain(operation, from - start, start, end);
}
