/*
 * What this core has against exploits, and the kernel's use of it, by the ID
 * registers (Arm ARM D19.2).
 *
 * Return addresses are signed by key A, in the kernel alone: vectors.S sets
 * SCTLR_EL1.EnIA, which holds for EL0 as well, on the way in and clears it on
 * the way out.  So no user can have an address signed by the kernel's key; his
 * own instructions of this kind do nothing, as the ABI has no key of a thread.
 */
#include "arch/aarch64/features.h"
#include "arch/aarch64/layout.h"
#include "arch/aarch64/registers.h"
#include "kernel/tree.h"

/* Registers and states of newer architectures by their encoding: the assembler is asked for the oldest. */
#define PAN "S3_0_C4_C2_3"
#define SSBS "S3_3_C4_C2_6"
#define ISAR2 "S3_0_C0_C6_2"
#define RNDR "S3_3_C2_C4_0"
#define KEY_A_LOW "S3_0_C2_C1_0"
#define KEY_A_HIGH "S3_0_C2_C1_1"
#define KEY_GENERIC_LOW "S3_0_C2_C3_0"
#define KEY_GENERIC_HIGH "S3_0_C2_C3_1"

enum { SSBS_WRITABLE = 2, PAN_OF_FETCH = 3 }; /* values of their ID fields */

/*
 * SCTLR_EL1: MMU, caches, stack alignment (EL1, EL0), EL0 may zero and clean
 * lines, read CTR and wait; the rest RES1.  WXN stays off: programs of the ABI
 * have segments that are writable and executable.  DSSBS 0: every entry
 * forbids loads to pass stores whose address is not known yet.
 */
#define SCTLR 0x3455d81dUL
#define SCTLR_SPAN FIELD(23, 1UL)  /* 0: every entry sets PAN; RES1 where there is none */
#define SCTLR_BT1 FIELD(36, 1UL)   /* PACIASP is a landing pad of calls, not of jumps */
#define SCTLR_EPAN FIELD(57, 1UL)  /* PAN also of what users may only execute */

/* TCR: T0SZ = T1SZ = 16, 4K, walks write-back inner shareable, IPS 40 bits, 16-bit ASID of TTBR0. */
#define TCR 0x12b5103510UL
#define TCR_E0PD1 FIELD(56, 1UL) /* EL0 learns nothing of kernel addresses, not even by time */

static word_t has_bti(void)
{
    return FIELD_GET(REGISTER_READ("id_aa64pfr1_el1"), 0, 4) != 0;
}

static word_t pan(void)
{
    return FIELD_GET(REGISTER_READ("id_aa64mmfr1_el1"), 20, 4);
}

/* Signing by Arm's algorithm (two versions) or the core's own. */
static word_t has_signing(void)
{
    return FIELD_GET(REGISTER_READ("id_aa64isar1_el1"), 4, 8) != 0 || FIELD_GET(REGISTER_READ(ISAR2), 12, 4) != 0;
}

word_t features_code(void)
{
    return has_bti() ? GUARDED : 0;
}

word_t features_tcr(void)
{
    return TCR | (FIELD_GET(REGISTER_READ("id_aa64mmfr2_el1"), 60, 4) != 0 ? TCR_E0PD1 : 0);
}

word_t features_sctlr(void)
{
    return SCTLR | (pan() == 0 ? SCTLR_SPAN : 0) | (pan() == PAN_OF_FETCH ? SCTLR_EPAN : 0) |
           (has_bti() ? SCTLR_BT1 : 0);
}

void features_state(void)
{
    REGISTER_WRITE("tpidr_el1", 0UL); /* no signing yet */
    if (pan() != 0)
        REGISTER_WRITE(PAN, FIELD(22, 1UL));
    if (FIELD_GET(REGISTER_READ("id_aa64pfr1_el1"), 4, 4) == SSBS_WRITABLE)
        REGISTER_WRITE(SSBS, 0UL);
    BARRIER("isb");
}

/* Each bit of the result depends on all of w; no two words have the same. */
static word_t stirred(word_t w)
{
    w = (w ^ w >> 30) * 0xbf58476d1ce4e5b9;
    w = (w ^ w >> 27) * 0x94d049bb133111eb;
    return w ^ w >> 31;
}

/* From the core's own source of randomness, or 0. */
static word_t random_word(void)
{
    if (FIELD_GET(REGISTER_READ("id_aa64isar0_el1"), 60, 4) == 0)
        return 0;
    return REGISTER_READ(RNDR); /* 0 if it has none at the moment */
}

/* Into the halves of the key, in turns of a word. */
static void seed_take(unsigned char *seed, word_t bytes, word_t *half)
{
    for (word_t i = 0; i < bytes; i++) {
        half[i / 8 % 2] ^= (word_t)seed[i] << 8 * (i % 8);
        seed[i] = 0;
    }
    half[0] = stirred(half[0]);
}

/* The boot loader's random bytes, wherever it left some. */
static void seeds_take(unsigned char *bytes, word_t *half)
{
    static const unsigned char names[][TREE_NAME_BYTES] = {"rng-seed", "kaslr-seed"};
    struct tree t = tree_judge(bytes, tree_bytes(bytes));

    for (struct node node = tree_root(t); node.depth != 0; node = tree_after(t, node))
        for (word_t i = 0; i < sizeof names / sizeof names[0]; i++) {
            struct span seed = tree_property(t, node, names[i]);

            if (seed.end != 0)
                seed_take(bytes + seed.at, seed.end - seed.at, half);
        }
}

void features_key(unsigned char *tree)
{
    word_t half[2];

    if (!has_signing())
        return;
    half[0] = random_word() ^ REGISTER_READ("cntpct_el0");
    half[1] = random_word();
    seeds_take(tree, half);
    half[0] = stirred(half[0]);
    half[1] = stirred(half[1] + half[0]);
    REGISTER_WRITE(KEY_A_LOW, half[0]);
    REGISTER_WRITE(KEY_A_HIGH, half[1]);
    REGISTER_WRITE(KEY_GENERIC_LOW, 0UL); /* EL0 may always use it */
    REGISTER_WRITE(KEY_GENERIC_HIGH, 0UL);
    REGISTER_WRITE("tpidr_el1", REGISTER_READ("sctlr_el1") | SCTLR_SIGNED);
}
