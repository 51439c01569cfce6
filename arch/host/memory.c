/*
 * Physical memory of the model.  kernel/object.h declares it with the bound of
 * 40-bit addresses; this file alone gives it a real size, so it includes
 * nothing that declares it.
 */
#include "platform/host/board.h"

struct host_cell {
    word_t w0, w1;
};

extern struct host_cell phys[BOARD_RAM_MOST / 16];

__attribute__((aligned(4096))) struct host_cell phys[BOARD_RAM_MOST / 16];
