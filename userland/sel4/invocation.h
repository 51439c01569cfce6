/*
 * Labels of invocations: what a message to a kernel object asks for.
 */
#ifndef TENON_SEL4_INVOCATION_H
#define TENON_SEL4_INVOCATION_H

#include <sel4/abi.h>

enum invocation_label {
    InvalidInvocation = 0,
    UntypedRetype = TENON_CALL_UNTYPED_RETYPE,
    TCBReadRegisters = TENON_CALL_TCB_READ_REGISTERS,
    TCBWriteRegisters = TENON_CALL_TCB_WRITE_REGISTERS,
    TCBCopyRegisters = TENON_CALL_TCB_COPY_REGISTERS,
    TCBConfigure = TENON_CALL_TCB_CONFIGURE,
    TCBSetPriority = TENON_CALL_TCB_SET_PRIORITY,
    TCBSetMCPriority = TENON_CALL_TCB_SET_MC_PRIORITY,
    TCBSetSchedParams = TENON_CALL_TCB_SET_SCHED_PARAMS,
    TCBSetTimeoutEndpoint = TENON_CALL_TCB_SET_TIMEOUT_ENDPOINT,
    TCBSetIPCBuffer = TENON_CALL_TCB_SET_IPC_BUFFER,
    TCBSetSpace = TENON_CALL_TCB_SET_SPACE,
    TCBSuspend = TENON_CALL_TCB_SUSPEND,
    TCBResume = TENON_CALL_TCB_RESUME,
    TCBBindNotification = TENON_CALL_TCB_BIND_NOTIFICATION,
    TCBUnbindNotification = TENON_CALL_TCB_UNBIND_NOTIFICATION,
    TCBSetTLSBase = TENON_CALL_TCB_SET_TLS_BASE,
    TCBSetFlags = TENON_CALL_TCB_SET_FLAGS,
    CNodeRevoke = TENON_CALL_CNODE_REVOKE,
    CNodeDelete = TENON_CALL_CNODE_DELETE,
    CNodeCancelBadgedSends = TENON_CALL_CNODE_CANCEL_BADGED_SENDS,
    CNodeCopy = TENON_CALL_CNODE_COPY,
    CNodeMint = TENON_CALL_CNODE_MINT,
    CNodeMove = TENON_CALL_CNODE_MOVE,
    CNodeMutate = TENON_CALL_CNODE_MUTATE,
    CNodeRotate = TENON_CALL_CNODE_ROTATE,
    IRQIssueIRQHandler = TENON_CALL_IRQ_CONTROL_GET,
    IRQAckIRQ = TENON_CALL_IRQ_HANDLER_ACK,
    IRQSetIRQHandler = TENON_CALL_IRQ_HANDLER_SET,
    IRQClearIRQHandler = TENON_CALL_IRQ_HANDLER_CLEAR,
    DomainSetSet = TENON_CALL_DOMAIN_SET,
    DomainScheduleConfigure = TENON_CALL_DOMAIN_CONFIGURE,
    DomainScheduleSetStart = TENON_CALL_DOMAIN_START,
    SchedControlConfigureFlags = TENON_CALL_SCHED_CONTROL_CONFIGURE,
    SchedContextBind = TENON_CALL_SCHED_CONTEXT_BIND,
    SchedContextUnbind = TENON_CALL_SCHED_CONTEXT_UNBIND,
    SchedContextUnbindObject = TENON_CALL_SCHED_CONTEXT_UNBIND_OBJECT,
    SchedContextConsumed = TENON_CALL_SCHED_CONTEXT_CONSUMED,
    SchedContextYieldTo = TENON_CALL_SCHED_CONTEXT_YIELD_TO,
    nInvocationLabels,
};

enum sel4_arch_invocation_label {
    ARMVSpaceClean_Data = TENON_CALL_VSPACE_CLEAN,
    ARMVSpaceInvalidate_Data = TENON_CALL_VSPACE_INVALIDATE,
    ARMVSpaceCleanInvalidate_Data = TENON_CALL_VSPACE_CLEAN_INVALIDATE,
    ARMVSpaceUnify_Instruction = TENON_CALL_VSPACE_UNIFY,
    ARMSMCCall, /* this kernel has no object for it */
    nSeL4ArchInvocationLabels,
};

enum arch_invocation_label {
    ARMPageTableMap = TENON_CALL_PAGE_TABLE_MAP,
    ARMPageTableUnmap = TENON_CALL_PAGE_TABLE_UNMAP,
    ARMPageMap = TENON_CALL_REGION_MAP,
    ARMPageUnmap = TENON_CALL_REGION_UNMAP,
    ARMPageClean_Data = TENON_CALL_REGION_CLEAN,
    ARMPageInvalidate_Data = TENON_CALL_REGION_INVALIDATE,
    ARMPageCleanInvalidate_Data = TENON_CALL_REGION_CLEAN_INVALIDATE,
    ARMPageUnify_Instruction = TENON_CALL_REGION_UNIFY,
    ARMPageGetAddress = TENON_CALL_REGION_GET_ADDRESS,
    ARMASIDControlMakePool = TENON_CALL_ASID_CONTROL_MAKE_POOL,
    ARMASIDPoolAssign = TENON_CALL_ASID_POOL_ASSIGN,
    ARMIRQIssueIRQHandlerTrigger = TENON_CALL_IRQ_CONTROL_GET_TRIGGER,
    ARMIRQIssueSGISignal = TENON_CALL_IRQ_CONTROL_ISSUE_SGI,
    nArchInvocationLabels,
};

#endif
