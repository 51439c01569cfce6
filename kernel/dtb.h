/*
 * What the kernel wants to know of its board, out of a device tree: any byte
 * string is read, by tree.h, and what is wrong with it is said in one word.
 */
#ifndef TENON_KERNEL_DTB_H
#define TENON_KERNEL_DTB_H

#include "kernel/bus.h"
#include "kernel/platform.h"

#define BOOTARGS_BYTES 256
#define DTB_HEADER_BYTES TREE_HEADER_BYTES
#define BOARD_RAMS 8 /* ranges of RAM, at most */

/* The bytes from start up to end. */
struct memory {
    paddr_t start, end;
};

/* What the kernel wants to know of the board it wakes on. */
struct board {
    struct memory ram[BOARD_RAMS]; /* ascending, apart; the first `rams` of them */
    word_t rams;
    paddr_t initrd, initrd_end; /* equal: none */
    paddr_t gic_distributor, gic_second; /* second: CPU interface (v2) or redistributor (v3) */
    word_t gic_version;         /* 2 or 3 */
    word_t psci_smc;            /* 1: PSCI by smc, 0: by hvc */
    word_t dtb_bytes;
    word_t root_hash_told; /* not 0: the root task has to have this SHA-256, 4 bytes a word */
    word_t root_hash[8];
    char bootargs[BOOTARGS_BYTES]; /* ended by 0 */
};

enum dtb_result {
    DTB_OK = TREE_OK,
    DTB_NOT_A_DTB = TREE_NONE,
    DTB_CUT_SHORT = TREE_CUT_SHORT,
    DTB_BROKEN = TREE_BROKEN,
    DTB_NO_MEMORY,  /* no usable memory node */
    DTB_NO_GIC,
    DTB_NO_DEVICE,   /* one of the board's is not where the image knows it */
    DTB_WRONG_BOARD, /* compatible names another machine */
    DTB_BAD_HASH,    /* of another size than 32 bytes */
    DTB_BAD_INITRD, /* ends before it begins */
};

#include "spec/dtb.acsl"

/* Read the tree of at most limit bytes; unless the result is DTB_OK, *board means nothing. */
/*@ requires limit:   limit <= TREE_LIMIT;
    requires bytes:   TreeBytes(tree, limit);
    requires out:     \valid(board);
    requires apart:   \separated(board, &platform_devices[0] + (0 .. PLATFORM_DEVICES - 1));
    assigns           *board;
    ensures  wf:      \result == DTB_OK ==> BoardWf(board, limit);
    ensures  header:  \result == DTB_OK ==> limit >= DTB_HEADER_BYTES;
    ensures  devices: \result == DTB_OK ==> TreeHas{Old}(tree, limit, &platform_devices[0]);
    ensures  why:     DTB_OK <= \result <= DTB_BAD_INITRD; */
enum dtb_result dtb_read(const unsigned char *tree, word_t limit, struct board *board);

/* The same in a sentence. */
/*@ assigns \result \from result; */
const char *dtb_explain(enum dtb_result result);

#endif
