/*
 * Starting threads.  A thread's function gets one word and must not return:
 * behind it lies address 0, and running there is a fault.
 */
#ifndef TENON_USER_THREAD_H
#define TENON_USER_THREAD_H

#include "userland/lib/calls.h"

/*
 * Let the thread run from `function` (an address in its own space) on, with
 * this argument, stack and IPC buffer, whatever it did before.
 */
static inline struct result thread_start_at(cptr_t tcb, vaddr_t function, word_t argument,
                                            vaddr_t stack_top, vaddr_t buffer)
{
    word_t context[CONTEXT_WORDS] = {0};

    context[CONTEXT_PC] = function;
    context[CONTEXT_SP] = stack_top;
    context[CONTEXT_X0] = argument;
    context[CONTEXT_TPIDR] = buffer;
    return tcb_write_registers(tcb, 1, CONTEXT_WORDS, context);
}

/* The same for a function of this very program. */
static inline struct result thread_start(cptr_t tcb, void (*function)(word_t), word_t argument,
                                         void *stack_top, vaddr_t buffer)
{
    return thread_start_at(tcb, (vaddr_t)function, argument, (vaddr_t)stack_top, buffer);
}

#endif
