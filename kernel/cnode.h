/*
 * Capability spaces: finding slots, and the calls on a CNode capability.
 */
#ifndef TENON_KERNEL_CNODE_H
#define TENON_KERNEL_CNODE_H

#include "kernel/cap.h"
#include "kernel/kernel.h"
#include "kernel/refill.h"
#include "kernel/result.h"
#include "spec/call.acsl"
#include "spec/cnode.acsl"
#include "spec/fixed.acsl"
#include "spec/invariant.acsl"

/*
 * Where a capability address leads: slot, with `left` bits not used; or, slot
 * 0, why it leads nowhere (LOOKUP_MAKE; the guard met).
 */
struct lookup {
    ref_t slot;
    word_t left;
    word_t failure, guard;
};

/* Follow the low `bits` (1 to 64) of cptr from the capability in root, as far as CNodes go. */
/*@ requires slot: IsSlot(root) && bits <= 64;
    assigns        \nothing;
    ensures  ref:  \result.slot < REFS && \result.left <= bits;
    ensures  root: CapKind(SLOT(root)->cap0) != CAP_CNODE ==> \result.slot == 0;

    behavior way:
      ensures slot: CapKind(SLOT(root)->cap0) == CAP_CNODE ==> \result.slot == LookupSlot(root, cptr, bits);
      ensures left: CapKind(SLOT(root)->cap0) == CAP_CNODE ==> \result.left == LookupLeft(root, cptr, bits);

    behavior system:
      assumes      SystemWf && SlotAt(root);
      ensures is:  \result.slot != 0 || \result.failure == LOOKUP_OK ==> SlotAt(\result.slot); */
struct lookup cnode_lookup(ref_t root, cptr_t cptr, word_t bits);

/* The capability at cptr in the space of thread t. */
/*@ requires tcb:  IsTcb(t);
    assigns        \nothing;
    ensures  ref:  \result.slot < REFS;
    ensures  root: CapKind(SLOT(TCB_SLOT(t, TCB_CSPACE))->cap0) != CAP_CNODE ==> \result.slot == 0;
    ensures  slot: CapKind(SLOT(TCB_SLOT(t, TCB_CSPACE))->cap0) == CAP_CNODE ==> \result.slot == LookupSlot(TCB_SLOT(t, TCB_CSPACE), cptr, 64);

    behavior system:
      assumes      SystemWf && TcbAt(t);
      ensures is:  \result.slot != 0 || \result.failure == LOOKUP_OK ==> SlotAt(\result.slot); */
struct lookup cspace_lookup(ref_t t, cptr_t cptr);

/* A slot that a call names: done and the slot, or the refusal. */
struct named {
    struct result answer;
    ref_t slot;
};

/* The slot named as (root, index, depth); source: for the error message. */
/*@ requires slot: IsSlot(root);
    assigns        \nothing;
    ensures  ref:  \result.slot < REFS;
    ensures  none: \result.answer.error != ERR_NO_ERROR ==> \result.slot == 0;
    ensures  root: \result.answer.error == ERR_NO_ERROR ==> CapKind(SLOT(root)->cap0) == CAP_CNODE && 0 < depth <= 64;
    ensures  slot: \result.answer.error == ERR_NO_ERROR ==> \result.slot == LookupSlot(root, index, depth) && \result.slot != 0;
    ensures  all:  \result.answer.error == ERR_NO_ERROR ==> LookupLeft(root, index, depth) == 0;

    behavior system:
      assumes      SystemWf && SlotAt(root);
      ensures is:  \result.slot != 0 ==> SlotAt(\result.slot); */
struct named cnode_slot(ref_t root, word_t index, word_t depth, word_t source);
/* Such a slot that is empty. */
/*@ requires slot:  IsSlot(root);
    assigns         \nothing;
    ensures  ref:   \result.slot < REFS;
    ensures  slot:  \result.answer.error == ERR_NO_ERROR ==> \result.slot == LookupSlot(root, index, depth) && \result.slot != 0;
    ensures  empty: \result.answer.error == ERR_NO_ERROR ==> SLOT(\result.slot)->cap0 == 0;

    behavior system:
      assumes       SystemWf && SlotAt(root);
      ensures is:   \result.slot != 0 ==> SlotAt(\result.slot); */
struct named cnode_empty_slot(ref_t root, word_t index, word_t depth);

/* A new capability to be made from another: its words, or a refusal. */
struct derived {
    word_t why; /* 0: it may be made */
    word_t cap0, cap1;
};

/* A copy of the capability in s with no more than these rights. */
/*@ requires slot: IsSlot(s);
    assigns        \nothing;
    ensures  like: \result.why == 0 ==> CapLike(\result.cap0, SLOT(s)->cap0);
    ensures  none: SLOT(s)->cap0 == 0 ==> \result.cap0 == 0;
    ensures  why:  \result.why != 0 ==> \result.why % 16 != 0;
    ensures  at:   CapAt(SLOT(s)->cap0) ==> CapAt(\result.cap0); */
struct derived cap_derive(ref_t s, word_t rights);
/* d with a new badge or guard; move: the original is not kept. */
/*@ assigns       \nothing;
    ensures why:  d.why != 0 ==> \result.why == d.why;
    ensures new:  d.why == 0 && \result.why != 0 ==> \result.why % 16 != 0;
    ensures like: \result.why == 0 ==> CapLike(\result.cap0, d.cap0);
    ensures none: d.cap0 == 0 ==> \result.cap0 == 0;
    ensures at:   \result.why == 0 && CapAt(d.cap0) ==> CapAt(\result.cap0); */
struct derived cap_with_word(struct derived d, word_t word, word_t move);
/* Put it into the empty slot `to`, derived from the capability in s. */
/*@ requires slot: IsSlot(s) && IsSlot(to);
    assigns        phys[..], ring[..];

    behavior system:
      assumes        SystemWf && SlotAt(s) && SlotAt(to) && SLOT(s)->cap0 != 0 && SLOT(to)->cap0 == 0;
      assumes        CapAt(cap0) && cap0 != 0;
      ensures  wf:   SystemWf;
      ensures  only: OnlySlots{Pre,Post}; */
void cap_insert_copy(ref_t s, ref_t to, word_t cap0, word_t cap1);

/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes     Invoked(slot, CAP_CNODE) && ExtrasAt;
      ensures wf: SystemWf; */
struct result cnode_copy(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes     Invoked(slot, CAP_CNODE) && ExtrasAt;
      ensures wf: SystemWf; */
struct result cnode_mint(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes     Invoked(slot, CAP_CNODE) && ExtrasAt;
      ensures wf: SystemWf; */
struct result cnode_move(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes     Invoked(slot, CAP_CNODE) && ExtrasAt;
      ensures wf: SystemWf; */
struct result cnode_mutate(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes     Invoked(slot, CAP_CNODE) && ExtrasAt;
      ensures wf: SystemWf; */
struct result cnode_rotate(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes        Invoked(slot, CAP_CNODE) && FixedWf;
      ensures whole: SystemWf; */
struct result cnode_delete(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes        Invoked(slot, CAP_CNODE) && FixedWf;
      ensures whole: SystemWf; */
struct result cnode_revoke(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes     Invoked(slot, CAP_CNODE);
      ensures wf: SystemWf; */
struct result cnode_cancel_badged_sends(ref_t slot);

#endif
