/*
 * A thread's registers are the user's, all but the state of the CPU in SPSR: of
 * that he has the condition flags, and nothing makes him privileged.
 */
#include "kernel/registers.h"
#include "kernel/arch.h"
#include "kernel/cap.h"
#include "kernel/message.h"
#include "kernel/tcb.h"

/* User mode, interrupts taken; FIQ and SError stay masked (Arm ARM C5.2.19). */
#define SPSR_USER 0x140UL
#define SPSR_FLAGS 0xf0000000UL

#define FLAGS_ALL 1UL

/*@ requires reg: IsTcb(t) && i < REGS;
    assigns       phys[..];
    ensures  set: TCB(t)->regs[i] == value;
    ensures  rest: \forall integer c; 0 <= c < PHYS_CELLS && !(t <= c < t + TCB_STATE) ==> CellSame{Pre,Post}(c);

    behavior system:
      assumes       SystemWf && TcbAt(t);
      ensures wf:   SystemWf;
      ensures only: OnlyBody{Pre,Post}; */
static void register_put(ref_t t, word_t i, word_t value)
{
    TCB(t)->regs[i] = value;
    //@ assert rest: \forall integer c; 0 <= c < PHYS_CELLS && !(t <= c < t + TCB_STATE) ==> CellSame{Pre,Here}(c);
    //@ for system: assert only: OnlyBody{Pre,Here};
    //@ for system: assert same: SystemSame{Pre,Here} && SlotsSame{Pre,Here};
}

void tcb_set_register(ref_t t, word_t i, word_t value)
{
    register_put(t, i, i == REG_SPSR ? (value & SPSR_FLAGS) | SPSR_USER : value);
}

#define READ_SUSPEND 1UL
#define WRITE_RESUME 1UL
#define COPY_SUSPEND_SOURCE 1UL
#define COPY_RESUME_TARGET 2UL
#define COPY_FRAME 4UL
#define COPY_INTEGER 8UL
#define FRAME_REGS REG_X9 /* the registers before this one are the frame registers of the ABI */

/* Words: flags, count.  Answer: the first count registers of the user context. */
struct result tcb_read_registers(ref_t slot)
{
    ref_t t = slot_ref(slot);
    word_t flags = request_word(0), count = request_word(1);
    ref_t buffer = message_buffer(kernel.current, 1);

    if (count < 1 || count > REGS)
        return refuse(WHY_REGISTER_COUNT, 1, REGS);
    if (t == kernel.current)
        return refuse(WHY_REGISTERS_OF_CALLER, 0, 0);

    if (flags & READ_SUSPEND)
        tcb_stop(t);
    /*@ loop invariant some: i <= count;
        for system: loop invariant wf: SystemWf;
        loop assigns   i, phys[..];
        loop variant   count - i; */
    for (word_t i = 0; i < count; i++)
        if (!message_put(kernel.current, buffer, i, TCB(t)->regs[i]))
            return done_words(i);
    return done_words(count);
}

/* Words: flags, count, then the registers. */
struct result tcb_write_registers(ref_t slot)
{
    ref_t t = slot_ref(slot);
    word_t flags = request_word(0), count = request_word(1);

    if (count > kernel.request.length - 2)
        return refuse(WHY_REGISTERS_MISSING, 0, 0);
    if (t == kernel.current)
        return refuse(WHY_REGISTERS_OF_CALLER, 0, 0);

    /*@ loop invariant some: i <= REGS;
        for system: loop invariant wf: SystemWf;
        loop assigns   i, phys[..];
        loop variant   REGS - i; */
    for (word_t i = 0; i < MIN(count, REGS); i++)
        tcb_set_register(t, i, request_word(2 + i));
    tcb_go_on(t);
    if (flags & WRITE_RESUME)
        tcb_restart(t);
    return done();
}

/* Registers [first, end) of one thread to another. */
/*@ requires tcb: IsTcb(from) && IsTcb(to);
    requires reg: first <= end <= REGS;
    assigns       phys[..];

    behavior system:
      assumes     SystemWf && TcbAt(to);
      ensures wf: SystemWf; */
static void regs_copy(ref_t from, ref_t to, word_t first, word_t end)
{
    /*@ loop invariant some: first <= i <= end;
        for system: loop invariant wf: SystemWf;
        loop assigns   i, phys[..];
        loop variant   end - i; */
    for (word_t i = first; i < end; i++)
        register_put(to, i, TCB(from)->regs[i]);
}

/* Word: flags.  Capability: TCB to copy from. */
struct result tcb_copy_registers(ref_t slot)
{
    ref_t to = slot_ref(slot), source = kernel.request.extra[0];
    ref_t from = slot_ref(source);
    word_t flags = request_word(0);

    if (slot_kind(source) != CAP_TCB)
        return refuse(WHY_SOURCE_NOT_THREAD, 1, 0);

    if (flags & COPY_SUSPEND_SOURCE)
        tcb_stop(from);
    if (flags & COPY_FRAME) {
        regs_copy(from, to, 0, FRAME_REGS);
        tcb_go_on(to);
    }
    if (flags & COPY_INTEGER)
        regs_copy(from, to, FRAME_REGS, REGS);
    if (flags & COPY_RESUME_TARGET)
        tcb_restart(to);
    return done();
}

struct result tcb_set_tls_base(ref_t slot)
{
    tcb_set_register(slot_ref(slot), REG_TPIDR, request_word(0));
    return done();
}

/*@ requires tcb: IsTcb(t);
    assigns       phys[..];
    ensures  set: TCB(t)->flags == flags;

    behavior system:
      assumes     SystemWf && TcbAt(t);
      ensures wf: SystemWf; */
static void flags_put(ref_t t, word_t flags)
{
    TCB(t)->flags = flags;
    //@ for system: assert only: OnlyBody{Pre,Here};
    //@ for system: assert same: SystemSame{Pre,Here} && SlotsSame{Pre,Here};
}

/* t keeps its floating point registers: they are live no more. */
/*@ requires wf: KernelWf && IsTcb(t);
    assigns      phys[..], kernel.fpu_owner;
    ensures  wf: KernelWf;

    behavior system:
      assumes     SystemWf && TcbAt(t);
      ensures wf: SystemWf; */
static void fpu_keep(ref_t t)
{
    arch_fpu_switch(t, 0);
    arch_fpu_disable();
    kernel.fpu_owner = 0;
    //@ for system: assert only: OnlyBody{Pre,Here};
    //@ for system: assert same: SystemSame{Pre,Here} && SlotsSame{Pre,Here};
}

/* Words: flags to clear, flags to set.  Answer: the flags now. */
struct result tcb_set_flags(ref_t slot)
{
    ref_t t = slot_ref(slot);

    flags_put(t, (TCB(t)->flags & ~request_word(0)) | (request_word(1) & FLAGS_ALL));
    if (t == kernel.fpu_owner && TCB(t)->flags != 0)
        fpu_keep(t);
    message_put(kernel.current, message_buffer(kernel.current, 1), 0, TCB(t)->flags);
    return done_words(1);
}
