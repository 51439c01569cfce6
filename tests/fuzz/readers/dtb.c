/*
 * Any bytes as a device tree: one byte read outside of them is an error of the sanitizer, and of a tree that
 * is accepted the contract holds, whatever lies behind it.
 */
#include "kernel/dtb.h"

#include "tests/fuzz/readers/reader.h"

/* BoardWf of spec/dtb.acsl. */
static void board_check(const struct board *board, word_t limit)
{
    CLAIM(1 <= board->rams && board->rams <= BOARD_RAMS);
    for (word_t i = 0; i < board->rams; i++) {
        CLAIM(board->ram[i].start < board->ram[i].end && board->ram[i].end <= BOARD_ADDRESSES);
        CLAIM(i == 0 || board->ram[i - 1].end < board->ram[i].start);
    }
    CLAIM(board->initrd <= board->initrd_end && board->initrd_end <= BOARD_ADDRESSES);
    CLAIM(board->gic_version == 2 || board->gic_version == 3);
    CLAIM(board->gic_distributor < BOARD_ADDRESSES && board->gic_second < BOARD_ADDRESSES);
    CLAIM(board->psci_smc <= 1);
    CLAIM(board->dtb_bytes <= limit);
    CLAIM(board->bootargs[BOOTARGS_BYTES - 1] == 0);
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t count)
{
    static struct board board, again;
    enum dtb_result result;
    unsigned int total;

    memset(&board, 0, sizeof board);
    memset(&again, 0, sizeof again);
    result = dtb_read(bytes, count, &board);
    CLAIM(result <= DTB_BAD_INITRD && dtb_explain(result)[0] != 0);
    if (result != DTB_OK)
        return 0;
    board_check(&board, count);
    memcpy(&total, bytes + 4, sizeof total);
    CLAIM(board.dtb_bytes == __builtin_bswap32(total));
    CLAIM(dtb_read(bytes, board.dtb_bytes, &again) == DTB_OK && memcmp(&board, &again, sizeof board) == 0);
    CLAIM(dtb_read(bytes, board.dtb_bytes - 1, &again) == DTB_CUT_SHORT);
    return 0;
}
