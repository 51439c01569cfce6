/*
 * A CNode is an array of 2^radix slots behind a guard.  An address is used up
 * from the high bits down: guard, index, and on into the next CNode.
 */
#include "kernel/cnode.h"
#include "kernel/cdt.h"
#include "kernel/delete.h"
#include "kernel/endpoint.h"
#include "kernel/event.h"
#include "kernel/message.h"
#include "kernel/tcb.h"
#include "spec/mask.acsl"

#define WORD_BITS 64UL

/* Bits [from, from + count) of w; count below 64. */
/*@ requires count: count < 64;
    assigns         \nothing;
    ensures  is:    \result == BitsOf(w, from, count);
    ensures  bound: \result < BIT(count); */
static word_t bits_of(word_t w, word_t from, word_t count)
{
    word_t high = from >= WORD_BITS ? 0 : w >> from;

    //@ assert least: 1 <= BIT(count);
    //@ assert mask:  (high & ((1 << count) - 1)) < (1 << count);
    return high & (BIT(count) - 1);
}

/*@ assigns      \nothing;
    ensures  is: \result.slot == slot && \result.left == left; */
static struct lookup found(ref_t slot, word_t left)
{
    struct lookup l = {slot, left, LOOKUP_OK, 0};

    return l;
}

/*@ assigns      \nothing;
    ensures  is: \result.slot == 0 && \result.left == 0 && \result.failure == failure; */
static struct lookup lost(word_t failure, word_t guard)
{
    struct lookup l = {0, 0, failure, guard};

    return l;
}

/* How many bits of an address the CNode in slot s uses up: its guard and its index. */
/*@ requires slot: IsSlot(s);
    assigns        \nothing;
    ensures  is:   \result == CnodeBits(s) && \result < 128; */
static word_t cnode_bits(ref_t s)
{
    return GUARD_SIZE(slot_word(s)) + slot_size(s);
}

/* The guard of the CNode in slot s is what the highest of the `left` bits say. */
/*@ requires slot: IsSlot(s) && left <= 64;
    assigns        \nothing;
    ensures  fits: CnodeBits(s) <= left ==> (\result == 1 <==> CnodeFits(s, cptr, left));
    ensures  bit:  \result <= 1; */
static word_t guard_fits(ref_t s, cptr_t cptr, word_t left)
{
    word_t size = GUARD_SIZE(slot_word(s));

    return size <= left && bits_of(cptr, left - size, size) == GUARD_VALUE(slot_word(s));
}

/* The slot that the CNode in s leads to by the lowest `left` bits of cptr. */
/*@ requires slot: IsSlot(s) && CnodeBits(s) <= left <= 64;
    assigns        \nothing;
    ensures  is:   \result == CnodeNext(s, cptr, left) && \result < REFS;

    behavior system:
      assumes      SystemWf && SlotAt(s) && CapKind(SLOT(s)->cap0) == CAP_CNODE;
      ensures at:  SlotAt(\result); */
static ref_t next_slot(ref_t s, cptr_t cptr, word_t left)
{
    word_t index = bits_of(cptr, left - cnode_bits(s), slot_size(s));

    //@ for system: assert cap:  SlotsAt(CapRef(SLOT(s)->cap0), BIT(CapSize(SLOT(s)->cap0)));
    //@ for system: assert room: index < BIT(CapSize(SLOT(s)->cap0)) && SLOT_CELLS * BIT(CapSize(SLOT(s)->cap0)) < REFS;
    //@ for system: assert slot: SlotAt(CapRef(SLOT(s)->cap0) + SLOT_CELLS * index);
    return (slot_ref(s) + SLOT_CELLS * (index % REFS)) % REFS;
}

/* The way ends behind the CNode in s: no bits are left, it used none, or `next` holds no CNode. */
/*@ requires slot: IsSlot(s) && IsSlot(next) && CnodeBits(s) <= left <= 64;
    requires next: next == CnodeNext(s, cptr, left);
    assigns        \nothing;
    ensures  ends: \result == 1 <==> CnodeEnds(s, cptr, left);
    ensures  more: \result != 1 ==> 0 < CnodeBits(s) < left && CapKind(SLOT(next)->cap0) == CAP_CNODE;
    ensures  bit:  \result <= 1; */
static word_t way_ends(ref_t s, cptr_t cptr, word_t left, ref_t next)
{
    word_t used = cnode_bits(s);

    (void)cptr; /* the contract speaks of it */
    return left == used || used == 0 || slot_kind(next) != CAP_CNODE;
}

struct lookup cnode_lookup(ref_t root, cptr_t cptr, word_t bits)
{
    ref_t s = root;
    word_t left = bits;

    if (slot_kind(root) != CAP_CNODE)
        return lost(LOOKUP_MAKE(LOOKUP_INVALID_ROOT, 0, 0), 0);
    /*@ loop invariant slot: IsSlot(s) && CapKind(SLOT(s)->cap0) == CAP_CNODE;
        loop invariant left: left <= bits && left <= 64;
        loop assigns s, left;
        for way: loop invariant goal: LookupSlot(s, cptr, left) == LookupSlot(root, cptr, bits);
        for way: loop invariant rest: LookupLeft(s, cptr, left) == LookupLeft(root, cptr, bits);
        for system: loop invariant at: SlotAt(s);
        loop variant left; */
    for (;;) {
        word_t used = cnode_bits(s);
        word_t rest;
        ref_t next;

        if (!guard_fits(s, cptr, left)) {
            //@ assert lost: LookupSlot(s, cptr, left) == 0 && LookupLeft(s, cptr, left) == 0;
            return lost(LOOKUP_MAKE(LOOKUP_GUARD_MISMATCH, left, GUARD_SIZE(slot_word(s))),
                        GUARD_VALUE(slot_word(s)));
        }
        if (used > left) {
            //@ assert early: LookupSlot(s, cptr, left) == 0 && LookupLeft(s, cptr, left) == 0;
            return lost(LOOKUP_MAKE(LOOKUP_DEPTH_MISMATCH, left, used), 0);
        }
        rest = left - used;
        //@ assert less: rest == left - used && rest <= bits;
        next = next_slot(s, cptr, left);
        if (way_ends(s, cptr, left, next)) {
            //@ assert end: LookupSlot(s, cptr, left) == next && LookupLeft(s, cptr, left) == rest;
            return found(next, rest);
        }
        //@ for way: assert on: LookupSlot(s, cptr, left) == LookupSlot(next, cptr, rest);
        //@ for way: assert more: LookupLeft(s, cptr, left) == LookupLeft(next, cptr, rest);
        s = next;
        left = rest;
    }
}

struct lookup cspace_lookup(ref_t t, cptr_t cptr)
{
    ref_t root = TCB_SLOT(t, TCB_CSPACE);

    //@ assert root: root == TCB_SLOT(t, TCB_CSPACE);
    return cnode_lookup(root, cptr, WORD_BITS);
}

/*@ assigns      \nothing;
    ensures  is: \result.answer == answer && \result.slot == slot; */
static struct named named(struct result answer, ref_t slot)
{
    struct named n = {answer, slot};

    return n;
}

/* No slot: the lookup failed; source: of the place to take from. */
/*@ assigns      \nothing;
    ensures  is: \result.answer.error == why % 16 && \result.slot == 0; */
static struct named lost_slot(word_t why, word_t failure, word_t source, word_t guard)
{
    return named(refuse(why, failure + LOOKUP_OF_SOURCE(source), guard), 0);
}

struct named cnode_slot(ref_t root, word_t index, word_t depth, word_t source)
{
    struct lookup l;

    if (slot_kind(root) != CAP_CNODE)
        return lost_slot(WHY_ROOT_NOT_CNODE, LOOKUP_INVALID_ROOT, source, 0);
    if (depth < 1 || depth > WORD_BITS)
        return named(refuse(WHY_DEPTH_RANGE, 1, WORD_BITS), 0);
    l = cnode_lookup(root, index, depth);
    if (l.slot == 0)
        return lost_slot(
            LOOKUP_KIND(l.failure) == LOOKUP_GUARD_MISMATCH ? WHY_GUARD_DIFFERS : WHY_DEPTH_ENDS_EARLY,
            l.failure, source, l.guard);
    if (l.left != 0)
        return lost_slot(WHY_DEPTH_GOES_ON, LOOKUP_MAKE(LOOKUP_DEPTH_MISMATCH, l.left, 0), source, 0);
    return named(done(), l.slot);
}

struct named cnode_empty_slot(ref_t root, word_t index, word_t depth)
{
    struct named n = cnode_slot(root, index, depth, 0);

    if (n.answer.error == ERR_NO_ERROR && !slot_empty(n.slot))
        n.answer = refuse(WHY_SLOT_OCCUPIED, 0, 0);
    return n;
}

/* A slot that has to hold something is empty. */
/*@ assigns      \nothing;
    ensures  is: \result.error == why % 16; */
static struct result empty(word_t why, word_t source, word_t depth)
{
    return refuse(why, LOOKUP_MAKE(LOOKUP_MISSING_CAPABILITY, depth, 0) + LOOKUP_OF_SOURCE(source), 0);
}

/* The slot (root, index, depth) that an operation reads, which must hold something. */
/*@ requires slot: IsSlot(root);
    assigns        \nothing;
    ensures  ref:  \result.slot < REFS;
    ensures  full: \result.answer.error == ERR_NO_ERROR ==> SLOT(\result.slot)->cap0 != 0;

    behavior system:
      assumes      SystemWf && SlotAt(root);
      ensures is:  \result.slot != 0 ==> SlotAt(\result.slot);
      ensures at:  \result.answer.error == ERR_NO_ERROR ==> SlotAt(\result.slot); */
static struct named source_slot(ref_t root, word_t index, word_t depth)
{
    struct named n = cnode_slot(root, index, depth, 1);

    if (n.answer.error == ERR_NO_ERROR && slot_empty(n.slot))
        n.answer = empty(WHY_SOURCE_EMPTY, 1, depth);
    return n;
}

/*@ assigns      \nothing;
    ensures  is: \result.why == why && \result.cap0 == cap0 && \result.cap1 == cap1; */
static struct derived derived(word_t why, word_t cap0, word_t cap1)
{
    struct derived d = {why, cap0, cap1};

    return d;
}

struct derived cap_derive(ref_t s, word_t rights)
{
    word_t cap0 = cap_with_origin(SLOT(s)->cap0, 0UL);
    word_t cap1 = SLOT(s)->cap1;
    word_t kept = CAP_RIGHTS(cap0) & rights;

    switch (CAP_KIND(cap0)) {
    case CAP_ENDPOINT:
    case CAP_NOTIFICATION:
    case CAP_REPLY:
        return derived(0, cap_with_rights(cap0, kept), cap1);
    case CAP_FRAME: /* a copy is not mapped */
        kept = (CAP_RIGHTS(cap0) & MEMORY_IS_DEVICE) | (kept & (RIGHT_READ | RIGHT_WRITE));
        return derived(0, cap_with_rights(cap0, kept), 0);
    case CAP_PAGE_TABLE:
    case CAP_VSPACE:
        return derived(PLACE_ASID(cap1) == 0 ? WHY_COPY_OF_UNPLACED : 0, cap0, cap1);
    case CAP_UNTYPED:
        return derived(cdt_has_children(s) ? WHY_UNTYPED_IN_USE : 0, cap_with_origin(cap0, 1UL), cap1);
    case CAP_IRQ_CONTROL:
    case CAP_ZOMBIE:
        return derived(WHY_NEVER_COPIED, 0, 0);
    default:
        return derived(0, cap0, cap1);
    }
}

struct derived cap_with_word(struct derived d, word_t word, word_t move)
{
    word_t size = GUARD_SIZE(word);

    if (d.why != 0)
        return d;
    switch (CAP_KIND(d.cap0)) {
    case CAP_ENDPOINT:
    case CAP_NOTIFICATION: /* a badge is for ever, and only an unbadged capability gives badges */
        if (move || d.cap1 != 0)
            return derived(move ? WHY_BADGE_BY_MOVE : WHY_BADGED_ALREADY, 0, 0);
        return derived(0, word != 0 ? cap_with_origin(d.cap0, 1UL) : d.cap0, word);
    case CAP_CNODE:
        if (size + CAP_SIZE(d.cap0) > WORD_BITS)
            return derived(WHY_GUARD_TOO_LONG, 0, 0);
        return derived(0, d.cap0, GUARD_MAKE(bits_of(word / BIT(6), 0, size), size));
    default:
        return d;
    }
}

/* The untyped in s has nothing more to hand out. */
/*@ requires slot: IsSlot(s);
    assigns        phys[..];

    behavior system:
      assumes       SystemWf && SlotAt(s);
      ensures wf:   SystemWf;
      ensures only: OnlySlots{Pre,Post}; */
static void untyped_use_up(ref_t s)
{
    //@ for system: assert ring: RingWf && CapAt(SLOT(s)->cap0) && EmptyWf(s);
    slot_set(s, SLOT(s)->cap0, BIT(slot_size(s)) / 16);
    //@ for system: assert still: LinksSame{Pre,Here} && RingRest{Pre,Here}(0, 0);
    //@ for system: assert same:  SystemSame{Pre,Here};
    //@ for system: assert caps:  CapsWf;
}

void cap_insert_copy(ref_t s, ref_t to, word_t cap0, word_t cap1)
{
    cdt_insert(s, to, cap0, cap1);
    /* Two untypeds over the same bytes: the memory is handed out through the copy only. */
    if (CAP_KIND(cap0) == CAP_UNTYPED)
        untyped_use_up(s);
}

/* Arguments of the four calls that put a capability from one slot into another. */
struct transfer {
    struct result answer;
    ref_t from, to;
};

/*@ requires wf:    KernelWf && IsSlot(root);
    assigns         \nothing;
    ensures  ref:   \result.from < REFS && \result.to < REFS;
    ensures  empty: \result.answer.error == ERR_NO_ERROR ==> SLOT(\result.to)->cap0 == 0 && SLOT(\result.from)->cap0 != 0;

    behavior system:
      assumes       SystemWf && SlotAt(root) && ExtrasAt;
      ensures at:   \result.answer.error == ERR_NO_ERROR ==> SlotAt(\result.from) && SlotAt(\result.to);
      ensures cap:  \result.answer.error == ERR_NO_ERROR ==> CapAt(SLOT(\result.from)->cap0); */
static struct transfer transfer_judge(ref_t root, word_t words)
{
    struct named to = cnode_slot(root, request_word(0), request_word(1), 0);
    struct named from;
    struct transfer t = {to.answer, 0, to.slot};

    if (t.answer.error != ERR_NO_ERROR)
        return t;
    if (kernel.request.length < words || kernel.request.caps < 1) {
        t.answer = refuse(kernel.request.length < words ? WHY_WORDS_MISSING : WHY_CAPS_MISSING, 0, 0);
        return t;
    }
    if (!slot_empty(t.to)) {
        t.answer = refuse(WHY_SLOT_OCCUPIED, 0, 0);
        return t;
    }
    from = source_slot(kernel.request.extra[0], request_word(2), request_word(3));
    t.answer = from.answer;
    t.from = from.slot;
    return t;
}

/*@ requires wf: KernelWf && IsSlot(t.from) && IsSlot(t.to);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes    SystemWf && SlotAt(t.from) && SlotAt(t.to) && SLOT(t.from)->cap0 != 0 && SLOT(t.to)->cap0 == 0;
      assumes    d.why == 0 ==> CapAt(d.cap0) && d.cap0 != 0;
      ensures wf: SystemWf; */
static struct result copy(struct transfer t, struct derived d, word_t event)
{
    if (d.why != 0)
        return refuse(d.why, 0, 0);
    cap_insert_copy(t.from, t.to, d.cap0, d.cap1);
    event_cap(event, t.to);
    return done();
}

struct result cnode_copy(ref_t slot)
{
    struct transfer t = transfer_judge(slot, 5);

    if (t.answer.error != ERR_NO_ERROR)
        return t.answer;
    return copy(t, cap_derive(t.from, request_word(4) & RIGHTS_ALL), EVENT_CAP_COPIED);
}

struct result cnode_mint(ref_t slot)
{
    struct transfer t = transfer_judge(slot, 6);

    if (t.answer.error != ERR_NO_ERROR)
        return t.answer;
    return copy(t, cap_with_word(cap_derive(t.from, request_word(4) & RIGHTS_ALL), request_word(5), 0),
                EVENT_CAP_MINTED);
}

/*@ requires wf: KernelWf && IsSlot(t.from) && IsSlot(t.to);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes    SystemWf && SlotAt(t.from) && SlotAt(t.to) && SLOT(t.from)->cap0 != 0 && SLOT(t.to)->cap0 == 0;
      assumes    d.why == 0 ==> CapAt(d.cap0) && d.cap0 != 0;
      ensures wf: SystemWf; */
static struct result move(struct transfer t, struct derived d)
{
    if (d.why != 0)
        return refuse(d.why, 0, 0);
    cdt_move(t.from, t.to, d.cap0, d.cap1);
    event_cap(EVENT_CAP_MOVED, t.to);
    return done();
}

struct result cnode_move(ref_t slot)
{
    struct transfer t = transfer_judge(slot, 4);

    if (t.answer.error != ERR_NO_ERROR)
        return t.answer;
    return move(t, derived(0, SLOT(t.from)->cap0, SLOT(t.from)->cap1));
}

struct result cnode_mutate(ref_t slot)
{
    struct transfer t = transfer_judge(slot, 5);

    if (t.answer.error != ERR_NO_ERROR)
        return t.answer;
    return move(t, cap_with_word(derived(0, SLOT(t.from)->cap0, SLOT(t.from)->cap1),
                                 request_word(4), 1));
}

/* Pivot to dest, source to pivot, as p and s; where source is dest, the two are exchanged. */
/*@ requires wf: KernelWf && IsSlot(dest) && IsSlot(pivot) && IsSlot(source);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes    SystemWf && SlotAt(dest) && SlotAt(pivot) && SlotAt(source) && pivot != dest && pivot != source;
      assumes    SLOT(pivot)->cap0 != 0 && SLOT(source)->cap0 != 0 && (source != dest ==> SLOT(dest)->cap0 == 0);
      assumes    CapAt(p.cap0) && p.cap0 != 0 && CapAt(s.cap0) && s.cap0 != 0;
      ensures wf: SystemWf; */
static void turn(ref_t dest, ref_t pivot, ref_t source, struct derived p, struct derived s)
{
    if (source == dest) {
        cdt_swap(source, s.cap0, s.cap1, pivot, p.cap0, p.cap1);
    } else {
        //@ for system: assert single: RingWf && CdtSingle(dest);
        cdt_move(pivot, dest, p.cap0, p.cap1);
        //@ for system: assert moved: SystemWf && SLOT(pivot)->cap0 == 0 && SLOT(source)->cap0 != 0;
        cdt_move(source, pivot, s.cap0, s.cap1);
    }
    event_cap(EVENT_CAP_MOVED, dest);
    event_cap(EVENT_CAP_MOVED, pivot);
}

/*@ requires wf: KernelWf && IsSlot(dest) && IsSlot(pivot) && IsSlot(source);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes    SystemWf && SlotAt(dest) && SlotAt(pivot) && SlotAt(source);
      ensures wf: SystemWf; */
static struct result rotate(ref_t dest, ref_t pivot, ref_t source)
{
    struct derived p, s;

    if (pivot == dest || pivot == source)
        return refuse(WHY_PIVOT_TWICE, 0, 0);
    if (source != dest && !slot_empty(dest))
        return refuse(WHY_SLOT_OCCUPIED, 0, 0);
    if (slot_empty(source))
        return empty(WHY_SOURCE_EMPTY, 1, request_word(7));
    if (slot_empty(pivot))
        return empty(WHY_PIVOT_EMPTY, 0, request_word(4));
    s = cap_with_word(derived(0, SLOT(source)->cap0, SLOT(source)->cap1), request_word(5), 1);
    p = cap_with_word(derived(0, SLOT(pivot)->cap0, SLOT(pivot)->cap1), request_word(2), 1);
    if (s.why != 0 || p.why != 0)
        return refuse(s.why != 0 ? s.why : p.why, 0, 0);
    //@ for system: assert caps: CapAt(p.cap0) && p.cap0 != 0 && CapAt(s.cap0) && s.cap0 != 0;
    turn(dest, pivot, source, p, s);
    return done();
}

struct result cnode_rotate(ref_t slot)
{
    struct named dest = cnode_slot(slot, request_word(0), request_word(1), 0);
    struct named pivot, source;

    if (dest.answer.error != ERR_NO_ERROR)
        return dest.answer;
    if (kernel.request.length < 8 || kernel.request.caps < 2)
        return refuse(kernel.request.length < 8 ? WHY_WORDS_MISSING : WHY_CAPS_MISSING, 0, 0);
    source = cnode_slot(kernel.request.extra[1], request_word(6), request_word(7), 1);
    if (source.answer.error != ERR_NO_ERROR)
        return source.answer;
    pivot = cnode_slot(kernel.request.extra[0], request_word(3), request_word(4), 1);
    if (pivot.answer.error != ERR_NO_ERROR)
        return pivot.answer;
    return rotate(dest.slot, pivot.slot, source.slot);
}

struct result cnode_delete(ref_t slot)
{
    struct named n = cnode_slot(slot, request_word(0), request_word(1), 0);

    return n.answer.error == ERR_NO_ERROR ? slot_delete(n.slot) : n.answer;
}

struct result cnode_revoke(ref_t slot)
{
    struct named n = cnode_slot(slot, request_word(0), request_word(1), 0);

    return n.answer.error == ERR_NO_ERROR ? slot_revoke(n.slot) : n.answer;
}

struct result cnode_cancel_badged_sends(ref_t slot)
{
    struct named n = cnode_slot(slot, request_word(0), request_word(1), 0);
    ref_t s = n.slot;

    if (n.answer.error != ERR_NO_ERROR)
        return n.answer;
    if (slot_kind(s) != CAP_ENDPOINT)
        return refuse(WHY_CANCEL_NOT_ENDPOINT, 0, 0);
    if (slot_rights(s) != RIGHTS_ALL)
        return refuse(WHY_CANCEL_WITHOUT_RIGHTS, 0, 0);
    return slot_word(s) != 0 ? endpoint_cancel_badge(slot_ref(s), slot_word(s)) : done();
}
