/*
 * Events (D8): changes of authority and memory, and faults, in a ring that the
 * holder of the Audit capability reads.  Off costs one branch.
 */
#ifndef TENON_KERNEL_EVENT_H
#define TENON_KERNEL_EVENT_H

#include "kernel/kernel.h"
#include "kernel/result.h"

enum event_kind {
#define EVENT(number, name, words) EVENT_##name = number,
#include "spec/abi/events.def"
#undef EVENT
};

/* Report an event, if anybody listens; the oldest makes room. */
/*@ assigns   kernel.event_first, kernel.event_next, kernel.events[..]; */
void event_add(word_t kind, word_t a, word_t b, word_t c);

/* Report what happened to the capability in s. */
/*@ requires slot: IsSlot(s);
    assigns        kernel.event_first, kernel.event_next, kernel.events[..]; */
void event_cap(word_t kind, ref_t s);

/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf; */
struct result audit_read(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf; */
struct result audit_enable(ref_t slot);

#endif
