/*
 * The debug calls: for a kernel made with DEBUG=1; for any other they are
 * unknown calls.
 */
#ifndef TENON_USER_DEBUG_H
#define TENON_USER_DEBUG_H

#include "userland/lib/message.h"

#define THREAD_NAME_BYTES 32 /* as much of a name as is kept */

static inline word_t debug_call(long number, word_t argument)
{
    return message_exchange(number, argument, 0, (word_t[4]){0}, 0, 0).badge;
}

/* Print a character on the kernel's console. */
static inline void debug_put_char(char c)
{
    debug_call(SYSCALL_DEBUG_PUT_CHAR, (unsigned char)c);
}

/* Print a line about each thread. */
static inline void debug_dump_scheduler(void)
{
    debug_call(SYSCALL_DEBUG_DUMP_SCHEDULER, 0);
}

/* Print a line about each capability, indented below what it is derived from. */
static inline void debug_snapshot(void)
{
    debug_call(SYSCALL_DEBUG_SNAPSHOT, 0);
}

/* Stop the machine. */
static inline void debug_halt(void)
{
    debug_call(SYSCALL_DEBUG_HALT, 0);
}

/* What is in the slot: 0 nothing, 4 an endpoint, 6 a notification, 32 and more anything else. */
static inline word_t debug_cap_identify(cptr_t cap)
{
    return debug_call(SYSCALL_DEBUG_CAP_IDENTIFY, cap);
}

/* Give the thread a name, for the lines about it. */
static inline void debug_name_thread(cptr_t tcb, const char *name)
{
    word_t ended = 0;

    for (word_t i = 0; i < THREAD_NAME_BYTES / 8; i++) {
        word_t w = 0;

        for (word_t k = 0; k < 8 && !ended; k++) {
            w |= (word_t)(unsigned char)name[8 * i + k] << 8 * k;
            ended = name[8 * i + k] == 0;
        }
        user_store(user_buffer() + BUFFER_WORD(i), w);
    }
    debug_call(SYSCALL_DEBUG_NAME_THREAD, tcb);
}

#endif
