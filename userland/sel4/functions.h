/*
 * The IPC buffer of the running thread: words and capabilities of the message
 * to be sent, or of the one just received.
 */
#ifndef TENON_SEL4_FUNCTIONS_H
#define TENON_SEL4_FUNCTIONS_H

#include <sel4/types.h>

/* Each thread has its own, in thread-local memory; whoever starts a thread sets it. */
extern LIBSEL4_THREAD_LOCAL seL4_IPCBuffer *__sel4_ipc_buffer;

LIBSEL4_INLINE_FUNC void seL4_SetIPCBuffer(seL4_IPCBuffer *buffer)
{
    __sel4_ipc_buffer = buffer;
}

LIBSEL4_INLINE_FUNC seL4_IPCBuffer *seL4_GetIPCBuffer(void)
{
    return __sel4_ipc_buffer;
}

/* Word i of the message. */
LIBSEL4_INLINE_FUNC seL4_Word seL4_GetMR(int i)
{
    return seL4_GetIPCBuffer()->msg[i];
}

LIBSEL4_INLINE_FUNC void seL4_SetMR(int i, seL4_Word word)
{
    seL4_GetIPCBuffer()->msg[i] = word;
}

/* A word that the kernel leaves alone. */
LIBSEL4_INLINE_FUNC seL4_Word seL4_GetUserData(void)
{
    return seL4_GetIPCBuffer()->userData;
}

LIBSEL4_INLINE_FUNC void seL4_SetUserData(seL4_Word word)
{
    seL4_GetIPCBuffer()->userData = word;
}

/* Capability i of the message to be sent; badge of capability i, if it came unwrapped. */
LIBSEL4_INLINE_FUNC seL4_CPtr seL4_GetCap(int i)
{
    return seL4_GetIPCBuffer()->caps_or_badges[i];
}

LIBSEL4_INLINE_FUNC void seL4_SetCap(int i, seL4_CPtr cap)
{
    seL4_GetIPCBuffer()->caps_or_badges[i] = cap;
}

LIBSEL4_INLINE_FUNC seL4_Word seL4_GetBadge(int i)
{
    return seL4_GetIPCBuffer()->caps_or_badges[i];
}

/* The slot for a capability that comes with a message: CNode, index, how many bits of it to use. */
LIBSEL4_INLINE_FUNC void seL4_SetCapReceivePath(seL4_CPtr cnode, seL4_CPtr index, seL4_Word depth)
{
    seL4_IPCBuffer *buffer = seL4_GetIPCBuffer();

    buffer->receiveCNode = cnode;
    buffer->receiveIndex = index;
    buffer->receiveDepth = depth;
}

/* Each is told unless its pointer is null. */
LIBSEL4_INLINE_FUNC void seL4_GetCapReceivePath(seL4_CPtr *cnode, seL4_CPtr *index, seL4_Word *depth)
{
    const seL4_IPCBuffer *buffer = seL4_GetIPCBuffer();

    if (cnode != seL4_Null)
        *cnode = buffer->receiveCNode;
    if (index != seL4_Null)
        *index = buffer->receiveIndex;
    if (depth != seL4_Null)
        *depth = buffer->receiveDepth;
}

/* After seL4_FailedLookup of a mapping: how many bits of the address are left to translate. */
LIBSEL4_INLINE_FUNC seL4_Word seL4_MappingFailedLookupLevel(void)
{
    return seL4_GetMR(SEL4_MAPPING_LOOKUP_LEVEL);
}

#ifdef CONFIG_KERNEL_INVOCATION_REPORT_ERROR_IPC
/* Whether a refused invocation prints what the kernel has to say to it. */
extern LIBSEL4_THREAD_LOCAL char __sel4_print_error;

LIBSEL4_INLINE_FUNC char *seL4_GetDebugError(void)
{
    return (char *)&seL4_GetIPCBuffer()->msg[DEBUG_MESSAGE_START];
}

LIBSEL4_INLINE_FUNC void seL4_SetPrintError(char print)
{
    __sel4_print_error = print;
}

LIBSEL4_INLINE_FUNC char seL4_CanPrintError(void)
{
    return __sel4_print_error;
}
#endif

#endif
