/* Wrong uses of the pool.  Each function named wrong must keep an unproved goal. */
#include "kernel/boot_pool.h"

/* Nothing says that a page is left. */
/*@ requires wf: BootWf;
    assigns      boot.page, phys[..]; */
ref_t wrong_page_unchecked(void)
{
    return page_take();
}

/* A slot is taken, no page. */
/*@ requires left: BootWf && BootSystem && BootLeft(1, 1);
    requires cap:  CapAt(cap0) && cap0 != 0;
    assigns        phys[..], ring[..], boot.slot;
    ensures  took: BootTook{Pre,Post}(1, 1); */
ref_t wrong_slot_is_a_page(word_t cap0)
{
    return cap_add(cap0);
}

/*@ requires left: BootWf && BootLeft(1, 0);
    assigns        boot.page, phys[..]; */
ref_t right(void)
{
    return page_take();
}
