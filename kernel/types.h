/*
 * Words.  Every number in the kernel is a 64-bit word: PROOFS say why (fields
 * of other widths, bit-fields, unions and pointers in objects do not prove).
 */
#ifndef TENON_KERNEL_TYPES_H
#define TENON_KERNEL_TYPES_H

typedef unsigned long word_t;
typedef word_t ref_t;   /* a kernel object: the index of its first cell in phys[] */
typedef word_t paddr_t; /* a physical address in bytes */
typedef word_t vaddr_t; /* a user virtual address in bytes */
typedef word_t cptr_t;  /* a capability address in a capability space */

#define BIT(n) (1UL << (n))
#define WORD_MAX 0xffffffffffffffffUL

/* Bit-fields as arithmetic: compilers make shifts and masks of them, provers follow them. */
#define FIELD_GET(w, lo, n) ((w) / BIT(lo) % BIT(n))
#define FIELD(lo, v) ((v) * BIT(lo))

#define MIN(a, b) ((a) < (b) ? (a) : (b))

#endif
