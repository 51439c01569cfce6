/*
 * The four functions that GCC may call of itself, word-wise where it can be.
 */
#include "kernel/types.h"

typedef __SIZE_TYPE__ size_t;

void *memset(void *to, int value, size_t bytes);
void *memcpy(void *restrict to, const void *restrict from, size_t bytes);
void *memmove(void *to, const void *from, size_t bytes);
int memcmp(const void *a, const void *b, size_t bytes);

/* Else GCC finds that these are memset and memcpy, and calls them. */
#define AS_WRITTEN __attribute__((optimize("no-tree-loop-distribute-patterns")))

#define ALIGNED(a) ((word_t)(a) % sizeof(word_t) == 0)

AS_WRITTEN void *memset(void *to, int value, size_t bytes)
{
    unsigned char *t = to;
    word_t word = (unsigned char)value * 0x0101010101010101UL;

    for (; bytes > 0 && !ALIGNED(t); bytes--)
        *t++ = (unsigned char)value;
    for (; bytes >= sizeof(word_t); bytes -= sizeof(word_t), t += sizeof(word_t))
        *(word_t *)t = word;
    for (; bytes > 0; bytes--)
        *t++ = (unsigned char)value;
    return to;
}

AS_WRITTEN void *memcpy(void *restrict to, const void *restrict from, size_t bytes)
{
    unsigned char *t = to;
    const unsigned char *f = from;

    if (ALIGNED(t) && ALIGNED(f))
        for (; bytes >= sizeof(word_t); bytes -= sizeof(word_t)) {
            *(word_t *)t = *(const word_t *)f;
            t += sizeof(word_t);
            f += sizeof(word_t);
        }
    for (; bytes > 0; bytes--)
        *t++ = *f++;
    return to;
}

AS_WRITTEN void *memmove(void *to, const void *from, size_t bytes)
{
    unsigned char *t = to;
    const unsigned char *f = from;

    if ((word_t)to - (word_t)from >= bytes)
        return memcpy(to, from, bytes);
    for (; bytes > 0; bytes--)
        t[bytes - 1] = f[bytes - 1];
    return to;
}

AS_WRITTEN int memcmp(const void *a, const void *b, size_t bytes)
{
    const unsigned char *x = a, *y = b;

    for (; bytes > 0; bytes--, x++, y++)
        if (*x != *y)
            return *x < *y ? -1 : 1;
    return 0;
}
