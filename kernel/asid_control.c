/*
 * A pool is made of an untyped of one page without children, which it takes
 * whole, and gets the first number that no other pool has.
 */
#include "kernel/asid_control.h"
#include "kernel/cdt.h"
#include "kernel/cnode.h"
#include "kernel/event.h"
#include "kernel/message.h"
#include "kernel/translation.h"
#include "spec/neighbour.acsl"

#define POOL_BITS 12UL

/* The first pool number that is not in use, or ASID_POOLS. */
/*@ assigns        \nothing;
    ensures  free: \result <= ASID_POOLS && (\result < ASID_POOLS ==> POOLS(kernel.pools % REFS)->pool[\result] % REFS == 0); */
static word_t free_pool(void)
{
    word_t i = 0;

    /*@ loop invariant some: i <= ASID_POOLS;
        loop assigns   i;
        loop variant   ASID_POOLS - i; */
    while (i < ASID_POOLS && pools_pool(i) != 0)
        i++;
    return i;
}

void pool_make(ref_t r)
{
    cells_clear(r, POOL_CELLS);
    //@ assert empty: CellsEmpty(r, r + POOL_CELLS);
    /*@ ghost
      /@ loop invariant c:    r <= c <= r + POOL_CELLS;
         loop invariant pool: \forall integer k; r <= k < c ==> kind[k] == KIND_POOL;
         loop invariant rest: \forall integer k; !(r <= k < c) ==> kind[k] == \at(kind[k], Pre);
         loop assigns   c, kind[r .. r + POOL_CELLS - 1];
         loop variant   r + POOL_CELLS - c; @/
      for (ref_t c = r; c < r + POOL_CELLS; c++)
          kind[c] = KIND_POOL;
    */
    //@ assert still: CellsEmpty(r, r + POOL_CELLS);
    //@ for system: assert only:  Grown{Pre,Here}(r, r + POOL_CELLS);
    //@ for system: assert fresh: Fresh(r, r + POOL_CELLS) && Whole(r, r + POOL_CELLS) && End(r, r + POOL_CELLS);
    //@ for system: assert new:   Appear{Pre,Here}(r, r + POOL_CELLS) && BootSame{Pre,Here};
    //@ for system: assert types: TypesWf;
    //@ for system: assert fixed: FixedWf;
}

struct result asid_control_make_pool(ref_t slot)
{
    ref_t untyped = kernel.request.extra[0];
    word_t index = free_pool();
    struct named to;
    ref_t pool;
    word_t cap;

    (void)slot;
    if (index == ASID_POOLS)
        return refuse(WHY_POOLS_ALL_TAKEN, 0, 0);
    if (slot_kind(untyped) != CAP_UNTYPED || slot_size(untyped) != POOL_BITS)
        return refuse(WHY_POOL_NEEDS_PAGE, 1, 0);
    if (slot_rights(untyped) & MEMORY_IS_DEVICE)
        return refuse(WHY_POOL_ON_DEVICE, 1, 0);
    //@ for system: assert link: RingWf && IsLink(untyped + SLOT_LINK);
    //@ for system: assert next: 0 < LINK(untyped + SLOT_LINK)->next < REFS;
    if (cdt_has_children(untyped))
        return refuse(WHY_UNTYPED_IN_USE, 0, 0);
    to = cnode_empty_slot(kernel.request.extra[1], request_word(0), request_word(1));
    if (to.answer.error != ERR_NO_ERROR)
        return to.answer;

    pool = slot_ref(untyped);
    /*@ for system: assert free:  FreeAt(untyped) && UntypedCells(untyped) == POOL_CELLS &&
            pool == CapRef(SLOT(untyped)->cap0); */
    //@ for system: assert alone: !Children(untyped);
    //@ for system: assert none:  Nothing(pool, pool + POOL_CELLS) && 0 < pool && pool + POOL_CELLS < REFS;
    untyped_set(untyped, UNTYPED_WORD(POOL_CELLS, 0UL, 0UL));
    //@ for system: assert slots: SLOT(untyped)->cap0 != 0 && SLOT(to.slot)->cap0 == 0;
    //@ ghost Then: ;
    pool_make(pool);
    //@ for system: assert same:  CellSame{Then,Here}(untyped) && CellSame{Then,Here}(to.slot);
    /*@ for system: assert still: SlotAt(untyped) && SlotAt(to.slot) && SLOT(untyped)->cap0 != 0 &&
            SLOT(to.slot)->cap0 == 0; */
    //@ for system: assert types: TypesKept{Pre,Here};
    cap = cap_make(CAP_ASID_POOL, 0UL, 0UL, 1UL, pool);
    //@ for system: assert cap:   CapAt(cap) && cap != 0;
    cdt_insert(untyped, to.slot, cap, index * ASID_POOL_SPACES);
    //@ for system: assert fixed: FixedWf && TypesWf && PoolWf(pool);
    //@ for system: assert wf:    SystemWf;
    pools_set(index, pool);
    //@ for system: assert all:   SystemWf && FixedWf && TypesWf;
    event_cap(EVENT_CAP_ISSUED, to.slot);
    return done();
}
