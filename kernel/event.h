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
void event_add(word_t kind, word_t a, word_t b, word_t c);

/* Report what happened to the capability in s. */
void event_cap(word_t kind, ref_t s);

struct result audit_read(ref_t slot);
struct result audit_enable(ref_t slot);

#endif
