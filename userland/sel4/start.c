/*
 * Thread-local memory, as ELF for the Arm 64-bit Architecture lays it out: two
 * words for whoever wants them, at which TPIDR_EL0 points, then the variables.
 */
#include <sel4/start.h>

/* Of the linker's: the initial values, where they end, where the zeros behind them end. */
extern const char tls_image[], tls_zeros[], tls_end[];

#define HEAD 16

void task_main(seL4_BootInfo *boot_info);

static char root_tls[1024] __attribute__((aligned(16)));

seL4_Word tenon_tls_bytes(void)
{
    return HEAD + (seL4_Word)(tls_end - tls_image);
}

seL4_Word tenon_tls_make(void *memory, seL4_IPCBuffer *buffer)
{
    char *variables = (char *)memory + HEAD;
    seL4_Word place = (seL4_Word)((const char *)&__sel4_ipc_buffer - (const char *)__builtin_thread_pointer());

    for (seL4_Word i = 0; i < (seL4_Word)(tls_end - tls_image); i++)
        variables[i] = tls_image + i < tls_zeros ? tls_image[i] : 0;
    *(seL4_IPCBuffer **)((char *)memory + place) = buffer;
    return (seL4_Word)memory;
}

void task_main(seL4_BootInfo *boot_info)
{
    seL4_Word base = 0;

    if (tenon_tls_bytes() <= sizeof root_tls)
        base = tenon_tls_make(root_tls, boot_info->ipcBuffer);
    __asm__ volatile("msr tpidr_el0, %0" : : "r"(base) : "memory");
    seL4_InitBootInfo(boot_info);
    main();
    for (;;)
        seL4_TCB_Suspend(seL4_CapInitThreadTCB);
}
