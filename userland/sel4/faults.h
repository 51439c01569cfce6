/*
 * Faults as messages: what a handler receives, taken apart.
 */
#ifndef TENON_SEL4_FAULTS_H
#define TENON_SEL4_FAULTS_H

#include <sel4/functions.h>

typedef enum seL4_Fault_tag {
    seL4_Fault_NullFault = TENON_FAULT_NULL_FAULT,
    seL4_Fault_CapFault = TENON_FAULT_CAP_FAULT,
    seL4_Fault_UnknownSyscall = TENON_FAULT_UNKNOWN_SYSCALL,
    seL4_Fault_UserException = TENON_FAULT_USER_EXCEPTION,
    seL4_Fault_Timeout = TENON_FAULT_TIMEOUT,
    seL4_Fault_VMFault = TENON_FAULT_VM_FAULT,
} seL4_Fault_tag_t;

/* A fault: its tag in 4 bits, then its words, the last first. */
typedef struct seL4_Fault {
    seL4_Uint64 words[14];
} seL4_Fault_t;

LIBSEL4_INLINE_FUNC seL4_Uint64 CONST seL4_Fault_get_seL4_FaultType(seL4_Fault_t fault)
{
    return fault.words[0] & 0xf;
}

LIBSEL4_INLINE_FUNC seL4_Uint64 PURE seL4_Fault_ptr_get_seL4_FaultType(seL4_Fault_t *fault)
{
    return fault->words[0] & 0xf;
}

LIBSEL4_INLINE_FUNC int CONST seL4_Fault_seL4_FaultType_equals(seL4_Fault_t fault, seL4_Uint64 tag)
{
    return seL4_Fault_get_seL4_FaultType(fault) == tag;
}

/* One word of one kind of fault: to read and to change, by value and by pointer. */
#define TENON_FIELD(kind, field, at)                                                                              \
    LIBSEL4_INLINE_FUNC seL4_Uint64 CONST seL4_Fault_##kind##_get_##field(seL4_Fault_t fault)                     \
    {                                                                                                             \
        return fault.words[at];                                                                                   \
    }                                                                                                             \
    LIBSEL4_INLINE_FUNC seL4_Fault_t CONST seL4_Fault_##kind##_set_##field(seL4_Fault_t fault, seL4_Uint64 word)  \
    {                                                                                                             \
        fault.words[at] = word;                                                                                   \
        return fault;                                                                                             \
    }                                                                                                             \
    LIBSEL4_INLINE_FUNC seL4_Uint64 PURE seL4_Fault_##kind##_ptr_get_##field(seL4_Fault_t *fault)                 \
    {                                                                                                             \
        return fault->words[at];                                                                                  \
    }                                                                                                             \
    LIBSEL4_INLINE_FUNC void seL4_Fault_##kind##_ptr_set_##field(seL4_Fault_t *fault, seL4_Uint64 word)           \
    {                                                                                                             \
        fault->words[at] = word;                                                                                  \
    }

/* A kind of fault: made by value, and at a pointer.  The list of parameters comes in parentheses. */
#define TENON_FAULT(kind, parameters, ...)                                                                        \
    LIBSEL4_INLINE_FUNC seL4_Fault_t CONST seL4_Fault_##kind##_new parameters                                     \
    {                                                                                                             \
        return (seL4_Fault_t){{seL4_Fault_##kind, __VA_ARGS__}};                                                  \
    }
#define TENON_FAULT_AT(kind, parameters, ...)                                                                     \
    LIBSEL4_INLINE_FUNC void seL4_Fault_##kind##_ptr_new parameters                                               \
    {                                                                                                             \
        *fault = (seL4_Fault_t){{seL4_Fault_##kind, __VA_ARGS__}};                                                \
    }

/* --- no fault --- */

TENON_FAULT(NullFault, (void), 0)
TENON_FAULT_AT(NullFault, (seL4_Fault_t *fault), 0)

/* --- a capability was missing; words 4 to 6 depend on why: seL4_CapFault_Msg --- */

TENON_FIELD(CapFault, IP, 7)
TENON_FIELD(CapFault, Addr, 6)
TENON_FIELD(CapFault, InRecvPhase, 5)
TENON_FIELD(CapFault, LookupFailureType, 4)
TENON_FIELD(CapFault, MR4, 3)
TENON_FIELD(CapFault, MR5, 2)
TENON_FIELD(CapFault, MR6, 1)

#define TENON_PARAMETERS                                                                                          \
    seL4_Uint64 IP, seL4_Uint64 Addr, seL4_Uint64 InRecvPhase, seL4_Uint64 LookupFailureType, seL4_Uint64 MR4,    \
        seL4_Uint64 MR5, seL4_Uint64 MR6
TENON_FAULT(CapFault, (TENON_PARAMETERS), MR6, MR5, MR4, LookupFailureType, InRecvPhase, Addr, IP)
TENON_FAULT_AT(CapFault, (seL4_Fault_t * fault, TENON_PARAMETERS), MR6, MR5, MR4, LookupFailureType, InRecvPhase,
               Addr, IP)
#undef TENON_PARAMETERS

/* --- a system call that there is not --- */

TENON_FIELD(UnknownSyscall, X0, 13)
TENON_FIELD(UnknownSyscall, X1, 12)
TENON_FIELD(UnknownSyscall, X2, 11)
TENON_FIELD(UnknownSyscall, X3, 10)
TENON_FIELD(UnknownSyscall, X4, 9)
TENON_FIELD(UnknownSyscall, X5, 8)
TENON_FIELD(UnknownSyscall, X6, 7)
TENON_FIELD(UnknownSyscall, X7, 6)
TENON_FIELD(UnknownSyscall, FaultIP, 5)
TENON_FIELD(UnknownSyscall, SP, 4)
TENON_FIELD(UnknownSyscall, LR, 3)
TENON_FIELD(UnknownSyscall, SPSR, 2)
TENON_FIELD(UnknownSyscall, Syscall, 1)

#define TENON_PARAMETERS                                                                                          \
    seL4_Uint64 X0, seL4_Uint64 X1, seL4_Uint64 X2, seL4_Uint64 X3, seL4_Uint64 X4, seL4_Uint64 X5,               \
        seL4_Uint64 X6, seL4_Uint64 X7, seL4_Uint64 FaultIP, seL4_Uint64 SP, seL4_Uint64 LR, seL4_Uint64 SPSR,    \
        seL4_Uint64 Syscall
TENON_FAULT(UnknownSyscall, (TENON_PARAMETERS), Syscall, SPSR, LR, SP, FaultIP, X7, X6, X5, X4, X3, X2, X1, X0)
TENON_FAULT_AT(UnknownSyscall, (seL4_Fault_t * fault, TENON_PARAMETERS), Syscall, SPSR, LR, SP, FaultIP, X7, X6,
               X5, X4, X3, X2, X1, X0)
#undef TENON_PARAMETERS

/* --- an instruction that may not be --- */

TENON_FIELD(UserException, FaultIP, 5)
TENON_FIELD(UserException, Stack, 4)
TENON_FIELD(UserException, SPSR, 3)
TENON_FIELD(UserException, Number, 2)
TENON_FIELD(UserException, Code, 1)

#define TENON_PARAMETERS                                                                                          \
    seL4_Uint64 FaultIP, seL4_Uint64 Stack, seL4_Uint64 SPSR, seL4_Uint64 Number, seL4_Uint64 Code
TENON_FAULT(UserException, (TENON_PARAMETERS), Code, Number, SPSR, Stack, FaultIP)
TENON_FAULT_AT(UserException, (seL4_Fault_t * fault, TENON_PARAMETERS), Code, Number, SPSR, Stack, FaultIP)
#undef TENON_PARAMETERS

/* --- a budget is used up: the badge of the scheduling context, microseconds it ran --- */

TENON_FIELD(Timeout, data, 2)
TENON_FIELD(Timeout, consumed, 1)

TENON_FAULT(Timeout, (seL4_Uint64 data, seL4_Uint64 consumed), consumed, data)
TENON_FAULT_AT(Timeout, (seL4_Fault_t * fault, seL4_Uint64 data, seL4_Uint64 consumed), consumed, data)

/* --- memory that is not there, or not for this --- */

TENON_FIELD(VMFault, IP, 4)
TENON_FIELD(VMFault, Addr, 3)
TENON_FIELD(VMFault, PrefetchFault, 2)
TENON_FIELD(VMFault, FSR, 1)

#define TENON_PARAMETERS seL4_Uint64 IP, seL4_Uint64 Addr, seL4_Uint64 PrefetchFault, seL4_Uint64 FSR
TENON_FAULT(VMFault, (TENON_PARAMETERS), FSR, PrefetchFault, Addr, IP)
TENON_FAULT_AT(VMFault, (seL4_Fault_t * fault, TENON_PARAMETERS), FSR, PrefetchFault, Addr, IP)
#undef TENON_PARAMETERS

#undef TENON_FIELD
#undef TENON_FAULT
#undef TENON_FAULT_AT

/* --- from and to messages --- */

/* How many words the message of such a fault has; 0 if there is no such fault. */
LIBSEL4_INLINE_FUNC seL4_Word tenon_fault_length(seL4_Word tag)
{
    switch (tag) {
    case seL4_Fault_CapFault:
        return TENON_WORDS_CAP_FAULT;
    case seL4_Fault_UnknownSyscall:
        return TENON_WORDS_UNKNOWN_SYSCALL;
    case seL4_Fault_UserException:
        return TENON_WORDS_USER_EXCEPTION;
    case seL4_Fault_Timeout:
        return TENON_WORDS_TIMEOUT;
    case seL4_Fault_VMFault:
        return TENON_WORDS_VM_FAULT;
    }
    return 0;
}

/* The fault that a message just received reports; seL4_Fault_NullFault if it reports none. */
LIBSEL4_INLINE_FUNC seL4_Fault_t seL4_getFault(seL4_MessageInfo_t info)
{
    seL4_Fault_t fault = seL4_Fault_NullFault_new();
    seL4_Word length = tenon_fault_length(seL4_MessageInfo_get_label(info));

    if (length > 0)
        fault.words[0] = seL4_MessageInfo_get_label(info);
    for (seL4_Word i = 0; i < length; i++)
        fault.words[length - i] = seL4_GetMR((int)i);
    return fault;
}

/* The same, but not of seL4_Fault_CapFault, which is the same on every machine. */
LIBSEL4_INLINE_FUNC seL4_Fault_t seL4_getArchFault(seL4_MessageInfo_t info)
{
    if (seL4_MessageInfo_get_label(info) == seL4_Fault_CapFault)
        return seL4_Fault_NullFault_new();
    return seL4_getFault(info);
}

LIBSEL4_INLINE_FUNC seL4_Bool seL4_isNullFault_tag(seL4_MessageInfo_t info)
{
    return seL4_MessageInfo_get_label(info) == seL4_Fault_NullFault;
}

LIBSEL4_INLINE_FUNC seL4_Bool seL4_isCapFault_tag(seL4_MessageInfo_t info)
{
    return seL4_MessageInfo_get_label(info) == seL4_Fault_CapFault;
}

LIBSEL4_INLINE_FUNC seL4_Bool seL4_isUnknownSyscall_tag(seL4_MessageInfo_t info)
{
    return seL4_MessageInfo_get_label(info) == seL4_Fault_UnknownSyscall;
}

LIBSEL4_INLINE_FUNC seL4_Bool seL4_isUserException_tag(seL4_MessageInfo_t info)
{
    return seL4_MessageInfo_get_label(info) == seL4_Fault_UserException;
}

LIBSEL4_INLINE_FUNC seL4_Bool seL4_isTimeoutFault_tag(seL4_MessageInfo_t info)
{
    return seL4_MessageInfo_get_label(info) == seL4_Fault_Timeout;
}

LIBSEL4_INLINE_FUNC seL4_Bool seL4_isVMFault_tag(seL4_MessageInfo_t info)
{
    return seL4_MessageInfo_get_label(info) == seL4_Fault_VMFault;
}

/* The answer to a timeout fault: go on or not, with the first `length` words of `regs`. */
LIBSEL4_INLINE_FUNC seL4_MessageInfo_t seL4_TimeoutReply_new(seL4_Bool resume, seL4_UserContext regs,
                                                             seL4_Word length)
{
    const seL4_Word *word = (const seL4_Word *)&regs;

    for (seL4_Word i = 0; i < length && i < sizeof regs / sizeof *word; i++)
        seL4_SetMR((int)i, word[i]);
    return seL4_MessageInfo_new(!resume, 0, 0, length);
}

#endif
