/*
 * Where devices are: a node's `reg` has its place on a bus, the root or a
 * simple bus that is a child of it, whose `ranges` say where the cores see it.
 */
#ifndef TENON_KERNEL_BUS_H
#define TENON_KERNEL_BUS_H

#include "kernel/tree.h"

#define BUS_NOWHERE WORD_MAX /* no address */

/* Depth of nodes. */
enum { BUS_ROOT = 1, BUS_CHILD = 2, BUS_GRANDCHILD = 3 };

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

extern const unsigned char bus_reg[TREE_NAME_BYTES]; /* "reg" */

#include "spec/bus.acsl"

/* The root, unless the tree is one of nothing. */
/*@ requires tree: TreeWf(t);
    assigns        \nothing;
    ensures  walk: PlaceWalk(t, \result); */
struct place place_root(struct tree t);

/* The place of the next node. */
/*@ requires place: TreeWf(t) && PlaceIn(t, p);
    assigns         \nothing;
    ensures  walk:  PlaceWalk(t, \result);
    ensures  up:    p.node.inside < \result.node.inside; */
struct place place_after(struct tree t, struct place p);

/* The bus that the node is on. */
/*@ requires place: TreeWf(t) && PlaceIn(t, p);
    assigns         \nothing;
    ensures  wf:    BusWf(t, \result);
    ensures  deep:  p.node.depth > BUS_GRANDCHILD ==> \result.address_cells == 0; */
struct bus place_bus(struct tree t, struct place p);

/* Its `reg`. */
/*@ requires place: TreeWf(t) && PlaceIn(t, p);
    assigns         \nothing;
    ensures  in:    SpanIn(\result, t.limit);
    ensures  is:    \result.end != 0 ==> PropertyIs(t, \result, &bus_reg[0]); */
struct span place_reg(struct tree t, struct place p);

/* Bytes of one entry of a `reg`. */
/*@ requires few: bus.address_cells <= 2 && bus.size_cells <= 2;
    assigns       \nothing;
    ensures  is:  \result == 4 * (bus.address_cells + bus.size_cells); */
word_t bus_entry(struct bus bus);

/* Where the cores see what a `reg` names behind its first `skip` bytes; BOARD_ADDRESSES and above: nowhere. */
/*@ requires bus:  TreeWf(t) && BusWf(t, bus) && SpanIn(reg, t.limit);
    requires is:   reg.end != 0 ==> PropertyIs(t, reg, &bus_reg[0]);
    requires few:  skip <= 16;
    assigns        \nothing;
    ensures  none: bus.address_cells == 0 ==> \result == BUS_NOWHERE;
    ensures  told: \result < BOARD_ADDRESSES ==> PropertyIs(t, reg, &bus_reg[0]);
    ensures  has:  \result < BOARD_ADDRESSES ==> BusHas(t, bus, Cells(t.bytes, reg.at + skip, bus.address_cells), \result); */
word_t bus_seen(struct tree t, struct bus bus, struct span reg, word_t skip);

#endif
