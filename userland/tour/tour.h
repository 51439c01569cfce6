/*
 * The tour's things, and its chapters in the order they are told.
 */
#ifndef TENON_TOUR_TOUR_H
#define TENON_TOUR_TOUR_H

#include "userland/lib/boot_info.h"
#include "userland/lib/calls.h"
#include "userland/lib/pool.h"

/* The tour's own addresses; each Region lies on a multiple of its size. */
#define WINDOW_ADDRESS 0x20000000UL /* where a Region is filled before the guest gets it */
#define SHARED_ADDRESS 0x20200000UL
#define SECRET_ADDRESS 0x20240000UL
#define PROBE_BUFFER_ADDRESS 0x20280000UL
#define BIG_ADDRESS 0x20400000UL
#define WHOLE_ADDRESS 0x40000000UL

/* The guest's addresses, in its own space. */
#define GUEST_INFO_ADDRESS 0x210000000UL
#define GUEST_DATA_ADDRESS 0x210040000UL
#define GUEST_CODE_ADDRESS 0x210080000UL
#define GUEST_SHARED_ADDRESS 0x2100c0000UL
#define GUEST_BUFFER_ADDRESS 0x210100000UL

/* Where the kernel has its own code, and physical address 0 of its map of all memory. */
#define KERNEL_CODE_ADDRESS 0xffff007fc0080000UL
#define KERNEL_MEMORY_ADDRESS 0xffff008000000000UL

#define ESTATE_BITS 22 /* what the guest and all that is its is made of */
#define INFO_BITS 12
#define DATA_BITS 14
#define CODE_BITS 13
#define SHARED_BITS 15
#define BIG_BITS 20

#define SECRET 0x5ec2e75ec2e75ec2UL

struct tour {
    vaddr_t info;
    struct pool base; /* outlives the revoke */

    cptr_t estate;      /* the untyped that is revoked in the end */
    struct pool pool;   /* makes things of it */
    cptr_t first;       /* first slot with a thing of it */
    word_t free_before; /* bytes, when nothing was made of it */
    word_t why;         /* it was asked for too much: what the kernel said */
    paddr_t first_address; /* of the first page made of it */
    paddr_t secret_address;

    cptr_t cnode, vspace, tcb, sched_context;
    cptr_t endpoint, mailbox, reply;
    cptr_t buffer, guest_info, data, code, shared, shared_copy, secret;
    word_t entry; /* of the guest's ELF */
};

/* Rights to map with. */
#define READ_ONLY RIGHT_READ
#define READ_WRITE (RIGHT_READ | RIGHT_WRITE)

void chapter_handover(struct tour *tour);
void chapter_objects(struct tour *tour);
void chapter_regions(struct tour *tour);
void chapter_load(struct tour *tour);
void chapter_talk(struct tour *tour);
void chapter_attempts(struct tour *tour);
void chapter_revoke(struct tour *tour);
void chapter_trace(void);

/* Free bytes of an untyped: what it says when asked for too much. */
word_t untyped_free(struct tour *tour, cptr_t untyped);

/* Map a Region where the tour itself can reach it. */
word_t tour_map(struct tour *tour, cptr_t region, vaddr_t address, word_t rights);

/* Does a read at this address work?  Tried by a thread that may fault: 1 and *w, or 0. */
word_t probe_read(struct tour *tour, vaddr_t address, word_t *w);

#endif
