/*
 * A thread in a ring of threads: it comes in behind another member, and leaves.
 */
#ifndef TENON_KERNEL_MEMBER_H
#define TENON_KERNEL_MEMBER_H

#include "kernel/queue.h"
#include "kernel/kernel.h"
#include "spec/member.acsl"

/* t, in no ring, comes into that of `at`, right behind it. */
/*@ requires cells:    at < PHYS_CELLS && IsTcb(t);
    assigns            phys[..], ring[..];

    behavior queues:
      assumes          MembersWf && ThreadsWfBut(t) && Apart(t) && IsLink(at) && QueueEnd(ring[at]);
      ensures members: MembersWf;
      ensures only:    OnlyQueues{Pre,Post};
      ensures threads: ThreadsWfBut(t) && ThreadsSame{Pre,Post};
      ensures who:     ring[t + TCB_LINK] == \old(ring[at]);
      ensures pair:    RingPair(at, t + TCB_LINK) && RingPair(t + TCB_LINK, \old(LINK(at)->next));
      ensures firsts:  FirstsBut{Pre,Post}(\old(ring[at]));
      ensures some:    at == \old(ring[at]) || \old(LINK(ring[at])->next) != \old(ring[at]) ==>
                           LINK(\old(ring[at]))->next != \old(ring[at]); */
void member_enter(ref_t at, ref_t t);

/* t leaves the ring that it is in, if it is in one. */
/*@ requires cell:     IsTcb(t);
    assigns            phys[..], ring[..];

    behavior queues:
      assumes          MembersWf && ThreadsWfBut(t) && TcbAt(t);
      ensures members: MembersWf;
      ensures only:    OnlyQueues{Pre,Post};
      ensures threads: ThreadsWfBut(t) && ThreadsSame{Pre,Post};
      ensures apart:   Apart(t);
      ensures firsts:  FirstsBut{Pre,Post}(\old(ring[t + TCB_LINK]));
      ensures some:    QueueEnd(\old(ring[t + TCB_LINK])) ==>
                           LINK(\old(ring[t + TCB_LINK]))->next == \old(ring[t + TCB_LINK]) ||
                           \old(LINK(ring[t + TCB_LINK])->next) != \old(ring[t + TCB_LINK]); */
void member_leave(ref_t t);

#endif
