/*
 * What a program may ask about the kernel it is compiled for: this kernel has
 * one configuration.  A program whose build has an <autoconf.h> of its own gets
 * it from there, and is refused if it is meant for another kernel.
 */
#ifndef TENON_SEL4_CONFIG_H
#define TENON_SEL4_CONFIG_H

#if defined(__has_include) && __has_include(<autoconf.h>)
#include <autoconf.h>
#else
#define CONFIG_ARCH_ARM 1
#define CONFIG_ARCH_AARCH64 1
#define CONFIG_ARCH_ARM_V8A 1
#define CONFIG_ARM_CORTEX_A53 1
#define CONFIG_ARM_PA_SIZE_BITS_40 1
#define CONFIG_ARM_TLS_REG_TPIDRU 1
#define CONFIG_AARCH64_USER_CACHE_ENABLE 1
#define CONFIG_PLAT_QEMU_ARM_VIRT 1
#define CONFIG_HAVE_FPU 1
#define CONFIG_WORD_SIZE 64
#define CONFIG_TIMER_FREQUENCY 62500000
#define CONFIG_KERNEL_MCS 1
#define CONFIG_BOOT_THREAD_TIME_SLICE 5
#define CONFIG_MAX_NUM_BOOTINFO_UNTYPED_CAPS 230
#define CONFIG_MAX_NUM_NODES 1
#define CONFIG_MAX_NUM_WORK_UNITS_PER_PREEMPTION 100
#define CONFIG_NUM_DOMAINS 1
#define CONFIG_NUM_PRIORITIES 256
#define CONFIG_RETYPE_FAN_OUT_LIMIT 256
#define CONFIG_ROOT_CNODE_SIZE_BITS 13
#define CONFIG_LIB_SEL4_INLINE_INVOCATIONS 1
#define CONFIG_LIB_SEL4_USE_THREAD_LOCALS 1
#endif

#if !defined(CONFIG_ARCH_AARCH64) || !defined(CONFIG_KERNEL_MCS) || defined(CONFIG_ENABLE_SMP_SUPPORT) ||         \
    defined(CONFIG_ARM_HYPERVISOR_SUPPORT) || defined(CONFIG_HARDWARE_DEBUG_API) || CONFIG_NUM_PRIORITIES != 256
#error "this program is configured for another kernel: Tenon is AArch64 at EL1, MCS, one core, 256 priorities"
#endif

#endif
