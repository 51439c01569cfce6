/*
 * Devicetree Specification v0.4, chapter 5: a header says where the blocks are;
 * nodes are bracketed by 1 and 2, 3 is a property {bytes, name, value}, 4
 * nothing, 9 the end.  A node's own properties come before its children.
 */
#include "userland/lib/tree.h"

#include "userland/lib/boot_info.h"

enum { HEADER_BYTES = 40, HEADER_STRUCTURE = 8, HEADER_STRINGS = 12 };
enum { NODE = 1, NODE_END = 2, PROPERTY = 3, END = 9 };
enum { ALL_NAMES = 8 }; /* of a path: no node is deeper */

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

/* What is behind the next name of a path, if this is it; else 0. */
static vaddr_t behind(vaddr_t path, vaddr_t name)
{
    for (; byte_at(name) != 0; path++, name++)
        if (byte_at(path) != byte_at(name))
            return 0;
    if (byte_at(path) == '/')
        return path + 1;
    return name_byte(path) == 0 ? path : 0;
}

/* The property of this name, of the node of the path's first so many names. */
static struct tree_value property(vaddr_t boot_info, vaddr_t path, word_t names, vaddr_t name)
{
    struct tree_value none = {0, 0};
    word_t room = 0, depth = 0, ours = 0; /* ours: how deep the nodes of the path go that we are in */
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
            vaddr_t rest = depth == 0 ? path : 0;

            if (depth == ours && depth > 0 && depth <= names && name_byte(path) != 0)
                rest = behind(path, at);
            depth++;
            if (rest != 0) {
                path = rest;
                ours = depth;
            }
            while (at < end && byte_at(at) != 0)
                at++;
            at = (at + 4) & ~3UL;
        } else if (token == NODE_END) {
            if (depth-- == ours)
                return none;
        } else if (token == PROPERTY) {
            struct tree_value value = {at + 8, big_endian(at)};
            vaddr_t called = strings + big_endian(at + 4);

            if (value.at + value.bytes > end || called >= end)
                return none;
            if (depth == ours && (name_byte(path) == 0 || depth > names) && same(called, name))
                return value;
            at = (value.at + value.bytes + 3) & ~3UL;
        } else if (token == END) {
            return none;
        }
    }
    return none;
}

struct tree_value tree_property(vaddr_t boot_info, vaddr_t path, vaddr_t name)
{
    return property(boot_info, path, ALL_NAMES, name);
}

/* A number of so many cells. */
static word_t cells_number(struct tree_value value, word_t offset, word_t cells)
{
    word_t w = tree_number(value, offset);

    return cells == 1 ? w : w << 32 | tree_number(value, offset + 4);
}

paddr_t tree_address(vaddr_t boot_info, vaddr_t path)
{
    word_t names = 1;
    paddr_t address;

    for (vaddr_t at = path; name_byte(at) != 0; at++)
        names += byte_at(at) == '/';
    address = cells_number(tree_property(boot_info, path, TREE_NAME("reg")), 0,
                           tree_number(property(boot_info, path, names - 1, TREE_NAME("#address-cells")), 0));
    /* Through each bus above it: where the one above that sees it. */
    for (word_t n = names - 1; n > 0; n--) {
        struct tree_value ranges = property(boot_info, path, n, TREE_NAME("ranges"));
        word_t cells = tree_number(property(boot_info, path, n, TREE_NAME("#address-cells")), 0);
        word_t up = tree_number(property(boot_info, path, n - 1, TREE_NAME("#address-cells")), 0);
        word_t sizes = tree_number(property(boot_info, path, n, TREE_NAME("#size-cells")), 0);
        word_t entry = 4 * (cells + up + sizes);

        for (word_t at = 0; entry != 0 && at < ranges.bytes; at += entry) {
            word_t base = cells_number(ranges, at, cells);

            if (address < base || address - base >= cells_number(ranges, at + 4 * (cells + up), sizes))
                continue;
            address = address - base + cells_number(ranges, at + 4 * cells, up);
            break;
        }
    }
    return address;
}

vaddr_t tree_path(vaddr_t boot_info, struct tree_value text)
{
    if (text.at != 0 && byte_at(text.at) != '/')
        text = tree_property(boot_info, TREE_NAME("aliases"), text.at);
    return text.at != 0 && byte_at(text.at) == '/' ? text.at + 1 : 0;
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
