/*
 * Forgetting translations (Arm ARM D8.13).  The caller has written invalid or
 * changed descriptors; on return no access uses the old ones.
 */
#include "arch/aarch64/registers.h"
#include "kernel/arch.h"

/* Beyond this many blocks it is cheaper to forget the whole space. */
#define BLOCKS_EACH 64UL

void arch_tlb_invalidate_space(word_t asid)
{
    BARRIER("dsb ishst");
    OPERATE("tlbi aside1is", asid << 48);
    BARRIER("dsb ish");
    BARRIER("isb");
}

void arch_tlb_invalidate(word_t asid, vaddr_t vaddr, word_t count, word_t bits)
{
    if (count > BLOCKS_EACH) {
        arch_tlb_invalidate_space(asid);
        return;
    }
    BARRIER("dsb ishst");
    for (word_t i = 0; i < count; i++)
        OPERATE("tlbi vae1is", asid << 48 | FIELD_GET(vaddr + (i << bits), 12, 44));
    BARRIER("dsb ish");
    BARRIER("isb");
}
