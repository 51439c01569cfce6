/*
 * Cache operations: who may undo what was written.
 */
#include "kernel/cache.h"

#include "kernel/boot_info.h"
#include "kernel/region.h"
#include "kernel/vspace.h"
#include "tests/unit/unit.h"

#define BYTES 64UL

/* Bytes that may be lost by such an operation on the beginning of the root task's IPC buffer. */
static word_t buffer_dropped(word_t label)
{
    ref_t slot = unit_slot(SLOT_BUFFER);
    word_t before = machine.cache_dropped;

    unit_request(WORDS(0, BYTES), 0, 0);
    kernel.request.label = label;
    CHECK(region_cache(slot).error == ERR_NO_ERROR);
    return machine.cache_dropped - before;
}

/* The same by its address, in the root task's space. */
static word_t address_dropped(word_t label)
{
    vaddr_t at = PLACE_ADDRESS(slot_word(unit_slot(SLOT_BUFFER)));
    word_t before = machine.cache_dropped;

    unit_request(WORDS(at, at + BYTES), 0, 0);
    kernel.request.label = label;
    CHECK(vspace_cache(unit_slot(SLOT_VSPACE)).error == ERR_NO_ERROR);
    return machine.cache_dropped - before;
}

/* From now on the IPC buffer is only read. */
static void read_only(void)
{
    ref_t slot = unit_slot(SLOT_BUFFER);
    word_t place = slot_word(slot);

    region_forget(slot);
    slot_set(slot, cap_set_rights(SLOT(slot)->cap0, RIGHT_READ), place);
    region_place(slot, vspace_root(unit_slot(SLOT_VSPACE)), PLACE_ASID(place), PLACE_ADDRESS(place), RIGHT_READ,
                 ATTRIBUTE_CACHED);
}

static void who_may_write_may_invalidate(void)
{
    CHECK(buffer_dropped(LABEL_REGION_INVALIDATE) == BYTES);
    CHECK(address_dropped(LABEL_VSPACE_INVALIDATE) == BYTES);
}

static void who_may_only_read_undoes_nothing(void)
{
    read_only();
    CHECK(buffer_dropped(LABEL_REGION_INVALIDATE) == 0);
    CHECK(address_dropped(LABEL_VSPACE_INVALIDATE) == 0);
}

static void the_other_operations_undo_nothing(void)
{
    CHECK(buffer_dropped(LABEL_REGION_CLEAN) == 0 && address_dropped(LABEL_VSPACE_CLEAN) == 0);
    CHECK(buffer_dropped(LABEL_REGION_CLEAN_INVALIDATE) == 0 && address_dropped(LABEL_VSPACE_CLEAN_INVALIDATE) == 0);
    CHECK(buffer_dropped(LABEL_REGION_UNIFY) == 0 && address_dropped(LABEL_VSPACE_UNIFY) == 0);
}

int main(void)
{
    RUN(who_may_write_may_invalidate);
    RUN(who_may_only_read_undoes_nothing);
    RUN(the_other_operations_undo_nothing);
    return unit_end("cache_test");
}
