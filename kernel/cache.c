/*
 * A cache operation on a Region of any size is a loop over pieces with a
 * preemption point behind each.  Where it stands is kept by the caller, in its
 * own argument: whoever changes that changes only its own request.
 */
#include "kernel/cache.h"
#include "kernel/arch.h"
#include "kernel/message.h"
#include "kernel/plan.h"

/*@ assigns \nothing; */
static void piece_maintain(word_t operation, paddr_t from, word_t bytes)
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

/* Only RAM is ever in a cache, and the kernel has no address for the rest. */
/*@ assigns \nothing; */
static word_t is_ram(paddr_t at)
{
    /*@ loop invariant i: 0 <= i <= BOARD_RAMS;
        loop assigns i;
        loop variant BOARD_RAMS - i; */
    for (word_t i = 0; i < BOARD_RAMS && i < plan_board.rams; i++)
        if (plan_board.ram[i].start <= at && at < plan_board.ram[i].end)
            return 1;
    return 0;
}

word_t cache_allowed(word_t operation, word_t writable)
{
    return operation == CACHE_INVALIDATE && writable == 0 ? CACHE_CLEAN_INVALIDATE : operation;
}

struct result cache_maintain(word_t operation, paddr_t base, word_t start, word_t end)
{
    if (!is_ram(base + start))
        return done();
    /*@ loop invariant some: \at(start, Pre) <= start;
        for system: loop invariant wf: SystemWf;
        loop assigns   start, phys[..];
        loop variant   end - start; */
    while (start < end) {
        word_t bytes = MIN(CACHE_PIECE, end - start);

        piece_maintain(operation, base + start, bytes);
        start += bytes;
        if (start < end && arch_irq_pending()) {
            message_put(kernel.current, 0, 0, start);
            return preempted();
        }
    }
    return done();
}
