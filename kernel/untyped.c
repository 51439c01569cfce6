/*
 * Retype: the lowest free bytes of an untyped become up to 256 objects of one
 * type, each in the next slot of a window of empty slots.  Bytes come back
 * only all together: when the untyped has no children, everything is free.
 *
 * Memory is cleared in pieces, with a preemption point behind each; how far
 * that came stands beside the watermark until the call is made again.
 */
#include "kernel/untyped.h"
#include "kernel/align.h"
#include "kernel/arch.h"
#include "kernel/cdt.h"
#include "kernel/cnode.h"
#include "kernel/event.h"
#include "kernel/message.h"
#include "kernel/notification.h"
#include "kernel/queue.h"
#include "kernel/reply.h"
#include "kernel/sched_context.h"
#include "kernel/tcb.h"

word_t object_bits(word_t type, word_t size)
{
    switch (type) {
#define OBJECT_TYPE(number, name, bits, smallest, largest) \
    case TYPE_##name:                                      \
        return (bits) != 0 ? (bits) : (type == TYPE_CNODE ? size + 5 : size);
#include "spec/abi/objects.def"
#undef OBJECT_TYPE
    default:
        return 0;
    }
}

word_t object_is_memory(word_t type)
{
    return type == TYPE_UNTYPED || type == TYPE_SMALL_PAGE || type == TYPE_LARGE_PAGE ||
           type == TYPE_HUGE_PAGE || type == TYPE_REGION;
}

/* Type and size argument are possible: done, or the refusal. */
/*@ assigns      \nothing;
    ensures  is: \result.error == ERR_NO_ERROR <==> TypeAccepts(type, size); */
static struct result type_judge(word_t type, word_t size)
{
    word_t least, most;

    switch (type) {
#define OBJECT_TYPE(number, name, bits, smallest, largest) \
    case TYPE_##name:                                      \
        least = smallest;                                  \
        most = (bits) != 0 ? 63 : (largest);               \
        break;
#include "spec/abi/objects.def"
#undef OBJECT_TYPE
    default:
        return bad_argument(0);
    }
    if (size > most)
        return bad_range(0, 47);
    if (size < least)
        return bad_argument(1);
    return done();
}

/* The cells of an object of a type and size that were judged. */
/*@ requires type: TypeAccepts(type, size);
    assigns        \nothing;
    ensures  is:   \result == ObjectCells(type, size);
    ensures  some: 0 < \result <= BIT(43); */
static word_t object_cells(word_t type, word_t size)
{
    return BIT(object_bits(type, size) - CELL_BITS);
}

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

void cells_clear(ref_t r, word_t cells)
{
    /*@ loop invariant i:    0 <= i <= cells;
        loop invariant zero: CellsZero(r, r + i);
        loop assigns i, phys[r .. r + cells - 1];
        loop variant cells - i; */
    for (word_t i = 0; i < cells; i++) {
        phys[r + i].w0 = 0;
        phys[r + i].w1 = 0;
    }
}

void slots_init(ref_t r, word_t slots)
{
    /*@ loop invariant i: 0 <= i <= slots;
        loop assigns i, phys[..], ring[..];
        loop variant slots - i; */
    for (word_t i = 0; i < slots; i++)
        link_init(r + SLOT_CELLS * i + SLOT_LINK);
}

word_t object_create(word_t type, word_t size, ref_t r, word_t device)
{
    word_t memory = device ? MEMORY_IS_DEVICE : 0;

    switch (type) {
    case TYPE_UNTYPED:
        return cap_make(CAP_UNTYPED, size, memory, 1UL, r);
    case TYPE_TCB:
        slots_init(TCB_SLOT(r, 0), TCB_SLOTS);
        tcb_init(r);
        return cap_make(CAP_TCB, 0UL, 0UL, 1UL, r);
    case TYPE_ENDPOINT:
        link_init(r);
        return cap_make(CAP_ENDPOINT, 0UL, RIGHTS_ALL, 1UL, r);
    case TYPE_NOTIFICATION:
        link_init(r);
        return cap_make(CAP_NOTIFICATION, 0UL, RIGHT_READ | RIGHT_WRITE, 1UL, r);
    case TYPE_CNODE:
        return cap_make(CAP_CNODE, size, 0UL, 1UL, r);
    case TYPE_SCHED_CONTEXT:
        sched_context_init(r);
        return cap_make(CAP_SCHED_CONTEXT, size, 0UL, 1UL, r);
    case TYPE_REPLY:
        link_init(r + REPLY_LINK);
        return cap_make(CAP_REPLY, 0UL, RIGHTS_ALL, 1UL, r);
    case TYPE_VSPACE:
        return cap_make(CAP_VSPACE, 0UL, 0UL, 1UL, r);
    case TYPE_PAGE_TABLE:
        return cap_make(CAP_PAGE_TABLE, 0UL, 0UL, 1UL, r);
    default:
        return cap_make(CAP_FRAME, object_bits(type, size), RIGHT_READ + RIGHT_WRITE + memory, 1UL, r);
    }
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
        node.answer = missing(0, depth);
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
        return bad_range(0, slots - 1);
    if (count < 1 || count > RETYPE_FAN_OUT)
        return bad_range(1, RETYPE_FAN_OUT);
    if (count > slots - offset)
        return bad_range(1, slots - offset);
    /*@ loop invariant i: 0 <= i <= count;
        loop assigns i;
        loop variant count - i; */
    for (word_t i = 0; i < count; i++)
        if (!slot_empty(window_slot(node, offset + i)))
            return delete_first();
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

/* Make memory ready to become objects of a type: zeros, in a CNode empty slots, seen by uncached mappings too. */
/*@ requires room: r + cells <= REFS;
    assigns        phys[..], ring[..];
    ensures  kept: type != TYPE_CNODE ==> CellsKept{Pre,Post}(0, r);
    ensures  zero: type != TYPE_CNODE ==> CellsZero(r, r + cells); */
static void piece_prepare(word_t type, ref_t r, word_t cells, word_t clean)
{
    cells_clear(r, cells);
    if (type == TYPE_CNODE)
        slots_init(r, cells / SLOT_CELLS);
    else if (clean)
        arch_cache_clean(r * 16, cells * 16);
}

/*
 * Prepare the cells from `at` up to `end`, piece by piece until an interrupt
 * waits; up to where it came.  What fits a piece is done in one go.
 */
/*@ requires room: at <= end && base + end <= REFS;
    assigns        phys[..], ring[..];
    ensures  some: at <= \result <= end;
    ensures  kept: type != TYPE_CNODE ==> CellsKept{Pre,Post}(0, base + at);
    ensures  zero: type != TYPE_CNODE ==> CellsZero(base + at, base + \result); */
static word_t memory_prepare(word_t type, ref_t base, word_t at, word_t end)
{
    word_t clean = object_is_memory(type) || end - at > PIECE_CELLS;

    /*@ loop invariant some: \at(at, Pre) <= at <= end;
        loop invariant kept: type != TYPE_CNODE ==> CellsKept{Pre,Here}(0, base + \at(at, Pre));
        loop invariant zero: type != TYPE_CNODE ==> CellsZero(base + \at(at, Pre), base + at);
        loop assigns   at, phys[..], ring[..];
        loop variant   end - at; */
    while (at < end) {
        word_t to = end - at <= PIECE_CELLS ? end : (at / PIECE_CELLS + 1) * PIECE_CELLS;

        piece_prepare(type, base + at, to - at, clean);
        at = to;
        if (at < end && arch_irq_pending())
            return at;
    }
    return at;
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
        return no_memory((cells - mark) * 16);
    if ((slot_rights(slot) & MEMORY_IS_DEVICE) && !object_is_memory(type))
        return bad_argument(1);

    return carve(slot, type, size, node.slot, offset, count, start);
}
