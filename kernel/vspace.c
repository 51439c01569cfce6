/*
 * A Region of 2^n bytes is mapped in one run of entries of one table, because
 * its addresses are aligned to its size.  A valid entry is never changed into
 * another: it is made invalid, forgotten by the TLB, and then written anew
 * (break-before-make, Arm ARM D8.14.1).
 */
#include "kernel/vspace.h"
#include "kernel/arch.h"
#include "kernel/asid.h"
#include "kernel/cdt.h"
#include "kernel/event.h"
#include "kernel/message.h"
#include "kernel/tcb.h"

/*@ requires level: IsLevel(shift);
    assigns         \nothing;
    ensures  is:    \result == LevelBytes(shift); */
static word_t level_bytes(word_t shift)
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

/*@ requires walk: IsTable(w.table) && IsLevel(w.shift);
    assigns        \nothing;
    ensures  is:   \result == Entry(w.table, vaddr, w.shift); */
static word_t entry_get(struct walk w, vaddr_t vaddr)
{
    return TABLE(w.table)->entry[level_index(vaddr, w.shift)];
}

/* The table that an entry leads to. */
/*@ requires walk: IsTable(w.table) && IsLevel(w.shift);
    assigns        \nothing;
    ensures  table: IsTable(\result);
    ensures  is:    \result == EntryNext(w.table, vaddr, w.shift); */
static ref_t entry_next(struct walk w, vaddr_t vaddr)
{
    return DESCRIPTOR_REF(entry_get(w, vaddr));
}

struct walk table_walk(ref_t root, vaddr_t vaddr)
{
    struct walk w = {root, LEVEL_ROOT};

    /*@ loop invariant walk: IsTable(w.table) && IsLevel(w.shift);
        loop invariant is:   WalkTable(w.table, w.shift, vaddr) == WalkTable(root, LEVEL_ROOT, vaddr);
        loop invariant at:   WalkShift(w.table, w.shift, vaddr) == WalkShift(root, LEVEL_ROOT, vaddr);
        loop assigns   w;
        loop variant   w.shift; */
    while (w.shift > LEVEL_LAST && DESCRIPTOR_KIND(entry_get(w, vaddr)) == DESCRIPTOR_TABLE) {
        w.table = entry_next(w, vaddr);
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

word_t descriptor_table(ref_t table)
{
    return table * 16 + DESCRIPTOR_TABLE;
}

word_t region_block(word_t bits)
{
    return bits < 21 ? 12 : bits < 30 ? 21 : 30;
}

/* How many entries a run of blocks of 2^shift bytes has, for a Region of 2^bits bytes. */
/*@ requires level: IsLevel(shift);
    assigns         \nothing;
    ensures  part:  shift <= bits < shift + 9 ==> \result == RunCount(bits, shift); */
static word_t run_count(word_t bits, word_t shift)
{
    word_t more = (bits - shift) % 64;

    //@ assert one:  more == 0 ==> BIT(more) == 1;
    //@ assert two:  more == 1 ==> BIT(more) == 2;
    //@ assert b2:   more == 2 ==> BIT(more) == 4;
    //@ assert b3:   more == 3 ==> BIT(more) == 8;
    //@ assert b4:   more == 4 ==> BIT(more) == 16;
    //@ assert b5:   more == 5 ==> BIT(more) == 32;
    //@ assert b6:   more == 6 ==> BIT(more) == 64;
    //@ assert b7:   more == 7 ==> BIT(more) == 128;
    //@ assert b8:   more == 8 ==> BIT(more) == 256;
    return BIT(more);
}

/* Where the part of entry i begins, in a run that begins at `from`. */
/*@ requires level: IsLevel(shift);
    assigns         \nothing;
    ensures  is:    from < BIT(48) && i <= 512 ==> \result == from + i * LevelBytes(shift);
    ensures  index: RunFits(from, i + 1, shift) ==> LevelIndex(\result, shift) == LevelIndex(from, shift) + i; */
static word_t run_at(word_t from, word_t i, word_t shift)
{
    word_t at = from + i * level_bytes(shift);

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
/*@ assigns \nothing; */
static word_t contiguous(word_t bits)
{
    return bits - region_block(bits) >= 4 ? DESCRIPTOR_CONTIGUOUS : 0;
}

/* Entry i of a run maps the block of the Region that it should. */
/*@ requires walk: IsTable(w.table) && IsLevel(w.shift);
    assigns        \nothing;
    ensures  bit:  \result <= 1; */
static word_t entry_is(struct walk w, vaddr_t vaddr, paddr_t from)
{
    word_t d = entry_get(w, vaddr);

    return DESCRIPTOR_KIND(d) == (w.shift == LEVEL_LAST ? DESCRIPTOR_TABLE : DESCRIPTOR_BLOCK) &&
           DESCRIPTOR_FRAME(d) * BIT(12) == from;
}

/*@ requires walk: IsTable(w.table) && IsLevel(w.shift);
    assigns        TABLE(w.table)->entry[LevelIndex(vaddr, w.shift)];
    ensures  set:  Entry(w.table, vaddr, w.shift) == d;
    ensures  kept: WordsKept{Pre,Post}(RunWord(w.table, vaddr, w.shift), RunWord(w.table, vaddr, w.shift) + 1); */
static void entry_set(struct walk w, vaddr_t vaddr, word_t d)
{
    TABLE(w.table)->entry[level_index(vaddr, w.shift)] = d;
}

/* Make the run invalid and forgotten; own: only entries that map this Region. */
/*@ requires walk: IsTable(w.table) && IsLevel(w.shift);
    assigns        TABLE(w.table)->entry[0 .. 511];
    ensures  kept: RunFits(vaddr, count, w.shift) ==>
        WordsKept{Pre,Post}(RunWord(w.table, vaddr, w.shift), RunWord(w.table, vaddr, w.shift) + count);
    ensures  free: RunFits(vaddr, count, w.shift) && own == 0 ==>
        EntriesFree(w.table, LevelIndex(vaddr, w.shift), LevelIndex(vaddr, w.shift) + count); */
static void run_break(struct walk w, word_t asid, vaddr_t vaddr, paddr_t from, word_t count, word_t own)
{
    word_t broken = 0;

    /*@ loop invariant i:    i <= count;
        loop invariant kept: RunFits(vaddr, count, w.shift) ==>
            WordsKept{Pre,Here}(RunWord(w.table, vaddr, w.shift), RunWord(w.table, vaddr, w.shift) + i);
        loop invariant free: RunFits(vaddr, count, w.shift) && own == 0 ==>
            EntriesFree(w.table, LevelIndex(vaddr, w.shift), LevelIndex(vaddr, w.shift) + i);
        loop assigns   i, broken, TABLE(w.table)->entry[0 .. 511];
        loop variant   count - i; */
    for (word_t i = 0; i < count; i++) {
        vaddr_t at = run_at(vaddr, i, w.shift);

        //@ assert at: RunFits(vaddr, count, w.shift) ==> LevelIndex(at, w.shift) == LevelIndex(vaddr, w.shift) + i;
        if (own ? entry_is(w, at, run_at(from, i, w.shift)) : entry_get(w, at) != 0) {
            entry_set(w, at, 0);
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
        MapKept{Pre,Post}(RunWord(w.table, vaddr, w.shift),
            RunWord(w.table, vaddr, w.shift) + \old(RegionCount(slot, w.shift)), slot); */
static void run_make(struct walk w, ref_t slot, word_t asid, vaddr_t vaddr, word_t rights, word_t attributes)
{
    word_t bits = slot_size(slot);
    word_t count = run_count(bits, w.shift);
    word_t device = slot_rights(slot) & MEMORY_IS_DEVICE;
    paddr_t from = slot_ref(slot) * 16;

    run_break(w, asid, vaddr, from, count, 0);
    /*@ loop invariant i:    i <= count;
        loop invariant kept: RunFits(vaddr, count, w.shift) ==>
            WordsKept{Pre,Here}(RunWord(w.table, vaddr, w.shift), RunWord(w.table, vaddr, w.shift) + count);
        loop assigns   i, TABLE(w.table)->entry[0 .. 511];
        loop variant   count - i; */
    for (word_t i = 0; i < count; i++) {
        vaddr_t at = run_at(vaddr, i, w.shift);

        //@ assert at: RunFits(vaddr, count, w.shift) ==> LevelIndex(at, w.shift) == LevelIndex(vaddr, w.shift) + i;
        entry_set(w, at,
                  descriptor_block(run_at(from, i, w.shift), rights, attributes, device, w.shift) +
                      contiguous(bits));
    }
    arch_table_publish();
    slot_set(slot, SLOT(slot)->cap0, PLACE_MAKE(asid, vaddr));
    event_add(EVENT_REGION_MAPPED, from, vaddr, FIELD(8, asid) + rights);
}

void region_place(ref_t slot, ref_t root, word_t asid, vaddr_t vaddr, word_t rights, word_t attributes)
{
    run_make(table_walk(root, vaddr), slot, asid, vaddr, rights, attributes);
}

void table_place(ref_t slot, ref_t root, word_t asid, vaddr_t vaddr)
{
    struct walk w = table_walk(root, vaddr);

    entry_set(w, vaddr, descriptor_table(slot_ref(slot)));
    arch_table_publish();
    slot_set(slot, SLOT(slot)->cap0, PLACE_MAKE(asid, vaddr / level_bytes(w.shift) * level_bytes(w.shift)));
}

/* The VSpace can be mapped into: it has a root that is alive. */
/*@ requires slot: IsSlot(slot);
    assigns        \nothing;
    ensures  why:  \result.error == ERR_NO_ERROR || Refusal(\result.error); */
static struct result space_judge(ref_t slot)
{
    if (slot_kind(slot) != CAP_VSPACE || PLACE_ASID(slot_word(slot)) == 0)
        return bad_cap(1);
    if (vspace_root(slot) == 0)
        return bad_lookup(0, LOOKUP_MAKE(LOOKUP_INVALID_ROOT, 0, 0), 0);
    return done();
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
        return bad_cap(0);
    r = space_judge(space);
    if (r.error != ERR_NO_ERROR)
        return r;
    root = vspace_root(space);
    if (vaddr >= USER_TOP)
        return bad_argument(0);
    w = table_walk(root, vaddr);
    if (w.shift == LEVEL_LAST || entry_get(w, vaddr) != 0)
        return delete_first();

    table_place(slot, root, PLACE_ASID(slot_word(space)), vaddr);
    return done();
}

/* Take the table of this capability out of the tree, if it still is in one. */
/*@ requires slot: IsSlot(slot);
    assigns        phys[..];
    ensures  only: TableOut{Pre,Post}(\old(CapRef(SLOT(slot)->cap0))); */
static void table_unplace(ref_t slot)
{
    word_t asid = PLACE_ASID(slot_word(slot));
    vaddr_t vaddr = PLACE_ADDRESS(slot_word(slot));
    struct walk w = {asid_space(asid), LEVEL_ROOT};

    /*@ loop invariant walk: IsTable(w.table) && IsLevel(w.shift);
        loop assigns   w;
        loop variant   w.shift; */
    while (w.table != 0 && w.shift > LEVEL_LAST) {
        word_t d = entry_get(w, vaddr);

        if (DESCRIPTOR_KIND(d) != DESCRIPTOR_TABLE)
            return;
        if (DESCRIPTOR_REF(d) == slot_ref(slot)) {
            entry_set(w, vaddr, 0);
            arch_tlb_invalidate_space(asid);
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
    assigns         TABLE(table)->entry[0 .. 511];
    ensures  free:  EntriesFree(table, 0, 512); */
static void table_clear(ref_t table)
{
    /*@ loop invariant i:    i <= 512;
        loop invariant free: EntriesFree(table, 0, i);
        loop assigns   i, TABLE(table)->entry[0 .. 511];
        loop variant   512 - i; */
    for (word_t i = 0; i < 512; i++)
        TABLE(table)->entry[i] = 0;
}

struct result page_table_unmap(ref_t slot)
{
    if (!cdt_is_last(slot))
        return revoke_first();
    if (PLACE_ASID(slot_word(slot)) != 0) {
        table_unplace(slot);
        table_clear(slot_ref(slot));
        slot_set(slot, SLOT(slot)->cap0, 0);
    }
    return done();
}

void vspace_forget(ref_t slot)
{
    if (vspace_root(slot) == 0)
        return;
    asid_release(PLACE_ASID(slot_word(slot)));
    if (kernel.current != 0)
        tcb_use_space(kernel.current);
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
        return misaligned();
    if (PLACE_ASID(slot_word(slot)) != 0) {
        if (PLACE_ASID(slot_word(slot)) != asid)
            return bad_cap(1);
        if (PLACE_ADDRESS(slot_word(slot)) != vaddr)
            return bad_argument(0);
        return done();
    }
    if (vaddr >= USER_TOP || bytes > USER_TOP - vaddr)
        return bad_argument(0);
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
    return contiguous(slot_size(slot)) == 0 && entry_get(w, vaddr) / DESCRIPTOR_CONTIGUOUS % 2 == 1;
}

/* Words: address, rights, attributes.  Capability: VSpace. */
struct result region_map(ref_t slot)
{
    ref_t space = kernel.request.extra[0];
    vaddr_t vaddr = request_word(0);
    word_t rights = request_word(1) & slot_rights(slot);
    word_t asid = PLACE_ASID(slot_word(space));
    struct walk w;
    struct result r = space_judge(space);

    if (r.error != ERR_NO_ERROR)
        return r;
    r = address_judge(slot, asid, vaddr);
    if (r.error != ERR_NO_ERROR)
        return r;
    w = table_walk(vspace_root(space), vaddr);
    if (w.shift != region_block(slot_size(slot)))
        return missing(0, w.shift);
    if (cuts_hint(w, slot, vaddr))
        return delete_first();

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
    //@ ghost Forgotten: ;
    slot_set(slot, SLOT(slot)->cap0, 0);
    //@ assert slot: WordsKept{Forgotten,Here}(2 * slot, 2 * slot + 2);
    return done();
}

struct result region_get_address(ref_t slot)
{
    message_put(kernel.current, message_buffer(kernel.current, 1), 0, slot_ref(slot) * 16);
    return done_words(1);
}

/* The four cache operations of the ABI, in the order of their labels. */
enum { CACHE_CLEAN = 0, CACHE_INVALIDATE = 1, CACHE_CLEAN_INVALIDATE = 2, CACHE_UNIFY = 3 };

/*@ assigns \nothing; */
static void cache_do(word_t operation, paddr_t from, word_t bytes)
{
    switch (operation) {
    case CACHE_CLEAN:
        arch_cache_clean(from, bytes);
        break;
    case CACHE_INVALIDATE:
        arch_cache_invalidate(from, bytes);
        break;
    case CACHE_CLEAN_INVALIDATE:
        arch_cache_clean_invalidate(from, bytes);
        break;
    default:
        arch_cache_unify(from, bytes);
        break;
    }
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
        return illegal();
    if (asid_space(asid) == 0)
        return bad_lookup(0, LOOKUP_MAKE(LOOKUP_INVALID_ROOT, 0, 0), 0);
    if (start >= end)
        return bad_argument(1);
    if (end > BIT(slot_size(slot)))
        return bad_argument(0);
    w = table_walk(asid_space(asid), vaddr);
    if (w.shift != region_block(slot_size(slot)) || !entry_is(w, vaddr, slot_ref(slot) * 16))
        return bad_cap(0); /* another mapping took its place */
    return done();
}

/* Words: first byte, byte behind the last, both from the start of the Region. */
struct result region_cache(ref_t slot)
{
    word_t start = request_word(0), end = request_word(1);
    struct result r = region_range(slot, start, end);

    if (r.error == ERR_NO_ERROR)
        cache_do(kernel.request.label - LABEL_REGION_CLEAN, slot_ref(slot) * 16 + start, end - start);
    return r;
}

/* A cache operation on a VSpace may be about these bytes. */
/*@ requires slot: IsSlot(slot);
    assigns        \nothing; */
static struct result space_range(ref_t slot, vaddr_t start, vaddr_t end)
{
    struct walk w;
    word_t bytes;

    if (start >= end)
        return bad_argument(1);
    if (end >= USER_TOP)
        return illegal();
    if (vspace_root(slot) == 0)
        return bad_cap(0);
    w = table_walk(vspace_root(slot), start);
    if (entry_get(w, start) == 0)
        return done();
    bytes = level_bytes(w.shift);
    if (start / bytes != (end - 1) / bytes)
        return bad_range(start, start / bytes * bytes + bytes - 1);
    return done();
}

/* Where the mapped byte at vaddr lies, 0 where nothing is mapped. */
/*@ requires table: IsTable(root);
    assigns         \nothing; */
static paddr_t space_address(ref_t root, vaddr_t vaddr)
{
    struct walk w = table_walk(root, vaddr);

    if (entry_get(w, vaddr) == 0)
        return 0;
    return DESCRIPTOR_FRAME(entry_get(w, vaddr)) * BIT(12) + vaddr % level_bytes(w.shift);
}

/* Words: first address, address behind the last; in one page. */
struct result vspace_cache(ref_t slot)
{
    vaddr_t start = request_word(0), end = request_word(1);
    struct result r = space_range(slot, start, end);
    paddr_t from;

    if (r.error != ERR_NO_ERROR)
        return r;
    from = space_address(vspace_root(slot), start);
    if (from != 0)
        cache_do(kernel.request.label - LABEL_VSPACE_CLEAN, from, end - start);
    return r;
}
