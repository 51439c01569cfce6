/* Wrong of what holds between exit and entry.  Each function named wrong must keep an unproved goal. */
#include "kernel/entry.h"
#include "kernel/sched.h"

/* It contradicts itself. */
/*@ requires wf:    KernelWf && SystemWf && Decided && kernel.current != 0;
    assigns         \nothing;
    ensures  never: \false; */
void wrong_nobody_runs(void) {}

/* Whoever ran goes on after a fault. */
/*@ requires wf:    KernelWf && SystemWf && Decided && kernel.current != 0;
    assigns         STATE;
    ensures  same:  kernel.current == \old(kernel.current); */
void wrong_goes_on(word_t number)
{
    entry_user_exception(number, 0);
}

/* Who has no context may run. */
/*@ requires wf:    KernelWf && SystemWf && Decided && kernel.current != 0;
    requires none:  TcbAt(t) && ContextOf(t) == 0;
    assigns         kernel.current;
    ensures  still: Decided; */
void wrong_runs_anybody(ref_t t)
{
    kernel.current = t;
}

/*@ requires wf:    KernelWf && SystemWf;
    assigns         STATE;
    ensures  wf:    KernelWf && SystemWf && Decided; */
void right(void)
{
    sched_decide();
}
