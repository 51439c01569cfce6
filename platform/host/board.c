/*
 * What the device trees of the tests call the model board.
 */
#include "board.h"
#include "kernel/platform.h"

const unsigned char platform_compatible[PLATFORM_NAME_BYTES] = "linux,dummy-virt";
const paddr_t platform_devices[PLATFORM_DEVICES] = {BOARD_CONSOLE};
