/*
 * The words that translate addresses: entries of tables, of pools of address
 * space numbers, and of the list of pools.  Calls read and write them here only,
 * so that what leads on always leads to a table; else there is hardware, which
 * reads them, and memory made ready for them, which is cleared.
 */
#ifndef TENON_KERNEL_TRANSLATION_H
#define TENON_KERNEL_TRANSLATION_H

#include "kernel/cap.h"
#include "kernel/descriptor.h"
#include "kernel/kernel.h"
#include "kernel/refill.h"
#include "kernel/result.h"
#include "spec/vspace.acsl"
#include "spec/fixed.acsl"
#include "spec/table.acsl"

/* Entry i of a table. */
/*@ requires in:  IsTable(table) && i < 512;
    assigns       \nothing;
    ensures  is:  \result == TABLE(table)->entry[i];

    behavior system:
      assumes     SystemWf && TableAt(table);
      ensures at: EntryWf(\result); */
static inline word_t table_entry(ref_t table, word_t i)
{
    //@ assert even: i == 2 * (i / 2) ==> TABLE(table)->entry[i] == LINK(table + i / 2)->prev;
    //@ assert odd:  i == 2 * (i / 2) + 1 ==> TABLE(table)->entry[i] == LINK(table + i / 2)->next;
    //@ assert half: i == 2 * (i / 2) || i == 2 * (i / 2) + 1;
    //@ for system: assert cell: TranslatesWf(table + i / 2) && kind[table + i / 2] == KIND_TABLE;
    return TABLE(table)->entry[i];
}

/* It becomes d. */
/*@ requires in:   IsTable(table) && i < 512;
    assigns        phys[table + i / 2].w0, phys[table + i / 2].w1;
    ensures  set:  TABLE(table)->entry[i] == d;
    ensures  kept: WordsKept{Pre,Post}(2 * table + i, 2 * table + i + 1);

    behavior system:
      assumes      SystemWf && TableAt(table) && EntryWf(d);
      ensures wf:  SystemWf;
      ensures tables: TablesOnly{Pre,Post}; */
static inline void table_set(ref_t table, word_t i, word_t d)
{
    //@ for system: assert cell: TranslatesWf(table + i / 2) && kind[table + i / 2] == KIND_TABLE;
    TABLE(table)->entry[i] = d;
    //@ for system: assert leads: TranslatesWf(table + i / 2);
    //@ for system: assert rest:  RestSame{Pre,Here}(table + i / 2);
    //@ for system: assert all:   TranslationWf;
    //@ for system: assert only:  OnlyTables{Pre,Here};
}

/* Space i of a pool, 0: none. */
/*@ requires in:  IsAsidPool(pool) && i < ASID_POOL_SPACES;
    assigns       \nothing;
    ensures  is:  \result == ASID_POOL(pool)->space[i] % REFS;

    behavior system:
      assumes     SystemWf && PoolAt(pool);
      ensures at: \result != 0 ==> TableAt(\result); */
static inline ref_t pool_space(ref_t pool, word_t i)
{
    //@ assert even: i == 2 * (i / 2) ==> ASID_POOL(pool)->space[i] == LINK(pool + i / 2)->prev;
    //@ assert odd:  i == 2 * (i / 2) + 1 ==> ASID_POOL(pool)->space[i] == LINK(pool + i / 2)->next;
    //@ assert half: i == 2 * (i / 2) || i == 2 * (i / 2) + 1;
    //@ for system: assert cell: TranslatesWf(pool + i / 2) && kind[pool + i / 2] == KIND_POOL;
    return ASID_POOL(pool)->space[i] % REFS;
}

/* It becomes that of this root table. */
/*@ requires in:   IsAsidPool(pool) && i < ASID_POOL_SPACES;
    assigns        phys[pool + i / 2].w0, phys[pool + i / 2].w1;
    ensures  set:  ASID_POOL(pool)->space[i] == root;

    behavior system:
      assumes      SystemWf && PoolAt(pool) && SpaceWf(root);
      ensures wf:  SystemWf;
      ensures rest: RestSame{Pre,Post}(pool + i / 2); */
static inline void pool_set(ref_t pool, word_t i, ref_t root)
{
    //@ for system: assert cell: TranslatesWf(pool + i / 2) && kind[pool + i / 2] == KIND_POOL;
    ASID_POOL(pool)->space[i] = root;
    //@ for system: assert leads: TranslatesWf(pool + i / 2);
    //@ for system: assert rest:  RestSame{Pre,Here}(pool + i / 2);
    //@ for system: assert all:   TranslationWf;
    //@ for system: assert only:  OnlyTables{Pre,Here};
}

/* Pool i of the kernel, 0: none. */
/*@ requires in:  i < ASID_POOLS;
    assigns       \nothing;
    ensures  is:  \result == POOLS(kernel.pools % REFS)->pool[i] % REFS;

    behavior system:
      assumes     SystemWf && FixedWf && KernelWf;
      ensures at: \result != 0 ==> PoolAt(\result); */
static inline ref_t pools_pool(word_t i)
{
    /*@ assert even: i == 2 * (i / 2) ==>
            POOLS(kernel.pools % REFS)->pool[i] == LINK(kernel.pools % REFS + i / 2)->prev; */
    /*@ assert odd:  i == 2 * (i / 2) + 1 ==>
            POOLS(kernel.pools % REFS)->pool[i] == LINK(kernel.pools % REFS + i / 2)->next; */
    //@ assert half: i == 2 * (i / 2) || i == 2 * (i / 2) + 1;
    //@ for system: assert list: PoolsListed && kernel.pools % REFS == pools_first;
    /*@ for system: assert cell:
            TranslatesWf(kernel.pools % REFS + i / 2) && kind[kernel.pools % REFS + i / 2] == KIND_POOLS; */
    return POOLS(kernel.pools % REFS)->pool[i] % REFS;
}

/* It becomes the pool at r. */
/*@ requires in:   i < ASID_POOLS;
    assigns        phys[kernel.pools % REFS + i / 2].w0, phys[kernel.pools % REFS + i / 2].w1;
    ensures  set:  POOLS(kernel.pools % REFS)->pool[i] == r;

    behavior system:
      assumes      SystemWf && FixedWf && KernelWf && PoolWf(r);
      ensures wf:  SystemWf;
      ensures rest: RestSame{Pre,Post}(pools_first + i / 2); */
static inline void pools_set(word_t i, ref_t r)
{
    //@ for system: assert list: PoolsListed && kernel.pools % REFS == pools_first;
    /*@ for system: assert cell:
            TranslatesWf(kernel.pools % REFS + i / 2) && kind[kernel.pools % REFS + i / 2] == KIND_POOLS; */
    POOLS(kernel.pools % REFS)->pool[i] = r;
    //@ for system: assert leads: TranslatesWf(kernel.pools % REFS + i / 2);
    //@ for system: assert rest:  RestSame{Pre,Here}(kernel.pools % REFS + i / 2);
    //@ for system: assert all:   TranslationWf;
    //@ for system: assert only:  OnlyTables{Pre,Here};
}

#endif
