/*
 * A boot loader of a few instructions, for tests: an arm64 Image that holds a
 * kernel and a device tree, and starts the one with the other at exception
 * level LEVEL (or the one it has itself).  KERNEL_AT is where the kernel is
 * behind this image, TREE_AT what x0 gets (0: the tree in here), LEFT what is
 * left in the register at LEFT_AT (0: nothing).
 */
    .text
start:
    b       go
    .long   0
    .quad   0x80000
    .quad   end - start
    .quad   0xa
    .quad   0, 0, 0
    .ascii  "ARM\x64"
    .long   0

go:
    mrs     x2, mpidr_el1
    and     x2, x2, #0xff
1:  cbnz    x2, 1b
    ldr     x0, =LEFT_AT
    cbz     x0, 2f
    ldr     w2, =LEFT
    str     w2, [x0]
2:  ldr     x0, =TREE_AT
    cbnz    x0, 2f
    adr     x0, tree
2:  ldr     x1, =KERNEL_AT
    adr     x2, start
    add     x1, x1, x2
    mrs     x2, CurrentEL
    lsr     x2, x2, #2
    cmp     x2, #2
    b.ne    3f
    cmp     x2, #LEVEL
    b.ls    3f

    mov     x2, #(1 << 31)
    msr     hcr_el2, x2
    mov     x2, #3
    msr     cnthctl_el2, x2
    msr     cntvoff_el2, xzr
    ldr     x2, =0x30d00800
    msr     sctlr_el1, x2
    mov     x2, #0x3c5
    msr     spsr_el2, x2
    msr     elr_el2, x1
    eret
3:  br      x1
    .ltorg

    .balign 8
tree:
    .incbin TREE
    .org    KERNEL_AT
    .incbin KERNEL
end:
