/*
 * Each way into the kernel: serve it, then decide who runs.
 */
#include "kernel/entry.h"
#include "kernel/arch.h"
#include "kernel/fault.h"
#include "kernel/irq.h"
#include "kernel/kernel.h"
#include "kernel/sched.h"
#include "kernel/syscall.h"

struct kernel kernel;

/* The exception number that a thread without floating point sees (ESR of the trap). */
#define FPU_DISABLED 0x1fe00000UL

void entry_syscall(void)
{
    syscall_serve((long)TCB(kernel.current)->regs[REG_CALL]);
    sched_decide();
}

void entry_vm_fault(vaddr_t address, word_t status, word_t fetch)
{
    fault_vm(kernel.current, address, status, fetch);
    sched_decide();
}

void entry_user_exception(word_t number, word_t code)
{
    fault_user_exception(kernel.current, number, code);
    sched_decide();
}

/* The floating point registers are t's from now on. */
/*@ requires wf: KernelWf && IsTcb(t);
    assigns      phys[..], kernel.fpu_owner;
    ensures  wf: KernelWf;
    ensures  is: kernel.fpu_owner == t;

    behavior system:
      assumes     SystemWf && FpuOwner;
      ensures wf: SystemWf; */
static void fpu_give(ref_t t)
{
    arch_fpu_switch(kernel.fpu_owner, t);
    kernel.fpu_owner = t;
    //@ for system: assert only: KernelOfSystem{Pre,Here} && OnlyBody{Pre,Here};
    //@ for system: assert same: SystemSame{Pre,Here} && SlotsSame{Pre,Here};
}

void entry_fpu(void)
{
    ref_t t = kernel.current;

    if (TCB(t)->flags != 0)
        fault_user_exception(t, FPU_DISABLED, 0);
    else
        fpu_give(t);
    sched_decide();
}

void entry_interrupt(void)
{
    word_t irq = arch_irq_take();

    if (irq != IRQ_NONE)
        irq_deliver(irq);
    sched_decide();
}
