/*
 * What of libsel4 is not in headers: two variables.
 */
#include <sel4/sel4.h>

LIBSEL4_THREAD_LOCAL seL4_IPCBuffer *__sel4_ipc_buffer;

#ifdef CONFIG_KERNEL_INVOCATION_REPORT_ERROR_IPC
LIBSEL4_THREAD_LOCAL char __sel4_print_error = CONFIG_LIB_SEL4_PRINT_INVOCATION_ERRORS;
#endif

static seL4_BootInfo *kept;

void seL4_InitBootInfo(seL4_BootInfo *boot_info)
{
    kept = boot_info;
}

seL4_BootInfo *seL4_GetBootInfo(void)
{
    return kept;
}
