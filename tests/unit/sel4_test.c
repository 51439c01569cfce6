/*
 * <sel4/sel4.h> against the kernel: what programs of libsel4 read and write is
 * laid out as the kernel reads and writes it.  (Its calls are instructions of
 * another machine; userland/pingpong makes them, on QEMU.)
 */
#include <sel4/bootinfo.h>
#include <sel4/faults.h>
#include <sel4/invocation.h>

#include <stddef.h>

#include "kernel/cap.h"
#include "kernel/message.h"
#include "tests/unit/unit.h"

/* Found by every name that programs use, and sizes are numbers to the preprocessor, too. */
#include <interfaces/sel4_client.h>
#include <sel4/arch/deprecated.h>
#include <sel4/arch/invocation.h>
#include <sel4/mode/types.h>
#include <sel4/sel4_arch/deprecated.h>
#include <sel4/sel4_arch/invocation.h>
#include <sel4/sel4_arch/syscalls.h>
#include <sel4/syscall.h>
#if seL4_PageBits <= seL4_IPCBufferSizeBits || seL4_TCBBits != 11 || seL4_HugePageBits - seL4_LargePageBits != 9
#error "the sizes of objects are no numbers in #if"
#endif

LIBSEL4_THREAD_LOCAL seL4_IPCBuffer *__sel4_ipc_buffer;

static void the_message_info_has_the_kernels_fields(void)
{
    seL4_MessageInfo_t info = seL4_MessageInfo_new(0xfedcba9876543, 5, 2, 120);

    CHECK(INFO_LABEL(info.words[0]) == 0xfedcba9876543 && INFO_UNWRAPPED(info.words[0]) == 5);
    CHECK(INFO_CAPS(info.words[0]) == 2 && INFO_LENGTH(info.words[0]) == 120);
    info.words[0] = INFO_MAKE(7UL, 6UL, 1UL, 99UL);
    CHECK(seL4_MessageInfo_get_label(info) == 7 && seL4_MessageInfo_get_capsUnwrapped(info) == 6);
    CHECK(seL4_MessageInfo_get_extraCaps(info) == 1 && seL4_MessageInfo_get_length(info) == 99);
    info = seL4_MessageInfo_set_length(info, ~0UL);
    CHECK(info.words[0] == INFO_MAKE(7UL, 6UL, 1UL, 127UL));
}

static void the_rights_are_the_kernels(void)
{
    CHECK(seL4_CanWrite.words[0] == RIGHT_WRITE && seL4_CanRead.words[0] == RIGHT_READ);
    CHECK(seL4_CanGrant.words[0] == RIGHT_GRANT && seL4_CanGrantReply.words[0] == RIGHT_GRANT_REPLY);
    CHECK(seL4_AllRights.words[0] == RIGHTS_ALL && seL4_NoRights.words[0] == 0);
    CHECK(seL4_ReadWrite.words[0] == (RIGHT_READ | RIGHT_WRITE));
    CHECK(seL4_NoRead.words[0] == (RIGHTS_ALL & ~RIGHT_READ) && seL4_NoWrite.words[0] == (RIGHTS_ALL & ~RIGHT_WRITE));
}

static void the_user_context_has_the_kernels_order(void)
{
    CHECK(sizeof(seL4_UserContext) == REGS * sizeof(word_t) && offsetof(seL4_UserContext, pc) == REG_PC * 8);
    CHECK(offsetof(seL4_UserContext, sp) == REG_SP * 8 && offsetof(seL4_UserContext, spsr) == REG_SPSR * 8);
    CHECK(offsetof(seL4_UserContext, x0) == REG_X0 * 8 && offsetof(seL4_UserContext, x8) == REG_DEST * 8);
    CHECK(offsetof(seL4_UserContext, tpidr_el0) == REG_TPIDR * 8);
    CHECK(offsetof(seL4_UserContext, tpidrro_el0) == REG_TPIDRRO * 8);
}

static void the_buffer_is_where_the_kernel_puts_words(void)
{
    ref_t buffer = message_buffer(kernel.current, 1);

    __sel4_ipc_buffer = (seL4_IPCBuffer *)&phys[buffer];
    CHECK(buffer != 0 && sizeof(seL4_IPCBuffer) == 1024);
    for (word_t i = seL4_FastMessageRegisters; i < seL4_MsgMaxLength; i++) {
        CHECK(message_put(kernel.current, buffer, i, 1000 + i) && seL4_GetMR((int)i) == 1000 + i);
        seL4_SetMR((int)i, i);
        CHECK(message_get(kernel.current, buffer, i) == i);
    }
    CHECK(!message_put(kernel.current, buffer, seL4_MsgMaxLength, 0));
}

static void the_boot_info_is_what_the_kernel_wrote(void)
{
    const seL4_BootInfo *info = (const seL4_BootInfo *)&phys[slot_ref(unit_slot(seL4_CapBootInfoFrame))];
    word_t memory = 0;

    CHECK(info->numNodes == 1 && info->initThreadCNodeSizeBits == CONFIG_ROOT_CNODE_SIZE_BITS);
    CHECK((word_t)info->ipcBuffer == TCB(kernel.current)->buffer);
    CHECK(slot_kind(unit_slot(info->schedcontrol.start)) == CAP_SCHED_CONTROL);
    CHECK(info->schedcontrol.end == info->schedcontrol.start + 1);
    CHECK(info->empty.start == unit_empty() && info->empty.end == BIT(info->initThreadCNodeSizeBits));
    for (seL4_SlotPos s = info->untyped.start; s < info->untyped.end; s++) {
        const seL4_UntypedDesc *untyped = &info->untypedList[s - info->untyped.start];

        CHECK(slot_kind(unit_slot(s)) == CAP_UNTYPED && slot_size(unit_slot(s)) == untyped->sizeBits);
        CHECK(slot_ref(unit_slot(s)) * 16 == untyped->paddr);
        CHECK(slot_rights(unit_slot(s)) == (untyped->isDevice ? MEMORY_IS_DEVICE : 0));
        memory += untyped->isDevice ? 0 : BIT(untyped->sizeBits);
    }
    CHECK(memory > 0);
}

static void the_initial_capabilities_lie_in_their_slots(void)
{
    static const struct {
        word_t slot, kind;
    } initial[] = {
        {seL4_CapInitThreadTCB, CAP_TCB},         {seL4_CapInitThreadCNode, CAP_CNODE},
        {seL4_CapInitThreadVSpace, CAP_VSPACE},   {seL4_CapIRQControl, CAP_IRQ_CONTROL},
        {seL4_CapASIDControl, CAP_ASID_CONTROL},  {seL4_CapInitThreadASIDPool, CAP_ASID_POOL},
        {seL4_CapBootInfoFrame, CAP_FRAME},       {seL4_CapInitThreadIPCBuffer, CAP_FRAME},
        {seL4_CapDomain, CAP_DOMAIN},             {seL4_CapInitThreadSC, CAP_SCHED_CONTEXT},
        {TENON_SLOT_AUDIT, CAP_AUDIT},            {seL4_CapNull, CAP_NULL},
        {seL4_CapIOPortControl, CAP_NULL},        {seL4_CapIOSpace, CAP_NULL},
        {seL4_CapSMMUSIDControl, CAP_NULL},       {seL4_CapSMMUCBControl, CAP_NULL},
        {seL4_CapSMC, CAP_NULL},
    };

    for (word_t i = 0; i < sizeof initial / sizeof *initial; i++)
        CHECK(slot_kind(unit_slot(initial[i].slot)) == initial[i].kind);
}

static void a_fault_reads_back_word_for_word(void)
{
    static seL4_IPCBuffer buffer;
    seL4_Fault_t fault;

    __sel4_ipc_buffer = &buffer;
    for (int i = 0; i < seL4_UnknownSyscall_Length; i++)
        seL4_SetMR(i, (seL4_Word)i + 10);
    fault = seL4_getFault(seL4_MessageInfo_new(seL4_Fault_UnknownSyscall, 0, 0, seL4_UnknownSyscall_Length));
    CHECK(seL4_Fault_UnknownSyscall_get_X0(fault) == 10 && seL4_Fault_UnknownSyscall_get_Syscall(fault) == 22);
    CHECK(seL4_Fault_UnknownSyscall_get_FaultIP(fault) == 10 + seL4_UnknownSyscall_FaultIP);
    fault = seL4_getFault(seL4_MessageInfo_new(seL4_Fault_VMFault, 0, 0, seL4_VMFault_Length));
    CHECK(seL4_Fault_VMFault_get_IP(fault) == 10 && seL4_Fault_VMFault_get_FSR(fault) == 13);
    CHECK(seL4_Fault_VMFault_get_Addr(seL4_Fault_VMFault_new(1, 2, 3, 4)) == 2);
    seL4_Fault_VMFault_ptr_set_Addr(&fault, 99);
    CHECK(seL4_Fault_VMFault_ptr_get_Addr(&fault) == 99 && seL4_Fault_VMFault_get_IP(fault) == 10);
    CHECK(offsetof(seL4_PageFaultIpcRegisters, regs.fsr) == seL4_VMFault_FSR * sizeof(seL4_Word));
    fault = seL4_getFault(seL4_MessageInfo_new(seL4_Fault_CapFault, 0, 0, seL4_CapFault_GuardMismatch_BitsFound + 1));
    CHECK(seL4_Fault_get_seL4_FaultType(fault) == seL4_Fault_CapFault && seL4_Fault_CapFault_get_IP(fault) == 10);
    fault = seL4_getArchFault(seL4_MessageInfo_new(seL4_Fault_CapFault, 0, 0, 7));
    CHECK(seL4_Fault_seL4_FaultType_equals(fault, seL4_Fault_NullFault));
    fault = seL4_getArchFault(seL4_MessageInfo_new(seL4_Fault_Timeout, 0, 0, seL4_Timeout_Length));
    CHECK(seL4_Fault_seL4_FaultType_equals(fault, seL4_Fault_Timeout));
    fault = seL4_getFault(seL4_MessageInfo_new(4, 0, 0, 1));
    CHECK(seL4_Fault_seL4_FaultType_equals(fault, seL4_Fault_NullFault));
}

static void labels_and_types_end_where_the_abi_says(void)
{
    CHECK(nInvocationLabels == 39 && nSeL4ArchInvocationLabels == 44 && nArchInvocationLabels == 57);
    CHECK(ARMSMCCall == 43 && seL4_NonArchObjectTypeCount == 7 && seL4_ModeObjectTypeCount == 9);
    CHECK(seL4_ObjectTypeCount == 12 && seL4_NumErrors == 11 && seL4_NumInitialCaps == 16);
    CHECK(seL4_MaxExtraRefills(seL4_MinSchedContextBits) == 0 && seL4_MaxExtraRefills(8) == 8);
}

int main(void)
{
    RUN(the_message_info_has_the_kernels_fields);
    RUN(the_rights_are_the_kernels);
    RUN(the_user_context_has_the_kernels_order);
    RUN(the_buffer_is_where_the_kernel_puts_words);
    RUN(the_boot_info_is_what_the_kernel_wrote);
    RUN(the_initial_capabilities_lie_in_their_slots);
    RUN(a_fault_reads_back_word_for_word);
    RUN(labels_and_types_end_where_the_abi_says);
    return unit_end("sel4_test");
}
