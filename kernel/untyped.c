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
#include "spec/neighbour.acsl"
#include "spec/retype.acsl"

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
    ensures  slot: IsSlot(\result.slot);
    ensures  node: \result.answer.error == ERR_NO_ERROR ==> CapKind(SLOT(\result.slot)->cap0) == CAP_CNODE;

    behavior system:
      assumes      SystemWf && ExtraAt(0);
      ensures is:  \result.answer.error == ERR_NO_ERROR ==> SlotAt(\result.slot); */
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
    ensures  slot: \result < REFS;
    ensures  is:   0 < WindowSlot(SLOT(node)->cap0, i) < REFS ==> \result == WindowSlot(SLOT(node)->cap0, i); */
static ref_t window_slot(ref_t node, word_t i)
{
    return (slot_ref(node) + SLOT_CELLS * i) % REFS;
}

/* The window of `count` slots from `offset` on lies in the CNode and is empty. */
/*@ requires slot:  IsSlot(node);
    assigns         \nothing;
    ensures  count: \result.error == ERR_NO_ERROR ==> 1 <= count <= RETYPE_FAN_OUT;

    behavior system:
      assumes       SystemWf && SlotAt(node) && CapKind(SLOT(node)->cap0) == CAP_CNODE;
      ensures open: \result.error == ERR_NO_ERROR ==> WindowOpen(SLOT(node)->cap0, offset, offset + count); */
static struct result window_judge(ref_t node, word_t offset, word_t count)
{
    word_t slots = BIT(slot_size(node));

    if (offset > slots - 1)
        return refuse(WHY_WINDOW_BEGINS_OUTSIDE, 0, slots - 1);
    if (count < 1 || count > RETYPE_FAN_OUT)
        return refuse(WHY_COUNT_RANGE, 1, RETYPE_FAN_OUT);
    if (count > slots - offset)
        return refuse(WHY_WINDOW_ENDS_OUTSIDE, 1, slots - offset);
    //@ for system: assert size: slots == BIT(CapSize(SLOT(node)->cap0));
    //@ for system: assert node: SlotsAt(CapRef(SLOT(node)->cap0), BIT(CapSize(SLOT(node)->cap0)));
    /*@ loop invariant i: 0 <= i <= count;
        for system: loop invariant open: WindowOpen(SLOT(node)->cap0, offset, offset + i);
        loop assigns i;
        loop variant count - i; */
    for (word_t i = 0; i < count; i++) {
        //@ for system: assert index: 0 <= offset + i < slots;
        //@ for system: assert there: SlotAt(WindowSlot(SLOT(node)->cap0, offset + i));
        ref_t s = window_slot(node, offset + i);

        //@ for system: assert is: s == WindowSlot(SLOT(node)->cap0, offset + i);
        if (!slot_empty(s))
            return refuse(WHY_SLOT_OCCUPIED, 0, 0);
        //@ for system: assert open: SLOT(s)->cap0 == 0;
    }
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
    ensures  ready: \result.ready == 0 || \result.ready == UNTYPED_READY(SLOT(slot)->cap1);

    behavior system:
      assumes       SystemWf && SlotAt(slot) && CapKind(SLOT(slot)->cap0) == CAP_UNTYPED;
      ensures from: FreeFrom(slot, \result.mark);
      ensures some: \result.ready != 0 ==> \result.mark == UNTYPED_MARK(SLOT(slot)->cap1) &&
          \result.slots == UNTYPED_SLOTS(SLOT(slot)->cap1); */
static struct free untyped_free(ref_t slot)
{
    word_t w = slot_word(slot);
    struct free all = {0, 0, 0};
    struct free f = {UNTYPED_MARK(w), UNTYPED_READY(w), UNTYPED_SLOTS(w)};

    //@ for system: assert link: RingWf && IsLink(slot + SLOT_LINK);
    //@ for system: assert next: 0 < LINK(slot + SLOT_LINK)->next < REFS;
    /* When the last child goes, all is free, with what the children left in it. */
    return f.mark == 0 || cdt_has_children(slot) ? f : all;
}

void untyped_set(ref_t slot, word_t word)
{
    //@ for system: assert ring: RingWf;
    //@ for system: assert was:  CapAt(SLOT(slot)->cap0) && EmptyWf(slot);
    slot_set(slot, SLOT(slot)->cap0, word);
    //@ for system: assert still: LinksSame{Pre,Here} && RingRest{Pre,Here}(0, 0);
    //@ for system: assert same:  SystemSame{Pre,Here};
    //@ for system: assert caps:  CapsWf;
}

/* Make an object, its capability in slot s. */
/*@ requires slots: IsSlot(slot) && IsSlot(s);
    requires type:  TypeAccepts(type, size) && unit == ObjectCells(type, size) && CellsOf(type, unit);
    requires room:  r + unit <= REFS;
    assigns         STATE, kind[..];
    ensures  wf:    \old(KernelWf) ==> KernelWf;

    behavior system:
      assumes        SystemWf && FixedWf && TypesWf && SlotAt(slot) && SLOT(slot)->cap0 != 0 && SlotAt(s) && SLOT(s)->cap0 == 0;
      assumes        0 < r && r + unit < REFS && Prepared(type, r, unit) && OnPage(type, r);
      ensures wf:    SystemWf && FixedWf && TypesWf;
      ensures types: TypesKept{Pre,Post};
      ensures free:  FreeSame{Pre,Post}(r, r + unit);
      ensures caps:  CapsKept{Pre,Post}(s, s); */
static void object_put(ref_t slot, ref_t s, word_t type, word_t size, ref_t r, word_t unit)
{
    word_t cap = object_make(type, size, r, slot_rights(slot) & MEMORY_IS_DEVICE);

    (void)unit; /* the proof speaks of it, no more */
    //@ ghost Made: ;
    //@ for system: assert grown: Grown{Pre,Here}(r, r + unit);
    //@ for system: assert two:   CellSame{Pre,Here}(slot) && CellSame{Pre,Here}(s);
    //@ for system: assert slots: SlotAt(slot) && SLOT(slot)->cap0 != 0 && SlotAt(s) && SLOT(s)->cap0 == 0;
    /*@ for system: assert old:   \forall integer x; 0 <= x < PHYS_CELLS && \at(kind[x], Pre) != KIND_FREE ==>
            CellSame{Pre,Here}(x); */
    //@ for system: assert caps:  CapsKept{Pre,Here}(s, s);
    //@ for system: assert free:  FreeSame{Pre,Here}(r, r + unit);
    //@ for system: assert single: RingWf && CdtSingle(s) && slot != s;
    cdt_insert(slot, s, cap, 0);
    //@ for system: assert wf:    SystemWf && FixedWf && TypesWf;
    //@ for system: assert other: CapsKept{Made,Here}(s, s);
    //@ for system: assert rest:  FreeSame{Made,Here}(r, r + unit);
    event_add(EVENT_OBJECT_CREATED, type, r * 16, object_bits(type, size));
}

/* Make the objects, one behind the other from `first` on, each in its slot. */
/*@ requires wf:   KernelWf && IsSlot(slot) && IsSlot(node);
    requires type: TypeAccepts(type, size) && count <= RETYPE_FAN_OUT;
    requires room: first + count * ObjectCells(type, size) <= REFS;
    assigns        STATE, kind[..];
    ensures  wf:   KernelWf;

    behavior system:
      assumes        SystemWf && FixedWf && TypesWf && SlotAt(slot) && SLOT(slot)->cap0 != 0;
      assumes        SlotAt(node) && SLOT(node)->cap0 != 0 && WindowOpen(SLOT(node)->cap0, offset, offset + count);
      assumes        PreparedAll(type, first, first + count * ObjectCells(type, size));
      ensures wf:    SystemWf && FixedWf && TypesWf;
      ensures types: TypesKept{Pre,Post}; */
static void objects_make(ref_t slot, word_t type, word_t size, ref_t node, word_t offset, word_t count, ref_t first)
{
    word_t unit = object_cells(type, size);
    ref_t r = first;

    /*@ loop invariant i:  0 <= i <= count;
        loop invariant at: r == first + i * unit;
        loop invariant wf: KernelWf;
        for system: loop invariant sys:   SystemWf && FixedWf && TypesWf;
        for system: loop invariant types: TypesKept{Pre,Here};
        for system: loop invariant node:  SLOT(node)->cap0 == \at(SLOT(node)->cap0, Pre) && SLOT(slot)->cap0 != 0;
        for system: loop invariant open:  WindowOpen(SLOT(node)->cap0, offset + i, offset + count);
        for system: loop invariant left:  PreparedAll(type, r, first + count * unit);
        loop assigns i, r, STATE, kind[..];
        loop variant count - i; */
    for (word_t i = 0; i < count; i++) {
        ref_t s = window_slot(node, offset + i);

        //@ assert next: (i + 1) * unit == i * unit + unit;
        //@ assert room: (i + 1) * unit <= count * unit && r + unit <= first + count * unit <= REFS;
        //@ ghost Then: ;
        //@ for system: assert slots: SlotAt(slot) && SlotAt(node);
        /*@ for system: assert to:    SlotAt(WindowSlot(SLOT(node)->cap0, offset + i)) &&
                s == WindowSlot(SLOT(node)->cap0, offset + i); */
        //@ for system: assert empty: SLOT(s)->cap0 == 0;
        //@ for system: assert apart: node != s && slot != s;
        //@ for system: assert unit:  0 < unit && unit == ObjectCells(type, size) && CellsOf(type, unit);
        //@ for system: assert in:    0 < r && r + unit <= first + count * unit < REFS;
        //@ for system: assert one:   Prepared(type, r, unit) && OnPage(type, r);
        object_put(slot, s, type, size, r, unit);
        //@ for system: assert wf:    SystemWf && FixedWf && TypesWf;
        /*@ for system: assert kept:  TypesKept{Then,Here} && CapsKept{Then,Here}(s, s) &&
                FreeSame{Then,Here}(r, r + unit); */
        //@ for system: assert nodes: SLOT(node)->cap0 == \at(SLOT(node)->cap0, Then) && SLOT(slot)->cap0 != 0;
        //@ for system: assert opens: WindowOpen(SLOT(node)->cap0, offset + i + 1, offset + count);
        //@ for system: assert cells: CellsOf(type, r + unit - r) && r <= r + unit <= first + count * unit;
        r += unit;
        //@ assert at: r == first + (i + 1) * unit;
        //@ assert on: (word_t)(i + 1) == i + 1;
        //@ for system: assert lefts: PreparedAll(type, r, first + count * unit);
    }
}

/* How far the cells from `start` to `end` are ready for objects of a type. */
/*@ requires slot:  IsSlot(slot) && start <= end;
    assigns         \nothing;
    ensures  bound: start <= \result <= end;

    behavior system:
      assumes       SystemWf && SlotAt(slot) && CapKind(SLOT(slot)->cap0) == CAP_UNTYPED && FreeAt(slot);
      assumes       FreeBelow(slot, start) && end <= UntypedCells(slot) && EvenFor(type, start) && EvenFor(type, end);
      ensures even: EvenFor(type, \result);
      ensures done: PlainType(type) || (CapRights(SLOT(slot)->cap0) & MEMORY_IS_DEVICE) != 0 ||
          Ready(SlotsType(type), CapRef(SLOT(slot)->cap0) + start, CapRef(SLOT(slot)->cap0) + \result); */
static word_t ready(ref_t slot, word_t type, word_t start, word_t end)
{
    struct free f = untyped_free(slot);

    //@ for system: assert w: Children(slot) || UNTYPED_MARK(SLOT(slot)->cap1) == 0 || f.ready == 0;
    /*@ for system: assert word: f.ready > start ==> f.mark == UNTYPED_MARK(SLOT(slot)->cap1) &&
            f.slots == UNTYPED_SLOTS(SLOT(slot)->cap1) && f.ready == UNTYPED_READY(SLOT(slot)->cap1); */
    /*@ for system: assert all: f.ready > start ==> Ready(f.slots, CapRef(SLOT(slot)->cap0) + f.mark,
            CapRef(SLOT(slot)->cap0) + \min(f.ready, UntypedCells(slot))); */
    //@ for system: assert mark: f.mark <= start;
    if (type == TYPE_UNTYPED || (slot_rights(slot) & MEMORY_IS_DEVICE))
        return end; /* a device's memory is left alone, an untyped's is prepared when it is retyped */
    if (f.ready <= start || f.slots != (type == TYPE_CNODE))
        return start;
    /*@ for system: assert part: Ready(f.slots, CapRef(SLOT(slot)->cap0) + start,
            CapRef(SLOT(slot)->cap0) + \min(f.ready, end)); */
    //@ for system: assert same: f.slots == SlotsType(type);
    return MIN(f.ready, end);
}

/* So many objects end where one of them may begin. */
/*@ ghost
  /@ assigns        \nothing;

     behavior placed:
       assumes        0 < unit && CellsOf(type, unit) && cells == steps * unit;
       ensures even:  EvenFor(type, cells) && OnPage(type, cells); @/
  static void steps_placed(word_t type, word_t steps, word_t unit, word_t cells)
  {
      word_t half = unit / 2, pages = unit / FRAME_CELLS;
      /@ for placed: assert two:   unit % 2 == 0 ==> unit == 2 * half; @/
      /@ for placed: assert half:  unit % 2 == 0 ==> cells == 2 * (steps * half); @/
      /@ for placed: assert even:  unit % 2 == 0 ==> cells % 2 == 0; @/
      /@ for placed: assert page:  unit % FRAME_CELLS == 0 ==> unit == FRAME_CELLS * pages; @/
      /@ for placed: assert pages: unit % FRAME_CELLS == 0 ==> cells == FRAME_CELLS * (steps * pages); @/
      /@ for placed: assert wide:  unit % FRAME_CELLS == 0 ==> cells % FRAME_CELLS == 0; @/
  }
*/

/* Prepare the cells from `start` on and make objects of them; nothing here can fail, but it may be preempted. */
/*@ requires wf:   KernelWf && IsSlot(slot) && IsSlot(node);
    requires type: TypeAccepts(type, size) && count <= RETYPE_FAN_OUT;
    requires room: start + count * ObjectCells(type, size) <= UntypedCells(slot);
    assigns        STATE, kind[..];
    ensures  wf:   KernelWf;
    ensures  no:   !Refusal(\result.error);

    behavior system:
      assumes        SystemWf && FixedWf && TypesWf && SlotAt(slot) && CapKind(SLOT(slot)->cap0) == CAP_UNTYPED && FreeAt(slot);
      assumes        FreeBelow(slot, start) && start % ObjectCells(type, size) == 0 && 0 < count;
      assumes        (CapRights(SLOT(slot)->cap0) & MEMORY_IS_DEVICE) != 0 ==> PlainType(type);
      assumes        SlotAt(node) && SLOT(node)->cap0 != 0 && WindowOpen(SLOT(node)->cap0, offset, offset + count);
      ensures wf:    SystemWf && FixedWf && TypesWf;
      ensures types: TypesKept{Pre,Post}; */
static struct result carve(ref_t slot, word_t type, word_t size, ref_t node, word_t offset, word_t count,
                           word_t start)
{
    ref_t base = slot_ref(slot);
    word_t unit = object_cells(type, size);
    word_t end = start + count * unit;
    word_t from, at;

    //@ assert some:  1 <= count ==> 1 * unit <= count * unit;
    //@ assert sum:   end == start + count * unit;
    //@ for system: assert room:  UntypedCells(slot) >= unit;
    //@ for system: assert whole: 0 < unit && start % unit == 0 && CellsOf(type, unit);
    //@ ghost word_t before = start / unit, all = before + count;
    //@ for system: assert steps: start == (start / unit) * unit && 0 <= start / unit <= start;
    //@ for system: assert count: before == start / unit && all == before + count;
    //@ for system: assert times: all * unit == before * unit + count * unit;
    //@ for system: assert ends:  start == before * unit && end == all * unit;
    //@ ghost steps_placed(type, before, unit, start);
    //@ ghost steps_placed(type, all, unit, end);
    //@ for system: assert placed: Placed(base, UntypedCells(slot));
    //@ for system: assert base:  EvenFor(type, base) && OnPage(type, base);
    //@ for system: assert evens: EvenFor(type, start) && EvenFor(type, end) && OnPage(type, start);
    //@ for system: assert first: OnPage(type, base + start) && EvenFor(type, base + start);
    from = ready(slot, type, start, end);
    //@ for system: assert none: Nothing(base + from, base + end) && 0 < base + from && base + end < REFS;
    //@ ghost Then: ;
    at = memory_prepare(type, base, from, end);
    //@ for system: assert grown: SystemWf && Grown{Then,Here}(base + from, base + end);
    //@ for system: assert new:  Ready(SlotsType(type), base + from, base + at);
    //@ for system: assert old:  PlainType(type) || Ready{Then}(SlotsType(type), base + start, base + from);
    //@ for system: assert silent: Quiet{Then,Here}(base + start, base + from);
    //@ for system: assert still: PlainType(type) || Ready(SlotsType(type), base + start, base + from);
    //@ for system: assert done: PlainType(type) || Ready(SlotsType(type), base + start, base + at);
    //@ for system: assert two:  CellSame{Then,Here}(slot) && CellSame{Then,Here}(node);
    /*@ for system: assert slots: SLOT(slot)->cap0 == \at(SLOT(slot)->cap0, Pre) &&
            SLOT(node)->cap0 == \at(SLOT(node)->cap0, Pre); */
    //@ for system: assert open: WindowOpen(SLOT(node)->cap0, offset, offset + count);
    //@ for system: assert types: TypesKept{Pre,Here};
    //@ ghost Ready: ;
    if (at < end) {
        untyped_set(slot, UNTYPED_WORD(start, at, type == TYPE_CNODE ? 1UL : 0UL));
        return preempted();
    }
    untyped_set(slot, UNTYPED_WORD(end, 0UL, 0UL));
    //@ for system: assert nodes: SLOT(node)->cap0 == \at(SLOT(node)->cap0, Pre);
    /*@ for system: assert apart: \forall integer i; offset <= i < offset + count ==>
            WindowSlot(\at(SLOT(node)->cap0, Ready), i) != slot; */
    //@ for system: assert caps:  CapsKept{Ready,Here}(slot, slot) && TypesKept{Ready,Here};
    //@ for system: assert opens: WindowOpen(SLOT(node)->cap0, offset, offset + count);
    //@ for system: assert kinds: Nothing(base + start, base + end);
    //@ for system: assert quiet: Quiet{Ready,Here}(base + start, base + end);
    //@ for system: assert after: PlainType(type) || Ready(SlotsType(type), base + start, base + end);
    //@ for system: assert inside: 0 < base + start && base + end < REFS;
    //@ for system: assert all:   PreparedAll(type, base + start, base + end);
    //@ ghost Set: ;
    objects_make(slot, type, size, node, offset, count, base + start);
    //@ for system: assert made:  TypesKept{Set,Here};
    //@ for system: assert kept:  TypesKept{Pre,Here};
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
