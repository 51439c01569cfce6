/*
 * Cache maintenance that users ask for, piece by piece: an interrupt waits for
 * one piece at most.
 */
#ifndef TENON_KERNEL_CACHE_H
#define TENON_KERNEL_CACHE_H

#include "kernel/kernel.h"
#include "kernel/refill.h"
#include "kernel/result.h"
#include "spec/invariant.acsl"
#include "spec/result.acsl"

/* The four operations of the ABI, in the order of their labels. */
enum cache_operation { CACHE_CLEAN = 0, CACHE_INVALIDATE = 1, CACHE_CLEAN_INVALIDATE = 2, CACHE_UNIFY = 3 };

#define CACHE_PIECE BIT(14) /* bytes */

/* Who may not write undoes no writes either: what he wants forgotten is cleaned first. */
/*@ assigns      \nothing;
    ensures  is: \result == (operation == CACHE_INVALIDATE && writable == 0 ? CACHE_CLEAN_INVALIDATE : operation); */
word_t cache_allowed(word_t operation, word_t writable);

/*
 * Do it to the bytes from `start` to `end`, counted from physical address
 * base.  Done; or preempted, and word 0 of the caller's message is where the
 * call goes on when it is made again.  Of what is no RAM there is nothing to do.
 */
/*@ requires wf:  KernelWf;
    assigns       phys[..];
    ensures  why: \result.error == ERR_NO_ERROR || \result.error == RESULT_PREEMPTED;
    ensures  on:  \result.error == RESULT_PREEMPTED ==> start < TCB(kernel.current)->regs[REG_MESSAGE] < end;

    behavior system:
      assumes     SystemWf && kernel.current != 0;
      ensures wf: SystemWf; */
struct result cache_maintain(word_t operation, paddr_t base, word_t start, word_t end);

#endif
