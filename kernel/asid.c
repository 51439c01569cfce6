/*
 * A pool is one page: 512 refs of root tables.  The kernel knows 128 pools;
 * the upper 7 bits of a number name the pool, the lower 9 the entry.
 */
#include "kernel/asid.h"
#include "kernel/arch.h"
#include "kernel/event.h"
#include "kernel/message.h"
#include "kernel/tcb.h"
#include "kernel/translation.h"
#include "kernel/vspace.h"

/*@ assigns        \nothing;
    ensures  pool: IsAsidPool(\result);
    ensures  is:   \result == AsidPool(asid);

    behavior system:
      assumes      SystemWf && FixedWf && KernelWf;
      ensures at:  \result != 0 ==> PoolAt(\result); */
static ref_t pool_of(word_t asid)
{
    return pools_pool(asid / ASID_POOL_SPACES % ASID_POOLS);
}

ref_t asid_space(word_t asid)
{
    ref_t pool = pool_of(asid);

    return pool == 0 ? 0 : pool_space(pool, asid % ASID_POOL_SPACES);
}

void asid_release(word_t asid)
{
    ref_t pool = pool_of(asid);

    if (pool == 0)
        return;
    event_add(EVENT_SPACE_DESTROYED, asid, asid_space(asid) * 16, 0);
    pool_set(pool, asid % ASID_POOL_SPACES, 0);
    if (kernel.current != 0) /* first nobody uses the table, then what came of it is forgotten: a walker may go ahead */
        tcb_use_space(kernel.current);
    arch_tlb_invalidate_space(asid);
}

void asid_pool_forget(ref_t slot)
{
    word_t first = slot_word(slot);
    word_t index = first / ASID_POOL_SPACES % ASID_POOLS;

    if (pool_of(first) != slot_ref(slot))
        return;
    /*@ loop invariant some: i <= ASID_POOL_SPACES && KernelWf;
        for system: loop invariant whole: SystemWf;
        loop assigns   i, phys[..], kernel.event_first, kernel.event_next, kernel.events[..];
        loop variant   ASID_POOL_SPACES - i; */
    for (word_t i = 0; i < ASID_POOL_SPACES; i++)
        if (pool_space(slot_ref(slot), i) != 0)
            asid_release(index * ASID_POOL_SPACES + i);
    pools_set(index, 0);
}

/* The first number of the pool that is not in use, or ASID_POOL_SPACES. */
/*@ requires pool: IsAsidPool(pool);
    assigns        \nothing;
    ensures  free: \result <= ASID_POOL_SPACES && (\result < ASID_POOL_SPACES ==> ASID_POOL(pool)->space[\result] % REFS == 0);
    ensures  some: first + \result != 0; */
static word_t free_space(ref_t pool, word_t first)
{
    word_t i = first == 0 ? 1 : 0;

    /*@ loop invariant some: i <= ASID_POOL_SPACES && (first == 0 ==> i > 0);
        loop assigns   i;
        loop variant   ASID_POOL_SPACES - i; */
    while (i < ASID_POOL_SPACES && pool_space(pool, i) != 0)
        i++;
    return i;
}

/* Capability: a VSpace that has no number yet. */
struct result asid_pool_assign(ref_t slot)
{
    ref_t space = kernel.request.extra[0];
    ref_t pool = slot_ref(slot);
    word_t first = slot_word(slot);
    word_t i;

    if (slot_kind(space) != CAP_VSPACE)
        return refuse(WHY_NOT_VSPACE, 1, 0);
    if (PLACE_ASID(slot_word(space)) != 0)
        return refuse(WHY_SPACE_HAS_NUMBER, 1, 0);
    i = free_space(pool, first);
    if (i == ASID_POOL_SPACES)
        return refuse(WHY_POOL_FULL, 0, 0);

    pool_set(pool, i, slot_ref(space));
    place_set(space, PLACE_MAKE(first + i, 0UL));
    event_add(EVENT_SPACE_ACTIVATED, first + i, slot_ref(space) * 16, 0);
    return done();
}
