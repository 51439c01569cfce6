/*
 * The registers of threads.
 */
#ifndef TENON_KERNEL_REGISTERS_H
#define TENON_KERNEL_REGISTERS_H

#include "kernel/kernel.h"
#include "kernel/refill.h"
#include "kernel/result.h"
#include "spec/call.acsl"
#include "spec/invariant.acsl"
#include "spec/result.acsl"

/* Set a register, as far as a user may choose it. */
/*@ requires reg: IsTcb(t) && i < REGS;
    assigns       phys[..];
    ensures  set: i != REG_SPSR ==> TCB(t)->regs[i] == value;
    ensures  rest: \forall integer c; 0 <= c < PHYS_CELLS && !(t <= c < t + TCB_STATE) ==> CellSame{Pre,Post}(c);

    behavior system:
      assumes       SystemWf && TcbAt(t);
      ensures wf:   SystemWf;
      ensures only: OnlyBody{Pre,Post}; */
void tcb_set_register(ref_t t, word_t i, word_t value);

/* --- invocations: the slot of the TCB capability; arguments as in calls.def --- */
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  no: RefusedKeeps{Pre,Post}(\result.error);

    behavior system:
      assumes     Invoked(slot, CAP_TCB) && kernel.current != 0;
      ensures wf: SystemWf; */
struct result tcb_read_registers(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  no: RefusedKeeps{Pre,Post}(\result.error);

    behavior system:
      assumes     Invoked(slot, CAP_TCB);
      ensures wf: SystemWf; */
struct result tcb_write_registers(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  no: RefusedKeeps{Pre,Post}(\result.error);

    behavior system:
      assumes     Invoked(slot, CAP_TCB) && ExtraAt(0);
      ensures wf: SystemWf; */
struct result tcb_copy_registers(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  done: \result.error == ERR_NO_ERROR && \result.a == 0;

    behavior system:
      assumes     Invoked(slot, CAP_TCB);
      ensures wf: SystemWf; */
struct result tcb_set_tls_base(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  done: \result.error == ERR_NO_ERROR && \result.a == 1;

    behavior system:
      assumes     Invoked(slot, CAP_TCB) && kernel.current != 0;
      ensures wf: SystemWf; */
struct result tcb_set_flags(ref_t slot);

#endif
