/*
 * The boot info: one page of words the kernel wrote for the root task, at the
 * address task_main gets.  Extra chunks {id, bytes, ...} follow on the next
 * pages; the device tree is one, the hash of the root task another.
 */
#ifndef TENON_USER_BOOT_INFO_H
#define TENON_USER_BOOT_INFO_H

#include "userland/lib/abi.h"
#include "userland/lib/machine.h"

/* Byte offsets.  A pair is two words: first slot, and the first behind. */
enum {
    BOOT_EXTRA_BYTES = 0,
    BOOT_NODE = 8,
    BOOT_NODES = 16,
    BOOT_BUFFER = 32,
    BOOT_EMPTY = 40,         /* pair: slots nobody uses */
    BOOT_IMAGE_FRAMES = 72,  /* pair: pages of the root task */
    BOOT_IMAGE_TABLES = 88,  /* pair: its page tables */
    BOOT_EXTRA_FRAMES = 120, /* pair */
    BOOT_CNODE_BITS = 136,
    BOOT_SCHED_CONTROL = 152, /* pair */
    BOOT_UNTYPED = 168,       /* pair */
    BOOT_UNTYPED_LIST = 184,
    BOOT_UNTYPED_MOST = 230,
};

/* Chunks behind it: BOOT_CHUNK_DTB and so on. */
enum {
#define BOOT_CHUNK(number, name, holds) BOOT_CHUNK_##name = number,
#include "spec/abi/chunks.def"
#undef BOOT_CHUNK
};

/* One line of the list of untypeds. */
struct boot_untyped {
    cptr_t cap;
    paddr_t address;
    word_t bits;
    word_t device; /* 1: not RAM */
};

static inline word_t boot_info_word(vaddr_t info, word_t offset)
{
    return user_load(info + offset);
}

/* Number of slots of a pair. */
static inline word_t boot_info_count(vaddr_t info, word_t pair)
{
    return user_load(info + pair + 8) - user_load(info + pair);
}

static inline struct boot_untyped boot_info_untyped(vaddr_t info, word_t i)
{
    vaddr_t line = info + BOOT_UNTYPED_LIST + 16 * i;
    word_t kind = user_load(line + 8);

    return (struct boot_untyped){.cap = user_load(info + BOOT_UNTYPED) + i,
                                 .address = user_load(line),
                                 .bits = kind & 0xff,
                                 .device = kind >> 8 & 1};
}

/* The biggest untyped of RAM that has fewer than 2^bits bytes; bits 0: there is none. */
static inline struct boot_untyped boot_info_biggest(vaddr_t info, word_t bits)
{
    word_t count = boot_info_count(info, BOOT_UNTYPED);
    struct boot_untyped best = {0};

    for (word_t i = 0; i < count; i++) {
        struct boot_untyped untyped = boot_info_untyped(info, i);

        if (!untyped.device && untyped.bits > best.bits && untyped.bits < bits)
            best = untyped;
    }
    return best;
}

/* Where chunk `id` begins behind its head, 0 if there is none; *bytes is how long it is. */
static inline vaddr_t boot_info_chunk(vaddr_t info, word_t id, word_t *bytes)
{
    vaddr_t at = info + PAGE_BYTES;
    vaddr_t end = at + user_load(info + BOOT_EXTRA_BYTES);

    while (at + 16 <= end) {
        word_t length = user_load(at + 8);

        if (user_load(at) == id) {
            *bytes = length - 16;
            return at + 16;
        }
        if (length < 16)
            return 0;
        at += length;
    }
    return 0;
}

#endif
