/*
 * The hash is computed of every root task; only the device tree decides
 * whether another one is refused.
 */
#include "kernel/measure.h"
#include "kernel/words.h"

_Static_assert(CHUNK_BYTES + HASH_BYTES == 6 * sizeof(word_t), "the chunk is six words");

enum boot_error measure_root(void)
{
    sha256(plan_elf.file, plan_elf.bytes);
    if (!plan_board.root_hash_told)
        return BOOT_OK;
    /*@ loop invariant i:    0 <= i <= 8;
        loop invariant same: \forall integer j; 0 <= j < i ==> sha256_hash[j] == plan_board.root_hash[j];
        loop assigns i;
        loop variant 8 - i; */
    for (word_t i = 0; i < 8; i++)
        if (sha256_hash[i] != plan_board.root_hash[i])
            return BOOT_ROOT_HASH;
    return BOOT_OK;
}

/* Bytes 8 * i of the hash to the next 8, as a word of memory. */
/*@ requires in: i < 4;
    assigns      \nothing;
    ensures  is: \result == HashWord(i); */
static word_t hash_word(word_t i)
{
    return sha256_swapped(sha256_hash[2 * i]) + FIELD(32, (word_t)sha256_swapped(sha256_hash[2 * i + 1]));
}

void measure_write(word_t w)
{
    word_write(w, CHUNK_HASH);
    word_write(w + 1, CHUNK_BYTES + HASH_BYTES);
    word_write(w + 2, hash_word(0));
    word_write(w + 3, hash_word(1));
    word_write(w + 4, hash_word(2));
    word_write(w + 5, hash_word(3));
}
