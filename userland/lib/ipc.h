/*
 * Messages between threads, by endpoint, notification and reply object: one
 * function a system call.  What the capability does not allow is a fault to
 * the receiving side's callers (receive without Read), or INVALID_CAPABILITY
 * as the label of the answer (call without Write); plain sends tell nothing.
 */
#ifndef TENON_USER_IPC_H
#define TENON_USER_IPC_H

#include "userland/lib/message.h"

/* What to send.  Words beyond the fourth go in by message_set_word, capabilities by
 * message_set_cap. */
struct letter {
    word_t label;
    word_t length; /* in words */
    word_t caps;
    word_t word[4];
};

#define LETTER(label_, ...)                                                                  \
    ((struct letter){.label = (label_),                                                      \
                     .length = sizeof((word_t[]){__VA_ARGS__}) / sizeof(word_t),             \
                     .word = {__VA_ARGS__}})
#define LETTER_EMPTY ((struct letter){.label = 0, .length = 0})

static inline word_t letter_info(struct letter l)
{
    return INFO(l.label, l.caps, l.length);
}

/* Send and wait for the answer. */
static inline struct message endpoint_call(cptr_t endpoint, struct letter l)
{
    return message_exchange(SYSCALL_CALL, endpoint, letter_info(l), l.word, 0, 0);
}

/* Send; wait for a receiver, not for an answer. */
static inline void endpoint_send(cptr_t endpoint, struct letter l)
{
    message_exchange(SYSCALL_SEND, endpoint, letter_info(l), l.word, 0, 0);
}

/* Send if somebody waits, else forget it. */
static inline void endpoint_send_now(cptr_t endpoint, struct letter l)
{
    message_exchange(SYSCALL_NB_SEND, endpoint, letter_info(l), l.word, 0, 0);
}

/* Wait for a message; a caller is then held by the reply object. */
static inline struct message endpoint_receive(cptr_t endpoint, cptr_t reply)
{
    return message_exchange(SYSCALL_RECV, endpoint, 0, (word_t[4]){0}, reply, 0);
}

/* Take a message if there is one; badge 0 and an empty message if not. */
static inline struct message endpoint_receive_now(cptr_t endpoint, cptr_t reply)
{
    return message_exchange(SYSCALL_NB_RECV, endpoint, 0, (word_t[4]){0}, reply, 0);
}

/* Answer the caller held by the reply object, and wait for the next. */
static inline struct message endpoint_reply_receive(cptr_t endpoint, cptr_t reply, struct letter l)
{
    return message_exchange(SYSCALL_REPLY_RECV, endpoint, letter_info(l), l.word, reply, 0);
}

/* Send by `to` if somebody waits there, and wait for a message. */
static inline struct message endpoint_send_receive(cptr_t to, struct letter l, cptr_t endpoint,
                                                   cptr_t reply)
{
    return message_exchange(SYSCALL_NB_SEND_RECV, endpoint, letter_info(l), l.word, reply, to);
}

/* The same without a reply object: a caller cannot be answered. */
static inline struct message endpoint_send_wait(cptr_t to, struct letter l, cptr_t endpoint)
{
    return message_exchange(SYSCALL_NB_SEND_WAIT, endpoint, letter_info(l), l.word, to, 0);
}

/* Answer the caller held by the reply object. */
static inline void reply_send(cptr_t reply, struct letter l)
{
    message_exchange(SYSCALL_SEND, reply, letter_info(l), l.word, 0, 0);
}

/* Or the capability's badge into the notification, and wake who waits. */
static inline void notification_signal(cptr_t notification)
{
    message_exchange(SYSCALL_SEND, notification, 0, (word_t[4]){0}, 0, 0);
}

/* Wait for a signal: the badges or-ed since the last. */
static inline word_t notification_wait(cptr_t notification)
{
    return message_exchange(SYSCALL_WAIT, notification, 0, (word_t[4]){0}, 0, 0).badge;
}

/* The badges signalled, or 0 at once. */
static inline word_t notification_poll(cptr_t notification)
{
    return message_exchange(SYSCALL_NB_WAIT, notification, 0, (word_t[4]){0}, 0, 0).badge;
}

/* Let another thread of the same priority run. */
static inline void thread_yield(void)
{
    message_exchange(SYSCALL_YIELD, 0, 0, (word_t[4]){0}, 0, 0);
}

#endif
