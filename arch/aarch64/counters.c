/*
 * All counters belong to EL1, or to EL0 as well: image.S closes them to EL0.
 */
#include "arch/aarch64/counters.h"
#include "arch/aarch64/registers.h"
#include "kernel/types.h"

#define VERSION_OWN 0xfUL /* counters of a kind that the architecture does not know */
#define EL0_ENABLE BIT(0) /* PMUSERENR_EL0 */

void counters_share(void)
{
    word_t version = FIELD_GET(REGISTER_READ("id_aa64dfr0_el1"), 8, 4);

    if (version != 0 && version != VERSION_OWN)
        REGISTER_WRITE("pmuserenr_el0", EL0_ENABLE);
}
