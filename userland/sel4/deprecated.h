/*
 * Older names that programs still use, for what has a newer one.
 */
#ifndef TENON_SEL4_DEPRECATED_H
#define TENON_SEL4_DEPRECATED_H

#include <sel4/calls.h>
#include <sel4/faults.h>

/* --- page directories of whatever level are page tables --- */

/* Numbers, because programs ask for them in #if. */
#define seL4_PGDBits 12
#define seL4_PUDBits 12
SEL4_COMPILE_ASSERT(tenon_pgd, seL4_PGDBits == seL4_VSpaceBits && seL4_PUDBits == seL4_PageTableBits)
#define seL4_PGDEntryBits seL4_VSpaceEntryBits
#define seL4_PGDIndexBits seL4_VSpaceIndexBits
#define seL4_PUDEntryBits seL4_PageTableEntryBits
#define seL4_PUDIndexBits seL4_PageTableIndexBits
#define seL4_PageDirBits seL4_PageTableBits
#define seL4_PageDirEntryBits seL4_PageTableEntryBits
#define seL4_PageDirIndexBits seL4_PageTableIndexBits

typedef seL4_ARM_VSpace seL4_ARM_PageGlobalDirectory;
typedef seL4_ARM_PageTable seL4_ARM_PageUpperDirectory;
typedef seL4_ARM_PageTable seL4_ARM_PageDirectory;
#define seL4_ARM_PageGlobalDirectoryObject seL4_ARM_VSpaceObject
#define seL4_ARM_PageUpperDirectoryObject seL4_ARM_PageTableObject
#define seL4_ARM_PageDirectoryObject seL4_ARM_PageTableObject
#define seL4_ARM_PageUpperDirectory_Map seL4_ARM_PageTable_Map
#define seL4_ARM_PageUpperDirectory_Unmap seL4_ARM_PageTable_Unmap
#define seL4_ARM_PageDirectory_Map seL4_ARM_PageTable_Map
#define seL4_ARM_PageDirectory_Unmap seL4_ARM_PageTable_Unmap
#define ARMPageDirectoryMap ARMPageTableMap
#define ARMPageDirectoryUnmap ARMPageTableUnmap

/* --- capabilities --- */

#define seL4_AsyncEndpointObject seL4_NotificationObject
typedef seL4_CapRights_t seL4_CapRights;
typedef seL4_Word seL4_CapData_t;

LIBSEL4_INLINE_FUNC seL4_Word seL4_CapData_Badge_new(seL4_Word badge)
{
    return badge;
}

LIBSEL4_INLINE_FUNC seL4_Word seL4_CapData_Guard_new(seL4_Word guard, seL4_Word bits)
{
    return seL4_CNode_CapData_new(guard, bits).words[0];
}

/* --- faults and messages --- */

typedef seL4_Fault_tag_t seL4_FaultType;
#define seL4_NoFault seL4_Fault_NullFault
#define seL4_CapFault seL4_Fault_CapFault
#define seL4_UnknownSyscall seL4_Fault_UnknownSyscall
#define seL4_UserException seL4_Fault_UserException
#define seL4_VMFault seL4_Fault_VMFault
#define SEL4_PFIPC_LABEL seL4_Fault_VMFault
#define SEL4_PFIPC_LENGTH seL4_VMFault_Length
#define SEL4_PFIPC_FAULT_IP seL4_VMFault_IP
#define SEL4_PFIPC_FAULT_ADDR seL4_VMFault_Addr
#define SEL4_PFIPC_PREFETCH_FAULT seL4_VMFault_PrefetchFault
#define SEL4_PFIPC_FSR seL4_VMFault_FSR
#define SEL4_EXCEPT_IPC_LABEL seL4_Fault_UnknownSyscall
#define SEL4_USER_EXCEPTION_LABEL seL4_Fault_UserException
#define SEL4_USER_EXCEPTION_LENGTH seL4_UserException_Length

/* The words of a seL4_Fault_VMFault's message. */
typedef union {
    struct {
        seL4_Word fault_ip, fault_addr, prefetch_fault, fsr;
    } regs;
    seL4_Word raw[4];
} seL4_PageFaultIpcRegisters;

LIBSEL4_INLINE_FUNC seL4_MessageInfo_t seL4_GetTag(void)
{
    return seL4_GetIPCBuffer()->tag;
}

LIBSEL4_INLINE_FUNC void seL4_SetTag(seL4_MessageInfo_t info)
{
    seL4_GetIPCBuffer()->tag = info;
}

LIBSEL4_INLINE_FUNC seL4_Word seL4_PF_FIP(void)
{
    return seL4_GetMR(seL4_VMFault_IP);
}

LIBSEL4_INLINE_FUNC seL4_Word seL4_PF_Addr(void)
{
    return seL4_GetMR(seL4_VMFault_Addr);
}

LIBSEL4_INLINE_FUNC seL4_Word seL4_isPageFault_Tag(seL4_MessageInfo_t info)
{
    return (seL4_Word)seL4_isVMFault_tag(info);
}

LIBSEL4_INLINE_FUNC seL4_Word seL4_isPageFault_MSG(void)
{
    return (seL4_Word)seL4_isVMFault_tag(seL4_GetTag());
}

LIBSEL4_INLINE_FUNC seL4_Word seL4_isExceptIPC_Tag(seL4_MessageInfo_t info)
{
    return (seL4_Word)seL4_isUnknownSyscall_tag(info);
}

LIBSEL4_INLINE_FUNC seL4_Word seL4_ExceptIPC_Get(seL4_Word i)
{
    return seL4_GetMR((int)i);
}

LIBSEL4_INLINE_FUNC void seL4_ExceptIPC_Set(seL4_Word i, seL4_Word word)
{
    seL4_SetMR((int)i, word);
}

LIBSEL4_INLINE_FUNC seL4_Word seL4_IsArchSyscallFrom(seL4_MessageInfo_t info)
{
    return seL4_MessageInfo_get_length(info) == seL4_UnknownSyscall_Length;
}

LIBSEL4_INLINE_FUNC seL4_Word seL4_IsArchExceptionFrom(seL4_MessageInfo_t info)
{
    return seL4_IsArchSyscallFrom(info);
}

#endif
