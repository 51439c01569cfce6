/*
 * In and out of the kernel.  While a user runs, SP_EL1 is the address of its
 * TCB: entry needs no scratch register to save the registers there.  The
 * kernel itself runs on one stack, empty at each entry, interrupts masked.
 */
#include "arch/aarch64/layout.h"

/* Save the registers of the thread; its return address is left in x11. */
.macro  user_save
    stp     x0, x1, [sp, #TCB_X0]
    stp     x2, x3, [sp, #TCB_X0 + 16]
    stp     x4, x5, [sp, #TCB_X0 + 32]
    stp     x6, x7, [sp, #TCB_X0 + 48]
    stp     x8, x16, [sp, #TCB_X8]
    stp     x17, x18, [sp, #TCB_X17]
    stp     x29, x30, [sp, #TCB_X29]
    stp     x9, x10, [sp, #TCB_X9]
    stp     x11, x12, [sp, #TCB_X9 + 16]
    stp     x13, x14, [sp, #TCB_X9 + 32]
    stp     x15, x19, [sp, #TCB_X15]
    mrs     x9, sp_el0
    mrs     x10, spsr_el1
    stp     x20, x21, [sp, #TCB_X20]
    stp     x22, x23, [sp, #TCB_X20 + 16]
    stp     x24, x25, [sp, #TCB_X20 + 32]
    stp     x26, x27, [sp, #TCB_X20 + 48]
    mrs     x12, tpidr_el0
    mrs     x11, elr_el1
    stp     x28, x12, [sp, #TCB_X28]
    stp     x9, x10, [sp, #TCB_SP]
    str     x11, [sp, #TCB_NEXT_PC]
.endm

/* The kernel's stack; where the core can, return addresses are signed from here on. */
.macro  stack_take
    mrs     x10, tpidr_el1
    adrp    x9, stack_top       // starts a page
    mov     sp, x9
    cbz     x10, 9f
    msr     sctlr_el1, x10
    isb
9:
.endm

.macro  vector to
    .balign 128
    b       \to
.endm

    .section .text.vectors, "ax"
    .balign 2048
    .global vectors
vectors:
    // EL1 on SP_EL0: never
    vector  kernel_stuck
    vector  kernel_stuck
    vector  kernel_stuck
    vector  kernel_stuck
    // EL1 itself: only by a fault in the kernel
    vector  kernel_stuck
    vector  kernel_stuck
    vector  kernel_stuck
    vector  kernel_stuck
    // EL0, AArch64
    vector  user_synchronous
    vector  user_interrupt
    vector  kernel_stuck
    vector  kernel_stuck
    // EL0, AArch32: never
    vector  kernel_stuck
    vector  kernel_stuck
    vector  kernel_stuck
    vector  kernel_stuck

user_synchronous:
    user_save
    mrs     x0, esr_el1
    ubfx    x1, x0, #26, #6
    cmp     x1, #0x15           // SVC of AArch64
    b.ne    user_fault
    sub     x11, x11, #4        // the call itself, should it be made again
    str     x11, [sp, #TCB_PC]
    stack_take
    bl      entry_syscall

/* Go on with kernel.current; with nobody: wait for an interrupt, which WFI notices though masked. */
    .global user_return
user_return:
    adrp    x0, kernel
    ldr     x0, [x0, :lo12:kernel]
    cbz     x0, user_none
    adrp    x1, phys
    add     sp, x1, x0, lsl #4
    ldp     x9, x10, [sp, #TCB_SP]
    ldr     x12, [sp, #TCB_TPIDRRO]
    ldr     x11, [sp, #TCB_NEXT_PC]
    ldp     x28, x13, [sp, #TCB_X28]
    msr     sp_el0, x9
    msr     spsr_el1, x10
    msr     elr_el1, x11
    msr     tpidrro_el0, x12
    msr     tpidr_el0, x13
    mrs     x14, tpidr_el1      // nobody else signs by the kernel's key
    cbz     x14, 2f
    eor     x14, x14, #SCTLR_SIGNED
    msr     sctlr_el1, x14
2:
    ldp     x0, x1, [sp, #TCB_X0]
    ldp     x2, x3, [sp, #TCB_X0 + 16]
    ldp     x4, x5, [sp, #TCB_X0 + 32]
    ldp     x6, x7, [sp, #TCB_X0 + 48]
    ldp     x8, x16, [sp, #TCB_X8]
    ldp     x17, x18, [sp, #TCB_X17]
    ldp     x29, x30, [sp, #TCB_X29]
    ldp     x9, x10, [sp, #TCB_X9]
    ldp     x11, x12, [sp, #TCB_X9 + 16]
    ldp     x13, x14, [sp, #TCB_X9 + 32]
    ldp     x15, x19, [sp, #TCB_X15]
    ldp     x20, x21, [sp, #TCB_X20]
    ldp     x22, x23, [sp, #TCB_X20 + 16]
    ldp     x24, x25, [sp, #TCB_X20 + 32]
    ldp     x26, x27, [sp, #TCB_X20 + 48]
    eret
    dsb     sy                  // nothing behind an ERET is guessed at
    isb

user_fault:
    str     x11, [sp, #TCB_PC]
    stack_take
    mrs     x1, far_el1
    bl      exception
    b       user_return

user_interrupt:
    user_save
    str     x11, [sp, #TCB_PC]
    stack_take
1:  bl      entry_interrupt
    b       user_return
user_none:
    dsb     sy
    wfi
    b       1b

/* A fault in the kernel: its stack may be the cause, so take the other. */
kernel_stuck:
    adrp    x0, panic_stack_top
    mov     sp, x0
    mrs     x0, esr_el1
    mrs     x1, elr_el1
    mrs     x2, far_el1
    b       exception_in_kernel
