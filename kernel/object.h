/*
 * The shapes of all kernel objects, and nothing else.
 *
 * Physical memory is one array of 16-byte cells.  An object is a struct of
 * words that overlays a run of cells; it is named by the index of its first
 * cell, its ref, never by a pointer.  Ref 0 names nothing.
 *
 *      ref * 16 == physical address
 *
 * There is one linking structure, the ring (queue.h): a link is one cell, and
 * whatever can be in a list has one.  An endpoint, a notification, a run queue
 * *is* a link: the fixed end of its own ring.
 */
#ifndef TENON_KERNEL_OBJECT_H
#define TENON_KERNEL_OBJECT_H

#include "kernel/types.h"

#define CELL_BITS 4
#define REF_BITS 36            /* 40-bit physical addresses */
#define REFS BIT(REF_BITS)     /* every ref is below */
#define PHYS_CELLS (REFS + 512) /* so that an object of any kind at any ref lies inside */

struct cell {
    word_t w0, w1;
};

/* The direct map on hardware, plain memory on the host, a symbol to the prover. */
extern struct cell phys[PHYS_CELLS];

#define OBJECT(T, r) ((struct T *)&phys[r].w0)

/* One cell of a ring. */
struct link {
    ref_t prev, next;
};

/* A slot holds one capability (two words, see cap.h) and its link in the derivation list. */
struct slot {
    word_t cap0, cap1;
    ref_t prev, next;
};

#define SLOT_CELLS 2UL
#define SLOT_LINK 1UL /* the link of slot s is s + SLOT_LINK */

/* User registers, in the order of the ABI's user context. */
enum {
    REG_PC = 0,
    REG_SP = 1,
    REG_SPSR = 2,
    REG_X0 = 3, /* x0 to x8 */
    REG_X16 = 12,
    REG_X17 = 13,
    REG_X18 = 14,
    REG_X29 = 15,
    REG_X30 = 16,
    REG_X9 = 17,  /* x9 to x15 */
    REG_X19 = 24, /* x19 to x28 */
    REG_TPIDR = 34,
    REG_TPIDRRO = 35,
    REGS = 36,

    REG_CAP = REG_X0,        /* in: capability; out: badge */
    REG_INFO = REG_X0 + 1,   /* message info */
    REG_MESSAGE = REG_X0 + 2, /* message words 0 to 3 */
    REG_REPLY = REG_X0 + 6,  /* reply object */
    REG_CALL = REG_X0 + 7,   /* number of the system call */
    REG_DEST = REG_X0 + 8,   /* destination of NBSendRecv */
};

/* What a thread does.  Only ACTIVE threads are ever in a run queue. */
enum {
    THREAD_INACTIVE = 0,
    THREAD_ACTIVE = 1,
    THREAD_BLOCKED_SEND = 2,
    THREAD_BLOCKED_RECEIVE = 3,
    THREAD_BLOCKED_REPLY = 4,
    THREAD_BLOCKED_NOTIFICATION = 5,
};

/* Which ring the thread's link is in, as far as the scheduler cares. */
enum { QUEUED_NOT = 0, QUEUED_READY = 1, QUEUED_RELEASE = 2 };

#define TCB_CELLS 128UL
#define TCB_STATE 19UL /* two cells, state to object */
#define TCB_BONDS 21UL /* two cells, reply to yield_to */
#define TCB_LINK 117UL
#define TCB_SLOTS 5UL
#define TCB_SLOT_CELL 118UL
#define FPU_WORDS 66
#define NAME_WORDS 4

enum { TCB_CSPACE = 0, TCB_VSPACE = 1, TCB_BUFFER = 2, TCB_FAULT = 3, TCB_TIMEOUT = 4 };

struct tcb {
    word_t regs[REGS]; /* arch saves and restores these; [REG_PC] is where the thread stands */
    word_t next_pc;    /* where it goes on: REG_PC, or the instruction behind its svc */
    word_t flags;      /* 1: no floating point */
    /* TCB_STATE: what it does */
    word_t state;
    word_t queued;
    word_t priority; /* 0 to 255 */
    ref_t object;    /* while blocked: the endpoint or notification it waits on */
    /* TCB_BONDS: each the other end of a word in the bound object */
    ref_t reply; /* reply object it receives with, or that holds it */
    ref_t sched_context;
    ref_t notification;
    ref_t yield_to; /* sched context whose consumed time it waits to hear of */
    /* behind */
    word_t max_priority; /* 0 to 255 */
    word_t badge;  /* while it sends: of the capability it sends by */
    word_t rights; /* RIGHT_GRANT, RIGHT_GRANT_REPLY of that capability; of a receiver: RIGHT_GRANT */
    word_t call;   /* 1: waits for a reply after its message is taken */
    /* messages */
    vaddr_t buffer; /* user address of the IPC buffer; its frame is in TCB_BUFFER */
    word_t fault;   /* label of the fault it is stopped on, 0 if none */
    word_t fault_words[8];
    word_t fpu[FPU_WORDS]; /* q0 to q31, fpsr, fpcr */
    word_t name[NAME_WORDS]; /* for people: text, ended by 0 where there is room (debug.c) */
    word_t explain; /* 1: told why its calls are refused */
    word_t unused[107 - NAME_WORDS];
    struct link link; /* TCB_LINK */
};

#define TCB_SLOT(t, i) ((t) + TCB_SLOT_CELL + SLOT_CELLS * (i))

/* An endpoint is the fixed end of the ring of its waiting threads, which all
   send or all receive: ask the first one. */
struct endpoint {
    ref_t prev, next;
};

struct notification {
    ref_t prev, next; /* waiting threads */
    word_t active;    /* 1: signalled, nobody has taken it yet */
    word_t badge;     /* all badges signalled since */
    ref_t tcb;        /* bound thread */
    ref_t sched_context;
    word_t unused[2];
};

/* A reply object holds one caller, and is a link of the ring of the sched
   context that the caller lent (its call stack, the newest first). */
struct reply {
    ref_t tcb;
    ref_t sched_context; /* set in the newest of its ring, 0 in others */
    ref_t prev, next;
};

#define REPLY_LINK 1UL

struct sched_context {
    ref_t tcb, notification;
    ref_t prev, next; /* call stack: replies that wait for this context */
    word_t period, budget; /* in ticks; budget == period: round robin */
    word_t badge, flags; /* flags 1: sporadic */
    word_t consumed; /* ticks since last asked */
    word_t refill_max; /* how many refills (refill.h) it may have; 0: not configured */
    word_t ring;       /* which cells behind this struct hold refills */
    ref_t yield_from;  /* thread that waits to hear of consumed time */
};

#define SCHED_CONTEXT_LINK 1UL
#define SCHED_CONTEXT_CELLS 6UL

/* One level of translation: 512 descriptors (descriptor.h). */
struct table {
    word_t entry[512];
};

#define TABLE_CELLS 256UL

/* The root tables of 512 address spaces, by the lower part of their number. */
#define ASID_POOL_SPACES 512UL
#define POOL_CELLS 256UL

struct asid_pool {
    ref_t space[ASID_POOL_SPACES];
};

/* The pools that the kernel knows, by the upper part.  0: none. */
#define ASID_POOLS 128UL
#define POOLS_CELLS 64UL

struct pools {
    ref_t pool[ASID_POOLS];
};

/* The IPC buffer, in a user frame: its words are the user's, so each is read once. */
#define MESSAGE_WORDS 120UL
#define MESSAGE_REGISTERS 4UL
#define MESSAGE_CAPS 3UL
#define BUFFER_BITS 10 /* 1024 bytes */
struct buffer {
    word_t tag;
    word_t message[120];
    word_t user_data;
    word_t caps[3]; /* out: capability addresses; in: badges of unwrapped ones */
    word_t receive_cnode, receive_index, receive_depth;
};

_Static_assert(sizeof(struct cell) == 16, "a cell is 16 bytes");
_Static_assert(sizeof(struct slot) == 32, "the ABI gives a slot 32 bytes");
_Static_assert(sizeof(struct tcb) == 16 * (TCB_LINK + 1), "the slots of a TCB follow its words");
_Static_assert(__builtin_offsetof(struct tcb, state) == 16 * TCB_STATE, "what it does has cells of its own");
_Static_assert(__builtin_offsetof(struct tcb, reply) == 16 * TCB_BONDS, "so have its bonds");
_Static_assert(TCB_SLOT_CELL + SLOT_CELLS * TCB_SLOTS == TCB_CELLS, "a TCB is 2048 bytes");
_Static_assert(sizeof(struct endpoint) == 16, "the ABI gives an endpoint 16 bytes");
_Static_assert(sizeof(struct notification) == 64, "the ABI gives a notification 64 bytes");
_Static_assert(sizeof(struct reply) == 32, "the ABI gives a reply object 32 bytes");
_Static_assert(sizeof(struct sched_context) == 16 * SCHED_CONTEXT_CELLS, "refills follow, 2 in the smallest");
_Static_assert(sizeof(struct table) == 16 * TABLE_CELLS, "a table is one page");
_Static_assert(sizeof(struct asid_pool) == 16 * POOL_CELLS, "a pool is one page");
_Static_assert(sizeof(struct pools) == 16 * POOLS_CELLS, "the list of pools is as large as it says");
_Static_assert(sizeof(struct buffer) == BIT(BUFFER_BITS), "the ABI gives the IPC buffer 1024 bytes");

#define LINK(r) OBJECT(link, r)
#define SLOT(r) OBJECT(slot, r)
#define TCB(r) OBJECT(tcb, r)
#define ENDPOINT(r) OBJECT(endpoint, r)
#define NOTIFICATION(r) OBJECT(notification, r)
#define REPLY(r) OBJECT(reply, r)
#define SCHED_CONTEXT(r) OBJECT(sched_context, r)
#define TABLE(r) OBJECT(table, r)
#define ASID_POOL(r) OBJECT(asid_pool, r)
#define POOLS(r) OBJECT(pools, r)
#define BUFFER(r) OBJECT(buffer, r)

#endif
