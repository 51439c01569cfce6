/*
 * System registers by name, and the barriers, as C.  Everything here is one
 * instruction.
 */
#ifndef TENON_ARCH_REGISTERS_H
#define TENON_ARCH_REGISTERS_H

#include "kernel/types.h"

#define REGISTER_READ(name)                                                                        \
    ({                                                                                             \
        word_t value_;                                                                             \
        __asm__ volatile("mrs %0, " name : "=r"(value_) : : "memory");                             \
        value_;                                                                                    \
    })
#define REGISTER_WRITE(name, value) __asm__ volatile("msr " name ", %x0" : : "rZ"(value) : "memory")

/* An instruction with an address or other operand: dc, ic, tlbi. */
#define OPERATE(name, operand) __asm__ volatile(name ", %0" : : "r"(operand) : "memory")

#define BARRIER(name) __asm__ volatile(name : : : "memory")

#endif
