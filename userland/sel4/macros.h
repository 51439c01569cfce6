/*
 * Words for the compiler, under the names that programs use.
 */
#ifndef TENON_SEL4_MACROS_H
#define TENON_SEL4_MACROS_H

#include <sel4/config.h>

#define LIBSEL4_UNUSED __attribute__((unused))
#define LIBSEL4_WEAK __attribute__((weak))
#define LIBSEL4_NOINLINE __attribute__((noinline))
#define LIBSEL4_INLINE LIBSEL4_UNUSED static inline
#define LIBSEL4_INLINE_FUNC LIBSEL4_UNUSED static inline

#ifdef CONFIG_LIB_SEL4_USE_THREAD_LOCALS
#define LIBSEL4_THREAD_LOCAL __thread
#else
#define LIBSEL4_THREAD_LOCAL
#endif

#ifndef CONST
#define CONST __attribute__((__const__))
#endif
#ifndef PURE
#define PURE __attribute__((__pure__))
#endif
#define SEL4_PACKED __attribute__((packed))
#define SEL4_DEPRECATED(why) __attribute__((deprecated(why)))
#define SEL4_DEPRECATE_MACRO(x) x

#define LIBSEL4_BIT(n) (1UL << (n))

/* These end with their own semicolon: programs write them without one. */
#ifdef __cplusplus
#define SEL4_COMPILE_ASSERT(name, condition) static_assert(condition, #name);
#else
#define SEL4_COMPILE_ASSERT(name, condition) _Static_assert(condition, #name);
#endif
#define SEL4_SIZE_SANITY(entry, index, whole) SEL4_COMPILE_ASSERT(index, (entry) + (index) == (whole))

/* A last enumerator that makes the whole type as wide as a word. */
#define SEL4_FORCE_LONG_ENUM(type) _enum_pad_##type = 0x7fffffffffffffffL

/* --- claims that a program makes about itself; its C library says what happens when one is false --- */

void __assert_fail(const char *claim, const char *file, int line, const char *function);

#define seL4_Fail(why) __assert_fail(why, __FILE__, __LINE__, __func__)
#define seL4_Assert(claim) ((claim) ? (void)0 : __assert_fail(#claim, __FILE__, __LINE__, __func__))
#define seL4_CompileTimeAssert(claim) SEL4_COMPILE_ASSERT(seL4_CompileTimeAssert, claim)
#ifdef NDEBUG
#define seL4_DebugAssert(claim) ((void)0)
#else
#define seL4_DebugAssert(claim) seL4_Assert(claim)
#endif

#endif
