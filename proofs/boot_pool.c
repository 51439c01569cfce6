/* The pool: what is taken of it lies in it, apart. */
#define BOOT_OPEN
#include "kernel/boot_pool.c"

/*@ requires left:  PlanRoom && plan.pool <= boot.page && BootLeft(2, 0);
    assigns         boot.page, phys[..];
    ensures  in:    plan.pool <= \result && \result + PAGE_CELLS <= PoolEnd; */
ref_t theorem_pages_apart(void)
{
    ref_t first = page_take();
    ref_t second = page_take();

    //@ assert apart: first + PAGE_CELLS <= second;
    return second;
}
