/* Wrong hopes about a thread's slots.  Each function named wrong must keep an unproved goal. */
#include "kernel/install.h"

/* What is to be put there may go with what was there. */
/*@ requires wf: KernelWf && IsSlot(tcb) && IsTcb(t) && IsSlot(i.from) && i.from != 0;
    assigns      STATE;
    ensures  in: \result == ERR_NO_ERROR ==> SLOT(TCB_SLOT(t, TCB_CSPACE))->cap0 == i.cap0; */
word_t wrong_done_is_in_place(ref_t tcb, ref_t t, struct install i)
{
    struct result r = install_put(tcb, t, TCB_CSPACE, i);

    return r.error;
}

/* And the thread with it. */
/*@ requires wf:   KernelWf && IsSlot(slot);
    requires tcb:  CapKind(SLOT(slot)->cap0) == CAP_TCB;
    assigns        STATE;
    ensures  same: SLOT(slot)->cap0 == \old(SLOT(slot)->cap0); */
void wrong_thread_outlives_its_cspace(ref_t slot)
{
    tcb_set_space(slot);
}

/*@ requires slot: IsSlot(slot);
    assigns        \nothing;
    ensures  kind: \result == 1 ==> CapKind(SLOT(slot)->cap0) == CAP_TCB; */
word_t right(ref_t slot, ref_t t)
{
    return tcb_shown(slot, t);
}
