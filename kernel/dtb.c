/*
 * What the kernel wants to know of its board, found in one walk over the nodes
 * of its tree.  Only children of the root count, and for devices the children
 * of its simple buses, whose addresses are translated.
 */
#include "kernel/dtb.h"

/* Names, each of its own: so the prover reads only those that a function asks for. */
#define NAME(id) static const unsigned char id[TREE_NAME_BYTES]
NAME(name_compatible) = "compatible";
NAME(name_device_type) = "device_type";
NAME(name_memory) = "memory";
NAME(name_chosen) = "chosen";
NAME(name_initrd_start) = "linux,initrd-start";
NAME(name_initrd_end) = "linux,initrd-end";
NAME(name_bootargs) = "bootargs";
NAME(name_root_hash) = "tenon,root-task-sha256";
NAME(name_psci) = "psci";
NAME(name_method) = "method";
NAME(name_smc) = "smc";
NAME(name_gic_a15) = "arm,cortex-a15-gic";
NAME(name_gic_400) = "arm,gic-400";
NAME(name_gic_v3) = "arm,gic-v3";

struct gic {
    word_t version; /* 0: none */
    paddr_t distributor, second;
};

struct rams {
    word_t count;
    struct memory ram[BOARD_RAMS];
};

/* 1 where the tree has a device of the image's list. */
struct seen {
    word_t device[PLATFORM_DEVICES];
};

struct found {
    struct node chosen, psci;
    struct rams rams;
    struct gic gic;
    struct seen seen;
};

/*@ predicate GicFound(struct gic gic) =
        (gic.version == 0 || gic.version == 2 || gic.version == 3) &&
        gic.distributor < BOARD_ADDRESSES && gic.second < BOARD_ADDRESSES;

    // Ranges of memory, as BoardRam has them; all of them below `top`.
    predicate RamsWf(struct rams r) =
        r.count <= BOARD_RAMS &&
        (\forall integer i; 0 <= i < r.count ==> r.ram[i].start < r.ram[i].end <= BOARD_ADDRESSES) &&
        (\forall integer i, j; 0 <= i < j < r.count ==> r.ram[i].end < r.ram[j].start);
    predicate RamsBelow(struct rams r, integer top) =
        \forall integer i; 0 <= i < r.count ==> r.ram[i].end < top;

    // The tree has the devices that are said to be seen.
    predicate SeenWf{L}(struct tree t, struct seen seen, paddr_t *devices) =
        \forall integer i; 0 <= i < PLATFORM_DEVICES && seen.device[i] != 0 ==> DeviceFound(t, devices[i]);

    predicate NodeFound(struct tree t, struct node node) = node.depth != 0 ==> NodeIn(t, node);
    predicate FoundWf{L}(struct tree t, struct found found, paddr_t *devices) =
        NodeFound(t, found.chosen) && NodeFound(t, found.psci) && RamsWf(found.rams) && GicFound(found.gic) &&
        SeenWf(t, found.seen, devices);
*/

/* Which interrupt controller a node is that says this of itself; 0: none that we know. */
/*@ requires list:  TreeWf(t) && SpanIn(compatible, t.limit);
    assigns         \nothing;
    ensures  known: \result == 0 || \result == 2 || \result == 3; */
static word_t gic_version(struct tree t, struct span compatible)
{
    if (tree_list_has(t, compatible, name_gic_v3))
        return 3;
    if (tree_list_has(t, compatible, name_gic_a15) || tree_list_has(t, compatible, name_gic_400))
        return 2;
    return 0;
}

/* The interrupt controller that a node is which has its first two registers there: distributor and the core's side. */
/*@ requires node:  TreeWf(t) && NodeIn(t, node);
    assigns         \nothing;
    ensures  found: GicFound(\result); */
static struct gic gic_at(struct tree t, struct node node, paddr_t first, paddr_t second)
{
    struct gic gic = {.version = 0};

    if (first >= BOARD_ADDRESSES || second >= BOARD_ADDRESSES)
        return gic;
    gic.version = gic_version(t, tree_property(t, node, name_compatible));
    gic.distributor = first;
    gic.second = second;
    return gic;
}

/* Where the image knows a device; 0: nowhere. */
/*@ requires index: i < PLATFORM_DEVICES;
    assigns         \nothing;
    ensures  is:    \result == *(&platform_devices[0] + i); */
static paddr_t device_place(word_t i)
{
    return platform_devices[i];
}

/* Those seen before, and what has its first registers there. */
/*@ requires seen:  SeenWf(t, seen, &platform_devices[0]);
    requires there: there < BOARD_ADDRESSES ==> DeviceFound(t, there);
    assigns         \nothing;
    ensures  seen:  SeenWf(t, \result, &platform_devices[0]); */
static struct seen devices_see(struct tree t, struct seen seen, paddr_t there)
{
    (void)t; /* only the contract speaks of it */
    if (there >= BOARD_ADDRESSES)
        return seen;
    /*@ loop invariant in:   0 <= i <= PLATFORM_DEVICES;
        loop invariant seen: SeenWf(t, seen, &platform_devices[0]);
        loop assigns         i, seen;
        loop variant         PLATFORM_DEVICES - i; */
    for (word_t i = 0; i < PLATFORM_DEVICES; i++)
        if (device_place(i) == there)
            seen.device[i] = 1;
    return seen;
}

/* 1 if the tree has a device wherever the image knows one. */
/*@ requires seen:  SeenWf(t, seen, &platform_devices[0]);
    assigns         \nothing;
    ensures  bit:   \result <= 1;
    ensures  found: \result == 1 ==> DevicesFound(t, &platform_devices[0], PLATFORM_DEVICES); */
static word_t devices_judge(struct tree t, struct seen seen)
{
    (void)t;
    /*@ loop invariant in:    0 <= i <= PLATFORM_DEVICES;
        loop invariant found: DevicesFound(t, &platform_devices[0], i);
        loop assigns          i;
        loop variant          PLATFORM_DEVICES - i; */
    for (word_t i = 0; i < PLATFORM_DEVICES; i++)
        if (device_place(i) != 0 && seen.device[i] == 0)
            return 0;
    return 1;
}

/* One more range at the end, if there is room. */
/*@ requires wf:    RamsWf(r) && RamsBelow(r, start) && start < end <= BOARD_ADDRESSES;
    assigns         \nothing;
    ensures  wf:    RamsWf(\result);
    ensures  below: \forall integer top; RamsBelow(r, top) && end < top ==> RamsBelow(\result, top); */
static struct rams rams_push(struct rams r, paddr_t start, paddr_t end)
{
    if (r.count < BOARD_RAMS) {
        r.ram[r.count].start = start;
        r.ram[r.count].end = end;
        r.count++;
    }
    return r;
}

/* The same ranges and this one in its place, joined with all that it touches.  One too many: the highest is dropped. */
/*@ requires wf:    RamsWf(old) && start < end <= BOARD_ADDRESSES;
    assigns         \nothing;
    ensures  wf:    RamsWf(\result); */
static struct rams rams_add(struct rams old, paddr_t start, paddr_t end)
{
    struct rams new = {.count = 0};
    word_t added = 0;

    /*@ loop invariant in:    0 <= i <= old.count;
        loop invariant wf:    RamsWf(new);
        loop invariant range: start < end <= BOARD_ADDRESSES;
        loop invariant next:  i < old.count ==> RamsBelow(new, old.ram[i].start);
        loop invariant below: added == 0 ==> RamsBelow(new, start);
        loop assigns          i, new, added, start, end;
        loop variant          old.count - i; */
    for (word_t i = 0; i < old.count; i++) {
        paddr_t first = old.ram[i].start, last = old.ram[i].end;

        if (added || last < start) {
            new = rams_push(new, first, last);
        } else if (end < first) {
            new = rams_push(rams_push(new, start, end), first, last);
            added = 1;
        } else {
            start = MIN(start, first);
            end = end < last ? last : end;
        }
    }
    return added ? new : rams_push(new, start, end);
}

/* The ranges that a node's `reg` names, and those before. */
/*@ requires bus:   TreeWf(t) && BusWf(t, bus) && bus.address_cells != 0 && SpanIn(reg, t.limit);
    requires wf:    RamsWf(rams);
    assigns         \nothing;
    ensures  wf:    RamsWf(\result); */
static struct rams reg_rams(struct tree t, struct bus bus, struct span reg, struct rams rams)
{
    word_t entry = bus_entry(bus);
    word_t at = reg.at;

    /*@ loop invariant in: reg.at <= at <= reg.end;
        loop invariant wf: RamsWf(rams);
        loop assigns       at, rams;
        loop variant       reg.end - at; */
    while (reg.end - at >= entry) {
        word_t base = tree_cells(t, at, bus.address_cells);
        word_t bytes = tree_cells(t, at + 4 * bus.address_cells, bus.size_cells);

        if (bytes != 0 && base < BOARD_ADDRESSES && bytes <= BOARD_ADDRESSES - base)
            rams = rams_add(rams, base, base + bytes);
        at += entry;
    }
    return rams;
}

/* What was found before, and what a node with a `reg` tells. */
/*@ requires place: TreeWf(t) && PlaceIn(t, p);
    requires reg:   SpanIn(reg, t.limit) && PropertyIs(t, reg, &bus_reg[0]);
    requires found: FoundWf(t, found, &platform_devices[0]);
    assigns         \nothing;
    ensures  found: FoundWf(t, \result, &platform_devices[0]); */
static struct found device_look(struct tree t, struct place p, struct span reg, struct found found)
{
    struct bus bus = place_bus(t, p);
    paddr_t first = bus_seen(t, bus, reg, 0);

    found.seen = devices_see(t, found.seen, first);
    if (found.gic.version == 0)
        found.gic = gic_at(t, p.node, first, bus_seen(t, bus, reg, bus_entry(bus)));
    if (p.node.depth == BUS_CHILD && tree_string_is(t, tree_property(t, p.node, name_device_type), name_memory))
        found.rams = reg_rams(t, p.root, reg, found.rams);
    return found;
}

/* What was found before, and what this node tells. */
/*@ requires place: TreeWf(t) && PlaceIn(t, p);
    requires found: FoundWf(t, found, &platform_devices[0]);
    assigns         \nothing;
    ensures  found: FoundWf(t, \result, &platform_devices[0]); */
static struct found node_look(struct tree t, struct place p, struct found found)
{
    struct span own = {.at = p.node.name, .end = p.node.inside};
    struct span reg = place_reg(t, p);

    if (reg.end != 0)
        return device_look(t, p, reg, found);
    if (p.node.depth == BUS_CHILD && tree_string_is(t, own, name_chosen))
        found.chosen = p.node;
    else if (p.node.depth == BUS_CHILD && tree_string_is(t, own, name_psci))
        found.psci = p.node;
    return found;
}

/* What all nodes tell. */
/*@ requires place: TreeWf(t) && PlaceIn(t, p);
    assigns         \nothing;
    ensures  found: FoundWf(t, \result, &platform_devices[0]); */
static struct found tree_look(struct tree t, struct place p)
{
    struct found found = {.rams = {.count = 0}};

    /*@ loop invariant walk:  PlaceWalk(t, p);
        loop invariant found: FoundWf(t, found, &platform_devices[0]);
        loop assigns          p, found;
        loop variant          t.tokens.end + 1 - p.node.inside; */
    while (p.node.depth != 0) {
        if (p.node.depth <= BUS_GRANDCHILD)
            found = node_look(t, p, found);
        p = place_after(t, p);
    }
    return found;
}

/* A property that is an address, of 4 or 8 bytes; else 0. */
/*@ requires node: TreeWf(t) && NodeIn(t, node);
    requires name: NameBytes(name);
    assigns        \nothing; */
static word_t node_address(struct tree t, struct node node, const unsigned char *name)
{
    struct span value = tree_property(t, node, name);
    word_t bytes = value.end - value.at;

    return bytes == 4 || bytes == 8 ? tree_cells(t, value.at, bytes / 4) : 0;
}

/* As much of the text as there is room for, and a 0. */
/*@ requires in:    TreeWf(t) && SpanIn(text, t.limit);
    requires out:   \valid(board);
    assigns         board->bootargs[0 .. BOOTARGS_BYTES - 1];
    ensures  ends:  board->bootargs[BOOTARGS_BYTES - 1] == 0; */
static void bootargs_copy(struct tree t, struct span text, struct board *board)
{
    /*@ loop invariant in: 0 <= i <= BOOTARGS_BYTES;
        loop assigns       i, board->bootargs[0 .. BOOTARGS_BYTES - 1];
        loop variant       BOOTARGS_BYTES - i; */
    for (word_t i = 0; i < BOOTARGS_BYTES; i++)
        board->bootargs[i] = i < text.end - text.at ? (char)t.bytes[text.at + i] : (char)0;
    board->bootargs[BOOTARGS_BYTES - 1] = 0;
}

/* What /chosen says. */
struct chosen {
    paddr_t initrd, initrd_end;
    struct span bootargs, root_hash;
};

/*@ requires node: TreeWf(t) && NodeFound(t, node);
    assigns        \nothing;
    ensures  in:   SpanIn(\result.bootargs, t.limit) && SpanIn(\result.root_hash, t.limit); */
static struct chosen chosen_read(struct tree t, struct node node)
{
    struct chosen chosen = {.initrd = 0};

    if (node.depth == 0)
        return chosen;
    chosen.initrd = node_address(t, node, name_initrd_start);
    chosen.initrd_end = node_address(t, node, name_initrd_end);
    chosen.bootargs = tree_property(t, node, name_bootargs);
    chosen.root_hash = tree_property(t, node, name_root_hash);
    return chosen;
}

/* 1 if /psci says smc. */
/*@ requires node: TreeWf(t) && NodeFound(t, node);
    assigns        \nothing;
    ensures  bit:  \result <= 1; */
static word_t psci_read(struct tree t, struct node node)
{
    return node.depth != 0 && tree_string_is(t, tree_property(t, node, name_method), name_smc);
}

/*@ requires wf:  RamsWf(rams) && rams.count != 0;
    requires out: \valid(board);
    assigns       board->ram[0 .. BOARD_RAMS - 1], board->rams;
    ensures  ram: BoardRam(board); */
static void rams_tell(struct rams rams, struct board *board)
{
    board->rams = rams.count;
    /*@ loop invariant in:   0 <= i <= BOARD_RAMS;
        loop invariant same: \forall integer k; 0 <= k < i ==>
                                 board->ram[k].start == rams.ram[k].start && board->ram[k].end == rams.ram[k].end;
        loop assigns         i, board->ram[0 .. BOARD_RAMS - 1];
        loop variant         BOARD_RAMS - i; */
    for (word_t i = 0; i < BOARD_RAMS; i++) {
        board->ram[i].start = rams.ram[i].start;
        board->ram[i].end = rams.ram[i].end;
    }
}

/*@ requires in:   i < 8 && value <= 0xffffffff;
    requires out:  \valid(board);
    assigns        board->root_hash[i];
    ensures  is:   board->root_hash[i] == value;
    ensures  same: BoardRamSame{Old,Here}(board); */
static void root_hash_write(struct board *board, word_t i, word_t value)
{
    board->root_hash[i] = value;
}

/* The SHA-256 that the root task has to have, if one is told. */
/*@ requires in:   TreeWf(t) && SpanIn(hash, t.limit);
    requires told: hash.end == 0 || hash.end - hash.at == ROOT_HASH_BYTES;
    requires out:  \valid(board);
    assigns        board->root_hash_told, board->root_hash[0 .. 7];
    ensures  wf:   BoardHash(board);
    ensures  told: board->root_hash_told != 0 <==> hash.end != 0;
    ensures  is:   hash.end != 0 ==> \forall integer i; 0 <= i < 8 ==> board->root_hash[i] == Number(t.bytes, hash.at + 4 * i);
    ensures  same: BoardRamSame{Old,Here}(board); */
static void root_hash_tell(struct tree t, struct span hash, struct board *board)
{
    board->root_hash_told = hash.end != 0;
    /*@ loop invariant in:    0 <= i <= 8;
        loop invariant small: \forall integer k; 0 <= k < i ==> board->root_hash[k] <= 0xffffffff;
        loop invariant is:    hash.end != 0 ==> \forall integer k; 0 <= k < i ==>
                                  board->root_hash[k] == Number(t.bytes, hash.at + 4 * k);
        loop invariant same:  BoardRamSame{Pre,Here}(board);
        loop assigns          i, board->root_hash[0 .. 7];
        loop variant          8 - i; */
    for (word_t i = 0; i < 8; i++)
        root_hash_write(board, i, hash.end != 0 ? tree_cells(t, hash.at + 4 * i, 1) : 0);
}

/* The two lists, in an order that leaves each as it is. */
/*@ requires wf:   RamsWf(rams) && rams.count != 0;
    requires in:   TreeWf(t) && SpanIn(hash, t.limit);
    requires told: hash.end == 0 || hash.end - hash.at == ROOT_HASH_BYTES;
    requires out:  \valid(board);
    assigns        board->ram[0 .. BOARD_RAMS - 1], board->rams, board->root_hash_told, board->root_hash[0 .. 7];
    ensures  ram:  BoardRam(board);
    ensures  hash: BoardHash(board); */
static void lists_tell(struct tree t, struct rams rams, struct span hash, struct board *board)
{
    rams_tell(rams, board);
    root_hash_tell(t, hash, board);
}

/* The rest of what was found. */
/*@ requires tree:   TreeWf(t) && DTB_HEADER_BYTES <= t.limit;
    requires out:    \valid(board);
    requires chosen: chosen.initrd <= chosen.initrd_end <= BOARD_ADDRESSES && SpanIn(chosen.bootargs, t.limit);
    requires gic:    GicFound(gic) && gic.version != 0;
    requires psci:   psci_smc <= 1;
    assigns          *board;
    ensures  ram:    BoardRam{Old}(board) ==> BoardRam(board);
    ensures  hash:   BoardHash{Old}(board) ==> BoardHash(board);
    ensures  rest:   BoardRest(board, t.limit); */
static void board_tell(struct tree t, struct chosen chosen, struct gic gic, word_t psci_smc, struct board *board)
{
    bootargs_copy(t, chosen.bootargs, board);
    board->initrd = chosen.initrd;
    board->initrd_end = chosen.initrd_end;
    board->gic_distributor = gic.distributor;
    board->gic_second = gic.second;
    board->gic_version = gic.version;
    board->psci_smc = psci_smc;
    board->dtb_bytes = t.limit;
}

enum dtb_result dtb_read(const unsigned char *tree, word_t limit, struct board *board)
{
    struct tree t = tree_judge(tree, limit);
    struct place root = place_root(t);
    struct found found;
    struct chosen chosen;

    if (t.result != TREE_OK)
        return (enum dtb_result)t.result;
    if (root.node.depth == 0 || !tree_list_has(t, tree_property(t, root.node, name_compatible), platform_compatible))
        return DTB_WRONG_BOARD;
    found = tree_look(t, root);
    chosen = chosen_read(t, found.chosen);
    if (found.rams.count == 0)
        return DTB_NO_MEMORY;
    if (found.gic.version == 0)
        return DTB_NO_GIC;
    if (!devices_judge(t, found.seen))
        return DTB_NO_DEVICE;
    if (chosen.root_hash.end != 0 && chosen.root_hash.end - chosen.root_hash.at != ROOT_HASH_BYTES)
        return DTB_BAD_HASH;
    if (chosen.initrd > chosen.initrd_end || chosen.initrd_end > BOARD_ADDRESSES)
        return DTB_BAD_INITRD;
    lists_tell(t, found.rams, chosen.root_hash, board);
    board_tell(t, chosen, found.gic, psci_read(t, found.psci), board);
    return DTB_OK;
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
    case DTB_BAD_HASH:
        return "the device tree has a SHA-256 of the root task that is not 32 bytes long";
    case DTB_BAD_INITRD:
        return "the device tree has an initrd that ends before it begins";
    }
    return "the device tree is wrong";
}
