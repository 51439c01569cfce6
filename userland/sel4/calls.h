/*
 * Every invocation: the object first, then what it takes.  A refused one
 * changes nothing and its error says why; beside each function stands what its
 * errors mean.  Not repeated there are two that any of them may give:
 *
 *   seL4_InvalidCapability  there is no such object; or one among the arguments is missing, or
 *                           of another kind
 *   seL4_IllegalOperation   the object is of another kind
 *
 * After an error words 0 to 3 of the answer are in the IPC buffer: for
 * seL4_RangeError least and most, for seL4_InvalidArgument and
 * seL4_InvalidCapability the number of the argument, for seL4_FailedLookup
 * which side, then why, for seL4_NotEnoughMemory how many bytes are free.
 *
 * A slot is named by three words: a CNode to start from, an index, and depth,
 * how many bits of the index to use.
 */
#ifndef TENON_SEL4_CALLS_H
#define TENON_SEL4_CALLS_H

#include <sel4/invocation.h>
#include <sel4/syscalls.h>

/* What an object answers: words only if there is no error. */
struct tenon_answer {
    seL4_Error error;
    seL4_Word word[seL4_FastMessageRegisters];
};

LIBSEL4_INLINE struct tenon_answer tenon_invoke(seL4_CPtr object, seL4_Word label, seL4_Word caps,
                                                const seL4_CPtr *cap, seL4_Word words, const seL4_Word *word)
{
    struct tenon_registers r = {object, seL4_MessageInfo_new(label, 0, caps, words), {0, 0, 0, 0}};
    struct tenon_answer answer;

    for (seL4_Word i = 0; i < caps; i++)
        seL4_SetCap((int)i, cap[i]);
    for (seL4_Word i = 0; i < words; i++) {
        if (i < seL4_FastMessageRegisters)
            r.word[i] = word[i];
        else
            seL4_SetMR((int)i, word[i]);
    }
    r = tenon_call(seL4_SysCall, r, 0, 0);
    answer.error = (seL4_Error)seL4_MessageInfo_get_label(r.info);
    for (int i = 0; i < seL4_FastMessageRegisters; i++) {
        answer.word[i] = r.word[i];
        if (answer.error != seL4_NoError)
            seL4_SetMR(i, r.word[i]);
    }
#ifdef CONFIG_KERNEL_INVOCATION_REPORT_ERROR_IPC
    if (answer.error != seL4_NoError && seL4_CanPrintError())
        seL4_DebugPutString(seL4_GetDebugError());
#endif
    return answer;
}

/* Each list in parentheses of its own. */
#define TENON_BRACES(...) {__VA_ARGS__}
#define TENON_INVOKE(object, label, caps, words)                                                                  \
    __extension__({                                                                                               \
        const seL4_Word tenon_cap[] = TENON_BRACES caps;                                                          \
        const seL4_Word tenon_word[] = TENON_BRACES words;                                                        \
        tenon_invoke(object, label, sizeof tenon_cap / sizeof(seL4_Word), tenon_cap,                              \
                     sizeof tenon_word / sizeof(seL4_Word), tenon_word);                                          \
    })

/* --- Untyped --- */

/*
 * Make `num_objects` objects in slots from `node_offset` on of the CNode that
 * is found at (root, node_index, node_depth); depth 0 means root itself.
 * `size_bits` is the size where the type does not fix it.
 *   InvalidArgument  no such type; too small; or it cannot be made of device memory
 *   RangeError       too big; slots beyond the CNode; not 1 to 256 objects
 *   FailedLookup     there is no CNode
 *   DeleteFirst      one of the slots is occupied
 *   NotEnoughMemory  the untyped has fewer bytes left
 */
LIBSEL4_INLINE seL4_Error seL4_Untyped_Retype(seL4_Untyped _service, seL4_Word type, seL4_Word size_bits,
                                              seL4_CNode root, seL4_Word node_index, seL4_Word node_depth,
                                              seL4_Word node_offset, seL4_Word num_objects)
{
    return TENON_INVOKE(_service, UntypedRetype, (root),
                        (type, size_bits, node_index, node_depth, node_offset, num_objects)).error;
}

/* --- CNode: _service is where the destination is looked up.  All: FailedLookup, RangeError (a slot does not
 * resolve) --- */

/*
 * A second capability to the same object, with at most these rights.
 *   FailedLookup      nothing is there to be copied, too
 *   DeleteFirst       the destination is occupied
 *   RevokeFirst       it is an untyped that has been used
 *   IllegalOperation  what is there cannot be copied
 */
LIBSEL4_INLINE seL4_Error seL4_CNode_Copy(seL4_CNode _service, seL4_Word dest_index, seL4_Uint8 dest_depth,
                                          seL4_CNode src_root, seL4_Word src_index, seL4_Uint8 src_depth,
                                          seL4_CapRights_t rights)
{
    return TENON_INVOKE(_service, CNodeCopy, (src_root),
                        (dest_index, dest_depth, src_index, src_depth, rights.words[0])).error;
}

/*
 * As Copy, with a badge (endpoint, notification) or a guard (CNode).
 *   IllegalOperation  it has a badge already
 */
LIBSEL4_INLINE seL4_Error seL4_CNode_Mint(seL4_CNode _service, seL4_Word dest_index, seL4_Uint8 dest_depth,
                                          seL4_CNode src_root, seL4_Word src_index, seL4_Uint8 src_depth,
                                          seL4_CapRights_t rights, seL4_Word badge)
{
    return TENON_INVOKE(_service, CNodeMint, (src_root),
                        (dest_index, dest_depth, src_index, src_depth, rights.words[0], badge)).error;
}

/* DeleteFirst: the destination is occupied. */
LIBSEL4_INLINE seL4_Error seL4_CNode_Move(seL4_CNode _service, seL4_Word dest_index, seL4_Uint8 dest_depth,
                                          seL4_CNode src_root, seL4_Word src_index, seL4_Uint8 src_depth)
{
    return TENON_INVOKE(_service, CNodeMove, (src_root),
                        (dest_index, dest_depth, src_index, src_depth)).error;
}

/*
 * As Move, with a new guard.
 *   IllegalOperation  an endpoint or notification: a badge is for ever
 */
LIBSEL4_INLINE seL4_Error seL4_CNode_Mutate(seL4_CNode _service, seL4_Word dest_index, seL4_Uint8 dest_depth,
                                            seL4_CNode src_root, seL4_Word src_index, seL4_Uint8 src_depth,
                                            seL4_Word badge)
{
    return TENON_INVOKE(_service, CNodeMutate, (src_root),
                        (dest_index, dest_depth, src_index, src_depth, badge)).error;
}

/*
 * Move pivot to the destination and source to pivot in one step, each with a new guard.
 *   IllegalOperation  pivot is one of the two
 *   DeleteFirst       the destination is occupied and is not the source
 */
LIBSEL4_INLINE seL4_Error seL4_CNode_Rotate(seL4_CNode _service, seL4_Word dest_index, seL4_Uint8 dest_depth,
                                            seL4_Word dest_badge, seL4_CNode pivot_root, seL4_Word pivot_index,
                                            seL4_Uint8 pivot_depth, seL4_Word pivot_badge, seL4_CNode src_root,
                                            seL4_Word src_index, seL4_Uint8 src_depth)
{
    return TENON_INVOKE(_service, CNodeRotate, (pivot_root, src_root),
                        (dest_index, dest_depth, dest_badge, pivot_index, pivot_depth, pivot_badge,
                                   src_index, src_depth)).error;
}

/* Empty a slot; the object goes with its last capability.  An empty slot is fine. */
LIBSEL4_INLINE seL4_Error seL4_CNode_Delete(seL4_CNode _service, seL4_Word index, seL4_Uint8 depth)
{
    return TENON_INVOKE(_service, CNodeDelete, (), (index, depth)).error;
}

/* Delete all that was derived from the capability in this slot. */
LIBSEL4_INLINE seL4_Error seL4_CNode_Revoke(seL4_CNode _service, seL4_Word index, seL4_Uint8 depth)
{
    return TENON_INVOKE(_service, CNodeRevoke, (), (index, depth)).error;
}

/*
 * Send away all who wait to send by the badge of this endpoint.
 *   IllegalOperation  not an endpoint, or not with all rights
 */
LIBSEL4_INLINE seL4_Error seL4_CNode_CancelBadgedSends(seL4_CNode _service, seL4_Word index, seL4_Uint8 depth)
{
    return TENON_INVOKE(_service, CNodeCancelBadgedSends, (), (index, depth)).error;
}

/* --- TCB --- */

/*
 * The first `count` words of the thread's registers, which may be suspended before.  `arch_flags` is 0.
 *   IllegalOperation  the thread that asks
 *   RangeError        count is not 1 to 36
 */
LIBSEL4_INLINE seL4_Error seL4_TCB_ReadRegisters(seL4_TCB _service, seL4_Bool suspend_source,
                                                 seL4_Uint8 arch_flags, seL4_Word count, seL4_UserContext *regs)
{
    seL4_Word *to = (seL4_Word *)regs;
    struct tenon_answer answer = TENON_INVOKE(
        _service, TCBReadRegisters, (),
        ((seL4_Word)(suspend_source & 1) | (seL4_Word)arch_flags << 8, count));

    for (seL4_Word i = 0; answer.error == seL4_NoError && i < count && i < sizeof *regs / sizeof *to; i++)
        to[i] = i < seL4_FastMessageRegisters ? answer.word[i] : seL4_GetMR((int)i);
    return answer.error;
}

/*
 * Change the first `count` words of the thread's registers, and let it go on if asked.
 *   IllegalOperation  the thread that asks
 */
LIBSEL4_INLINE seL4_Error seL4_TCB_WriteRegisters(seL4_TCB _service, seL4_Bool resume_target,
                                                  seL4_Uint8 arch_flags, seL4_Word count, seL4_UserContext *regs)
{
    const seL4_Word *from = (const seL4_Word *)regs;
    seL4_Word word[2 + sizeof *regs / sizeof *from] = {
        (seL4_Word)(resume_target & 1) | (seL4_Word)arch_flags << 8, count};

    for (seL4_Word i = 0; i < count && i < sizeof *regs / sizeof *from; i++)
        word[2 + i] = from[i];
    return tenon_invoke(_service, TCBWriteRegisters, 0, word, sizeof word / sizeof *word, word).error;
}

/* From thread to thread: the registers of the frame (pc to x30 of seL4_UserContext), the others, or both. */
LIBSEL4_INLINE seL4_Error seL4_TCB_CopyRegisters(seL4_TCB _service, seL4_TCB source, seL4_Bool suspend_source,
                                                 seL4_Bool resume_target, seL4_Bool transfer_frame,
                                                 seL4_Bool transfer_integer, seL4_Uint8 arch_flags)
{
    return TENON_INVOKE(_service, TCBCopyRegisters, (source),
                        ((seL4_Word)(suspend_source & 1) | (seL4_Word)(resume_target & 1) << 1 |
                                   (seL4_Word)(transfer_frame & 1) << 2 |
                                   (seL4_Word)(transfer_integer & 1) << 3 | (seL4_Word)arch_flags << 8)).error;
}

/*
 * Capability space, address space and IPC buffer (frame and address) at once.
 * A root's data, if not 0, is the guard it gets: seL4_CNode_CapData_new.
 * A buffer at address 0 is none.
 *   IllegalOperation  a root or the frame is of another kind; the space has no number; device memory
 *   AlignmentError    the buffer is not on 1024 bytes
 *   RevokeFirst       one of them is an untyped in use
 */
LIBSEL4_INLINE seL4_Error seL4_TCB_Configure(seL4_TCB _service, seL4_CNode cspace_root,
                                             seL4_Word cspace_root_data, seL4_CPtr vspace_root,
                                             seL4_Word vspace_root_data, seL4_Word buffer, seL4_CPtr bufferFrame)
{
    return TENON_INVOKE(_service, TCBConfigure, (cspace_root, vspace_root, bufferFrame),
                        (cspace_root_data, vspace_root_data, buffer)).error;
}

/* Fault endpoint (0: none) and spaces; errors as Configure. */
LIBSEL4_INLINE seL4_Error seL4_TCB_SetSpace(seL4_TCB _service, seL4_CPtr fault_ep, seL4_CNode cspace_root,
                                            seL4_Word cspace_root_data, seL4_CPtr vspace_root,
                                            seL4_Word vspace_root_data)
{
    return TENON_INVOKE(_service, TCBSetSpace, (fault_ep, cspace_root, vspace_root),
                        (cspace_root_data, vspace_root_data)).error;
}

/* Frame and address; errors as Configure. */
LIBSEL4_INLINE seL4_Error seL4_TCB_SetIPCBuffer(seL4_TCB _service, seL4_Word buffer, seL4_CPtr bufferFrame)
{
    return TENON_INVOKE(_service, TCBSetIPCBuffer, (bufferFrame), (buffer)).error;
}

/* RangeError: above the maximum of the thread `authority`. */
LIBSEL4_INLINE seL4_Error seL4_TCB_SetPriority(seL4_TCB _service, seL4_TCB authority, seL4_Word priority)
{
    return TENON_INVOKE(_service, TCBSetPriority, (authority), (priority)).error;
}

/* The highest priority it may give; RangeError as SetPriority. */
LIBSEL4_INLINE seL4_Error seL4_TCB_SetMCPriority(seL4_TCB _service, seL4_TCB authority, seL4_Word mcp)
{
    return TENON_INVOKE(_service, TCBSetMCPriority, (authority), (mcp)).error;
}

/*
 * Both priorities, scheduling context (0: none) and fault endpoint (0: none) at once.
 *   RangeError         as SetPriority
 *   IllegalOperation   thread or context is bound to another; the thread that asks would lose its own
 *   InvalidCapability  the fault endpoint lacks Write, or both Grant and GrantReply
 */
LIBSEL4_INLINE seL4_Error seL4_TCB_SetSchedParams(seL4_TCB _service, seL4_TCB authority, seL4_Word mcp,
                                                  seL4_Word priority, seL4_CPtr sched_context, seL4_CPtr fault_ep)
{
    return TENON_INVOKE(_service, TCBSetSchedParams, (authority, sched_context, fault_ep),
                        (mcp, priority)).error;
}

/* Where to report that a budget is used up (0: nowhere); InvalidCapability as SetSchedParams. */
LIBSEL4_INLINE seL4_Error seL4_TCB_SetTimeoutEndpoint(seL4_TCB _service, seL4_CPtr timeout_fault_ep)
{
    return TENON_INVOKE(_service, TCBSetTimeoutEndpoint, (timeout_fault_ep), ()).error;
}

LIBSEL4_INLINE seL4_Error seL4_TCB_Suspend(seL4_TCB _service)
{
    return TENON_INVOKE(_service, TCBSuspend, (), ()).error;
}

LIBSEL4_INLINE seL4_Error seL4_TCB_Resume(seL4_TCB _service)
{
    return TENON_INVOKE(_service, TCBResume, (), ()).error;
}

/*
 * Signals then end a receive, too.
 *   IllegalOperation  one of the two is bound already; not a notification with Read; somebody waits on it
 */
LIBSEL4_INLINE seL4_Error seL4_TCB_BindNotification(seL4_TCB _service, seL4_CPtr notification)
{
    return TENON_INVOKE(_service, TCBBindNotification, (notification), ()).error;
}

/* IllegalOperation: nothing is bound. */
LIBSEL4_INLINE seL4_Error seL4_TCB_UnbindNotification(seL4_TCB _service)
{
    return TENON_INVOKE(_service, TCBUnbindNotification, (), ()).error;
}

/* What TPIDR_EL0 holds, by which a program finds thread-local memory. */
LIBSEL4_INLINE seL4_Error seL4_TCB_SetTLSBase(seL4_TCB _service, seL4_Word tls_base)
{
    return TENON_INVOKE(_service, TCBSetTLSBase, (), (tls_base)).error;
}

typedef struct seL4_TCB_SetFlags {
    int error;
    seL4_Word flags;
} seL4_TCB_SetFlags_t;

/* Clear, then set flags (seL4_TCBFlag), and say what they are now. */
LIBSEL4_INLINE seL4_TCB_SetFlags_t seL4_TCB_SetFlags(seL4_TCB _service, seL4_Word clear, seL4_Word set)
{
    struct tenon_answer answer = TENON_INVOKE(_service, TCBSetFlags, (), (clear, set));

    return (seL4_TCB_SetFlags_t){answer.error, answer.word[0]};
}

/* --- SchedControl, SchedContext --- */

/*
 * Times in microseconds; budget == period means round robin.  `flags` are of seL4_SchedContextFlag.
 *   RangeError  budget, period, or how many extra refills
 */
LIBSEL4_INLINE seL4_Error seL4_SchedControl_ConfigureFlags(seL4_SchedControl _service,
                                                           seL4_SchedContext schedcontext, seL4_Time budget,
                                                           seL4_Time period, seL4_Word extra_refills,
                                                           seL4_Word badge, seL4_Word flags)
{
    return TENON_INVOKE(_service, SchedControlConfigureFlags, (schedcontext),
                        (budget, period, extra_refills, badge, flags)).error;
}

LIBSEL4_INLINE seL4_Error seL4_SchedControl_Configure(seL4_SchedControl _service, seL4_SchedContext schedcontext,
                                                      seL4_Time budget, seL4_Time period, seL4_Word extra_refills,
                                                      seL4_Word badge)
{
    return seL4_SchedControl_ConfigureFlags(_service, schedcontext, budget, period, extra_refills, badge,
                                            seL4_SchedContext_NoFlag);
}

/* To a thread or a notification.  IllegalOperation: one of the two is bound already. */
LIBSEL4_INLINE seL4_Error seL4_SchedContext_Bind(seL4_SchedContext _service, seL4_CPtr cap)
{
    return TENON_INVOKE(_service, SchedContextBind, (cap), ()).error;
}

/* From all it is bound to.  IllegalOperation: the thread that asks runs on it. */
LIBSEL4_INLINE seL4_Error seL4_SchedContext_Unbind(seL4_SchedContext _service)
{
    return TENON_INVOKE(_service, SchedContextUnbind, (), ()).error;
}

/* From this one.  IllegalOperation: as Unbind, or it is not bound to it. */
LIBSEL4_INLINE seL4_Error seL4_SchedContext_UnbindObject(seL4_SchedContext _service, seL4_CPtr cap)
{
    return TENON_INVOKE(_service, SchedContextUnbindObject, (cap), ()).error;
}

typedef struct seL4_SchedContext_Consumed {
    int error;
    seL4_Time consumed;
} seL4_SchedContext_Consumed_t;

/* Microseconds used since the last time somebody asked. */
LIBSEL4_INLINE seL4_SchedContext_Consumed_t seL4_SchedContext_Consumed(seL4_SchedContext _service)
{
    struct tenon_answer answer = TENON_INVOKE(_service, SchedContextConsumed, (), ());

    return (seL4_SchedContext_Consumed_t){answer.error, answer.word[0]};
}

typedef struct seL4_SchedContext_YieldTo {
    int error;
    seL4_Time consumed;
} seL4_SchedContext_YieldTo_t;

/*
 * Let its thread run first among those of its priority, and say as Consumed.
 *   IllegalOperation  no thread, the caller's own, or one above its maximum priority
 */
LIBSEL4_INLINE seL4_SchedContext_YieldTo_t seL4_SchedContext_YieldTo(seL4_SchedContext _service)
{
    struct tenon_answer answer = TENON_INVOKE(_service, SchedContextYieldTo, (), ());

    return (seL4_SchedContext_YieldTo_t){answer.error, answer.word[0]};
}

/* --- interrupts --- */

/*
 * A handler for the interrupt into the slot (root, index, depth).
 *   RangeError    no such interrupt
 *   RevokeFirst   it has a handler
 *   DeleteFirst   the slot is occupied
 *   FailedLookup  there is no such slot
 */
LIBSEL4_INLINE seL4_Error seL4_IRQControl_Get(seL4_IRQControl _service, seL4_Word irq, seL4_CNode root,
                                              seL4_Word index, seL4_Uint8 depth)
{
    return TENON_INVOKE(_service, IRQIssueIRQHandler, (root), (irq, index, depth)).error;
}

/* The same, and choose the trigger: 1 by edge, 0 by level. */
LIBSEL4_INLINE seL4_Error seL4_IRQControl_GetTrigger(seL4_IRQControl _service, seL4_Word irq, seL4_Word trigger,
                                                     seL4_CNode root, seL4_Word index, seL4_Uint8 depth)
{
    return TENON_INVOKE(_service, ARMIRQIssueIRQHandlerTrigger, (root),
                        (irq, trigger, index, depth)).error;
}

/* A capability to raise software interrupt `irq` (0 to 15) on core `target`; DeleteFirst and
 * FailedLookup as Get.  RangeError: no such interrupt.  InvalidArgument: no such core. */
LIBSEL4_INLINE seL4_Error seL4_IRQControl_IssueSGISignal(seL4_IRQControl _service, seL4_Word irq,
                                                         seL4_Word target, seL4_CNode root, seL4_Word index,
                                                         seL4_Uint8 depth)
{
    return TENON_INVOKE(_service, ARMIRQIssueSGISignal, (root),
                        (irq, target, index, depth)).error;
}

/* The interrupt may come again. */
LIBSEL4_INLINE seL4_Error seL4_IRQHandler_Ack(seL4_IRQHandler _service)
{
    return TENON_INVOKE(_service, IRQAckIRQ, (), ()).error;
}

/* What to signal.  InvalidCapability: not a notification with Write. */
LIBSEL4_INLINE seL4_Error seL4_IRQHandler_SetNotification(seL4_IRQHandler _service, seL4_CPtr notification)
{
    return TENON_INVOKE(_service, IRQSetIRQHandler, (notification), ()).error;
}

/* Signal nothing any more. */
LIBSEL4_INLINE seL4_Error seL4_IRQHandler_Clear(seL4_IRQHandler _service)
{
    return TENON_INVOKE(_service, IRQClearIRQHandler, (), ()).error;
}

/* --- domains: there is one --- */

/* InvalidArgument: no such domain, or no thread. */
LIBSEL4_INLINE seL4_Error seL4_DomainSet_Set(seL4_DomainSet _service, seL4_Uint8 domain, seL4_TCB thread)
{
    return TENON_INVOKE(_service, DomainSetSet, (thread), (domain)).error;
}

/* Entry `index` of the schedule: which domain runs how many ticks.  RangeError: no such entry or domain.
 * InvalidArgument: no time, or too much. */
LIBSEL4_INLINE seL4_Error seL4_DomainSet_ScheduleConfigure(seL4_DomainSet _service, seL4_Word index,
                                                           seL4_Uint8 domain, seL4_Time duration)
{
    return TENON_INVOKE(_service, DomainScheduleConfigure, (), (index, domain, duration)).error;
}

/* Where the schedule begins again.  RangeError: no such entry.  InvalidArgument: it lasts no time. */
LIBSEL4_INLINE seL4_Error seL4_DomainSet_ScheduleSetStart(seL4_DomainSet _service, seL4_Word index)
{
    return TENON_INVOKE(_service, DomainScheduleSetStart, (), (index)).error;
}

/* --- address spaces --- */

/*
 * Give a table its place: the first level that is missing at the address.
 *   InvalidCapability  mapped already; the space has no number
 *   InvalidArgument    not an address of a program
 *   FailedLookup       the space is dead
 *   DeleteFirst        nothing is missing there
 */
LIBSEL4_INLINE seL4_Error seL4_ARM_PageTable_Map(seL4_ARM_PageTable _service, seL4_CPtr vspace, seL4_Word vaddr,
                                                 seL4_ARM_VMAttributes attr)
{
    return TENON_INVOKE(_service, ARMPageTableMap, (vspace), (vaddr, attr)).error;
}

/* RevokeFirst: the table has a second capability. */
LIBSEL4_INLINE seL4_Error seL4_ARM_PageTable_Unmap(seL4_ARM_PageTable _service)
{
    return TENON_INVOKE(_service, ARMPageTableUnmap, (), ()).error;
}

/*
 * Make a page, or a Region of any size, visible at an address, with at most the rights of its capability.
 * Where it is mapped already, rights and attributes change.
 *   FailedLookup       a table is missing: seL4_MappingFailedLookupLevel
 *   AlignmentError     the address
 *   InvalidArgument    mapped elsewhere; not an address of a program
 *   InvalidCapability  mapped in another space; the space has no number
 *   DeleteFirst        something else is mapped there
 */
LIBSEL4_INLINE seL4_Error seL4_ARM_Page_Map(seL4_ARM_Page _service, seL4_CPtr vspace, seL4_Word vaddr,
                                            seL4_CapRights_t rights, seL4_ARM_VMAttributes attr)
{
    return TENON_INVOKE(_service, ARMPageMap, (vspace), (vaddr, rights.words[0], attr)).error;
}

/* What is not mapped is fine. */
LIBSEL4_INLINE seL4_Error seL4_ARM_Page_Unmap(seL4_ARM_Page _service)
{
    return TENON_INVOKE(_service, ARMPageUnmap, (), ()).error;
}

typedef struct seL4_ARM_Page_GetAddress {
    int error;
    seL4_Word paddr;
} seL4_ARM_Page_GetAddress_t;

/* Its physical address. */
LIBSEL4_INLINE seL4_ARM_Page_GetAddress_t seL4_ARM_Page_GetAddress(seL4_ARM_Page _service)
{
    struct tenon_answer answer = TENON_INVOKE(_service, ARMPageGetAddress, (), ());

    return (seL4_ARM_Page_GetAddress_t){answer.error, answer.word[0]};
}

/*
 * Caches, for bytes [start, end) of a mapped page: write them to memory; forget them; both; or let
 * instructions that were written there be fetched.
 *   IllegalOperation   not mapped
 *   InvalidArgument    not inside the page, or none
 *   FailedLookup       the space it was mapped in is dead
 *   InvalidCapability  another page was mapped in its place
 */
LIBSEL4_INLINE seL4_Error seL4_ARM_Page_Clean_Data(seL4_ARM_Page _service, seL4_Word start_offset,
                                                   seL4_Word end_offset)
{
    return TENON_INVOKE(_service, ARMPageClean_Data, (), (start_offset, end_offset)).error;
}

LIBSEL4_INLINE seL4_Error seL4_ARM_Page_Invalidate_Data(seL4_ARM_Page _service, seL4_Word start_offset,
                                                        seL4_Word end_offset)
{
    return TENON_INVOKE(_service, ARMPageInvalidate_Data, (), (start_offset, end_offset)).error;
}

LIBSEL4_INLINE seL4_Error seL4_ARM_Page_CleanInvalidate_Data(seL4_ARM_Page _service, seL4_Word start_offset,
                                                             seL4_Word end_offset)
{
    return TENON_INVOKE(_service, ARMPageCleanInvalidate_Data, (),
                        (start_offset, end_offset)).error;
}

LIBSEL4_INLINE seL4_Error seL4_ARM_Page_Unify_Instruction(seL4_ARM_Page _service, seL4_Word start_offset,
                                                          seL4_Word end_offset)
{
    return TENON_INVOKE(_service, ARMPageUnify_Instruction, (),
                        (start_offset, end_offset)).error;
}

/*
 * The same by addresses of a space, within one page.
 *   InvalidArgument    no bytes
 *   RangeError         beyond the page
 *   IllegalOperation   not addresses of a program
 *   InvalidCapability  the space has no number, or is dead
 */
LIBSEL4_INLINE seL4_Error seL4_ARM_VSpace_Clean_Data(seL4_ARM_VSpace _service, seL4_Word start, seL4_Word end)
{
    return TENON_INVOKE(_service, ARMVSpaceClean_Data, (), (start, end)).error;
}

LIBSEL4_INLINE seL4_Error seL4_ARM_VSpace_Invalidate_Data(seL4_ARM_VSpace _service, seL4_Word start,
                                                          seL4_Word end)
{
    return TENON_INVOKE(_service, ARMVSpaceInvalidate_Data, (), (start, end)).error;
}

LIBSEL4_INLINE seL4_Error seL4_ARM_VSpace_CleanInvalidate_Data(seL4_ARM_VSpace _service, seL4_Word start,
                                                               seL4_Word end)
{
    return TENON_INVOKE(_service, ARMVSpaceCleanInvalidate_Data, (), (start, end)).error;
}

LIBSEL4_INLINE seL4_Error seL4_ARM_VSpace_Unify_Instruction(seL4_ARM_VSpace _service, seL4_Word start,
                                                            seL4_Word end)
{
    return TENON_INVOKE(_service, ARMVSpaceUnify_Instruction, (), (start, end)).error;
}

/*
 * Make an untyped of 2^12 bytes that nothing was made of a pool of 512 numbers for address spaces.
 *   InvalidCapability  it has another size, or is device memory
 *   RevokeFirst        something was made of it
 *   DeleteFirst        no pool is left, or the slot (root, index, depth) is occupied
 *   FailedLookup       there is no such slot
 */
LIBSEL4_INLINE seL4_Error seL4_ARM_ASIDControl_MakePool(seL4_ARM_ASIDControl _service, seL4_Untyped untyped,
                                                        seL4_CNode root, seL4_Word index, seL4_Uint8 depth)
{
    return TENON_INVOKE(_service, ARMASIDControlMakePool, (untyped, root),
                        (index, depth)).error;
}

/*
 * Give a space a number: from then on it can be mapped into.
 *   InvalidCapability  it has one
 *   DeleteFirst        the pool is full
 *   FailedLookup       the pool is dead
 */
LIBSEL4_INLINE seL4_Error seL4_ARM_ASIDPool_Assign(seL4_ARM_ASIDPool _service, seL4_CPtr vspace)
{
    return TENON_INVOKE(_service, ARMASIDPoolAssign, (vspace), ()).error;
}

/* A call to the firmware.  This kernel lets nobody: InvalidCapability, and no answer. */
LIBSEL4_INLINE seL4_Error seL4_ARM_SMC_Call(seL4_ARM_SMC _service, seL4_ARM_SMCContext *smc_args,
                                            seL4_ARM_SMCContext *smc_response)
{
    (void)smc_response;
    return TENON_INVOKE(_service, ARMSMCCall, (),
                        (smc_args->x0, smc_args->x1, smc_args->x2, smc_args->x3, smc_args->x4,
                                   smc_args->x5, smc_args->x6, smc_args->x7)).error;
}

#undef TENON_INVOKE
#undef TENON_BRACES

#endif
