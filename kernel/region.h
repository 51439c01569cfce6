/*
 * Regions: memory mapped into address spaces.
 */
#ifndef TENON_KERNEL_REGION_H
#define TENON_KERNEL_REGION_H

#include "kernel/refill.h"
#include "kernel/vspace.h"
#include "spec/call.acsl"
#include "spec/region.acsl"

/* The entry that maps a block; rights: RIGHT_READ, RIGHT_WRITE; shift: of the level it stands at. */
/*@ assigns       \nothing;
    ensures  leaf: from % 4096 == 0 && from < BIT(50) ==> \result % 4096 >= 3072 && \result < BIT(56); */
word_t descriptor_block(paddr_t from, word_t rights, word_t attributes, word_t device, word_t shift);

/* log2 of the block size in use for a Region of 2^bits bytes. */
/*@ assigns         \nothing;
    ensures  block: \result == (bits < 21 ? 12 : bits < 30 ? 21 : 30); */
word_t region_block(word_t bits);

/* Map at boot: all tables are there. */
/*@ requires wf: KernelWf && IsSlot(slot) && IsTable(root);
    assigns      phys[..], kernel.event_first, kernel.event_next, kernel.events[..];
    ensures  wf: KernelWf;
    ensures  only: RegionOnly{Pre,Post}(root, slot, vaddr);

    behavior system:
      assumes        SystemWf && SlotAt(slot) && CapRef(SLOT(slot)->cap0) % FRAME_CELLS == 0 && TableAt(root);
      ensures whole: SystemWf;
      ensures rest:  PlacedOnly{Pre,Post}(slot); */
void region_place(ref_t slot, ref_t root, word_t asid, vaddr_t vaddr, word_t rights, word_t attributes);

/* The capability is being deleted: undo its mapping. */
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  only: RegionOnly{Pre,Post}(\old(AsidSpace(PlaceAsid(SLOT(slot)->cap1))), slot,
        \old(PlaceAddress(SLOT(slot)->cap1)));

    behavior system:
      assumes        SystemWf && FixedWf && SlotAt(slot);
      ensures whole: SystemWf; */
void region_forget(ref_t slot);

/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  no: RefusedKeeps{Pre,Post}(\result.error);
    ensures  only: RegionOnly{Pre,Post}(\old(VspaceRoot(kernel.request.extra[0])), slot, \old(RequestWord(0)));

    behavior system:
      assumes        Invoked(slot, CAP_FRAME) && ExtraAt(0);
      ensures whole: SystemWf; */
struct result region_map(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  no: RefusedKeeps{Pre,Post}(\result.error);
    ensures  only: RegionOnly{Pre,Post}(\old(AsidSpace(PlaceAsid(SLOT(slot)->cap1))), slot,
        \old(PlaceAddress(SLOT(slot)->cap1)));

    behavior system:
      assumes        Invoked(slot, CAP_FRAME) && FixedWf;
      ensures whole: SystemWf; */
struct result region_unmap(ref_t slot);
/*@ requires wf:   KernelWf && IsSlot(slot);
    assigns        phys[..];
    ensures  done: \result.error == ERR_NO_ERROR;

    behavior system:
      assumes     Invoked(slot, CAP_FRAME) && kernel.current != 0;
      ensures wf: SystemWf; */
struct result region_get_address(ref_t slot);
/* The four cache operations each. */
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      phys[..];
    ensures  no: RefusedKeeps{Pre,Post}(\result.error);

    behavior system:
      assumes     Invoked(slot, CAP_FRAME) && kernel.current != 0;
      ensures wf: SystemWf; */
struct result region_cache(ref_t slot);

#endif
