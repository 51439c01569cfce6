/*
 * Memory as words: the address of word w is 8 * w.
 */
#ifndef TENON_KERNEL_WORDS_H
#define TENON_KERNEL_WORDS_H

#include "kernel/object.h"
#include "spec/words.acsl"

/*@ requires in: w < 2 * REFS;
    assigns      \nothing;
    ensures  is: \result == Word(w); */
static inline word_t word_read(word_t w)
{
    return w % 2 == 0 ? phys[w / 2].w0 : phys[w / 2].w1;
}

/*@ requires in:   w < 2 * REFS;
    assigns        phys[w / 2];
    ensures  set:  Word(w) == value;
    ensures  kept: \forall integer v; 0 <= v < 2 * REFS && v != w ==> Word(v) == \old(Word(v)); */
static inline void word_write(word_t w, word_t value)
{
    if (w % 2 == 0)
        phys[w / 2].w0 = value;
    else
        phys[w / 2].w1 = value;
}

#endif
