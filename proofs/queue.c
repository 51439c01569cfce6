/* The ring keeps its promises from one call to the next. */
#define RING_OPEN
#include "kernel/queue.c"
#include "spec/neighbour.acsl"

/* Whoever is put in and taken out again leaves the ring as it was. */
/*@ requires ring:  RingWf && IsLink(at) && IsLink(r) && RingSingle(r) && at != r && RingKind(at) == RingKind(r);
    assigns         phys[..], ring[..];
    ensures  wf:    RingWf;
    ensures  same:  RingPair(at, \old(LINK(at)->next)) || \old(LINK(at)->next) == at;
    ensures  alone: RingSingle(r); */
void theorem_remove_undoes_insert(ref_t at, ref_t r)
{
    link_insert(at, r);
    link_remove(r);
}

/* Who is put behind the last of a queue is its last: first come, first served. */
/*@ requires ring:  RingWf && IsLink(end) && IsLink(r) && RingSingle(r) && end != r && RingKind(end) == RingKind(r);
    assigns         phys[..], ring[..];
    ensures  order: LINK(\old(LINK(end)->prev))->next == r && LINK(r)->next == end;
    ensures  last:  LINK(end)->prev == r && ring[r] == ring[end]; */
void theorem_queue_keeps_order(ref_t end, ref_t r)
{
    link_insert(link_prev(end), r);
}

/* Neighbours of a member of a queue are members of it. */
/*@ requires ring: RingWf && IsLink(r);
    assigns        \nothing;
    ensures  next: ring[\result] == ring[r]; */
ref_t theorem_next_is_in_the_ring(ref_t r)
{
    return link_next(r);
}
