/*
 * Messages: the one place where a system call's registers are filled and read.
 * Nothing is kept between calls, so threads share this without care.
 */
#ifndef TENON_USER_MESSAGE_H
#define TENON_USER_MESSAGE_H

#include "userland/lib/abi.h"
#include "userland/lib/machine.h"

/* What a receive brings.  Words beyond the fourth stay in the buffer: message_word. */
struct message {
    word_t badge;  /* of the capability it was sent by */
    word_t label;
    word_t length; /* in words */
    word_t caps;   /* how many capabilities came with it */
    word_t unwrapped; /* bit i: the i-th came as its badge only */
    word_t word[4];
};

/* What an invocation answers: NO_ERROR or why not, and words the error explains itself with. */
struct result {
    word_t error;
    word_t why; /* WHY_..., if the thread asked for it (tcb_explain); else 0 */
    word_t length;
    word_t word[4];
};

/* Word i of the last message this thread received, or is about to send. */
static inline word_t message_word(const struct message *m, word_t i)
{
    return i < MESSAGE_REGISTERS ? m->word[i] : user_load(user_buffer() + BUFFER_WORD(i));
}

/* Put word i (from the fifth on) where the next send takes it from. */
static inline void message_set_word(word_t i, word_t w)
{
    user_store(user_buffer() + BUFFER_WORD(i), w);
}

/* Send capability `cap` as the i-th of the next message. */
static inline void message_set_cap(word_t i, cptr_t cap)
{
    user_store(user_buffer() + BUFFER_CAP(i), cap);
}

/* Badge of the i-th capability, where it came unwrapped. */
static inline word_t message_cap_badge(word_t i)
{
    return user_load(user_buffer() + BUFFER_CAP(i));
}

/* Put a received capability into this slot. */
static inline void message_receive_into(cptr_t cnode, word_t index, word_t depth)
{
    vaddr_t buffer = user_buffer();

    user_store(buffer + BUFFER_RECEIVE_CNODE, cnode);
    user_store(buffer + BUFFER_RECEIVE_INDEX, index);
    user_store(buffer + BUFFER_RECEIVE_DEPTH, depth);
}

/* One system call; `reply` goes to x6 and `other` to x8. */
static inline struct message message_exchange(long number, cptr_t cap, word_t info,
                                              const word_t word[4], cptr_t reply, cptr_t other)
{
    struct user_registers r = {
        {cap, info, word[0], word[1], word[2], word[3], reply, (word_t)number, other}};

    user_call(&r);
    return (struct message){.badge = r.x[0],
                            .label = INFO_LABEL(r.x[1]),
                            .length = INFO_LENGTH(r.x[1]),
                            .caps = INFO_CAPS(r.x[1]),
                            .unwrapped = INFO_UNWRAPPED(r.x[1]),
                            .word = {r.x[2], r.x[3], r.x[4], r.x[5]}};
}

/* Invoke `object`: a Call with `caps` capabilities and `words` words. */
static inline struct result invoke(cptr_t object, word_t label, word_t caps, const cptr_t *cap,
                                   word_t words, const word_t *word)
{
    word_t first[4] = {0, 0, 0, 0};
    struct message m;

    for (word_t i = 0; i < caps; i++)
        message_set_cap(i, cap[i]);
    for (word_t i = 0; i < words; i++) {
        if (i < MESSAGE_REGISTERS)
            first[i] = word[i];
        else
            message_set_word(i, word[i]);
    }
    m = message_exchange(SYSCALL_CALL, object, INFO(label, caps, words), first, 0, 0);
    return (struct result){.error = m.label,
                           .why = m.badge,
                           .length = m.length,
                           .word = {m.word[0], m.word[1], m.word[2], m.word[3]}};
}

#define WORD_LIST(...) (sizeof((word_t[]){__VA_ARGS__}) / sizeof(word_t)), (word_t[]){__VA_ARGS__}
#define NO_WORDS 0, 0
#define NO_CAPS 0, 0

#endif
