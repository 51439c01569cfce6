/*
 * Interrupts for users: each is a notification to signal, and masked from the
 * moment it is taken until it is acknowledged.
 */
#ifndef TENON_KERNEL_IRQ_H
#define TENON_KERNEL_IRQ_H

#include "kernel/cap.h"
#include "kernel/kernel.h"
#include "kernel/refill.h"
#include "kernel/result.h"
#include "spec/call.acsl"
#include "spec/fixed.acsl"
#include "spec/irq.acsl"

#define SGIS 16UL /* interrupts that software can raise */

/* The slot for the notification that this interrupt signals. */
/*@ requires wf:   KernelWf;
    assigns        \nothing;
    ensures  is:   \result == IrqSlot(irq % PLATFORM_IRQS);
    ensures  slot: IsSlot(\result);

    behavior system:
      assumes     FixedWf;
      ensures at: SlotAt(\result); */
ref_t irq_slot(word_t irq);

/* The last handler capability of this interrupt is gone, and its slot is empty. */
/*@ assigns       kernel.irq_state[irq % PLATFORM_IRQS];
    ensures  set: kernel.irq_state[irq % PLATFORM_IRQS] == 0;

    behavior system:
      assumes     SystemWf;
      ensures wf: SystemWf; */
void irq_forget(word_t irq);

/* An interrupt was taken. */
/*@ requires wf: KernelWf;
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes     SystemWf && Decided && FixedWf;
      ensures wf: SystemWf; */
void irq_deliver(word_t irq);

/*@ requires wf:   KernelWf && IsSlot(slot);
    assigns        phys[..], ring[..], kernel.irq_state[..];
    assigns        kernel.event_first, kernel.event_next, kernel.events[..];
    ensures  wf:   KernelWf;
    ensures  no:   RefusedKeeps{Pre,Post}(\result.error);
    ensures  step: \result.error == ERR_NO_ERROR ==>
        \old(IrqFree(RequestWord(0))) && kernel.irq_state[\old(RequestWord(0))] == 1;

    behavior taken:
      assumes      !IrqFree(RequestWord(0));
      assigns      \nothing;
      ensures why: \result.error == ERR_RANGE_ERROR || \result.error == ERR_REVOKE_FIRST;
    behavior system:
      assumes      Invoked(slot, CAP_IRQ_CONTROL) && ExtraAt(0);
      ensures wf:  SystemWf; */
struct result irq_control_get(ref_t slot);
/*@ requires wf:   KernelWf && IsSlot(slot);
    assigns        phys[..], ring[..], kernel.irq_state[..];
    assigns        kernel.event_first, kernel.event_next, kernel.events[..];
    ensures  wf:   KernelWf;
    ensures  no:   RefusedKeeps{Pre,Post}(\result.error);
    ensures  step: \result.error == ERR_NO_ERROR ==>
        \old(IrqFree(RequestWord(0))) && kernel.irq_state[\old(RequestWord(0))] == 1;

    behavior taken:
      assumes      !IrqFree(RequestWord(0));
      assigns      \nothing;
      ensures why: \result.error == ERR_RANGE_ERROR || \result.error == ERR_REVOKE_FIRST;
    behavior system:
      assumes      Invoked(slot, CAP_IRQ_CONTROL) && ExtraAt(0);
      ensures wf:  SystemWf; */
struct result irq_control_get_trigger(ref_t slot);
/*@ requires wf:   KernelWf && IsSlot(slot);
    assigns        phys[..], ring[..], kernel.event_first, kernel.event_next, kernel.events[..];
    ensures  no:   RefusedKeeps{Pre,Post}(\result.error);

    behavior refused:
      assumes      RequestWord(0) >= SGIS || RequestWord(1) != 0;
      assigns      \nothing;
      ensures why: \result.error == ERR_RANGE_ERROR || \result.error == ERR_INVALID_ARGUMENT;
    behavior system:
      assumes      Invoked(slot, CAP_IRQ_CONTROL) && ExtraAt(0);
      ensures wf:  SystemWf; */
struct result irq_control_issue_sgi(ref_t slot);
/*@ requires wf:  KernelWf && IsSlot(slot);
    assigns       \nothing;
    ensures done: \result.error == ERR_NO_ERROR; */
struct result irq_handler_ack(ref_t slot);
/*@ requires wf:   KernelWf && IsSlot(slot);
    assigns        STATE;
    ensures  wf:   KernelWf;
    ensures  no:   RefusedKeeps{Pre,Post}(\result.error);

    behavior refused:
      assumes      CapKind(SLOT(kernel.request.extra[0])->cap0) != CAP_NOTIFICATION;
      assigns      \nothing;
      ensures why: \result.error == ERR_INVALID_CAPABILITY;
    behavior system:
      assumes        Invoked(slot, CAP_IRQ_HANDLER) && FixedWf && ExtraAt(0);
      ensures whole: SystemWf; */
struct result irq_handler_set(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  no: RefusedKeeps{Pre,Post}(\result.error);

    behavior system:
      assumes        Invoked(slot, CAP_IRQ_HANDLER) && FixedWf;
      ensures whole: SystemWf; */
struct result irq_handler_clear(ref_t slot);

#endif
