/*
 * From the boot loader to C: the arm64 Image header (Linux, booting.rst), the
 * way from EL2 to EL1, the kernel's own map, MMU and caches on.
 *
 * The MMU is off at first: addresses come from ADRP and are physical, and all
 * that is written must be made coherent with the caches by hand.
 */
#include "arch/aarch64/layout.h"

    .section .text.image, "ax"
    .global image_start
image_start:
    b       boot
    .long   0
    .quad   IMAGE_OFFSET
    .quad   image_bytes
    .quad   0xa                 // little-endian, 4K pages, anywhere in memory
    .quad   0, 0, 0
    .ascii  "ARM\x64"
    .long   0

boot:
    msr     daifset, #0xf
    mrs     x1, mpidr_el1       // only the first core goes on
    and     x2, x1, #0xffffff
    and     x1, x1, #0xff00000000
    orr     x1, x1, x2
    cbnz    x1, park
    mov     x20, x0             // physical address of the device tree
    msr     spsel, #1
    adrp    x0, panic_stack_top // starts a page
    mov     sp, x0
    mrs     x0, CurrentEL
    lsr     x0, x0, #2
    adrp    x1, image_start
    bl      early_judge         // does not return if this cannot work
    mrs     x0, CurrentEL
    cmp     x0, #(2 << 2)
    b.eq    el2_leave
    b       el1_start

park:
    wfe
    b       park

/*
 * EL2: nothing of EL1 traps, and nobody comes back here (Arm ARM D19.2).
 */
el2_leave:
    mov     x0, #(1 << 31)      // HCR: RW, EL1 is AArch64; E2H off
    mov     x1, #(3 << 40)      // APK, API: pointer authentication does not trap
    orr     x0, x0, x1
    msr     hcr_el2, x0
    isb
    mov     x0, #0x33ff         // CPTR: FP and SIMD do not trap here
    msr     cptr_el2, x0
    msr     hstr_el2, xzr
    msr     vttbr_el2, xzr
    msr     cntvoff_el2, xzr
    mov     x0, #3              // physical counter and timer belong to EL1
    msr     cnthctl_el2, x0
    mrs     x0, midr_el1
    msr     vpidr_el2, x0
    mrs     x0, mpidr_el1
    msr     vmpidr_el2, x0

    mrs     x1, id_aa64dfr0_el1 // MDCR: all event counters belong to EL1
    ubfx    x1, x1, #8, #4
    sub     x2, x1, #1
    cmp     x2, #0xe            // 0: no PMU, 0xf: one of its own kind
    mov     x0, #0
    b.hs    1f
    mrs     x0, pmcr_el0
    ubfx    x0, x0, #11, #5
1:  msr     mdcr_el2, x0

    mrs     x0, id_aa64pfr0_el1 // GICv3: EL1 may use the system registers
    ubfx    x0, x0, #24, #4
    cbz     x0, 2f
    mov     x0, #0xf
    msr     S3_4_C12_C9_5, x0   // ICC_SRE_EL2
    isb
    msr     S3_4_C12_C11_0, xzr // ICH_HCR_EL2

2:  mrs     x0, id_aa64mmfr0_el1 // fine-grained traps off
    ubfx    x0, x0, #56, #4
    cbz     x0, 3f
    msr     S3_4_C1_C1_4, xzr   // HFGRTR_EL2
    msr     S3_4_C1_C1_5, xzr   // HFGWTR_EL2
    msr     S3_4_C1_C1_6, xzr   // HFGITR_EL2
    msr     S3_4_C3_C1_4, xzr   // HDFGRTR_EL2
    msr     S3_4_C3_C1_5, xzr   // HDFGWTR_EL2
3:  mrs     x0, id_aa64mmfr1_el1
    ubfx    x0, x0, #40, #4
    cbz     x0, 4f
    msr     S3_4_C1_C2_2, xzr   // HCRX_EL2
4:
    ldr     x0, =0x30d00800     // SCTLR_EL1: its RES1 bits, MMU off
    msr     sctlr_el1, x0
    mov     x0, #0x3c5          // EL1h, all masked
    msr     spsr_el2, x0
    adr     x0, el1_start
    msr     elr_el2, x0
    eret

/*
 * EL1, MMU off: build the map of the image, and one that is the identity for
 * the block that holds it.
 */
el1_start:
    ldr     x0, =0x30d00800
    msr     sctlr_el1, x0
    isb
    adrp    x0, panic_stack_top
    mov     sp, x0

    adrp    x0, tables_start
    adrp    x1, tables_end
    bl      lines_invalidate    // nothing stale may be written back over them
    mov     x2, x0
1:  stp     xzr, xzr, [x2], #16
    cmp     x2, x1
    b.lo    1b

    adrp    x19, image_start
    and     x21, x19, #~0x1fffff // the block of the image

    bl      features_code
    ldr     x22, =(PAGE_NORMAL | READONLY | UXN)
    orr     x22, x22, x0

    // Identity: read-only, executable, this block alone.
    adrp    x2, boot_root
    adrp    x3, boot_level1
    adrp    x4, boot_level2
    orr     x5, x3, #3
    ubfx    x6, x21, #39, #9
    str     x5, [x2, x6, lsl #3]
    orr     x5, x4, #3
    ubfx    x6, x21, #30, #9
    str     x5, [x3, x6, lsl #3]
    ldr     x5, =(BLOCK_NORMAL | READONLY | UXN)
    orr     x5, x5, x21
    ubfx    x6, x21, #21, #9
    str     x5, [x4, x6, lsl #3]

    // The kernel's own: root, low, image, pages.
    adrp    x2, mmu_root
    adrp    x3, mmu_low
    adrp    x4, mmu_image
    adrp    x5, mmu_image_pages
    orr     x6, x3, #3
    str     x6, [x2, #(8 * ROOT_LOW)]
    orr     x6, x4, #3
    str     x6, [x3, #(8 * LOW_IMAGE)]
    orr     x6, x5, #3
    str     x6, [x4]

    mov     x7, x22
    mov     x6, x19
    adrp    x8, text_end
    bl      pages_map
    ldr     x7, =(PAGE_NORMAL | READONLY | UXN | PXN)
    adrp    x8, rodata_end
    bl      pages_map
    ldr     x7, =(PAGE_NORMAL | UXN | PXN)
    adrp    x8, image_end
    bl      pages_map
    adrp    x6, stack_guard
    ubfx    x6, x6, #12, #9
    str     xzr, [x5, x6, lsl #3]

    adrp    x0, tables_start
    adrp    x1, tables_end
    bl      lines_invalidate    // again: drop what was fetched meanwhile

    ldr     x2, =MAIR
    msr     mair_el1, x2
    bl      features_tcr
    msr     tcr_el1, x0
    adrp    x2, boot_root
    msr     ttbr0_el1, x2
    adrp    x2, mmu_root
    msr     ttbr1_el1, x2
    msr     cpacr_el1, xzr      // floating point and all that grew out of it trap
    mov     x2, #(1 << 12)      // TDCC: the channel to an external debugger is not for EL0
    msr     mdscr_el1, x2
    mov     x2, #2              // EL0 reads the virtual counter, no other
    msr     cntkctl_el1, x2
    mrs     x2, id_aa64dfr0_el1
    ubfx    x2, x2, #8, #4
    sub     x2, x2, #1
    cmp     x2, #0xe
    b.hs    2f
    msr     pmuserenr_el0, xzr
2:  mrs     x2, id_aa64pfr0_el1 // nor do activity monitors, whose register starts with anything
    ubfx    x2, x2, #44, #4
    cbz     x2, 5f
    msr     S3_3_C13_C2_3, xzr  // AMUSERENR_EL0
5:  bl      features_sctlr
    tlbi    vmalle1
    ic      iallu
    dsb     sy
    isb

    msr     sctlr_el1, x0
    isb
    ldr     x30, =high_start
    ret                         // a RET needs no landing pad

high_start:
    ldr     x0, =vectors
    msr     vbar_el1, x0
    isb
    ldr     x0, =stack_top
    mov     sp, x0
    adrp    x0, bss_start
    add     x0, x0, :lo12:bss_start
    adrp    x1, bss_end
    add     x1, x1, :lo12:bss_end
3:  cmp     x0, x1
    b.hs    4f
    stp     xzr, xzr, [x0], #16
    b       3b
4:  mov     x29, xzr
    bl      features_state
    mov     x0, x20             // device tree
    mov     x1, x19             // image
    bl      start
    b       user_return

/* Map pages from x6 on up to x8 with attributes x7 in table x5; x6 ends at x8. */
pages_map:
    cmp     x6, x8
    b.hs    1f
    ubfx    x9, x6, #12, #9
    orr     x10, x6, x7
    str     x10, [x5, x9, lsl #3]
    add     x6, x6, #PAGE
    b       pages_map
1:  ret

/* Forget the cache lines of whole pages x0 to x1. */
lines_invalidate:
    dsb     sy
    mrs     x9, ctr_el0
    ubfx    x9, x9, #16, #4
    mov     x10, #4
    lsl     x10, x10, x9
    mov     x9, x0
1:  dc      ivac, x9
    add     x9, x9, x10
    cmp     x9, x1
    b.lo    1b
    dsb     sy
    ret
    .ltorg

    // Used while the MMU comes on; afterwards boot_root is emptied and stays the space of nobody.
    .section .tables, "aw", %nobits
    .balign PAGE
    .global boot_root
boot_root:
    .skip   PAGE
boot_level1:
    .skip   PAGE
boot_level2:
    .skip   PAGE
