/*
 * SHA-256 (FIPS 180-4) of bytes in physical memory.
 */
#ifndef TENON_KERNEL_SHA256_H
#define TENON_KERNEL_SHA256_H

#include "kernel/object.h"

typedef unsigned int half_t; /* half a word: what SHA-256 computes with */

/* The bytes, one more, and their number, in blocks of 64. */
#define SHA256_BLOCKS(bytes) (((bytes) + 72) / 64)

/* The hash: 8 numbers below 2^32, each of 4 bytes, the highest first. */
extern half_t sha256_hash[8];

/* What the proof speaks of, too. */
extern const half_t sha256_constants[64];
extern half_t sha256_schedule[64];

#include "spec/sha256.acsl"

/* The bytes the other way round. */
/*@ assigns      \nothing;
    ensures  is: \result == ShaSwapped(x); */
half_t sha256_swapped(half_t x);

/*@ requires in:   from + bytes <= 16 * REFS;
    assigns        sha256_hash[..], sha256_schedule[..];
    ensures  is:   ShaHash(from, bytes, SHA256_BLOCKS(bytes)); */
void sha256(paddr_t from, word_t bytes);

#endif
