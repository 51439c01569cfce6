/*
 * Limits, sizes and enumerations of the ABI.  What spec/abi lists comes from
 * there.  An object of size bits n takes 2^n bytes.
 */
#ifndef TENON_SEL4_CONSTANTS_H
#define TENON_SEL4_CONSTANTS_H

#include <sel4/abi.h>
#include <sel4/simple_types.h>

/* --- errors and lookups --- */

/* What the kernel answers to an invocation; spec/abi/errors.def has a sentence for each. */
typedef enum {
    seL4_NoError = TENON_ERROR_NO_ERROR,
    seL4_InvalidArgument = TENON_ERROR_INVALID_ARGUMENT,
    seL4_InvalidCapability = TENON_ERROR_INVALID_CAPABILITY,
    seL4_IllegalOperation = TENON_ERROR_ILLEGAL_OPERATION,
    seL4_RangeError = TENON_ERROR_RANGE_ERROR,
    seL4_AlignmentError = TENON_ERROR_ALIGNMENT_ERROR,
    seL4_FailedLookup = TENON_ERROR_FAILED_LOOKUP,
    seL4_TruncatedMessage = TENON_ERROR_TRUNCATED_MESSAGE,
    seL4_DeleteFirst = TENON_ERROR_DELETE_FIRST,
    seL4_RevokeFirst = TENON_ERROR_REVOKE_FIRST,
    seL4_NotEnoughMemory = TENON_ERROR_NOT_ENOUGH_MEMORY,
    seL4_NumErrors,
} seL4_Error;

/* Why the address of a capability did not resolve. */
typedef enum {
    seL4_NoFailure = TENON_LOOKUP_OK,
    seL4_InvalidRoot = TENON_LOOKUP_INVALID_ROOT,
    seL4_MissingCapability = TENON_LOOKUP_MISSING_CAPABILITY,
    seL4_DepthMismatch = TENON_LOOKUP_DEPTH_MISMATCH,
    seL4_GuardMismatch = TENON_LOOKUP_GUARD_MISMATCH,
    SEL4_FORCE_LONG_ENUM(seL4_LookupFailureType),
} seL4_LookupFailureType;

/* --- objects --- */

typedef enum api_object {
    seL4_UntypedObject = TENON_TYPE_UNTYPED,
    seL4_TCBObject = TENON_TYPE_TCB,
    seL4_EndpointObject = TENON_TYPE_ENDPOINT,
    seL4_NotificationObject = TENON_TYPE_NOTIFICATION,
    seL4_CapTableObject = TENON_TYPE_CNODE,
    seL4_SchedContextObject = TENON_TYPE_SCHED_CONTEXT,
    seL4_ReplyObject = TENON_TYPE_REPLY,
    seL4_NonArchObjectTypeCount,
} seL4_ObjectType;

typedef enum _mode_object {
    seL4_ARM_HugePageObject = TENON_TYPE_HUGE_PAGE,
    seL4_ARM_VSpaceObject = TENON_TYPE_VSPACE,
    seL4_ModeObjectTypeCount,
} seL4_ModeObjectType;

typedef enum _object {
    seL4_ARM_SmallPageObject = TENON_TYPE_SMALL_PAGE,
    seL4_ARM_LargePageObject = TENON_TYPE_LARGE_PAGE,
    seL4_ARM_PageTableObject = TENON_TYPE_PAGE_TABLE,
    seL4_ObjectTypeCount,
} seL4_ArchObjectType;

typedef seL4_Word api_object_t;
typedef seL4_Word object_t;

/* No such objects here; the numbers are what a program may compare with. */
#define seL4_ARM_VCPUObject 0xfffe
#define seL4_ARM_IOPageTableObject 0xffff

/* Numbers, because programs ask for them in #if; below stands that spec/abi has the same. */
#define seL4_MinUntypedBits 4
#define seL4_MaxUntypedBits 47
#define seL4_TCBBits 11
#define seL4_EndpointBits 4
#define seL4_NotificationBits 6
#define seL4_ReplyBits 5
#define seL4_MinSchedContextBits 7
#define seL4_SlotBits 5
#define seL4_PageBits 12
#define seL4_LargePageBits 21
#define seL4_HugePageBits 30
#define seL4_VSpaceBits 12
#define seL4_VSpaceEntryBits 3
#define seL4_VSpaceIndexBits 9
#define seL4_PageTableBits 12
#define seL4_PageTableEntryBits 3
#define seL4_PageTableIndexBits 9
#define seL4_ASIDPoolBits 12
#define seL4_ASIDPoolIndexBits 9
#define seL4_NumASIDPoolsBits 7
#define seL4_IOPageTableBits 12
#define seL4_VCPUBits 12
#define seL4_ARM_VCPUBits seL4_VCPUBits

SEL4_COMPILE_ASSERT(tenon_untyped_least, seL4_MinUntypedBits == TENON_LEAST_UNTYPED)
SEL4_COMPILE_ASSERT(tenon_untyped_most, seL4_MaxUntypedBits == TENON_MOST_UNTYPED)
SEL4_COMPILE_ASSERT(tenon_tcb_bits, seL4_TCBBits == TENON_BITS_TCB)
SEL4_COMPILE_ASSERT(tenon_endpoint_bits, seL4_EndpointBits == TENON_BITS_ENDPOINT)
SEL4_COMPILE_ASSERT(tenon_notification_bits, seL4_NotificationBits == TENON_BITS_NOTIFICATION)
SEL4_COMPILE_ASSERT(tenon_reply_bits, seL4_ReplyBits == TENON_BITS_REPLY)
SEL4_COMPILE_ASSERT(tenon_sched_context_bits, seL4_MinSchedContextBits == TENON_LEAST_SCHED_CONTEXT)
SEL4_COMPILE_ASSERT(tenon_page_bits, seL4_PageBits == TENON_BITS_SMALL_PAGE)
SEL4_COMPILE_ASSERT(tenon_large_page_bits, seL4_LargePageBits == TENON_BITS_LARGE_PAGE)
SEL4_COMPILE_ASSERT(tenon_huge_page_bits, seL4_HugePageBits == TENON_BITS_HUGE_PAGE)
SEL4_COMPILE_ASSERT(tenon_vspace_bits, seL4_VSpaceBits == TENON_BITS_VSPACE)
SEL4_COMPILE_ASSERT(tenon_page_table_bits, seL4_PageTableBits == TENON_BITS_PAGE_TABLE)
SEL4_SIZE_SANITY(seL4_VSpaceEntryBits, seL4_VSpaceIndexBits, seL4_VSpaceBits)
SEL4_SIZE_SANITY(seL4_PageTableEntryBits, seL4_PageTableIndexBits, seL4_PageTableBits)

/* Objects that a call to seL4_Untyped_Retype makes at most. */
#define seL4_UntypedRetypeMaxObjects CONFIG_RETYPE_FAN_OUT_LIMIT

/* --- words and addresses --- */

#define seL4_WordSizeBits 3
#define seL4_WordBits (sizeof(seL4_Word) * 8)
#define seL4_GuardSizeBits 6
#define seL4_GuardBits 58
#define seL4_BadgeBits 64
#define seL4_UserTop 0x00007fffffffffff /* the last address of a program */
#define seL4_UserVSpaceTop seL4_UserTop

typedef enum {
    seL4_ARM_PageCacheable = 1,
    seL4_ARM_ParityEnabled = 2,
    seL4_ARM_Default_VMAttributes = seL4_ARM_PageCacheable | seL4_ARM_ParityEnabled,
    seL4_ARM_ExecuteNever = 4,
    SEL4_FORCE_LONG_ENUM(seL4_ARM_VMAttributes),
} seL4_ARM_VMAttributes;

typedef enum {
    seL4_ARM_CacheI = 1,
    seL4_ARM_CacheD = 2,
    seL4_ARM_CacheID = seL4_ARM_CacheI | seL4_ARM_CacheD,
    SEL4_FORCE_LONG_ENUM(seL4_ARM_CacheType),
} seL4_ARM_CacheType;

/* --- messages --- */

enum seL4_MsgLimits {
    seL4_MsgLengthBits = 7,
    seL4_MsgExtraCapBits = 2,
    seL4_MsgMaxLength = 120,
};
#define seL4_MsgMaxExtraCaps (LIBSEL4_BIT(seL4_MsgExtraCapBits) - 1)
#define seL4_FastMessageRegisters 4 /* words that travel in registers */
#define seL4_IPCBufferSizeBits 10
#define seL4_CapRightsBits 4

/* --- threads and time --- */

enum priorityConstants {
    seL4_InvalidPrio = -1,
    seL4_MinPrio = 0,
    seL4_MaxPrio = CONFIG_NUM_PRIORITIES - 1,
};

typedef enum {
    seL4_TCBFlag_NoFlag = 0,
    seL4_TCBFlag_fpuDisabled = 1,
    seL4_TCBFlag_MASK = seL4_TCBFlag_fpuDisabled,
    SEL4_FORCE_LONG_ENUM(seL4_TCBFlag),
} seL4_TCBFlag;

typedef enum {
    seL4_SchedContext_NoFlag = 0,
    seL4_SchedContext_Sporadic = 1,
    SEL4_FORCE_LONG_ENUM(seL4_SchedContextFlag),
} seL4_SchedContextFlag;

/* A scheduling context of 2^7 bytes has two refills, and one more for each 16 bytes more. */
#define seL4_CoreSchedContextBytes 128
#define seL4_RefillSizeBytes 16

/* How many extra refills seL4_SchedControl_Configure takes for a context of this size. */
LIBSEL4_INLINE_FUNC seL4_Word seL4_MaxExtraRefills(seL4_Word size_bits)
{
    return (LIBSEL4_BIT(size_bits) - seL4_CoreSchedContextBytes) / seL4_RefillSizeBytes;
}

/* --- faults: which word of the message is what --- */

typedef enum {
    seL4_CapFault_IP,
    seL4_CapFault_Addr,
    seL4_CapFault_InRecvPhase,
    seL4_CapFault_LookupFailureType,
    seL4_CapFault_BitsLeft,
    seL4_CapFault_DepthMismatch_BitsFound,
    seL4_CapFault_GuardMismatch_GuardFound = seL4_CapFault_DepthMismatch_BitsFound,
    seL4_CapFault_GuardMismatch_BitsFound,
    SEL4_FORCE_LONG_ENUM(seL4_CapFault_Msg),
} seL4_CapFault_Msg;

typedef enum {
    seL4_UnknownSyscall_X0,
    seL4_UnknownSyscall_X1,
    seL4_UnknownSyscall_X2,
    seL4_UnknownSyscall_X3,
    seL4_UnknownSyscall_X4,
    seL4_UnknownSyscall_X5,
    seL4_UnknownSyscall_X6,
    seL4_UnknownSyscall_X7,
    seL4_UnknownSyscall_FaultIP,
    seL4_UnknownSyscall_SP,
    seL4_UnknownSyscall_LR,
    seL4_UnknownSyscall_SPSR,
    seL4_UnknownSyscall_Syscall,
    seL4_UnknownSyscall_Length,
    SEL4_FORCE_LONG_ENUM(seL4_UnknownSyscall_Msg),
} seL4_UnknownSyscall_Msg;

typedef enum {
    seL4_UserException_FaultIP,
    seL4_UserException_SP,
    seL4_UserException_SPSR,
    seL4_UserException_Number,
    seL4_UserException_Code,
    seL4_UserException_Length,
    SEL4_FORCE_LONG_ENUM(seL4_UserException_Msg),
} seL4_UserException_Msg;

typedef enum {
    seL4_VMFault_IP,
    seL4_VMFault_Addr,
    seL4_VMFault_PrefetchFault,
    seL4_VMFault_FSR,
    seL4_VMFault_Length,
    SEL4_FORCE_LONG_ENUM(seL4_VMFault_Msg),
} seL4_VMFault_Msg;

/* What seL4_VMFault_PrefetchFault says. */
#define seL4_DataFault 0
#define seL4_InstructionFault 1

typedef enum {
    seL4_Timeout_Data, /* the badge that seL4_SchedControl_Configure gave the context */
    seL4_Timeout_Consumed,
    seL4_Timeout_Length,
    SEL4_FORCE_LONG_ENUM(seL4_Timeout_Msg),
} seL4_Timeout_Msg;

SEL4_COMPILE_ASSERT(tenon_cap_fault, seL4_CapFault_GuardMismatch_BitsFound + 1 == TENON_WORDS_CAP_FAULT)
SEL4_COMPILE_ASSERT(tenon_unknown_syscall, (int)seL4_UnknownSyscall_Length == TENON_WORDS_UNKNOWN_SYSCALL)
SEL4_COMPILE_ASSERT(tenon_user_exception, (int)seL4_UserException_Length == TENON_WORDS_USER_EXCEPTION)
SEL4_COMPILE_ASSERT(tenon_vm_fault, (int)seL4_VMFault_Length == TENON_WORDS_VM_FAULT)
SEL4_COMPILE_ASSERT(tenon_timeout, (int)seL4_Timeout_Length == TENON_WORDS_TIMEOUT)

/* The answer to a timeout fault: registers to go on with. */
typedef enum {
    seL4_TimeoutReply_FaultIP,
    seL4_TimeoutReply_SP,
    seL4_TimeoutReply_SPSR_EL1,
    seL4_TimeoutReply_X0,
    seL4_TimeoutReply_X1,
    seL4_TimeoutReply_X2,
    seL4_TimeoutReply_X3,
    seL4_TimeoutReply_X4,
    seL4_TimeoutReply_X5,
    seL4_TimeoutReply_X6,
    seL4_TimeoutReply_X7,
    seL4_TimeoutReply_X8,
    seL4_TimeoutReply_X16,
    seL4_TimeoutReply_X17,
    seL4_TimeoutReply_X18,
    seL4_TimeoutReply_X29,
    seL4_TimeoutReply_X30,
    seL4_TimeoutReply_X9,
    seL4_TimeoutReply_X10,
    seL4_TimeoutReply_X11,
    seL4_TimeoutReply_X12,
    seL4_TimeoutReply_X13,
    seL4_TimeoutReply_X14,
    seL4_TimeoutReply_X15,
    seL4_TimeoutReply_X19,
    seL4_TimeoutReply_X20,
    seL4_TimeoutReply_X21,
    seL4_TimeoutReply_X22,
    seL4_TimeoutReply_X23,
    seL4_TimeoutReply_X24,
    seL4_TimeoutReply_X25,
    seL4_TimeoutReply_X26,
    seL4_TimeoutReply_X27,
    seL4_TimeoutReply_X28,
    seL4_TimeoutReply_Length,
    SEL4_FORCE_LONG_ENUM(seL4_TimeoutReply_Msg),
} seL4_TimeoutReply_Msg;

/* --- mapping: which word of a refused seL4_ARM_Page_Map says how many bits are left to translate --- */

#define SEL4_MAPPING_LOOKUP_LEVEL 2
#define SEL4_MAPPING_LOOKUP_NO_PT 21
#define SEL4_MAPPING_LOOKUP_NO_PD 30
#define SEL4_MAPPING_LOOKUP_NO_PUD 39

/* --- where a kernel that reports errors in words puts them into the IPC buffer --- */

#define DEBUG_MESSAGE_START 6
#define DEBUG_MESSAGE_MAXLEN 50

#endif
