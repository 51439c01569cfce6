/*
 * The state of the kernel that is not in an object.  With phys[] it is all
 * there is: a copy of both is a snapshot of the machine.
 */
#ifndef TENON_KERNEL_KERNEL_H
#define TENON_KERNEL_KERNEL_H

#include "kernel/object.h"
#include "kernel/platform.h"

#define PRIORITIES 256UL
#define EVENTS 1024UL

struct event {
    word_t kind, a, b, c;
};

/* The request that is being served, read once from registers and buffer. */
struct request {
    word_t label, length; /* of the message */
    word_t caps;          /* how many extra capabilities it has */
    ref_t extra[3];       /* their slots, 0 beyond */
    ref_t buffer;         /* readable IPC buffer of the caller, 0 if none */
};

struct kernel {
    /* scheduling (sched.c) */
    ref_t current;     /* thread whose registers are live; 0: none, the CPU waits */
    ref_t candidate;   /* woken first since entry, not queued yet; 0: none */
    word_t reschedule; /* 1: current may not simply go on */
    ref_t sched_context; /* whose time is running; 0: nobody's */
    word_t charged;    /* time up to which it has paid */
    ref_t ready;       /* PRIORITIES links, one run queue each */
    ref_t release;     /* one link: threads that wait for their budget, soonest first */
    word_t ready_bits[4]; /* which run queues hold somebody */
    word_t hertz;
    word_t budget_least; /* ticks: less than this is not worth a switch */

    /* derivation (cdt.c) */
    ref_t derivation; /* a slot that is always empty: the fixed end of the list of all capabilities */

    /* address spaces (asid.c) */
    ref_t pools; /* the list of all pools */

    /* interrupts (irq.c): a slot each for the notification to signal */
    ref_t irq_slots;
    word_t irq_state[512];

    ref_t fpu_owner; /* thread whose floating point registers are live, 0: none */
    word_t work;     /* units of work since the last preemption point */

    struct request request;

    /* audit (event.c) */
    word_t audit;       /* 1: events are kept */
    word_t event_first; /* number of the oldest kept */
    word_t event_next;  /* number of the next */
    struct event events[1024];
};

extern struct kernel kernel;

#include "spec/system.acsl"

#endif
