/*
 * The words of a thread, as references: what it is bound to, and its link.
 */
#ifndef TENON_KERNEL_THREAD_H
#define TENON_KERNEL_THREAD_H

#include "kernel/kernel.h"

/* The bindings of a thread, 0 if none. */
/*@ requires tcb: IsTcb(t);
    assigns       \nothing;
    ensures  is:  IsSchedContext(\result) && \result == TCB(t)->sched_context % REFS; */
static inline ref_t tcb_sched_context(ref_t t) { return TCB(t)->sched_context % REFS; }
/*@ requires tcb: IsTcb(t);
    assigns       \nothing;
    ensures  is:  IsNotification(\result) && \result == TCB(t)->notification % REFS; */
static inline ref_t tcb_notification(ref_t t) { return TCB(t)->notification % REFS; }
/*@ requires tcb: IsTcb(t);
    assigns       \nothing;
    ensures  is:  IsReply(\result) && \result == TCB(t)->reply % REFS; */
static inline ref_t tcb_reply(ref_t t) { return TCB(t)->reply % REFS; }
/*@ requires tcb: IsTcb(t);
    assigns       \nothing;
    ensures  is:  IsRef(\result) && \result == TCB(t)->object % REFS; */
static inline ref_t tcb_object(ref_t t) { return TCB(t)->object % REFS; }
/*@ requires tcb: IsTcb(t);
    assigns       \nothing;
    ensures  is:  IsSchedContext(\result) && \result == TCB(t)->yield_to % REFS; */
static inline ref_t tcb_yield_to(ref_t t) { return TCB(t)->yield_to % REFS; }
/*@ requires tcb:   IsTcb(t);
    assigns         \nothing;
    ensures  bound: \result < PRIORITIES && \result == TCB(t)->priority % PRIORITIES; */
static inline word_t tcb_priority(ref_t t) { return TCB(t)->priority % PRIORITIES; }

/* Its link. */
/*@ requires tcb: IsTcb(t);
    assigns       \nothing;
    ensures  is:  \result == t + TCB_LINK; */
static inline ref_t tcb_link(ref_t t) { return t + TCB_LINK; }

/* The thread whose link this is. */
/*@ assigns        \nothing;
    ensures  is:   IsTcb(\result);
    ensures  link: TCB_LINK <= link < REFS ==> \result == link - TCB_LINK; */
static inline ref_t tcb_of_link(ref_t link) { return (link - TCB_LINK) % REFS; }

#endif
