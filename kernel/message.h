/*
 * Messages: the words of a request and of an answer, in registers and in the
 * IPC buffer.  Each word of user memory is read once.
 */
#ifndef TENON_KERNEL_MESSAGE_H
#define TENON_KERNEL_MESSAGE_H

#include "kernel/kernel.h"
#include "kernel/refill.h"
#include "spec/invariant.acsl"
#include "spec/message.acsl"

/* Message info, as in x1. */
#define INFO_LENGTH(w) FIELD_GET(w, 0, 7)
#define INFO_CAPS(w) FIELD_GET(w, 7, 2)
#define INFO_UNWRAPPED(w) FIELD_GET(w, 9, 3)
#define INFO_LABEL(w) ((w) / BIT(12))
#define INFO_MAKE(label, unwrapped, caps, length) \
    (FIELD(12, label) + FIELD(9, unwrapped) + FIELD(7, caps) + (length))

/* The thread's IPC buffer if it has one that it may read (or write), else 0. */
/*@ requires tcb: IsTcb(t);
    assigns       \nothing;
    ensures  is:  IsBuffer(\result);

    behavior system:
      assumes      SystemWf && TcbAt(t);
      ensures user: \result != 0 ==> UserMemory(\result, sizeof(struct buffer) / 16); */
ref_t message_buffer(ref_t t, word_t write);

/* Word i of the message of thread t, whose readable buffer is given. */
/*@ requires tcb: IsTcb(t) && IsBuffer(buffer);
    assigns       \nothing;
    ensures  is:  \result == MessageWord(t, buffer, i); */
word_t message_get(ref_t t, ref_t buffer, word_t i);

/* Set word i; 1 if it has a place. */
/*@ requires tcb:   IsTcb(t) && IsBuffer(buffer);
    assigns         phys[..];

    behavior place:
      assumes       MessagePlace(buffer, i);
      ensures put:  \result == 1 && MessageWord(t, buffer, i) == value;
    behavior none:
      assumes       !MessagePlace(buffer, i);
      assigns       \nothing;
      ensures none: \result == 0;
    behavior system:
      assumes       SystemWf && TcbAt(t) && (buffer != 0 ==> UserMemory(buffer, sizeof(struct buffer) / 16));
      ensures wf:   SystemWf;
      ensures only: OnlyBody{Pre,Post};
    complete behaviors place, none; disjoint behaviors place, none; */
word_t message_put(ref_t t, ref_t buffer, word_t i, word_t value);

/* Word i of the request. */
/*@ requires wf: KernelWf;
    assigns      \nothing;
    ensures  is: \result == RequestWord(i); */
word_t request_word(word_t i);

/* Copy the message of one thread to another, with its capabilities if grant; endpoint: those of it are
   unwrapped to badges.  The receiver learns the badge. */
/*@ requires wf:  KernelWf;
    requires tcb: IsTcb(from) && IsTcb(to) && IsRef(endpoint);
    assigns       STATE;
    ensures  wf:  KernelWf;

    behavior system:
      assumes       SystemWf && TcbAt(from) && TcbAt(to);
      ensures wf:   SystemWf;
      ensures same: SystemSame{Pre,Post} && ThreadsSame{Pre,Post}; */
void message_transfer(ref_t from, ref_t to, ref_t endpoint, word_t badge, word_t grant);

#endif
