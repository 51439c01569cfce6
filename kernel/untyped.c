/*
 * Retype: the lowest free bytes of an untyped become up to 256 objects of one
 * type, each in the next slot of a window of empty slots.  Bytes come back
 * only all together: when the untyped has no children, everything is free.
 */
#include "kernel/untyped.h"
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

void cells_clear(ref_t r, word_t cells)
{
    for (word_t i = 0; i < cells; i++) {
        phys[r + i].w0 = 0;
        phys[r + i].w1 = 0;
    }
}

/* The empty slots of a fresh CNode are single links. */
static void slots_init(ref_t r, word_t slots)
{
    for (word_t i = 0; i < slots; i++)
        link_init(r + SLOT_CELLS * i + SLOT_LINK);
}

word_t object_create(word_t type, word_t size, ref_t r, word_t device)
{
    word_t memory = device ? MEMORY_IS_DEVICE : 0;

    switch (type) {
    case TYPE_UNTYPED:
        return CAP_MAKE(CAP_UNTYPED, size, memory, 1UL, r);
    case TYPE_TCB:
        slots_init(TCB_SLOT(r, 0), TCB_SLOTS);
        tcb_init(r);
        return CAP_MAKE(CAP_TCB, 0UL, 0UL, 1UL, r);
    case TYPE_ENDPOINT:
        link_init(r);
        return CAP_MAKE(CAP_ENDPOINT, 0UL, RIGHTS_ALL, 1UL, r);
    case TYPE_NOTIFICATION:
        link_init(r);
        return CAP_MAKE(CAP_NOTIFICATION, 0UL, RIGHT_READ | RIGHT_WRITE, 1UL, r);
    case TYPE_CNODE:
        slots_init(r, BIT(size));
        return CAP_MAKE(CAP_CNODE, size, 0UL, 1UL, r);
    case TYPE_SCHED_CONTEXT:
        sched_context_init(r);
        return CAP_MAKE(CAP_SCHED_CONTEXT, size, 0UL, 1UL, r);
    case TYPE_REPLY:
        link_init(r + REPLY_LINK);
        return CAP_MAKE(CAP_REPLY, 0UL, RIGHTS_ALL, 1UL, r);
    case TYPE_VSPACE:
        return CAP_MAKE(CAP_VSPACE, 0UL, 0UL, 1UL, r);
    case TYPE_PAGE_TABLE:
        return CAP_MAKE(CAP_PAGE_TABLE, 0UL, 0UL, 1UL, r);
    default:
        return CAP_MAKE(CAP_FRAME, object_bits(type, size), RIGHT_READ | RIGHT_WRITE | memory, 1UL, r);
    }
}

/* The CNode that a window is in: its slot, or a refusal. */
static struct named window_root(word_t index, word_t depth)
{
    struct named node = {done(), kernel.request.extra[0]};

    if (depth != 0)
        node = cnode_slot(kernel.request.extra[0], index, depth, 0);
    if (node.answer.error == ERR_NO_ERROR && slot_kind(node.slot) != CAP_CNODE)
        node.answer = missing(0, depth);
    return node;
}

/* The window of `count` slots from `offset` on lies in the CNode and is empty. */
static struct result window_judge(ref_t node, word_t offset, word_t count)
{
    word_t slots = BIT(slot_size(node));

    if (offset > slots - 1)
        return bad_range(0, slots - 1);
    if (count < 1 || count > RETYPE_FAN_OUT)
        return bad_range(1, RETYPE_FAN_OUT);
    if (count > slots - offset)
        return bad_range(1, slots - offset);
    for (word_t i = 0; i < count; i++)
        if (!slot_empty((slot_ref(node) + SLOT_CELLS * (offset + i)) % REFS))
            return delete_first();
    return done();
}

/* Where the first of count objects of `unit` cells will lie, in cells from the base; WORD_MAX: they do not fit. */
static word_t place(word_t cells, word_t mark, word_t unit, word_t count)
{
    word_t start = (mark + unit - 1) / unit * unit;

    if (start > cells || (cells - start) / unit < count)
        return WORD_MAX;
    return start;
}

/* Make the objects; nothing here can fail. */
static void carve(ref_t slot, word_t type, word_t size, ref_t node, word_t offset, word_t count, word_t start)
{
    word_t bits = object_bits(type, size);
    word_t unit = BIT(bits - CELL_BITS);
    word_t device = slot_rights(slot) & MEMORY_IS_DEVICE;
    ref_t first = slot_ref(slot) + start;

    slot_set(slot, SLOT(slot)->cap0, start + count * unit);
    if (!device && type != TYPE_UNTYPED) {
        cells_clear(first, count * unit);
        if (object_is_memory(type)) /* so that an uncached mapping shows zeroes too */
            arch_cache_clean(first * 16, count * unit * 16);
    }
    for (word_t i = 0; i < count; i++) {
        ref_t to = (slot_ref(node) + SLOT_CELLS * (offset + i)) % REFS;

        cdt_insert(slot, to, object_create(type, size, first + i * unit, device), 0);
        event_add(EVENT_OBJECT_CREATED, type, (first + i * unit) * 16, bits);
    }
    arch_table_publish(); /* zeroed tables, before anybody can map them */
}

struct result untyped_retype(ref_t slot)
{
    word_t type = request_word(0), size = request_word(1);
    word_t offset = request_word(4), count = request_word(5);
    word_t cells = BIT(slot_size(slot)) / 16;
    word_t mark = cdt_has_children(slot) ? slot_word(slot) : 0;
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
    start = place(cells, mark, BIT(object_bits(type, size) - CELL_BITS), count);
    if (start == WORD_MAX)
        return no_memory((cells - mark) * 16);
    if ((slot_rights(slot) & MEMORY_IS_DEVICE) && !object_is_memory(type))
        return bad_argument(1);

    carve(slot, type, size, node.slot, offset, count, start);
    return done();
}
