/* Not everything in a tree is somewhere. */
#include "kernel/bus.c"

/* What is deeper than below a bus that is a child of the root is nowhere. */
/*@ requires place: TreeWf(t) && PlaceIn(t, p);
    requires deep:  p.node.depth > BUS_GRANDCHILD;
    assigns         \nothing; */
void theorem_deep_nodes_are_nowhere(struct tree t, struct place p)
{
    word_t seen = bus_seen(t, place_bus(t, p), place_reg(t, p), 0);

    //@ assert nowhere: seen >= BOARD_ADDRESSES;
}
