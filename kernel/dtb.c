/*
 * What the kernel wants to know of its board, found in one walk over the nodes
 * of its tree.  Only children of the root count, and for devices the children
 * of its simple buses, whose addresses are translated.
 */
#include "kernel/dtb.h"
#include "kernel/platform.h"

#define NOWHERE WORD_MAX /* no address */

enum { ROOT = 1, CHILD = 2, GRANDCHILD = 3 }; /* depth */

/* Names, each of its own: so the prover reads only those that a function asks for. */
#define NAME(id) static const unsigned char id[TREE_NAME_BYTES]
NAME(name_address_cells) = "#address-cells";
NAME(name_size_cells) = "#size-cells";
NAME(name_compatible) = "compatible";
NAME(name_reg) = "reg";
NAME(name_ranges) = "ranges";
NAME(name_simple_bus) = "simple-bus";
NAME(name_device_type) = "device_type";
NAME(name_memory) = "memory";
NAME(name_chosen) = "chosen";
NAME(name_initrd_start) = "linux,initrd-start";
NAME(name_initrd_end) = "linux,initrd-end";
NAME(name_bootargs) = "bootargs";
NAME(name_psci) = "psci";
NAME(name_method) = "method";
NAME(name_smc) = "smc";
NAME(name_gic_a15) = "arm,cortex-a15-gic";
NAME(name_gic_400) = "arm,gic-400";
NAME(name_gic_v3) = "arm,gic-v3";

/* How nodes below it say where they are, and where the cores see that; empty ranges: in the same place. */
struct bus {
    word_t address_cells, size_cells; /* 1 or 2; address_cells 0: no bus that we know */
    word_t parent_cells;
    struct span ranges;
};

/* A node, the child of the root that it is or is in, and the root's own bus. */
struct place {
    struct node node, child;
    struct bus root;
};

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

/*@ predicate BusWf(struct tree t, struct bus bus) =
        0 <= bus.address_cells <= 2 && 1 <= bus.size_cells <= 2 && 1 <= bus.parent_cells <= 2 &&
        SpanIn(bus.ranges, t.limit);

    predicate PlaceIn(struct tree t, struct place p) =
        NodeIn(t, p.node) && NodeIn(t, p.child) && BusWf(t, p.root) && p.root.address_cells != 0;

    // What is at `address` on the bus the cores see at `seen`: there, or where one of the ranges has it.
    predicate BusHas{L}(struct tree t, struct bus bus, integer address, integer seen) =
        bus.ranges.at == bus.ranges.end && seen == address ||
        \exists integer at; bus.ranges.at <= at < bus.ranges.end &&
            \let base = Cells(t.bytes, at, bus.address_cells);
            \let up = Cells(t.bytes, at + 4 * bus.address_cells, bus.parent_cells);
            \let bytes = Cells(t.bytes, at + 4 * (bus.address_cells + bus.parent_cells), bus.size_cells);
            base <= address < base + bytes && seen == up + (address - base);

    // The registers of a node with this `reg`, those behind its first so many bytes, are at `seen`.
    predicate RegHas{L}(struct tree t, struct bus bus, struct span reg, integer skip, integer seen) =
        PropertyIs(t, reg, &name_reg[0]) &&
        BusHas(t, bus, Cells(t.bytes, reg.at + skip, bus.address_cells), seen);

    // A node has its first registers there.
    predicate DeviceFound{L}(struct tree t, integer there) =
        \exists struct bus bus, struct span reg; RegHas(t, bus, reg, 0, there);

    // Nodes have theirs wherever one of these devices is that are said to be seen.
    predicate SeenWf{L}(struct tree t, struct seen seen, paddr_t *devices) =
        \forall integer i; 0 <= i < PLATFORM_DEVICES && seen.device[i] != 0 ==> DeviceFound(t, devices[i]);
    predicate DevicesFound{L}(struct tree t, paddr_t *devices, integer count) =
        \forall integer i; 0 <= i < count && devices[i] != 0 ==> DeviceFound(t, devices[i]);

    predicate GicFound(struct gic gic) =
        (gic.version == 0 || gic.version == 2 || gic.version == 3) &&
        gic.distributor < BOARD_ADDRESSES && gic.second < BOARD_ADDRESSES;

    // Ranges of memory, as BoardRam has them; all of them below `top`.
    predicate RamsWf(struct rams r) =
        r.count <= BOARD_RAMS &&
        (\forall integer i; 0 <= i < r.count ==> r.ram[i].start < r.ram[i].end <= BOARD_ADDRESSES) &&
        (\forall integer i, j; 0 <= i < j < r.count ==> r.ram[i].end < r.ram[j].start);
    predicate RamsBelow(struct rams r, integer top) =
        \forall integer i; 0 <= i < r.count ==> r.ram[i].end < top;

    predicate NodeFound(struct tree t, struct node node) = node.depth != 0 ==> NodeIn(t, node);
    predicate FoundWf{L}(struct tree t, struct found found, paddr_t *devices) =
        NodeFound(t, found.chosen) && NodeFound(t, found.psci) && RamsWf(found.rams) && GicFound(found.gic) &&
        SeenWf(t, found.seen, devices);
*/

/* A number of a property that is 1 or 2, else `otherwise`. */
/*@ requires node:  TreeWf(t) && NodeIn(t, node);
    requires name:  NameBytes(name);
    requires other: 1 <= otherwise <= 2;
    assigns         \nothing;
    ensures  few:   1 <= \result <= 2; */
static word_t node_cells(struct tree t, struct node node, const unsigned char *name, word_t otherwise)
{
    struct span value = tree_property(t, node, name);
    word_t cells = value.end - value.at == 4 ? tree_cells(t, value.at, 1) : 0;

    return cells == 1 || cells == 2 ? cells : otherwise;
}

/* How its children say where they are.  Cells as the specification has them where the node is silent. */
/*@ requires node:   TreeWf(t) && NodeIn(t, node);
    requires cells:  1 <= parent_cells <= 2;
    requires ranges: SpanIn(ranges, t.limit);
    assigns          \nothing;
    ensures  wf:     BusWf(t, \result) && \result.address_cells != 0; */
static struct bus node_bus(struct tree t, struct node node, word_t parent_cells, struct span ranges)
{
    return (struct bus){.address_cells = node_cells(t, node, name_address_cells, 2),
                        .size_cells = node_cells(t, node, name_size_cells, 1),
                        .parent_cells = parent_cells,
                        .ranges = ranges};
}

/* The bus that a node is on. */
/*@ requires place: TreeWf(t) && PlaceIn(t, p);
    assigns         \nothing;
    ensures  wf:    BusWf(t, \result); */
static struct bus place_bus(struct tree t, struct place p)
{
    struct bus none = {.address_cells = 0, .size_cells = 1, .parent_cells = 1, .ranges = {0, 0}};
    struct span ranges;

    if (p.node.depth == CHILD)
        return p.root;
    if (p.node.depth != GRANDCHILD ||
        !tree_list_has(t, tree_property(t, p.child, name_compatible), name_simple_bus))
        return none;
    ranges = tree_property(t, p.child, name_ranges);
    return ranges.end == 0 ? none : node_bus(t, p.child, p.root.address_cells, ranges);
}

/* Where the cores see what is at `address` on a bus. */
/*@ requires bus:  TreeWf(t) && BusWf(t, bus) && bus.address_cells != 0;
    assigns        \nothing;
    ensures  has:  \result < BOARD_ADDRESSES ==> BusHas(t, bus, address, \result); */
static word_t bus_seen(struct tree t, struct bus bus, word_t address)
{
    word_t entry = 4 * (bus.address_cells + bus.parent_cells + bus.size_cells);
    word_t at = bus.ranges.at;

    if (at == bus.ranges.end)
        return address;
    /*@ loop invariant in: bus.ranges.at <= at <= bus.ranges.end;
        loop assigns       at;
        loop variant       bus.ranges.end - at; */
    while (bus.ranges.end - at >= entry) {
        word_t base = tree_cells(t, at, bus.address_cells);
        word_t up = tree_cells(t, at + 4 * bus.address_cells, bus.parent_cells);
        word_t bytes = tree_cells(t, at + 4 * (bus.address_cells + bus.parent_cells), bus.size_cells);

        if (base <= address && address - base < bytes && address - base < BOARD_ADDRESSES && up < BOARD_ADDRESSES)
            return up + (address - base);
        at += entry;
    }
    return NOWHERE;
}

/* Bytes of one entry of a `reg`. */
/*@ requires few: bus.address_cells <= 2 && bus.size_cells <= 2;
    assigns       \nothing;
    ensures  is:  \result == 4 * (bus.address_cells + bus.size_cells); */
static word_t reg_entry(struct bus bus)
{
    return 4 * (bus.address_cells + bus.size_cells);
}

/* Where the cores see the registers of a node with this `reg`, those behind its first `skip` bytes. */
/*@ requires bus:  TreeWf(t) && BusWf(t, bus) && SpanIn(reg, t.limit);
    requires is:   reg.end != 0 ==> PropertyIs(t, reg, &name_reg[0]);
    requires few:  skip <= 16;
    assigns        \nothing;
    ensures  told: \result < BOARD_ADDRESSES ==> PropertyIs(t, reg, &name_reg[0]);
    ensures  has:  \result < BOARD_ADDRESSES ==> BusHas(t, bus, Cells(t.bytes, reg.at + skip, bus.address_cells), \result); */
static word_t reg_seen(struct tree t, struct bus bus, struct span reg, word_t skip)
{
    if (bus.address_cells == 0 || reg.end - reg.at < skip + reg_entry(bus))
        return NOWHERE;
    return bus_seen(t, bus, tree_cells(t, reg.at + skip, bus.address_cells));
}

/* The node behind this one, and where it is. */
/*@ requires place: TreeWf(t) && PlaceIn(t, p);
    assigns         \nothing;
    ensures  in:    \result.node.depth != 0 ==> PlaceIn(t, \result);
    ensures  up:    p.node.inside < \result.node.inside <= t.tokens.end + 1; */
static struct place place_after(struct tree t, struct place p)
{
    p.node = tree_after(t, p.node);
    if (p.node.depth == CHILD)
        p.child = p.node;
    return p;
}

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
    word_t entry = reg_entry(bus);
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
    requires reg:   SpanIn(reg, t.limit) && PropertyIs(t, reg, &name_reg[0]);
    requires found: FoundWf(t, found, &platform_devices[0]);
    assigns         \nothing;
    ensures  found: FoundWf(t, \result, &platform_devices[0]); */
static struct found device_look(struct tree t, struct place p, struct span reg, struct found found)
{
    struct bus bus = place_bus(t, p);
    paddr_t first = reg_seen(t, bus, reg, 0);

    found.seen = devices_see(t, found.seen, first);
    if (found.gic.version == 0)
        found.gic = gic_at(t, p.node, first, reg_seen(t, bus, reg, reg_entry(bus)));
    if (p.node.depth == CHILD && tree_string_is(t, tree_property(t, p.node, name_device_type), name_memory))
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
    struct span reg;

    if (p.node.depth != CHILD && p.node.depth != GRANDCHILD)
        return found;
    reg = tree_property(t, p.node, name_reg);
    if (reg.end != 0)
        return device_look(t, p, reg, found);
    if (p.node.depth == CHILD && tree_string_is(t, own, name_chosen))
        found.chosen = p.node;
    else if (p.node.depth == CHILD && tree_string_is(t, own, name_psci))
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

    /*@ loop invariant in:    p.node.inside <= t.tokens.end + 1 && (p.node.depth != 0 ==> PlaceIn(t, p));
        loop invariant found: FoundWf(t, found, &platform_devices[0]);
        loop assigns          p, found;
        loop variant          t.tokens.end + 1 - p.node.inside; */
    while (p.node.depth != 0) {
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
    struct span bootargs;
};

/*@ requires node: TreeWf(t) && NodeFound(t, node);
    assigns        \nothing;
    ensures  in:   SpanIn(\result.bootargs, t.limit); */
static struct chosen chosen_read(struct tree t, struct node node)
{
    struct chosen chosen = {.initrd = 0};

    if (node.depth == 0)
        return chosen;
    chosen.initrd = node_address(t, node, name_initrd_start);
    chosen.initrd_end = node_address(t, node, name_initrd_end);
    chosen.bootargs = tree_property(t, node, name_bootargs);
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

/* The rest of what was found. */
/*@ requires tree:   TreeWf(t) && DTB_HEADER_BYTES <= t.limit;
    requires out:    \valid(board);
    requires chosen: chosen.initrd <= chosen.initrd_end <= BOARD_ADDRESSES && SpanIn(chosen.bootargs, t.limit);
    requires gic:    GicFound(gic) && gic.version != 0;
    requires psci:   psci_smc <= 1;
    assigns          *board;
    ensures  ram:    BoardRam{Old}(board) ==> BoardRam(board);
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
    struct node root = tree_root(t);
    struct place place = {.node = root, .child = root};
    struct found found;
    struct chosen chosen;

    if (t.result != TREE_OK)
        return (enum dtb_result)t.result;
    if (root.depth == 0 || !tree_list_has(t, tree_property(t, root, name_compatible), platform_compatible))
        return DTB_WRONG_BOARD;
    place.root = node_bus(t, root, 1, (struct span){0, 0});
    found = tree_look(t, place);
    chosen = chosen_read(t, found.chosen);
    if (found.rams.count == 0)
        return DTB_NO_MEMORY;
    if (found.gic.version == 0)
        return DTB_NO_GIC;
    if (!devices_judge(t, found.seen))
        return DTB_NO_DEVICE;
    if (chosen.initrd > chosen.initrd_end || chosen.initrd_end > BOARD_ADDRESSES)
        return DTB_BAD_INITRD;
    rams_tell(found.rams, board);
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
    case DTB_BAD_INITRD:
        return "the device tree has an initrd that ends before it begins";
    }
    return "the device tree is wrong";
}
