/*
 * The system calls of the MCS kernel.  Words 0 to 3 of a message travel in
 * registers: from the IPC buffer and back into it, or for a call ...WithMRs
 * from and to variables of the caller, where a null pointer means: not this
 * word.  Words from the fourth on are in the IPC buffer in either case.
 *
 * A call that sends needs Write on its capability, one that receives Read.  A
 * send without the right or without a capability tells nothing but that
 * seL4_Call is answered with the label seL4_InvalidCapability; a receive
 * without is a fault of the caller (seL4_Fault_CapFault).  `sender`, if not
 * null, is told the badge of the capability that was sent by, or the word of
 * the notification that was signalled.
 */
#ifndef TENON_SEL4_SYSCALLS_H
#define TENON_SEL4_SYSCALLS_H

#include <sel4/functions.h>

typedef enum {
    seL4_SysCall = TENON_SYSCALL_CALL,
    seL4_SysReplyRecv = TENON_SYSCALL_REPLY_RECV,
    seL4_SysNBSendRecv = TENON_SYSCALL_NB_SEND_RECV,
    seL4_SysNBSendWait = TENON_SYSCALL_NB_SEND_WAIT,
    seL4_SysSend = TENON_SYSCALL_SEND,
    seL4_SysNBSend = TENON_SYSCALL_NB_SEND,
    seL4_SysRecv = TENON_SYSCALL_RECV,
    seL4_SysNBRecv = TENON_SYSCALL_NB_RECV,
    seL4_SysWait = TENON_SYSCALL_WAIT,
    seL4_SysNBWait = TENON_SYSCALL_NB_WAIT,
    seL4_SysYield = TENON_SYSCALL_YIELD,
#ifdef CONFIG_PRINTING
    seL4_SysDebugPutChar = TENON_SYSCALL_DEBUG_PUT_CHAR,
    seL4_SysDebugDumpScheduler = TENON_SYSCALL_DEBUG_DUMP_SCHEDULER,
#endif
#ifdef CONFIG_DEBUG_BUILD
    seL4_SysDebugHalt = TENON_SYSCALL_DEBUG_HALT,
    seL4_SysDebugCapIdentify = TENON_SYSCALL_DEBUG_CAP_IDENTIFY,
    seL4_SysDebugSnapshot = TENON_SYSCALL_DEBUG_SNAPSHOT,
    seL4_SysDebugNameThread = TENON_SYSCALL_DEBUG_NAME_THREAD,
#endif
    SEL4_FORCE_LONG_ENUM(seL4_Syscall_ID),
} seL4_Syscall_ID;

/* --- registers: what a call takes and gives --- */

struct tenon_registers {
    seL4_Word cap; /* x0; afterwards the badge */
    seL4_MessageInfo_t info;
    seL4_Word word[seL4_FastMessageRegisters];
};

/* The system call itself; `sixth` goes to x6 and `eighth` to x8. */
LIBSEL4_INLINE_FUNC struct tenon_registers tenon_call(seL4_Syscall_ID number, struct tenon_registers r,
                                                      seL4_Word sixth, seL4_Word eighth)
{
    register seL4_Word x0 __asm__("x0") = r.cap;
    register seL4_Word x1 __asm__("x1") = r.info.words[0];
    register seL4_Word x2 __asm__("x2") = r.word[0];
    register seL4_Word x3 __asm__("x3") = r.word[1];
    register seL4_Word x4 __asm__("x4") = r.word[2];
    register seL4_Word x5 __asm__("x5") = r.word[3];
    register seL4_Word x6 __asm__("x6") = sixth;
    register seL4_Word x7 __asm__("x7") = (seL4_Word)number;
    register seL4_Word x8 __asm__("x8") = eighth;

    __asm__ volatile("svc #0"
                     : "+r"(x0), "+r"(x1), "+r"(x2), "+r"(x3), "+r"(x4), "+r"(x5)
                     : "r"(x6), "r"(x7), "r"(x8)
                     : "memory");
    return (struct tenon_registers){x0, {{x1}}, {x2, x3, x4, x5}};
}

/* A message with its first words from the IPC buffer. */
LIBSEL4_INLINE_FUNC struct tenon_registers tenon_load(seL4_CPtr cap, seL4_MessageInfo_t info)
{
    return (struct tenon_registers){cap, info, {seL4_GetMR(0), seL4_GetMR(1), seL4_GetMR(2), seL4_GetMR(3)}};
}

/* What came, its first words into the IPC buffer. */
LIBSEL4_INLINE_FUNC seL4_MessageInfo_t tenon_store(struct tenon_registers r, seL4_Word *sender)
{
    for (int i = 0; i < seL4_FastMessageRegisters; i++)
        seL4_SetMR(i, r.word[i]);
    if (sender != seL4_Null)
        *sender = r.cap;
    return r.info;
}

/* A message with its first words from variables, as many as it is long. */
LIBSEL4_INLINE_FUNC struct tenon_registers tenon_load_words(seL4_CPtr cap, seL4_MessageInfo_t info,
                                                            const seL4_Word *mr0, const seL4_Word *mr1,
                                                            const seL4_Word *mr2, const seL4_Word *mr3)
{
    seL4_Word length = seL4_MessageInfo_get_length(info);

    return (struct tenon_registers){cap,
                                    info,
                                    {mr0 != seL4_Null && length > 0 ? *mr0 : 0,
                                     mr1 != seL4_Null && length > 1 ? *mr1 : 0,
                                     mr2 != seL4_Null && length > 2 ? *mr2 : 0,
                                     mr3 != seL4_Null && length > 3 ? *mr3 : 0}};
}

/* What came, its first words into variables. */
LIBSEL4_INLINE_FUNC seL4_MessageInfo_t tenon_store_words(struct tenon_registers r, seL4_Word *sender,
                                                         seL4_Word *mr0, seL4_Word *mr1, seL4_Word *mr2,
                                                         seL4_Word *mr3)
{
    if (mr0 != seL4_Null)
        *mr0 = r.word[0];
    if (mr1 != seL4_Null)
        *mr1 = r.word[1];
    if (mr2 != seL4_Null)
        *mr2 = r.word[2];
    if (mr3 != seL4_Null)
        *mr3 = r.word[3];
    if (sender != seL4_Null)
        *sender = r.cap;
    return r.info;
}

LIBSEL4_INLINE_FUNC struct tenon_registers tenon_empty(seL4_CPtr cap)
{
    return (struct tenon_registers){cap, {{0}}, {0, 0, 0, 0}};
}

/* --- send --- */

/* Send by an endpoint and wait until somebody receives; or answer by a reply object whom it holds. */
LIBSEL4_INLINE_FUNC void seL4_Send(seL4_CPtr dest, seL4_MessageInfo_t info)
{
    tenon_call(seL4_SysSend, tenon_load(dest, info), 0, 0);
}

LIBSEL4_INLINE_FUNC void seL4_SendWithMRs(seL4_CPtr dest, seL4_MessageInfo_t info, seL4_Word *mr0, seL4_Word *mr1,
                                          seL4_Word *mr2, seL4_Word *mr3)
{
    tenon_call(seL4_SysSend, tenon_load_words(dest, info, mr0, mr1, mr2, mr3), 0, 0);
}

/* Send if somebody waits for it, else forget it. */
LIBSEL4_INLINE_FUNC void seL4_NBSend(seL4_CPtr dest, seL4_MessageInfo_t info)
{
    tenon_call(seL4_SysNBSend, tenon_load(dest, info), 0, 0);
}

LIBSEL4_INLINE_FUNC void seL4_NBSendWithMRs(seL4_CPtr dest, seL4_MessageInfo_t info, seL4_Word *mr0,
                                            seL4_Word *mr1, seL4_Word *mr2, seL4_Word *mr3)
{
    tenon_call(seL4_SysNBSend, tenon_load_words(dest, info, mr0, mr1, mr2, mr3), 0, 0);
}

/* Or the capability's badge into a notification, and wake who waits for it. */
LIBSEL4_INLINE_FUNC void seL4_Signal(seL4_CPtr dest)
{
    tenon_call(seL4_SysSend, tenon_empty(dest), 0, 0);
}

/* --- send, and wait for the answer --- */

/* Call by an endpoint, or invoke an object: the answer's label is then a seL4_Error. */
LIBSEL4_INLINE_FUNC seL4_MessageInfo_t seL4_Call(seL4_CPtr dest, seL4_MessageInfo_t info)
{
    return tenon_store(tenon_call(seL4_SysCall, tenon_load(dest, info), 0, 0), seL4_Null);
}

LIBSEL4_INLINE_FUNC seL4_MessageInfo_t seL4_CallWithMRs(seL4_CPtr dest, seL4_MessageInfo_t info, seL4_Word *mr0,
                                                        seL4_Word *mr1, seL4_Word *mr2, seL4_Word *mr3)
{
    struct tenon_registers r = tenon_load_words(dest, info, mr0, mr1, mr2, mr3);

    return tenon_store_words(tenon_call(seL4_SysCall, r, 0, 0), seL4_Null, mr0, mr1, mr2, mr3);
}

/* --- receive --- */

/* Wait for a message by an endpoint, or for a signal.  Who calls is held by the object `reply`. */
LIBSEL4_INLINE_FUNC seL4_MessageInfo_t seL4_Recv(seL4_CPtr src, seL4_Word *sender, seL4_CPtr reply)
{
    return tenon_store(tenon_call(seL4_SysRecv, tenon_empty(src), reply, 0), sender);
}

LIBSEL4_INLINE_FUNC seL4_MessageInfo_t seL4_RecvWithMRs(seL4_CPtr src, seL4_Word *sender, seL4_CPtr reply,
                                                        seL4_Word *mr0, seL4_Word *mr1, seL4_Word *mr2,
                                                        seL4_Word *mr3)
{
    return tenon_store_words(tenon_call(seL4_SysRecv, tenon_empty(src), reply, 0), sender, mr0, mr1, mr2, mr3);
}

/* Take a message or signal if there is one; if not, `sender` is told 0. */
LIBSEL4_INLINE_FUNC seL4_MessageInfo_t seL4_NBRecv(seL4_CPtr src, seL4_Word *sender, seL4_CPtr reply)
{
    return tenon_store(tenon_call(seL4_SysNBRecv, tenon_empty(src), reply, 0), sender);
}

/* As seL4_Recv without a reply object, so who calls cannot be answered. */
LIBSEL4_INLINE_FUNC seL4_MessageInfo_t seL4_Wait(seL4_CPtr src, seL4_Word *sender)
{
    return tenon_store(tenon_call(seL4_SysWait, tenon_empty(src), 0, 0), sender);
}

LIBSEL4_INLINE_FUNC seL4_MessageInfo_t seL4_WaitWithMRs(seL4_CPtr src, seL4_Word *sender, seL4_Word *mr0,
                                                        seL4_Word *mr1, seL4_Word *mr2, seL4_Word *mr3)
{
    return tenon_store_words(tenon_call(seL4_SysWait, tenon_empty(src), 0, 0), sender, mr0, mr1, mr2, mr3);
}

/* As seL4_NBRecv without a reply object; seL4_Poll is the same. */
LIBSEL4_INLINE_FUNC seL4_MessageInfo_t seL4_NBWait(seL4_CPtr src, seL4_Word *sender)
{
    return tenon_store(tenon_call(seL4_SysNBWait, tenon_empty(src), 0, 0), sender);
}

LIBSEL4_INLINE_FUNC seL4_MessageInfo_t seL4_Poll(seL4_CPtr src, seL4_Word *sender)
{
    return seL4_NBWait(src, sender);
}

/* --- send, and receive from another --- */

/* Answer whom `reply` holds, then seL4_Recv. */
LIBSEL4_INLINE_FUNC seL4_MessageInfo_t seL4_ReplyRecv(seL4_CPtr src, seL4_MessageInfo_t info, seL4_Word *sender,
                                                      seL4_CPtr reply)
{
    return tenon_store(tenon_call(seL4_SysReplyRecv, tenon_load(src, info), reply, 0), sender);
}

LIBSEL4_INLINE_FUNC seL4_MessageInfo_t seL4_ReplyRecvWithMRs(seL4_CPtr src, seL4_MessageInfo_t info,
                                                             seL4_Word *sender, seL4_Word *mr0, seL4_Word *mr1,
                                                             seL4_Word *mr2, seL4_Word *mr3, seL4_CPtr reply)
{
    struct tenon_registers r = tenon_load_words(src, info, mr0, mr1, mr2, mr3);

    return tenon_store_words(tenon_call(seL4_SysReplyRecv, r, reply, 0), sender, mr0, mr1, mr2, mr3);
}

/* seL4_NBSend by `dest`, then seL4_Recv. */
LIBSEL4_INLINE_FUNC seL4_MessageInfo_t seL4_NBSendRecv(seL4_CPtr dest, seL4_MessageInfo_t info, seL4_CPtr src,
                                                       seL4_Word *sender, seL4_CPtr reply)
{
    return tenon_store(tenon_call(seL4_SysNBSendRecv, tenon_load(src, info), reply, dest), sender);
}

LIBSEL4_INLINE_FUNC seL4_MessageInfo_t seL4_NBSendRecvWithMRs(seL4_CPtr dest, seL4_MessageInfo_t info,
                                                              seL4_CPtr src, seL4_Word *sender, seL4_Word *mr0,
                                                              seL4_Word *mr1, seL4_Word *mr2, seL4_Word *mr3,
                                                              seL4_CPtr reply)
{
    struct tenon_registers r = tenon_load_words(src, info, mr0, mr1, mr2, mr3);

    return tenon_store_words(tenon_call(seL4_SysNBSendRecv, r, reply, dest), sender, mr0, mr1, mr2, mr3);
}

/* seL4_NBSend by `dest`, then seL4_Wait. */
LIBSEL4_INLINE_FUNC seL4_MessageInfo_t seL4_NBSendWait(seL4_CPtr dest, seL4_MessageInfo_t info, seL4_CPtr src,
                                                       seL4_Word *sender)
{
    return tenon_store(tenon_call(seL4_SysNBSendWait, tenon_load(src, info), dest, 0), sender);
}

LIBSEL4_INLINE_FUNC seL4_MessageInfo_t seL4_NBSendWaitWithMRs(seL4_CPtr dest, seL4_MessageInfo_t info,
                                                              seL4_CPtr src, seL4_Word *sender, seL4_Word *mr0,
                                                              seL4_Word *mr1, seL4_Word *mr2, seL4_Word *mr3)
{
    struct tenon_registers r = tenon_load_words(src, info, mr0, mr1, mr2, mr3);

    return tenon_store_words(tenon_call(seL4_SysNBSendWait, r, dest, 0), sender, mr0, mr1, mr2, mr3);
}

/* --- time --- */

/* Give away what is left of the budget until its next refill. */
LIBSEL4_INLINE_FUNC void seL4_Yield(void)
{
    tenon_call(seL4_SysYield, tenon_empty(0), 0, 0);
}

/* --- calls of a debug kernel (make DEBUG=1); for any other they are unknown, so faults --- */

#ifdef CONFIG_PRINTING
LIBSEL4_INLINE_FUNC void seL4_DebugPutChar(char c)
{
    tenon_call(seL4_SysDebugPutChar, tenon_empty((seL4_Uint8)c), 0, 0);
}

LIBSEL4_INLINE_FUNC void seL4_DebugPutString(char *text)
{
    for (; *text != 0; text++)
        seL4_DebugPutChar(*text);
}

/* Print each thread: name, where it stands, priority, state. */
LIBSEL4_INLINE_FUNC void seL4_DebugDumpScheduler(void)
{
    tenon_call(seL4_SysDebugDumpScheduler, tenon_empty(0), 0, 0);
}
#endif

#ifdef CONFIG_DEBUG_BUILD
/* Stop the machine. */
LIBSEL4_INLINE_FUNC void seL4_DebugHalt(void)
{
    tenon_call(seL4_SysDebugHalt, tenon_empty(0), 0, 0);
}

/* Print all capabilities. */
LIBSEL4_INLINE_FUNC void seL4_DebugSnapshot(void)
{
    tenon_call(seL4_SysDebugSnapshot, tenon_empty(0), 0, 0);
}

/* What kind of capability it is, in the kernel's own numbers; 0 is none. */
LIBSEL4_INLINE_FUNC seL4_Uint32 seL4_DebugCapIdentify(seL4_CPtr cap)
{
    return (seL4_Uint32)tenon_call(seL4_SysDebugCapIdentify, tenon_empty(cap), 0, 0).cap;
}

/* Give a thread a name for dumps; it goes through the IPC buffer, whose words it overwrites. */
LIBSEL4_INLINE_FUNC void seL4_DebugNameThread(seL4_CPtr tcb, const char *name)
{
    char *to = (char *)seL4_GetIPCBuffer()->msg;

    for (seL4_Word room = sizeof seL4_GetIPCBuffer()->msg - 1; *name != 0 && room > 0; room--)
        *to++ = *name++;
    *to = 0;
    tenon_call(seL4_SysDebugNameThread, tenon_empty(tcb), 0, 0);
}
#endif

#endif
