/*
 * The two functions a compiler calls by itself, byte by byte.
 */
#include "userland/lib/types.h"

void *memcpy(void *to, const void *from, word_t bytes);
void *memset(void *to, int byte, word_t bytes);

void *memcpy(void *to, const void *from, word_t bytes)
{
    char *t = to;
    const char *f = from;

    for (word_t i = 0; i < bytes; i++)
        t[i] = f[i];
    return to;
}

void *memset(void *to, int byte, word_t bytes)
{
    char *t = to;

    for (word_t i = 0; i < bytes; i++)
        t[i] = (char)byte;
    return to;
}
