/*
 * A notification is the ring of threads that wait for it, or active with the
 * badges signalled since somebody last looked; never both.
 */
#include "kernel/notification.h"
#include "kernel/endpoint.h"
#include "kernel/queue.h"
#include "kernel/sched.h"
#include "kernel/sched_context.h"
#include "kernel/tcb.h"
#include "kernel/waiting.h"
#include "spec/bind.acsl"

/* A thread that has no context runs on the one bound to n, if that is free. */
/*@ requires wf: KernelWf && IsNotification(n) && IsTcb(t);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes     SystemWf && NotificationAt(n) && TcbAt(t);
      ensures wf: SystemWf; */
static void lend_context(ref_t n, ref_t t)
{
    ref_t context = notification_context(n);

    if (tcb_sched_context(t) == 0 && context != 0 && sched_context_tcb(context) == 0)
        sched_context_donate(context, t);
}

void notification_return_context(ref_t n, ref_t t)
{
    ref_t context = notification_context(n);

    if (context != 0 && tcb_sched_context(t) == context)
        sched_context_unbind_tcb(context);
}

/* t, in no ring, goes on with this badge. */
/*@ requires wf: KernelWf && IsNotification(n) && IsTcb(t);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes     SystemWf && NotificationAt(n) && Loose(t);
      ensures wf: SystemWf; */
static void deliver(ref_t n, ref_t t, word_t badge)
{
    sched_state_set(t, THREAD_ACTIVE);
    tcb_tell(t, badge);
    lend_context(n, t);
    sched_wake(t);
}

void notification_signal(ref_t n, word_t badge)
{
    ref_t first = link_next(n);
    ref_t bound = notification_tcb(n);

    //@ for system: assert link: first == LINK(n)->next;
    if (first != n) {
        //@ for system: assert waits: TcbAt(first - TCB_LINK) && Waits(first - TCB_LINK);
        //@ for system: assert there: TCB(first - TCB_LINK)->object == n;
        //@ for system: assert none:  ReplyOf(first - TCB_LINK) == 0;
        waiting_end(tcb_of_link(first));
        deliver(n, tcb_of_link(first), badge);
    } else if (bound != 0 && !NOTIFICATION(n)->active && TCB(bound)->state == THREAD_BLOCKED_RECEIVE) {
        ipc_cancel(bound);
        deliver(n, bound, badge);
    } else {
        NOTIFICATION(n)->badge |= badge;
        NOTIFICATION(n)->active = 1;
        //@ for system: assert rest: \forall integer c; 0 <= c < PHYS_CELLS && c != n + 1 ==> CellSame{Pre,Here}(c);
        /*@ for system: assert body: \forall integer c; 0 <= c < PHYS_CELLS && kind[c] > KIND_BODY ==>
                CellSame{Pre,Here}(c); */
        //@ for system: assert only: OnlyBody{Pre,Here};
        //@ for system: assert same: SystemSame{Pre,Here} && SlotsSame{Pre,Here};
    }
}

/* n has no badges any more. */
/*@ requires is: IsNotification(n);
    assigns      phys[..];

    behavior system:
      assumes     SystemWf && NotificationAt(n);
      ensures wf: SystemWf; */
static void empty(ref_t n)
{
    NOTIFICATION(n)->badge = 0;
    NOTIFICATION(n)->active = 0;
    //@ for system: assert rest: \forall integer c; 0 <= c < PHYS_CELLS && c != n + 1 ==> CellSame{Pre,Here}(c);
    /*@ for system: assert body: \forall integer c; 0 <= c < PHYS_CELLS && kind[c] > KIND_BODY ==>
            CellSame{Pre,Here}(c); */
    //@ for system: assert only: OnlyBody{Pre,Here};
    //@ for system: assert same: SystemSame{Pre,Here} && SlotsSame{Pre,Here};
}

void notification_take(ref_t n, ref_t t)
{
    tcb_tell(t, NOTIFICATION(n)->badge);
    empty(n);
    lend_context(n, t);
}

void notification_wait(ref_t n, ref_t t, word_t blocking)
{
    if (NOTIFICATION(n)->active) {
        notification_take(n, t);
        return;
    }
    if (!blocking) {
        TCB(t)->regs[REG_CAP] = 0;
        //@ for system: assert only: OnlyBody{Pre,Here};
        //@ for system: assert same: SystemSame{Pre,Here} && SlotsSame{Pre,Here};
        return;
    }
    sched_stop(t);
    waiting_begin(n, t, THREAD_BLOCKED_NOTIFICATION);
    notification_return_context(n, t);
}

/* Whom n tells, and whom t hears; 0 is nobody, and none. */
/*@ requires is: IsNotification(n) && IsTcb(t);
    assigns      phys[..];

    behavior system:
      assumes       SystemWf && NotificationAt(n) && (t != 0 ==> TcbAt(t));
      ensures wf:   SystemWf;
      ensures rest: ThreadsSame{Pre,Post}; */
static void tells_set(ref_t n, ref_t t)
{
    NOTIFICATION(n)->tcb = t;
    //@ for system: assert cell: OnlyCell{Pre,Here}(n + 2);
    //@ for system: assert only: OnlyTells{Pre,Here}(n) && NotificationTcb(n) == t;
}

/*@ requires is: IsTcb(t) && IsNotification(n);
    assigns      phys[..];

    behavior system:
      assumes       SystemWf && TcbAt(t) && (n != 0 ==> NotificationAt(n));
      ensures wf:   SystemWf;
      ensures rest: ThreadsSame{Pre,Post}; */
static void hears_set(ref_t t, ref_t n)
{
    TCB(t)->notification = n;
    /*@ for system: assert rest: \forall integer c; 0 <= c < PHYS_CELLS && c != t + TCB_BONDS + 1 ==>
            CellSame{Pre,Here}(c); */
    //@ for system: assert cell: OnlyCell{Pre,Here}(t + TCB_BONDS + 1);
    //@ for system: assert only: OnlyHears{Pre,Here}(t) && NotificationOf(t) == n;
}

void notification_bind(ref_t n, ref_t t)
{
    tells_set(n, t);
    hears_set(t, n);
}

void notification_unbind(ref_t n)
{
    ref_t t = notification_tcb(n);

    if (t == 0)
        return;
    hears_set(t, 0);
    //@ ghost Deaf: ;
    tells_set(n, 0);
    /*@ for system: assert rest: \forall integer u; TcbAt(u) ==>
            ThreadSame{Pre,Deaf}(u) && ThreadSame{Deaf,Here}(u) && ThreadSame{Pre,Here}(u); */
}

word_t notification_finalise(ref_t n)
{
    ref_t first = link_next(n);

    //@ for system: assert link: first == LINK(n)->next;
    if (first != n) {
        ref_t t = tcb_of_link(first);

        //@ for system: assert waits: TcbAt(t) && Waits(t) && TCB(t)->object == n;
        //@ for system: assert none:  ReplyOf(t) == 0;
        waiting_end(t);
        tcb_restart(t);
        sched_reschedule();
        return 0;
    }
    notification_unbind(n);
    if (notification_context(n) != 0)
        sched_context_unbind_notification(notification_context(n));
    return 1;
}
