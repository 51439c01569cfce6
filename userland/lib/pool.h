/*
 * A pool makes objects: an untyped to take memory from and a run of free slots
 * of the root CNode to put capabilities in.  Slots are not taken back.
 */
#ifndef TENON_USER_POOL_H
#define TENON_USER_POOL_H

#include "userland/lib/calls.h"

struct pool {
    cptr_t untyped;
    cptr_t next, end;   /* free slots */
    struct result last; /* of the call that went wrong, or the last one */
};

/* `count` objects in a row: the slot of the first, or 0 (pool->last says why). */
static inline cptr_t pool_make_many(struct pool *pool, word_t type, word_t bits, word_t count)
{
    cptr_t first = pool->next;

    if (count > pool->end - pool->next) {
        pool->last = (struct result){.error = RANGE_ERROR};
        return 0;
    }
    pool->last = untyped_retype(pool->untyped, type, bits, (struct place){SLOT_CNODE, 0, 0},
                                first, count);
    if (pool->last.error != NO_ERROR)
        return 0;
    pool->next += count;
    return first;
}

static inline cptr_t pool_make(struct pool *pool, word_t type, word_t bits)
{
    return pool_make_many(pool, type, bits, 1);
}

/* A copy of a capability with these rights and badge: its slot, or 0. */
static inline cptr_t pool_mint(struct pool *pool, cptr_t from, word_t rights, word_t badge)
{
    if (pool->next == pool->end) {
        pool->last = (struct result){.error = RANGE_ERROR};
        return 0;
    }
    pool->last = cnode_mint(slot_place(pool->next), slot_place(from), rights, badge);
    return pool->last.error == NO_ERROR ? pool->next++ : 0;
}

/* Map a Region, making the page tables that are missing; 1 if it is mapped then. */
static inline word_t pool_map(struct pool *pool, cptr_t region, cptr_t vspace, vaddr_t address,
                              word_t rights, word_t attributes)
{
    for (word_t level = 0; level < 4; level++) {
        cptr_t table;

        pool->last = region_map(region, vspace, address, rights, attributes);
        if (pool->last.error != FAILED_LOOKUP)
            return pool->last.error == NO_ERROR;
        table = pool_make(pool, OBJECT_PAGE_TABLE, 0);
        if (table == 0)
            return 0;
        pool->last = page_table_map(table, vspace, address, ATTRIBUTES_CODE);
        if (pool->last.error != NO_ERROR)
            return 0;
    }
    return 0;
}

#endif
