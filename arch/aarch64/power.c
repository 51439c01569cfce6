/*
 * The end of the machine: by semihosting, which carries an exit status, where
 * a debugger or QEMU listens; else that HLT is undefined and comes back as an
 * exception of the kernel, and PSCI or the board's own registers switch off.
 */
#include "arch/aarch64/power.h"
#include "arch/aarch64/mmu.h"
#include "arch/aarch64/registers.h"
#include "board.h"

enum { NOT_GOING = 0, BY_SEMIHOSTING = 1, BY_BOARD = 2 };

#define SEMIHOSTING_EXIT 0x18UL
#define SEMIHOSTING_REASON 0x20026UL /* the application ended */
#define PSCI_SYSTEM_OFF 0x84000008UL

static word_t going;
static word_t by_smc;

void power_init(word_t psci_smc)
{
    by_smc = psci_smc;
}

word_t power_is_going(void)
{
    return going;
}

static void semihosting_exit(word_t status)
{
    word_t block[2] = {SEMIHOSTING_REASON, status};
    register word_t operation __asm__("x0") = SEMIHOSTING_EXIT;
    register word_t *argument __asm__("x1") = block;

    __asm__ volatile("hlt #0xf000" : "+r"(operation) : "r"(argument) : "memory");
}

static void psci_off(void)
{
    register word_t function __asm__("x0") = PSCI_SYSTEM_OFF;

    if (by_smc)
        __asm__ volatile("smc #0" : "+r"(function) : : "x1", "x2", "x3", "memory");
    else
        __asm__ volatile("hvc #0" : "+r"(function) : : "x1", "x2", "x3", "memory");
}

void arch_halt(void)
{
    word_t next = going + 1;

    going = next;
    if (next == BY_SEMIHOSTING)
        semihosting_exit(1);
    if (next <= BY_BOARD) {
        if (BOARD_POWER != 0)
            board_power_off(mmu_device_address(DEVICE_POWER));
        else
            psci_off();
    }
    for (;;)
        BARRIER("wfi");
}
