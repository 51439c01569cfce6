/*
 * Retype on a booted machine: what it hands out, and that a refusal changes
 * not one bit of memory.
 */
#include "kernel/untyped.h"

#include "kernel/cdt.h"
#include "tests/unit/unit.h"

static struct result retype(word_t type, word_t size, word_t offset, word_t count)
{
    unit_request(WORDS(type, size, 0, 0, offset, count), 1, (ref_t[]){unit_root()});
    return untyped_retype(unit_untyped());
}

/* Kernel, machine and RAM but for the request, which is written by the caller. */
static word_t state_hash(void)
{
    struct request kept = kernel.request;
    word_t hash;

    kernel.request = (struct request){0};
    hash = host_hash();
    kernel.request = kept;
    return hash;
}

/* The call is refused with this error, and nothing moved. */
static word_t is_refused(word_t error, word_t type, word_t size, word_t offset, word_t count)
{
    struct result r;
    word_t before;

    unit_request(WORDS(type, size, 0, 0, offset, count), 1, (ref_t[]){unit_root()});
    before = state_hash();
    r = untyped_retype(unit_untyped());
    return r.error == error && state_hash() == before;
}

static void objects_lie_side_by_side_from_the_bottom(void)
{
    word_t to = unit_empty();
    ref_t base = slot_ref(unit_untyped());

    CHECK(retype(TYPE_NOTIFICATION, 0, to, 3).error == ERR_NO_ERROR);
    for (word_t i = 0; i < 3; i++) {
        CHECK(slot_kind(unit_slot(to + i)) == CAP_NOTIFICATION);
        CHECK(slot_ref(unit_slot(to + i)) == base + 4 * i);
    }
    CHECK(slot_word(unit_untyped()) == 12);
    CHECK(unit_invariants());
}

static void the_last_byte_can_be_had_and_no_more(void)
{
    word_t to = unit_empty(), bits = slot_size(unit_untyped());

    CHECK(retype(TYPE_UNTYPED, bits - 1, to, 2).error == ERR_NO_ERROR);
    CHECK(slot_word(unit_untyped()) == BIT(bits) / 16);
    CHECK(is_refused(ERR_NOT_ENOUGH_MEMORY, TYPE_UNTYPED, 4, to + 2, 1));
    CHECK(unit_invariants());
}

static void every_refusal_changes_nothing(void)
{
    word_t to = unit_empty();

    CHECK(is_refused(ERR_INVALID_ARGUMENT, 63, 12, to, 1));
    CHECK(is_refused(ERR_INVALID_ARGUMENT, TYPE_UNTYPED, 3, to, 1));
    CHECK(is_refused(ERR_RANGE_ERROR, TYPE_UNTYPED, 48, to, 1));
    CHECK(is_refused(ERR_RANGE_ERROR, TYPE_ENDPOINT, 0, to, 0));
    CHECK(is_refused(ERR_RANGE_ERROR, TYPE_ENDPOINT, 0, to, 257));
    CHECK(is_refused(ERR_RANGE_ERROR, TYPE_ENDPOINT, 0, 8192, 1));
    CHECK(is_refused(ERR_RANGE_ERROR, TYPE_ENDPOINT, 0, 8191, 2));
    CHECK(is_refused(ERR_DELETE_FIRST, TYPE_ENDPOINT, 0, to - 1, 2));
    CHECK(is_refused(ERR_NOT_ENOUGH_MEMORY, TYPE_UNTYPED, 47, to, 1));
    CHECK(is_refused(ERR_NOT_ENOUGH_MEMORY, TYPE_CNODE, 42, to, 1));
}

static void old_bytes_are_zero_in_the_new_object(void)
{
    word_t to = unit_empty();
    ref_t base = slot_ref(unit_untyped());

    for (word_t i = 0; i < 256; i++)
        phys[base + i] = (struct cell){WORD_MAX, WORD_MAX};
    CHECK(retype(TYPE_PAGE_TABLE, 0, to, 1).error == ERR_NO_ERROR);
    for (word_t i = 0; i < 512; i++)
        CHECK(TABLE(base)->entry[i] == 0);
}

/* Calls until it is done, with an interrupt waiting at every second look; how many. */
static word_t calls_to_retype(word_t type, word_t size, word_t to)
{
    word_t calls = 0;
    struct result r;

    do {
        machine.irq_every = 2;
        machine.alarm = machine.time + 1;
        r = retype(type, size, to, 1);
        CHECK(unit_invariants());
        calls++;
    } while (r.error == RESULT_PREEMPTED && calls < 1000);
    CHECK(r.error == ERR_NO_ERROR);
    return calls;
}

static void clearing_much_memory_stops_for_interrupts_and_goes_on(void)
{
    word_t to = unit_empty();
    ref_t base = slot_ref(unit_untyped());
    word_t cells = BIT(20 - CELL_BITS);

    for (word_t i = 0; i < cells; i++)
        phys[base + i] = (struct cell){WORD_MAX, WORD_MAX};
    CHECK(calls_to_retype(TYPE_REGION, 20, to) >= 16);
    for (word_t i = 0; i < cells; i++)
        CHECK(phys[base + i].w0 == 0 && phys[base + i].w1 == 0);
    CHECK(slot_word(unit_untyped()) == cells);
}

static void a_preempted_call_may_come_back_as_another(void)
{
    word_t to = unit_empty();
    ref_t base = slot_ref(unit_untyped());

    for (word_t i = 0; i < BIT(20 - CELL_BITS); i++)
        phys[base + i] = (struct cell){WORD_MAX, WORD_MAX};
    machine.irq_every = 1;
    machine.alarm = machine.time + 1;
    CHECK(retype(TYPE_REGION, 20, to, 1).error == RESULT_PREEMPTED);
    CHECK(!cdt_has_children(unit_untyped()) && slot_empty(unit_slot(to)));
    CHECK(calls_to_retype(TYPE_CNODE, 15, to) > 1);
    for (word_t i = 0; i < BIT(15); i++) {
        ref_t s = base + SLOT_CELLS * i;

        CHECK(slot_empty(s) && LINK(slot_link(s))->next == slot_link(s) && LINK(slot_link(s))->prev == slot_link(s));
    }
}

static void children_are_derived_from_it(void)
{
    word_t to = unit_empty();

    CHECK(!cdt_has_children(unit_untyped()));
    CHECK(retype(TYPE_TCB, 0, to, 1).error == ERR_NO_ERROR);
    CHECK(cdt_has_children(unit_untyped()) && cdt_next(unit_untyped()) == unit_slot(to));
}

int main(void)
{
    RUN(objects_lie_side_by_side_from_the_bottom);
    RUN(the_last_byte_can_be_had_and_no_more);
    RUN(every_refusal_changes_nothing);
    RUN(old_bytes_are_zero_in_the_new_object);
    RUN(clearing_much_memory_stops_for_interrupts_and_goes_on);
    RUN(a_preempted_call_may_come_back_as_another);
    RUN(children_are_derived_from_it);
    return unit_end("untyped_test");
}
