/*
 * Ping and pong: a root task written against <sel4/sel4.h> alone.  It makes a
 * second thread beside itself, and the two send each other numbers,
 * capabilities and faults.  Each claim is checked and counted.
 */
#include <sel4/sel4.h>
#include <sel4/start.h>

#include "userland/pingpong/console.h"
#include "userland/pingpong/room.h"

#define PONG_BADGE 0x61
#define SIGNAL_BADGE 0x20
#define TIMEOUT_BADGE 0x7e
#define ROUNDS 1000
#define FAR_AWAY 0x7000000000UL /* nothing is mapped in the 512 GiB around it */
#define SECRET 0x5ec2e7UL

/* What pong is told to do, as labels of the answers to its calls. */
enum { ORDER_ADD, ORDER_SUM, ORDER_SIGNAL, ORDER_LOAD, ORDER_UNDEFINED, ORDER_SPIN };

static struct {
    seL4_CPtr endpoint, badged, reply, notification, tcb, context;
} pong;

static char pong_stack[8192] __attribute__((aligned(16)));
static char pong_tls[256] __attribute__((aligned(16)));
static seL4_IPCBuffer *pong_buffer;
static volatile seL4_Word spinning;

static seL4_Word passed, failed;

static void check(int good, const char *claim)
{
    good ? passed++ : failed++;
    console_print("  %s  %s\n", good ? "ok    " : "FAILED", claim);
}

/* --- pong: calls, and does as the answer tells it --- */

static seL4_Word sum(seL4_Word count)
{
    seL4_Word total = 0;

    for (seL4_Word i = 0; i < count; i++)
        total += seL4_GetMR((int)i);
    return total;
}

static void pong_main(void)
{
    seL4_Word answer = 0;

    for (;;) {
        seL4_MessageInfo_t info;

        seL4_SetMR(0, answer);
        info = seL4_Call(pong.badged, seL4_MessageInfo_new(0, 0, 0, 1));
        switch (seL4_MessageInfo_get_label(info)) {
        case ORDER_ADD:
            answer = seL4_GetMR(0) + 1;
            break;
        case ORDER_SUM:
            answer = sum(seL4_MessageInfo_get_length(info));
            break;
        case ORDER_SIGNAL:
            seL4_Signal(seL4_GetMR(0));
            answer = seL4_MessageInfo_get_extraCaps(info);
            break;
        case ORDER_LOAD:
            answer = *(volatile seL4_Word *)seL4_GetMR(0);
            break;
        case ORDER_UNDEFINED:
            __asm__ volatile("udf #0");
            break;
        case ORDER_SPIN:
            for (spinning = 1; spinning;)
                ;
            break;
        }
    }
}

static seL4_Error pong_start(void)
{
    seL4_CPtr page = room_make(seL4_ARM_SmallPageObject, 0);
    seL4_UserContext regs = {0};
    seL4_Error error;

    pong_buffer = (seL4_IPCBuffer *)0x20000000;
    error = room_map(page, (seL4_Word)pong_buffer, seL4_ReadWrite,
                     seL4_ARM_Default_VMAttributes | seL4_ARM_ExecuteNever);
    if (error == seL4_NoError)
        error = seL4_TCB_Configure(pong.tcb, seL4_CapInitThreadCNode, 0, seL4_CapInitThreadVSpace, 0,
                                   (seL4_Word)pong_buffer, page);
    if (error == seL4_NoError)
        error = seL4_SchedControl_Configure(seL4_GetBootInfo()->schedcontrol.start, pong.context, 10000, 20000, 0,
                                            TIMEOUT_BADGE);
    if (error == seL4_NoError)
        error = seL4_TCB_SetSchedParams(pong.tcb, seL4_CapInitThreadTCB, seL4_MinPrio, seL4_MaxPrio - 1,
                                        pong.context, pong.endpoint);
    regs.pc = (seL4_Word)pong_main;
    regs.sp = (seL4_Word)(pong_stack + sizeof pong_stack);
    regs.tpidr_el0 = tenon_tls_make(pong_tls, pong_buffer);
    if (error == seL4_NoError)
        error = seL4_TCB_WriteRegisters(pong.tcb, 1, 0, sizeof regs / sizeof(seL4_Word), &regs);
    return error;
}

/* --- ping: what it tells pong, and what comes back --- */

/* Answer pong, and wait for it to call or to fault. */
static seL4_MessageInfo_t tell(seL4_Word label, seL4_Word caps, seL4_Word length, seL4_Word *badge)
{
    return seL4_ReplyRecv(pong.endpoint, seL4_MessageInfo_new(label, 0, caps, length), badge, pong.reply);
}

static void make_all(void)
{
    pong.endpoint = room_make(seL4_EndpointObject, 0);
    pong.reply = room_make(seL4_ReplyObject, 0);
    pong.notification = room_make(seL4_NotificationObject, 0);
    pong.tcb = room_make(seL4_TCBObject, 0);
    pong.context = room_make(seL4_SchedContextObject, seL4_MinSchedContextBits);
    pong.badged = room_slot();
    check(pong.endpoint && pong.reply && pong.notification && pong.tcb && pong.context,
          "untyped memory becomes an endpoint, a reply object, a notification, a thread and its time");
    check(seL4_CNode_Mint(seL4_CapInitThreadCNode, pong.badged, seL4_WordBits, seL4_CapInitThreadCNode,
                          pong.endpoint, seL4_WordBits, seL4_CapRights_new(1, 0, 0, 1), PONG_BADGE) == seL4_NoError,
          "the endpoint is minted with a badge, to write by and to be answered");
    check(pong_start() == seL4_NoError, "a second thread has spaces, buffer, time, registers, and runs");
}

static void numbers(void)
{
    seL4_Word badge = 0, right = 0, word0 = 1, word1 = 2, word4;
    seL4_MessageInfo_t info = seL4_Recv(pong.endpoint, &badge, pong.reply);

    check(badge == PONG_BADGE && seL4_MessageInfo_get_length(info) == 1, "pong calls, by its badge");
    for (seL4_Word i = 0; i < ROUNDS; i++) {
        seL4_SetMR(0, i);
        tell(ORDER_ADD, 0, 1, &badge);
        right += seL4_GetMR(0) == i + 1;
    }
    check(right == ROUNDS, "1000 times ping and pong: each number comes back one higher");

    for (int i = 0; i < seL4_MsgMaxLength; i++)
        seL4_SetMR(i, (seL4_Word)i + 1);
    tell(ORDER_SUM, 0, seL4_MsgMaxLength, &badge);
    check(seL4_GetMR(0) == seL4_MsgMaxLength * (seL4_MsgMaxLength + 1) / 2, "120 words arrive: four in registers");

    word4 = seL4_GetMR(1);
    info = seL4_ReplyRecvWithMRs(pong.endpoint, seL4_MessageInfo_new(ORDER_SUM, 0, 0, 2), &badge, &word0, &word1,
                                 seL4_Null, seL4_Null, pong.reply);
    check(word0 == 3 && seL4_GetMR(1) == word4, "words go from and to variables, and leave the buffer alone");
}

static void capabilities(void)
{
    seL4_CPtr badged = room_slot(), to = room_slot();
    seL4_Word badge = 0;

    seL4_CNode_Mint(seL4_CapInitThreadCNode, badged, seL4_WordBits, seL4_CapInitThreadCNode, pong.notification,
                    seL4_WordBits, seL4_CanWrite, SIGNAL_BADGE);
    pong_buffer->receiveCNode = seL4_CapInitThreadCNode;
    pong_buffer->receiveIndex = to;
    pong_buffer->receiveDepth = seL4_WordBits;
    seL4_SetCap(0, badged);
    seL4_SetMR(0, to);
    tell(ORDER_SIGNAL, 1, 1, &badge);
    check(seL4_GetMR(0) == 1, "a capability travels with an answer");
    seL4_Wait(pong.notification, &badge);
    check(badge == SIGNAL_BADGE, "and pong signals by it");
    seL4_Poll(pong.notification, &badge);
    check(badge == 0, "a signal is taken once");
}

static void refusals(void)
{
    seL4_Word free;
    seL4_Error error;
    seL4_CPtr untyped = room_make(seL4_UntypedObject, seL4_PageBits);

    seL4_SetMR(3, 42);
    room_make_of(untyped, seL4_EndpointObject, 0);
    check(seL4_GetMR(3) == 42, "an invocation that works leaves the words in the buffer alone");
    error = seL4_Untyped_Retype(untyped, seL4_TCBObject, 0, seL4_CapInitThreadCNode, 0, 0, room_slot(), 2);
    free = seL4_GetMR(0);
    check(error == seL4_NotEnoughMemory && free == 4096 - 16,
          "two threads do not fit into what is left of a page: 4080 bytes");
    error = seL4_CNode_Copy(seL4_CapInitThreadCNode, pong.reply, seL4_WordBits, seL4_CapInitThreadCNode,
                            pong.endpoint, seL4_WordBits, seL4_AllRights);
    check(error == seL4_DeleteFirst, "a slot that is occupied is not written to");
    error = seL4_TCB_SetPriority(pong.tcb, pong.tcb, 1);
    check(error == seL4_RangeError && seL4_GetMR(1) == 0, "pong may give no priority above 0, and it is said so");
    check(seL4_ARM_Page_GetAddress(untyped).error == seL4_IllegalOperation, "an untyped has no address to ask for");
    check(seL4_TCB_Resume(room_slot()) == seL4_InvalidCapability, "where no thread is, none is resumed");
}

static void faults(void)
{
    seL4_Word badge = 0;
    seL4_CPtr page = room_make(seL4_ARM_SmallPageObject, 0);
    seL4_UserContext regs = {0};
    seL4_MessageInfo_t info;
    seL4_Fault_t fault;

    seL4_SetMR(0, FAR_AWAY);
    fault = seL4_getFault(tell(ORDER_LOAD, 0, 1, &badge));
    check(seL4_Fault_seL4_FaultType_equals(fault, seL4_Fault_VMFault) &&
              seL4_Fault_VMFault_get_Addr(fault) == FAR_AWAY &&
              seL4_Fault_VMFault_get_PrefetchFault(fault) == seL4_DataFault,
          "pong reads where nothing is: its fault says where");
    check(room_map(page, FAR_AWAY, seL4_ReadWrite, seL4_ARM_Default_VMAttributes) == seL4_NoError,
          "a page is mapped there, with three tables on the way");
    *(volatile seL4_Word *)FAR_AWAY = SECRET;
    tell(0, 0, 0, &badge);
    check(badge == PONG_BADGE && seL4_GetMR(0) == SECRET, "the fault is answered, and pong reads on");

    fault = seL4_getFault(tell(ORDER_UNDEFINED, 0, 0, &badge));
    check(seL4_Fault_get_seL4_FaultType(fault) == seL4_Fault_UserException, "pong runs what is no instruction");
    seL4_TCB_ReadRegisters(pong.tcb, 0, 0, sizeof regs / sizeof(seL4_Word), &regs);
    check(regs.pc == seL4_Fault_UserException_get_FaultIP(fault) && regs.tpidr_el0 == (seL4_Word)pong_tls,
          "its registers are where the fault says");
    seL4_SetMR(seL4_UserException_FaultIP, regs.pc + 4);
    tell(0, 0, 1, &badge);
    check(badge == PONG_BADGE, "answered with the next address, it goes on behind");

    seL4_TCB_SetTimeoutEndpoint(pong.tcb, pong.endpoint);
    info = tell(ORDER_SPIN, 0, 0, &badge);
    fault = seL4_getFault(info);
    check(seL4_isTimeoutFault_tag(info) && seL4_Fault_Timeout_get_data(fault) == TIMEOUT_BADGE &&
              seL4_Fault_Timeout_get_consumed(fault) >= 9000,
          "pong spins until its 10 milliseconds are used up, and its badge says whose they were");
    seL4_TCB_SetTimeoutEndpoint(pong.tcb, 0);
    spinning = 0;
    tell(0, 0, 0, &badge);
    check(badge == PONG_BADGE, "it gets its next ones, and calls again");
    check(seL4_SchedContext_Consumed(pong.context).error == seL4_NoError, "what it used can be asked");
}

static void taking_back(void)
{
    check(seL4_TCB_Suspend(pong.tcb) == seL4_NoError, "pong is suspended");
    check(seL4_CNode_Revoke(seL4_CapInitThreadCNode, pong.endpoint, seL4_WordBits) == seL4_NoError,
          "what was minted of the endpoint is revoked");
    check(seL4_MessageInfo_get_label(seL4_Call(pong.badged, seL4_MessageInfo_new(0, 0, 0, 0))) ==
              seL4_InvalidCapability,
          "and nobody calls by it any more");
}

int main(void)
{
    room_open();
    if (!console_open())
        return 1;
    console_print("sel4: %lu untypeds, %lu empty slots, written against <sel4/sel4.h>\n",
                  seL4_GetBootInfo()->untyped.end - seL4_GetBootInfo()->untyped.start,
                  seL4_GetBootInfo()->empty.end - seL4_GetBootInfo()->empty.start);
    make_all();
    numbers();
    capabilities();
    refusals();
    faults();
    taking_back();
    console_print("sel4: %lu passed, %lu failed\n", passed, failed);
    console_print("tenon: exit %lu\n", (seL4_Word)(failed != 0));
    return 0;
}
