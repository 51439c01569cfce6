/*
 * An address goes up through at most one bus: a grandchild of the root is on
 * a bus if its parent is a simple one, and what is deeper is on none.
 */
#include "kernel/bus.h"

const unsigned char bus_reg[TREE_NAME_BYTES] = "reg";

/* Names, each of its own: so the prover reads only those that a function asks for. */
#define NAME(id) static const unsigned char id[TREE_NAME_BYTES]
NAME(name_address_cells) = "#address-cells";
NAME(name_size_cells) = "#size-cells";
NAME(name_compatible) = "compatible";
NAME(name_ranges) = "ranges";
NAME(name_simple_bus) = "simple-bus";

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

struct place place_root(struct tree t)
{
    struct node root = tree_root(t);
    struct place p = {.node = root, .child = root};

    if (root.depth != 0)
        p.root = node_bus(t, root, 1, (struct span){0, 0});
    return p;
}

struct place place_after(struct tree t, struct place p)
{
    p.node = tree_after(t, p.node);
    if (p.node.depth == BUS_CHILD)
        p.child = p.node;
    return p;
}

struct bus place_bus(struct tree t, struct place p)
{
    struct bus none = {.address_cells = 0, .size_cells = 1, .parent_cells = 1, .ranges = {0, 0}};
    struct span ranges;

    if (p.node.depth == BUS_CHILD)
        return p.root;
    if (p.node.depth != BUS_GRANDCHILD ||
        !tree_list_has(t, tree_property(t, p.child, name_compatible), name_simple_bus))
        return none;
    ranges = tree_property(t, p.child, name_ranges);
    return ranges.end == 0 ? none : node_bus(t, p.child, p.root.address_cells, ranges);
}

struct span place_reg(struct tree t, struct place p)
{
    return tree_property(t, p.node, bus_reg);
}

word_t bus_entry(struct bus bus)
{
    return 4 * (bus.address_cells + bus.size_cells);
}

/* Where the cores see what is at `address` on a bus. */
/*@ requires bus:  TreeWf(t) && BusWf(t, bus) && bus.address_cells != 0;
    assigns        \nothing;
    ensures  has:  \result < BOARD_ADDRESSES ==> BusHas(t, bus, address, \result); */
static word_t address_seen(struct tree t, struct bus bus, word_t address)
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
    return BUS_NOWHERE;
}

word_t bus_seen(struct tree t, struct bus bus, struct span reg, word_t skip)
{
    if (bus.address_cells == 0 || reg.end - reg.at < skip + bus_entry(bus))
        return BUS_NOWHERE;
    return address_seen(t, bus, tree_cells(t, reg.at + skip, bus.address_cells));
}
