/* A board that was read can be believed, whatever bytes it was read from. */
#include "kernel/dtb.c"

/* There is memory, its size is a number, and the text has an end. */
/*@ requires limit: limit <= TREE_LIMIT;
    requires bytes: TreeBytes(tree, limit);
    requires out:   \valid(board);
    assigns         *board; */
void theorem_board_has_memory(const unsigned char *tree, word_t limit, struct board *board)
{
    word_t bytes;

    if (dtb_read(tree, limit, board) != DTB_OK)
        return;
    bytes = board->ram[0].end - board->ram[0].start;
    //@ assert some: 0 < bytes <= BOARD_ADDRESSES;
    //@ assert text: board->bootargs[BOOTARGS_BYTES - 1] == 0;
}

/* What is shorter than its header is refused. */
/*@ requires bytes: TreeBytes(tree, 39);
    requires out:   \valid(board);
    assigns         *board; */
void theorem_half_a_header_is_refused(const unsigned char *tree, struct board *board)
{
    enum dtb_result result = dtb_read(tree, 39, board);

    //@ assert refused: result != DTB_OK;
}
