/*
 * The model CPU itself: a model that overlooks what it should see would make
 * every test on it worthless.
 */
#include <string.h>

#include "kernel/arch.h"
#include "kernel/descriptor.h"
#include "kernel/region.h"
#include "platform/host/board.h"
#include "tests/unit/unit.h"

#define SPACE_NUMBER 9UL
#define PAGE_AT 0x40001000UL
#define BLOCK_AT 0x40200000UL
#define TARGET 0x200000UL /* physical */

static ref_t root, level3;

static void entry_set(ref_t table, word_t i, word_t d)
{
    TABLE(table)->entry[i] = d;
}

static word_t page(paddr_t to, word_t rights)
{
    return descriptor_block(to, rights, ATTRIBUTE_CACHED | ATTRIBUTE_EXECUTE_NEVER, 0, LEVEL_LAST);
}

/* Four tables by hand, with one page and one block. */
static void space_make(void)
{
    ref_t level1 = unit_cells(TABLE_CELLS), level2 = unit_cells(TABLE_CELLS);

    root = unit_cells(TABLE_CELLS);
    level3 = unit_cells(TABLE_CELLS);
    entry_set(root, 0, descriptor_table(level1));
    entry_set(level1, 1, descriptor_table(level2));
    entry_set(level2, 0, descriptor_table(level3));
    entry_set(level2, 1, descriptor_block(TARGET, 3, ATTRIBUTE_CACHED, 0, 21));
    entry_set(level3, 1, page(TARGET + 0x5000, 3));
    arch_space_use(root, SPACE_NUMBER);
    host_quiet = 1;
}

static void a_translation_follows_the_tables(void)
{
    space_make();
    CHECK(host_translate(PAGE_AT + 0x10, HOST_READ).paddr == TARGET + 0x5010);
    CHECK(host_translate(BLOCK_AT + 0x12340, HOST_WRITE).paddr == TARGET + 0x12340);
    CHECK(host_translate(PAGE_AT, HOST_FETCH).status == 0x8200000f);
    CHECK(host_translate(PAGE_AT + 0x1000, HOST_READ).status == 0x92000007);
    CHECK(host_translate(0x80000000, HOST_WRITE).status == 0x92000045);
    CHECK(host_translate(BIT(48), HOST_READ).status == 0x92000004);
}

static void an_entry_without_access_flag_does_not_translate(void)
{
    space_make();
    entry_set(level3, 1, page(TARGET, 3) - DESCRIPTOR_ACCESSED);
    CHECK(host_translate(PAGE_AT, HOST_READ).status == 0x9200000b);
}

static void rights_of_the_descriptor_count(void)
{
    space_make();
    entry_set(level3, 1, page(TARGET, 2));
    CHECK(host_translate(PAGE_AT, HOST_READ).status == 0);
    CHECK(host_translate(PAGE_AT, HOST_WRITE).status == 0x9200004f);
    arch_tlb_invalidate_space(SPACE_NUMBER);
    entry_set(level3, 1, page(TARGET, 0));
    CHECK(host_translate(PAGE_AT, HOST_READ).status == 0x9200000f);
}

static void what_was_unmapped_without_invalidation_goes_on_working_and_is_reported(void)
{
    space_make();
    CHECK(host_translate(PAGE_AT, HOST_READ).status == 0);
    entry_set(level3, 1, 0);
    CHECK(host_translate(PAGE_AT, HOST_READ).paddr == TARGET + 0x5000);
    CHECK(machine.complaints == 0);
    host_tlb_check();
    CHECK(machine.complaints == 1 && strstr(host_complaint, "does not have any more") != 0);
}

static void invalidation_by_address_forgets_that_address(void)
{
    space_make();
    entry_set(level3, 2, page(TARGET + 0x6000, 3));
    CHECK(host_translate(PAGE_AT, HOST_READ).status == 0 &&
          host_translate(PAGE_AT + 0x1000, HOST_READ).status == 0);
    entry_set(level3, 1, 0);
    arch_tlb_invalidate(SPACE_NUMBER, PAGE_AT, 1, 12);
    CHECK(host_translate(PAGE_AT, HOST_READ).status == 0x92000007);
    CHECK(host_translate(PAGE_AT + 0x1000, HOST_READ).status == 0);
    host_tlb_check();
    CHECK(machine.complaints == 0);
}

static void invalidation_of_another_number_forgets_nothing(void)
{
    space_make();
    CHECK(host_translate(PAGE_AT, HOST_READ).status == 0);
    entry_set(level3, 1, 0);
    arch_tlb_invalidate(SPACE_NUMBER + 1, PAGE_AT, 1, 12);
    arch_tlb_invalidate_space(SPACE_NUMBER + 1);
    CHECK(host_translate(PAGE_AT, HOST_READ).status == 0);
}

static void tables_are_cached_too(void)
{
    space_make();
    CHECK(host_translate(PAGE_AT, HOST_READ).status == 0);
    entry_set(root, 0, 0);
    /* Another page of the same tables, by the cached descriptors. */
    entry_set(level3, 2, page(TARGET + 0x6000, 3));
    CHECK(host_translate(PAGE_AT + 0x1000, HOST_READ).paddr == TARGET + 0x6000);
    host_tlb_check();
    CHECK(machine.complaints > 0);
}

static void a_valid_descriptor_changed_into_another_is_reported(void)
{
    space_make();
    CHECK(host_translate(PAGE_AT, HOST_READ).status == 0);
    entry_set(level3, 1, page(TARGET + 0x7000, 3));
    arch_tlb_invalidate(SPACE_NUMBER, PAGE_AT, 1, 12);
    CHECK(machine.complaints == 1 && strstr(host_complaint, "break before make") != 0);
}

static void other_rights_need_no_break(void)
{
    space_make();
    CHECK(host_translate(PAGE_AT, HOST_WRITE).status == 0);
    entry_set(level3, 1, page(TARGET + 0x5000, 2));
    arch_tlb_invalidate(SPACE_NUMBER, PAGE_AT, 1, 12);
    CHECK(machine.complaints == 0 && host_translate(PAGE_AT, HOST_WRITE).status == 0x9200004f);
}

static void a_contiguous_run_with_a_stranger_in_it_is_reported(void)
{
    space_make();
    for (word_t i = 0; i < 16; i++)
        entry_set(level3, 16 + i, page(TARGET + 0x1000 * i, 3) + DESCRIPTOR_CONTIGUOUS);
    CHECK(host_translate(0x40010000, HOST_READ).status == 0 && machine.complaints == 0);
    arch_tlb_invalidate_space(SPACE_NUMBER);
    entry_set(level3, 20, page(TARGET + 0x40000, 3));
    CHECK(host_translate(0x40010000, HOST_READ).status == 0 && machine.complaints == 1);
}

static void a_number_taken_over_with_its_translations_is_reported(void)
{
    ref_t other = unit_cells(TABLE_CELLS);

    space_make();
    CHECK(host_translate(PAGE_AT, HOST_READ).status == 0);
    arch_space_use(other, SPACE_NUMBER);
    CHECK(machine.complaints > 0);
}

static void a_snapshot_brings_everything_back(void)
{
    struct host_snapshot snapshot;
    word_t before, hash = host_hash();

    host_save(&snapshot);
    host_time_pass(1000);
    kernel.work = 77;
    host_write(BOARD_RAM + 0x200000, 5);
    CHECK(host_hash() != hash);
    before = host_hash();
    host_restore(&snapshot);
    CHECK(host_hash() == hash && before != hash);
    host_snapshot_free(&snapshot);
}

static void two_boots_are_the_same(void)
{
    word_t hash = host_hash();

    unit_boot();
    CHECK(host_hash() == hash && unit_invariants());
}

static void one_changed_bit_changes_the_hash(void)
{
    word_t hash = host_hash();

    host_write(UNIT_RAM_END - 8, host_read(UNIT_RAM_END - 8) ^ 1);
    CHECK(host_hash() != hash);
}

int main(void)
{
    RUN(a_translation_follows_the_tables);
    RUN(an_entry_without_access_flag_does_not_translate);
    RUN(rights_of_the_descriptor_count);
    RUN(what_was_unmapped_without_invalidation_goes_on_working_and_is_reported);
    RUN(invalidation_by_address_forgets_that_address);
    RUN(invalidation_of_another_number_forgets_nothing);
    RUN(tables_are_cached_too);
    RUN(a_valid_descriptor_changed_into_another_is_reported);
    RUN(other_rights_need_no_break);
    RUN(a_contiguous_run_with_a_stranger_in_it_is_reported);
    RUN(a_number_taken_over_with_its_translations_is_reported);
    RUN(a_snapshot_brings_everything_back);
    RUN(two_boots_are_the_same);
    RUN(one_changed_bit_changes_the_hash);
    return unit_end("model_test");
}
