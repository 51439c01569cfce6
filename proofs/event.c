/* What was added last is what is read last, and the ring never overflows. */
#include "kernel/event.c"

/* Nothing is lost between two reads as long as there is room. */
/*@ requires wf:   EventsMore && kernel.audit == 1 && kernel.event_next < kernel.event_first + EVENTS;
    assigns        kernel.event_first, kernel.event_next, kernel.events[..];
    ensures  kept: kernel.event_first == \old(kernel.event_first) && EventsWf; */
void theorem_with_room_nothing_is_lost(word_t kind)
{
    event_add(kind, 0, 0, 0);
}
