/*
 * The walker over device trees: nodes in their order, properties by name, and
 * nothing outside the tree, whatever the bytes are.  A tree lies in memory of
 * just its size, so that one byte read behind it is an error of the sanitizer.
 */
#include "kernel/tree.h"
#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MUTATIONS 60000

#define NAME(text) ((const unsigned char[TREE_NAME_BYTES]){text})

#define NUMBER(n) (n) >> 24 & 0xff, (n) >> 16 & 0xff, (n) >> 8 & 0xff, (n) & 0xff
#define BEGIN NUMBER(1)
#define END_NODE NUMBER(2)
#define PROPERTY(bytes, name) NUMBER(3), NUMBER(bytes), NUMBER(name)
#define NOP NUMBER(4)
#define END NUMBER(9)

enum { REG = 0, COMPATIBLE = 4, EMPTY = 15, STRINGS_BYTES = 21 }; /* of the names among the strings */
enum { TOKENS_AT = 40, TOKENS_BYTES = 112 };
enum { STRINGS_AT = TOKENS_AT + TOKENS_BYTES, TREE_BYTES = STRINGS_AT + STRINGS_BYTES };

/* / { compatible = "a", "bc"; a { reg = <1 2>; b { empty; }; }; c { }; }; */
static const unsigned char good[TREE_BYTES] = {
    NUMBER(0xd00dfeed), NUMBER(TREE_BYTES), NUMBER(TOKENS_AT), NUMBER(STRINGS_AT), NUMBER(40),
    NUMBER(17), NUMBER(16), NUMBER(0), NUMBER(STRINGS_BYTES), NUMBER(TOKENS_BYTES),
    NOP, BEGIN, 0, 0, 0, 0,
    PROPERTY(5, COMPATIBLE), 'a', 0, 'b', 'c', 0, 0, 0, 0,
    BEGIN, 'a', 0, 0, 0,
    PROPERTY(8, REG), NUMBER(1), NUMBER(2),
    BEGIN, 'b', 0, 0, 0, NOP,
    PROPERTY(0, EMPTY),
    END_NODE, END_NODE,
    BEGIN, 'c', 'c', 'c', 0,
    END_NODE, END_NODE, END,
    [STRINGS_AT] = 'r', 'e', 'g', 0, 'c', 'o', 'm', 'p', 'a', 't', 'i', 'b', 'l', 'e', 0, 'e', 'm', 'p', 't', 'y', 0,
};

static void nodes_come_in_their_order(void)
{
    struct tree t = tree_judge(good, sizeof good);
    struct node root = tree_root(t), a = tree_after(t, root), b = tree_after(t, a), c = tree_after(t, b);

    CHECK(t.result == TREE_OK && t.limit == TREE_BYTES);
    CHECK(root.depth == 1 && good[root.name] == 0);
    CHECK(a.depth == 2 && good[a.name] == 'a');
    CHECK(b.depth == 3 && good[b.name] == 'b');
    CHECK(c.depth == 2 && good[c.name] == 'c');
    CHECK(tree_after(t, c).depth == 0);
}

static void a_property_is_found_in_its_node_alone(void)
{
    struct tree t = tree_judge(good, sizeof good);
    struct node root = tree_root(t), a = tree_after(t, root), b = tree_after(t, a);
    struct span reg = tree_property(t, a, NAME("reg")), empty = tree_property(t, b, NAME("empty"));

    CHECK(reg.end - reg.at == 8 && tree_cells(t, reg.at, 1) == 1 && tree_cells(t, reg.at, 2) == (1UL << 32) + 2);
    CHECK(empty.end != 0 && empty.end == empty.at);
    CHECK(tree_property(t, root, NAME("reg")).end == 0 && tree_property(t, b, NAME("reg")).end == 0);
    CHECK(tree_property(t, a, NAME("empty")).end == 0);
    CHECK(tree_property(t, a, NAME("re")).end == 0 && tree_property(t, a, NAME("rega")).end == 0);
}

static void strings_are_compared_to_their_end(void)
{
    struct tree t = tree_judge(good, sizeof good);
    struct span list = tree_property(t, tree_root(t), NAME("compatible"));
    struct span cut = {.at = list.at, .end = list.end - 1};

    CHECK(tree_string_is(t, list, NAME("a")) && !tree_string_is(t, list, NAME("bc")));
    CHECK(tree_list_has(t, list, NAME("a")) && tree_list_has(t, list, NAME("bc")));
    CHECK(!tree_list_has(t, list, NAME("b")) && !tree_list_has(t, list, NAME("c")));
    CHECK(!tree_list_has(t, list, NAME("")));
    CHECK(!tree_list_has(t, cut, NAME("bc"))); /* its 0 is outside */
}

/* Judge and walk a copy in memory of just this size: all nodes, and what they have. */
static word_t walk(const unsigned char *bytes, word_t limit)
{
    unsigned char *copy = malloc(limit ? limit : 1);
    struct tree t;

    memcpy(copy, bytes, limit);
    t = tree_judge(copy, limit);
    for (struct node node = tree_root(t); node.depth != 0; node = tree_after(t, node)) {
        struct span value = tree_property(t, node, NAME("compatible"));

        CHECK(t.result == TREE_OK);
        CHECK(node.name < node.inside && node.inside < limit && value.at <= value.end && value.end <= limit);
        tree_list_has(t, value, NAME("bc"));
    }
    free(copy);
    return t.result;
}

static void what_is_cut_short_is_no_tree(void)
{
    for (word_t limit = 0; limit < sizeof good; limit++)
        CHECK(walk(good, limit) == TREE_CUT_SHORT);
    CHECK(walk(good, sizeof good) == TREE_OK);
}

static word_t changed(word_t at, word_t value)
{
    unsigned char tree[TREE_BYTES];

    memcpy(tree, good, sizeof tree);
    memcpy(tree + at, (unsigned char[]){NUMBER(value)}, 4);
    return walk(tree, sizeof tree);
}

static void tokens_that_make_no_tree_are_refused(void)
{
    CHECK(changed(TOKENS_AT + 4, 4) == TREE_BROKEN); /* an end too many */
    CHECK(changed(STRINGS_AT - 8, 4) == TREE_BROKEN); /* one too few */
    CHECK(changed(STRINGS_AT - 4, 4) == TREE_BROKEN); /* no end at all */
    CHECK(changed(STRINGS_AT - 4, 5) == TREE_BROKEN); /* what is no token */
    CHECK(changed(TOKENS_AT + 16, 0xffffffff) == TREE_BROKEN); /* a value longer than the tree */
    CHECK(changed(TOKENS_AT + 20, STRINGS_BYTES) == TREE_BROKEN); /* a name behind the strings */
    CHECK(changed(36, TOKENS_BYTES - 4) == TREE_BROKEN); /* a block that ends before its end */
    CHECK(changed(4, 39) == TREE_CUT_SHORT); /* smaller than its header */
    CHECK(changed(8, TOKENS_AT + 2) == TREE_NONE); /* tokens between words */
}

static word_t seed = 1;

static word_t random_word(void)
{
    seed = seed * 6364136223846793005UL + 1442695040888963407UL;
    return seed >> 29;
}

static void any_bytes_are_walked_to_an_end(void)
{
    word_t results = 0;

    for (int n = 0; n < MUTATIONS; n++) {
        unsigned char tree[TREE_BYTES];

        memcpy(tree, good, sizeof tree);
        for (word_t i = 1 + random_word() % 4; i > 0; i--)
            tree[random_word() % sizeof tree] = (unsigned char)(random_word() % 2 ? random_word() : random_word() % 10);
        results |= BIT(walk(tree, random_word() % 8 ? sizeof tree : random_word() % sizeof tree));
    }
    CHECK(results == 15);
}

int main(void)
{
    nodes_come_in_their_order();
    a_property_is_found_in_its_node_alone();
    strings_are_compared_to_their_end();
    what_is_cut_short_is_no_tree();
    tokens_that_make_no_tree_are_refused();
    any_bytes_are_walked_to_an_end();
    printf("tree_test: %s, %d trees mutated\n", unit_failures ? "FAILED" : "ok", MUTATIONS);
    return unit_failures != 0;
}
