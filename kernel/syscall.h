/*
 * System calls: from registers to operations and back.
 */
#ifndef TENON_KERNEL_SYSCALL_H
#define TENON_KERNEL_SYSCALL_H

#include "kernel/cnode.h"
#include "kernel/kernel.h"
#include "kernel/message.h"
#include "kernel/untyped.h"
#include "spec/fixed.acsl"

enum syscall {
#define SYSCALL(number, name) SYSCALL_##name = number,
#include "spec/abi/syscalls.def"
#undef SYSCALL
};

#include "spec/syscall.acsl"

/* Serve the system call that the registers of kernel.current ask for. */
/*@ requires wf: KernelWf;
    assigns      STATE, kind[..];
    ensures  wf: KernelWf;

    behavior system:
      assumes       SystemWf && FixedWf && TypesWf && Decided && kernel.current != 0 && ServeKeeps(kernel.current, number);
      ensures wf:   SystemWf && FixedWf && TypesWf; */
void syscall_serve(long number);

#endif
