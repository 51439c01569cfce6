/*
 * A flattened device tree, walked (Devicetree Specification v0.4, chapter 5):
 * any byte string is a tree or is refused, once, by tree_judge.  Nodes and
 * values are offsets, given by value; there is no state.
 */
#ifndef TENON_KERNEL_TREE_H
#define TENON_KERNEL_TREE_H

#include "kernel/types.h"

#define TREE_HEADER_BYTES 40UL
#define TREE_NAME_BYTES 24UL /* of a name that is asked for, with its 0 */

enum tree_result {
    TREE_OK,
    TREE_NONE,      /* magic or version */
    TREE_CUT_SHORT, /* a block lies outside the tree's size */
    TREE_BROKEN,    /* tokens that make no tree */
};

/* The bytes from `at` up to `end`; of what is not there `end` is 0. */
struct span {
    word_t at, end;
};

/* Unless the result is TREE_OK there are no tokens. */
struct tree {
    const unsigned char *bytes;
    word_t result, limit;
    struct span tokens, strings;
};

/* Where its name starts, where what is in it starts, how many nodes it is in, itself one: 0 is no node. */
struct node {
    word_t name, inside, depth;
};

#include "spec/tree.acsl"

/* How many bytes the tree claims to have; of what is no tree: any number. */
/*@ requires bytes: TreeBytes(bytes, TREE_HEADER_BYTES);
    assigns         \nothing;
    ensures  total: \result == Number(bytes, 4); */
word_t tree_bytes(const unsigned char *bytes);

/* The tree that lies in the first of at most `limit` bytes. */
/*@ requires limit:  limit <= TREE_LIMIT;
    requires bytes:  TreeBytes(bytes, limit);
    assigns          \nothing;
    ensures  wf:     TreeWf(\result) && \result.limit <= limit && \result.bytes == bytes;
    ensures  header: \result.result == TREE_OK ==> TREE_HEADER_BYTES <= \result.limit == Number(bytes, 4);
    ensures  why:    TREE_OK <= \result.result <= TREE_BROKEN; */
struct tree tree_judge(const unsigned char *bytes, word_t limit);

/* The root; of a tree of nothing, no node. */
/*@ requires tree: TreeWf(t);
    assigns        \nothing;
    ensures  in:   \result.depth != 0 ==> NodeIn(t, \result);
    ensures  up:   \result.inside <= t.tokens.end + 1; */
struct node tree_root(struct tree t);

/* The node that begins next behind the beginning of this one: its first child, if it has any. */
/*@ requires tree: TreeWf(t) && NodeIn(t, node);
    assigns        \nothing;
    ensures  in:   \result.depth != 0 ==> NodeIn(t, \result);
    ensures  up:   node.inside < \result.inside <= t.tokens.end + 1;
    ensures  deep: \result.depth <= node.depth + 1; */
struct node tree_after(struct tree t, struct node node);

/* The value of a node's property of this name. */
/*@ requires tree: TreeWf(t) && NodeIn(t, node);
    requires name: NameBytes(name);
    assigns        \nothing;
    ensures  in:   SpanIn(\result, t.limit);
    ensures  is:   \result.end != 0 ==> PropertyIs(t, \result, name); */
struct span tree_property(struct tree t, struct node node, const unsigned char *name);

/* 1 if a string that starts with the span and ends in it is this name. */
/*@ requires tree: TreeWf(t) && SpanIn(s, t.limit);
    requires name: NameBytes(name);
    assigns        \nothing;
    ensures  bit:  \result <= 1;
    ensures  is:   \result == 1 <==> StringIs(t.bytes, s.at, s.end, name); */
word_t tree_string_is(struct tree t, struct span s, const unsigned char *name);

/* 1 if this name is in a list of strings. */
/*@ requires tree: TreeWf(t) && SpanIn(list, t.limit);
    requires name: NameBytes(name);
    assigns        \nothing;
    ensures  bit:  \result <= 1;
    ensures  has:  \result == 1 ==>
                       \exists integer at; list.at <= at < list.end && StringIs(t.bytes, at, list.end, name); */
word_t tree_list_has(struct tree t, struct span list, const unsigned char *name);

/* The number of one or two cells. */
/*@ requires tree:  TreeWf(t);
    requires cells: 1 <= cells <= 2;
    requires in:    at + 4 * cells <= t.limit;
    assigns         \nothing;
    ensures  is:    \result == Cells(t.bytes, at, cells); */
word_t tree_cells(struct tree t, word_t at, word_t cells);

#endif
