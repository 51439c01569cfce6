/*
 * The device tree, as far as programs ask it: properties of the root and of
 * its children.
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

/* The property of this name, of the child of this name; of the root where that is empty. */
struct tree_value tree_property(vaddr_t boot_info, vaddr_t child, vaddr_t name);

/* Where the node of a path (/name, or an alias) has its name in that path; 0: it is no child of the root. */
vaddr_t tree_child(vaddr_t boot_info, struct tree_value path);

/* A number of 4 bytes, and a byte; behind the value's end 0. */
word_t tree_number(struct tree_value value, word_t offset);
char tree_byte(struct tree_value value, word_t offset);

/* 1 if a list of texts begins with this one. */
word_t tree_begins(struct tree_value value, const char *text);

#endif
