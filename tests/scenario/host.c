/*
 * The scenarios on the host model: what QEMU's UART would show goes to
 * standard output.
 *      scenario [ticks]     each entry and access takes so many ticks of 16 ns
 */
#include <stdio.h>
#include <stdlib.h>

#include "arch/host/host.h"
#include "tests/scenario/stage.h"
#include "userland/lib/console.h"
#include "userland/lib/text.h"

#define RAM_END 0x4000000UL

void task_main(vaddr_t info);

word_t console_open(struct pool *pool, vaddr_t boot_info)
{
    (void)pool;
    (void)boot_info;
    return 1;
}

void console_text(const char *text)
{
    fputs(text, stdout);
}

void console_print(const char *format, ...)
{
    char line[512];
    va_list arguments;

    va_start(arguments, format);
    text_format_list(line, sizeof line, format, arguments);
    va_end(arguments);
    console_text(line);
}

word_t device_irq(void)
{
    return 33;
}

/* The model's interrupts are edges: one that is taken asks no more. */
void device_ask(word_t on)
{
    if (on)
        host_irq_raise(device_irq());
}

/* What the kernel says after boot (debug calls) is a part of the trace. */
static void put(char c)
{
    fputc(c, stdout);
}

void stage_exit(word_t code)
{
    host_exit((int)code);
}

int main(int count, char **arguments)
{
    int code;

    host_console = 0;
    host_boot(RAM_END);
    host_console = put;
    if (count > 1)
        machine.step = strtoul(arguments[1], 0, 0);
    code = host_run(task_main);
    fflush(stdout);
    if (machine.complaints != 0)
        fprintf(stderr, "model: %lu rules of the machine were broken\n", machine.complaints);
    if (code == HOST_STUCK)
        fprintf(stderr, "model: nobody can ever run again\n");
    return code != 0 || machine.complaints != 0;
}
