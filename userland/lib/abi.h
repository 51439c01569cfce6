/*
 * The numbers of the ABI.  What spec/abi/ lists is made from there, so that no
 * number is typed twice; the rest is layout: bits of words, offsets of fields.
 */
#ifndef TENON_USER_ABI_H
#define TENON_USER_ABI_H

#include "userland/lib/types.h"

/* Labels of invocations: LABEL_UNTYPED_RETYPE and so on. */
enum {
#define CALL(number, name, kind, function, words, caps) LABEL_##name = number,
#include "spec/abi/calls.def"
#undef CALL
};

/* System calls, as x7 holds them: SYSCALL_CALL and so on. */
enum {
#define SYSCALL(number, name) SYSCALL_##name = number,
#include "spec/abi/syscalls.def"
#undef SYSCALL
};

/* Labels of replies: NO_ERROR, INVALID_ARGUMENT and so on. */
enum {
#define ERROR(number, name, sentence) name = number,
#include "spec/abi/errors.def"
#undef ERROR
};

/* Why a call was refused, if that was asked for: WHY_MEMORY_SHORT and so on; % 16 is the error. */
enum {
#define REASON(number, name, error, sentence, hint) WHY_##name = (number) * 16 + error,
#include "spec/abi/reasons.def"
#undef REASON
};

/* Labels of fault messages: CAP_FAULT, VM_FAULT and so on. */
enum {
#define FAULT(number, name, words) name = number,
#include "spec/abi/faults.def"
#undef FAULT
};

/* Why a capability address did not resolve: LOOKUP_MISSING_CAPABILITY and so on. */
enum {
#define LOOKUP(number, name) name = number,
#include "spec/abi/lookups.def"
#undef LOOKUP
};

/* Types of objects to retype to: OBJECT_TCB, OBJECT_REGION and so on. */
enum {
#define OBJECT_TYPE(number, name, bits, least, most) OBJECT_##name = number,
#include "spec/abi/objects.def"
#undef OBJECT_TYPE
};

/* Kinds of records in the audit ring: EVENT_CAP_COPIED and so on. */
enum {
#define EVENT(number, name, words) EVENT_##name = number,
#include "spec/abi/events.def"
#undef EVENT
};

/* Slots of the root task's CNode: SLOT_TCB, SLOT_AUDIT and so on. */
enum {
#define BOOT_SLOT(number, name, holds) SLOT_##name = number,
#include "spec/abi/slots.def"
#undef BOOT_SLOT
};

/* Rights of a capability, or-ed. */
enum {
    RIGHT_WRITE = 1,
    RIGHT_READ = 2,
    RIGHT_GRANT = 4,
    RIGHT_GRANT_REPLY = 8,
    RIGHTS_ALL = 15,
};

/* Attributes of a mapping, or-ed. */
enum {
    ATTRIBUTE_CACHED = 1,
    ATTRIBUTE_PARITY = 2,
    ATTRIBUTE_EXECUTE_NEVER = 4,
    ATTRIBUTES_CODE = 3,
    ATTRIBUTES_DATA = 7,
    ATTRIBUTES_DEVICE = 4,
};

/*
 * Message info:  | label 52 | unwrapped 3 | capabilities 2 | length 7 |
 */
#define INFO(label, caps, length) ((word_t)(label) << 12 | (word_t)(caps) << 7 | (word_t)(length))
#define INFO_LABEL(info) ((info) >> 12)
#define INFO_UNWRAPPED(info) ((info) >> 9 & 7)
#define INFO_CAPS(info) ((info) >> 7 & 3)
#define INFO_LENGTH(info) ((info) & 127)

/* Data word of a CNode capability:  | guard 58 | guard size 6 | */
#define GUARD(value, bits) ((word_t)(value) << 6 | (word_t)(bits))

#define WORD_BITS 64UL
#define PAGE_BITS 12UL
#define PAGE_BYTES BIT(PAGE_BITS)
#define SLOT_BITS 5UL

/* The IPC buffer: byte offsets. */
#define MESSAGE_REGISTERS 4UL /* words 0 to 3 of a message travel in x2 to x5 */
#define MESSAGE_WORDS 120UL
#define BUFFER_WORD(i) (8 + 8 * (i)) /* word i of the message */
#define BUFFER_CAP(i) (976 + 8 * (i)) /* capability i to send, or badge of the i-th unwrapped one */
#define BUFFER_RECEIVE_CNODE 1000
#define BUFFER_RECEIVE_INDEX 1008
#define BUFFER_RECEIVE_DEPTH 1016

/* The user context of Read and WriteRegisters: word numbers. */
enum {
    CONTEXT_PC = 0,
    CONTEXT_SP = 1,
    CONTEXT_SPSR = 2,
    CONTEXT_X0 = 3,  /* x0 to x8 */
    CONTEXT_X30 = 16,
    CONTEXT_TPIDR = 34,
    CONTEXT_WORDS = 36,
};

#endif
