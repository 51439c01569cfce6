/*
 * The device tree, as far as programs ask it: properties of a node by its path,
 * and where its registers are.
 */
#ifndef TENON_USER_TREE_H
#define TENON_USER_TREE_H

#include "userland/lib/types.h"

/* The bytes of a property; at 0: there is none. */
struct tree_value {
    vaddr_t at;
    word_t bytes;
};

/* A text in memory as a name of the tree's; where it holds a colon, it ends there. */
#define TREE_NAME(text) ((vaddr_t)(text))

/* The property of this name, of the node of this path (its names with / between); of the root where that is empty. */
struct tree_value tree_property(vaddr_t boot_info, vaddr_t path, vaddr_t name);

/* Where the cores see the first registers of the node of this path. */
paddr_t tree_address(vaddr_t boot_info, vaddr_t path);

/* A text that says where a node is (/names, or an alias), as such a path; 0: it says nothing. */
vaddr_t tree_path(vaddr_t boot_info, struct tree_value text);

/* A number of 4 bytes, and a byte; behind the value's end 0. */
word_t tree_number(struct tree_value value, word_t offset);
char tree_byte(struct tree_value value, word_t offset);

/* 1 if a list of texts begins with this one. */
word_t tree_begins(struct tree_value value, const char *text);

#endif
