/*
 * What the device tree calls this board.  PSCI switches it off.
 */
#include "board.h"
#include "kernel/platform.h"

const unsigned char platform_compatible[PLATFORM_NAME_BYTES] = "xlnx,zynqmp-zcu102";
const paddr_t platform_devices[PLATFORM_DEVICES] = {BOARD_DEVICES};

void board_watchdog_stop(vaddr_t base)
{
    (void)base;
}

void board_power_off(vaddr_t base)
{
    (void)base;
}
