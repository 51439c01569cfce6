/*
 * The door on real hardware: each function is the instruction it is named for.
 */
#ifndef TENON_USER_AARCH64_MACHINE_H
#define TENON_USER_AARCH64_MACHINE_H

static inline void user_call(struct user_registers *r)
{
    register word_t x0 __asm__("x0") = r->x[0];
    register word_t x1 __asm__("x1") = r->x[1];
    register word_t x2 __asm__("x2") = r->x[2];
    register word_t x3 __asm__("x3") = r->x[3];
    register word_t x4 __asm__("x4") = r->x[4];
    register word_t x5 __asm__("x5") = r->x[5];
    register word_t x6 __asm__("x6") = r->x[6];
    register word_t x7 __asm__("x7") = r->x[7];
    register word_t x8 __asm__("x8") = r->x[8];

    __asm__ volatile("svc #0"
                     : "+r"(x0), "+r"(x1), "+r"(x2), "+r"(x3), "+r"(x4), "+r"(x5), "+r"(x6)
                     : "r"(x7), "r"(x8)
                     : "memory");
    r->x[0] = x0;
    r->x[1] = x1;
    r->x[2] = x2;
    r->x[3] = x3;
    r->x[4] = x4;
    r->x[5] = x5;
    r->x[6] = x6;
}

static inline word_t user_load(vaddr_t address)
{
    word_t w;

    __asm__ volatile("ldr %0, [%1]" : "=r"(w) : "r"(address) : "memory");
    return w;
}

static inline void user_store(vaddr_t address, word_t w)
{
    __asm__ volatile("str %0, [%1]" : : "r"(w), "r"(address) : "memory");
}

static inline void user_fetch(vaddr_t address)
{
    ((void (*)(void))address)();
}

static inline vaddr_t user_buffer(void)
{
    vaddr_t buffer;

    __asm__ volatile("mrs %0, tpidr_el0" : "=r"(buffer));
    return buffer;
}

/* The compiler was told to leave these registers alone, so it keeps nothing in them. */
static inline word_t user_float_get(void)
{
    word_t w;

    __asm__ volatile("fmov %0, d0" : "=r"(w));
    return w;
}

static inline void user_float_set(word_t w)
{
    __asm__ volatile("fmov d0, %0" : : "r"(w));
}

#endif
