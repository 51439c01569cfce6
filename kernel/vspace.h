/*
 * Address spaces: four levels of tables, and Regions mapped into them.
 */
#ifndef TENON_KERNEL_VSPACE_H
#define TENON_KERNEL_VSPACE_H

#include "kernel/cap.h"
#include "kernel/kernel.h"
#include "kernel/descriptor.h"
#include "kernel/result.h"

/* Where translation of an address ends: the entry in this table, which covers 2^shift bytes. */
struct walk {
    ref_t table;
    word_t shift;
};

#include "spec/vspace.acsl"

/* Follow tables from the root as far as there are any. */
/*@ requires table: IsTable(root);
    assigns         \nothing;
    ensures  table: IsTable(\result.table);
    ensures  shift: IsLevel(\result.shift);
    ensures  is:    \result.table == WalkTable(root, LEVEL_ROOT, vaddr);
    ensures  at:    \result.shift == WalkShift(root, LEVEL_ROOT, vaddr); */
struct walk table_walk(ref_t root, vaddr_t vaddr);

/* The root table of a VSpace capability that is alive, else 0. */
/*@ requires slot:  IsSlot(slot);
    assigns         \nothing;
    ensures  table: IsTable(\result);
    ensures  is:    \result == VspaceRoot(slot); */
ref_t vspace_root(ref_t slot);

/* The entry that maps a block; rights: RIGHT_READ, RIGHT_WRITE; shift: of the level it stands at. */
/*@ assigns   \nothing; */
word_t descriptor_block(paddr_t from, word_t rights, word_t attributes, word_t device, word_t shift);
/*@ assigns   \nothing; */
word_t descriptor_table(ref_t table);

/* log2 of the block size in use for a Region of 2^bits bytes. */
/*@ assigns         \nothing;
    ensures  block: \result == (bits < 21 ? 12 : bits < 30 ? 21 : 30); */
word_t region_block(word_t bits);

/* Map at boot: all tables are there. */
/*@ requires wf: KernelWf && IsSlot(slot) && IsTable(root);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  only: RegionOnly{Pre,Post}(root, slot, vaddr); */
void region_place(ref_t slot, ref_t root, word_t asid, vaddr_t vaddr, word_t rights, word_t attributes);
/*@ requires wf: KernelWf && IsSlot(slot) && IsTable(root);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  only: TableOnly{Pre,Post}(root, slot, vaddr); */
void table_place(ref_t slot, ref_t root, word_t asid, vaddr_t vaddr);

/* The capability is being deleted: undo its mapping. */
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  only: RegionOnly{Pre,Post}(\old(AsidSpace(PlaceAsid(SLOT(slot)->cap1))), slot,
        \old(PlaceAddress(SLOT(slot)->cap1))); */
void region_forget(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  only: TableOut{Pre,Post}(\old(CapRef(SLOT(slot)->cap0))); */
void page_table_forget(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf; */
void vspace_forget(ref_t slot);

/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  no: RefusedKeeps{Pre,Post}(\result.error);
    ensures  only: TableOnly{Pre,Post}(\old(VspaceRoot(kernel.request.extra[0])), slot, \old(RequestWord(0))); */
struct result page_table_map(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  no: RefusedKeeps{Pre,Post}(\result.error); */
struct result page_table_unmap(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  no: RefusedKeeps{Pre,Post}(\result.error);
    ensures  only: RegionOnly{Pre,Post}(\old(VspaceRoot(kernel.request.extra[0])), slot, \old(RequestWord(0))); */
struct result region_map(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  no: RefusedKeeps{Pre,Post}(\result.error);
    ensures  only: RegionOnly{Pre,Post}(\old(AsidSpace(PlaceAsid(SLOT(slot)->cap1))), slot,
        \old(PlaceAddress(SLOT(slot)->cap1))); */
struct result region_unmap(ref_t slot);
/*@ requires wf:   KernelWf && IsSlot(slot);
    assigns        phys[..];
    ensures  done: \result.error == ERR_NO_ERROR; */
struct result region_get_address(ref_t slot);
/* The four cache operations each. */
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      \nothing; */
struct result region_cache(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      \nothing; */
struct result vspace_cache(ref_t slot);

#endif
