/*
 * Cache maintenance, line by line, through the direct map (Arm ARM D7.5.9).
 */
#include "arch/aarch64/registers.h"
#include "kernel/arch.h"

static vaddr_t phys_address(paddr_t at)
{
    return (vaddr_t)phys + at;
}

/* Bytes of the smallest data cache line. */
static word_t line_bytes(void)
{
    return 4UL << FIELD_GET(REGISTER_READ("ctr_el0"), 16, 4);
}

#define EACH_LINE(operation, from, bytes)                                                          \
    do {                                                                                           \
        word_t line_ = line_bytes();                                                               \
        vaddr_t end_ = phys_address((from) + (bytes));                                             \
        for (vaddr_t at_ = phys_address(from) & ~(line_ - 1); at_ < end_; at_ += line_)            \
            OPERATE(operation, at_);                                                               \
    } while (0)

void arch_cache_clean(paddr_t from, word_t bytes)
{
    EACH_LINE("dc cvac", from, bytes);
    BARRIER("dsb sy");
}

void arch_cache_invalidate(paddr_t from, word_t bytes)
{
    EACH_LINE("dc ivac", from, bytes);
    BARRIER("dsb sy");
}

void arch_cache_clean_invalidate(paddr_t from, word_t bytes)
{
    EACH_LINE("dc civac", from, bytes);
    BARRIER("dsb sy");
}

/*
 * The whole instruction cache goes: where it is indexed by virtual address, no
 * operation by address finds every name a user has for these bytes.
 */
void arch_cache_unify(paddr_t from, word_t bytes)
{
    EACH_LINE("dc cvau", from, bytes);
    BARRIER("dsb ish");
    BARRIER("ic ialluis");
    BARRIER("dsb ish");
    BARRIER("isb");
}
