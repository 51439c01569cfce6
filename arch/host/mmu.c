/*
 * The translation of user addresses (Arm ARM D8): a walk of the descriptors
 * the kernel wrote, and a TLB that remembers all it has seen.  A hit never
 * looks at memory, so a translation that was not invalidated goes on working,
 * which is what hardware may do and what tests have to notice.
 */
#include "arch/host/host.h"
#include "kernel/arch.h"
#include "kernel/descriptor.h"

#define ENTRIES 512UL
#define ADDRESS_BITS 48

/* Kinds of fault, as the low bits of the syndrome: the level is added. */
enum { FAULT_TRANSLATION = 0x04, FAULT_ACCESS_FLAG = 0x08, FAULT_PERMISSION = 0x0c };

#define SYNDROME_DATA 0x92000000UL
#define SYNDROME_FETCH 0x82000000UL
#define SYNDROME_WRITE 0x40UL

/* Bits of a valid descriptor that may change while it is cached: permissions only (D8.14.1). */
#define FREELY_CHANGED (DESCRIPTOR_USER | DESCRIPTOR_READONLY | DESCRIPTOR_PXN | DESCRIPTOR_UXN)

static word_t level_of(word_t shift)
{
    return (LEVEL_ROOT - shift) / LEVEL_BITS;
}

static word_t is_table(word_t d, word_t shift)
{
    return DESCRIPTOR_KIND(d) == DESCRIPTOR_TABLE && shift != LEVEL_LAST;
}

/* A block at levels 1 and 2, a page at level 3; all else does not translate. */
static word_t is_leaf(word_t d, word_t shift)
{
    if (shift == LEVEL_LAST)
        return DESCRIPTOR_KIND(d) == DESCRIPTOR_TABLE;
    return DESCRIPTOR_KIND(d) == DESCRIPTOR_BLOCK && shift != LEVEL_ROOT;
}

static paddr_t target(word_t d)
{
    return FIELD_GET(d, 12, 36) * BIT(12);
}

static word_t entry_read(paddr_t table, vaddr_t vaddr, word_t shift)
{
    return host_read(table + 8 * LEVEL_INDEX(vaddr, shift));
}

/* What memory says of vaddr at this level: 0 if the walk does not get there. */
static word_t memory_says(ref_t root, vaddr_t vaddr, word_t shift)
{
    paddr_t table = root * 16;
    word_t level = LEVEL_ROOT;

    while (level > shift) {
        word_t d = entry_read(table, vaddr, level);

        if (!is_table(d, level))
            return 0;
        table = target(d);
        level -= LEVEL_BITS;
    }
    return entry_read(table, vaddr, shift);
}

/* --- the TLB --- */

static word_t translates(const struct host_translation *t, word_t asid, vaddr_t vaddr)
{
    return t->valid && t->asid == asid && vaddr - t->vaddr < BIT(t->bits);
}

/* The cached descriptor that is nearest to the end of the walk. */
static struct host_translation *lookup(word_t asid, vaddr_t vaddr)
{
    struct host_translation *best = 0;

    for (word_t i = 0; i < HOST_TLB; i++) {
        struct host_translation *t = &machine.tlb[i];

        if (translates(t, asid, vaddr) && (best == 0 || t->shift < best->shift))
            best = t;
    }
    return best;
}

static struct host_translation *remember(vaddr_t vaddr, word_t shift, word_t descriptor)
{
    struct host_translation *t = &machine.tlb[machine.tlb_next];
    word_t contiguous = !is_table(descriptor, shift) && (descriptor & DESCRIPTOR_CONTIGUOUS);

    machine.tlb_next = (machine.tlb_next + 1) % HOST_TLB;
    t->valid = 1;
    t->asid = machine.asid;
    t->root = machine.root;
    t->bits = shift + (contiguous ? 4 : 0);
    t->vaddr = vaddr / BIT(t->bits) * BIT(t->bits);
    t->shift = shift;
    t->descriptor = descriptor;
    t->table = is_table(descriptor, shift);
    if (contiguous)
        t->descriptor -= (vaddr - t->vaddr) / BIT(shift) * BIT(shift);
    return t;
}

/* The descriptor that block i of a cached run has to have. */
static word_t expected(const struct host_translation *t, word_t i)
{
    return t->table ? t->descriptor : t->descriptor + i * BIT(t->shift);
}

/* Two valid descriptors of one address in a row, without an invalid one between. */
static word_t needs_break(word_t before, word_t now)
{
    return DESCRIPTOR_KIND(now) % 2 == 1 && ((before ^ now) & ~FREELY_CHANGED) != 0;
}

/* The first block of a cached run that memory has otherwise; the number of blocks if there is none. */
static word_t first_other(const struct host_translation *t)
{
    word_t i = 0;

    while (i < BIT(t->bits - t->shift) &&
           memory_says(t->root, t->vaddr + i * BIT(t->shift), t->shift) == expected(t, i))
        i++;
    return i;
}

static void compare(const struct host_translation *t, const char *otherwise)
{
    word_t i = first_other(t);
    vaddr_t vaddr = t->vaddr + i * BIT(t->shift);
    word_t now;

    if (i == BIT(t->bits - t->shift))
        return;
    now = memory_says(t->root, vaddr, t->shift);
    if (needs_break(expected(t, i), now))
        host_complain("a valid descriptor became another valid one (break before make)", vaddr, now);
    else if (otherwise != 0)
        host_complain(otherwise, vaddr, now);
}

static void forget(struct host_translation *t)
{
    compare(t, 0);
    t->valid = 0;
}

void host_tlb_check(void)
{
    for (word_t i = 0; i < HOST_TLB; i++)
        if (machine.tlb[i].valid)
            compare(&machine.tlb[i], "the TLB holds what memory does not have any more");
}

void host_tlb_forget_all(void)
{
    for (word_t i = 0; i < HOST_TLB; i++)
        machine.tlb[i].valid = 0;
}

void arch_tlb_invalidate(word_t asid, vaddr_t vaddr, word_t count, word_t bits)
{
    for (word_t i = 0; i < HOST_TLB; i++) {
        struct host_translation *t = &machine.tlb[i];
        vaddr_t last = vaddr + (count << bits) - 1;

        if (t->valid && t->asid == asid && t->vaddr <= last && vaddr <= t->vaddr + (BIT(t->bits) - 1))
            forget(t);
    }
}

void arch_tlb_invalidate_space(word_t asid)
{
    for (word_t i = 0; i < HOST_TLB; i++)
        if (machine.tlb[i].valid && machine.tlb[i].asid == asid)
            forget(&machine.tlb[i]);
}

/* While a table is in use the walker may go ahead of all accesses, and what it begins with stays in the TLB (D8.2). */
static void walk_ahead(void)
{
    for (word_t i = 0; machine.root != 0 && i < ENTRIES; i++) {
        word_t d = host_read(machine.root * 16 + 8 * i);

        if (is_table(d, LEVEL_ROOT) && lookup(machine.asid, i << LEVEL_ROOT) == 0)
            remember(i << LEVEL_ROOT, LEVEL_ROOT, d);
    }
}

void arch_space_use(ref_t table, word_t asid)
{
    walk_ahead();
    machine.root = table;
    machine.asid = asid;
    for (word_t i = 0; i < HOST_TLB; i++)
        if (table != 0 && machine.tlb[i].valid && machine.tlb[i].asid == asid && machine.tlb[i].root != table)
            host_complain("the TLB knows this address space number from another space", asid, table);
}

/* The model's walker reads memory in program order: nothing to wait for. */
void arch_table_publish(void)
{
}

/* --- the walk --- */

static struct host_place fault(word_t kind, word_t shift, enum host_access access)
{
    word_t status = access == HOST_FETCH ? SYNDROME_FETCH : SYNDROME_DATA;

    if (access == HOST_WRITE)
        status |= SYNDROME_WRITE;
    return (struct host_place){status + kind + level_of(shift), 0};
}

/* May a user do this by a descriptor with these bits? (D8.4) */
static word_t permitted(word_t d, enum host_access access)
{
    if (!(d & DESCRIPTOR_USER))
        return access == HOST_FETCH && !(d & DESCRIPTOR_UXN);
    if (access == HOST_WRITE)
        return !(d & DESCRIPTOR_READONLY);
    return access == HOST_READ || !(d & DESCRIPTOR_UXN);
}

static struct host_place finish(const struct host_translation *t, vaddr_t vaddr, enum host_access access)
{
    if (!permitted(t->descriptor, access))
        return fault(FAULT_PERMISSION, t->shift, access);
    return (struct host_place){0, target(t->descriptor) + (vaddr - t->vaddr)};
}

/* Rules for what a user's leaf may look like, whoever wrote it. */
static void leaf_check(word_t d, vaddr_t vaddr)
{
    if (!(d & DESCRIPTOR_NOT_GLOBAL))
        host_complain("a user mapping is global", vaddr, d);
    if (!(d & DESCRIPTOR_PXN))
        host_complain("a user mapping is executable for the kernel", vaddr, d);
}

/* A run under one contiguous hint is aligned, and whole. */
static void run_check(const struct host_translation *t)
{
    if (target(t->descriptor) % BIT(t->bits) != 0)
        host_complain("a run under a contiguous hint is not aligned", t->vaddr, t->descriptor);
    if (first_other(t) != BIT(t->bits - t->shift))
        host_complain("blocks under one contiguous hint do not belong together", t->vaddr, first_other(t));
}

/* Read on from level `shift` of the table at `table`, remembering what is read. */
static struct host_place walk(paddr_t table, vaddr_t vaddr, word_t shift, enum host_access access)
{
    for (;;) {
        word_t d = entry_read(table, vaddr, shift);

        if (is_leaf(d, shift)) {
            struct host_translation *t;

            if (!(d & DESCRIPTOR_ACCESSED))
                return fault(FAULT_ACCESS_FLAG, shift, access);
            leaf_check(d, vaddr);
            t = remember(vaddr, shift, d);
            run_check(t);
            return finish(t, vaddr, access);
        }
        if (!is_table(d, shift))
            return fault(FAULT_TRANSLATION, shift, access);
        remember(vaddr, shift, d);
        table = target(d);
        shift -= LEVEL_BITS;
    }
}

struct host_place host_translate(vaddr_t vaddr, enum host_access access)
{
    struct host_translation *t;

    if (machine.root == 0 || vaddr >= BIT(ADDRESS_BITS))
        return fault(FAULT_TRANSLATION, LEVEL_ROOT, access);
    t = lookup(machine.asid, vaddr);
    if (t == 0)
        return walk(machine.root * 16, vaddr, LEVEL_ROOT, access);
    if (t->table)
        return walk(target(t->descriptor), vaddr, t->shift - LEVEL_BITS, access);
    return finish(t, vaddr, access);
}
