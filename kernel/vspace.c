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

static word_t entry_get(struct walk w, vaddr_t vaddr)
{
    return TABLE(w.table)->entry[LEVEL_INDEX(vaddr, w.shift)];
}

struct walk table_walk(ref_t root, vaddr_t vaddr)
{
    struct walk w = {root, LEVEL_ROOT};

    while (w.shift > LEVEL_LAST && DESCRIPTOR_KIND(entry_get(w, vaddr)) == DESCRIPTOR_TABLE) {
        w.table = DESCRIPTOR_REF(entry_get(w, vaddr));
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

/* Sixteen neighbours that map a run may share one TLB entry (Arm ARM D8.7.1). */
static word_t contiguous(word_t bits)
{
    return bits - region_block(bits) >= 4 ? DESCRIPTOR_CONTIGUOUS : 0;
}

/* Entry i of a run maps the block of the Region that it should. */
static word_t entry_is(struct walk w, vaddr_t vaddr, paddr_t from)
{
    word_t d = entry_get(w, vaddr);

    return DESCRIPTOR_KIND(d) == (w.shift == LEVEL_LAST ? DESCRIPTOR_TABLE : DESCRIPTOR_BLOCK) &&
           DESCRIPTOR_FRAME(d) * BIT(12) == from;
}

static void entry_set(struct walk w, vaddr_t vaddr, word_t d)
{
    TABLE(w.table)->entry[LEVEL_INDEX(vaddr, w.shift)] = d;
}

/* Make the run invalid and forgotten; own: only entries that map this Region. */
static void run_break(struct walk w, word_t asid, vaddr_t vaddr, paddr_t from, word_t count, word_t own)
{
    word_t broken = 0;

    for (word_t i = 0; i < count; i++) {
        vaddr_t at = vaddr + i * BIT(w.shift);

        if (own ? entry_is(w, at, from + i * BIT(w.shift)) : entry_get(w, at) != 0) {
            entry_set(w, at, 0);
            broken = 1;
        }
    }
    if (broken)
        arch_tlb_invalidate(asid, vaddr, count, w.shift);
}

/* Map the Region of `slot` by the run of entries that w leads to. */
static void run_make(struct walk w, ref_t slot, word_t asid, vaddr_t vaddr, word_t rights, word_t attributes)
{
    word_t bits = slot_size(slot);
    word_t count = BIT(bits - w.shift);
    word_t device = slot_rights(slot) & MEMORY_IS_DEVICE;
    paddr_t from = slot_ref(slot) * 16;

    run_break(w, asid, vaddr, from, count, 0);
    for (word_t i = 0; i < count; i++)
        entry_set(w, vaddr + i * BIT(w.shift),
                  descriptor_block(from + i * BIT(w.shift), rights, attributes, device, w.shift) +
                      contiguous(bits));
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
    slot_set(slot, SLOT(slot)->cap0, PLACE_MAKE(asid, vaddr / BIT(w.shift) * BIT(w.shift)));
}

/* The VSpace can be mapped into: it has a root that is alive. */
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
static void table_unplace(ref_t slot)
{
    word_t asid = PLACE_ASID(slot_word(slot));
    vaddr_t vaddr = PLACE_ADDRESS(slot_word(slot));
    struct walk w = {asid_space(asid), LEVEL_ROOT};

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

struct result page_table_unmap(ref_t slot)
{
    if (!cdt_is_last(slot))
        return revoke_first();
    if (PLACE_ASID(slot_word(slot)) != 0) {
        table_unplace(slot);
        for (word_t i = 0; i < 512; i++)
            TABLE(slot_ref(slot))->entry[i] = 0;
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
static struct result address_judge(ref_t slot, word_t asid, vaddr_t vaddr)
{
    word_t bytes = BIT(slot_size(slot));

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
    run_break(w, asid, vaddr, slot_ref(slot) * 16, BIT(slot_size(slot) - shift), 1);
    event_add(EVENT_REGION_UNMAPPED, slot_ref(slot) * 16, vaddr, asid);
}

struct result region_unmap(ref_t slot)
{
    region_forget(slot);
    slot_set(slot, SLOT(slot)->cap0, 0);
    return done();
}

struct result region_get_address(ref_t slot)
{
    message_put(kernel.current, message_buffer(kernel.current, 1), 0, slot_ref(slot) * 16);
    return done_words(1);
}

/* The four cache operations of the ABI, in the order of their labels. */
enum { CACHE_CLEAN = 0, CACHE_INVALIDATE = 1, CACHE_CLEAN_INVALIDATE = 2, CACHE_UNIFY = 3 };

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
    bytes = BIT(w.shift);
    if (start / bytes != (end - 1) / bytes)
        return bad_range(start, start / bytes * bytes + bytes - 1);
    return done();
}

/* Where the mapped byte at vaddr lies, 0 where nothing is mapped. */
static paddr_t space_address(ref_t root, vaddr_t vaddr)
{
    struct walk w = table_walk(root, vaddr);

    if (entry_get(w, vaddr) == 0)
        return 0;
    return DESCRIPTOR_FRAME(entry_get(w, vaddr)) * BIT(12) + vaddr % BIT(w.shift);
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
