/*
 * What the device trees of the tests call the model board.
 */
#include "kernel/platform.h"

const unsigned char platform_compatible[PLATFORM_NAME_BYTES] = "linux,dummy-virt";
