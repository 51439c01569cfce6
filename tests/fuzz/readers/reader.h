/*
 * What the targets of libFuzzer share.  It gives any bytes, in memory of just their size, again and again, and keeps
 * those that lead the readers where none did before; an error of the sanitizers ends it, or a claim that does not hold.
 */
#ifndef TENON_TESTS_READER_H
#define TENON_TESTS_READER_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/types.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t count);

#define CLAIM(claim)                                                                     \
    do {                                                                                 \
        if (!(claim)) {                                                                  \
            fprintf(stderr, "%s:%d: %s: not so: %s\n", __FILE__, __LINE__, __func__, #claim); \
            abort();                                                                     \
        }                                                                                \
    } while (0)

#endif
