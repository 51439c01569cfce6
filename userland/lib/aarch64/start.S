/*
 * First instructions of a program: x0 is its boot info, whose word at 32 is
 * the IPC buffer.  Sets a stack and TPIDR_EL0, then calls task_main, which
 * does not return.
 */
    .section .text.start, "ax"
    .globl  _start
_start:
    adrp    x9, stack_top
    add     x9, x9, :lo12:stack_top
    mov     sp, x9
    ldr     x9, [x0, #32]
    msr     tpidr_el0, x9
    mov     x29, xzr
    mov     x30, xzr
    bl      task_main
1:  b       1b

    .section .bss.stack, "aw", %nobits
    .balign 16
    .space  16384
stack_top:

    .section .note.GNU-stack, "", %progbits
