/*
 * A capability: two words in a slot.
 *
 *      63   59 58   54 53  50  49     48                36 35         0
 *      kind    size    rights  origin  0                   ref            cap0
 *
 * kind    what it is (spec/abi/caps.def)
 * size    log2: bytes of an untyped, frame or sched context; slots of a CNode
 * rights  write 1, read 2, grant 4, grant-reply 8; of memory: device 4
 * origin  1: not a copy.  Its copies are its children: revoking it deletes them
 * ref     the object's first cell (of an interrupt: its number)
 *
 * cap1 is one word of the kind's own: badge of an endpoint or notification,
 * what of an untyped is free (untyped.h), guard of a CNode, place of a mapping.
 */
#ifndef TENON_KERNEL_CAP_H
#define TENON_KERNEL_CAP_H

#include "kernel/object.h"
#include "spec/cdt.acsl"

enum cap_kind {
#define CAP(number, name) CAP_##name = number,
#include "spec/abi/caps.def"
#undef CAP
};

/* The size of a zombie (delete.c) that is a TCB; of a CNode it is the radix. */
#define ZOMBIE_TCB 63UL

#define RIGHT_WRITE 1UL
#define RIGHT_READ 2UL
#define RIGHT_GRANT 4UL
#define RIGHT_GRANT_REPLY 8UL
#define RIGHTS_ALL 15UL
#define MEMORY_IS_DEVICE 4UL /* in the rights of an untyped or frame */

#define CAP_KIND(c0) ((c0) / BIT(59))
#define CAP_SIZE(c0) FIELD_GET(c0, 53, 6)
#define CAP_RIGHTS(c0) FIELD_GET(c0, 49, 4)
#define CAP_ORIGIN(c0) FIELD_GET(c0, 48, 1)
#define CAP_REF(c0) FIELD_GET(c0, 0, REF_BITS)

#define CAP_MAKE(kind, size, rights, origin, ref) \
    (FIELD(59, kind) + FIELD(53, size) + FIELD(49, rights) + FIELD(48, origin) + (ref))

/* The same capability with other rights, with another origin. */
#define CAP_WITH_RIGHTS(c0, rights) ((c0) - FIELD(49, CAP_RIGHTS(c0)) + FIELD(49, rights))
#define CAP_WITH_ORIGIN(c0, origin) ((c0) - FIELD(48, CAP_ORIGIN(c0)) + FIELD(48, origin))

/* The guard of a CNode (cap1), as the ABI passes it: value 58 bits, size 6. */
#define GUARD_SIZE(c1) ((c1) % BIT(6))
#define GUARD_VALUE(c1) ((c1) / BIT(6))
#define GUARD_MAKE(value, size) ((value) * BIT(6) + (size))

/* The place of a mapped frame or table (cap1): address space 16 bits, address 48; 0: not mapped. */
#define PLACE_ASID(c1) FIELD_GET(c1, 48, 16)
#define PLACE_ADDRESS(c1) FIELD_GET(c1, 0, 48)
#define PLACE_MAKE(asid, vaddr) (FIELD(48, asid) + (vaddr))

/*@ requires fields: kind < 32 && size < 64 && rights < 16 && origin < 2 && ref < REFS;
    assigns          \nothing;
    ensures  kind:   CapKind(\result) == kind;
    ensures  size:   CapSize(\result) == size;
    ensures  rights: CapRights(\result) == rights;
    ensures  origin: CapOrigin(\result) == origin;
    ensures  ref:    CapRef(\result) == ref;
    ensures  some:   kind != 0 ==> \result != 0; */
static inline word_t cap_make(word_t kind, word_t size, word_t rights, word_t origin, ref_t ref)
{
    return CAP_MAKE(kind, size, rights, origin, ref);
}

/* The same capability with these rights; with as many of these as there are; with this origin. */
/*@ requires field: rights < 16;
    assigns         \nothing;
    ensures  is:    CapIs(\result, CapKind(cap0), CapSize(cap0), rights, CapOrigin(cap0), CapRef(cap0)); */
static inline word_t cap_set_rights(word_t cap0, word_t rights)
{
    return CAP_WITH_RIGHTS(cap0, rights);
}

/*@ assigns      \nothing;
    ensures  is: CapIs(\result, CapKind(cap0), CapSize(cap0), rights % 16, CapOrigin(cap0), CapRef(cap0)); */
static inline word_t cap_with_rights(word_t cap0, word_t rights)
{
    return cap_set_rights(cap0, rights % 16);
}

/*@ requires field: origin < 2;
    assigns         \nothing;
    ensures  is:    CapIs(\result, CapKind(cap0), CapSize(cap0), CapRights(cap0), origin, CapRef(cap0));
    ensures  none:  cap0 == 0 && origin == 0 ==> \result == 0; */
static inline word_t cap_with_origin(word_t cap0, word_t origin)
{
    return CAP_WITH_ORIGIN(cap0, origin);
}

/* What is in a slot. */
/*@ requires slot:  IsSlot(s);
    assigns         \nothing;
    ensures  is:    \result == CapKind(SLOT(s)->cap0);
    ensures  bound: \result < 32; */
static inline word_t slot_kind(ref_t s) { return CAP_KIND(SLOT(s)->cap0); }

/*@ requires slot:  IsSlot(s);
    assigns         \nothing;
    ensures  is:    \result == CapSize(SLOT(s)->cap0);
    ensures  bound: \result < 64; */
static inline word_t slot_size(ref_t s) { return CAP_SIZE(SLOT(s)->cap0); }

/*@ requires slot:  IsSlot(s);
    assigns         \nothing;
    ensures  is:    \result == CapRights(SLOT(s)->cap0);
    ensures  bound: \result < 16; */
static inline word_t slot_rights(ref_t s) { return CAP_RIGHTS(SLOT(s)->cap0); }

/*@ requires slot:  IsSlot(s);
    assigns         \nothing;
    ensures  is:    \result == CapOrigin(SLOT(s)->cap0);
    ensures  bound: \result < 2; */
static inline word_t slot_origin(ref_t s) { return CAP_ORIGIN(SLOT(s)->cap0); }

/*@ requires slot:  IsSlot(s);
    assigns         \nothing;
    ensures  is:    \result == CapRef(SLOT(s)->cap0);
    ensures  bound: \result < REFS; */
static inline ref_t slot_ref(ref_t s) { return CAP_REF(SLOT(s)->cap0); }

/*@ requires slot:  IsSlot(s);
    assigns         \nothing;
    ensures  is:    \result == SLOT(s)->cap1; */
static inline word_t slot_word(ref_t s) { return SLOT(s)->cap1; }

/*@ requires slot:  IsSlot(s);
    assigns         \nothing;
    ensures  is:    \result == (SLOT(s)->cap0 == 0 ? 1 : 0); */
static inline word_t slot_empty(ref_t s) { return SLOT(s)->cap0 == 0; }

/*@ requires slot:  IsSlot(s);
    assigns         phys[s].w0, phys[s].w1;
    ensures  set:   SLOT(s)->cap0 == cap0 && SLOT(s)->cap1 == cap1;

    behavior list:
      assumes       SlotAt(s);
      ensures wf:    \old(RingWf) ==> RingWf;
      ensures links: LinksSame{Pre,Post};
      ensures only:  OnlySlots{Pre,Post};
      ensures caps:  CapsKept{Pre,Post}(s, s); */
static inline void slot_set(ref_t s, word_t cap0, word_t cap1)
{
    SLOT(s)->cap0 = cap0;
    SLOT(s)->cap1 = cap1;
}

/* The link of a slot in the derivation list. */
/*@ requires slot:  IsSlot(s);
    assigns         \nothing;
    ensures  is:    \result == s + SLOT_LINK && \result < PHYS_CELLS;
    ensures  link:  SlotAt(s) ==> IsLink(\result); */
static inline ref_t slot_link(ref_t s) { return s + SLOT_LINK; }

#endif
