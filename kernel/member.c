/*
 * The links of threads, in and out: what rings hold and what threads say of
 * themselves is kept together by those who call this.
 */
#include "kernel/member.h"
#include "kernel/thread.h"

void member_enter(ref_t at, ref_t t)
{
    //@ for queues: assert apart: at != t + TCB_LINK;
    link_insert(at, tcb_link(t));
    //@ for queues: assert ring: RingWf && EndsWf && ThreadsSame{Pre,Here};
    //@ for queues: assert kept: RingKept{Pre,Here}(at, t + TCB_LINK);
    /*@ for queues: assert ends: \forall integer e;
            QueueEnd(e) && e != \at(ring[at], Pre) ==> IsLink(e) && e != at && e != t + TCB_LINK; */
    //@ for queues: assert firsts: FirstsBut{Pre,Here}(\at(ring[at], Pre));
    //@ for queues: assert mine: \forall integer r; r == t + TCB_LINK ==> MemberAt(r);
    /*@ for queues: assert rest: \forall integer r;
            IsLink(r) && r != t + TCB_LINK ==> ring[r] == \at(ring[r], Pre); */
    /*@ for queues: assert others: \forall integer r;
            IsLink(r) && r != t + TCB_LINK && ring[r] != r && QueueEnd(ring[r]) ==> MemberAt(r); */
    /*@ for queues: assert alone: \forall integer u;
            TcbAt(u) && ring[u + TCB_LINK] == u + TCB_LINK ==> at != u + TCB_LINK; */
    //@ for queues: assert home: \forall integer u; TcbAt(u) && u != t ==> Home(u) == Home{Pre}(u);
    /*@ for queues: assert single: \forall integer u;
            TcbAt(u) && u != t && Home(u) == u + TCB_LINK ==> RingSingle(u + TCB_LINK); */
    //@ for queues: assert wf:   ThreadsWfBut(t);
}

void member_leave(ref_t t)
{
    link_remove(tcb_link(t));
    //@ for queues: assert ring: RingWf && ThreadsSame{Pre,Here} && RingRest{Pre,Here}(t + TCB_LINK, t + TCB_LINK);
    /*@ for queues: assert kept: \forall integer u;
            TcbAt(u) && u != t ==> ring[u + TCB_LINK] == \at(ring[u + TCB_LINK], Pre); */
    //@ for queues: assert home: \forall integer u; TcbAt(u) && u != t ==> Home(u) == Home{Pre}(u);
    /*@ for queues: assert single: \forall integer u;
            TcbAt(u) && u != t && Home(u) == u + TCB_LINK ==> RingSingle(u + TCB_LINK); */
    //@ for queues: assert wf:   ThreadsWfBut(t);
}
