/*
 * The ring.  A link is one cell; both neighbours of a link always point back
 * at it, and a link that is in no list is its own neighbour.
 */
#include "kernel/queue.h"

void link_init(ref_t r)
{
    LINK(r)->prev = r;
    LINK(r)->next = r;
    //@ ghost ring[r] = (long)r;
}

void link_insert(ref_t at, ref_t r)
{
    ref_t next = link_next(at);

    LINK(r)->prev = at;
    LINK(r)->next = next;
    LINK(at)->next = r;
    LINK(next)->prev = r;
    //@ ghost ring[r] = ring[at];
}

void link_remove(ref_t r)
{
    ref_t prev = link_prev(r);
    ref_t next = link_next(r);

    LINK(prev)->next = next;
    LINK(next)->prev = prev;
    LINK(r)->prev = r;
    LINK(r)->next = r;
    //@ ghost ring[r] = (long)r;
}

void link_replace(ref_t old, ref_t r)
{
    ref_t prev = link_prev(old);

    if (prev == old)
        return;
    link_remove(old);
    link_insert(prev, r);
}
