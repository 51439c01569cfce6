/*
 * Words of a user program.  Every number that crosses the kernel's door is a
 * 64-bit word; the names say what a word is for.
 */
#ifndef TENON_USER_TYPES_H
#define TENON_USER_TYPES_H

typedef unsigned long word_t;
typedef word_t paddr_t; /* a physical address in bytes */
typedef word_t vaddr_t; /* a virtual address in bytes */
typedef word_t cptr_t;  /* a capability address in a capability space */

#define BIT(n) (1UL << (n))
#define WORD_MAX 0xffffffffffffffffUL

#endif
