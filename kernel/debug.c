/*
 * What one asks of a kernel to see what one's program is doing: the threads,
 * the tree of all capabilities.  Printing changes nothing; of these calls only
 * a name and the caller's x0 are ever written.  Whoever may make a call at all
 * may make these, and they print as long as it takes: not for use, for work.
 */
#include "kernel/debug.h"
#include "kernel/arch.h"
#include "kernel/cap.h"
#include "kernel/cdt.h"
#include "kernel/cnode.h"
#include "kernel/fault.h"
#include "kernel/message.h"
#include "kernel/print.h"
#include "kernel/syscall.h"
#include "kernel/tcb.h"

#define WORD_BYTES 8UL
#define DEPTH_SHOWN 16UL

/* Kinds of capability as CapIdentify answers: libraries of the ABI know the numbers of these two. */
#define IDENTITY_ENDPOINT 4UL
#define IDENTITY_NOTIFICATION 6UL
#define IDENTITY_OTHER 32UL

/* --- lines --- */

/* Letters that are not for a console are a dot. */
/*@ assigns \nothing; */
static void letter(word_t c)
{
    arch_console_put(c >= ' ' && c <= '~' ? c : '.');
}

/* The bytes of a word up to a 0, lowest first; 0 if there was one. */
/*@ assigns \nothing; */
static word_t letters(word_t w)
{
    /*@ loop invariant i <= WORD_BYTES;
        loop assigns i, w;
        loop variant WORD_BYTES - i; */
    for (word_t i = 0; i < WORD_BYTES; i++) {
        if (w % 256 == 0)
            return 0;
        letter(w % 256);
        w /= 256;
    }
    return 1;
}

/*@ requires tcb: IsTcb(t);
    assigns       \nothing; */
static void name_print(ref_t t)
{
    word_t more = 1;

    /*@ loop invariant i <= NAME_WORDS;
        loop assigns i, more;
        loop variant NAME_WORDS - i; */
    for (word_t i = 0; more && i < NAME_WORDS; i++)
        more = letters(TCB(t)->name[i]);
}

/*@ assigns \nothing; */
static void kind_print(word_t kind)
{
    switch (kind) {
#define CAP(number, name) \
    case number:          \
        PRINT(#name);     \
        break;
#include "spec/abi/caps.def"
#undef CAP
    default:
        break;
    }
}

/*@ assigns \nothing; */
static void state_print(word_t state)
{
    switch (state) {
    case THREAD_ACTIVE:
        PRINT("active");
        break;
    case THREAD_BLOCKED_SEND:
        PRINT("sends");
        break;
    case THREAD_BLOCKED_RECEIVE:
        PRINT("receives");
        break;
    case THREAD_BLOCKED_REPLY:
        PRINT("waits for a reply");
        break;
    case THREAD_BLOCKED_NOTIFICATION:
        PRINT("waits for a signal");
        break;
    default:
        PRINT("inactive");
    }
}

/* --- the threads --- */

/*@ requires wf: KernelWf && IsTcb(t);
    assigns      \nothing; */
static void thread_print(ref_t t)
{
    PRINT("  ");
    print_address(t * 16);
    PRINT(" priority ");
    print_number(TCB(t)->priority);
    PRINT(", at ");
    print_address(TCB(t)->regs[REG_PC]);
    PRINT(", ");
    state_print(TCB(t)->state);
    if (t == kernel.current)
        PRINT(", runs");
    if (TCB(t)->queued == QUEUED_RELEASE)
        PRINT(", waits for its budget");
    if (TCB(t)->sched_context == 0)
        PRINT(", without a context");
    PRINT(": ");
    name_print(t);
    PRINT("\n");
}

/* Each thread has a capability, and all that name one are neighbours. */
/*@ requires wf: KernelWf;
    assigns      \nothing; */
static void scheduler_dump(void)
{
    ref_t s = cdt_next(kernel.derivation);

    PRINT("tenon: threads\n");
    /*@ loop invariant slot: IsSlot(s);
        loop assigns left, s;
        loop variant left; */
    for (word_t left = REFS; left > 0 && s != kernel.derivation; left--) {
        if (slot_kind(s) == CAP_TCB && !cdt_same_object(cdt_prev(s), s))
            thread_print(slot_ref(s));
        s = cdt_next(s);
    }
}

/* --- the tree of capabilities --- */

/* One line, deeper than the capability it is derived from. */
/*@ requires slot: IsSlot(s) && depth <= DEPTH_SHOWN;
    assigns        \nothing; */
static void cap_print(ref_t s, word_t depth)
{
    word_t kind = slot_kind(s);

    /*@ loop invariant i <= depth + 1;
        loop assigns i;
        loop variant depth + 1 - i; */
    for (word_t i = 0; i <= depth; i++)
        PRINT("  ");
    kind_print(kind);
    PRINT(" ");
    print_address(kind == CAP_IRQ_HANDLER || kind == CAP_SGI_SIGNAL ? slot_ref(s) : slot_ref(s) * 16);
    PRINT(" size ");
    print_number(slot_size(s));
    PRINT(" rights ");
    print_number(slot_rights(s));
    PRINT(" word ");
    print_address(slot_word(s));
    PRINT(" in ");
    print_address(s * 16);
    PRINT("\n");
}

/* The list is the tree in order, a child behind its parent; `above` are the last capability's ancestors and itself. */
/*@ requires wf: KernelWf;
    assigns      \nothing; */
static void snapshot(void)
{
    ref_t above[DEPTH_SHOWN];
    ref_t s = cdt_next(kernel.derivation);
    word_t depth = 0;

    PRINT("tenon: capabilities\n");
    /*@ loop invariant slot:  IsSlot(s) && depth <= DEPTH_SHOWN;
        loop invariant above: \forall integer i; 0 <= i < depth ==> IsSlot(above[i]);
        loop assigns left, s, depth, above[0 .. DEPTH_SHOWN - 1];
        loop variant left; */
    for (word_t left = REFS; left > 0 && s != kernel.derivation; left--) {
        /*@ loop invariant depth: depth <= DEPTH_SHOWN;
            loop invariant above: \forall integer i; 0 <= i < depth ==> IsSlot(above[i]);
            loop assigns depth;
            loop variant depth; */
        while (depth > 0 && !cdt_is_parent(above[depth - 1], s))
            depth--;
        cap_print(s, depth);
        if (depth < DEPTH_SHOWN) {
            above[depth] = s;
            depth++;
        }
        s = cdt_next(s);
    }
}

/* --- the caller's capabilities --- */

/*@ assigns \nothing; */
static word_t identity(word_t kind)
{
    switch (kind) {
    case CAP_NULL:
        return 0;
    case CAP_ENDPOINT:
        return IDENTITY_ENDPOINT;
    case CAP_NOTIFICATION:
        return IDENTITY_NOTIFICATION;
    default:
        return IDENTITY_OTHER + kind;
    }
}

/* What x0 names, to x0; 0: nothing. */
/*@ requires wf: KernelWf;
    assigns      phys[..];

    behavior system:
      assumes     SystemWf && TcbAt(kernel.current);
      ensures wf: SystemWf; */
static void cap_identify(void)
{
    ref_t t = kernel.current;
    struct lookup cap = cspace_lookup(t, TCB(t)->regs[REG_CAP]);

    tcb_tell(t, cap.slot == 0 ? 0 : identity(slot_kind(cap.slot)));
}

/* Word i of the name of t. */
/*@ requires tcb: IsTcb(t) && i < NAME_WORDS;
    assigns       phys[..];
    ensures  set: TCB(t)->name[i] == word;

    behavior system:
      assumes     SystemWf && TcbAt(t);
      ensures wf: SystemWf; */
static void name_set(ref_t t, word_t i, word_t word)
{
    TCB(t)->name[i] = word;
    /*@ for system: assert rest: \forall integer c; 0 <= c < PHYS_CELLS && !(t + TCB_BONDS + 1 < c < t + TCB_LINK) ==>
            CellSame{Pre,Here}(c); */
    //@ for system: assert only: OnlyBody{Pre,Here};
    //@ for system: assert same: SystemSame{Pre,Here} && SlotsSame{Pre,Here};
}

/* The text in the IPC buffer is the name of the thread that x0 names, as much of it as there is room for. */
/*@ requires wf: KernelWf;
    assigns      phys[..];

    behavior system:
      assumes     SystemWf && TcbAt(kernel.current);
      ensures wf: SystemWf; */
static void thread_name(void)
{
    ref_t t = kernel.current;
    ref_t buffer = message_buffer(t, 0);
    struct lookup cap = cspace_lookup(t, TCB(t)->regs[REG_CAP]);
    ref_t named;

    if (buffer == 0 || cap.slot == 0 || slot_kind(cap.slot) != CAP_TCB)
        return;
    named = slot_ref(cap.slot);
    //@ for system: assert is: TcbAt(named);
    /*@ loop invariant i <= NAME_WORDS;
        for system: loop invariant wf: SystemWf;
        loop assigns i, phys[..];
        loop variant NAME_WORDS - i; */
    for (word_t i = 0; i < NAME_WORDS; i++)
        name_set(named, i, BUFFER(buffer)->message[i]);
}

void debug_serve(long number)
{
    switch (number) {
    case SYSCALL_DEBUG_PUT_CHAR:
        arch_console_put(TCB(kernel.current)->regs[REG_CAP] % 256);
        return;
    case SYSCALL_DEBUG_DUMP_SCHEDULER:
        scheduler_dump();
        return;
    case SYSCALL_DEBUG_HALT:
        PRINT("tenon: halted by a debug call\n");
        arch_halt();
        return;
    case SYSCALL_DEBUG_CAP_IDENTIFY:
        cap_identify();
        return;
    case SYSCALL_DEBUG_SNAPSHOT:
        snapshot();
        return;
    case SYSCALL_DEBUG_NAME_THREAD:
        thread_name();
        return;
    default:
        fault_unknown_syscall(kernel.current);
    }
}
