/*
 * The first four words of a message are registers, the rest lies in the IPC
 * buffer: user memory, reached through the frame capability that the thread
 * keeps, never through a user address.
 */
#include "kernel/message.h"
#include "kernel/cdt.h"
#include "kernel/cnode.h"
#include "kernel/event.h"
#include "kernel/fault.h"
#include "kernel/tcb.h"
#include "spec/shift.acsl"

/*@ lemma ShiftBuffer: \forall integer n; BUFFER_BITS <= n ==> (1 << n) == sizeof(struct buffer) * (1 << (n - BUFFER_BITS)); */

ref_t message_buffer(ref_t t, word_t write)
{
    ref_t slot = TCB_SLOT(t, TCB_BUFFER);
    word_t needs = write ? RIGHT_READ | RIGHT_WRITE : RIGHT_READ;
    word_t place;

    //@ for system: assert slot:  SlotAt(slot);
    //@ for system: assert frame: CapAt(SLOT(slot)->cap0);
    if (slot_kind(slot) != CAP_FRAME || (slot_rights(slot) & needs) != needs)
        return 0;
    place = TCB(t)->buffer % BIT(slot_size(slot)) / sizeof(struct buffer);
    //@ for system: assert room: (place + 1) * sizeof(struct buffer) <= BIT(CapSize(SLOT(slot)->cap0));
    return (slot_ref(slot) + place * (sizeof(struct buffer) / 16)) % REFS;
}

word_t message_get(ref_t t, ref_t buffer, word_t i)
{
    if (i < MESSAGE_REGISTERS)
        return TCB(t)->regs[REG_MESSAGE + i];
    return buffer != 0 && i < MESSAGE_WORDS ? BUFFER(buffer)->message[i] : 0;
}

/*@ requires tcb:  IsTcb(t) && i < REGS;
    assigns        phys[..];
    ensures  set:  TCB(t)->regs[i] == value;

    behavior system:
      assumes       SystemWf && TcbAt(t);
      ensures wf:   SystemWf;
      ensures only: OnlyBody{Pre,Post}; */
static void register_write(ref_t t, word_t i, word_t value)
{
    TCB(t)->regs[i] = value;
    /*@ for system: assert rest: \forall integer c; 0 <= c < PHYS_CELLS && !(t <= c < t + TCB_STATE) ==>
            CellSame{Pre,Here}(c); */
    //@ for system: assert only: OnlyBody{Pre,Here};
    //@ for system: assert same: SystemSame{Pre,Here} && SlotsSame{Pre,Here};
}

/*@ requires buffer: IsBuffer(buffer) && i < MESSAGE_WORDS;
    assigns          phys[..];
    ensures  set:    BUFFER(buffer)->message[i] == value;

    behavior system:
      assumes       SystemWf && UserMemory(buffer, sizeof(struct buffer) / 16);
      ensures wf:   SystemWf;
      ensures only: OnlyBody{Pre,Post}; */
static void buffer_write(ref_t buffer, word_t i, word_t value)
{
    BUFFER(buffer)->message[i] = value;
    //@ for system: assert only: OnlyBody{Pre,Here};
    //@ for system: assert same: SystemSame{Pre,Here} && SlotsSame{Pre,Here};
}

/*@ requires buffer: IsBuffer(buffer) && i < MESSAGE_CAPS;
    assigns          phys[..];

    behavior system:
      assumes       SystemWf && UserMemory(buffer, sizeof(struct buffer) / 16);
      ensures wf:   SystemWf;
      ensures same: SystemSame{Pre,Post} && SlotsSame{Pre,Post}; */
static void badge_write(ref_t buffer, word_t i, word_t badge)
{
    BUFFER(buffer)->caps[i] = badge;
    //@ for system: assert only: OnlyBody{Pre,Here};
    //@ for system: assert same: SystemSame{Pre,Here} && SlotsSame{Pre,Here};
}

word_t message_put(ref_t t, ref_t buffer, word_t i, word_t value)
{
    if (i < MESSAGE_REGISTERS) {
        register_write(t, REG_MESSAGE + i, value);
        return 1;
    }
    if (buffer == 0 || i >= MESSAGE_WORDS)
        return 0;
    buffer_write(buffer, i, value);
    return 1;
}

word_t request_word(word_t i)
{
    return message_get(kernel.current, kernel.request.buffer, i);
}

/* The words of a message that are registers. */
/*@ requires tcb: IsTcb(from) && IsTcb(to);
    assigns       phys[..];

    behavior system:
      assumes       SystemWf && TcbAt(to);
      ensures wf:   SystemWf;
      ensures only: OnlyBody{Pre,Post}; */
static void registers_copy(ref_t from, ref_t to, word_t length)
{
    /*@ loop invariant i <= MESSAGE_REGISTERS;
        for system: loop invariant wf:   SystemWf;
        for system: loop invariant only: OnlyBody{Pre,Here};
        loop assigns i, phys[..];
        loop variant MESSAGE_REGISTERS - i; */
    for (word_t i = 0; i < MIN(length, MESSAGE_REGISTERS); i++)
        register_write(to, REG_MESSAGE + i, TCB(from)->regs[REG_MESSAGE + i]);
}

/* The words that are behind them, in the buffers. */
/*@ requires words: IsBuffer(source) && IsBuffer(target) && length <= MESSAGE_WORDS;
    assigns         phys[..];

    behavior system:
      assumes       SystemWf && UserMemory(target, sizeof(struct buffer) / 16);
      ensures wf:   SystemWf;
      ensures only: OnlyBody{Pre,Post}; */
static void buffer_copy(ref_t source, ref_t target, word_t length)
{
    /*@ loop invariant i >= MESSAGE_REGISTERS;
        for system: loop invariant wf:   SystemWf;
        for system: loop invariant only: OnlyBody{Pre,Here};
        loop assigns i, phys[..];
        loop variant MESSAGE_WORDS - i; */
    for (word_t i = MESSAGE_REGISTERS; i < length; i++)
        buffer_write(target, i, BUFFER(source)->message[i]);
}

/* The words of the message: as many as both sides have room for; the length. */
/*@ requires tcb:   IsTcb(from) && IsTcb(to) && IsBuffer(source) && IsBuffer(target);
    assigns         phys[..];
    ensures  bound: \result <= length && \result <= MESSAGE_WORDS;

    behavior system:
      assumes       SystemWf && TcbAt(to) && (target != 0 ==> UserMemory(target, sizeof(struct buffer) / 16));
      ensures wf:   SystemWf;
      ensures only: OnlyBody{Pre,Post}; */
static word_t words_copy(ref_t from, ref_t to, ref_t source, ref_t target, word_t length)
{
    word_t n = length;

    if (n > MESSAGE_WORDS)
        n = MESSAGE_WORDS;
    if (n > MESSAGE_REGISTERS && (source == 0 || target == 0))
        n = MESSAGE_REGISTERS;
    registers_copy(from, to, n);
    if (n > MESSAGE_REGISTERS)
        buffer_copy(source, target, n);
    return n;
}

/* The empty slot in which the receiver wants a capability, 0 if none. */
/*@ requires tcb:   IsTcb(to) && IsBuffer(buffer);
    assigns         \nothing;
    ensures  slot:  \result < REFS;
    ensures  empty: \result != 0 ==> SLOT(\result)->cap0 == 0;

    behavior system:
      assumes       SystemWf && TcbAt(to);
      ensures at:   \result != 0 ==> SlotAt(\result); */
static ref_t receive_slot(ref_t to, ref_t buffer)
{
    struct lookup root = cspace_lookup(to, BUFFER(buffer)->receive_cnode);
    struct named n;

    if (root.slot == 0)
        return 0;
    n = cnode_empty_slot(root.slot, BUFFER(buffer)->receive_index, BUFFER(buffer)->receive_depth);
    return n.answer.error == ERR_NO_ERROR ? n.slot : 0;
}

/* One capability into the slot: 1 if it is there now. */
/*@ requires slots: IsSlot(from) && IsSlot(to);
    assigns         phys[..], ring[..], kernel.event_first, kernel.event_next, kernel.events[..];
    ensures  no:    \result == 0 ==> Unchanged{Pre,Post};

    behavior system:
      assumes       SystemWf && SlotAt(from) && SlotAt(to) && SLOT(to)->cap0 == 0;
      ensures wf:   SystemWf;
      ensures same: SystemSame{Pre,Post}; */
static word_t cap_give(ref_t from, ref_t to)
{
    struct derived d = cap_derive(from, RIGHTS_ALL);

    if (d.why != 0 || d.cap0 == 0)
        return 0;
    //@ for system: assert at: CapAt(SLOT(from)->cap0) && SLOT(from)->cap0 != 0;
    cap_insert_copy(from, to, d.cap0, d.cap1);
    //@ for system: assert only: SystemSame{Pre,Here};
    //@ ghost Event: ;
    event_cap(EVENT_CAP_COPIED, to);
    //@ for system: assert same: SystemSame{Event,Here} && SlotsSame{Event,Here};
    return 1;
}

/*
 * The capabilities of a message, in order: one of the endpoint itself becomes
 * its badge, one other goes into the receive slot.  The first that can do
 * neither ends the transfer.  The unwrapped and count fields of the info.
 */
/*@ requires tcb:   IsTcb(from) && IsTcb(to) && IsBuffer(source) && IsBuffer(target) && IsRef(endpoint);
    assigns         phys[..], ring[..], kernel.event_first, kernel.event_next, kernel.events[..];

    behavior system:
      assumes       SystemWf && TcbAt(from) && TcbAt(to) && UserMemory(target, sizeof(struct buffer) / 16);
      ensures wf:   SystemWf;
      ensures same: SystemSame{Pre,Post}; */
static word_t caps_copy(ref_t from, ref_t to, ref_t source, ref_t target, ref_t endpoint, word_t count)
{
    ref_t slot = receive_slot(to, target);
    word_t unwrapped = 0;
    word_t i = 0;

    /*@ loop invariant i <= MESSAGE_CAPS && slot < REFS;
        for system: loop invariant wf:   SystemWf;
        for system: loop invariant same: SystemSame{Pre,Here};
        for system: loop invariant slot: slot != 0 ==> SlotAt(slot) && SLOT(slot)->cap0 == 0;
        loop assigns i, unwrapped, slot, phys[..], ring[..], kernel.event_first, kernel.event_next,
            kernel.events[..];
        loop variant MESSAGE_CAPS - i; */
    while (i < MIN(count, MESSAGE_CAPS)) {
        struct lookup cap = cspace_lookup(from, BUFFER(source)->caps[i]);

        if (cap.slot == 0)
            break;
        if (endpoint != 0 && slot_kind(cap.slot) == CAP_ENDPOINT && slot_ref(cap.slot) == endpoint) {
            badge_write(target, i, slot_word(cap.slot));
            //@ for system: assert empty: slot != 0 ==> CellSame{LoopCurrent,Here}(slot);
            unwrapped += BIT(i);
        } else {
            if (slot == 0 || !cap_give(cap.slot, slot))
                break;
            slot = 0;
        }
        i++;
    }
    return INFO_MAKE(0UL, unwrapped, i, 0UL);
}

/* What is not in registers only: words and capabilities; the fields of the info that count them. */
/*@ requires tcb:   IsTcb(from) && IsTcb(to) && IsRef(endpoint);
    assigns         phys[..], ring[..], kernel.event_first, kernel.event_next, kernel.events[..];

    behavior system:
      assumes       SystemWf && TcbAt(from) && TcbAt(to);
      ensures wf:   SystemWf;
      ensures same: SystemSame{Pre,Post}; */
static word_t content_copy(ref_t from, ref_t to, ref_t endpoint, word_t length, word_t count)
{
    ref_t source = message_buffer(from, 0);
    ref_t target = message_buffer(to, 1);
    word_t fields = words_copy(from, to, source, target, length);

    //@ for system: assert words: SystemSame{Pre,Here};
    if (count != 0 && source != 0 && target != 0)
        fields += caps_copy(from, to, source, target, endpoint, count);
    return fields;
}

/*@ requires tcb:  IsTcb(to);
    assigns        phys[..];

    behavior system:
      assumes       SystemWf && TcbAt(to);
      ensures wf:   SystemWf;
      ensures same: SystemSame{Pre,Post}; */
static void head_write(ref_t to, word_t info, word_t badge)
{
    register_write(to, REG_INFO, info);
    register_write(to, REG_CAP, badge);
    //@ for system: assert only: OnlyBody{Pre,Here};
}

void message_transfer(ref_t from, ref_t to, ref_t endpoint, word_t badge, word_t grant)
{
    word_t info = TCB(from)->regs[REG_INFO];
    word_t label = INFO_LABEL(info), fields = INFO_LENGTH(info), count = grant ? INFO_CAPS(info) : 0;

    if (TCB(from)->fault != 0) {
        label = TCB(from)->fault;
        fields = fault_write(from, to, message_buffer(to, 1));
        //@ for system: assert fault: SystemSame{Pre,Here};
    } else if (fields <= MESSAGE_REGISTERS && count == 0) {
        registers_copy(from, to, fields);
        //@ for system: assert quick: SystemSame{Pre,Here};
    } else {
        fields = content_copy(from, to, endpoint, fields, count);
    }
    //@ for system: assert same: SystemSame{Pre,Here};
    head_write(to, INFO_MAKE(label, 0UL, 0UL, 0UL) + fields, badge);
    //@ for system: assert head: SystemSame{Pre,Here};
}
