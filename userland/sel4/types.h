/*
 * The types of the ABI: names of capabilities, what a message looks like, what
 * program and kernel read and write together.
 */
#ifndef TENON_SEL4_TYPES_H
#define TENON_SEL4_TYPES_H

#include <sel4/constants.h>
#include <sel4/simple_types.h>

/* What a word is for. */
typedef seL4_Word seL4_PAddr;
typedef seL4_Word seL4_NodeId;
typedef seL4_Word seL4_Domain;
typedef seL4_Word seL4_SlotPos;
typedef seL4_Uint64 seL4_Time; /* microseconds */

/* The address of a capability, and what object it is hoped to name. */
typedef seL4_Word seL4_CPtr;
typedef seL4_CPtr seL4_CNode;
typedef seL4_CPtr seL4_Untyped;
typedef seL4_CPtr seL4_TCB;
typedef seL4_CPtr seL4_SchedContext;
typedef seL4_CPtr seL4_SchedControl;
typedef seL4_CPtr seL4_IRQControl;
typedef seL4_CPtr seL4_IRQHandler;
typedef seL4_CPtr seL4_DomainSet;
typedef seL4_CPtr seL4_ARM_VSpace;
typedef seL4_CPtr seL4_ARM_Page;
typedef seL4_CPtr seL4_ARM_PageTable;
typedef seL4_CPtr seL4_ARM_ASIDControl;
typedef seL4_CPtr seL4_ARM_ASIDPool;
typedef seL4_CPtr seL4_ARM_SGI_Signal;
typedef seL4_CPtr seL4_ARM_SMC;
/* Of these this kernel has none. */
typedef seL4_CPtr seL4_ARM_VCPU;
typedef seL4_CPtr seL4_ARM_IOSpace;
typedef seL4_CPtr seL4_ARM_IOPageTable;
typedef seL4_CPtr seL4_ARM_SIDControl;
typedef seL4_CPtr seL4_ARM_SID;
typedef seL4_CPtr seL4_ARM_CBControl;
typedef seL4_CPtr seL4_ARM_CB;

/* --- words made of fields: to read and to change one, by value and by pointer --- */

#define TENON_FIELD(type, field, shift, bits)                                                                     \
    LIBSEL4_INLINE_FUNC seL4_Uint64 CONST type##_get_##field(type##_t whole)                                      \
    {                                                                                                             \
        return whole.words[0] >> (shift) & (LIBSEL4_BIT(bits) - 1);                                               \
    }                                                                                                             \
    LIBSEL4_INLINE_FUNC type##_t CONST type##_set_##field(type##_t whole, seL4_Uint64 value)                      \
    {                                                                                                             \
        whole.words[0] &= ~((LIBSEL4_BIT(bits) - 1) << (shift));                                                  \
        whole.words[0] |= (value & (LIBSEL4_BIT(bits) - 1)) << (shift);                                           \
        return whole;                                                                                             \
    }                                                                                                             \
    LIBSEL4_INLINE_FUNC seL4_Uint64 PURE type##_ptr_get_##field(type##_t *whole)                                  \
    {                                                                                                             \
        return type##_get_##field(*whole);                                                                        \
    }                                                                                                             \
    LIBSEL4_INLINE_FUNC void type##_ptr_set_##field(type##_t *whole, seL4_Uint64 value)                           \
    {                                                                                                             \
        *whole = type##_set_##field(*whole, value);                                                               \
    }

/* What comes with a message:  | label 52 | capsUnwrapped 3 | extraCaps 2 | length 7 | */
typedef struct seL4_MessageInfo {
    seL4_Uint64 words[1];
} seL4_MessageInfo_t;

TENON_FIELD(seL4_MessageInfo, label, 12, 52)
TENON_FIELD(seL4_MessageInfo, capsUnwrapped, 9, 3)
TENON_FIELD(seL4_MessageInfo, extraCaps, 7, 2)
TENON_FIELD(seL4_MessageInfo, length, 0, 7)

LIBSEL4_INLINE_FUNC seL4_MessageInfo_t CONST seL4_MessageInfo_new(seL4_Uint64 label, seL4_Uint64 capsUnwrapped,
                                                                  seL4_Uint64 extraCaps, seL4_Uint64 length)
{
    seL4_MessageInfo_t info = {{0}};

    info = seL4_MessageInfo_set_label(info, label);
    info = seL4_MessageInfo_set_capsUnwrapped(info, capsUnwrapped);
    info = seL4_MessageInfo_set_extraCaps(info, extraCaps);
    return seL4_MessageInfo_set_length(info, length);
}

LIBSEL4_INLINE_FUNC void seL4_MessageInfo_ptr_new(seL4_MessageInfo_t *info, seL4_Uint64 label,
                                                  seL4_Uint64 capsUnwrapped, seL4_Uint64 extraCaps,
                                                  seL4_Uint64 length)
{
    *info = seL4_MessageInfo_new(label, capsUnwrapped, extraCaps, length);
}

/* What a capability allows:  | 0 | capAllowGrantReply 1 | capAllowGrant 1 | capAllowRead 1 | capAllowWrite 1 | */
typedef struct seL4_CapRights {
    seL4_Uint64 words[1];
} seL4_CapRights_t;

TENON_FIELD(seL4_CapRights, capAllowGrantReply, 3, 1)
TENON_FIELD(seL4_CapRights, capAllowGrant, 2, 1)
TENON_FIELD(seL4_CapRights, capAllowRead, 1, 1)
TENON_FIELD(seL4_CapRights, capAllowWrite, 0, 1)

LIBSEL4_INLINE_FUNC seL4_CapRights_t CONST seL4_CapRights_new(seL4_Uint64 capAllowGrantReply,
                                                              seL4_Uint64 capAllowGrant,
                                                              seL4_Uint64 capAllowRead, seL4_Uint64 capAllowWrite)
{
    seL4_CapRights_t rights = {{0}};

    rights = seL4_CapRights_set_capAllowGrantReply(rights, capAllowGrantReply);
    rights = seL4_CapRights_set_capAllowGrant(rights, capAllowGrant);
    rights = seL4_CapRights_set_capAllowRead(rights, capAllowRead);
    return seL4_CapRights_set_capAllowWrite(rights, capAllowWrite);
}

LIBSEL4_INLINE_FUNC void seL4_CapRights_ptr_new(seL4_CapRights_t *rights, seL4_Uint64 capAllowGrantReply,
                                                seL4_Uint64 capAllowGrant, seL4_Uint64 capAllowRead,
                                                seL4_Uint64 capAllowWrite)
{
    *rights = seL4_CapRights_new(capAllowGrantReply, capAllowGrant, capAllowRead, capAllowWrite);
}

#define seL4_NoRights seL4_CapRights_new(0, 0, 0, 0)
#define seL4_CanWrite seL4_CapRights_new(0, 0, 0, 1)
#define seL4_CanRead seL4_CapRights_new(0, 0, 1, 0)
#define seL4_ReadWrite seL4_CapRights_new(0, 0, 1, 1)
#define seL4_CanGrant seL4_CapRights_new(0, 1, 0, 0)
#define seL4_CanGrantReply seL4_CapRights_new(1, 0, 0, 0)
#define seL4_NoRead seL4_CapRights_new(1, 1, 0, 1)
#define seL4_NoWrite seL4_CapRights_new(1, 1, 1, 0)
#define seL4_AllRights seL4_CapRights_new(1, 1, 1, 1)

/* What an address must begin with behind a CNode capability:  | guard 58 | guardSize 6 | */
typedef struct seL4_CNode_CapData {
    seL4_Uint64 words[1];
} seL4_CNode_CapData_t;

TENON_FIELD(seL4_CNode_CapData, guard, 6, 58)
TENON_FIELD(seL4_CNode_CapData, guardSize, 0, 6)

LIBSEL4_INLINE_FUNC seL4_CNode_CapData_t CONST seL4_CNode_CapData_new(seL4_Uint64 guard, seL4_Uint64 guardSize)
{
    seL4_CNode_CapData_t data = {{0}};

    data = seL4_CNode_CapData_set_guard(data, guard);
    return seL4_CNode_CapData_set_guardSize(data, guardSize);
}

LIBSEL4_INLINE_FUNC void seL4_CNode_CapData_ptr_new(seL4_CNode_CapData_t *data, seL4_Uint64 guard,
                                                    seL4_Uint64 guardSize)
{
    *data = seL4_CNode_CapData_new(guard, guardSize);
}

#undef TENON_FIELD

/* --- what program and kernel read and write together --- */

/* A thread's IPC buffer: the words of a message that do not fit into registers, and its capabilities. */
typedef struct seL4_IPCBuffer_ {
    seL4_MessageInfo_t tag;
    seL4_Word msg[seL4_MsgMaxLength];
    seL4_Word userData;
    seL4_Word caps_or_badges[seL4_MsgMaxExtraCaps]; /* to send; badges of those that came unwrapped */
    seL4_CPtr receiveCNode;                         /* the slot for a capability that comes */
    seL4_CPtr receiveIndex;
    seL4_Word receiveDepth;
} seL4_IPCBuffer __attribute__((aligned(1024)));

SEL4_COMPILE_ASSERT(tenon_ipc_buffer, sizeof(seL4_IPCBuffer) == LIBSEL4_BIT(seL4_IPCBufferSizeBits))

/* A thread's registers, in the order in which messages have them. */
typedef struct seL4_UserContext_ {
    seL4_Word pc, sp, spsr, x0, x1, x2, x3, x4, x5, x6, x7, x8, x16, x17, x18, x29, x30;
    seL4_Word x9, x10, x11, x12, x13, x14, x15, x19, x20, x21, x22, x23, x24, x25, x26, x27, x28;
    seL4_Word tpidr_el0, tpidrro_el0;
} seL4_UserContext;

/* The registers of a call to the firmware. */
typedef struct seL4_ARM_SMCContext_ {
    seL4_Word x0, x1, x2, x3, x4, x5, x6, x7;
} seL4_ARM_SMCContext;

#endif
