/*
 * How a CPU enters the kernel.  The arch has saved the registers of
 * kernel.current (if not 0) into its TCB before each, and afterwards goes on
 * with the thread that is then kernel.current, from its next_pc; 0 means wait
 * for an interrupt.
 */
#ifndef TENON_KERNEL_ENTRY_H
#define TENON_KERNEL_ENTRY_H

#include "kernel/kernel.h"

/* A system call: REG_PC is at the svc, next_pc behind it, the registers of the ABI hold the request. */
/*@ requires wf: KernelWf;
    assigns      STATE;
    ensures  wf: KernelWf; */
void entry_syscall(void);

/* A translation or permission fault; REG_PC == next_pc at the instruction.  fetch: 1 for an instruction fetch. */
/*@ requires wf: KernelWf;
    assigns      STATE;
    ensures  wf: KernelWf; */
void entry_vm_fault(vaddr_t address, word_t status, word_t fetch);

/* Any other synchronous exception of user mode, as the fault message reports it. */
/*@ requires wf: KernelWf;
    assigns      STATE;
    ensures  wf: KernelWf; */
void entry_user_exception(word_t number, word_t code);

/* First use of floating point by this thread since another used it. */
/*@ requires wf: KernelWf;
    assigns      STATE;
    ensures  wf: KernelWf; */
void entry_fpu(void);

/* An interrupt. */
/*@ requires wf: KernelWf;
    assigns      STATE;
    ensures  wf: KernelWf; */
void entry_interrupt(void);

#endif
