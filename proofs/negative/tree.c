/* What a walk does not promise. */
#include "kernel/tree.h"

/* A property that is there has a value. */
/*@ requires tree: TreeWf(t) && NodeIn(t, node);
    requires name: NameBytes(name);
    assigns        \nothing;
    ensures  some: \result.end != 0 ==> \result.at < \result.end; */
struct span wrong_a_value_is_never_empty(struct tree t, struct node node, const unsigned char *name)
{
    return tree_property(t, node, name);
}

/* The node behind this one is in it. */
/*@ requires tree: TreeWf(t) && NodeIn(t, node);
    assigns        \nothing;
    ensures  deep: \result.depth == node.depth + 1; */
struct node wrong_what_follows_is_a_child(struct tree t, struct node node)
{
    return tree_after(t, node);
}

/* The body is wrong: one byte more than the value has. */
/*@ requires tree: TreeWf(t) && SpanIn(value, t.limit);
    assigns        \nothing; */
word_t wrong_the_end_can_be_read(struct tree t, struct span value)
{
    return t.bytes[value.end];
}

/* The same with the byte before it. */
/*@ requires tree: TreeWf(t) && SpanIn(value, t.limit) && value.at < value.end;
    assigns        \nothing; */
word_t right(struct tree t, struct span value)
{
    return t.bytes[value.end - 1];
}
