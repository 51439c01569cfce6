/*
 * What this core has against exploits, and the kernel's use of it.  One image
 * serves all cores: what a core lacks stays off (docs/cores.md has the table).
 */
#ifndef TENON_ARCH_FEATURES_H
#define TENON_ARCH_FEATURES_H

#include "kernel/types.h"

/* Called by image.S with MMU off: bits to add to descriptors of code, to TCR_EL1, to SCTLR_EL1. */
word_t features_code(void);
word_t features_tcr(void);
word_t features_sctlr(void);

/* Called by image.S on the kernel's own map: the state of the CPU that is no such bit. */
void features_state(void);

/*
 * Take a key to sign return addresses with, out of the random bytes that the
 * boot loader left in the device tree, among others, and zero them there.  The
 * tree has been read and found good.  From the next way into the kernel on
 * return addresses are signed.
 */
void features_key(unsigned char *tree);

#endif
