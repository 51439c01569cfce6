/*
 * Fault messages as the ABI lays them out (manual, chapter "Threads and
 * Execution", section "Faults").  The words that are the thread's registers
 * are read when the message is taken, the rest was noted when it stopped.
 */
#include "kernel/fault.h"
#include "kernel/cap.h"
#include "kernel/endpoint.h"
#include "kernel/event.h"
#include "kernel/message.h"
#include "kernel/result.h"
#include "kernel/registers.h"
#include "kernel/sched.h"
#include "kernel/sched_context.h"
#include "kernel/tcb.h"

/* Registers that an unknown system call reports, and that its reply sets. */
static const word_t syscall_regs[] = {
    REG_X0, REG_X0 + 1, REG_X0 + 2, REG_X0 + 3, REG_X0 + 4, REG_X0 + 5,
    REG_X0 + 6, REG_X0 + 7, REG_PC, REG_SP, REG_X30, REG_SPSR,
};
#define SYSCALL_REGS 12UL

/* Registers that a user exception reports, and that its reply sets. */
static const word_t exception_regs[] = {REG_PC, REG_SP, REG_SPSR};
#define EXCEPTION_REGS 3UL

word_t fault_endpoint_ok(ref_t slot)
{
    word_t rights = slot_rights(slot);

    return slot_kind(slot) == CAP_ENDPOINT && (rights & RIGHT_WRITE) &&
           (rights & (RIGHT_GRANT | RIGHT_GRANT_REPLY));
}

/* Word i of what is noted of the fault of t. */
/*@ requires tcb: IsTcb(t) && i < FAULT_WORDS;
    assigns       phys[..];

    behavior system:
      assumes       SystemWf && Goes(t);
      ensures wf:   SystemWf;
      ensures free: Goes(t); */
static void note(ref_t t, word_t i, word_t word)
{
    TCB(t)->fault_words[i] = word;
    //@ for system: assert only: OnlyBody{Pre,Here};
    //@ for system: assert same: SystemSame{Pre,Here} && SlotsSame{Pre,Here} && ThreadsSame{Pre,Here};
}

/*@ requires tcb: IsTcb(t);
    assigns       phys[..];

    behavior system:
      assumes       SystemWf && Loose(t);
      ensures wf:   SystemWf;
      ensures free: Loose(t);
      ensures same: SlotsSame{Pre,Post}; */
static void fault_set(ref_t t, word_t label)
{
    TCB(t)->fault = label;
    //@ for system: assert only: OnlyBody{Pre,Here};
    //@ for system: assert same: SystemSame{Pre,Here} && SlotsSame{Pre,Here} && ThreadsSame{Pre,Here};
}

/* t is stopped on a fault: tell the handler in this slot, or nobody. */
/*@ requires wf: KernelWf && IsTcb(t) && IsSlot(handler);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes     SystemWf && Goes(t) && SlotAt(handler);
      ensures wf: SystemWf; */
static void send(ref_t t, word_t label, ref_t handler, word_t donating)
{
    sched_dequeue(t);
    //@ for system: assert free: Loose(t);
    if (!fault_endpoint_ok(handler)) {
        sched_state_set(t, THREAD_INACTIVE);
        sched_reschedule();
        return;
    }
    fault_set(t, label);
    //@ for system: assert at: EndpointAt(CapRef(SLOT(handler)->cap0));
    endpoint_send(slot_ref(handler), t, slot_word(handler), slot_rights(handler),
                  SEND_BLOCKING | SEND_CALL | donating);
}

/*@ requires wf: KernelWf && IsTcb(t);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes     SystemWf && Goes(t);
      ensures wf: SystemWf; */
static void send_fault(ref_t t, word_t label)
{
    send(t, label, TCB_SLOT(t, TCB_FAULT), SEND_DONATING);
}

void fault_cap(ref_t t, word_t cptr, word_t receiving, word_t failure, word_t guard)
{
    word_t kind = LOOKUP_KIND(failure);

    note(t, 0, TCB(t)->regs[REG_PC]);
    note(t, 1, cptr);
    note(t, 2, receiving);
    note(t, 3, kind);
    note(t, 4, LOOKUP_LEFT(failure));
    note(t, 5, kind == LOOKUP_GUARD_MISMATCH ? guard : LOOKUP_FOUND(failure));
    note(t, 6, LOOKUP_FOUND(failure));
    tcb_go_on(t);
    send_fault(t, FAULT_CAP_FAULT);
}

void fault_unknown_syscall(ref_t t)
{
    tcb_go_on(t);
    note(t, 0, TCB(t)->regs[REG_CALL]);
    send_fault(t, FAULT_UNKNOWN_SYSCALL);
}

void fault_user_exception(ref_t t, word_t number, word_t code)
{
    note(t, 0, number);
    note(t, 1, code);
    send_fault(t, FAULT_USER_EXCEPTION);
}

void fault_vm(ref_t t, vaddr_t address, word_t status, word_t fetch)
{
    note(t, 0, TCB(t)->regs[REG_PC]);
    note(t, 1, address);
    note(t, 2, fetch);
    note(t, 3, status);
    //@ ghost Event: ;
    event_add(EVENT_ACCESS_FAULT, address, fetch, status);
    //@ for system: assert same: SystemSame{Event,Here} && SlotsSame{Event,Here};
    send_fault(t, FAULT_VM_FAULT);
}

word_t fault_timeout(ref_t t)
{
    ref_t handler = TCB_SLOT(t, TCB_TIMEOUT);
    ref_t context = tcb_sched_context(t);
    word_t consumed;

    if (!fault_endpoint_ok(handler))
        return 0;
    //@ for system: assert context: ContextHead(context);
    note(t, 0, SCHED_CONTEXT(context)->badge);
    //@ ghost Noted: ;
    consumed = sched_context_take_consumed(context);
    //@ for system: assert same:  ThreadsSame{Noted,Here};
    //@ for system: assert free:  Goes(t);
    note(t, 1, consumed);
    send(t, FAULT_TIMEOUT, handler, 0);
    return 1;
}

/* The register that word i of such a fault is. */
/*@ requires word:  label == FAULT_UNKNOWN_SYSCALL ? i < SYSCALL_REGS : i < EXCEPTION_REGS;
    assigns         \nothing;
    ensures  bound: \result < REGS; */
static word_t reg(word_t label, word_t i)
{
    return label == FAULT_UNKNOWN_SYSCALL ? syscall_regs[i] : exception_regs[i];
}

/* The first words of the message are the registers of t that such a fault reports. */
/*@ requires tcb:  IsTcb(t) && IsTcb(to) && IsBuffer(buffer);
    requires word: count <= (label == FAULT_UNKNOWN_SYSCALL ? SYSCALL_REGS : EXCEPTION_REGS);
    assigns        phys[..];

    behavior system:
      assumes       SystemWf && TcbAt(t) && TcbAt(to) && (buffer != 0 ==> UserMemory(buffer, sizeof(struct buffer) / 16));
      ensures wf:   SystemWf;
      ensures only: OnlyBody{Pre,Post}; */
static void write_regs(ref_t t, ref_t to, ref_t buffer, word_t label, word_t count)
{
    /*@ loop invariant i <= count;
        for system: loop invariant wf:   SystemWf;
        for system: loop invariant only: OnlyBody{Pre,Here};
        loop assigns i, phys[..];
        loop variant count - i; */
    for (word_t i = 0; i < count; i++)
        message_put(to, buffer, i, TCB(t)->regs[reg(label, i)]);
}

/* Words from `first` on are the noted words of the fault. */
/*@ requires tcb:  IsTcb(t) && IsTcb(to) && IsBuffer(buffer);
    requires word: count <= FAULT_WORDS;
    assigns        phys[..];

    behavior system:
      assumes       SystemWf && TcbAt(t) && TcbAt(to) && (buffer != 0 ==> UserMemory(buffer, sizeof(struct buffer) / 16));
      ensures wf:   SystemWf;
      ensures only: OnlyBody{Pre,Post}; */
static void write_noted(ref_t t, ref_t to, ref_t buffer, word_t first, word_t count)
{
    /*@ loop invariant i <= count;
        for system: loop invariant wf:   SystemWf;
        for system: loop invariant only: OnlyBody{Pre,Here};
        loop assigns i, phys[..];
        loop variant count - i; */
    for (word_t i = 0; i < count; i++)
        message_put(to, buffer, first + i, TCB(t)->fault_words[i]);
}

/* A cap fault is as long as its kind of lookup failure needs. */
/*@ requires tcb:   IsTcb(t);
    assigns         \nothing;
    ensures  bound: 5 <= \result <= 7; */
static word_t cap_fault_words(ref_t t)
{
    switch (TCB(t)->fault_words[3]) {
    case LOOKUP_DEPTH_MISMATCH:
        return 6;
    case LOOKUP_GUARD_MISMATCH:
        return 7;
    default:
        return 5;
    }
}

word_t fault_write(ref_t t, ref_t to, ref_t buffer)
{
    word_t length = 0;

    switch (TCB(t)->fault) {
    case FAULT_CAP_FAULT:
        length = cap_fault_words(t);
        write_noted(t, to, buffer, 0, length);
        break;
    case FAULT_UNKNOWN_SYSCALL:
        length = SYSCALL_REGS + 1;
        write_regs(t, to, buffer, FAULT_UNKNOWN_SYSCALL, SYSCALL_REGS);
        write_noted(t, to, buffer, SYSCALL_REGS, 1);
        //@ for system: assert syscall: OnlyBody{Pre,Here};
        break;
    case FAULT_USER_EXCEPTION:
        length = EXCEPTION_REGS + 2;
        write_regs(t, to, buffer, FAULT_USER_EXCEPTION, EXCEPTION_REGS);
        write_noted(t, to, buffer, EXCEPTION_REGS, 2);
        //@ for system: assert exception: OnlyBody{Pre,Here};
        break;
    case FAULT_VM_FAULT:
        length = 4;
        write_noted(t, to, buffer, 0, length);
        break;
    case FAULT_TIMEOUT:
        length = 2;
        write_noted(t, to, buffer, 0, length);
        break;
    default:
        break;
    }
    return buffer == 0 ? MIN(length, MESSAGE_REGISTERS) : length;
}

/* Set the registers of t that such a fault reports from the message of `from`. */
/*@ requires tcb:  IsTcb(t) && IsTcb(from);
    requires word: count <= (label == FAULT_UNKNOWN_SYSCALL ? SYSCALL_REGS : EXCEPTION_REGS);
    assigns        phys[..];

    behavior system:
      assumes       SystemWf && TcbAt(t);
      ensures wf:   SystemWf;
      ensures same: SystemSame{Pre,Post} && ThreadsSame{Pre,Post}; */
static void read_regs(ref_t t, ref_t from, word_t label, word_t count)
{
    ref_t buffer = message_buffer(from, 0);
    word_t length = MIN(INFO_LENGTH(TCB(from)->regs[REG_INFO]), count);

    /*@ loop invariant i <= length;
        for system: loop invariant wf:   SystemWf;
        for system: loop invariant only: OnlyBody{Pre,Here};
        loop assigns i, phys[..];
        loop variant length - i; */
    for (word_t i = 0; i < length; i++)
        tcb_set_register(t, reg(label, i), message_get(from, buffer, i));
}

/* The reply to a timeout may set every register but the last two, in the order of the user context. */
/*@ requires tcb: IsTcb(t) && IsTcb(from);
    assigns       phys[..];

    behavior system:
      assumes       SystemWf && TcbAt(t);
      ensures wf:   SystemWf;
      ensures same: SystemSame{Pre,Post} && ThreadsSame{Pre,Post}; */
static void read_context(ref_t t, ref_t from)
{
    ref_t buffer = message_buffer(from, 0);
    word_t length = MIN(INFO_LENGTH(TCB(from)->regs[REG_INFO]), REG_TPIDR);

    /*@ loop invariant i <= length;
        for system: loop invariant wf:   SystemWf;
        for system: loop invariant only: OnlyBody{Pre,Here};
        loop assigns i, phys[..];
        loop variant length - i; */
    for (word_t i = 0; i < length; i++)
        tcb_set_register(t, i, message_get(from, buffer, i));
}

word_t fault_reply(ref_t t, ref_t from)
{
    word_t label = INFO_LABEL(TCB(from)->regs[REG_INFO]);

    switch (TCB(t)->fault) {
    case FAULT_UNKNOWN_SYSCALL:
        read_regs(t, from, FAULT_UNKNOWN_SYSCALL, SYSCALL_REGS);
        return label == 0;
    case FAULT_USER_EXCEPTION:
        read_regs(t, from, FAULT_USER_EXCEPTION, EXCEPTION_REGS);
        return label == 0;
    case FAULT_TIMEOUT:
        read_context(t, from);
        return label == 0;
    default:
        return 1;
    }
}
