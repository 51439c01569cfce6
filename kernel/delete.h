/*
 * Taking authority away: emptying slots, and with the last capability to an
 * object the object.  Work is done in small units with a preemption point
 * behind every few; what is unfinished is found again when the call is made
 * again.
 */
#ifndef TENON_KERNEL_DELETE_H
#define TENON_KERNEL_DELETE_H

#include "kernel/cap.h"
#include "kernel/kernel.h"
#include "kernel/refill.h"
#include "kernel/result.h"
#include "spec/fixed.acsl"
#include "spec/invariant.acsl"

/* Empty s; done or preempted. */
/*@ requires wf:    KernelWf && IsSlot(s);
    assigns         STATE;
    ensures  wf:    KernelWf;
    ensures  why:   \result.error == ERR_NO_ERROR || \result.error == RESULT_PREEMPTED;
    ensures  empty: \result.error == ERR_NO_ERROR ==> SLOT(s)->cap0 == 0;

    behavior system:
      assumes        SystemWf && FixedWf && SlotAt(s);
      ensures whole: SystemWf; */
struct result slot_delete(ref_t s);

/* Delete everything derived from the capability in s; done or preempted. */
/*@ requires wf:  KernelWf && IsSlot(s);
    assigns       STATE;
    ensures  wf:  KernelWf;
    ensures  why: \result.error == ERR_NO_ERROR || \result.error == RESULT_PREEMPTED;

    behavior system:
      assumes        SystemWf && FixedWf && SlotAt(s);
      ensures whole: SystemWf; */
struct result slot_revoke(ref_t s);

/* One unit of work is done: 1 if an interrupt should be served before the next. */
/*@ assigns       kernel.work;
    ensures  bit: \result <= 1;

    behavior system:
      assumes      SystemWf;
      ensures wf:   SystemWf;
      ensures same: SystemSame{Pre,Post}; */
word_t work_preempts(void);

#endif
