/*
 * Every call has the same shape: find the capability, read the request, let
 * the object judge and act, answer a Call.  The one place where an enum err
 * becomes a message.
 */
#include "kernel/syscall.h"
#include "kernel/arch.h"
#include "kernel/asid.h"
#include "kernel/asid_control.h"
#include "kernel/cap.h"
#include "kernel/cnode.h"
#include "kernel/debug.h"
#include "kernel/domain.h"
#include "kernel/endpoint.h"
#include "kernel/event.h"
#include "kernel/fault.h"
#include "kernel/install.h"
#include "kernel/irq.h"
#include "kernel/message.h"
#include "kernel/notification.h"
#include "kernel/region.h"
#include "kernel/registers.h"
#include "kernel/reply.h"
#include "kernel/result.h"
#include "kernel/sched.h"
#include "kernel/sched_context.h"
#include "kernel/tcb.h"
#include "kernel/untyped.h"
#include "kernel/vspace.h"

/* How an invocation is made. */
#define INVOKE_CALL SEND_CALL
#define INVOKE_BLOCKING SEND_BLOCKING
#define INVOKE_DONATING SEND_DONATING

/* What a call needs: a capability of this kind, so many words, so many capabilities. */
struct needs {
    word_t kind, words, caps;
};

/* What the call with this label needs; kind CAP_NULL: there is no such call. */
/*@ assigns        \nothing;
    ensures  fits: \forall integer caps; caps >= \result.caps ==> CallFits(label, \result.kind, caps); */
static struct needs call_needs(word_t label)
{
    struct needs n = {CAP_NULL, 0, 0};

    switch (label) {
#define CALL(number, name, cap, function, count, extra) \
    case number:                                        \
        n.kind = CAP_##cap;                             \
        n.words = count;                                \
        n.caps = extra;                                 \
        break;
#include "spec/abi/calls.def"
#undef CALL
    default:
        break;
    }
    return n;
}

/* The object's function. */
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE, kind[..];
    ensures  wf: KernelWf;

    behavior system:
      assumes     SystemWf && FixedWf && TypesWf && SlotAt(slot) && Runs(kernel.current) && ExtrasAt;
      assumes     CallFree(slot, kernel.request.label);
      assumes     CallFits(kernel.request.label, CapKind(SLOT(slot)->cap0), kernel.request.caps);
      ensures wf: SystemWf && FixedWf && TypesWf;
      ensures types: TypesKept{Pre,Post}; */
static struct result act(ref_t slot)
{
    struct result r = refuse(WHY_NO_SUCH_CALL, 0, 0);

    switch (kernel.request.label) {
#define CALL(number, name, cap, function, words, extra) \
    case number:                                        \
        r = function(slot);                             \
        return r;
#include "spec/abi/calls.def"
#undef CALL
    default:
        return r;
    }
}

/* An invocation of an object: label, kind, and enough words and capabilities, then the object's function. */
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE, kind[..];
    ensures  wf: KernelWf;

    behavior system:
      assumes     Invoked(slot, cap_kind) && FixedWf && TypesWf && Runs(kernel.current) && ExtrasAt;
      assumes     CallFree(slot, kernel.request.label);
      ensures wf: SystemWf && FixedWf && TypesWf;
      ensures types: TypesKept{Pre,Post}; */
static struct result call(ref_t slot, word_t cap_kind)
{
    struct needs n = call_needs(kernel.request.label);

    if (n.kind != cap_kind)
        return refuse(WHY_NO_SUCH_CALL, 0, 0);
    if (kernel.request.length < n.words)
        return refuse(WHY_WORDS_MISSING, 0, 0);
    if (kernel.request.caps < n.caps)
        return refuse(WHY_CAPS_MISSING, 0, 0);
    return act(slot);
}

/* Objects whose invocation is a message, whatever its label; the rest are calls. */
/*@ requires wf:   KernelWf && IsSlot(slot);
    assigns        STATE, kind[..];
    ensures  wf:   KernelWf;

    behavior empty:
      assumes      CapKind(SLOT(slot)->cap0) == CAP_NULL || CapKind(SLOT(slot)->cap0) == CAP_ZOMBIE;
      assigns      \nothing;
      ensures why: \result.error == ERR_INVALID_CAPABILITY;
    behavior unwritable:
      assumes      CapKind(SLOT(slot)->cap0) == CAP_ENDPOINT || CapKind(SLOT(slot)->cap0) == CAP_NOTIFICATION;
      assumes      (CapRights(SLOT(slot)->cap0) & RIGHT_WRITE) == 0;
      assigns      \nothing;
      ensures why: \result.error == ERR_INVALID_CAPABILITY;
    behavior system:
      assumes      SystemWf && FixedWf && TypesWf && SlotAt(slot) && Runs(kernel.current) && ExtrasAt;
      assumes      InvokeKeeps(slot, kernel.request.label);
      ensures wf:  SystemWf && FixedWf && TypesWf;
      ensures types: TypesKept{Pre,Post}; */
static struct result dispatch(ref_t slot, word_t flags)
{
    ref_t t = kernel.current;
    word_t kind = slot_kind(slot);

    //@ for system: assert is: CapAt(SLOT(slot)->cap0);
    switch (kind) {
    case CAP_NULL:
    case CAP_ZOMBIE:
        return refuse(WHY_NO_CAPABILITY, 0, 0);
    case CAP_ENDPOINT:
        if (!(slot_rights(slot) & RIGHT_WRITE))
            return refuse(WHY_SEND_WITHOUT_WRITE, 0, 0);
        endpoint_send(slot_ref(slot), t, slot_word(slot), slot_rights(slot), flags);
        return silent();
    case CAP_NOTIFICATION:
        if (!(slot_rights(slot) & RIGHT_WRITE))
            return refuse(WHY_SEND_WITHOUT_WRITE, 0, 0);
        notification_signal(slot_ref(slot), slot_word(slot));
        return done();
    case CAP_REPLY:
        reply_send(slot_ref(slot), t, slot_rights(slot) & RIGHT_GRANT);
        return done();
    case CAP_SGI_SIGNAL:
        arch_irq_send(slot_ref(slot) % 16);
        return done();
    default:
        break;
    }
    return call(slot, kind);
}

/* The words of a refusal into the message; how many. */
/*@ requires tcb:   IsTcb(t) && IsBuffer(buffer);
    assigns         phys[..];
    ensures  bound: \result <= 5;

    behavior system:
      assumes       SystemWf && TcbAt(t) && (buffer != 0 ==> UserMemory(buffer, sizeof(struct buffer) / 16));
      ensures wf:   SystemWf; */
static word_t refusal_words(ref_t t, ref_t buffer, struct result r)
{
    word_t failure = LOOKUP_KIND(r.a);

    switch (r.error) {
    case ERR_INVALID_ARGUMENT:
    case ERR_INVALID_CAPABILITY:
    case ERR_NOT_ENOUGH_MEMORY:
        message_put(t, buffer, 0, r.a);
        return 1;
    case ERR_RANGE_ERROR:
        message_put(t, buffer, 0, r.a);
        message_put(t, buffer, 1, r.b);
        return 2;
    case ERR_FAILED_LOOKUP:
        message_put(t, buffer, 0, LOOKUP_SOURCE(r.a));
        message_put(t, buffer, 1, failure);
        if (failure == LOOKUP_INVALID_ROOT)
            return 2;
        message_put(t, buffer, 2, LOOKUP_LEFT(r.a));
        if (failure == LOOKUP_MISSING_CAPABILITY)
            return 3;
        if (failure == LOOKUP_DEPTH_MISMATCH) {
            message_put(t, buffer, 3, LOOKUP_FOUND(r.a));
            return 4;
        }
        message_put(t, buffer, 3, r.b);
        message_put(t, buffer, 4, LOOKUP_FOUND(r.a));
        return 5;
    default:
        return 0;
    }
}

/*@ requires tcb:   IsTcb(t);
    assigns         phys[..];
    ensures  badge: TCB(t)->regs[REG_CAP] == badge;

    behavior system:
      assumes       SystemWf && TcbAt(t);
      ensures wf:   SystemWf; */
static void answer_set(ref_t t, word_t badge, word_t info)
{
    TCB(t)->regs[REG_CAP] = badge;
    //@ for system: assert body:  kind[t + 1] == KIND_BODY && kind[t + 2] == KIND_BODY;
    //@ for system: assert first: OnlyBody{Pre,Here};
    TCB(t)->regs[REG_INFO] = info;
    /*@ for system: assert rest: \forall integer c; 0 <= c < PHYS_CELLS && c != t + 1 && c != t + 2 ==>
            CellSame{Pre,Here}(c); */
    //@ for system: assert only:  OnlyBody{Pre,Here};
    //@ for system: assert same:  SystemSame{Pre,Here} && SlotsSame{Pre,Here};
}

/* Answer the Call of t, if t still waits for an answer; a thread that asked for it is told why it was refused. */
/*@ requires tcb: IsTcb(t);
    assigns       phys[..];

    behavior gone:
      assumes     TCB(t)->state != THREAD_ACTIVE;
      assigns     \nothing;
    behavior told:
      assumes     TCB(t)->state == THREAD_ACTIVE && TCB(t)->explain != 0 && r.error != ERR_NO_ERROR;
      ensures to: TCB(t)->regs[REG_CAP] == r.why;
    behavior plain:
      assumes     TCB(t)->state == THREAD_ACTIVE && (TCB(t)->explain == 0 || r.error == ERR_NO_ERROR);
      ensures to: TCB(t)->regs[REG_CAP] == 0;
    behavior system:
      assumes     SystemWf && TcbAt(t);
      ensures wf: SystemWf;
    complete behaviors gone, told, plain; disjoint behaviors gone, told, plain; */
static void answer(ref_t t, struct result r)
{
    word_t length = r.a, badge = 0;

    if (TCB(t)->state != THREAD_ACTIVE)
        return;
    if (r.error != ERR_NO_ERROR) {
        badge = TCB(t)->explain ? r.why : 0;
        length = refusal_words(t, message_buffer(t, 1), r);
    }
    if (length > MESSAGE_REGISTERS && message_buffer(t, 1) == 0)
        length = MESSAGE_REGISTERS;
    answer_set(t, badge, INFO_MAKE(r.error, 0UL, 0UL, length));
}

/* A request that was read: its extra capabilities are found, or not the one at this address. */
struct extras {
    struct lookup cap;
    cptr_t where;
};

/* Read the request of t, once; the address of an extra capability that does not resolve, and why. */
/*@ requires wf:    KernelWf && IsTcb(t);
    assigns         kernel.request;
    ensures  wf:    KernelWf;
    ensures  bound: kernel.request.length <= MESSAGE_WORDS && kernel.request.caps <= MESSAGE_CAPS;
    ensures  label: kernel.request.label == InfoLabel(TCB(t)->regs[REG_INFO]);

    behavior system:
      assumes       SystemWf && TcbAt(t);
      ensures wf:   SystemWf;
      ensures caps: \result.cap.failure == LOOKUP_OK ==> ExtrasAt; */
static struct extras request_read(ref_t t)
{
    word_t info = TCB(t)->regs[REG_INFO];
    word_t more = INFO_LENGTH(info) > MESSAGE_REGISTERS || INFO_CAPS(info) != 0;
    ref_t buffer = more ? message_buffer(t, 0) : 0;
    struct extras e = {{0, 0, LOOKUP_OK, 0}, 0};

    //@ assert slots: \forall integer n; 0 <= n < MESSAGE_CAPS ==> IsSlot(kernel.request.extra[n]);
    kernel.request.buffer = buffer;
    kernel.request.label = INFO_LABEL(info);
    kernel.request.length = MIN(INFO_LENGTH(info), buffer ? MESSAGE_WORDS : MESSAGE_REGISTERS);
    kernel.request.caps = buffer ? INFO_CAPS(info) : 0;
    //@ for system: assert read: KernelOfSystem{Pre,Here} && OnlyBody{Pre,Here};
    //@ for system: assert same: SystemSame{Pre,Here} && SlotsSame{Pre,Here};
    /*@ loop invariant i:     0 <= i <= kernel.request.caps;
        loop invariant slots: \forall integer n; 0 <= n < MESSAGE_CAPS ==> IsSlot(kernel.request.extra[n]);
        loop assigns i, e, kernel.request.extra[0 .. 2];
        for system: loop invariant wf:   SystemWf;
        for system: loop invariant caps: \forall integer n; 0 <= n < i ==> ExtraAt(n);
        loop variant kernel.request.caps - i; */
    for (word_t i = 0; i < kernel.request.caps; i++) {
        e.where = BUFFER(buffer)->caps[i];
        e.cap = cspace_lookup(t, e.where);
        if (e.cap.slot == 0)
            return e;
        //@ ghost Found: ;
        kernel.request.extra[i] = e.cap.slot;
        //@ for system: assert only:  KernelOfSystem{Found,Here} && OnlyBody{Found,Here};
        //@ for system: assert extra: SystemSame{Found,Here} && SlotsSame{Found,Here};
    }
    return e;
}

/* The call on this capability is refused, for this reason. */
/*@ requires slot:  IsSlot(slot);
    assigns         kernel.event_first, kernel.event_next, kernel.events[..];

    behavior system:
      assumes       SystemWf;
      ensures wf:   SystemWf; */
static void refused(ref_t slot, word_t why)
{
    event_add(EVENT_CALL_REFUSED, kernel.request.label, why, slot_kind(slot));
    //@ for system: assert only: KernelOfSystem{Pre,Here} && OnlyBody{Pre,Here};
    //@ for system: assert same: SystemSame{Pre,Here} && SlotsSame{Pre,Here};
}

/* Invoke the capability at cptr; 0 if the call has to be made again. */
/*@ requires wf:  KernelWf;
    assigns       STATE, kind[..];
    ensures  wf:  KernelWf;
    ensures  bit: \result <= 1;

    behavior system:
      assumes     SystemWf && FixedWf && TypesWf && Runs(kernel.current) && NamedKeeps(kernel.current, cptr);
      ensures wf: SystemWf && FixedWf && TypesWf;
      ensures types: TypesKept{Pre,Post}; */
static word_t invoke(cptr_t cptr, word_t flags)
{
    ref_t t = kernel.current;
    struct lookup cap = cspace_lookup(t, cptr);
    struct extras extra;
    struct result r;

    if (cap.slot == 0) {
        if (flags & INVOKE_BLOCKING)
            fault_cap(t, cptr, 0, cap.failure, cap.guard);
        return 1;
    }
    extra = request_read(t);
    if (extra.cap.failure != LOOKUP_OK) {
        if (flags & INVOKE_BLOCKING)
            fault_cap(t, extra.where, 0, extra.cap.failure, extra.cap.guard);
        return 1;
    }
    r = dispatch(cap.slot, flags);
    //@ for system: assert wf:  SystemWf && FixedWf && TypesWf;
    //@ for system: assert tcb: TcbAt(t);
    if (r.error == RESULT_PREEMPTED) {
        tcb_go_on(t);
        return 0;
    }
    if (r.error != ERR_NO_ERROR && r.error != RESULT_SILENT)
        refused(cap.slot, r.why);
    if ((flags & INVOKE_CALL) && r.error != RESULT_SILENT)
        answer(t, r);
    return 1;
}

/* A receive that names nothing to receive from. */
/*@ requires wf: KernelWf && IsTcb(t);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes     SystemWf && Goes(t);
      ensures wf: SystemWf; */
static void receive_fault(ref_t t, cptr_t cptr)
{
    fault_cap(t, cptr, 1, LOOKUP_MAKE(LOOKUP_MISSING_CAPABILITY, 0, 0), 0);
}

/* Receive from an endpoint with the reply object that the thread names, or with none. */
/*@ requires wf: KernelWf && IsTcb(t) && IsEndpoint(endpoint);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes     SystemWf && EndpointAt(endpoint) && Goes(t);
      ensures wf: SystemWf; */
static void receive_endpoint(ref_t t, ref_t endpoint, word_t blocking, word_t replying)
{
    cptr_t cptr = TCB(t)->regs[REG_REPLY];
    struct lookup reply = {0, 0, LOOKUP_OK, 0};

    if (replying) {
        reply = cspace_lookup(t, cptr);
        if (reply.slot == 0) {
            fault_cap(t, cptr, 1, reply.failure, reply.guard);
            return;
        }
        if (slot_kind(reply.slot) != CAP_REPLY) {
            receive_fault(t, cptr);
            return;
        }
        //@ for system: assert is: CapAt(SLOT(reply.slot)->cap0);
    }
    endpoint_receive(endpoint, t, replying ? slot_ref(reply.slot) : 0, blocking);
}

/* Receive by the capability that t names, if nothing stopped t before. */
/*@ requires wf: KernelWf && IsTcb(t);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes     SystemWf && TcbAt(t);
      ensures wf: SystemWf; */
static void receive(ref_t t, word_t blocking, word_t replying)
{
    cptr_t cptr = TCB(t)->regs[REG_CAP];
    struct lookup cap = cspace_lookup(t, cptr);
    ref_t object;

    if (TCB(t)->state != THREAD_ACTIVE)
        return;
    if (cap.slot == 0) {
        fault_cap(t, cptr, 1, cap.failure, cap.guard);
        return;
    }
    //@ for system: assert is: CapAt(SLOT(cap.slot)->cap0);
    object = slot_ref(cap.slot);
    if (!(slot_rights(cap.slot) & RIGHT_READ)) {
        receive_fault(t, cptr);
        return;
    }
    switch (slot_kind(cap.slot)) {
    case CAP_ENDPOINT:
        receive_endpoint(t, object, blocking, replying);
        return;
    case CAP_NOTIFICATION:
        if (notification_tcb(object) != 0 && notification_tcb(object) != t)
            receive_fault(t, cptr);
        else
            notification_wait(object, t, blocking);
        return;
    default:
        receive_fault(t, cptr);
    }
}

void syscall_serve(long number)
{
    ref_t t = kernel.current;
    word_t *regs = TCB(t)->regs;

    kernel.work = 0;
    //@ for system: assert only: KernelOfSystem{Pre,Here} && OnlyBody{Pre,Here};
    //@ for system: assert same: SystemSame{Pre,Here} && SlotsSame{Pre,Here};
    //@ for system: assert wf:   SystemWf;
    //@ for system: assert runs: Runs(t);
    switch (number) {
    case SYSCALL_CALL:
        invoke(regs[REG_CAP], INVOKE_CALL | INVOKE_BLOCKING | INVOKE_DONATING);
        return;
    case SYSCALL_REPLY_RECV:
        if (invoke(regs[REG_REPLY], INVOKE_DONATING))
            receive(t, 1, 1);
        return;
    case SYSCALL_NB_SEND_RECV:
        if (invoke(regs[REG_DEST], INVOKE_DONATING))
            receive(t, 1, 1);
        return;
    case SYSCALL_NB_SEND_WAIT:
        if (invoke(regs[REG_REPLY], INVOKE_DONATING))
            receive(t, 1, 0);
        return;
    case SYSCALL_SEND:
        invoke(regs[REG_CAP], INVOKE_BLOCKING);
        return;
    case SYSCALL_NB_SEND:
        invoke(regs[REG_CAP], 0);
        return;
    case SYSCALL_RECV:
        receive(t, 1, 1);
        return;
    case SYSCALL_NB_RECV:
        receive(t, 0, 1);
        return;
    case SYSCALL_WAIT:
        receive(t, 1, 0);
        return;
    case SYSCALL_NB_WAIT:
        receive(t, 0, 0);
        return;
    case SYSCALL_YIELD:
        sched_yield();
        return;
    default:
        debug_serve(number);
    }
}
