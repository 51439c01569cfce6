/*
 * No debug calls: a kernel for use says nothing of itself.
 */
#include "kernel/debug.h"
#include "kernel/fault.h"

void debug_serve(long number)
{
    (void)number;
    fault_unknown_syscall(kernel.current);
}
