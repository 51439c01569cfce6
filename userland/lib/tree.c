/*
 * Devicetree Specification v0.4, chapter 5: a header says where the blocks are;
 * nodes are bracketed by 1 and 2, 3 is a property {bytes, name, value}, 4
 * nothing, 9 the end.  A node's own properties come before its children.
 */
#include "userland/lib/tree.h"

#include "userland/lib/boot_info.h"

enum { HEADER_BYTES = 40, HEADER_STRUCTURE = 8, HEADER_STRINGS = 12 };
enum { NODE = 1, NODE_END = 2, PROPERTY = 3, END = 9 };
enum { IN_ROOT = 1, IN_CHILD = 2 }; /* depth */

static char byte_at(vaddr_t address)
{
    return (char)(user_load(address & ~7UL) >> 8 * (address & 7));
}

static word_t big_endian(vaddr_t address)
{
    word_t w = 0;

    for (word_t i = 0; i < 4; i++)
        w = w << 8 | (unsigned char)byte_at(address + i);
    return w;
}

static char name_byte(vaddr_t at)
{
    char c = byte_at(at);

    return c == ':' ? 0 : c;
}

static word_t same(vaddr_t a, vaddr_t b)
{
    for (; name_byte(a) == name_byte(b); a++, b++)
        if (name_byte(a) == 0)
            return 1;
    return 0;
}

struct tree_value tree_property(vaddr_t boot_info, vaddr_t child, vaddr_t name)
{
    struct tree_value none = {0, 0};
    word_t room = 0, depth = 0, here = 0;
    vaddr_t tree = boot_info_chunk(boot_info, BOOT_CHUNK_DTB, &room);
    vaddr_t at, end, strings;

    if (tree == 0 || room < HEADER_BYTES)
        return none;
    at = tree + big_endian(tree + HEADER_STRUCTURE);
    strings = tree + big_endian(tree + HEADER_STRINGS);
    end = tree + room;
    while (at + 12 <= end) {
        word_t token = big_endian(at);

        at += 4;
        if (token == NODE) {
            depth++;
            here = depth == IN_ROOT ? name_byte(child) == 0 : depth == IN_CHILD && same(at, child);
            while (at < end && byte_at(at) != 0)
                at++;
            at = (at + 4) & ~3UL;
        } else if (token == NODE_END) {
            depth--;
            here = 0;
        } else if (token == PROPERTY) {
            struct tree_value value = {at + 8, big_endian(at)};
            vaddr_t called = strings + big_endian(at + 4);

            if (value.at + value.bytes > end || called >= end)
                return none;
            if (here && same(called, name))
                return value;
            at = (value.at + value.bytes + 3) & ~3UL;
        } else if (token == END) {
            return none;
        }
    }
    return none;
}

vaddr_t tree_child(vaddr_t boot_info, struct tree_value path)
{
    if (path.at != 0 && byte_at(path.at) != '/')
        path = tree_property(boot_info, TREE_NAME("aliases"), path.at);
    return path.at != 0 && byte_at(path.at) == '/' ? path.at + 1 : 0;
}

char tree_byte(struct tree_value value, word_t offset)
{
    return offset < value.bytes ? byte_at(value.at + offset) : 0;
}

word_t tree_number(struct tree_value value, word_t offset)
{
    return offset + 4 <= value.bytes ? big_endian(value.at + offset) : 0;
}

word_t tree_begins(struct tree_value value, const char *text)
{
    for (word_t i = 0; tree_byte(value, i) == text[i]; i++)
        if (text[i] == 0)
            return value.bytes > i;
    return 0;
}
