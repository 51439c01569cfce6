/*
 * The device tree, read: one pass over the tokens of the structure block.
 * Only the root and its children say what the kernel wants to know, so the
 * reader keeps what it saw of the one child that is open, and judges that at
 * its end.  Every position is an offset into the tree.
 */
#include "kernel/dtb.h"
#include "kernel/platform.h"

#define MAGIC 0xd00dfeedUL
#define VERSION 17UL /* we read all that are compatible with it */

/* Offsets into the header. */
enum {
    HEADER_MAGIC = 0,
    HEADER_TOTAL = 4,
    HEADER_STRUCT = 8,
    HEADER_STRINGS = 12,
    HEADER_VERSION = 20,
    HEADER_COMPATIBLE = 24,
    HEADER_STRINGS_BYTES = 32,
    HEADER_STRUCT_BYTES = 36,
};

enum { TOKEN_BEGIN = 1, TOKEN_END_NODE = 2, TOKEN_PROPERTY = 3, TOKEN_NOP = 4, TOKEN_END = 9 };

enum { IN_ROOT = 1, IN_CHILD = 2 }; /* depth */

enum name {
    NAME_ADDRESS_CELLS,
    NAME_SIZE_CELLS,
    NAME_COMPATIBLE,
    NAME_REG,
    NAME_DEVICE_TYPE,
    NAME_MEMORY,
    NAME_CHOSEN,
    NAME_INITRD_START,
    NAME_INITRD_END,
    NAME_BOOTARGS,
    NAME_PSCI,
    NAME_METHOD,
    NAME_SMC,
    NAME_GIC_A15,
    NAME_GIC_400,
    NAME_GIC_V3,
    NAME_BOARD, /* the board's own file has it */
    NAMES,
};

#define NAME_BYTES PLATFORM_NAME_BYTES

static const unsigned char names[NAME_BOARD][NAME_BYTES] = {
    [NAME_ADDRESS_CELLS] = "#address-cells",
    [NAME_SIZE_CELLS] = "#size-cells",
    [NAME_COMPATIBLE] = "compatible",
    [NAME_REG] = "reg",
    [NAME_DEVICE_TYPE] = "device_type",
    [NAME_MEMORY] = "memory",
    [NAME_CHOSEN] = "chosen",
    [NAME_INITRD_START] = "linux,initrd-start",
    [NAME_INITRD_END] = "linux,initrd-end",
    [NAME_BOOTARGS] = "bootargs",
    [NAME_PSCI] = "psci",
    [NAME_METHOD] = "method",
    [NAME_SMC] = "smc",
    [NAME_GIC_A15] = "arm,cortex-a15-gic",
    [NAME_GIC_400] = "arm,gic-400",
    [NAME_GIC_V3] = "arm,gic-v3",
};

/* A run of bytes of the tree. */
struct span {
    word_t at, end;
};

struct reader {
    word_t limit; /* bytes of the tree */
    struct span tokens, strings;
    word_t depth;                     /* how many nodes are open */
    word_t ours;                      /* 1: the root is compatible with this board */
    word_t address_cells, size_cells; /* of the root: 1 or 2 */
    /* of the open child of the root */
    struct span name, reg;
    word_t is_memory;
    word_t is_gic; /* its version, 0: no interrupt controller */
    /* found so far */
    paddr_t ram, ram_end; /* ram_end 0: none */
    paddr_t initrd, initrd_end;
    paddr_t gic_distributor, gic_second;
    word_t gic_version; /* 0: none */
    word_t psci_smc;
    struct span bootargs;
    word_t device_seen[PLATFORM_DEVICES]; /* 1: the tree has it */
};

/*@ // Small predicates, of a few words each: who writes those need not speak of the others.
    predicate SpanIn(integer at, integer end, integer limit) = 0 <= at <= end <= limit;

    predicate BlocksWf(struct reader *r) =
        r->limit <= TREE_LIMIT && SpanIn(r->tokens.at, r->tokens.end, r->limit) &&
        SpanIn(r->strings.at, r->strings.end, r->limit);

    predicate CellsWf(struct reader *r) =
        1 <= r->address_cells <= 2 && 1 <= r->size_cells <= 2;

    predicate ChildWf(struct reader *r) =
        SpanIn(r->name.at, r->name.end, r->limit) && SpanIn(r->reg.at, r->reg.end, r->limit) &&
        (r->is_gic == 0 || r->is_gic == 2 || r->is_gic == 3);

    // What was found is worth keeping, or is not there.
    predicate RamFound(struct reader *r) =
        r->ram_end == 0 || r->ram < r->ram_end <= BOARD_ADDRESSES;

    predicate GicFound(struct reader *r) =
        (r->gic_version == 0 || r->gic_version == 2 || r->gic_version == 3) &&
        r->gic_distributor < BOARD_ADDRESSES && r->gic_second < BOARD_ADDRESSES;

    predicate TextFound(struct reader *r) =
        r->psci_smc <= 1 && SpanIn(r->bootargs.at, r->bootargs.end, r->limit);

    predicate ReaderWf(struct reader *r) =
        BlocksWf(r) && CellsWf(r) && ChildWf(r) && RamFound(r) && GicFound(r) && TextFound(r);

    predicate Reading(unsigned char *tree, struct reader *r) =
        \valid(r) && ReaderWf(r) && TreeBytes(tree, r->limit);

    // Step: the same tree, the same block of tokens, not before where we were.
    predicate ReaderForward{K,L}(struct reader *r) =
        \at(r->limit, L) == \at(r->limit, K) && \at(r->tokens.end, L) == \at(r->tokens.end, K) &&
        \at(r->tokens.at, L) >= \at(r->tokens.at, K);
*/

/* The big-endian number of 4 bytes. */
/*@ requires bytes: \valid_read(tree + (at .. at + 3));
    requires small: at <= TREE_LIMIT + 4;
    assigns         \nothing;
    ensures  range: \result <= 0xffffffff; */
static word_t number(const unsigned char *tree, word_t at)
{
    return FIELD(24, (word_t)tree[at]) + FIELD(16, (word_t)tree[at + 1]) +
           FIELD(8, (word_t)tree[at + 2]) + tree[at + 3];
}

/* The same of one or two cells of 4 bytes. */
/*@ requires cells: 1 <= cells <= 2;
    requires bytes: \valid_read(tree + (at .. at + 4 * cells - 1));
    requires small: at <= TREE_LIMIT;
    assigns         \nothing; */
static word_t number_of_cells(const unsigned char *tree, word_t at, word_t cells)
{
    if (cells == 1)
        return number(tree, at);
    return FIELD(32, number(tree, at)) + number(tree, at + 4);
}

/*@ requires small: at <= TREE_LIMIT;
    assigns         \nothing;
    ensures  up:    at <= \result <= at + 3; */
static word_t aligned(word_t at)
{
    return at + (4 - at % 4) % 4;
}

/* Where the string that starts at `at` has its 0, or end. */
/*@ requires in:    at <= end <= TREE_LIMIT;
    requires bytes: TreeBytes(tree, end);
    assigns         \nothing;
    ensures  in:    at <= \result <= end; */
static word_t string_end(const unsigned char *tree, word_t at, word_t end)
{
    /*@ loop invariant in: \at(at, Pre) <= at <= end;
        loop assigns       at;
        loop variant       end - at; */
    while (at < end && tree[at] != 0)
        at++;
    return at;
}

/* Where the image knows a device; 0: nowhere. */
/*@ requires index: i < PLATFORM_DEVICES;
    assigns         \nothing; */
static word_t device_place(word_t i)
{
    return platform_devices[i];
}

/* A character of a name. */
/*@ requires name: 0 <= name < NAMES && i < NAME_BYTES;
    assigns        \nothing; */
static word_t name_character(enum name name, word_t i)
{
    return name == NAME_BOARD ? platform_compatible[i] : names[name][i];
}

/* 1 if a string that starts at `at` and ends before `end` is this name. */
/*@ requires in:    end <= TREE_LIMIT;
    requires bytes: TreeBytes(tree, end);
    requires name:  0 <= name < NAMES;
    assigns         \nothing;
    ensures  bit:   \result <= 1; */
static word_t string_is(const unsigned char *tree, word_t at, word_t end, enum name name)
{
    /*@ loop invariant in: 0 <= i <= NAME_BYTES;
        loop assigns       i;
        loop variant       NAME_BYTES - i; */
    for (word_t i = 0; i < NAME_BYTES; i++) {
        word_t c = name_character(name, i);

        if (at >= end || i >= end - at || tree[at + i] != c)
            return 0;
        if (c == 0)
            return 1;
    }
    return 0;
}

/* 1 if the name is in this list of strings. */
/*@ requires in:    at <= end <= TREE_LIMIT;
    requires bytes: TreeBytes(tree, end);
    requires name:  0 <= name < NAMES;
    assigns         \nothing;
    ensures  bit:   \result <= 1; */
static word_t list_has(const unsigned char *tree, word_t at, word_t end, enum name name)
{
    /*@ loop invariant in: at <= TREE_LIMIT + 1;
        loop assigns       at;
        loop variant       TREE_LIMIT + 1 - at; */
    while (at < end) {
        if (string_is(tree, at, end, name))
            return 1;
        at = string_end(tree, at, end) + 1;
    }
    return 0;
}

/* A property value that is an address: of 4 or 8 bytes; else 0. */
/*@ requires in:    at <= end <= TREE_LIMIT;
    requires bytes: TreeBytes(tree, end);
    assigns         \nothing; */
static word_t value_address(const unsigned char *tree, word_t at, word_t end)
{
    if (end - at == 4)
        return number(tree, at);
    if (end - at == 8)
        return number_of_cells(tree, at, 2);
    return 0;
}

/* A property of the root. */
/*@ requires reading: Reading(tree, r);
    requires value:   at <= end <= r->limit && name < r->limit;
    assigns           r->address_cells, r->size_cells, r->ours;
    ensures  step:    ReaderForward{Old,Here}(r);
    ensures  wf:      Reading(tree, r); */
static void root_property(const unsigned char *tree, struct reader *r, word_t name,
                          word_t at, word_t end)
{
    word_t strings_end = r->strings.end;
    word_t cells = end - at == 4 ? number(tree, at) : 0;

    if (string_is(tree, name, strings_end, NAME_COMPATIBLE)) {
        r->ours = list_has(tree, at, end, NAME_BOARD);
    } else if (cells == 1 || cells == 2) {
        if (string_is(tree, name, strings_end, NAME_ADDRESS_CELLS))
            r->address_cells = cells;
        if (string_is(tree, name, strings_end, NAME_SIZE_CELLS))
            r->size_cells = cells;
    }
}

/* A property of /chosen. */
/*@ requires reading: Reading(tree, r);
    requires value:   at <= end <= r->limit && name < r->limit;
    assigns           r->initrd, r->initrd_end, r->bootargs.at, r->bootargs.end;
    ensures  step:    ReaderForward{Old,Here}(r);
    ensures  wf:      Reading(tree, r); */
static void chosen_property(const unsigned char *tree, struct reader *r, word_t name,
                            word_t at, word_t end)
{
    word_t strings_end = r->strings.end;

    if (string_is(tree, name, strings_end, NAME_INITRD_START)) {
        r->initrd = value_address(tree, at, end);
    } else if (string_is(tree, name, strings_end, NAME_INITRD_END)) {
        r->initrd_end = value_address(tree, at, end);
    } else if (string_is(tree, name, strings_end, NAME_BOOTARGS)) {
        r->bootargs.at = at;
        r->bootargs.end = end;
    }
}

/* A property of /psci. */
/*@ requires reading: Reading(tree, r);
    requires value:   at <= end <= r->limit && name < r->limit;
    assigns           r->psci_smc;
    ensures  step:    ReaderForward{Old,Here}(r);
    ensures  wf:      Reading(tree, r); */
static void psci_property(const unsigned char *tree, struct reader *r, word_t name, word_t at,
                          word_t end)
{
    if (string_is(tree, name, r->strings.end, NAME_METHOD))
        r->psci_smc = string_is(tree, at, end, NAME_SMC);
}

/* A property of any other child of the root: kept until all are seen. */
/*@ requires reading: Reading(tree, r);
    requires value:   at <= end <= r->limit && name < r->limit;
    assigns           r->reg.at, r->reg.end, r->is_memory, r->is_gic;
    ensures  step:    ReaderForward{Old,Here}(r);
    ensures  wf:      Reading(tree, r); */
static void child_property(const unsigned char *tree, struct reader *r, word_t name,
                           word_t at, word_t end)
{
    word_t strings_end = r->strings.end;

    if (string_is(tree, name, strings_end, NAME_REG)) {
        r->reg.at = at;
        r->reg.end = end;
    } else if (string_is(tree, name, strings_end, NAME_DEVICE_TYPE)) {
        r->is_memory = string_is(tree, at, end, NAME_MEMORY);
    } else if (string_is(tree, name, strings_end, NAME_COMPATIBLE)) {
        if (list_has(tree, at, end, NAME_GIC_V3))
            r->is_gic = 3;
        else if (list_has(tree, at, end, NAME_GIC_A15) || list_has(tree, at, end, NAME_GIC_400))
            r->is_gic = 2;
    }
}

/*@ requires reading: Reading(tree, r);
    requires value:   at <= end <= r->limit && name < r->limit;
    assigns           *r;
    ensures  step:    ReaderForward{Old,Here}(r);
    ensures  wf:      Reading(tree, r); */
static void property(const unsigned char *tree, struct reader *r, word_t name, word_t at,
                     word_t end)
{
    if (r->depth == IN_ROOT) {
        root_property(tree, r, name, at, end);
    } else if (r->depth == IN_CHILD) {
        if (string_is(tree, r->name.at, r->name.end, NAME_CHOSEN))
            chosen_property(tree, r, name, at, end);
        else if (string_is(tree, r->name.at, r->name.end, NAME_PSCI))
            psci_property(tree, r, name, at, end);
        else
            child_property(tree, r, name, at, end);
    }
}

/* One more node is open; of a child of the root nothing is known yet but the name. */
/*@ requires reader:  \valid(r) && ReaderWf(r);
    requires name:    at <= end <= r->limit;
    assigns           r->depth, r->name.at, r->name.end, r->reg.at, r->reg.end;
    assigns           r->is_memory, r->is_gic;
    ensures  step:    ReaderForward{Old,Here}(r);
    ensures  blocks:  BlocksWf(r);
    ensures  cells:   CellsWf(r);
    ensures  child:   ChildWf(r);
    ensures  ram:     RamFound(r);
    ensures  gic:     GicFound(r);
    ensures  text:    TextFound(r); */
static void node_open(struct reader *r, word_t at, word_t end)
{
    r->depth++;
    if (r->depth != IN_CHILD)
        return;
    r->name.at = at;
    r->name.end = end;
    r->reg.at = 0;
    r->reg.end = 0;
    r->is_memory = 0;
    r->is_gic = 0;
}

/* If it is memory: the first range that can be RAM counts. */
/*@ requires reading: Reading(tree, r);
    assigns           r->ram, r->ram_end;
    ensures  wf:      Reading(tree, r); */
static void memory_end(const unsigned char *tree, struct reader *r)
{
    word_t at = r->reg.at;
    word_t base, bytes;

    if (!r->is_memory || r->ram_end != 0)
        return;
    if (r->reg.end - at < 4 * (r->address_cells + r->size_cells))
        return;
    base = number_of_cells(tree, at, r->address_cells);
    bytes = number_of_cells(tree, at + 4 * r->address_cells, r->size_cells);
    if (bytes == 0 || base >= BOARD_ADDRESSES || bytes > BOARD_ADDRESSES - base)
        return;
    r->ram = base;
    r->ram_end = base + bytes;
}

/* If it is an interrupt controller: distributor and the core's side are its first two ranges. */
/*@ requires reading: Reading(tree, r);
    assigns           r->gic_version, r->gic_distributor, r->gic_second;
    ensures  wf:      Reading(tree, r); */
static void gic_end(const unsigned char *tree, struct reader *r)
{
    word_t at = r->reg.at;
    word_t range = 4 * (r->address_cells + r->size_cells);
    word_t distributor, second;

    if (r->is_gic == 0 || r->reg.end - at < 2 * range)
        return;
    distributor = number_of_cells(tree, at, r->address_cells);
    second = number_of_cells(tree, at + range, r->address_cells);
    if (distributor >= BOARD_ADDRESSES || second >= BOARD_ADDRESSES)
        return;
    r->gic_version = r->is_gic;
    r->gic_distributor = distributor;
    r->gic_second = second;
}

/* If it has registers where the image knows a device: this is it. */
/*@ requires reading: Reading(tree, r);
    assigns           r->device_seen[0 .. PLATFORM_DEVICES - 1];
    ensures  step:    ReaderForward{Old,Here}(r);
    ensures  wf:      Reading(tree, r); */
static void device_end(const unsigned char *tree, struct reader *r)
{
    word_t at = r->reg.at;
    word_t place;

    if (r->reg.end - at < 4 * r->address_cells)
        return;
    place = number_of_cells(tree, at, r->address_cells);
    /*@ loop invariant in: 0 <= i <= PLATFORM_DEVICES;
        loop assigns       i, r->device_seen[0 .. PLATFORM_DEVICES - 1];
        loop variant       PLATFORM_DEVICES - i; */
    for (word_t i = 0; i < PLATFORM_DEVICES; i++)
        if (device_place(i) == place)
            r->device_seen[i] = 1;
}

/* Go on to where the next token is. */
/*@ requires reader:  \valid(r) && ReaderWf(r);
    requires in:      r->tokens.at <= next <= r->tokens.end;
    assigns           r->tokens.at;
    ensures  step:    ReaderForward{Old,Here}(r);
    ensures  wf:      ReaderWf(r); */
static void token_next(struct reader *r, word_t next)
{
    r->tokens.at = next;
}

/* A node begins: its name ends in 0 inside the block. */
/*@ requires reading: Reading(tree, r);
    assigns           *r;
    ensures  step:    ReaderForward{Old,Here}(r);
    ensures  wf:      Reading(tree, r);
    ensures  why:     \result == DTB_OK || \result == DTB_BROKEN; */
static enum dtb_result node_begin(const unsigned char *tree, struct reader *r)
{
    word_t at = r->tokens.at;
    word_t end = string_end(tree, at, r->tokens.end);
    word_t next;

    if (end == r->tokens.end)
        return DTB_BROKEN;
    next = aligned(end + 1);
    if (next > r->tokens.end)
        return DTB_BROKEN;
    token_next(r, next);
    node_open(r, at, end + 1);
    return DTB_OK;
}

/*@ requires reading: Reading(tree, r);
    assigns           *r;
    ensures  step:    ReaderForward{Old,Here}(r);
    ensures  wf:      Reading(tree, r);
    ensures  why:     \result == DTB_OK || \result == DTB_BROKEN; */
static enum dtb_result node_end(const unsigned char *tree, struct reader *r)
{
    word_t depth = r->depth;

    if (depth == 0)
        return DTB_BROKEN;
    r->depth = depth - 1;
    if (depth == IN_CHILD) {
        memory_end(tree, r);
        gic_end(tree, r);
        device_end(tree, r);
    }
    return DTB_OK;
}

/* A property: length, offset of its name, value. */
/*@ requires reading: Reading(tree, r);
    assigns           *r;
    ensures  step:    ReaderForward{Old,Here}(r);
    ensures  wf:      Reading(tree, r);
    ensures  why:     \result == DTB_OK || \result == DTB_BROKEN; */
static enum dtb_result property_token(const unsigned char *tree, struct reader *r)
{
    word_t at = r->tokens.at;
    word_t room = r->tokens.end - at;
    word_t bytes, name, next;

    if (room < 8)
        return DTB_BROKEN;
    bytes = number(tree, at);
    name = number(tree, at + 4);
    if (bytes > room - 8 || name >= r->strings.end - r->strings.at)
        return DTB_BROKEN;
    next = aligned(at + 8 + bytes);
    if (next > r->tokens.end)
        return DTB_BROKEN;
    token_next(r, next);
    property(tree, r, r->strings.at + name, at + 8, at + 8 + bytes);
    return DTB_OK;
}

/* The tokens, up to the end of the root. */
/*@ requires reading: Reading(tree, r);
    assigns           *r;
    ensures  step:    ReaderForward{Old,Here}(r);
    ensures  wf:      Reading(tree, r);
    ensures  why:     \result == DTB_OK || \result == DTB_BROKEN; */
static enum dtb_result tokens_read(const unsigned char *tree, struct reader *r)
{
    enum dtb_result result = DTB_OK;

    /*@ loop invariant step:   ReaderForward{Pre,Here}(r);
        loop invariant wf:     Reading(tree, r);
        loop invariant why:    result == DTB_OK || result == DTB_BROKEN;
        loop assigns           result, *r;
        loop variant           r->tokens.end - r->tokens.at; */
    while (result == DTB_OK && r->tokens.end - r->tokens.at >= 4) {
        word_t token = number(tree, r->tokens.at);

        r->tokens.at += 4;
        if (token == TOKEN_BEGIN)
            result = node_begin(tree, r);
        else if (token == TOKEN_END_NODE)
            result = node_end(tree, r);
        else if (token == TOKEN_PROPERTY)
            result = property_token(tree, r);
        else if (token == TOKEN_END)
            return r->depth == 0 ? DTB_OK : DTB_BROKEN;
        else if (token != TOKEN_NOP)
            result = DTB_BROKEN;
    }
    return DTB_BROKEN;
}

/* 1 if the tree has a device wherever the image knows one. */
/*@ requires reader: \valid_read(r);
    assigns          \nothing;
    ensures  bit:    \result <= 1; */
static word_t devices_seen(const struct reader *r)
{
    /*@ loop invariant in: 0 <= i <= PLATFORM_DEVICES;
        loop assigns       i;
        loop variant       PLATFORM_DEVICES - i; */
    for (word_t i = 0; i < PLATFORM_DEVICES; i++)
        if (device_place(i) != 0 && !r->device_seen[i])
            return 0;
    return 1;
}

/* What is still missing. */
/*@ requires reader: \valid_read(r) && ReaderWf(r);
    assigns          \nothing;
    ensures  ok:     \result == DTB_OK ==> r->ram < r->ram_end <= BOARD_ADDRESSES &&
                     r->initrd <= r->initrd_end <= BOARD_ADDRESSES && r->gic_version != 0;
    ensures  why:    DTB_OK <= \result <= DTB_BAD_INITRD; */
static enum dtb_result found_judge(const struct reader *r)
{
    if (!r->ours)
        return DTB_WRONG_BOARD;
    if (r->ram_end == 0)
        return DTB_NO_MEMORY;
    if (r->gic_version == 0)
        return DTB_NO_GIC;
    if (!devices_seen(r))
        return DTB_NO_DEVICE;
    if (r->initrd > r->initrd_end || r->initrd_end > BOARD_ADDRESSES)
        return DTB_BAD_INITRD;
    return DTB_OK;
}

/* As much of the text as there is room for, and a 0. */
/*@ requires in:    at <= end <= TREE_LIMIT;
    requires bytes: TreeBytes(tree, end);
    requires out:   \valid(board);
    assigns         board->bootargs[0 .. BOOTARGS_BYTES - 1];
    ensures  ends:  board->bootargs[BOOTARGS_BYTES - 1] == 0; */
static void bootargs_copy(const unsigned char *tree, word_t at, word_t end, struct board *board)
{
    /*@ loop invariant in: 0 <= i <= BOOTARGS_BYTES;
        loop assigns       i, board->bootargs[0 .. BOOTARGS_BYTES - 1];
        loop variant       BOOTARGS_BYTES - i; */
    for (word_t i = 0; i < BOOTARGS_BYTES; i++)
        board->bootargs[i] = i < end - at ? (char)tree[at + i] : (char)0;
    board->bootargs[BOOTARGS_BYTES - 1] = 0;
}

word_t dtb_bytes(const unsigned char *tree)
{
    return number(tree, HEADER_TOTAL);
}

/* The header: where the blocks are. */
/*@ requires reading: Reading(tree, r);
    assigns          r->tokens.at, r->tokens.end, r->strings.at, r->strings.end;
    ensures  wf:     \result == DTB_OK ==> r->limit >= DTB_HEADER_BYTES && Reading(tree, r);
    ensures  why:    DTB_OK <= \result <= DTB_CUT_SHORT; */
static enum dtb_result header_read(const unsigned char *tree, struct reader *r)
{
    word_t total;

    if (r->limit < DTB_HEADER_BYTES)
        return DTB_CUT_SHORT;
    total = number(tree, HEADER_TOTAL);
    if (number(tree, HEADER_MAGIC) != MAGIC || number(tree, HEADER_VERSION) < VERSION ||
        number(tree, HEADER_COMPATIBLE) > VERSION)
        return DTB_NOT_A_DTB;
    r->tokens.at = number(tree, HEADER_STRUCT);
    r->tokens.end = r->tokens.at + number(tree, HEADER_STRUCT_BYTES);
    r->strings.at = number(tree, HEADER_STRINGS);
    r->strings.end = r->strings.at + number(tree, HEADER_STRINGS_BYTES);
    if (total > r->limit || r->tokens.end > total || r->strings.end > total)
        return DTB_CUT_SHORT;
    if (r->tokens.at % 4 != 0)
        return DTB_NOT_A_DTB;
    return DTB_OK;
}

/* The one range of RAM. */
/*@ requires out:  \valid(board);
    requires some: start < end <= BOARD_ADDRESSES;
    assigns        board->ram[0].start, board->ram[0].end, board->rams;
    ensures  ram:  BoardRam(board);
    ensures  rest: \forall integer limit; BoardRest{Old}(board, limit) ==> BoardRest(board, limit); */
static void ram_tell(struct board *board, paddr_t start, paddr_t end)
{
    board->ram[0].start = start;
    board->ram[0].end = end;
    board->rams = 1;
}

/* All else that was found. */
/*@ requires reading: Reading(tree, r);
    requires out:     \valid(board) && \separated(r, board);
    requires found:   r->initrd <= r->initrd_end <= BOARD_ADDRESSES && r->gic_version != 0;
    requires header:  r->limit >= DTB_HEADER_BYTES;
    assigns           *board;
    ensures  rest:    BoardRest(board, \old(r->limit)); */
static void rest_tell(const unsigned char *tree, const struct reader *r, struct board *board)
{
    word_t bytes = dtb_bytes(tree);

    bootargs_copy(tree, r->bootargs.at, r->bootargs.end, board);
    board->initrd = r->initrd;
    board->initrd_end = r->initrd_end;
    board->gic_distributor = r->gic_distributor;
    board->gic_second = r->gic_second;
    board->gic_version = r->gic_version;
    board->psci_smc = r->psci_smc;
    board->dtb_bytes = MIN(bytes, r->limit);
}

/* Hand over what was found. */
/*@ requires reading: Reading(tree, r);
    requires out:     \valid(board) && \separated(r, board);
    requires found:   r->ram < r->ram_end <= BOARD_ADDRESSES &&
                      r->initrd <= r->initrd_end <= BOARD_ADDRESSES && r->gic_version != 0;
    requires header:  r->limit >= DTB_HEADER_BYTES;
    assigns           *board;
    ensures  wf:      BoardWf(board, \old(r->limit)); */
static void board_tell(const unsigned char *tree, const struct reader *r, struct board *board)
{
    paddr_t start = r->ram, end = r->ram_end;

    rest_tell(tree, r, board);
    ram_tell(board, start, end);
}

enum dtb_result dtb_read(const unsigned char *tree, word_t limit, struct board *board)
{
    /* Cells as the specification has them where the root is silent. */
    struct reader reader = {.limit = limit, .address_cells = 2, .size_cells = 1};
    enum dtb_result result = header_read(tree, &reader);

    if (result == DTB_OK)
        result = tokens_read(tree, &reader);
    if (result == DTB_OK)
        result = found_judge(&reader);
    if (result == DTB_OK)
        board_tell(tree, &reader, board);
    return result;
}

const char *dtb_explain(enum dtb_result result)
{
    switch (result) {
    case DTB_OK:
        return "the device tree is good";
    case DTB_NOT_A_DTB:
        return "what the boot loader gave is no device tree";
    case DTB_CUT_SHORT:
        return "the device tree is cut short";
    case DTB_BROKEN:
        return "the device tree is broken";
    case DTB_NO_MEMORY:
        return "the device tree names no memory";
    case DTB_NO_GIC:
        return "the device tree names no interrupt controller that this kernel knows";
    case DTB_NO_DEVICE:
        return "the device tree has no device where this board has one";
    case DTB_WRONG_BOARD:
        return "the device tree is of another board";
    case DTB_BAD_INITRD:
        return "the device tree has an initrd that ends before it begins";
    }
    return "the device tree is wrong";
}
