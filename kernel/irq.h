/*
 * Interrupts for users: each is a notification to signal, and masked from the
 * moment it is taken until it is acknowledged.
 */
#ifndef TENON_KERNEL_IRQ_H
#define TENON_KERNEL_IRQ_H

#include "kernel/kernel.h"
#include "kernel/result.h"

/* The slot for the notification that this interrupt signals. */
/*@ requires wf:   KernelWf;
    assigns        \nothing;
    ensures  slot: IsSlot(\result); */
ref_t irq_slot(word_t irq);

/* The last handler capability of this interrupt is gone, and its slot is empty. */
/*@ assigns   kernel.irq_state[..]; */
void irq_forget(word_t irq);

/* An interrupt was taken. */
/*@ requires wf: KernelWf;
    assigns      STATE;
    ensures  wf: KernelWf; */
void irq_deliver(word_t irq);

/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf; */
struct result irq_control_get(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf; */
struct result irq_control_get_trigger(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf; */
struct result irq_control_issue_sgi(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf; */
struct result irq_handler_ack(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf; */
struct result irq_handler_set(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf; */
struct result irq_handler_clear(ref_t slot);

#endif
