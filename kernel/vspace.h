/*
 * Address spaces: four levels of tables, and the number that they go by.
 */
#ifndef TENON_KERNEL_VSPACE_H
#define TENON_KERNEL_VSPACE_H

#include "kernel/cap.h"
#include "kernel/kernel.h"
#include "kernel/descriptor.h"
#include "kernel/refill.h"
#include "kernel/result.h"

/* Where translation of an address ends: the entry in this table, which covers 2^shift bytes. */
struct walk {
    ref_t table;
    word_t shift;
};

#include "spec/call.acsl"
#include "spec/fixed.acsl"
#include "spec/vspace.acsl"

/* The bytes that an entry of this level covers. */
/*@ requires level: IsLevel(shift);
    assigns         \nothing;
    ensures  is:    \result == LevelBytes(shift); */
word_t level_bytes(word_t shift);

/* The entry of an address in a table. */
/*@ requires walk: IsTable(w.table) && IsLevel(w.shift);
    assigns        \nothing;
    ensures  is:   \result == Entry(w.table, vaddr, w.shift);

    behavior system:
      assumes     SystemWf && TableAt(w.table);
      ensures on: EntryWf(\result); */
word_t walk_entry(struct walk w, vaddr_t vaddr);
/*@ requires walk: IsTable(w.table) && IsLevel(w.shift);
    assigns        phys[w.table + LevelIndex(vaddr, w.shift) / 2].w0, phys[w.table + LevelIndex(vaddr, w.shift) / 2].w1;
    ensures  set:  Entry(w.table, vaddr, w.shift) == d;
    ensures  kept: WordsKept{Pre,Post}(EntryWord(w.table, vaddr, w.shift), EntryWord(w.table, vaddr, w.shift) + 1);

    behavior system:
      assumes      SystemWf && TableAt(w.table) && EntryWf(d);
      ensures wf:  SystemWf;
      ensures tables: TablesOnly{Pre,Post}; */
void walk_set(struct walk w, vaddr_t vaddr, word_t d);

/* Follow tables from the root as far as there are any. */
/*@ requires table: IsTable(root);
    assigns         \nothing;
    ensures  table: IsTable(\result.table);
    ensures  shift: IsLevel(\result.shift);
    ensures  is:    \result.table == WalkTable(root, LEVEL_ROOT, vaddr);
    ensures  at:    \result.shift == WalkShift(root, LEVEL_ROOT, vaddr);

    behavior system:
      assumes       SystemWf && TableAt(root);
      ensures is_table: TableAt(\result.table); */
struct walk table_walk(ref_t root, vaddr_t vaddr);

/* The root table of a VSpace capability that is alive, else 0. */
/*@ requires slot:  IsSlot(slot);
    assigns         \nothing;
    ensures  table: IsTable(\result);
    ensures  is:    \result == VspaceRoot(slot);

    behavior system:
      assumes          SystemWf && SlotAt(slot);
      ensures is_table: \result != 0 ==> TableAt(\result); */
ref_t vspace_root(ref_t slot);

/* The VSpace can be mapped into: it has a root that is alive. */
/*@ requires slot: IsSlot(slot);
    assigns        \nothing;
    ensures  why:  \result.error == ERR_NO_ERROR || Refusal(\result.error);
    ensures  live: \result.error == ERR_NO_ERROR ==> VspaceRoot(slot) != 0; */
struct result vspace_judge(ref_t slot);

/*@ assigns      \nothing;
    ensures  on: TableAt(table) ==> EntryWf(\result); */
word_t descriptor_table(ref_t table);

/* What the capability in slot maps is at this place (PLACE_MAKE), 0: nowhere. */
/*@ requires slot: IsSlot(slot);
    assigns        phys[slot].w0, phys[slot].w1;
    ensures  set:  SLOT(slot)->cap0 == \old(SLOT(slot)->cap0) && SLOT(slot)->cap1 == place;
    ensures  kept: WordsKept{Pre,Post}(2 * slot, 2 * slot + 2);

    behavior system:
      assumes      SystemWf && SlotAt(slot);
      ensures wf:  SystemWf;
      ensures rest: RestSame{Pre,Post}(slot); */
void place_set(ref_t slot, word_t place);

/* Map at boot: all tables above are there. */
/*@ requires wf: KernelWf && IsSlot(slot) && IsTable(root);
    assigns      phys[..];
    ensures  wf: KernelWf;
    ensures  only: TableOnly{Pre,Post}(root, slot, vaddr);

    behavior system:
      assumes      SystemWf && SlotAt(slot) && TableAt(CapRef(SLOT(slot)->cap0)) && TableAt(root);
      ensures whole: SystemWf;
      ensures rest: PlacedOnly{Pre,Post}(slot); */
void table_place(ref_t slot, ref_t root, word_t asid, vaddr_t vaddr);

/* The capability is being deleted: what it maps goes. */
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  only: TableOut{Pre,Post}(\old(CapRef(SLOT(slot)->cap0)));

    behavior system:
      assumes        SystemWf && FixedWf && SlotAt(slot);
      ensures whole: SystemWf; */
void page_table_forget(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;

    behavior system:
      assumes        SystemWf && FixedWf && SlotAt(slot);
      ensures whole: SystemWf; */
void vspace_forget(ref_t slot);

/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  no: RefusedKeeps{Pre,Post}(\result.error);
    ensures  only: TableOnly{Pre,Post}(\old(VspaceRoot(kernel.request.extra[0])), slot, \old(RequestWord(0)));

    behavior system:
      assumes        Invoked(slot, CAP_PAGE_TABLE) && ExtraAt(0);
      ensures whole: SystemWf; */
struct result page_table_map(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      STATE;
    ensures  wf: KernelWf;
    ensures  no: RefusedKeeps{Pre,Post}(\result.error);

    behavior system:
      assumes        Invoked(slot, CAP_PAGE_TABLE) && FixedWf;
      ensures whole: SystemWf; */
struct result page_table_unmap(ref_t slot);
/* The four cache operations each. */
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      phys[..];
    ensures  no: RefusedKeeps{Pre,Post}(\result.error);

    behavior system:
      assumes     Invoked(slot, CAP_VSPACE) && kernel.current != 0;
      ensures wf: SystemWf; */
struct result vspace_cache(ref_t slot);

#endif
