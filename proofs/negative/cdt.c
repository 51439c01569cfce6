/* Wrong derivation lists.  Each function named wrong must keep an unproved goal. */
#include "kernel/cdt.h"
#include "kernel/queue.h"

/* The capability is gone, but its slot is still in the list behind what it was derived from. */
/*@ requires list: RingWf && SlotAt(s) && IsSlot(s);
    assigns        phys[..], ring[..];
    ensures  out:  CdtSingle(s); */
void wrong_remove_leaves_the_link(ref_t s)
{
    slot_set(s, 0, 0);
}

/* s may be in the list already. */
/*@ requires list: RingWf && SlotAt(from) && SlotAt(s) && from != s;
    requires slot: IsSlot(from) && IsSlot(s);
    assigns        phys[..], ring[..];
    ensures  wf:   RingWf; */
void wrong_insert_of_a_full_slot(ref_t from, ref_t s)
{
    cdt_insert(from, s, 1, 0);
}

/* Moving a capability into the slot that it is in loses it. */
/*@ requires list: RingWf && SlotAt(from) && SlotAt(to) && CdtSingle(to) && IsSlot(from) && IsSlot(to);
    assigns         phys[..], ring[..];
    ensures  holds: CapHolds(from, 0, 0); */
void wrong_move_to_itself(ref_t from, ref_t to)
{
    cdt_move(from, to, 1, 2);
}

/*@ requires list: RingWf && SlotAt(s) && IsSlot(s);
    assigns        phys[..], ring[..];
    ensures  wf:   RingWf; */
void right(ref_t s)
{
    slot_set(s, 1, 2);
}
