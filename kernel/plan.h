/*
 * What boot is going to make, decided and judged before any of it is made: the
 * root task's file, sizes, addresses, and which memory is free.
 */
#ifndef TENON_KERNEL_PLAN_H
#define TENON_KERNEL_PLAN_H

#include "kernel/dtb.h"
#include "kernel/elf.h"
#include "kernel/range.h"

#define ROOT_BITS 13UL
#define ROOT_SLOTS BIT(ROOT_BITS)
#define SLOT_FIRST_FREE 18UL /* slots before it have a fixed meaning */
#define UNTYPEDS 230UL

/* Chunks of extra boot info. */
enum chunk {
#define BOOT_CHUNK(number, name, holds) CHUNK_##name = number,
#include "spec/abi/chunks.def"
#undef BOOT_CHUNK
};

#define CHUNK_BYTES 16UL /* of its number and size */
#define HASH_BYTES 32UL
#define EXTRA_BYTES(tree) (CHUNK_BYTES + (tree) + CHUNK_BYTES + HASH_BYTES)

/* Pages of the pool whose number is known before the root task is. */
#define CNODE_PAGES 64UL
#define IRQ_PAGES 4UL
#define QUEUE_PAGES 1UL
#define SINGLE_PAGES 5UL /* small objects, VSpace, ASID pool, IPC buffer, boot info */

/* The GIC is the kernel's: its registers are in no untyped. */
#define GIC_BYTES BIT(16)
#define GIC_REDISTRIBUTOR_BYTES 0xf60000UL

struct plan {
    paddr_t dtb;
    word_t dtb_bytes; /* of the copy: up to the end of its last block */
    word_t image_pages, extra_pages;
    word_t tables[3]; /* translation tables below the root, level by level */
    vaddr_t buffer, info, end; /* user addresses behind the image */
    ref_t pool;                /* all that the kernel makes */
    word_t pool_pages;
};

/* Apart, so that writing one is seen to leave the others alone. */
extern struct plan plan;
extern struct board plan_board;
extern struct elf plan_elf;
extern struct ranges plan_free;             /* RAM that nothing lies in */
extern struct ranges plan_ram, plan_device; /* to be handed out: free RAM without the pool, what is not RAM */
extern struct ranges plan_scratch;

/* The first page is never free: ref 0 is in it.  Nor is the last: behind whatever is made there is a ref. */
#define RAM_FIRST 1UL
#define RAM_TOP (RANGE_TOP - 1)

#include "spec/plan.acsl"

/* Make the plan for plan_board, or say why there can be none. */
/*@ requires dtb:   dtb < BIT(40);
    requires image: image <= image_end <= BIT(40);
    assigns         plan, plan_elf, plan_free, plan_ram, plan_device, plan_scratch;
    ensures  why:   \result < BOOT_ERRORS;
    ensures  tree:  plan.dtb == dtb;
    ensures  wf:    \result == BOOT_OK ==> PlanElf && PlanMade;
    ensures  rest:  \result == BOOT_OK ==> PlanRest;
    ensures  place: \result == BOOT_OK ==> PlanPlace;
    ensures  image: \result == BOOT_OK ==> PlanImageApart(image, image_end);
    ensures  dtb:   \result == BOOT_OK ==> PlanTreeApart;
    ensures  file:  \result == BOOT_OK ==> PlanFileApart;
    ensures  board: \result == BOOT_OK ==> PlanRam;
    ensures  is:    \result == BOOT_OK ==> PlanFreeIsRam;
    ensures  ram:   \result == BOOT_OK ==> PlanRamApart;
    ensures  gic:   \result == BOOT_OK ==> PlanGicApart;
    ensures  keeps: \result == BOOT_OK ==> PlanKeeps(image, image_end); */
enum boot_error plan_make(paddr_t dtb, paddr_t image, paddr_t image_end);

/* What the file has for page i of the image. */
/*@ requires wf:   PlanElf && PlanSizes;
    requires page: i < plan.image_pages;
    assigns        \nothing;
    ensures  in:   \result.at + \result.bytes <= 4096;
    ensures  file: \result.from + \result.bytes <= 16 * REFS; */
struct elf_page plan_page(word_t i);

/* What boot is asked by a word in the bootargs. */
enum plan_word {
    PLAN_STRICT,        /* `strict`: refuse a segment that is writable and executable */
    PLAN_USER_TIMER,    /* `user-timer`: the physical timer is for user programs */
    PLAN_USER_COUNTERS, /* `user-counters`: so are the performance counters */
    PLAN_WORDS,
};

/* 1 if the bootargs have this word. */
/*@ requires word: word < PLAN_WORDS;
    assigns        \nothing;
    ensures  bit:  \result <= 1; */
word_t plan_asks(enum plan_word word);

/* The big-endian number of the 32 lowest bits, and back. */
/*@ assigns \nothing;
    ensures small: \result < BIT(32); */
word_t plan_swapped(word_t w);

#endif
