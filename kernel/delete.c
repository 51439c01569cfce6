/*
 * Deletion without recursion.
 *
 * When the last capability to a container (a CNode, or a TCB with its five
 * slots) is deleted, its slot keeps a zombie: the container, and how many of
 * its slots are still to be emptied, from the last one down.  A container met
 * inside a container changes places with it: the inner zombie goes on in the
 * slot that is being deleted, the outer one waits in the inner slot, which is
 * in its own memory.  Every unit empties a slot or counts one down, so it ends.
 */
#include "kernel/delete.h"
#include "kernel/arch.h"
#include "kernel/asid.h"
#include "kernel/cdt.h"
#include "kernel/endpoint.h"
#include "kernel/event.h"
#include "kernel/irq.h"
#include "kernel/kernel.h"
#include "kernel/notification.h"
#include "kernel/region.h"
#include "kernel/reply.h"
#include "kernel/sched_context.h"
#include "kernel/tcb.h"
#include "kernel/vspace.h"
#include "spec/behind.acsl"
#include "spec/mask.acsl"

#define WORK_UNITS 16UL

word_t work_preempts(void)
{
    kernel.work++;
    //@ for system: assert only:  KernelOfSystem{Pre,Here} && OnlyBody{Pre,Here};
    //@ for system: assert count: SystemSame{Pre,Here} && SlotsSame{Pre,Here};
    if (kernel.work < WORK_UNITS)
        return 0;
    kernel.work = 0;
    //@ for system: assert none:  KernelOfSystem{Pre,Here} && OnlyBody{Pre,Here};
    //@ for system: assert anew:  SystemSame{Pre,Here} && SlotsSame{Pre,Here};
    return arch_irq_pending();
}

/*@ requires slot: IsSlot(s);
    assigns        \nothing;
    ensures  is:   \result != 0 <==> CapKind(SLOT(s)->cap0) == CAP_CNODE || CapKind(SLOT(s)->cap0) == CAP_TCB; */
static word_t is_container(ref_t s)
{
    return slot_kind(s) == CAP_CNODE || slot_kind(s) == CAP_TCB;
}

/* s holds this zombie from now on, which has so many slots. */
/*@ requires slot:   IsSlot(s) && size < 64 && object < REFS;
    assigns          phys[..];
    ensures  zombie: CapKind(SLOT(s)->cap0) == CAP_ZOMBIE;

    behavior system:
      assumes        SystemWf && SlotAt(s);
      assumes        size == ZOMBIE_TCB ? TcbAt(object) : SlotsAt(object, BIT(size));
      ensures wf:    SystemWf; */
static void zombie_put(ref_t s, word_t size, ref_t object, word_t left)
{
    //@ for system: assert ring: RingWf;
    slot_set(s, cap_make(CAP_ZOMBIE, size, 0, 1, object), left);
    //@ for system: assert still: LinksSame{Pre,Here} && RingRest{Pre,Here}(0, 0);
    //@ for system: assert same:  SystemSame{Pre,Here};
    //@ for system: assert caps:  CapsWf;
}

/* The last capability to a container becomes a zombie. */
/*@ requires wf:     KernelWf && IsSlot(s);
    assigns          STATE;
    ensures  wf:     KernelWf;
    ensures  zombie: CapKind(SLOT(s)->cap0) == CAP_ZOMBIE;

    behavior system:
      assumes        SystemWf && SlotAt(s);
      assumes        CapKind(SLOT(s)->cap0) == CAP_CNODE || CapKind(SLOT(s)->cap0) == CAP_TCB;
      ensures wf:    SystemWf; */
static void zombie_make(ref_t s)
{
    ref_t object = slot_ref(s);

    //@ for system: assert at: CapAt(SLOT(s)->cap0);
    event_cap(EVENT_CAP_DELETED, s);
    event_cap(EVENT_OBJECT_DESTROYED, s);
    if (slot_kind(s) == CAP_TCB) {
        tcb_finalise(object);
        zombie_put(s, ZOMBIE_TCB, object, TCB_SLOTS);
    } else {
        zombie_put(s, slot_size(s), object, BIT(slot_size(s)));
    }
}

/* Slot number i of the container of zombie s. */
/*@ requires slot: IsSlot(s);
    assigns        \nothing;
    ensures  slot: IsSlot(\result);

    behavior system:
      assumes      SystemWf && SlotAt(s) && CapKind(SLOT(s)->cap0) == CAP_ZOMBIE;
      ensures at:  SlotAt(\result); */
static ref_t zombie_slot(ref_t s, word_t i)
{
    word_t slots = BIT(slot_size(s)), index;

    //@ for system: assert at: CapAt(SLOT(s)->cap0);
    //@ assert some: 1 <= slots;
    index = i % slots;
    if (slot_size(s) == ZOMBIE_TCB) {
        //@ for system: assert tcb: TcbAt(CapRef(SLOT(s)->cap0));
        return tcb_slot(slot_ref(s), i % TCB_SLOTS);
    }
    //@ for system: assert cnode: SlotsAt(CapRef(SLOT(s)->cap0), slots);
    //@ for system: assert room: index < slots && SLOT_CELLS * slots < REFS;
    //@ for system: assert slot: SlotAt(CapRef(SLOT(s)->cap0) + SLOT_CELLS * index);
    return (slot_ref(s) + SLOT_CELLS * (index % REFS)) % REFS;
}

/* What has to end before a capability that is no container's last can go; 0: something is left. */
/*@ requires wf: KernelWf && IsSlot(s);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes        SystemWf && FixedWf && SlotAt(s);
      ensures whole: SystemWf; */
static word_t finalise(ref_t s)
{
    word_t last = cdt_is_last(s);
    ref_t object = slot_ref(s);

    //@ for system: assert at: CapAt(SLOT(s)->cap0);
    switch (slot_kind(s)) {
    case CAP_FRAME: /* each capability has its own mapping */
        region_forget(s);
        return 1;
    case CAP_ENDPOINT:
        return !last || endpoint_cancel_one(object);
    case CAP_NOTIFICATION:
        return !last || notification_finalise(object);
    case CAP_REPLY:
        if (last)
            reply_finalise(object);
        return 1;
    case CAP_SCHED_CONTEXT:
        if (last)
            sched_context_finalise(object);
        return 1;
    case CAP_PAGE_TABLE:
        if (last)
            page_table_forget(s);
        return 1;
    case CAP_VSPACE:
        if (last)
            vspace_forget(s);
        return 1;
    case CAP_ASID_POOL:
        if (last)
            asid_pool_forget(s);
        return 1;
    case CAP_IRQ_HANDLER:
        if (last)
            irq_forget(object);
        return 1;
    default:
        return 1;
    }
}

/* Objects that die with their last capability: memory does not, and a TCB or CNode was reported when it
   became a zombie. */
/*@ requires slot: IsSlot(s);
    assigns        \nothing; */
static word_t is_object(ref_t s)
{
    word_t kind = slot_kind(s);

    return kind != CAP_ZOMBIE && kind != CAP_UNTYPED && kind != CAP_IRQ_CONTROL && kind != CAP_SGI_SIGNAL &&
           kind != CAP_ASID_CONTROL && kind != CAP_SCHED_CONTROL && kind != CAP_DOMAIN && kind != CAP_AUDIT;
}

/* One unit on a capability that is no container's last: 1 if its slot is empty now. */
/*@ requires wf:    KernelWf && IsSlot(s);
    assigns         STATE;
    ensures  wf:    KernelWf;
    ensures  empty: \result != 0 ==> SLOT(s)->cap0 == 0;

    behavior system:
      assumes        SystemWf && FixedWf && SlotAt(s);
      ensures whole: SystemWf; */
static word_t plain_step(ref_t s)
{
    if (!finalise(s))
        return 0;
    event_cap(EVENT_CAP_DELETED, s);
    if (is_object(s) && cdt_is_last(s))
        event_cap(EVENT_OBJECT_DESTROYED, s);
    cdt_remove(s);
    return 1;
}

/* The same, but a handler goes after what its interrupt signals. */
/*@ requires wf:    KernelWf && IsSlot(s);
    assigns         STATE;
    ensures  wf:    KernelWf;
    ensures  empty: \result != 0 ==> SLOT(s)->cap0 == 0;

    behavior system:
      assumes        SystemWf && FixedWf && SlotAt(s);
      ensures whole: SystemWf; */
static word_t unit(ref_t s)
{
    if (slot_kind(s) == CAP_IRQ_HANDLER && cdt_is_last(s) && !slot_empty(irq_slot(slot_ref(s)))) {
        plain_step(irq_slot(slot_ref(s)));
        return 0;
    }
    return plain_step(s);
}

/* So many slots of zombie s are still to be emptied. */
/*@ requires slot: IsSlot(s);
    assigns        phys[..];

    behavior system:
      assumes      SystemWf && SlotAt(s);
      ensures wf:  SystemWf; */
static void zombie_count(ref_t s, word_t left)
{
    //@ for system: assert ring: RingWf && CapAt(SLOT(s)->cap0) && EmptyWf(s);
    slot_set(s, SLOT(s)->cap0, left);
    //@ for system: assert still: LinksSame{Pre,Here} && RingRest{Pre,Here}(0, 0);
    //@ for system: assert same:  SystemSame{Pre,Here};
    //@ for system: assert caps:  CapsWf;
}

/* One unit on a zombie: 1 if its slot is empty now. */
/*@ requires wf:    KernelWf && IsSlot(s);
    assigns         STATE;
    ensures  wf:    KernelWf;
    ensures  empty: \result != 0 ==> SLOT(s)->cap0 == 0;

    behavior system:
      assumes        SystemWf && FixedWf && SlotAt(s) && CapKind(SLOT(s)->cap0) == CAP_ZOMBIE;
      ensures whole: SystemWf; */
static word_t zombie_step(ref_t s)
{
    word_t left = slot_word(s);
    ref_t inner;

    if (left == 0) {
        cdt_remove(s);
        return 1;
    }
    inner = zombie_slot(s, left - 1);
    //@ for system: assert at: CapAt(SLOT(s)->cap0) && CapAt(SLOT(inner)->cap0);
    if (inner == s || slot_empty(inner)) {
        zombie_count(s, left - 1);
        return 0;
    }
    if (is_container(inner) && cdt_is_last(inner))
        zombie_make(inner);
    else if (slot_kind(inner) == CAP_ZOMBIE)
        cdt_swap(s, SLOT(s)->cap0, left - 1, inner, SLOT(inner)->cap0, SLOT(inner)->cap1);
    else
        unit(inner);
    return 0;
}

/* One unit of deleting what is in s: 1 if it is empty now. */
/*@ requires wf:    KernelWf && IsSlot(s);
    assigns         STATE;
    ensures  wf:    KernelWf;
    ensures  empty: \result != 0 ==> SLOT(s)->cap0 == 0;

    behavior system:
      assumes        SystemWf && FixedWf && SlotAt(s);
      ensures whole: SystemWf; */
static word_t step(ref_t s)
{
    if (slot_empty(s))
        return 1;
    if (slot_kind(s) == CAP_ZOMBIE)
        return zombie_step(s);
    if (is_container(s) && cdt_is_last(s)) {
        zombie_make(s);
        return 0;
    }
    return unit(s);
}

struct result slot_delete(ref_t s)
{
    /*@ loop invariant wf: KernelWf;
        loop assigns STATE;
        for system: loop invariant whole: SystemWf; */
    while (!step(s))
        if (work_preempts())
            return preempted();
    return done();
}

struct result slot_revoke(ref_t s)
{
    /*@ loop invariant wf: KernelWf;
        loop assigns STATE;
        for system: loop invariant whole: SystemWf; */
    while (cdt_has_children(s)) {
        //@ for system: assert behind: BehindAt(s);
        step(cdt_next(s));
        if (work_preempts())
            return preempted();
    }
    //@ for system: assert rest: SystemWf;
    if (!slot_empty(s)) /* it may have been in what it revoked */
        event_cap(EVENT_CAP_REVOKED, s);
    //@ for system: assert told: SystemWf;
    return done();
}
