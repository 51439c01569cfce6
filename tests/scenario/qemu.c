/*
 * The end of the scenarios on QEMU: a line that its runner waits for.
 */
#include "tests/scenario/stage.h"
#include "userland/lib/console.h"

void stage_exit(word_t code)
{
    console_print("tenon: exit %u\n", code);
    for (;;)
        tcb_suspend(SLOT_TCB);
}
