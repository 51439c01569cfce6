/*
 * Unit tests: a function a claim, named by it; a program a file.  RUN gives
 * each a freshly booted machine, so that none depends on another.
 */
#ifndef TENON_UNIT_H
#define TENON_UNIT_H

#include <stdio.h>

#include "arch/host/host.h"
#include "tests/fuzz/invariants.h"

#define UNIT_RAM_END 0x400000UL

extern int unit_failures, unit_claims;

#define CHECK(claim)                                                                 \
    do {                                                                             \
        if (!(claim)) {                                                              \
            printf("%s:%d: %s: not so: %s\n", __FILE__, __LINE__, __func__, #claim); \
            unit_failures++;                                                         \
        }                                                                            \
    } while (0)

#define RUN(test)      \
    do {               \
        unit_boot();   \
        test();        \
        unit_claims++; \
    } while (0)

/* A machine at the root task's first instruction, silent. */
void unit_boot(void);

/* Cells of RAM that nobody uses, zeroed, aligned to their number (a power of two). */
ref_t unit_cells(word_t cells);

/* The slot with the root task's own CNode capability. */
ref_t unit_root(void);

/* Slot i of the root CNode. */
ref_t unit_slot(word_t i);

/* A slot of the root CNode behind which all are empty. */
word_t unit_empty(void);

/* The slot of the biggest untyped of RAM. */
ref_t unit_untyped(void);

/* Do all invariants hold?  If not, say which does not. */
word_t unit_invariants(void);

/* The words of the current thread's request, as if read from its message. */
void unit_request(word_t length, const word_t *words, word_t caps, const ref_t *slots);
#define WORDS(...)                                               \
    sizeof((word_t[]){__VA_ARGS__}) / sizeof(word_t), (word_t[]) \
    {                                                            \
        __VA_ARGS__                                              \
    }

/* Print the summary; the status of the program. */
int unit_end(const char *name);

#endif
