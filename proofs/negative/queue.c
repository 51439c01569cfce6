/* Wrong lists.  Each function named wrong must keep an unproved goal. */
#include "kernel/queue.h"

/* The link behind is not told. */
/*@ requires ring:  RingWf && IsLink(at) && IsLink(r) && RingSingle(r) && at != r;
    assigns         phys[..], ring[..];
    ensures  wf:    RingWf; */
void wrong_insert_forgets_the_way_back(ref_t at, ref_t r)
{
    ref_t next = link_next(at);

    LINK(r)->prev = at;
    LINK(r)->next = next;
    LINK(at)->next = r;
    //@ ghost ring[r] = ring[at];
}

/* Nobody said that r is in no other ring. */
/*@ requires ring: RingWf && IsLink(at) && IsLink(r) && at != r;
    assigns        phys[..], ring[..];
    ensures  wf:   RingWf; */
void wrong_insert_of_a_member(ref_t at, ref_t r)
{
    link_insert(at, r);
}

/* Two references may be the same one. */
/*@ requires cells: a < PHYS_CELLS && b < PHYS_CELLS;
    assigns         LINK(a)->next, LINK(b)->next;
    ensures  both:  LINK(a)->next == 1 && LINK(b)->next == 2; */
void wrong_alias(ref_t a, ref_t b)
{
    LINK(a)->next = 1;
    LINK(b)->next = 2;
}

/* A link is a cell of some other object. */
/*@ requires cells: t < REFS && r < REFS;
    assigns         LINK(r)->next;
    ensures  apart: TCB(t)->object == \old(TCB(t)->object); */
void wrong_overlay(ref_t t, ref_t r)
{
    LINK(r)->next = 1;
}

/* A reference of an object's field is any word. */
/*@ requires cell: r < PHYS_CELLS;
    assigns        \nothing; */
word_t wrong_reference(ref_t r)
{
    return LINK(LINK(r)->next)->prev;
}

/* More is written than the contract says. */
/*@ requires cell: r < PHYS_CELLS;
    assigns        LINK(r)->next; */
void wrong_assigns(ref_t r)
{
    LINK(r)->prev = r;
}

/*@ requires cell: r < PHYS_CELLS;
    assigns        LINK(r)->next;
    ensures  set:  LINK(r)->next == r; */
void right(ref_t r)
{
    LINK(r)->next = r;
}
