/*
 * What can be judged before there is a map.  This runs where the boot loader
 * put the image, at the exception level it chose, with MMU and caches off: it
 * reads constants, writes to its stack and to devices, and nothing else.
 */
#include "arch/aarch64/layout.h"
#include "arch/aarch64/registers.h"
#include "board.h"
#include "kernel/types.h"

#define IMAGE_BLOCK 0x200000UL
#define NO_4K_PAGES 15UL /* ID_AA64MMFR0_EL1.TGran4 */
#define BITS_40 2UL      /* ID_AA64MMFR0_EL1.PARange */
#define ASID_16 2UL      /* ID_AA64MMFR0_EL1.ASIDBits */
#define HERTZ_LEAST 1000UL

/* Called by image.S with the exception level and the place of the image. */
void early_judge(word_t level, paddr_t image);

static void put(const char *text)
{
    for (; *text != 0; text++) {
        if (*text == '\n')
            board_console_put(BOARD_CONSOLE, '\r');
        board_console_put(BOARD_CONSOLE, (word_t)*text);
    }
}

static _Noreturn void refuse(const char *why)
{
    put("tenon: ");
    put(why);
    put("\n");
    if (BOARD_POWER != 0)
        board_power_off(BOARD_POWER);
    for (;;)
        BARRIER("wfi");
}

void early_judge(word_t level, paddr_t image)
{
    word_t memory = REGISTER_READ("id_aa64mmfr0_el1");

    board_console_open(BOARD_CONSOLE);
    if (level != 1 && level != 2)
        refuse("the boot loader started the kernel at EL3: it has to be EL2 or EL1");
    if (image % IMAGE_BLOCK != IMAGE_OFFSET)
        refuse("the boot loader put the kernel elsewhere than 0x80000 behind a multiple of 2 MiB");
    if (FIELD_GET(memory, 28, 4) == NO_4K_PAGES || FIELD_GET(memory, 0, 4) < BITS_40)
        refuse("this CPU has no pages of 4 KiB, or less than 40 bits of address");
    if (FIELD_GET(memory, 4, 4) != ASID_16)
        refuse("this CPU tells 256 address spaces apart, not 65536");
    if (FIELD_GET(REGISTER_READ("cntfrq_el0"), 0, 32) < HERTZ_LEAST)
        refuse("the firmware has not set the timer's frequency (CNTFRQ_EL0)");
}
