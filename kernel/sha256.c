/*
 * The standard's way, a block at a time: the schedule of the block, 64 rounds,
 * the sum.  What each step computes is said by spec/sha256.acsl; the eight
 * working variables are named as the standard names them.
 */
#include "kernel/sha256.h"
#include "kernel/words.h"

half_t sha256_hash[8];
half_t sha256_schedule[64];

/* First bits of the fractional parts of the cube roots of the first 64 primes. */
const half_t sha256_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

/* --- functions of 32-bit words (FIPS 180-4, 4.1.2) --- */

/*@ requires bits: 0 < n < 32;
    assigns        \nothing;
    ensures  is:   \result == ShaRotate(x, n); */
static half_t rotated(half_t x, word_t n)
{
    return x >> n | x << (32 - n);
}

/*@ assigns      \nothing;
    ensures  is: \result == ShaXor(x, y); */
static half_t exclusive(half_t x, half_t y)
{
    return x ^ y;
}

/*@ assigns      \nothing;
    ensures  is: \result == ShaAnd(x, y); */
static half_t both(half_t x, half_t y)
{
    return x & y;
}

/*@ assigns      \nothing;
    ensures  is: \result == ShaMixed(x, y, z); */
static half_t mixed(half_t x, half_t y, half_t z)
{
    return exclusive(exclusive(x, y), z);
}

/*@ assigns      \nothing;
    ensures  is: \result == ShaChoose(x, y, z); */
static half_t choose(half_t x, half_t y, half_t z)
{
    return exclusive(both(x, y), both(~x, z));
}

/*@ assigns      \nothing;
    ensures  is: \result == ShaMajority(x, y, z); */
static half_t majority(half_t x, half_t y, half_t z)
{
    return mixed(both(x, y), both(x, z), both(y, z));
}

/*@ assigns      \nothing;
    ensures  is: \result == ShaBig0(x); */
static half_t big0(half_t x)
{
    return mixed(rotated(x, 2), rotated(x, 13), rotated(x, 22));
}

/*@ assigns      \nothing;
    ensures  is: \result == ShaBig1(x); */
static half_t big1(half_t x)
{
    return mixed(rotated(x, 6), rotated(x, 11), rotated(x, 25));
}

/*@ assigns      \nothing;
    ensures  is: \result == ShaSmall0(x); */
static half_t small0(half_t x)
{
    return mixed(rotated(x, 7), rotated(x, 18), x >> 3);
}

/*@ assigns      \nothing;
    ensures  is: \result == ShaSmall1(x); */
static half_t small1(half_t x)
{
    return mixed(rotated(x, 17), rotated(x, 19), x >> 10);
}

/* --- the message: the bytes, a 1 bit, zeros, the length in bits (5.1.1) --- */

half_t sha256_swapped(half_t x)
{
    return FIELD(24, x % 256) + FIELD(16, x / BIT(8) % 256) + FIELD(8, x / BIT(16) % 256) + x / BIT(24);
}

/* The bytes from p on, the first lowest: 4 of them at least. */
/*@ requires in: p + 4 <= 16 * REFS;
    assigns      \nothing;
    ensures  is: \result == ShaPair(p); */
static word_t pair_read(paddr_t p)
{
    word_t pair = word_read(p / 8) >> 8 * (p % 8);

    if (p % 8 > 4)
        pair |= word_read(p / 8 + 1) << (64 - 8 * (p % 8));
    return pair;
}

/* The big-endian number of 4 bytes. */
/*@ requires in: p + 4 <= 16 * REFS;
    assigns      \nothing;
    ensures  is: \result == ShaNumber(p); */
static half_t number_read(paddr_t p)
{
    return sha256_swapped((half_t)pair_read(p));
}

/* Byte `at` behind the message or in it. */
/*@ requires in: from + bytes <= 16 * REFS;
    assigns      \nothing;
    ensures  is: \result == ShaByte(from, bytes, at); */
static half_t padded(paddr_t from, word_t bytes, word_t at)
{
    if (at < bytes)
        return (half_t)(word_read((from + at) / 8) >> 8 * ((from + at) % 8)) % 256;
    return at == bytes ? 0x80 : 0;
}

/* The big-endian number of 4 of them. */
/*@ requires in: from + bytes <= 16 * REFS && at <= 16 * REFS + 64;
    assigns      \nothing;
    ensures  is: \result == ShaPadded(from, bytes, at); */
static half_t padded_number(paddr_t from, word_t bytes, word_t at)
{
    return FIELD(24, padded(from, bytes, at)) + FIELD(16, padded(from, bytes, at + 1)) +
           FIELD(8, padded(from, bytes, at + 2)) + padded(from, bytes, at + 3);
}

/* The word at byte `at` of the message, which with its padding has `end` bytes. */
/*@ requires in:    from + bytes <= 16 * REFS;
    requires small: at <= 16 * REFS + 64 && end <= 16 * REFS + 128;
    assigns         \nothing;
    ensures  is:    \result == ShaMessage(from, bytes, end, at); */
static half_t message(paddr_t from, word_t bytes, word_t end, word_t at)
{
    if (at + 4 <= bytes)
        return number_read(from + at);
    if (at + 8 == end)
        return (half_t)(bytes / BIT(29));
    if (at + 4 == end)
        return (half_t)(8 * bytes);
    return padded_number(from, bytes, at);
}

/* --- a block (6.2.2) --- */

/* Word i of the schedule, of the message. */
/*@ requires in: from + bytes <= 16 * REFS && n < SHA256_BLOCKS(bytes) && n < BIT(36) && i < 16;
    assigns      \nothing;
    ensures  is: \result == ShaSchedule(from, bytes, n, i); */
static half_t begun(paddr_t from, word_t bytes, word_t n, word_t i)
{
    word_t end = 64 * SHA256_BLOCKS(bytes), at = 64 * n + 4 * i;

    //@ assert end: end == 64 * ((bytes + 72) / 64);
    //@ assert at: at == 64 * n + 4 * i;
    return message(from, bytes, end, at);
}

/* Word i of the schedule, of those before it. */
/*@ requires i:  16 <= i < 64;
    requires is: \forall integer j; 0 <= j < i ==> sha256_schedule[j] == ShaSchedule(from, bytes, n, j);
    assigns      \nothing;
    ensures  is: \result == ShaSchedule(from, bytes, n, i); */
static half_t extended(paddr_t from, word_t bytes, word_t n, word_t i)
{
    (void)from, (void)bytes, (void)n; /* for the contract */
    return small1(sha256_schedule[i - 2]) + sha256_schedule[i - 7] + small0(sha256_schedule[i - 15]) +
           sha256_schedule[i - 16];
}

/*@ requires in: from + bytes <= 16 * REFS && n < SHA256_BLOCKS(bytes) && n < BIT(36);
    assigns      sha256_schedule[..];
    ensures  is: \forall integer i; 0 <= i < 64 ==> sha256_schedule[i] == ShaSchedule(from, bytes, n, i); */
static void schedule_make(paddr_t from, word_t bytes, word_t n)
{
    /*@ loop invariant i:  0 <= i <= 16;
        loop invariant is: \forall integer j; 0 <= j < i ==> sha256_schedule[j] == ShaSchedule(from, bytes, n, j);
        loop assigns i, sha256_schedule[..];
        loop variant 16 - i; */
    for (word_t i = 0; i < 16; i++)
        sha256_schedule[i] = begun(from, bytes, n, i);
    /*@ loop invariant i:  16 <= i <= 64;
        loop invariant is: \forall integer j; 0 <= j < i ==> sha256_schedule[j] == ShaSchedule(from, bytes, n, j);
        loop assigns i, sha256_schedule[..];
        loop variant 64 - i; */
    for (word_t i = 16; i < 64; i++)
        sha256_schedule[i] = extended(from, bytes, n, i);
}

/*@ assigns      \nothing;
    ensures  is: \result == ShaSum(x, y); */
static half_t sum(half_t x, half_t y)
{
    return x + y;
}

/* T1 of round t. */
/*@ requires t:  t < 64;
    assigns      \nothing;
    ensures  is: \result == ShaFirst(e, f, g, h, t, sha256_schedule[t]); */
static half_t first(half_t e, half_t f, half_t g, half_t h, word_t t)
{
    return h + big1(e) + choose(e, f, g) + sha256_constants[t] + sha256_schedule[t];
}

/* T2. */
/*@ assigns      \nothing;
    ensures  is: \result == ShaSecond(a, b, c); */
static half_t second(half_t a, half_t b, half_t c)
{
    return big0(a) + majority(a, b, c);
}

/* The working variables behind the last round are added to the hash. */
/*@ requires is:  ShaHash(from, bytes, n);
    requires a:   a == ShaVariable(from, bytes, n, 64, 0);
    requires b:   b == ShaVariable(from, bytes, n, 64, 1);
    requires c:   c == ShaVariable(from, bytes, n, 64, 2);
    requires d:   d == ShaVariable(from, bytes, n, 64, 3);
    requires e:   e == ShaVariable(from, bytes, n, 64, 4);
    requires f:   f == ShaVariable(from, bytes, n, 64, 5);
    requires g:   g == ShaVariable(from, bytes, n, 64, 6);
    requires h:   h == ShaVariable(from, bytes, n, 64, 7);
    assigns       sha256_hash[..];
    ensures  a:   sha256_hash[0] == ShaVariable(from, bytes, n + 1, 0, 0);
    ensures  b:   sha256_hash[1] == ShaVariable(from, bytes, n + 1, 0, 1);
    ensures  c:   sha256_hash[2] == ShaVariable(from, bytes, n + 1, 0, 2);
    ensures  d:   sha256_hash[3] == ShaVariable(from, bytes, n + 1, 0, 3);
    ensures  e:   sha256_hash[4] == ShaVariable(from, bytes, n + 1, 0, 4);
    ensures  f:   sha256_hash[5] == ShaVariable(from, bytes, n + 1, 0, 5);
    ensures  g:   sha256_hash[6] == ShaVariable(from, bytes, n + 1, 0, 6);
    ensures  h:   sha256_hash[7] == ShaVariable(from, bytes, n + 1, 0, 7); */
static void hash_add(paddr_t from, word_t bytes, word_t n, half_t a, half_t b, half_t c, half_t d, half_t e, half_t f,
                     half_t g, half_t h)
{
    (void)from, (void)bytes, (void)n; /* for the contract */
    sha256_hash[0] = sum(sha256_hash[0], a);
    sha256_hash[1] = sum(sha256_hash[1], b);
    sha256_hash[2] = sum(sha256_hash[2], c);
    sha256_hash[3] = sum(sha256_hash[3], d);
    sha256_hash[4] = sum(sha256_hash[4], e);
    sha256_hash[5] = sum(sha256_hash[5], f);
    sha256_hash[6] = sum(sha256_hash[6], g);
    sha256_hash[7] = sum(sha256_hash[7], h);
}

/*@ requires in:   from + bytes <= 16 * REFS && n < SHA256_BLOCKS(bytes);
    requires made: \forall integer i; 0 <= i < 64 ==> sha256_schedule[i] == ShaSchedule(from, bytes, n, i);
    requires is:   ShaHash(from, bytes, n);
    assigns        sha256_hash[..];
    ensures  a:    sha256_hash[0] == ShaVariable(from, bytes, n + 1, 0, 0);
    ensures  b:    sha256_hash[1] == ShaVariable(from, bytes, n + 1, 0, 1);
    ensures  c:    sha256_hash[2] == ShaVariable(from, bytes, n + 1, 0, 2);
    ensures  d:    sha256_hash[3] == ShaVariable(from, bytes, n + 1, 0, 3);
    ensures  e:    sha256_hash[4] == ShaVariable(from, bytes, n + 1, 0, 4);
    ensures  f:    sha256_hash[5] == ShaVariable(from, bytes, n + 1, 0, 5);
    ensures  g:    sha256_hash[6] == ShaVariable(from, bytes, n + 1, 0, 6);
    ensures  h:    sha256_hash[7] == ShaVariable(from, bytes, n + 1, 0, 7); */
static void rounds(paddr_t from, word_t bytes, word_t n)
{
    half_t a = sha256_hash[0], b = sha256_hash[1], c = sha256_hash[2], d = sha256_hash[3];
    half_t e = sha256_hash[4], f = sha256_hash[5], g = sha256_hash[6], h = sha256_hash[7];

    /*@ loop invariant t: 0 <= t <= 64;
        loop invariant a: a == ShaVariable(from, bytes, n, t, 0);
        loop invariant b: b == ShaVariable(from, bytes, n, t, 1);
        loop invariant c: c == ShaVariable(from, bytes, n, t, 2);
        loop invariant d: d == ShaVariable(from, bytes, n, t, 3);
        loop invariant e: e == ShaVariable(from, bytes, n, t, 4);
        loop invariant f: f == ShaVariable(from, bytes, n, t, 5);
        loop invariant g: g == ShaVariable(from, bytes, n, t, 6);
        loop invariant h: h == ShaVariable(from, bytes, n, t, 7);
        loop assigns t, a, b, c, d, e, f, g, h;
        loop variant 64 - t; */
    for (word_t t = 0; t < 64; t++) {
        half_t new = first(e, f, g, h, t);
        half_t other = second(a, b, c);

        h = g;
        g = f;
        f = e;
        e = sum(d, new);
        d = c;
        c = b;
        b = a;
        a = sum(new, other);
    }
    hash_add(from, bytes, n, a, b, c, d, e, f, g, h);
}

/* First bits of the fractional parts of the square roots of the first 8 primes (5.3.3). */
/*@ assigns      sha256_hash[..];
    ensures  is: \forall integer k; 0 <= k < 8 ==> sha256_hash[k] == ShaStart(k); */
static void start(void)
{
    sha256_hash[0] = 0x6a09e667;
    sha256_hash[1] = 0xbb67ae85;
    sha256_hash[2] = 0x3c6ef372;
    sha256_hash[3] = 0xa54ff53a;
    sha256_hash[4] = 0x510e527f;
    sha256_hash[5] = 0x9b05688c;
    sha256_hash[6] = 0x1f83d9ab;
    sha256_hash[7] = 0x5be0cd19;
}

void sha256(paddr_t from, word_t bytes)
{
    start();
    /*@ loop invariant n:  0 <= n <= SHA256_BLOCKS(bytes);
        loop invariant is: ShaHash(from, bytes, n);
        loop assigns n, sha256_hash[..], sha256_schedule[..];
        loop variant SHA256_BLOCKS(bytes) - n; */
    for (word_t n = 0; n < SHA256_BLOCKS(bytes); n++) {
        schedule_make(from, bytes, n);
        rounds(from, bytes, n);
    }
}
