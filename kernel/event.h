/*
 * Events (D8): changes of authority and memory, and faults, in a ring that the
 * holder of the Audit capability reads.  Off costs one branch.
 */
#ifndef TENON_KERNEL_EVENT_H
#define TENON_KERNEL_EVENT_H

#include "kernel/kernel.h"
#include "kernel/result.h"
#include "kernel/refill.h"
#include "spec/call.acsl"
#include "spec/event.acsl"

enum event_kind {
#define EVENT(number, name, words) EVENT_##name = number,
#include "spec/abi/events.def"
#undef EVENT
};

/* Report an event, if anybody listens; the oldest makes room. */
/*@ assigns         kernel.event_first, kernel.event_next, kernel.events[..];
    ensures  wf:    \old(EventsMore) ==> EventsWf;

    behavior off:
      assumes       kernel.audit == 0;
      assigns       \nothing;
    behavior on:
      assumes       kernel.audit != 0;
      assigns       kernel.event_first, kernel.event_next, kernel.events[kernel.event_next % EVENTS];
      ensures step: EventAdd{Pre,Post}(kind, a, b, c);
    behavior system:
      assumes       SystemWf;
      ensures wf:   SystemWf;
      ensures same: SystemSame{Pre,Post} && SlotsSame{Pre,Post};
    complete behaviors off, on; disjoint behaviors off, on; */
void event_add(word_t kind, word_t a, word_t b, word_t c);

/* Report what happened to the capability in s. */
/*@ requires slot:  IsSlot(s);
    assigns         kernel.event_first, kernel.event_next, kernel.events[..];
    ensures  wf:    \old(EventsMore) ==> EventsWf;

    behavior off:
      assumes       kernel.audit == 0;
      assigns       \nothing;
    behavior system:
      assumes       SystemWf;
      ensures wf:   SystemWf;
      ensures same: SystemSame{Pre,Post} && SlotsSame{Pre,Post}; */
void event_cap(word_t kind, ref_t s);

/*@ requires wf:    KernelWf && IsSlot(slot);
    assigns         STATE;
    ensures  wf:    KernelWf;
    ensures  done:  \result.error == ERR_NO_ERROR;
    ensures  kept:  \old(EventsWf) ==> EventsWf;

    behavior none:
      assumes       kernel.event_first == kernel.event_next;
      assigns       \nothing;
      ensures words: \result.a == 0;
    behavior some:
      assumes       kernel.event_first != kernel.event_next;
      assigns       phys[..], kernel.event_first;
      ensures words: \result.a == 4;
    behavior system:
      assumes       Invoked(slot, CAP_AUDIT) && kernel.current != 0;
      ensures wf:   SystemWf;
    complete behaviors none, some; disjoint behaviors none, some; */
struct result audit_read(ref_t slot);
/*@ requires wf:    KernelWf && IsSlot(slot);
    assigns         STATE;
    ensures  wf:    KernelWf;
    ensures  no:    RefusedKeeps{Pre,Post}(\result.error);

    behavior accepted:
      assumes       RequestWord(0) <= 1;
      assigns       kernel.audit;
      ensures step: \result.error == ERR_NO_ERROR && kernel.audit == \old(RequestWord(0));
    behavior refused:
      assumes       RequestWord(0) > 1;
      assigns       \nothing;
      ensures why:  \result.error == ERR_INVALID_ARGUMENT;
    behavior system:
      assumes       Invoked(slot, CAP_AUDIT);
      ensures wf:   SystemWf;
    complete behaviors accepted, refused; disjoint behaviors accepted, refused; */
struct result audit_enable(ref_t slot);

#endif
