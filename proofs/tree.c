/* What was found in a tree lies in it, and a walk goes forwards. */
#include "kernel/tree.c"

/* What is shorter than its header is no tree and has no node. */
/*@ requires bytes: TreeBytes(bytes, TREE_HEADER_BYTES - 1);
    assigns         \nothing; */
void theorem_half_a_header_is_no_tree(const unsigned char *bytes)
{
    struct tree t = tree_judge(bytes, TREE_HEADER_BYTES - 1);

    //@ assert refused: t.result != TREE_OK;
}

/* The value of a property is in the tree, in front of its end, and behind its header if it says more than nothing. */
/*@ requires limit: limit <= TREE_LIMIT;
    requires bytes: TreeBytes(bytes, limit);
    requires name:  NameBytes(name);
    assigns         \nothing;
    ensures  read:  \true; */
word_t theorem_value_can_be_read(const unsigned char *bytes, word_t limit, const unsigned char *name)
{
    struct tree t = tree_judge(bytes, limit);
    struct node node = tree_root(t);
    struct span value;

    if (node.depth == 0)
        return 0;
    value = tree_property(t, node, name);
    return value.at < value.end ? bytes[value.at] + bytes[value.end - 1] : 0;
}
