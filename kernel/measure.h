/*
 * What booted: the SHA-256 of the root task's file, all of it.  The device
 * tree may say which it has to be; the root task finds it in extra boot info.
 */
#ifndef TENON_KERNEL_MEASURE_H
#define TENON_KERNEL_MEASURE_H

#include "kernel/plan.h"
#include "kernel/sha256.h"

#include "spec/measure.acsl"

/* Hash the file of the plan; refuse it if it is not the one that the device tree asks for. */
/*@ requires elf:  PlanElf;
    assigns        sha256_hash[..], sha256_schedule[..];
    ensures  why:  \result == BOOT_OK || \result == BOOT_ROOT_HASH;
    ensures  hash: Measured;
    ensures  told: \result == BOOT_OK <==> MeasuredAsTold; */
enum boot_error measure_root(void);

/* The hash as a chunk of extra boot info at word w of memory: two words, then its 32 bytes. */
/*@ requires in:    w + 6 <= 2 * REFS;
    assigns         phys[w / 2 .. (w + 5) / 2];
    ensures  chunk: HashChunk(w);
    ensures  kept:  \forall integer v; 0 <= v < 2 * REFS && !(w <= v < w + 6) ==> Word(v) == \old(Word(v)); */
void measure_write(word_t w);

#endif
