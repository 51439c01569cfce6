/*
 * Notifications: a word of badges that gathers signals until somebody looks.
 */
#ifndef TENON_KERNEL_NOTIFICATION_H
#define TENON_KERNEL_NOTIFICATION_H

#include "kernel/kernel.h"
#include "kernel/refill.h"
#include "spec/invariant.acsl"

/*@ requires is: IsNotification(n);
    assigns      \nothing;
    ensures  is: IsTcb(\result) && \result == NotificationTcb(n); */
static inline ref_t notification_tcb(ref_t n) { return NOTIFICATION(n)->tcb % REFS; }
/*@ requires is: IsNotification(n);
    assigns      \nothing;
    ensures  is: IsSchedContext(\result) && \result == NotificationContext(n); */
static inline ref_t notification_context(ref_t n) { return NOTIFICATION(n)->sched_context % REFS; }

/*@ requires wf:      KernelWf && IsNotification(n);
    assigns           STATE;
    ensures  wf:      KernelWf;

    behavior nobody:
      assumes         RingNext(n) == n && NotificationTcb(n) == 0;
      assigns         NOTIFICATION(n)->badge, NOTIFICATION(n)->active;
      ensures gather: NOTIFICATION(n)->active == 1 && NOTIFICATION(n)->badge == (\old(NOTIFICATION(n)->badge) | badge);
    behavior system:
      assumes         SystemWf && NotificationAt(n);
      ensures wf:     SystemWf; */
void notification_signal(ref_t n, word_t badge);

/* Thread t waits for a signal, or takes what is there. */
/*@ requires wf:    KernelWf && IsNotification(n) && IsTcb(t);
    assigns         STATE;
    ensures  wf:    KernelWf;

    behavior none:
      assumes       NOTIFICATION(n)->active == 0 && blocking == 0;
      assigns       TCB(t)->regs[REG_CAP];
      ensures zero: TCB(t)->regs[REG_CAP] == 0;
    behavior system:
      assumes       SystemWf && NotificationAt(n) && Goes(t);
      ensures wf:   SystemWf; */
void notification_wait(ref_t n, ref_t t, word_t blocking);

/* Thread t takes the badges of n, which is active. */
/*@ requires wf: KernelWf && IsNotification(n) && IsTcb(t);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes    SystemWf && NotificationAt(n) && TcbAt(t);
      ensures wf: SystemWf; */
void notification_take(ref_t n, ref_t t);

/* Thread t blocks: a context that it got from n goes back. */
/*@ requires wf: KernelWf && IsNotification(n) && IsTcb(t);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes    SystemWf && NotificationAt(n) && TcbAt(t);
      ensures wf: SystemWf; */
void notification_return_context(ref_t n, ref_t t);

/*@ requires is: IsNotification(n) && IsTcb(t);
    assigns      phys[..];

    behavior system:
      assumes       SystemWf && NotificationAt(n) && TcbAt(t);
      ensures wf:   SystemWf; */
void notification_bind(ref_t n, ref_t t);
/*@ requires is: IsNotification(n);
    assigns      phys[..];

    behavior system:
      assumes       SystemWf && NotificationAt(n);
      ensures wf:   SystemWf;
      ensures rest: ThreadsSame{Pre,Post}; */
void notification_unbind(ref_t n);

/* The last capability is going: let one waiting thread go on; 1 if none is left and n is unbound. */
/*@ requires wf: KernelWf && IsNotification(n);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes    SystemWf && NotificationAt(n);
      ensures wf: SystemWf; */
word_t notification_finalise(ref_t n);

#endif
