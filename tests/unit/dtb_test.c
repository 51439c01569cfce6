/*
 * The device tree reader: a tree of this board, each way to break it, and any
 * bytes at all.  A tree lies in memory of just its size, so that one byte read
 * behind it is an error of the sanitizer.
 */
#define _GNU_SOURCE
#include "kernel/dtb.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/platform.h"
#include "tests/unit/unit.h"

#define MUTATIONS 60000
#define TREE_MOST 2048

enum { BEGIN = 1, END_NODE = 2, PROPERTY = 3, NOP = 4, END = 9 };
enum {
    MAGIC_AT = 0,
    TOTAL_AT = 4,
    STRUCT_AT = 8,
    STRINGS_AT = 12,
    VERSION_AT = 20,
    STRINGS_BYTES_AT = 32,
    STRUCT_BYTES_AT = 36,
};

static unsigned char tree[TREE_MOST];
static word_t tree_size, structure_at, memory_node, device_reg, chosen_node;
static char strings[512];
static word_t strings_bytes;
static struct board board;

static void number_put(word_t at, word_t value)
{
    for (word_t i = 0; i < 4; i++)
        tree[at + i] = (unsigned char)(value >> (24 - 8 * i));
}

static void token(word_t value)
{
    number_put(tree_size, value);
    tree_size += 4;
}

static void bytes(const void *from, word_t count)
{
    memcpy(tree + tree_size, from, count);
    tree_size += (count + 3) / 4 * 4;
}

static void begin(const char *name)
{
    token(BEGIN);
    bytes(name, strlen(name) + 1);
}

/* Offset of a property's name among the strings. */
static word_t string(const char *name)
{
    word_t at = strings_bytes;

    strcpy(strings + at, name);
    strings_bytes += strlen(name) + 1;
    return at;
}

static void property(const char *name, const void *value, word_t count)
{
    token(PROPERTY);
    token(count);
    token(string(name));
    bytes(value, count);
}

static void text(const char *name, const char *value)
{
    property(name, value, strlen(value) + 1);
}

/* Numbers of 64 bits. */
static void numbers(const char *name, const word_t *values, word_t count)
{
    token(PROPERTY);
    token(8 * count);
    token(string(name));
    for (word_t i = 0; i < count; i++) {
        token(values[i] >> 32);
        token(values[i] & 0xffffffff);
    }
}

/* Numbers of 32 bits. */
static void cells(const char *name, const word_t *values, word_t count)
{
    token(PROPERTY);
    token(4 * count);
    token(string(name));
    for (word_t i = 0; i < count; i++)
        token(values[i]);
}

#define CELLS(name, ...) cells(name, (word_t[]){__VA_ARGS__}, sizeof(word_t[]){__VA_ARGS__} / sizeof(word_t))

/* A tree of this board: the root, and how many cells its addresses and sizes have. */
static void root_begin(word_t address_cells, word_t size_cells)
{
    memset(tree, 0, sizeof tree);
    strings_bytes = 0;
    tree_size = structure_at = 56;
    begin("");
    CELLS("#address-cells", address_cells);
    CELLS("#size-cells", size_cells);
    text("compatible", (const char *)platform_compatible);
}

static void root_end(void)
{
    token(END_NODE);
    token(END);
    number_put(STRUCT_BYTES_AT, tree_size - structure_at);
    number_put(STRINGS_AT, tree_size);
    number_put(STRINGS_BYTES_AT, strings_bytes);
    memcpy(tree + tree_size, strings, strings_bytes);
    tree_size += strings_bytes;
    number_put(MAGIC_AT, 0xd00dfeed);
    number_put(TOTAL_AT, tree_size);
    number_put(STRUCT_AT, structure_at);
    number_put(16, 40);
    number_put(VERSION_AT, 17);
    number_put(24, 16);
}

static void tree_make(void)
{
    root_begin(2, 2);
    begin("psci");
    text("method", "smc");
    token(END_NODE);
    token(NOP);
    memory_node = tree_size;
    begin("memory@40000000");
    text("device_type", "memory");
    numbers("reg", (word_t[]){0x40000000, 0x40000000}, 2);
    token(END_NODE);
    begin("intc@8000000");
    text("compatible", "arm,gic-v3");
    numbers("reg", (word_t[]){0x08000000, 0x10000, 0x080a0000, 0xf60000}, 4);
    begin("its");
    token(END_NODE);
    token(END_NODE);
    begin("pl011@9000000");
    device_reg = tree_size + 12;
    numbers("reg", (word_t[]){platform_devices[0], 0x1000}, 2);
    token(END_NODE);
    chosen_node = tree_size;
    begin("chosen");
    numbers("linux,initrd-start", (word_t[]){0x48000000}, 1);
    numbers("linux,initrd-end", (word_t[]){0x48012345}, 1);
    text("bootargs", "strict quiet");
    token(END_NODE);
    root_end();
}

/* Read the first bytes of the tree, in memory of just that size. */
static enum dtb_result read_first(word_t limit)
{
    unsigned char *copy = malloc(limit ? limit : 1);
    enum dtb_result result;

    memcpy(copy, tree, limit);
    result = dtb_read(copy, limit, &board);
    free(copy);
    return result;
}

static void a_good_tree_is_read(void)
{
    tree_make();
    CHECK(read_first(tree_size) == DTB_OK);
    CHECK(board.rams == 1 && board.ram[0].start == 0x40000000 && board.ram[0].end == 0x80000000);
    CHECK(board.initrd == 0x48000000 && board.initrd_end == 0x48012345);
    CHECK(board.gic_version == 3 && board.gic_distributor == 0x08000000 && board.gic_second == 0x080a0000);
    CHECK(board.psci_smc == 1 && board.dtb_bytes == tree_size);
    CHECK(strcmp(board.bootargs, "strict quiet") == 0);
}

static void every_shorter_tree_is_refused(void)
{
    tree_make();
    for (word_t limit = 0; limit < tree_size; limit++)
        CHECK(read_first(limit) != DTB_OK);
}

static enum dtb_result changed(word_t at, word_t value)
{
    tree_make();
    number_put(at, value);
    return read_first(tree_size);
}

static void a_header_that_lies_is_refused(void)
{
    CHECK(changed(MAGIC_AT, 0xedfe0dd0) == DTB_NOT_A_DTB);
    CHECK(changed(24, 18) == DTB_NOT_A_DTB);
    CHECK(changed(TOTAL_AT, tree_size + 1) == DTB_CUT_SHORT);
    CHECK(changed(STRUCT_AT, 0xfffffff0) == DTB_CUT_SHORT);
    CHECK(changed(STRUCT_BYTES_AT, 0xffffffff) == DTB_CUT_SHORT);
    CHECK(changed(STRINGS_AT, 0xffffffff) == DTB_CUT_SHORT);
    CHECK(changed(STRINGS_BYTES_AT, strings_bytes + 1) == DTB_CUT_SHORT);
}

static void broken_tokens_are_refused(void)
{
    CHECK(changed(structure_at, 5) == DTB_BROKEN);
    CHECK(changed(structure_at, END) == DTB_WRONG_BOARD); /* a tree of nothing */
    CHECK(changed(structure_at, END_NODE) == DTB_BROKEN);
    CHECK(changed(structure_at + 8, 0) == DTB_BROKEN);
    CHECK(changed(structure_at + 12, 0xfffffff8) == DTB_BROKEN);
    CHECK(changed(structure_at + 16, strings_bytes) == DTB_BROKEN);
    CHECK(changed(memory_node, NOP) == DTB_BROKEN);
}

/* Nodes that never end: as many as the tree has room for. */
static void endless_nesting_is_refused(void)
{
    tree_make();
    for (word_t at = structure_at; at + 8 <= chosen_node; at += 8) {
        number_put(at, BEGIN);
        number_put(at + 4, 0);
    }
    CHECK(read_first(tree_size) == DTB_BROKEN);
}

static void what_is_missing_is_named(void)
{
    tree_make();
    tree[memory_node + 4] = 'M'; /* a node's name says nothing, its device_type does */
    CHECK(read_first(tree_size) == DTB_OK);
    tree_make();
    memcpy(memmem(tree, tree_size, platform_compatible, 5), "linus", 5);
    CHECK(read_first(tree_size) == DTB_WRONG_BOARD);
    tree_make();
    memcpy(memmem(tree, tree_size, "arm,gic-v3", 10), "arm,gic-v9", 10);
    CHECK(read_first(tree_size) == DTB_NO_GIC);
    tree_make();
    memcpy(memmem(tree, tree_size, "memory\0", 7), "Memory\0", 7);
    CHECK(read_first(tree_size) == DTB_NO_MEMORY);
    CHECK(changed(device_reg, 1) == DTB_NO_DEVICE); /* 4 GiB further on */
    CHECK(changed(device_reg + 4, 0x0a000000) == DTB_NO_DEVICE);
}

/* Devices in one bus, as a firmware has them: its addresses are seen elsewhere. */
#define GIC 0x08000000UL
enum { DEVICES_AT = 0x7e000000, LOCAL_AT = 0x40000000 };

static void bus_make(const char *compatible, word_t with_ranges, word_t local_bytes)
{
    root_begin(2, 1);
    begin("memory@0");
    text("device_type", "memory");
    CELLS("reg", 0, 0x40000000, 0x3b400000, 0, 0x7b400000, 0x1000);
    token(END_NODE);
    begin("soc");
    text("compatible", compatible);
    CELLS("#address-cells", 1);
    CELLS("#size-cells", 1);
    if (with_ranges)
        CELLS("ranges", DEVICES_AT, 0, platform_devices[0] & ~0xffffffUL, 0x1800000, LOCAL_AT, 0, GIC, local_bytes);
    begin("serial@7e000000");
    device_reg = tree_size + 12;
    CELLS("reg", DEVICES_AT + (platform_devices[0] & 0xffffff), 0x200);
    token(END_NODE);
    begin("interrupt-controller@40000000");
    text("compatible", "arm,gic-400");
    CELLS("reg", LOCAL_AT, 0x1000, LOCAL_AT + 0x2000, 0x2000, LOCAL_AT + 0x4000, 0x2000);
    token(END_NODE);
    token(END_NODE);
    root_end();
}

static void devices_are_found_below_a_simple_bus(void)
{
    bus_make("simple-bus", 1, 0x800000);
    CHECK(read_first(tree_size) == DTB_OK);
    CHECK(board.gic_version == 2 && board.gic_distributor == GIC && board.gic_second == GIC + 0x2000);
    CHECK(board.rams == 1 && board.ram[0].start == 0x40000000 && board.ram[0].end == 0x7b401000);
}

static void a_bus_that_shows_nothing_has_no_devices(void)
{
    bus_make("simple-mfd", 1, 0x800000);
    CHECK(read_first(tree_size) == DTB_NO_GIC);
    bus_make("simple-bus", 0, 0x800000);
    CHECK(read_first(tree_size) == DTB_NO_GIC);
    bus_make("simple-bus", 1, 0x2000); /* the second registers are just behind the range */
    CHECK(read_first(tree_size) == DTB_NO_GIC);
    bus_make("simple-bus", 1, 0x2001);
    CHECK(read_first(tree_size) == DTB_OK);
    number_put(device_reg, DEVICES_AT + 0x1800000);
    CHECK(read_first(tree_size) == DTB_NO_DEVICE);
}

/* Without ranges in its `ranges` a bus shows all where it is. */
static void an_empty_ranges_is_the_same_place(void)
{
    root_begin(2, 2);
    begin("memory@0");
    text("device_type", "memory");
    numbers("reg", (word_t[]){0, 0x1000}, 2);
    token(END_NODE);
    begin("bus");
    text("compatible", "simple-bus");
    property("ranges", "", 0);
    begin("gic"); /* a bus that is silent has two cells for an address, one for a size */
    text("compatible", "arm,gic-v3");
    CELLS("reg", 0, GIC, 0x1000, 1, GIC, 0x1000);
    token(END_NODE);
    begin("serial");
    CELLS("reg", 0, platform_devices[0], 0x1000);
    token(END_NODE);
    token(END_NODE);
    root_end();
    CHECK(read_first(tree_size) == DTB_OK);
    CHECK(board.gic_version == 3 && board.gic_distributor == GIC && board.gic_second == BIT(32) + GIC);
    CHECK(board.bootargs[0] == 0 && board.initrd == 0 && board.initrd_end == 0 && board.psci_smc == 0);
}

/* Two memory nodes with these ranges, and what is read of them. */
static enum dtb_result memory_read(const word_t *first, word_t firsts, const word_t *second, word_t seconds)
{
    root_begin(2, 2);
    begin("memory@1");
    text("device_type", "memory");
    numbers("reg", first, firsts);
    token(END_NODE);
    begin("gic");
    text("compatible", "arm,gic-v3");
    numbers("reg", (word_t[]){GIC, 0x1000, GIC + 0x1000, 0x1000}, 4);
    token(END_NODE);
    begin("serial");
    numbers("reg", (word_t[]){platform_devices[0], 0x1000}, 2);
    token(END_NODE);
    begin("memory@2");
    text("device_type", "memory");
    numbers("reg", second, seconds);
    token(END_NODE);
    root_end();
    return read_first(tree_size);
}

static word_t ram_is(word_t i, paddr_t start, paddr_t end)
{
    return i < board.rams && board.ram[i].start == start && board.ram[i].end == end;
}

static void memory_is_in_order_and_apart(void)
{
    CHECK(memory_read((word_t[]){0x80000, 0x1000, 0x10000, 0x1000}, 4, (word_t[]){0x40000, 0x8000}, 2) == DTB_OK);
    CHECK(board.rams == 3 && ram_is(0, 0x10000, 0x11000) && ram_is(1, 0x40000, 0x48000) && ram_is(2, 0x80000, 0x81000));
    /* What touches or overlaps is one range, also when a third one joins two. */
    CHECK(memory_read((word_t[]){0x80000, 0x1000, 0x10000, 0x1000}, 4, (word_t[]){0x11000, 0x70000}, 2) == DTB_OK);
    CHECK(board.rams == 1 && ram_is(0, 0x10000, 0x81000));
    CHECK(memory_read((word_t[]){0x80000, 0x1000, 0x10000, 0x1000}, 4, (word_t[]){0x10800, 0x100}, 2) == DTB_OK);
    CHECK(board.rams == 2 && ram_is(0, 0x10000, 0x11000) && ram_is(1, 0x80000, 0x81000));
    CHECK(memory_read((word_t[]){0x80000, 0x1000, 0x10000, 0x1000}, 4, (word_t[]){0x7f000, 0x3000}, 2) == DTB_OK);
    CHECK(board.rams == 2 && ram_is(1, 0x7f000, 0x82000));
}

static void memory_that_cannot_be_is_none(void)
{
    CHECK(memory_read((word_t[]){0x80000, 0, BIT(40), 0x1000}, 4, (word_t[]){0x1000, BIT(40)}, 2) == DTB_NO_MEMORY);
    CHECK(memory_read((word_t[]){0x80000, 0, BIT(40) - 0x1000, 0x1000}, 4, (word_t[]){~0UL, ~0UL}, 2) == DTB_OK);
    CHECK(board.rams == 1 && ram_is(0, BIT(40) - 0x1000, BIT(40)));
    CHECK(memory_read((word_t[]){0x80000, 0x1000, 0x90000}, 3, (word_t[]){0x1000}, 1) == DTB_OK); /* half an entry */
    CHECK(board.rams == 1 && ram_is(0, 0x80000, 0x81000));
}

/* One range too many: the highest is left out. */
static void of_too_much_memory_the_lowest_counts(void)
{
    word_t high[2 * BOARD_RAMS];

    for (word_t i = 0; i < BOARD_RAMS; i++) {
        high[2 * i] = (BOARD_RAMS - i) * 0x10000;
        high[2 * i + 1] = 0x1000;
    }
    CHECK(memory_read(high, 2 * BOARD_RAMS, (word_t[]){0x2000, 0x1000, 0x4000, 0x1000}, 4) == DTB_OK);
    CHECK(board.rams == BOARD_RAMS && ram_is(0, 0x2000, 0x3000) && ram_is(1, 0x4000, 0x5000));
    CHECK(ram_is(2, 0x10000, 0x11000) && ram_is(7, 0x60000, 0x61000));
}

/* A tree that tells a hash of so many bytes. */
static enum dtb_result hash_read(word_t count)
{
    unsigned char hash[64];

    for (word_t i = 0; i < sizeof hash; i++)
        hash[i] = (unsigned char)(0xf0 + i);
    root_begin(2, 2);
    begin("memory@1");
    text("device_type", "memory");
    numbers("reg", (word_t[]){0, 0x1000}, 2);
    token(END_NODE);
    begin("gic");
    text("compatible", "arm,gic-v3");
    numbers("reg", (word_t[]){GIC, 0x1000, GIC + 0x1000, 0x1000}, 4);
    token(END_NODE);
    begin("serial");
    numbers("reg", (word_t[]){platform_devices[0], 0x1000}, 2);
    token(END_NODE);
    begin("chosen");
    property("tenon,root-task-sha256", hash, count);
    token(END_NODE);
    root_end();
    return read_first(tree_size);
}

static void a_hash_has_32_bytes_or_is_refused(void)
{
    CHECK(hash_read(32) == DTB_OK && board.root_hash_told == 1);
    CHECK(board.root_hash[0] == 0xf0f1f2f3 && board.root_hash[7] == 0x0c0d0e0f);
    CHECK(hash_read(31) == DTB_BAD_HASH && hash_read(33) == DTB_BAD_HASH && hash_read(0) == DTB_BAD_HASH);
    tree_make();
    CHECK(read_first(tree_size) == DTB_OK && board.root_hash_told == 0 && board.root_hash[0] == 0);
}

/* BoardRam of spec/dtb.acsl. */
static word_t ram_is_good(void)
{
    for (word_t i = 0; i < board.rams; i++) {
        if (board.ram[i].start >= board.ram[i].end || board.ram[i].end > BIT(40))
            return 0;
        if (i > 0 && board.ram[i - 1].end >= board.ram[i].start)
            return 0;
    }
    return board.rams >= 1 && board.rams <= BOARD_RAMS;
}

static word_t seed = 1;

static word_t random_word(void)
{
    seed = seed * 6364136223846793005UL + 1442695040888963407UL;
    return seed >> 29;
}

static void any_bytes_end_in_a_reason_or_a_board(void)
{
    static const word_t values[] = {0, 1, 2, 3, 4, 9, 0x7fffffff, 0xfffffffc, 0xffffffff};
    word_t reasons = 0;

    for (int n = 0; n < MUTATIONS; n++) {
        word_t limit;
        enum dtb_result result;

        if (n % 2)
            tree_make();
        else
            bus_make("simple-bus", 1, 0x800000);
        limit = random_word() % 8 ? tree_size : random_word() % tree_size;
        for (word_t i = random_word() % 5; i > 0; i--) {
            if (random_word() % 2)
                number_put(random_word() % (tree_size / 4) * 4,
                           values[random_word() % (sizeof values / sizeof *values)]);
            else
                tree[random_word() % tree_size] = (unsigned char)random_word();
        }
        result = read_first(limit);
        reasons |= BIT(result);
        if (result == DTB_OK) {
            CHECK(ram_is_good());
            CHECK(board.initrd <= board.initrd_end && board.dtb_bytes <= limit);
            CHECK(board.gic_version == 2 || board.gic_version == 3);
            CHECK(memchr(board.bootargs, 0, BOOTARGS_BYTES) != 0);
        }
    }
    CHECK(__builtin_popcountl(reasons) >= 7);
}

int main(void)
{
    a_good_tree_is_read();
    every_shorter_tree_is_refused();
    a_header_that_lies_is_refused();
    broken_tokens_are_refused();
    endless_nesting_is_refused();
    what_is_missing_is_named();
    devices_are_found_below_a_simple_bus();
    a_bus_that_shows_nothing_has_no_devices();
    an_empty_ranges_is_the_same_place();
    memory_is_in_order_and_apart();
    memory_that_cannot_be_is_none();
    of_too_much_memory_the_lowest_counts();
    a_hash_has_32_bytes_or_is_refused();
    any_bytes_end_in_a_reason_or_a_board();
    printf("dtb_test: %s, %d trees mutated\n", unit_failures ? "FAILED" : "ok", MUTATIONS);
    return unit_failures != 0;
}
