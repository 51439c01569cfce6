/*
 * How a CPU enters the kernel.  The arch has saved the registers of
 * kernel.current (if not 0) into its TCB before each, and afterwards goes on
 * with the thread that is then kernel.current, from its next_pc; 0 means wait
 * for an interrupt.
 */
#ifndef TENON_KERNEL_ENTRY_H
#define TENON_KERNEL_ENTRY_H

#include "kernel/irq.h"
#include "kernel/kernel.h"
#include "kernel/syscall.h"

/*@ // Whose floating point registers are live, if anybody's, is a thread.
    predicate FpuOwner{L} = kernel.fpu_owner != 0 ==> TcbAt(kernel.fpu_owner); */

/* A system call: REG_PC is at the svc, next_pc behind it, the registers of the ABI hold the request. */
/*@ requires wf: KernelWf;
    assigns      STATE, kind[..];
    ensures  wf: KernelWf;

    behavior system:
      assumes       SystemWf && FixedWf && TypesWf && Decided && kernel.current != 0;
      assumes       ServeKeeps(kernel.current, (long)TCB(kernel.current)->regs[REG_CALL]);
      ensures wf:   SystemWf && FixedWf && TypesWf;
      ensures runs: Decided; */
void entry_syscall(void);

/* A translation or permission fault; REG_PC == next_pc at the instruction.  fetch: 1 for an instruction fetch. */
/*@ requires wf: KernelWf;
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes       SystemWf && Decided && kernel.current != 0;
      ensures wf:   SystemWf;
      ensures runs: Decided; */
void entry_vm_fault(vaddr_t address, word_t status, word_t fetch);

/* Any other synchronous exception of user mode, as the fault message reports it. */
/*@ requires wf: KernelWf;
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes       SystemWf && Decided && kernel.current != 0;
      ensures wf:   SystemWf;
      ensures runs: Decided; */
void entry_user_exception(word_t number, word_t code);

/* First use of floating point by this thread since another used it. */
/*@ requires wf: KernelWf;
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes       SystemWf && Decided && kernel.current != 0 && FpuOwner;
      ensures wf:   SystemWf;
      ensures runs: Decided; */
void entry_fpu(void);

/* An interrupt. */
/*@ requires wf: KernelWf;
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes       SystemWf && Decided && FixedWf;
      ensures wf:   SystemWf;
      ensures runs: Decided; */
void entry_interrupt(void);

#endif
