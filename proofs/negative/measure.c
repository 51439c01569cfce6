/* Wrong hopes about measuring.  Each function named wrong must keep an unproved goal. */
#include "kernel/measure.h"

/* A board that tells nothing has any root task. */
/*@ requires elf:  PlanElf;
    assigns        sha256_hash[..], sha256_schedule[..];
    ensures  told: \result == BOOT_OK ==> \forall integer i; 0 <= i < 8 ==> sha256_hash[i] == plan_board.root_hash[i]; */
enum boot_error wrong_every_board_tells(void)
{
    return measure_root();
}

/* Seven words of eight are not all. */
/*@ assigns        \nothing;
    ensures  told: \result == BOOT_OK ==> MeasuredAsTold; */
enum boot_error wrong_seven_words_are_compared(void)
{
    if (!plan_board.root_hash_told)
        return BOOT_OK;
    /*@ loop invariant i:    0 <= i <= 7;
        loop invariant same: \forall integer j; 0 <= j < i ==> sha256_hash[j] == plan_board.root_hash[j];
        loop assigns i;
        loop variant 7 - i; */
    for (word_t i = 0; i < 7; i++)
        if (sha256_hash[i] != plan_board.root_hash[i])
            return BOOT_ROOT_HASH;
    return BOOT_OK;
}

/* The bytes of the hash are in the order of the standard, not in that of this machine. */
/*@ requires in:    w + 6 <= 2 * REFS;
    assigns         phys[w / 2 .. (w + 5) / 2];
    ensures  first: Word(w + 2) == sha256_hash[0] + sha256_hash[1] * BIT(32); */
void wrong_words_are_copied(word_t w)
{
    measure_write(w);
}

/*@ requires elf:  PlanElf && plan_board.root_hash_told != 0 && k < 8;
    assigns        sha256_hash[..], sha256_schedule[..];
    ensures  why:  sha256_hash[k] != plan_board.root_hash[k] ==> \result == BOOT_ROOT_HASH; */
enum boot_error right(word_t k)
{
    return measure_root();
}
