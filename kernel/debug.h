/*
 * The debug calls.  Which file is linked decides what they do: with debug.c
 * they are served, with debug_none.c there are none.
 */
#ifndef TENON_KERNEL_DEBUG_H
#define TENON_KERNEL_DEBUG_H

#include "kernel/kernel.h"
#include "kernel/refill.h"
#include "spec/invariant.acsl"

/* Serve a call that is none of syscall.c's: a debug call, or an unknown one. */
/*@ requires wf: KernelWf;
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes     SystemWf && Goes(kernel.current);
      ensures wf: SystemWf; */
void debug_serve(long number);

#endif
