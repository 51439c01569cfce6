/*
 * SHA-256: the standard's own examples and lengths around each edge of a block,
 * from every place in a cell.  The hashes were computed by others (sha256sum).
 */
#include "kernel/sha256.h"

#include <string.h>

#include "kernel/cdt.h"
#include "tests/unit/unit.h"

#define MOST 1000000UL

static char text[MOST];
static paddr_t place;

/* The hash of so many bytes, as text; they lie `offset` bytes behind a cell. */
static const char *hash(const char *bytes, word_t count, word_t offset)
{
    static char words[65];
    paddr_t at = place + offset;

    memset((char *)phys + at - offset, 0xee, count + 32);
    memcpy((char *)phys + at, bytes, count);
    sha256(at, count);
    for (int i = 0; i < 8; i++)
        snprintf(words + 8 * i, 9, "%08x", sha256_hash[i]);
    return words;
}

static word_t is(const char *bytes, word_t count, const char *wanted)
{
    for (word_t offset = 0; offset < 17; offset++)
        if (strcmp(hash(bytes, count, offset), wanted) != 0)
            return 0;
    return 1;
}

static void the_standards_examples_are_right(void)
{
    CHECK(is("abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    CHECK(is("", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    CHECK(is("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56,
             "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"));
}

static void a_million_letters_are_right(void)
{
    memset(text, 'a', MOST);
    CHECK(strcmp(hash(text, MOST, 0), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0") == 0);
    CHECK(strcmp(hash(text, MOST, 5), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0") == 0);
}

static void each_edge_of_a_block_is_right(void)
{
    static const struct {
        word_t bytes;
        const char *hash;
    } edge[] = {
        {1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"},
        {52, "c2693d29cb77d0c5a5382c11cf783e2de6a474171ebaa2edabdc238b8ba64f1c"},
        {53, "5134bbdc4047489987f77103aaba38dadd19e9b497c14d42bde30da1b0a2208c"},
        {54, "89922c5518b494e6b0011a65111161420ea180a3acbe7483cf5b3fff2c4ab1df"},
        {55, "8af594de0e003fdee5c8bb088216c824349b4137070f559574f4a4bddd27b714"},
        {56, "db81bc2bfd43620591df192139062da77d4c376f1888ea3d2190bd07c8d901f9"},
        {57, "4d95ad65f5ec430c9a97ae9243b87d4d6fa0c474288c93cecfbfe9257e711780"},
        {59, "6abc1611a9c09a3b7b01c2b246a86465ab10f03d82b17817768493eb9b739b39"},
        {60, "54d8e0ba20e56d67e7147beeef70406244b10917fb11b522c77c1a33e1cadf15"},
        {61, "0120b88f07803852a57e78abe8aba258eea51a428ba4c24410365a1bb4c86fdd"},
        {63, "bd535b38bf0d0d1a09d370b7e34b2696cea3767801a45d5611a4aaa6954e8527"},
        {64, "292be91abe8c0909fe3d26575af5755eee74d23816dc68c3ba41765136967654"},
        {65, "ba65aedf7884642499a59ae124894611d986cf429e69f569488048af3a99e25a"},
        {119, "d367ab298e74477421127b0b448667c37c006c636f5738f081c39388756e5fad"},
        {120, "be7beb9c82089eb08da8fe6eb30c13b9d56869014e228a8c3eb0fdfe832efab2"},
        {127, "770cba7b80c7615a327db5812ccd3f80895d801b587448fcd0b2c1a10f5c88a3"},
        {128, "cb5311e1d7aa8e11d6af7081f3ffc3e4efa008c7483a1a791fe170bf37546ba7"},
        {65537, "4777864940199a04146ef4ed977bc01fa6e98ddb60eed9c1d44eb2e3da0404ad"},
    };

    for (word_t i = 0; i < MOST; i++)
        text[i] = (char)(i * 7 % 251);
    for (word_t i = 0; i < sizeof edge / sizeof edge[0]; i++)
        CHECK(is(text, edge[i].bytes, edge[i].hash));
}

static void nothing_but_the_hash_changes(void)
{
    ref_t at = unit_cells(64);
    struct cell before[64];

    memset(&phys[at], 0x5a, sizeof before);
    memcpy(before, &phys[at], sizeof before);
    sha256(16 * at + 3, 1000);
    CHECK(memcmp(before, &phys[at], sizeof before) == 0);
    CHECK(unit_invariants());
}

int main(void)
{
    unit_boot();
    place = 16 * unit_cells(0x10000);
    RUN(the_standards_examples_are_right);
    RUN(a_million_letters_are_right);
    RUN(each_edge_of_a_block_is_right);
    RUN(nothing_but_the_hash_changes);
    return unit_end("sha256");
}
