/*
 * What the tour and its guest agree on: where the guest finds things, and the
 * orders it obeys.  The guest Calls with a report; the answer is its next
 * order: the label says what to do, the words on what.
 */
#ifndef TENON_TOUR_ORDERS_H
#define TENON_TOUR_ORDERS_H

enum {
    ORDER_NONE = 0,
    ORDER_SUM = 1,        /* add all words; report the sum */
    ORDER_LOAD = 2,       /* read a word at an address; report it */
    ORDER_STORE = 3,      /* write a word: address, word */
    ORDER_FETCH = 4,      /* run the function at an address */
    ORDER_CALL = 5,       /* Call by a capability address; report label and words of the answer */
    ORDER_RECEIVE = 6,    /* receive by a capability address */
    ORDER_PRIVILEGED = 7, /* read a register of the kernel */
    ORDER_UNDEFINED = 8,  /* run what is no instruction */
};

/* Labels of the guest's reports. */
enum { REPORT_HELLO = 1, REPORT_DONE = 2 };

/* Words of the first report, from the guest's constants and from its data. */
#define GUEST_GREETING 0x6775657374UL
#define GUEST_REPORTS 100UL

/* The guest's capability space: 16 slots, and only these hold anything. */
#define GUEST_CNODE_BITS 4
enum {
    GUEST_SLOT_TOUR = 1,    /* endpoint to the tour, without Read */
    GUEST_SLOT_MAILBOX = 2, /* another endpoint, with Read only */
    GUEST_SLOT_EMPTY = 9,
};

/* Badges by which the tour tells what came. */
enum { BADGE_GUEST = 0x61, BADGE_FAULT = 0xfa };

#endif
