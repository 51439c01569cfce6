/*
 * The measured root task: its hash is that of the standard, lies where boot
 * info says, and decides where the device tree has one.
 */
#include "kernel/measure.h"

#include <string.h>

#include "kernel/boot.h"
#include "kernel/boot_info.h"
#include "kernel/cdt.h"
#include "tests/unit/unit.h"

static const half_t abc[8] = {0xba7816bf, 0x8f01cfea, 0x414140de, 0x5dae2223,
                              0xb00361a3, 0x96177a9c, 0xb410ff61, 0xf20015ad};

/* As if the loader had left this for a root task. */
static void file_is(const char *text)
{
    plan_elf.file = 16 * unit_cells(1);
    plan_elf.bytes = strlen(text);
    memcpy((char *)phys + plan_elf.file, text, plan_elf.bytes);
}

static void told(const half_t *hash)
{
    plan_board.root_hash_told = 1;
    for (int i = 0; i < 8; i++)
        plan_board.root_hash[i] = hash[i];
}

static void any_file_is_measured_where_nothing_is_told(void)
{
    file_is("abc");
    CHECK(measure_root() == BOOT_OK);
    CHECK(memcmp(sha256_hash, abc, sizeof abc) == 0);
    file_is("abd");
    CHECK(measure_root() == BOOT_OK);
    CHECK(memcmp(sha256_hash, abc, sizeof abc) != 0);
}

static void the_file_that_was_told_is_accepted(void)
{
    file_is("abc");
    told(abc);
    CHECK(measure_root() == BOOT_OK);
}

static void another_file_is_refused(void)
{
    file_is("abd");
    told(abc);
    CHECK(measure_root() == BOOT_ROOT_HASH);
}

static void one_bit_of_any_word_decides(void)
{
    file_is("abc");
    for (int i = 0; i < 8; i++) {
        told(abc);
        plan_board.root_hash[i] ^= 1UL << (4 * i);
        CHECK(measure_root() == BOOT_ROOT_HASH);
    }
}

static void the_chunk_has_the_bytes_in_the_order_of_the_standard(void)
{
    static const unsigned char bytes[32] = {
        0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea, 0x41, 0x41, 0x40, 0xde, 0x5d, 0xae, 0x22, 0x23,
        0xb0, 0x03, 0x61, 0xa3, 0x96, 0x17, 0x7a, 0x9c, 0xb4, 0x10, 0xff, 0x61, 0xf2, 0x00, 0x15, 0xad};
    ref_t at = unit_cells(8);

    file_is("abc");
    measure_root();
    for (word_t odd = 0; odd < 2; odd++) {
        word_t *chunk = (word_t *)&phys[at] + 1 + odd;

        memset(&phys[at], 0x5a, 8 * sizeof phys[at]);
        measure_write(2 * at + 1 + odd);
        CHECK(chunk[0] == 64 && chunk[1] == 48 && memcmp(&chunk[2], bytes, 32) == 0);
        CHECK(chunk[-1] == 0x5a5a5a5a5a5a5a5a && chunk[6] == 0x5a5a5a5a5a5a5a5a);
    }
}

static void boot_leaves_the_hash_behind_the_device_tree(void)
{
    ref_t extra = slot_ref(unit_slot(boot.extra.start));
    const word_t *chunk = (word_t *)&phys[extra] + 2 + plan.dtb_bytes / 8;

    CHECK(BOOT_INFO(boot.info)->extra_bytes == 16 + plan.dtb_bytes + 48);
    CHECK(chunk[0] == 64 && chunk[1] == 48);
    sha256(plan_board.initrd, plan_board.initrd_end - plan_board.initrd);
    for (int i = 0; i < 8; i++)
        CHECK(((const half_t *)&chunk[2])[i] == sha256_swapped(sha256_hash[i]));
    CHECK(unit_invariants());
}

int main(void)
{
    RUN(any_file_is_measured_where_nothing_is_told);
    RUN(the_file_that_was_told_is_accepted);
    RUN(another_file_is_refused);
    RUN(one_bit_of_any_word_decides);
    RUN(the_chunk_has_the_bytes_in_the_order_of_the_standard);
    RUN(boot_leaves_the_hash_behind_the_device_tree);
    return unit_end("measure");
}
