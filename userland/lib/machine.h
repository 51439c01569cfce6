/*
 * The only door between a user program and the machine it runs on.  On AArch64
 * these are single instructions; on the host they are functions of the model,
 * so that one scenario source runs in both places.  Which one is meant is said
 * by the include path alone: userland/lib/aarch64/ or arch/host/.
 *
 * A program reaches its own C stack and globals directly, and everything else
 * (IPC buffer, boot info, mapped Regions) through user_load and user_store.
 * Device registers of a driver are not words and are no part of scenarios.
 *
 *  void    user_call(struct user_registers *r)   one system call: x0 to x8 in, x0 to x6 out
 *  word_t  user_load(vaddr_t address)            one word of memory
 *  void    user_store(vaddr_t address, word_t w)
 *  void    user_fetch(vaddr_t address)           run a function of no arguments that lies there
 *  vaddr_t user_buffer(void)                     IPC buffer of the running thread (TPIDR_EL0)
 *  word_t  user_float_get(void)                  a floating point register of it (d0)
 *  void    user_float_set(word_t w)
 */
#ifndef TENON_USER_MACHINE_H
#define TENON_USER_MACHINE_H

#include "userland/lib/types.h"

struct user_registers {
    word_t x[9];
};

#include "user_machine.h"

#endif
