/*
 * Who has the floating point registers.  They change hands only when somebody
 * else uses them: until then their use traps.
 */
#include "arch/aarch64/registers.h"
#include "kernel/arch.h"

#define NO_TRAP FIELD(20, 3UL) /* CPACR_EL1.FPEN */

void fpu_save(word_t *to);
void fpu_load(const word_t *from);

void arch_fpu_switch(ref_t from, ref_t to)
{
    REGISTER_WRITE("cpacr_el1", NO_TRAP);
    BARRIER("isb");
    if (from != 0)
        fpu_save(TCB(from)->fpu);
    if (to != 0)
        fpu_load(TCB(to)->fpu);
}

void arch_fpu_disable(void)
{
    REGISTER_WRITE("cpacr_el1", 0UL);
    BARRIER("isb");
}

_Static_assert(FPU_WORDS == 2 * 32 + 2, "fpu.S writes as much");
