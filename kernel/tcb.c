/*
 * A thread is what its TCB says: registers, the capabilities in its five
 * slots, its bindings and what it waits for.
 */
#include "kernel/tcb.h"
#include "kernel/arch.h"
#include "kernel/cap.h"
#include "kernel/cdt.h"
#include "kernel/cnode.h"
#include "kernel/delete.h"
#include "kernel/endpoint.h"
#include "kernel/fault.h"
#include "kernel/message.h"
#include "kernel/notification.h"
#include "kernel/queue.h"
#include "kernel/sched.h"
#include "kernel/sched_context.h"
#include "kernel/vspace.h"

/* User mode, interrupts taken; FIQ and SError stay masked (Arm ARM C5.2.19). */
#define SPSR_USER 0x140UL
#define SPSR_FLAGS 0xf0000000UL

#define BUFFER_ALIGN 1024UL
#define FLAGS_ALL 1UL

void tcb_init(ref_t t)
{
    TCB(t)->regs[REG_SPSR] = SPSR_USER;
    link_init(t + TCB_LINK);
}

void tcb_set_register(ref_t t, word_t i, word_t value)
{
    TCB(t)->regs[i] = i == REG_SPSR ? (value & SPSR_FLAGS) | SPSR_USER : value;
}

void tcb_use_space(ref_t t)
{
    ref_t slot = TCB_SLOT(t, TCB_VSPACE);
    ref_t root = vspace_root(slot);

    if (root != 0)
        arch_space_use(root, PLACE_ASID(slot_word(slot)));
    else
        arch_space_use(0, 0);
}

void tcb_stop(ref_t t)
{
    if (TCB(t)->state == THREAD_ACTIVE && t != kernel.current)
        TCB(t)->regs[REG_PC] = TCB(t)->next_pc;
    ipc_cancel(t);
    sched_dequeue(t);
    sched_context_yield_cancel(t);
    TCB(t)->state = THREAD_INACTIVE;
    if (t == kernel.current)
        sched_reschedule();
}

void tcb_restart(ref_t t)
{
    if (TCB(t)->state == THREAD_ACTIVE)
        return;
    ipc_cancel(t);
    TCB(t)->fault = 0;
    TCB(t)->next_pc = TCB(t)->regs[REG_PC];
    TCB(t)->state = THREAD_ACTIVE;
    sched_wake(t);
}

void tcb_reprioritise(ref_t t, word_t priority)
{
    switch (TCB(t)->state) {
    case THREAD_ACTIVE:
        sched_dequeue(t);
        TCB(t)->priority = priority;
        if (t == kernel.current)
            sched_reschedule();
        else
            sched_wake(t);
        return;
    case THREAD_BLOCKED_SEND:
    case THREAD_BLOCKED_RECEIVE:
    case THREAD_BLOCKED_NOTIFICATION:
        link_remove(t + TCB_LINK);
        TCB(t)->priority = priority;
        waiting_insert(tcb_object(t), t);
        return;
    default:
        TCB(t)->priority = priority;
    }
}

void tcb_finalise(ref_t t)
{
    tcb_stop(t);
    if (tcb_notification(t) != 0)
        notification_unbind(tcb_notification(t));
    if (tcb_sched_context(t) != 0)
        sched_context_unbind_tcb(tcb_sched_context(t));
    if (kernel.fpu_owner == t) {
        kernel.fpu_owner = 0;
        arch_fpu_disable();
    }
}

/* --- registers --- */

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
        return bad_range(1, REGS);
    if (t == kernel.current)
        return illegal();

    if (flags & READ_SUSPEND)
        tcb_stop(t);
    /*@ loop invariant some: i <= count;
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
        return truncated();
    if (t == kernel.current)
        return illegal();

    /*@ loop invariant some: i <= REGS;
        loop assigns   i, phys[..];
        loop variant   REGS - i; */
    for (word_t i = 0; i < MIN(count, REGS); i++)
        tcb_set_register(t, i, request_word(2 + i));
    TCB(t)->next_pc = TCB(t)->regs[REG_PC];
    if (flags & WRITE_RESUME)
        tcb_restart(t);
    return done();
}

/* Registers [first, end) of one thread to another. */
/*@ requires tcb: IsTcb(from) && IsTcb(to);
    requires reg: first <= end <= REGS;
    assigns       phys[..]; */
static void regs_copy(ref_t from, ref_t to, word_t first, word_t end)
{
    /*@ loop invariant some: first <= i <= end;
        loop assigns   i, phys[..];
        loop variant   end - i; */
    for (word_t i = first; i < end; i++)
        TCB(to)->regs[i] = TCB(from)->regs[i];
}

/* Word: flags.  Capability: TCB to copy from. */
struct result tcb_copy_registers(ref_t slot)
{
    ref_t to = slot_ref(slot), source = kernel.request.extra[0];
    ref_t from = slot_ref(source);
    word_t flags = request_word(0);

    if (slot_kind(source) != CAP_TCB)
        return bad_cap(1);

    if (flags & COPY_SUSPEND_SOURCE)
        tcb_stop(from);
    if (flags & COPY_FRAME) {
        regs_copy(from, to, 0, FRAME_REGS);
        TCB(to)->next_pc = TCB(to)->regs[REG_PC];
    }
    if (flags & COPY_INTEGER)
        regs_copy(from, to, FRAME_REGS, REGS);
    if (flags & COPY_RESUME_TARGET)
        tcb_restart(to);
    return done();
}

struct result tcb_set_tls_base(ref_t slot)
{
    TCB(slot_ref(slot))->regs[REG_TPIDR] = request_word(0);
    return done();
}

/* Words: flags to clear, flags to set.  Answer: the flags now. */
struct result tcb_set_flags(ref_t slot)
{
    ref_t t = slot_ref(slot);

    TCB(t)->flags = (TCB(t)->flags & ~request_word(0)) | (request_word(1) & FLAGS_ALL);
    if (t == kernel.fpu_owner && TCB(t)->flags != 0) {
        arch_fpu_switch(t, 0);
        arch_fpu_disable();
        kernel.fpu_owner = 0;
    }
    message_put(kernel.current, message_buffer(kernel.current, 1), 0, TCB(t)->flags);
    return done_words(1);
}

/* --- spaces --- */

/* A capability for one of a thread's own slots: from where, and as what. */
struct install {
    struct result answer;
    ref_t from; /* 0: the slot stays empty */
    word_t cap0, cap1;
};

/*@ assigns       \nothing;
    ensures  is:  \result.answer == r && \result.from == 0; */
static struct install refuse(struct result r)
{
    struct install i = {r, 0, 0, 0};

    return i;
}

/*@ requires slot: IsSlot(from);
    assigns        \nothing;
    ensures  from: \result.from == from; */
static struct install judge(ref_t from)
{
    struct derived d = cap_derive(from, RIGHTS_ALL);
    struct install i = {result(d.error, 0, 0, 0), from, d.cap0, d.cap1};

    return i;
}

/* data: a new guard, 0: the capability's own. */
/*@ requires slot: IsSlot(from);
    assigns        \nothing;
    ensures  from: IsSlot(\result.from); */
static struct install cspace_judge(ref_t from, word_t data)
{
    struct install i = judge(from);
    struct derived d = {ERR_NO_ERROR, i.cap0, i.cap1};

    if (i.answer.error != ERR_NO_ERROR)
        return i;
    if (slot_kind(from) != CAP_CNODE)
        return refuse(illegal());
    if (data != 0)
        d = cap_with_word(d, data, 0);
    i.answer.error = d.error;
    i.cap0 = d.cap0;
    i.cap1 = d.cap1;
    return i;
}

/*@ requires slot: IsSlot(from);
    assigns        \nothing;
    ensures  from: IsSlot(\result.from); */
static struct install space_judge(ref_t from)
{
    struct install i = judge(from);

    if (i.answer.error == ERR_NO_ERROR && slot_kind(from) != CAP_VSPACE)
        return refuse(illegal());
    return i;
}

/* An IPC buffer at address 0 is none, whatever the capability. */
/*@ requires slot: IsSlot(from);
    assigns        \nothing;
    ensures  from: IsSlot(\result.from); */
static struct install buffer_judge(ref_t from, vaddr_t vaddr)
{
    struct install i;

    if (vaddr == 0)
        return refuse(done());
    i = judge(from);
    if (i.answer.error != ERR_NO_ERROR)
        return i;
    if (slot_kind(from) != CAP_FRAME || (slot_rights(from) & MEMORY_IS_DEVICE))
        return refuse(illegal());
    if (vaddr % BUFFER_ALIGN != 0)
        return refuse(misaligned());
    return i;
}

/* An empty slot is no handler; which: the number of a bad capability in the error. */
/*@ requires slot: IsSlot(from);
    assigns        \nothing;
    ensures  from: IsSlot(\result.from); */
static struct install handler_judge(ref_t from, word_t which)
{
    if (slot_empty(from))
        return refuse(done());
    if (!fault_endpoint_ok(from))
        return refuse(bad_cap(which));
    return judge(from);
}

/*
 * Put it into slot number `which` of the thread of capability `tcb`, whose old
 * capability goes; done or preempted (then nothing is lost).  What goes may
 * take along the new one, or even the thread: then nothing is put anywhere.
 */
/*@ requires wf: KernelWf;
    requires in: IsSlot(tcb) && which < TCB_SLOTS && IsSlot(i.from);
    assigns      STATE;
    ensures  wf: KernelWf; */
static struct result install(ref_t tcb, word_t which, struct install i)
{
    word_t thread = SLOT(tcb)->cap0;
    ref_t slot = TCB_SLOT(slot_ref(tcb), which);
    word_t was = i.from ? CAP_WITH_ORIGIN(SLOT(i.from)->cap0, 0UL) : 0;
    struct result r = slot_delete(slot);

    if (r.error != ERR_NO_ERROR || i.from == 0)
        return r;
    if (SLOT(tcb)->cap0 != thread)
        return bad_cap(0);
    if (CAP_WITH_ORIGIN(SLOT(i.from)->cap0, 0UL) == was && slot_empty(slot))
        cap_insert_copy(i.from, slot, i.cap0, i.cap1);
    return r;
}

/* The spaces of the current thread may have changed under it. */
/*@ requires wf: KernelWf && IsTcb(t);
    assigns      \nothing; */
static void space_changed(ref_t t)
{
    if (t == kernel.current)
        tcb_use_space(t);
}

/* Words: CSpace guard, VSpace data, buffer address.  Capabilities: CSpace, VSpace, buffer frame. */
struct result tcb_configure(ref_t slot)
{
    ref_t t = slot_ref(slot);
    vaddr_t vaddr = request_word(2);
    struct install buffer = buffer_judge(kernel.request.extra[2], vaddr);
    struct install cspace, vspace;
    struct result r;

    if (buffer.answer.error != ERR_NO_ERROR)
        return buffer.answer;
    cspace = cspace_judge(kernel.request.extra[0], request_word(0));
    if (cspace.answer.error != ERR_NO_ERROR)
        return cspace.answer;
    vspace = space_judge(kernel.request.extra[1]);
    if (vspace.answer.error != ERR_NO_ERROR)
        return vspace.answer;

    r = install(slot, TCB_CSPACE, cspace);
    if (r.error == ERR_NO_ERROR)
        r = install(slot, TCB_VSPACE, vspace);
    if (r.error == ERR_NO_ERROR)
        r = install(slot, TCB_BUFFER, buffer);
    if (r.error == ERR_NO_ERROR)
        TCB(t)->buffer = vaddr;
    space_changed(t);
    return r;
}

/* Words: CSpace guard, VSpace data.  Capabilities: fault endpoint, CSpace, VSpace. */
struct result tcb_set_space(ref_t slot)
{
    ref_t t = slot_ref(slot);
    struct install cspace = cspace_judge(kernel.request.extra[1], request_word(0));
    struct install vspace, handler;
    struct result r;

    if (cspace.answer.error != ERR_NO_ERROR)
        return cspace.answer;
    vspace = space_judge(kernel.request.extra[2]);
    if (vspace.answer.error != ERR_NO_ERROR)
        return vspace.answer;
    handler = handler_judge(kernel.request.extra[0], 1);
    if (handler.answer.error != ERR_NO_ERROR)
        return handler.answer;

    r = install(slot, TCB_FAULT, handler);
    if (r.error == ERR_NO_ERROR)
        r = install(slot, TCB_CSPACE, cspace);
    if (r.error == ERR_NO_ERROR)
        r = install(slot, TCB_VSPACE, vspace);
    space_changed(t);
    return r;
}

/* Word: buffer address.  Capability: its frame. */
struct result tcb_set_ipc_buffer(ref_t slot)
{
    ref_t t = slot_ref(slot);
    vaddr_t vaddr = request_word(0);
    struct install buffer = buffer_judge(kernel.request.extra[0], vaddr);
    struct result r;

    if (buffer.answer.error != ERR_NO_ERROR)
        return buffer.answer;
    r = install(slot, TCB_BUFFER, buffer);
    if (r.error == ERR_NO_ERROR)
        TCB(t)->buffer = vaddr;
    return r;
}

/* Capability: endpoint. */
struct result tcb_set_timeout_endpoint(ref_t slot)
{
    struct install handler = handler_judge(kernel.request.extra[0], 1);

    if (handler.answer.error != ERR_NO_ERROR)
        return handler.answer;
    return install(slot, TCB_TIMEOUT, handler);
}

/* --- priorities and contexts --- */

/* A priority may be given up to the maximum of the thread whose capability is shown. */
/*@ requires slot:  IsSlot(authority);
    assigns         \nothing;
    ensures  judge: \result.error == ERR_NO_ERROR <==>
        CapKind(SLOT(authority)->cap0) == CAP_TCB && priority <= TCB(CapRef(SLOT(authority)->cap0))->max_priority; */
static struct result priority_judge(ref_t authority, word_t priority)
{
    word_t most;

    if (slot_kind(authority) != CAP_TCB)
        return bad_cap(1);
    most = TCB(slot_ref(authority))->max_priority;
    return priority > most ? bad_range(0, most) : done();
}

/* Word: priority.  Capability: TCB of the authority. */
struct result tcb_set_priority(ref_t slot)
{
    struct result r = priority_judge(kernel.request.extra[0], request_word(0));

    if (r.error == ERR_NO_ERROR)
        tcb_reprioritise(slot_ref(slot), request_word(0));
    return r;
}

struct result tcb_set_mc_priority(ref_t slot)
{
    struct result r = priority_judge(kernel.request.extra[0], request_word(0));

    if (r.error == ERR_NO_ERROR)
        TCB(slot_ref(slot))->max_priority = request_word(0);
    return r;
}

/* The context in `from`, or none, may become t's. */
/*@ requires is: IsTcb(t) && IsSlot(from);
    assigns      \nothing; */
static struct result context_judge(ref_t t, ref_t from)
{
    ref_t has = tcb_sched_context(t);

    if (slot_empty(from))
        return t == kernel.current ? illegal() : done();
    if (slot_kind(from) != CAP_SCHED_CONTEXT)
        return bad_cap(2);
    if (has != 0 && has != slot_ref(from))
        return illegal();
    if (has == 0 && sched_context_tcb(slot_ref(from)) != 0)
        return illegal();
    return done();
}

/* Words: maximum priority, priority.  Capabilities: TCB of the authority, sched context, fault endpoint. */
struct result tcb_set_sched_params(ref_t slot)
{
    ref_t t = slot_ref(slot), context = kernel.request.extra[1];
    struct install handler;
    struct result r = priority_judge(kernel.request.extra[0], request_word(0));

    if (r.error == ERR_NO_ERROR)
        r = priority_judge(kernel.request.extra[0], request_word(1));
    if (r.error == ERR_NO_ERROR)
        r = context_judge(t, context);
    if (r.error != ERR_NO_ERROR)
        return r;
    handler = handler_judge(kernel.request.extra[2], 3);
    if (handler.answer.error != ERR_NO_ERROR)
        return handler.answer;

    r = install(slot, TCB_FAULT, handler);
    if (r.error != ERR_NO_ERROR)
        return r;
    TCB(t)->max_priority = request_word(0);
    tcb_reprioritise(t, request_word(1));
    if (slot_empty(context)) {
        if (tcb_sched_context(t) != 0)
            sched_context_unbind_tcb(tcb_sched_context(t));
    } else if (tcb_sched_context(t) == 0) {
        sched_context_bind_tcb(slot_ref(context), t);
    }
    return r;
}

struct result tcb_suspend(ref_t slot)
{
    tcb_stop(slot_ref(slot));
    return done();
}

struct result tcb_resume(ref_t slot)
{
    tcb_restart(slot_ref(slot));
    return done();
}

/* Capability: notification. */
struct result tcb_bind_notification(ref_t slot)
{
    ref_t t = slot_ref(slot), from = kernel.request.extra[0];
    ref_t n = slot_ref(from);

    if (tcb_notification(t) != 0 || slot_kind(from) != CAP_NOTIFICATION || !(slot_rights(from) & RIGHT_READ) ||
        notification_tcb(n) != 0 || NOTIFICATION(n)->next != n)
        return illegal();
    notification_bind(n, t);
    return done();
}

struct result tcb_unbind_notification(ref_t slot)
{
    ref_t n = tcb_notification(slot_ref(slot));

    if (n == 0)
        return illegal();
    notification_unbind(n);
    return done();
}
