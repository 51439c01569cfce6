/*
 * Everything is told by the token at a place: what it is, what it has, where
 * the next one is.  token_at looks at nothing outside the blocks, whatever
 * the bytes are, and each loop goes from token to token.
 */
#include "kernel/tree.h"

#define MAGIC 0xd00dfeedUL
#define VERSION 17UL /* we read all that are compatible with it */

/* Offsets into the header. */
enum {
    HEADER_MAGIC = 0,
    HEADER_TOTAL = 4,
    HEADER_TOKENS = 8,
    HEADER_STRINGS = 12,
    HEADER_VERSION = 20,
    HEADER_COMPATIBLE = 24,
    HEADER_STRINGS_BYTES = 32,
    HEADER_TOKENS_BYTES = 36,
};

enum { BROKEN = 0, BEGIN_NODE = 1, END_NODE = 2, PROPERTY = 3, NOP = 4, END = 9 };

/* What it has: of a node that begins its name, of a property its value, and where its name is. */
struct token {
    word_t kind, next, name;
    struct span has;
};

/*@ // A token of the tree; the next one is behind it.
    predicate TokenIn(struct tree t, integer at, struct token token) =
        at + 4 <= token.next <= t.tokens.end && at + 4 <= token.has.at <= token.has.end <= token.next;

    // A property's three numbers.
    predicate TokenProperty(struct tree t, integer at, struct token token) =
        token.has.at == at + 12 && Number(t.bytes, at) == PROPERTY &&
        Number(t.bytes, at + 4) == token.has.end - token.has.at &&
        token.name == t.strings.at + Number(t.bytes, at + 8) && token.name < t.strings.end;
*/

/* The big-endian number of 4 bytes. */
/*@ requires bytes: \valid_read(bytes + (at .. at + 3));
    requires small: at <= TREE_LIMIT + 4;
    assigns         \nothing;
    ensures  is:    \result == Number(bytes, at);
    ensures  range: \result <= 0xffffffff; */
static word_t number(const unsigned char *bytes, word_t at)
{
    return FIELD(24, (word_t)bytes[at]) + FIELD(16, (word_t)bytes[at + 1]) + FIELD(8, (word_t)bytes[at + 2]) +
           bytes[at + 3];
}

/*@ requires small: at <= TREE_LIMIT + 1;
    assigns         \nothing;
    ensures  up:    at <= \result <= at + 3; */
static word_t aligned(word_t at)
{
    return at + (4 - at % 4) % 4;
}

/* Where the string that starts at `at` has its 0, or end. */
/*@ requires tree: TreeWf(t);
    requires in:   at <= end <= t.limit;
    assigns        \nothing;
    ensures  in:   at <= \result <= end; */
static word_t string_end(struct tree t, word_t at, word_t end)
{
    /*@ loop invariant in: \at(at, Pre) <= at <= end;
        loop assigns       at;
        loop variant       end - at; */
    while (at < end && t.bytes[at] != 0)
        at++;
    return at;
}

/* A node that begins, its name from `at` on, if that ends in 0 inside the block. */
/*@ requires tree: TreeWf(t);
    requires in:   t.tokens.at <= at <= t.tokens.end && at >= 4;
    assigns        \nothing;
    ensures  kind: \result.kind == BEGIN_NODE || \result.kind == BROKEN;
    ensures  in:   \result.kind != BROKEN ==> TokenIn(t, at - 4, \result); */
static struct token node_token(struct tree t, word_t at)
{
    struct token token = {.kind = BROKEN};
    word_t end = string_end(t, at, t.tokens.end);
    word_t next = aligned(end + 1);

    if (end == t.tokens.end || next > t.tokens.end)
        return token;
    token.kind = BEGIN_NODE;
    token.next = next;
    token.has.at = at;
    token.has.end = end + 1;
    return token;
}

/* A property: length, offset of its name, value. */
/*@ requires tree: TreeWf(t);
    requires in:   t.tokens.at + 4 <= at <= t.tokens.end;
    requires this: Number(t.bytes, at - 4) == PROPERTY;
    assigns        \nothing;
    ensures  kind: \result.kind == PROPERTY || \result.kind == BROKEN;
    ensures  in:   \result.kind != BROKEN ==> TokenIn(t, at - 4, \result);
    ensures  has:  \result.kind != BROKEN ==> TokenProperty(t, at - 4, \result); */
static struct token property_token(struct tree t, word_t at)
{
    struct token token = {.kind = BROKEN};
    word_t bytes, name, next;

    if (t.tokens.end - at < 8)
        return token;
    bytes = number(t.bytes, at);
    name = number(t.bytes, at + 4);
    if (bytes > t.tokens.end - at - 8 || name >= t.strings.end - t.strings.at)
        return token;
    next = aligned(at + 8 + bytes);
    if (next > t.tokens.end)
        return token;
    token.kind = PROPERTY;
    token.next = next;
    token.name = t.strings.at + name;
    token.has.at = at + 8;
    token.has.end = at + 8 + bytes;
    return token;
}

/* The token at `at`; BROKEN is one that is none, or is not all there. */
/*@ requires tree: TreeWf(t);
    requires in:   t.tokens.at <= at <= t.tokens.end;
    assigns        \nothing;
    ensures  in:   \result.kind != BROKEN ==> TokenIn(t, at, \result);
    ensures  has:  \result.kind == PROPERTY ==> TokenProperty(t, at, \result); */
static struct token token_at(struct tree t, word_t at)
{
    struct token token = {.kind = BROKEN};
    word_t kind;

    if (t.tokens.end - at < 4)
        return token;
    kind = number(t.bytes, at);
    if (kind == BEGIN_NODE)
        return node_token(t, at + 4);
    if (kind == PROPERTY)
        return property_token(t, at + 4);
    if (kind != END_NODE && kind != NOP && kind != END)
        return token;
    token.kind = kind;
    token.next = at + 4;
    token.has.at = at + 4;
    token.has.end = at + 4;
    return token;
}

/* Tokens that make a tree: up to the last one each is whole, and each node that begins ends. */
/*@ requires tree: TreeWf(t);
    assigns        \nothing;
    ensures  why:  \result == TREE_OK || \result == TREE_BROKEN; */
static word_t tokens_judge(struct tree t)
{
    word_t at = t.tokens.at, depth = 0;

    /*@ loop invariant in: t.tokens.at <= at <= t.tokens.end;
        loop assigns       at, depth;
        loop variant       t.tokens.end - at; */
    for (;;) {
        struct token token = token_at(t, at);

        if (token.kind == BROKEN || (token.kind == END_NODE && depth == 0))
            return TREE_BROKEN;
        if (token.kind == END)
            return depth == 0 ? TREE_OK : TREE_BROKEN;
        if (token.kind == BEGIN_NODE)
            depth++;
        if (token.kind == END_NODE)
            depth--;
        at = token.next;
    }
}

/* A tree of no tokens, and why. */
/*@ requires limit: limit <= TREE_LIMIT;
    requires bytes: TreeBytes(bytes, limit);
    assigns         \nothing;
    ensures  wf:    TreeWf(\result) && \result.limit == limit && \result.bytes == bytes;
    ensures  why:   \result.result == why; */
static struct tree no_tree(const unsigned char *bytes, word_t limit, word_t why)
{
    return (struct tree){.bytes = bytes, .limit = limit, .result = why};
}

word_t tree_bytes(const unsigned char *bytes)
{
    return number(bytes, HEADER_TOTAL);
}

/* The header: where the blocks are. */
/*@ requires limit:  limit <= TREE_LIMIT;
    requires bytes:  TreeBytes(bytes, limit);
    assigns          \nothing;
    ensures  wf:     TreeWf(\result) && \result.limit <= limit && \result.bytes == bytes;
    ensures  header: \result.result == TREE_OK ==> TREE_HEADER_BYTES <= \result.limit == Number(bytes, 4);
    ensures  why:    TREE_OK <= \result.result <= TREE_CUT_SHORT; */
static struct tree header_judge(const unsigned char *bytes, word_t limit)
{
    struct tree t = no_tree(bytes, limit, TREE_OK);
    word_t total, tokens, tokens_end, strings, strings_end;

    if (limit < TREE_HEADER_BYTES)
        return no_tree(bytes, limit, TREE_CUT_SHORT);
    if (number(bytes, HEADER_MAGIC) != MAGIC || number(bytes, HEADER_VERSION) < VERSION ||
        number(bytes, HEADER_COMPATIBLE) > VERSION)
        return no_tree(bytes, limit, TREE_NONE);
    total = tree_bytes(bytes);
    tokens = number(bytes, HEADER_TOKENS);
    tokens_end = tokens + number(bytes, HEADER_TOKENS_BYTES);
    strings = number(bytes, HEADER_STRINGS);
    strings_end = strings + number(bytes, HEADER_STRINGS_BYTES);
    if (total < TREE_HEADER_BYTES || total > limit || tokens_end > total || strings_end > total)
        return no_tree(bytes, limit, TREE_CUT_SHORT);
    if (tokens % 4 != 0)
        return no_tree(bytes, limit, TREE_NONE);
    t.limit = total;
    t.tokens.at = tokens;
    t.tokens.end = tokens_end;
    t.strings.at = strings;
    t.strings.end = strings_end;
    return t;
}

struct tree tree_judge(const unsigned char *bytes, word_t limit)
{
    struct tree t = header_judge(bytes, limit);

    if (t.result == TREE_OK && tokens_judge(t) != TREE_OK)
        return no_tree(bytes, limit, TREE_BROKEN);
    return t;
}

/* The first node that begins at `at` or later, where so many are open. */
/*@ requires tree: TreeWf(t);
    requires in:   t.tokens.at <= at <= t.tokens.end;
    assigns        \nothing;
    ensures  in:   \result.depth != 0 ==> NodeIn(t, \result);
    ensures  up:   at < \result.inside <= t.tokens.end + 1;
    ensures  deep: \result.depth <= depth + 1; */
static struct node node_from(struct tree t, word_t at, word_t depth)
{
    struct node none = {.inside = t.tokens.end + 1}; /* behind all nodes */
    word_t open = depth;

    /*@ loop invariant in:   \at(at, Pre) <= at <= t.tokens.end;
        loop invariant open: open <= depth;
        loop assigns         at, open;
        loop variant         t.tokens.end - at; */
    for (;;) {
        struct token token = token_at(t, at);

        if (token.kind == BEGIN_NODE)
            return (struct node){.name = token.has.at, .inside = token.next, .depth = open + 1};
        if (token.kind == BROKEN || token.kind == END || (token.kind == END_NODE && open == 0))
            return none;
        if (token.kind == END_NODE)
            open--;
        at = token.next;
    }
}

struct node tree_root(struct tree t)
{
    return node_from(t, t.tokens.at, 0);
}

struct node tree_after(struct tree t, struct node node)
{
    return node_from(t, node.inside, node.depth);
}

word_t tree_string_is(struct tree t, struct span s, const unsigned char *name)
{
    /*@ loop invariant in:   0 <= i <= TREE_NAME_BYTES;
        loop invariant same: \forall integer k; 0 <= k < i ==>
                                 s.at + k < s.end && t.bytes[s.at + k] == name[k] && name[k] != 0;
        loop assigns         i;
        loop variant         TREE_NAME_BYTES - i; */
    for (word_t i = 0; i < TREE_NAME_BYTES; i++) {
        if (i >= s.end - s.at || t.bytes[s.at + i] != name[i])
            return 0;
        if (name[i] == 0)
            return 1;
    }
    return 0;
}

struct span tree_property(struct tree t, struct node node, const unsigned char *name)
{
    struct span none = {.end = 0};
    word_t at = node.inside;

    /*@ loop invariant in: t.tokens.at <= at <= t.tokens.end;
        loop assigns       at;
        loop variant       t.tokens.end - at; */
    for (;;) {
        struct token token = token_at(t, at);
        struct span own = {.at = token.name, .end = t.strings.end};

        if (token.kind == PROPERTY && tree_string_is(t, own, name))
            return token.has;
        if (token.kind != PROPERTY && token.kind != NOP)
            return none;
        at = token.next;
    }
}

word_t tree_list_has(struct tree t, struct span list, const unsigned char *name)
{
    /*@ loop invariant in: \at(list, Pre).at <= list.at <= list.end + 1 && list.end == \at(list, Pre).end;
        loop assigns       list;
        loop variant       list.end + 1 - list.at; */
    while (list.at < list.end) {
        if (tree_string_is(t, list, name))
            return 1;
        list.at = string_end(t, list.at, list.end) + 1;
    }
    return 0;
}

word_t tree_cells(struct tree t, word_t at, word_t cells)
{
    word_t first = number(t.bytes, at);

    return cells == 1 ? first : FIELD(32, first) + number(t.bytes, at + 4);
}
