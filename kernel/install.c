/*
 * A thread's five slots are filled by its owner with capabilities derived from
 * his own.  First all of them are judged; then, slot by slot, the old one goes
 * and the new one is put in its place.  With an old CSpace may go anything that
 * is in it: capabilities still to be installed, or the thread itself.
 */
#include "kernel/install.h"
#include "kernel/cnode.h"
#include "kernel/delete.h"
#include "kernel/event.h"
#include "kernel/fault.h"
#include "kernel/message.h"
#include "kernel/tcb.h"

#define BUFFER_ALIGN 1024UL

/*@ assigns       \nothing;
    ensures  is:  \result.answer == r && \result.from == 0; */
static struct install none(struct result r)
{
    struct install i = {r, 0, 0, 0};

    return i;
}

/*@ requires slot: IsSlot(from);
    assigns        \nothing;
    ensures  from: \result.from == from;
    ensures  none: SLOT(from)->cap0 == 0 ==> \result.cap0 == 0;
    ensures  like: \result.answer.error == ERR_NO_ERROR ==> CapLike(\result.cap0, SLOT(from)->cap0);
    ensures  at:   CapAt(SLOT(from)->cap0) ==> CapAt(\result.cap0); */
static struct install judge(ref_t from)
{
    struct derived d = cap_derive(from, RIGHTS_ALL);
    struct install i = {refuse(d.why, 0, 0), from, d.cap0, d.cap1};

    return i;
}

/* data: a new guard, 0: the capability's own. */
/*@ requires slot: IsSlot(from);
    assigns        \nothing;
    ensures  from: IsSlot(\result.from);

    behavior system:
      assumes      SystemWf && SlotAt(from);
      ensures at:  Fills(\result); */
static struct install cspace_judge(ref_t from, word_t data)
{
    struct install i = judge(from);
    struct derived d = {0, i.cap0, i.cap1};

    if (i.answer.error != ERR_NO_ERROR)
        return i;
    if (slot_kind(from) != CAP_CNODE)
        return none(refuse(WHY_CSPACE_NOT_CNODE, 0, 0));
    if (data != 0)
        d = cap_with_word(d, data, 0);
    i.answer = refuse(d.why, 0, 0);
    i.cap0 = d.cap0;
    i.cap1 = d.cap1;
    return i;
}

/*@ requires slot: IsSlot(from);
    assigns        \nothing;
    ensures  from: IsSlot(\result.from);

    behavior system:
      assumes      SystemWf && SlotAt(from);
      ensures at:  Fills(\result); */
static struct install space_judge(ref_t from)
{
    struct install i = judge(from);

    if (i.answer.error == ERR_NO_ERROR && slot_kind(from) != CAP_VSPACE)
        return none(refuse(WHY_VSPACE_NOT_VSPACE, 0, 0));
    return i;
}

/* An IPC buffer at address 0 is none, whatever the capability. */
/*@ requires slot: IsSlot(from);
    assigns        \nothing;
    ensures  from: IsSlot(\result.from);

    behavior system:
      assumes      SystemWf && SlotAt(from);
      ensures at:  Fills(\result); */
static struct install buffer_judge(ref_t from, vaddr_t vaddr)
{
    struct install i;

    if (vaddr == 0)
        return none(done());
    i = judge(from);
    if (i.answer.error != ERR_NO_ERROR)
        return i;
    if (slot_kind(from) != CAP_FRAME)
        return none(refuse(WHY_BUFFER_NOT_FRAME, 0, 0));
    if (slot_rights(from) & MEMORY_IS_DEVICE)
        return none(refuse(WHY_BUFFER_ON_DEVICE, 0, 0));
    if (vaddr % BUFFER_ALIGN != 0)
        return none(refuse(WHY_BUFFER_MISALIGNED, 0, 0));
    return i;
}

struct install install_handler(ref_t from, word_t which)
{
    if (slot_empty(from))
        return none(done());
    if (slot_kind(from) != CAP_ENDPOINT)
        return none(refuse(WHY_HANDLER_NOT_ENDPOINT, which, 0));
    if (!fault_endpoint_ok(from))
        return none(refuse(WHY_HANDLER_WITHOUT_RIGHTS, which, 0));
    return judge(from);
}

word_t tcb_shown(ref_t slot, ref_t t)
{
    return slot_kind(slot) == CAP_TCB && slot_ref(slot) == t;
}

struct result install_put(ref_t tcb, ref_t t, word_t which, struct install i)
{
    ref_t slot = tcb_slot(t, which);
    struct result r;

    if (!tcb_shown(tcb, t))
        return done();
    //@ for system: assert at: CapAt(SLOT(tcb)->cap0);
    //@ for system: assert slot: SlotAt(slot);
    r = slot_delete(slot);
    if (r.error == ERR_NO_ERROR && i.from != 0 && tcb_shown(tcb, t) && judge(i.from).cap0 == i.cap0) {
        cap_insert_copy(i.from, slot, i.cap0, i.cap1);
        event_cap(EVENT_CAP_COPIED, slot);
    }
    return r;
}

/* The spaces of the current thread may have changed under it. */
/*@ requires wf: KernelWf && IsSlot(slot) && IsTcb(t);
    assigns      \nothing; */
static void space_changed(ref_t slot, ref_t t)
{
    if (t == kernel.current && tcb_shown(slot, t))
        tcb_use_space(t);
}

/* The IPC buffer of t is at this address. */
/*@ requires tcb: IsTcb(t);
    assigns       phys[..];
    ensures  set: TCB(t)->buffer == vaddr;

    behavior system:
      assumes     SystemWf && TcbAt(t);
      ensures wf: SystemWf; */
static void buffer_set(ref_t t, vaddr_t vaddr)
{
    TCB(t)->buffer = vaddr;
    //@ for system: assert only: OnlyBody{Pre,Here};
    //@ for system: assert same: SystemSame{Pre,Here} && SlotsSame{Pre,Here};
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

    r = install_put(slot, t, TCB_CSPACE, cspace);
    if (r.error == ERR_NO_ERROR)
        r = install_put(slot, t, TCB_VSPACE, vspace);
    if (r.error == ERR_NO_ERROR)
        r = install_put(slot, t, TCB_BUFFER, buffer);
    if (r.error == ERR_NO_ERROR && tcb_shown(slot, t))
        buffer_set(t, vaddr);
    space_changed(slot, t);
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
    handler = install_handler(kernel.request.extra[0], 1);
    if (handler.answer.error != ERR_NO_ERROR)
        return handler.answer;

    r = install_put(slot, t, TCB_FAULT, handler);
    if (r.error == ERR_NO_ERROR)
        r = install_put(slot, t, TCB_CSPACE, cspace);
    if (r.error == ERR_NO_ERROR)
        r = install_put(slot, t, TCB_VSPACE, vspace);
    space_changed(slot, t);
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
    r = install_put(slot, t, TCB_BUFFER, buffer);
    if (r.error == ERR_NO_ERROR && tcb_shown(slot, t))
        buffer_set(t, vaddr);
    return r;
}

/* Capability: endpoint. */
struct result tcb_set_timeout_endpoint(ref_t slot)
{
    struct install handler = install_handler(kernel.request.extra[0], 1);

    if (handler.answer.error != ERR_NO_ERROR)
        return handler.answer;
    return install_put(slot, slot_ref(slot), TCB_TIMEOUT, handler);
}
