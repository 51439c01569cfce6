/*
 * Faults: a thread that cannot go on sends a message to its fault endpoint, in
 * a Call that the kernel makes for it; the reply says how it goes on.
 */
#ifndef TENON_KERNEL_FAULT_H
#define TENON_KERNEL_FAULT_H

#include "kernel/cap.h"
#include "kernel/kernel.h"
#include "kernel/refill.h"
#include "spec/fault.acsl"
#include "spec/invariant.acsl"

#define FAULT_WORDS 8UL          /* that a thread has room for */
#define FAULT_MESSAGE_WORDS 13UL /* of the longest fault message */

enum fault_label {
#define FAULT(number, name, words) FAULT_##name = number,
#include "spec/abi/faults.def"
#undef FAULT
};

/* What went wrong looking up the capability at cptr: failure and guard as in struct lookup. */
/*@ requires wf: KernelWf && IsTcb(t);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes     SystemWf && Goes(t);
      ensures wf: SystemWf; */
void fault_cap(ref_t t, word_t cptr, word_t receiving, word_t failure, word_t guard);
/*@ requires wf: KernelWf && IsTcb(t);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes     SystemWf && Goes(t);
      ensures wf: SystemWf; */
void fault_unknown_syscall(ref_t t);
/*@ requires wf: KernelWf && IsTcb(t);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes     SystemWf && Goes(t);
      ensures wf: SystemWf; */
void fault_user_exception(ref_t t, word_t number, word_t code);
/*@ requires wf: KernelWf && IsTcb(t);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes     SystemWf && Goes(t);
      ensures wf: SystemWf; */
void fault_vm(ref_t t, vaddr_t address, word_t status, word_t fetch);

/* The budget of t, on its context, is used up: tell its timeout handler; 0 if it has none. */
/*@ requires wf:   KernelWf && IsTcb(t);
    assigns        STATE;
    ensures  wf:   KernelWf;
    ensures  bit:  \result <= 1;

    behavior none:
      assumes      !FaultEndpointOk(TCB_SLOT(t, TCB_TIMEOUT));
      assigns      \nothing;
      ensures no:  \result == 0;
    behavior system:
      assumes      SystemWf && Goes(t) && ContextOf(t) != 0;
      ensures wf:  SystemWf;
      ensures not: \result == 0 ==> ThreadSame{Pre,Post}(t) && kernel.candidate == \old(kernel.candidate) &&
                   MostSame{Pre,Post}; */
word_t fault_timeout(ref_t t);

/* The words of t's fault into a message to `to`; how many. */
/*@ requires tcb:   IsTcb(t) && IsTcb(to) && IsBuffer(buffer);
    assigns         phys[..];
    ensures  bound: \result <= FAULT_MESSAGE_WORDS;

    behavior system:
      assumes       SystemWf && TcbAt(t) && TcbAt(to) && (buffer != 0 ==> UserMemory(buffer, sizeof(struct buffer) / 16));
      ensures wf:   SystemWf;
      ensures only: OnlyBody{Pre,Post}; */
word_t fault_write(ref_t t, ref_t to, ref_t buffer);

/* The reply of thread `from` to t's fault: sets registers of t; 1 if t may go on. */
/*@ requires tcb: IsTcb(t) && IsTcb(from);
    assigns       phys[..];
    ensures  bit: \result <= 1;

    behavior system:
      assumes       SystemWf && TcbAt(t) && TcbAt(from);
      ensures wf:   SystemWf;
      ensures same: SystemSame{Pre,Post} && ThreadsSame{Pre,Post}; */
word_t fault_reply(ref_t t, ref_t from);

/* 1 if faults can be sent by the capability in this slot. */
/*@ requires slot: IsSlot(slot);
    assigns        \nothing;
    ensures  is:   \result != 0 <==> FaultEndpointOk(slot); */
word_t fault_endpoint_ok(ref_t slot);

#endif
