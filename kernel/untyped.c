/*
 * Retype: the lowest free bytes of an untyped become up to 256 objects of one
 * type, each in the next slot of a window of empty slots.  Bytes come back
 * only all together: when the untyped has no children, everything is free.
 *
 * Memory is made ready in pieces, with a preemption point behind each; how far
 * that came stands beside the watermark until the call is made again.
 */
#include "kernel/untyped.h"
#include "kernel/align.h"
#include "kernel/arch.h"
#include "kernel/cdt.h"
#include "kernel/cnode.h"
#include "kernel/event.h"
#include "kernel/message.h"

/* The cells of an untyped, as far as there are any behind its ref. */
/*@ requires slot: IsSlot(slot);
    assigns        \nothing;
    ensures  is:   \result == UntypedCells(slot);
    ensures  in:   CapRef(SLOT(slot)->cap0) + \result <= REFS; */
static word_t untyped_cells(ref_t slot)
{
    word_t cells = BIT(slot_size(slot)) / 16;
    word_t most = REFS - slot_ref(slot);

    return MIN(cells, most);
}

/* The CNode that a window is in: its slot, or a refusal. */
/*@ requires wf:   KernelWf;
    assigns        \nothing;
    ensures  slot: IsSlot(\result.slot); */
static struct named window_root(word_t index, word_t depth)
{
    struct named node = {done(), kernel.request.extra[0]};

    if (depth != 0)
        node = cnode_slot(kernel.request.extra[0], index, depth, 0);
    if (node.answer.error == ERR_NO_ERROR && slot_kind(node.slot) != CAP_CNODE)
        node.answer = refuse(WHY_WINDOW_NOT_CNODE, LOOKUP_MAKE(LOOKUP_MISSING_CAPABILITY, depth, 0), 0);
    return node;
}

/* Slot i of the CNode. */
/*@ requires slot: IsSlot(node);
    assigns        \nothing;
    ensures  slot: \result < REFS; */
static ref_t window_slot(ref_t node, word_t i)
{
    return (slot_ref(node) + SLOT_CELLS * i) % REFS;
}

/* The window of `count` slots from `offset` on lies in the CNode and is empty. */
/*@ requires slot:  IsSlot(node);
    assigns         \nothing;
    ensures  count: \result.error == ERR_NO_ERROR ==> 1 <= count <= RETYPE_FAN_OUT; */
static struct result window_judge(ref_t node, word_t offset, word_t count)
{
    word_t slots = BIT(slot_size(node));

    if (offset > slots - 1)
        return refuse(WHY_WINDOW_BEGINS_OUTSIDE, 0, slots - 1);
    if (count < 1 || count > RETYPE_FAN_OUT)
        return refuse(WHY_COUNT_RANGE, 1, RETYPE_FAN_OUT);
    if (count > slots - offset)
        return refuse(WHY_WINDOW_ENDS_OUTSIDE, 1, slots - offset);
    /*@ loop invariant i: 0 <= i <= count;
        loop assigns i;
        loop variant count - i; */
    for (word_t i = 0; i < count; i++)
        if (!slot_empty(window_slot(node, offset + i)))
            return refuse(WHY_SLOT_OCCUPIED, 0, 0);
    return done();
}

/* Where the first of count objects of `unit` cells will lie, in cells from the base; WORD_MAX: they do not fit. */
/*@ requires unit: 0 < unit <= BIT(43) && cells <= REFS && count <= RETYPE_FAN_OUT;
    assigns        \nothing;
    ensures  fits: \result != WORD_MAX ==> PlaceFits(cells, mark, unit, count, \result); */
static word_t place(word_t cells, word_t mark, word_t unit, word_t count)
{
    word_t start;

    if (mark > cells)
        return WORD_MAX;
    start = align_up(mark, unit);
    if (start > cells || !align_fits(cells - start, unit, count))
        return WORD_MAX;
    return start;
}

/* What of an untyped is free: the cells from `mark` on; those before `ready` are prepared, as slots or as zeros. */
struct free {
    word_t mark, ready, slots;
};

/*@ requires slot:  IsSlot(slot);
    assigns         \nothing;
    ensures  mark:  \result.mark == 0 || \result.mark == UNTYPED_MARK(SLOT(slot)->cap1);
    ensures  ready: \result.ready == 0 || \result.ready == UNTYPED_READY(SLOT(slot)->cap1); */
static struct free untyped_free(ref_t slot)
{
    word_t w = slot_word(slot);
    struct free all = {0, 0, 0};
    struct free f = {UNTYPED_MARK(w), UNTYPED_READY(w), UNTYPED_SLOTS(w)};

    /* When the last child goes, all is free, with what the children left in it. */
    return f.mark == 0 || cdt_has_children(slot) ? f : all;
}

/* Make the objects, one behind the other from `first` on, each in its slot. */
/*@ requires wf:   KernelWf && IsSlot(slot) && IsSlot(node);
    requires type: TypeAccepts(type, size) && count <= RETYPE_FAN_OUT;
    requires room: first + count * ObjectCells(type, size) <= REFS;
    assigns        STATE;
    ensures  wf:   KernelWf; */
static void objects_make(ref_t slot, word_t type, word_t size, ref_t node, word_t offset, word_t count, ref_t first)
{
    word_t device = slot_rights(slot) & MEMORY_IS_DEVICE;
    word_t unit = object_cells(type, size);

    /*@ loop invariant i:  0 <= i <= count;
        loop invariant wf: KernelWf;
        loop assigns i, STATE;
        loop variant count - i; */
    for (word_t i = 0; i < count; i++) {
        ref_t r = first + i * unit;

        //@ assert next: (i + 1) * unit == i * unit + unit;
        //@ assert room: (i + 1) * unit <= count * unit;
        cdt_insert(slot, window_slot(node, offset + i), object_create(type, size, r, device), 0);
        event_add(EVENT_OBJECT_CREATED, type, r * 16, object_bits(type, size));
    }
}

/* How far the cells from `start` to `end` are ready for objects of a type. */
/*@ requires slot:  IsSlot(slot) && start <= end;
    assigns         \nothing;
    ensures  bound: start <= \result <= end; */
static word_t ready(ref_t slot, word_t type, word_t start, word_t end)
{
    struct free f = untyped_free(slot);

    if (type == TYPE_UNTYPED || (slot_rights(slot) & MEMORY_IS_DEVICE))
        return end; /* a device's memory is left alone, an untyped's is prepared when it is retyped */
    if (f.ready <= start || f.slots != (type == TYPE_CNODE))
        return start;
    return MIN(f.ready, end);
}

/* Prepare the cells from `start` on and make objects of them; nothing here can fail, but it may be preempted. */
/*@ requires wf:   KernelWf && IsSlot(slot) && IsSlot(node);
    requires type: TypeAccepts(type, size) && count <= RETYPE_FAN_OUT;
    requires room: start + count * ObjectCells(type, size) <= UntypedCells(slot);
    assigns        STATE;
    ensures  wf:   KernelWf;
    ensures  no:   !Refusal(\result.error); */
static struct result carve(ref_t slot, word_t type, word_t size, ref_t node, word_t offset, word_t count,
                           word_t start)
{
    ref_t base = slot_ref(slot);
    word_t end = start + count * object_cells(type, size);
    word_t at = memory_prepare(type, base, ready(slot, type, start, end), end);

    if (at < end) {
        slot_set(slot, SLOT(slot)->cap0, UNTYPED_WORD(start, at, type == TYPE_CNODE ? 1UL : 0UL));
        return preempted();
    }
    slot_set(slot, SLOT(slot)->cap0, UNTYPED_WORD(end, 0UL, 0UL));
    objects_make(slot, type, size, node, offset, count, base + start);
    arch_table_publish(); /* zeroed tables, before anybody can map them */
    return done();
}

struct result untyped_retype(ref_t slot)
{
    word_t type = request_word(0), size = request_word(1);
    word_t offset = request_word(4), count = request_word(5);
    word_t cells = untyped_cells(slot);
    word_t mark = untyped_free(slot).mark;
    word_t start;
    struct named node;
    struct result r = type_judge(type, size);

    if (r.error != ERR_NO_ERROR)
        return r;
    node = window_root(request_word(2), request_word(3));
    if (node.answer.error != ERR_NO_ERROR)
        return node.answer;
    r = window_judge(node.slot, offset, count);
    if (r.error != ERR_NO_ERROR)
        return r;
    start = place(cells, mark, object_cells(type, size), count);
    if (start == WORD_MAX)
        return refuse(WHY_MEMORY_SHORT, (cells - mark) * 16, 0);
    if ((slot_rights(slot) & MEMORY_IS_DEVICE) && !object_is_memory(type))
        return refuse(WHY_DEVICE_MEMORY, 1, 0);

    return carve(slot, type, size, node.slot, offset, count, start);
}
