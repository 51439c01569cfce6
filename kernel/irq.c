/*
 * An interrupt is either nobody's (masked), or has handler capabilities and a
 * slot of the kernel's that holds the notification to signal.
 */
#include "kernel/irq.h"
#include "kernel/arch.h"
#include "kernel/cap.h"
#include "kernel/cdt.h"
#include "kernel/cnode.h"
#include "kernel/delete.h"
#include "kernel/event.h"
#include "kernel/message.h"
#include "kernel/notification.h"
#include "kernel/sched.h"

#define IRQ_LEVEL_UNCHANGED 2UL

ref_t irq_slot(word_t irq)
{
    //@ for system: assert slots: IrqSlots && 0 <= irq % PLATFORM_IRQS < PLATFORM_IRQS;
    //@ for system: assert at:    SlotAt(IrqSlot(irq % PLATFORM_IRQS));
    return kernel.irq_slots + SLOT_CELLS * (irq % PLATFORM_IRQS);
}

void irq_forget(word_t irq)
{
    arch_irq_mask(irq);
    kernel.irq_state[irq % PLATFORM_IRQS] = 0;
    //@ for system: assert only: KernelOfSystem{Pre,Here} && OnlyBody{Pre,Here};
    //@ for system: assert same: SystemSame{Pre,Here} && SlotsSame{Pre,Here};
}

void irq_deliver(word_t irq)
{
    ref_t slot = irq_slot(irq);

    if (irq == PLATFORM_IRQ_TIMER) {
        sched_tick();
    } else if (irq < PLATFORM_IRQS) {
        arch_irq_mask(irq);
        //@ for system: assert index: slot == IrqSlot(irq);
        //@ for system: assert slot: SlotAt(slot);
        //@ for system: assert is:   CapAt(SLOT(slot)->cap0);
        if (slot_kind(slot) == CAP_NOTIFICATION)
            notification_signal(slot_ref(slot), slot_word(slot));
    }
    arch_irq_end(irq);
}

/* The empty slot for the handler of an interrupt that may be given out. */
/*@ requires wf:     KernelWf;
    assigns          \nothing;
    ensures  slot:   IsSlot(\result.slot);
    ensures  free:   \result.answer.error == ERR_NO_ERROR ==> IrqFree(irq) && SLOT(\result.slot)->cap0 == 0;
    ensures  taken:  !IrqFree(irq) ==>
        \result.answer.error == ERR_RANGE_ERROR || \result.answer.error == ERR_REVOKE_FIRST;

    behavior system:
      assumes     SystemWf && ExtraAt(0);
      ensures at: \result.answer.error == ERR_NO_ERROR ==> SlotAt(\result.slot); */
static struct named handler_judge(word_t irq, word_t index, word_t depth)
{
    struct named refused = {done(), 0};

    if (irq >= PLATFORM_IRQS) {
        refused.answer = refuse(WHY_IRQ_RANGE, 0, PLATFORM_IRQS - 1);
        return refused;
    }
    if (irq == PLATFORM_IRQ_TIMER || kernel.irq_state[irq] != 0) {
        refused.answer = refuse(irq == PLATFORM_IRQ_TIMER ? WHY_IRQ_OF_KERNEL : WHY_IRQ_TAKEN, 0, 0);
        return refused;
    }
    return cnode_empty_slot(kernel.request.extra[0], index, depth);
}

/* Its handler goes into this slot; trigger: 0 level, 1 edge, 2 as it is. */
/*@ requires wf:   KernelWf && IsSlot(slot) && IsSlot(to);
    requires irq:  IrqFree(irq) && trigger <= IRQ_LEVEL_UNCHANGED;
    assigns        phys[..], ring[..], kernel.irq_state[irq];
    assigns        kernel.event_first, kernel.event_next, kernel.events[..];
    ensures  wf:   KernelWf;
    ensures  step: kernel.irq_state[irq] == 1;

    behavior system:
      assumes      SystemWf && SlotAt(slot) && SLOT(slot)->cap0 != 0 && SlotAt(to) && SLOT(to)->cap0 == 0;
      ensures wf:  SystemWf; */
static void handler_give(ref_t slot, ref_t to, word_t irq, word_t trigger)
{
    if (trigger != IRQ_LEVEL_UNCHANGED)
        arch_irq_trigger(irq, trigger);
    kernel.irq_state[irq] = 1;
    //@ for system: assert only: KernelOfSystem{Pre,Here} && OnlyBody{Pre,Here};
    //@ for system: assert same: SystemSame{Pre,Here} && SlotsSame{Pre,Here};
    cdt_insert(slot, to, cap_make(CAP_IRQ_HANDLER, 0, 0, 1, irq), 0);
    event_cap(EVENT_CAP_ISSUED, to);
    arch_irq_unmask(irq);
}

/* Words: interrupt, index, depth.  Capability: root of the destination. */
struct result irq_control_get(ref_t slot)
{
    word_t irq = request_word(0);
    struct named to = handler_judge(irq, request_word(1), request_word(2));

    if (to.answer.error == ERR_NO_ERROR)
        handler_give(slot, to.slot, irq, IRQ_LEVEL_UNCHANGED);
    return to.answer;
}

/* Words: interrupt, trigger, index, depth.  Capability: root of the destination. */
struct result irq_control_get_trigger(ref_t slot)
{
    word_t irq = request_word(0), edge = request_word(1) != 0;
    struct named to = handler_judge(irq, request_word(2), request_word(3));

    if (to.answer.error == ERR_NO_ERROR)
        handler_give(slot, to.slot, irq, edge);
    return to.answer;
}

/* Words: interrupt, core, index, depth.  Capability: root of the destination. */
struct result irq_control_issue_sgi(ref_t slot)
{
    word_t irq = request_word(0);
    struct named to;

    if (irq >= SGIS)
        return refuse(WHY_SGI_RANGE, 0, SGIS - 1);
    if (request_word(1) != 0) /* one core */
        return refuse(WHY_SGI_OTHER_CORE, 1, 0);
    to = cnode_empty_slot(kernel.request.extra[0], request_word(2), request_word(3));
    if (to.answer.error != ERR_NO_ERROR)
        return to.answer;
    cdt_insert(slot, to.slot, cap_make(CAP_SGI_SIGNAL, 0, 0, 1, irq), 0);
    event_cap(EVENT_CAP_ISSUED, to.slot);
    return to.answer;
}

struct result irq_handler_ack(ref_t slot)
{
    arch_irq_unmask(slot_ref(slot));
    return done();
}

/* Capability: notification with write right. */
struct result irq_handler_set(ref_t slot)
{
    ref_t from = kernel.request.extra[0];
    ref_t to = irq_slot(slot_ref(slot));
    word_t cap0 = SLOT(from)->cap0, cap1 = SLOT(from)->cap1;
    struct result r;

    if (slot_kind(from) != CAP_NOTIFICATION)
        return refuse(WHY_IRQ_NEEDS_NOTIFICATION, 0, 0);
    if (!(slot_rights(from) & RIGHT_WRITE))
        return refuse(WHY_IRQ_WITHOUT_WRITE, 0, 0);

    r = slot_delete(to);
    if (r.error == ERR_NO_ERROR && SLOT(from)->cap0 == cap0) { /* it is still there: no contract says so */
        cap_insert_copy(from, to, cap_with_origin(cap0, 0UL), cap1);
        event_cap(EVENT_CAP_COPIED, to);
    }
    return r;
}

struct result irq_handler_clear(ref_t slot)
{
    return slot_delete(irq_slot(slot_ref(slot)));
}
