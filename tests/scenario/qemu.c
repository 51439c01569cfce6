/*
 * What is QEMU's own: a line that its runner waits for, and a device, which is
 * the UART that has sent what was printed.
 */
#include "tests/scenario/stage.h"
#include "userland/lib/console.h"

word_t device_irq(void)
{
    return console_irq();
}

void device_ask(word_t on)
{
    console_interrupt(on);
}

void stage_exit(word_t code)
{
    console_print("tenon: exit %u\n", code);
    for (;;)
        tcb_suspend(SLOT_TCB);
}
