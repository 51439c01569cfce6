/*
 * Floating point registers to memory and back: q0 to q31, fpsr, fpcr.  The
 * kernel is built without them; no other code of it touches one.
 */
    .arch   armv8-a+fp+simd

.macro  each_pair operation
    .irp    n, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30
    .set    at, 16 * \n
    pair    \operation, \n, %(\n + 1)
    .endr
.endm
.altmacro
.macro  pair operation, n, m
    \operation q\n, q\m, [x0, #at]
.endm

    .text
/* void fpu_save(word_t *to) */
    .global fpu_save
    .type   fpu_save, %function
fpu_save:
    hint    #34                 // bti c
    each_pair stp
    mrs     x1, fpsr
    mrs     x2, fpcr
    add     x0, x0, #512
    stp     x1, x2, [x0]
    ret

/* void fpu_load(const word_t *from) */
    .global fpu_load
    .type   fpu_load, %function
fpu_load:
    hint    #34
    each_pair ldp
    add     x0, x0, #512
    ldp     x1, x2, [x0]
    msr     fpsr, x1
    msr     fpcr, x2
    ret
