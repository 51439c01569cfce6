/*
 * Objects and their places: slots of the root CNode one after the other, memory
 * from the biggest untyped, page tables where they are missing.
 */
#ifndef TENON_PINGPONG_ROOM_H
#define TENON_PINGPONG_ROOM_H

#include <sel4/sel4.h>

/* Once, before the others. */
void room_open(void);

/* A slot that nobody uses. */
seL4_SlotPos room_slot(void);

/* An object of this untyped (of the biggest one), or 0. */
seL4_CPtr room_make_of(seL4_Untyped untyped, seL4_Word type, seL4_Word bits);
seL4_CPtr room_make(seL4_Word type, seL4_Word bits);

/* Make a page visible, with the page tables it takes. */
seL4_Error room_map(seL4_ARM_Page page, seL4_Word address, seL4_CapRights_t rights, seL4_ARM_VMAttributes attributes);

#endif
