/*
 * A Region of 2^n bytes is mapped in one run of entries of one table, because
 * its addresses are aligned to its size.  A valid entry is never changed into
 * another: it is made invalid, forgotten by the TLB, and then written anew
 * (break-before-make, Arm ARM D8.14.1).
 */
#include "kernel/region.h"
#include "kernel/arch.h"
#include "kernel/asid.h"
#include "kernel/cache.h"
#include "kernel/event.h"
#include "kernel/message.h"

word_t descriptor_block(paddr_t from, word_t rights, word_t attributes, word_t device, word_t shift)
{
    word_t d = from + (shift == LEVEL_LAST ? DESCRIPTOR_TABLE : DESCRIPTOR_BLOCK) + DESCRIPTOR_ACCESSED +
               DESCRIPTOR_NOT_GLOBAL + DESCRIPTOR_PXN;

    if (!device && (attributes & ATTRIBUTE_CACHED))
        d += DESCRIPTOR_INDEX(MEMORY_NORMAL) + DESCRIPTOR_INNER_SHAREABLE;
    else
        d += DESCRIPTOR_INDEX(MEMORY_DEVICE);
    if (rights & RIGHT_READ)
        d += DESCRIPTOR_USER;
    if ((rights & (RIGHT_READ | RIGHT_WRITE)) != (RIGHT_READ | RIGHT_WRITE))
        d += DESCRIPTOR_READONLY;
    if (device || (attributes & ATTRIBUTE_EXECUTE_NEVER) || !(rights & RIGHT_READ))
        d += DESCRIPTOR_UXN;
    return d;
}

word_t region_block(word_t bits)
{
    return bits < 21 ? 12 : bits < 30 ? 21 : 30;
}

/* How many entries a run of blocks of 2^shift bytes has, for a Region of 2^bits bytes. */
/*@ requires level: IsLevel(shift);
    assigns         \nothing;
    ensures  part:  shift <= bits < shift + 9 ==> \result == RunCount(bits, shift);
    ensures  bound: \result <= 512; */
static word_t run_count(word_t bits, word_t shift)
{
    word_t more = MIN(bits - shift, LEVEL_BITS); /* a Region never takes more than a table has */

    //@ assert one:  more == 0 ==> BIT(more) == 1;
    //@ assert two:  more == 1 ==> BIT(more) == 2;
    //@ assert b2:   more == 2 ==> BIT(more) == 4;
    //@ assert b3:   more == 3 ==> BIT(more) == 8;
    //@ assert b4:   more == 4 ==> BIT(more) == 16;
    //@ assert b5:   more == 5 ==> BIT(more) == 32;
    //@ assert b6:   more == 6 ==> BIT(more) == 64;
    //@ assert b7:   more == 7 ==> BIT(more) == 128;
    //@ assert b8:   more == 8 ==> BIT(more) == 256;
    //@ assert b9:   more == 9 ==> BIT(more) == 512;
    return BIT(more);
}

/* Where the part of entry i begins, in a run that begins at `from`. */
/*@ requires level: IsLevel(shift);
    assigns         \nothing;
    ensures  is:    from < BIT(48) && i <= 512 ==> \result == from + i * LevelBytes(shift);
    ensures  page:  from < BIT(48) && i <= 512 && from % 4096 == 0 ==> \result % 4096 == 0 && \result < BIT(50);
    ensures  index: RunFits(from, i + 1, shift) ==> LevelIndex(\result, shift) == LevelIndex(from, shift) + i; */
static word_t run_at(word_t from, word_t i, word_t shift)
{
    word_t at = from + i * level_bytes(shift);

    /*@ assert page12:  from < BIT(48) && i <= 512 && from % 4096 == 0 && shift == 12 ==>
            at == from + i * 4096 && at % 4096 == 0; */
    /*@ assert page21:  from < BIT(48) && i <= 512 && from % 4096 == 0 && shift == 21 ==>
            at == from + i * 512 * 4096 && at % 4096 == 0; */
    /*@ assert page30:  from < BIT(48) && i <= 512 && from % 4096 == 0 && shift == 30 ==>
            at == from + i * 262144 * 4096 && at % 4096 == 0; */
    /*@ assert page39:  from < BIT(48) && i <= 512 && from % 4096 == 0 && shift == 39 ==>
            at == from + i * 134217728 * 4096 && at % 4096 == 0; */
    //@ assert at:      RunFits(from, i + 1, shift) ==> at == from + i * LevelBytes(shift);
    //@ assert level12: RunFits(from, i + 1, shift) && shift == 12 ==> at / BIT(12) == from / BIT(12) + i;
    //@ assert level21: RunFits(from, i + 1, shift) && shift == 21 ==> at / BIT(21) == from / BIT(21) + i;
    //@ assert level30: RunFits(from, i + 1, shift) && shift == 30 ==> at / BIT(30) == from / BIT(30) + i;
    //@ assert level39: RunFits(from, i + 1, shift) && shift == 39 ==> at / BIT(39) == from / BIT(39) + i;
    //@ assert index12: RunFits(from, i + 1, shift) && shift == 12 ==> LevelIndex(at, 12) == LevelIndex(from, 12) + i;
    //@ assert index21: RunFits(from, i + 1, shift) && shift == 21 ==> LevelIndex(at, 21) == LevelIndex(from, 21) + i;
    //@ assert index30: RunFits(from, i + 1, shift) && shift == 30 ==> LevelIndex(at, 30) == LevelIndex(from, 30) + i;
    //@ assert index39: RunFits(from, i + 1, shift) && shift == 39 ==> LevelIndex(at, 39) == LevelIndex(from, 39) + i;
    return at;
}

/* Sixteen neighbours that map a run may share one TLB entry (Arm ARM D8.7.1). */
/*@ assigns      \nothing;
    ensures  is: \result == 0 || \result == BIT(52); */
static word_t contiguous(word_t bits)
{
    return bits - region_block(bits) >= 4 ? DESCRIPTOR_CONTIGUOUS : 0;
}

/* One entry of the run of a Region of 2^bits bytes. */
/*@ assigns      \nothing;
    ensures  on: from % 4096 == 0 && from < BIT(50) ==> EntryWf(\result); */
static word_t entry_make(paddr_t from, word_t rights, word_t attributes, word_t device, word_t shift, word_t bits)
{
    return descriptor_block(from, rights, attributes, device, shift) + contiguous(bits);
}

/* Entry i of a run maps the block of the Region that it should. */
/*@ requires walk: IsTable(w.table) && IsLevel(w.shift);
    assigns        \nothing;
    ensures  bit:  \result <= 1; */
static word_t entry_is(struct walk w, vaddr_t vaddr, paddr_t from)
{
    word_t d = walk_entry(w, vaddr);

    return DESCRIPTOR_KIND(d) == (w.shift == LEVEL_LAST ? DESCRIPTOR_TABLE : DESCRIPTOR_BLOCK) &&
           DESCRIPTOR_FRAME(d) * BIT(12) == from;
}

/* Make the run invalid and forgotten; own: only entries that map this Region. */
/*@ requires walk: IsTable(w.table) && IsLevel(w.shift);
    assigns        phys[w.table .. w.table + TABLE_CELLS - 1];
    ensures  kept: RunFits(vaddr, count, w.shift) ==>
        WordsKept{Pre,Post}(EntryWord(w.table, vaddr, w.shift), EntryWord(w.table, vaddr, w.shift) + count);
    ensures  free: RunFits(vaddr, count, w.shift) && own == 0 ==>
        EntriesFree(w.table, LevelIndex(vaddr, w.shift), LevelIndex(vaddr, w.shift) + count);

    behavior system:
      assumes      SystemWf && TableAt(w.table);
      ensures wf:  SystemWf;
      ensures tables: TablesOnly{Pre,Post}; */
static void run_break(struct walk w, word_t asid, vaddr_t vaddr, paddr_t from, word_t count, word_t own)
{
    word_t broken = 0;

    /*@ loop invariant i:    i <= count;
        loop invariant kept: RunFits(vaddr, count, w.shift) ==>
            WordsKept{Pre,Here}(EntryWord(w.table, vaddr, w.shift), EntryWord(w.table, vaddr, w.shift) + i);
        loop invariant free: RunFits(vaddr, count, w.shift) && own == 0 ==>
            EntriesFree(w.table, LevelIndex(vaddr, w.shift), LevelIndex(vaddr, w.shift) + i);
        for system: loop invariant wf: SystemWf;
        for system: loop invariant tables: TablesOnly{Pre,Here};
        loop assigns   i, broken, phys[w.table .. w.table + TABLE_CELLS - 1];
        loop variant   count - i; */
    for (word_t i = 0; i < count; i++) {
        vaddr_t at = run_at(vaddr, i, w.shift);

        //@ assert at: RunFits(vaddr, count, w.shift) ==> LevelIndex(at, w.shift) == LevelIndex(vaddr, w.shift) + i;
        if (own ? entry_is(w, at, run_at(from, i, w.shift)) : walk_entry(w, at) != 0) {
            walk_set(w, at, 0);
            broken = 1;
        }
        //@ assert free:   RunFits(vaddr, count, w.shift) && own == 0 ==> Entry(w.table, at, w.shift) == 0;
        /*@ assert before: RunFits(vaddr, count, w.shift) && own == 0 ==>
                EntriesFree(w.table, LevelIndex(vaddr, w.shift), LevelIndex(vaddr, w.shift) + i); */
    }
    if (broken)
        arch_tlb_invalidate(asid, vaddr, count, w.shift);
}

/* Map the Region of `slot` by the run of entries that w leads to. */
/*@ requires wf:    KernelWf && IsSlot(slot);
    requires walk:  IsTable(w.table) && IsLevel(w.shift);
    assigns         phys[..], kernel.event_first, kernel.event_next, kernel.events[..];
    ensures  wf:    KernelWf;
    ensures  kept:  \old(RegionFits(slot, vaddr, w.shift)) ==>
        MapKept{Pre,Post}(EntryWord(w.table, vaddr, w.shift),
            EntryWord(w.table, vaddr, w.shift) + \old(RegionCount(slot, w.shift)), slot);

    behavior system:
      assumes        SystemWf && SlotAt(slot) && CapRef(SLOT(slot)->cap0) % FRAME_CELLS == 0 && TableAt(w.table);
      ensures whole: SystemWf;
      ensures rest:  PlacedOnly{Pre,Post}(slot); */
static void run_make(struct walk w, ref_t slot, word_t asid, vaddr_t vaddr, word_t rights, word_t attributes)
{
    word_t bits = slot_size(slot);
    word_t count = run_count(bits, w.shift);
    word_t device = slot_rights(slot) & MEMORY_IS_DEVICE;
    paddr_t from = slot_ref(slot) * 16;

    //@ for system: assert page: from % 4096 == 0 && from < BIT(48);
    run_break(w, asid, vaddr, from, count, 0);
    /*@ loop invariant i:    i <= count;
        loop invariant kept: RunFits(vaddr, count, w.shift) ==>
            WordsKept{Pre,Here}(EntryWord(w.table, vaddr, w.shift), EntryWord(w.table, vaddr, w.shift) + count);
        for system: loop invariant whole: SystemWf;
        for system: loop invariant tables: TablesOnly{Pre,Here};
        loop assigns   i, phys[w.table .. w.table + TABLE_CELLS - 1];
        loop variant   count - i; */
    for (word_t i = 0; i < count; i++) {
        vaddr_t at = run_at(vaddr, i, w.shift);

        //@ assert at: RunFits(vaddr, count, w.shift) ==> LevelIndex(at, w.shift) == LevelIndex(vaddr, w.shift) + i;
        /*@ assert word: RunFits(vaddr, count, w.shift) ==>
                EntryWord(w.table, at, w.shift) == EntryWord(w.table, vaddr, w.shift) + i; */
        //@ ghost Then: ;
        walk_set(w, at, entry_make(run_at(from, i, w.shift), rights, attributes, device, w.shift, bits));
        /*@ assert one: RunFits(vaddr, count, w.shift) ==>
                WordsKept{Then,Here}(EntryWord(w.table, vaddr, w.shift), EntryWord(w.table, vaddr, w.shift) + count); */
    }
    arch_table_publish();
    /*@ assert fits: \at(RegionFits(slot, vaddr, w.shift), Pre) ==>
            RunFits(vaddr, count, w.shift) && count == \at(RegionCount(slot, w.shift), Pre); */
    //@ for system: assert own: CellSame{Pre,Here}(slot);
    //@ ghost Run: ;
    place_set(slot, PLACE_MAKE(asid, vaddr));
    //@ for system: assert cap:  SLOT(slot)->cap0 == \at(SLOT(slot)->cap0, Pre);
    //@ for system: assert rest: PlacedOnly{Pre,Here}(slot);
    /*@ assert run:  \at(RegionFits(slot, vaddr, w.shift), Pre) ==>
            WordsKept{Pre,Run}(EntryWord(w.table, vaddr, w.shift), EntryWord(w.table, vaddr, w.shift) + count); */
    //@ assert place: WordsKept{Run,Here}(2 * slot, 2 * slot + 2);
    /*@ assert kept: \at(RegionFits(slot, vaddr, w.shift), Pre) ==>
            MapKept{Pre,Here}(EntryWord(w.table, vaddr, w.shift), EntryWord(w.table, vaddr, w.shift) + count, slot); */
    event_add(EVENT_REGION_MAPPED, from, vaddr, FIELD(8, asid) + rights);
}

void region_place(ref_t slot, ref_t root, word_t asid, vaddr_t vaddr, word_t rights, word_t attributes)
{
    run_make(table_walk(root, vaddr), slot, asid, vaddr, rights, attributes);
}

/* Address vaddr is one for this Region: free to take, or the one it has. */
/*@ requires slot:    IsSlot(slot);
    assigns           \nothing;
    ensures  why:     \result.error == ERR_NO_ERROR || Refusal(\result.error); */
static struct result address_judge(ref_t slot, word_t asid, vaddr_t vaddr)
{
    word_t bits = slot_size(slot);
    word_t bytes = BIT(bits);

    //@ assert one:  bytes >> bits == 1;
    //@ assert some: bytes != 0;
    if (vaddr % bytes != 0)
        return refuse(WHY_REGION_MISALIGNED, 0, 0);
    if (PLACE_ASID(slot_word(slot)) != 0) {
        if (PLACE_ASID(slot_word(slot)) != asid)
            return refuse(WHY_REGION_IN_OTHER_SPACE, 1, 0);
        if (PLACE_ADDRESS(slot_word(slot)) != vaddr)
            return refuse(WHY_REGION_ELSEWHERE, 0, 0);
        return done();
    }
    if (vaddr >= USER_TOP || bytes > USER_TOP - vaddr)
        return refuse(WHY_ADDRESS_NOT_USER, 0, 0);
    return done();
}

/*
 * A run shorter than a contiguous hint may not take one entry of it: all
 * sixteen must agree (Arm ARM D8.7.1).  Only a Region can be in the way.
 */
/*@ requires is: IsSlot(slot) && IsTable(w.table) && IsLevel(w.shift);
    assigns      \nothing;
    ensures bit: \result <= 1; */
static word_t cuts_hint(struct walk w, ref_t slot, vaddr_t vaddr)
{
    return contiguous(slot_size(slot)) == 0 && walk_entry(w, vaddr) / DESCRIPTOR_CONTIGUOUS % 2 == 1;
}

/* Why there is no run for a Region of blocks of 2^shift bytes where w ends. */
/*@ requires is: IsTable(w.table) && IsLevel(w.shift);
    assigns      \nothing; */
static word_t why_no_run(struct walk w, word_t shift, vaddr_t vaddr)
{
    if (w.shift < shift)
        return WHY_REGION_OVER_TABLE;
    return walk_entry(w, vaddr) == 0 ? WHY_TABLE_MISSING : WHY_REGION_UNDER_BLOCK;
}

/* Words: address, rights, attributes.  Capability: VSpace. */
struct result region_map(ref_t slot)
{
    ref_t space = kernel.request.extra[0];
    vaddr_t vaddr = request_word(0);
    word_t rights = request_word(1) & slot_rights(slot);
    word_t asid = PLACE_ASID(slot_word(space));
    struct walk w;
    struct result r = vspace_judge(space);

    if (r.error != ERR_NO_ERROR)
        return r;
    r = address_judge(slot, asid, vaddr);
    if (r.error != ERR_NO_ERROR)
        return r;
    w = table_walk(vspace_root(space), vaddr);
    if (w.shift != region_block(slot_size(slot)))
        return refuse(why_no_run(w, region_block(slot_size(slot)), vaddr),
                      LOOKUP_MAKE(LOOKUP_MISSING_CAPABILITY, w.shift, 0), 0);
    if (cuts_hint(w, slot, vaddr))
        return refuse(WHY_REGION_CUT, 0, 0);

    //@ for system: assert page: SystemWf && SlotAt(slot) && CapRef(SLOT(slot)->cap0) % FRAME_CELLS == 0;
    //@ for system: assert table: TableAt(w.table);
    run_make(w, slot, asid, vaddr, rights & (RIGHT_READ | RIGHT_WRITE), request_word(2));
    return done();
}

void region_forget(ref_t slot)
{
    word_t asid = PLACE_ASID(slot_word(slot));
    vaddr_t vaddr = PLACE_ADDRESS(slot_word(slot));
    word_t shift = region_block(slot_size(slot));
    ref_t root = asid == 0 ? 0 : asid_space(asid);
    struct walk w;

    if (root == 0)
        return;
    w = table_walk(root, vaddr);
    if (w.shift != shift)
        return;
    run_break(w, asid, vaddr, slot_ref(slot) * 16, run_count(slot_size(slot), shift), 1);
    event_add(EVENT_REGION_UNMAPPED, slot_ref(slot) * 16, vaddr, asid);
}

struct result region_unmap(ref_t slot)
{
    region_forget(slot);
    /*@ assert only: RegionOnly{Pre,Here}(\at(AsidSpace(PlaceAsid(SLOT(slot)->cap1)), Pre), slot,
            \at(PlaceAddress(SLOT(slot)->cap1), Pre)); */
    place_set(slot, 0);
    return done();
}

struct result region_get_address(ref_t slot)
{
    message_put(kernel.current, message_buffer(kernel.current, 1), 0, slot_ref(slot) * 16);
    return done_words(1);
}

/* The bytes from start to end of a Region may be operated on. */
/*@ requires slot: IsSlot(slot);
    assigns        \nothing; */
static struct result region_range(ref_t slot, word_t start, word_t end)
{
    word_t asid = PLACE_ASID(slot_word(slot));
    vaddr_t vaddr = PLACE_ADDRESS(slot_word(slot));
    struct walk w;

    if (asid == 0)
        return refuse(WHY_REGION_NOT_MAPPED, 0, 0);
    if (asid_space(asid) == 0)
        return refuse(WHY_SPACE_GONE, LOOKUP_INVALID_ROOT, 0);
    if (start >= end)
        return refuse(WHY_BYTES_NONE, 1, 0);
    if (end > BIT(slot_size(slot)))
        return refuse(WHY_BYTES_OUTSIDE, 0, 0);
    w = table_walk(asid_space(asid), vaddr);
    if (w.shift != region_block(slot_size(slot)) || !entry_is(w, vaddr, slot_ref(slot) * 16))
        return refuse(WHY_REGION_REPLACED, 0, 0);
    return done();
}

/* Words: first byte, byte behind the last, both from the start of the Region. */
struct result region_cache(ref_t slot)
{
    word_t start = request_word(0), end = request_word(1);
    word_t operation = cache_allowed(kernel.request.label - LABEL_REGION_CLEAN, slot_rights(slot) & RIGHT_WRITE);
    struct result r = region_range(slot, start, end);

    if (r.error != ERR_NO_ERROR)
        return r;
    return cache_maintain(operation, slot_ref(slot) * 16, start, end);
}
