/*
 * What a synchronous exception was, told to the kernel in its own words.
 * Numbers are those of ESR_EL1 (Arm ARM D19.2.37), low 32 bits: the ABI's
 * fault messages carry them as they are.
 */
#include "arch/aarch64/exception.h"
#include "arch/aarch64/console.h"
#include "arch/aarch64/layout.h"
#include "arch/aarch64/power.h"
#include "kernel/entry.h"
#include "kernel/kernel.h"

enum {
    CLASS_FLOATING_POINT = 0x07,
    CLASS_FETCH = 0x20,
    CLASS_ACCESS = 0x24,
};

static const char *excuse;

void exception(word_t syndrome, vaddr_t address)
{
    word_t status = FIELD_GET(syndrome, 0, 32);

    switch (FIELD_GET(status, 26, 6)) {
    case CLASS_FLOATING_POINT:
        entry_fpu();
        break;
    case CLASS_FETCH:
        entry_vm_fault(address, status, 1);
        break;
    case CLASS_ACCESS:
        entry_vm_fault(address, status, 0);
        break;
    default:
        entry_user_exception(status, 0);
    }
}

void exception_excuse(const char *why)
{
    excuse = why;
}

void exception_in_kernel(word_t syndrome, vaddr_t at, vaddr_t address)
{
    if (excuse != 0 && !power_is_going()) {
        console_refuse(excuse);
    } else if (!power_is_going()) {
        console_write("tenon: the kernel failed, syndrome ");
        console_write_hex(syndrome);
        console_write(" at ");
        console_write_hex(at);
        console_write(" address ");
        console_write_hex(address);
        console_write("\n");
    }
    arch_halt();
}

/* vectors.S and fpu.S know these places by number. */
#define AT(field) __builtin_offsetof(struct tcb, field)
_Static_assert(AT(regs[REG_PC]) == TCB_PC && AT(regs[REG_SP]) == TCB_SP, "layout.h");
_Static_assert(AT(regs[REG_SPSR]) == TCB_SPSR && AT(regs[REG_X0]) == TCB_X0, "layout.h");
_Static_assert(AT(regs[REG_X0 + 8]) == TCB_X8 && REG_X16 == REG_X0 + 9, "layout.h");
_Static_assert(AT(regs[REG_X17]) == TCB_X17 && REG_X18 == REG_X17 + 1, "layout.h");
_Static_assert(AT(regs[REG_X29]) == TCB_X29 && REG_X30 == REG_X29 + 1, "layout.h");
_Static_assert(AT(regs[REG_X9]) == TCB_X9 && AT(regs[REG_X9 + 6]) == TCB_X15, "layout.h");
_Static_assert(REG_X19 == REG_X9 + 7 && AT(regs[REG_X19 + 1]) == TCB_X20, "layout.h");
_Static_assert(AT(regs[REG_X19 + 9]) == TCB_X28 && REG_TPIDR == REG_X19 + 10, "layout.h");
_Static_assert(AT(regs[REG_TPIDRRO]) == TCB_TPIDRRO && AT(next_pc) == TCB_NEXT_PC, "layout.h");
_Static_assert(__builtin_offsetof(struct kernel, current) == KERNEL_CURRENT, "layout.h");
