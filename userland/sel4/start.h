/*
 * What libsel4 leaves to a C library: a program that has none begins in
 * task_main (userland/lib/aarch64/start.S), which keeps the boot info, sets the
 * IPC buffer and calls main.
 */
#ifndef TENON_SEL4_START_H
#define TENON_SEL4_START_H

#include <sel4/sel4.h>

int main(void);

/* How much memory a thread needs for its thread-local variables. */
seL4_Word tenon_tls_bytes(void);

/*
 * Make them there, on a multiple of 16 bytes, with an IPC buffer.  The result
 * is what the thread's TPIDR_EL0 has to hold: seL4_UserContext, seL4_TCB_SetTLSBase.
 */
seL4_Word tenon_tls_make(void *memory, seL4_IPCBuffer *buffer);

#endif
