/*
 * Hostile calls: whoever is current makes a random one, with arguments biased
 * to what is interesting, and after each the invariants are checked.  The run
 * is cut into rounds that start from the same state with a seed of their own,
 * so any failure is found again by its round alone.
 *
 *      fuzz [-s seed] [-n calls] [-r round] [-e every] [-v]
 *        -r  only this round      -e  check every so many calls (1)      -v  print each call
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "arch/host/host.h"
#include "kernel/arch.h"
#include "kernel/cap.h"
#include "kernel/cdt.h"
#include "kernel/entry.h"
#include "kernel/event.h"
#include "kernel/message.h"
#include "kernel/result.h"
#include "kernel/tcb.h"
#include "kernel/untyped.h"
#include "tests/fuzz/invariants.h"

#define RAM_END 0x600000UL
#define ROUND_CALLS 1000UL
#define THREADS 5UL
#define ROOT_CNODE 2UL
#define ROOT_VSPACE 3UL
#define SCHED_CONTROL 17UL

#define FIRST 7000UL /* slots that the calls play with */
#define SLOTS 96UL
#define AREA 0x40000000UL
#define WORD_BITS 64UL

/* --- chance --- */

static word_t state;

static word_t chance(void)
{
    word_t z = state += 0x9e3779b97f4a7c15UL;

    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9UL;
    z = (z ^ z >> 27) * 0x94d049bb133111ebUL;
    return z ^ z >> 31;
}

static word_t below(word_t n)
{
    return chance() % n;
}

static word_t once_in(word_t n)
{
    return below(n) == 0;
}

static word_t strange(void)
{
    static const word_t words[] = {0,
                                   1,
                                   2,
                                   3,
                                   7,
                                   8,
                                   15,
                                   16,
                                   63,
                                   64,
                                   65,
                                   255,
                                   256,
                                   257,
                                   4095,
                                   4096,
                                   BIT(13),
                                   BIT(21),
                                   BIT(30),
                                   BIT(36),
                                   BIT(40),
                                   BIT(47) - 1,
                                   BIT(47),
                                   BIT(47) - 4096,
                                   BIT(48),
                                   BIT(63),
                                   WORD_MAX,
                                   WORD_MAX - 1,
                                   WORD_MAX / 2,
                                   AREA,
                                   0xffff000040000000};

    switch (below(4)) {
    case 0:
        return chance();
    case 1:
        return BIT(below(64)) + below(3) - 1;
    default:
        return words[below(sizeof words / sizeof words[0])];
    }
}

/* --- what there is --- */

static ref_t root_cnode, root_tcb;

static ref_t slot_at(word_t i)
{
    return root_cnode + SLOT_CELLS * i;
}

/* A slot of the root CNode, most often with something in it. */
static word_t any_slot(void)
{
    if (once_in(200))
        return below(20);
    for (word_t tries = 0; tries < 4; tries++) {
        word_t i = FIRST + below(SLOTS);

        if (!slot_empty(slot_at(i)))
            return i;
    }
    return FIRST + below(SLOTS);
}

static word_t empty_slot(void)
{
    for (word_t tries = 0; tries < 6; tries++) {
        word_t i = FIRST + below(SLOTS);

        if (slot_empty(slot_at(i)))
            return i;
    }
    return any_slot();
}

/* A slot with a capability of this kind, if there is one. */
static word_t slot_of(word_t kind)
{
    word_t from = below(SLOTS);

    for (word_t i = 0; i < SLOTS; i++)
        if (slot_kind(slot_at(FIRST + (from + i) % SLOTS)) == kind)
            return FIRST + (from + i) % SLOTS;
    for (word_t i = 0; i < 20; i++)
        if (slot_kind(slot_at(i)) == kind)
            return i;
    return any_slot();
}

/* --- arguments, a letter each --- */

static word_t small_cnode(void)
{
    return once_in(8) ? slot_of(CAP_CNODE) : ROOT_CNODE;
}

static word_t address(void)
{
    word_t page = AREA + 4096UL * below(64);

    switch (below(8)) {
    case 0:
        return strange();
    case 1:
        return AREA + BIT(21) * below(4);
    case 2:
        return page + 8 * below(512);
    case 3:
        return AREA + BIT(16) * below(8);
    default:
        return page;
    }
}

static word_t argument(char letter)
{
    static const word_t types[] = {TYPE_UNTYPED,    TYPE_TCB,           TYPE_ENDPOINT, TYPE_NOTIFICATION,
                                   TYPE_CNODE,      TYPE_SCHED_CONTEXT, TYPE_REPLY,    TYPE_VSPACE,
                                   TYPE_SMALL_PAGE, TYPE_PAGE_TABLE,    TYPE_REGION,   TYPE_REGION};

    if (once_in(16))
        return strange();
    switch (letter) {
    case 's': /* a slot with something */
        return any_slot();
    case 'e': /* an empty slot */
        return empty_slot();
    case 'd': /* depth */
        return once_in(8) ? below(66) : WORD_BITS;
    case 't': /* object type */
        return types[below(sizeof types / sizeof types[0])];
    case 'z': /* size of an object */
        return once_in(3) ? below(18) : 4 + below(11);
    case '0':
        return 0;
    case 'n': /* how many */
        return 1 + below(3);
    case 'r': /* rights, flags, attributes */
        return once_in(2) ? 15 : below(16);
    case 'b': /* badge or guard */
        return once_in(2) ? 0 : below(8) * 64 + below(8);
    case 'a':
        return address();
    case 'p': /* priority */
        return once_in(4) ? below(256) : 95 + 5 * below(3); /* equals meet often */
    case 'c': /* count */
        return below(40);
    case 'u': /* microseconds */
        return once_in(2) ? 10000 : 20 + below(20000);
    case 'f': /* extra refills, or flags */
        return once_in(2) ? 0 : below(6);
    case 'i': /* interrupt */
        return below(40);
    default:
        return strange();
    }
}

#define ROOT_SPACE 63 /* a VSpace, most often the root task's */

/* Per label: letters of its words, then kinds of the capabilities that go with it. */
struct shape {
    const char *words;
    word_t caps[3];
};

static const struct shape shapes[64] = {
    [1] = {"tz00en", {CAP_CNODE}},
    [2] = {"rc", {0}},
    [3] = {"rcaaxxxxxx", {0}},
    [4] = {"r", {CAP_TCB}},
    [5] = {"b0a", {CAP_CNODE, CAP_VSPACE, CAP_FRAME}},
    [6] = {"p", {CAP_TCB}},
    [7] = {"p", {CAP_TCB}},
    [8] = {"pp", {CAP_TCB, CAP_SCHED_CONTEXT, CAP_ENDPOINT}},
    [9] = {"", {CAP_ENDPOINT}},
    [10] = {"a", {CAP_FRAME}},
    [11] = {"b0", {CAP_ENDPOINT, CAP_CNODE, CAP_VSPACE}},
    [14] = {"", {CAP_NOTIFICATION}},
    [16] = {"x", {0}},
    [17] = {"rr", {0}},
    [18] = {"sd", {0}},
    [19] = {"sd", {0}},
    [20] = {"sd", {0}},
    [21] = {"edsdr", {CAP_CNODE}},
    [22] = {"edsdrb", {CAP_CNODE}},
    [23] = {"edsd", {CAP_CNODE}},
    [24] = {"edsdb", {CAP_CNODE}},
    [25] = {"edbsdbsd", {CAP_CNODE, CAP_CNODE}},
    [26] = {"ied", {CAP_CNODE}},
    [28] = {"", {CAP_NOTIFICATION}},
    [30] = {"0", {CAP_TCB}},
    [31] = {"00x", {0}},
    [32] = {"0", {0}},
    [33] = {"uufbf", {CAP_SCHED_CONTEXT}},
    [34] = {"", {CAP_TCB}},
    [36] = {"", {CAP_TCB}},
    [39] = {"aa", {0}},
    [40] = {"aa", {0}},
    [41] = {"aa", {0}},
    [42] = {"aa", {0}},
    [44] = {"ar", {ROOT_SPACE}},
    [46] = {"arr", {ROOT_SPACE}},
    [48] = {"cc", {0}},
    [49] = {"cc", {0}},
    [50] = {"cc", {0}},
    [51] = {"cc", {0}},
    [53] = {"ed", {CAP_UNTYPED, CAP_CNODE}},
    [54] = {"", {CAP_VSPACE}},
    [55] = {"ir0d", {CAP_CNODE}},
    [56] = {"i0ed", {CAP_CNODE}},
};

/* --- one call --- */

static const struct {
    word_t label, kind;
} calls[] = {
#define CALL(number, name, cap, function, words, extra) {number, CAP_##cap},
#include "spec/abi/calls.def"
#undef CALL
};
#define CALLS (sizeof calls / sizeof calls[0])
#define RESUME 12 /* place of tcb_resume among them */
#define YIELD_TO 37

static word_t verbose;
static word_t done_calls, accepted_of[CALLS], tried_of[CALLS];
static word_t syscalls_of[16], faults, interrupts, accesses;

static void register_set(word_t i, word_t w)
{
    TCB(kernel.current)->regs[REG_X0 + i] = w;
}

static word_t slot_for(word_t kind)
{
    switch (kind) {
    case CAP_CNODE:
        return small_cnode();
    case ROOT_SPACE:
        return once_in(8) ? slot_of(CAP_VSPACE) : ROOT_VSPACE;
    default:
        return slot_of(kind);
    }
}

/* Fill registers and buffer of the current thread with an invocation of `slot` by the i-th call. */
static word_t fill(word_t slot, word_t i)
{
    ref_t t = kernel.current, buffer = message_buffer(t, 1);
    word_t label = calls[i].label;
    const struct shape *shape = &shapes[label % 64];
    const char *words = shape->words != 0 ? shape->words : "x";
    word_t length = strlen(words), caps = 0;

    register_set(0, slot);
    for (word_t n = 0; n < length; n++) {
        if (n < MESSAGE_REGISTERS)
            register_set(2 + n, argument(words[n]));
        else if (buffer != 0)
            BUFFER(buffer)->message[n] = argument(words[n]);
    }
    while (caps < 3 && shape->caps[caps] != 0) {
        word_t kind = shape->caps[caps];
        word_t cap = once_in(10) ? any_slot() : slot_for(kind);

        if (buffer != 0)
            BUFFER(buffer)->caps[caps] = cap;
        caps++;
    }
    if (label == 46 && once_in(2) &&
        PLACE_ASID(slot_word(slot_at(slot % 8192))) != 0) /* mapped: there again */
        register_set(2, PLACE_ADDRESS(slot_word(slot_at(slot % 8192))));
    if (once_in(20))
        length = below(128);
    if (once_in(20))
        caps = below(4);
    return INFO_MAKE(label, 0UL, caps, length);
}

/* An invocation that could work. */
static void prepare_invocation(void)
{
    word_t i = once_in(4) && kernel.current == root_tcb ? RESUME : once_in(20) ? YIELD_TO : below(CALLS);
    word_t slot = once_in(16) ? any_slot() : slot_for(calls[i].kind);

    if (once_in(6)) { /* things to play with get made again and again */
        i = 0;
        slot = slot_of(CAP_UNTYPED);
    }
    register_set(1, fill(slot, i));
    register_set(7, (word_t)-1);
    if (once_in(12) && kernel.current != root_tcb) { /* any call that sends, and then perhaps receives */
        register_set(7, -(1 + below(6)));
        register_set(6, slot);
        register_set(8, slot);
        if (once_in(2))
            register_set(0, slot_of(CAP_ENDPOINT));
    }
    tried_of[i]++;
}

/* A message, a wait or nonsense. */
static void prepare_message(void)
{
    ref_t buffer = message_buffer(kernel.current, 1);
    static const word_t kinds[] = {CAP_ENDPOINT, CAP_ENDPOINT, CAP_NOTIFICATION, CAP_REPLY};

    for (word_t i = 0; i < 9; i++)
        register_set(i, strange());
    register_set(0, once_in(20) ? strange() : slot_of(kinds[below(4)]));
    register_set(1, once_in(10) ? strange() : INFO_MAKE(below(8), 0UL, below(4), below(8)));
    register_set(6, once_in(10) ? any_slot() : slot_of(CAP_REPLY));
    register_set(7, once_in(50) ? strange() : -(1 + below(11)));
    if (kernel.current == root_tcb && !once_in(100))
        register_set(7, once_in(2) ? (word_t)-6 : (word_t)-11); /* neither waits nor faults */
    register_set(8, once_in(10) ? any_slot() : slot_of(kinds[below(4)]));
    if (buffer == 0)
        return;
    for (word_t i = 0; i < 3; i++)
        BUFFER(buffer)->caps[i] = any_slot();
    BUFFER(buffer)->receive_cnode = once_in(8) ? any_slot() : ROOT_CNODE;
    BUFFER(buffer)->receive_index = empty_slot();
    BUFFER(buffer)->receive_depth = argument('d');
}

static void call_print(const char *what)
{
    const word_t *x = &TCB(kernel.current)->regs[REG_X0];

    if (verbose)
        printf("%lu: %lx %s x0 %lx info %lx words %lx %lx %lx %lx x6 %lx call %ld x8 %lx\n", done_calls,
               kernel.current, what, x[0], x[1], x[2], x[3], x[4], x[5], x[6], (long)x[7], x[8]);
}

static void pc_set(word_t behind)
{
    ref_t t = kernel.current;

    TCB(t)->regs[REG_PC] = TCB(t)->next_pc;
    TCB(t)->next_pc += behind;
}

static void do_call(void)
{
    ref_t t = kernel.current;
    word_t number, label, invocation = !once_in(t == root_tcb ? 16 : 3);

    if (invocation)
        prepare_invocation();
    else
        prepare_message();
    number = -TCB(t)->regs[REG_CALL];
    label = INFO_LABEL(TCB(t)->regs[REG_INFO]);
    syscalls_of[number < 12 ? number : 12]++;
    call_print("call");
    pc_set(4);
    host_enter_syscall();
    for (word_t i = 0; invocation && i < CALLS; i++)
        if (calls[i].label == label)
            accepted_of[i] += INFO_LABEL(TCB(t)->regs[REG_INFO]) == 0;
}

/* Load, store or fetch somewhere; what does not translate faults. */
static void do_access(word_t cautious)
{
    vaddr_t vaddr = address() / 8 * 8;
    enum host_access kind = (enum host_access)below(3);
    struct host_place place = host_translate(vaddr, kind);

    accesses++;
    if (place.status != 0 && cautious)
        return;
    if (place.status != 0) {
        faults++;
        if (verbose)
            printf("%lu: %lx access %d at %lx: fault %lx\n", done_calls, kernel.current, (int)kind, vaddr,
                   place.status);
        pc_set(0);
        host_enter_vm_fault(vaddr, place.status, kind == HOST_FETCH);
    } else if (kind == HOST_WRITE) {
        host_write(place.paddr, strange());
    }
}

static void do_exception(void)
{
    call_print("exception");
    pc_set(0);
    if (once_in(2))
        host_enter_user_exception(0x02000000);
    else
        host_enter_fpu();
}

static void do_interrupt(void)
{
    interrupts++;
    if (once_in(2))
        host_irq_raise(below(40));
    else
        host_time_pass(once_in(4) ? BIT(20) : below(BIT(16)));
    if (verbose)
        printf("%lu: interrupt\n", done_calls);
    host_enter_interrupt();
}

/* 0: nobody can ever run again.  The root task lives on to wake the others: it does little that may end it. */
static word_t do_something(void)
{
    word_t cautious = kernel.current == root_tcb && !once_in(256);

    if (kernel.current == 0)
        return host_wait();
    switch (cautious && once_in(2) ? 31 : below(32)) {
    case 0:
    case 1:
        do_interrupt();
        break;
    case 2:
        if (!cautious)
            do_exception();
        break;
    case 3:
    case 4:
    case 5:
    case 6:
    case 7:
        do_access(cautious);
        break;
    default:
        do_call();
    }
    return 1;
}

/* --- the start --- */

/* A call of the root task that must work. */
static word_t must(word_t cap, word_t label, word_t caps, const word_t *cap_list, word_t length,
                   const word_t *words)
{
    ref_t t = kernel.current, buffer = message_buffer(t, 1);

    register_set(0, cap);
    register_set(1, INFO_MAKE(label, 0UL, caps, length));
    register_set(7, (word_t)-1);
    for (word_t i = 0; i < caps; i++)
        BUFFER(buffer)->caps[i] = cap_list[i];
    for (word_t i = 0; i < length; i++) {
        if (i < MESSAGE_REGISTERS)
            register_set(2 + i, words[i]);
        else
            BUFFER(buffer)->message[i] = words[i];
    }
    pc_set(4);
    host_enter_syscall();
    if (INFO_LABEL(TCB(t)->regs[REG_INFO]) != 0) {
        fprintf(stderr, "fuzz: call %lu of the start is refused: %lu\n", label,
                INFO_LABEL(TCB(t)->regs[REG_INFO]));
        exit(2);
    }
    return TCB(t)->regs[REG_MESSAGE];
}

#define LIST(...)                                                  \
    (sizeof((word_t[]){__VA_ARGS__}) / sizeof(word_t)), (word_t[]) \
    {                                                              \
        __VA_ARGS__                                                \
    }
#define NOTHING 0, 0

static word_t next_slot;

static word_t retype(word_t untyped, word_t type, word_t bits)
{
    must(untyped, 1, LIST(ROOT_CNODE), LIST(type, bits, 0, 0, next_slot, 1));
    return next_slot++;
}

/* The biggest untyped of RAM that nothing was made of. */
static word_t biggest(void)
{
    word_t best = 0;

    for (word_t i = 0; i < 8192; i++)
        if (slot_kind(slot_at(i)) == CAP_UNTYPED && slot_rights(slot_at(i)) == 0 &&
            !cdt_has_children(slot_at(i)) && (best == 0 || slot_size(slot_at(i)) > slot_size(slot_at(best))))
            best = i;
    return best;
}

static void map(word_t untyped, word_t frame, vaddr_t vaddr)
{
    must(frame, 46, LIST(ROOT_VSPACE), LIST(vaddr, 3, 7));
    (void)untyped;
}

/* A thread in the root task's spaces, with a buffer of its own, of some priority. */
static void thread(word_t untyped, word_t n, word_t fault_endpoint)
{
    word_t tcb = retype(untyped, TYPE_TCB, 0), frame = retype(untyped, TYPE_SMALL_PAGE, 0);
    word_t context = retype(untyped, TYPE_SCHED_CONTEXT, 8);

    map(untyped, frame, AREA + 0x1000 * n);
    if (n % 2)
        must(SCHED_CONTROL, 33, LIST(context), LIST(5000, 5000, 0, n, 0));
    else
        must(SCHED_CONTROL, 33, LIST(context), LIST(2000, 9000, 2 + n, n, n / 2));
    must(tcb, 5, LIST(ROOT_CNODE, ROOT_VSPACE, frame), LIST(0, 0, AREA + 0x1000 * n));
    must(tcb, 8, LIST(1, context, n % 2 ? fault_endpoint : 0), LIST(200, 95 + 5 * (n % 3)));
    must(tcb, 3, NOTHING, LIST(1, 3, 0x400000, 0, 0));
}

/* Threads, objects of every kind, and memory for more. */
static void start(void)
{
    static const word_t types[] = {TYPE_ENDPOINT,   TYPE_ENDPOINT,   TYPE_NOTIFICATION, TYPE_NOTIFICATION,
                                   TYPE_REPLY,      TYPE_REPLY,      TYPE_REPLY,        TYPE_VSPACE,
                                   TYPE_PAGE_TABLE, TYPE_PAGE_TABLE, TYPE_SMALL_PAGE};
    word_t all, child, table, endpoint;

    host_boot(RAM_END);
    root_tcb = kernel.current;
    root_cnode = slot_ref(TCB_SLOT(kernel.current, TCB_CSPACE));
    next_slot = FIRST;
    retype(biggest(), TYPE_REGION, 21);
    all = biggest();
    for (word_t i = 0; i < 2; i++) {
        table = retype(all, TYPE_PAGE_TABLE, 0);
        must(table, 44, LIST(ROOT_VSPACE), LIST(AREA, 3));
    }
    endpoint = retype(all, TYPE_ENDPOINT, 0);
    for (word_t n = 0; n < THREADS - 1; n++)
        thread(all, n, endpoint);
    for (word_t i = 0; i < sizeof types / sizeof types[0]; i++)
        retype(all, types[i], 0);
    retype(all, TYPE_CNODE, 3);
    retype(all, TYPE_REGION, 16);
    child = retype(all, TYPE_UNTYPED, 12);
    retype(child, TYPE_ENDPOINT, 0);
    retype(all, TYPE_UNTYPED, 12);
    retype(all, TYPE_UNTYPED, 14);
    retype(all, TYPE_UNTYPED, 18);
    must(1, 6, LIST(1), LIST(100));
}

/* --- what the events say --- */

/* Every change of authority is seen exactly once: created, copied and deleted, the capabilities that the
   events leave are those there are, and so are the objects.  Compared are sums of a number for each. */
struct authority {
    word_t caps, objects;
};

static struct authority said;
static word_t events_read;

static word_t number_of(word_t kind, paddr_t address, word_t badge)
{
    word_t z = (kind * 0x9e3779b97f4a7c15UL ^ address) * 0xbf58476d1ce4e5b9UL;

    return ((z ^ z >> 29) + badge) * 0x94d049bb133111ebUL;
}

static word_t number_of_cap(ref_t s)
{
    word_t badged = slot_kind(s) == CAP_ENDPOINT || slot_kind(s) == CAP_NOTIFICATION;

    return number_of(slot_kind(s), slot_ref(s) * 16, badged ? slot_word(s) : 0);
}

/* Objects that end with their last capability. */
static word_t is_an_object(ref_t s)
{
    switch (slot_kind(s)) {
    case CAP_IRQ_CONTROL:
    case CAP_SGI_SIGNAL:
    case CAP_ASID_CONTROL:
    case CAP_SCHED_CONTROL:
    case CAP_DOMAIN:
    case CAP_AUDIT:
        return 0;
    case CAP_UNTYPED:
        return 0;
    default:
        return !cdt_same_object(cdt_prev(s), s);
    }
}

static struct authority authority(void)
{
    struct authority there = {0, 0};

    for (ref_t s = cdt_next(kernel.derivation); s != kernel.derivation; s = cdt_next(s)) {
        if (slot_kind(s) == CAP_ZOMBIE)
            continue;
        there.caps += number_of_cap(s);
        if (is_an_object(s))
            there.objects += number_of(slot_kind(s), slot_ref(s) * 16, 0);
    }
    return there;
}

static word_t kind_of(word_t type)
{
    static const word_t kinds[] = {
        [TYPE_UNTYPED] = CAP_UNTYPED, [TYPE_TCB] = CAP_TCB,       [TYPE_ENDPOINT] = CAP_ENDPOINT,
        [TYPE_REPLY] = CAP_REPLY,     [TYPE_CNODE] = CAP_CNODE,   [TYPE_NOTIFICATION] = CAP_NOTIFICATION,
        [TYPE_VSPACE] = CAP_VSPACE,   [TYPE_PAGE_TABLE] = CAP_PAGE_TABLE,
        [TYPE_SCHED_CONTEXT] = CAP_SCHED_CONTEXT,
    };

    return type < sizeof kinds / sizeof kinds[0] && (kinds[type] != 0 || type == TYPE_UNTYPED) ? kinds[type]
                                                                                                : CAP_FRAME;
}

static void event_follow(const struct event *e)
{
    word_t kind = e->kind == EVENT_OBJECT_CREATED ? kind_of(e->a) : e->a;

    switch (e->kind) {
    case EVENT_OBJECT_CREATED:
    case EVENT_CAP_ISSUED:
        said.caps += number_of(kind, e->b, 0);
        if (kind != CAP_SGI_SIGNAL && kind != CAP_UNTYPED)
            said.objects += number_of(kind, e->b, 0);
        break;
    case EVENT_CAP_COPIED:
    case EVENT_CAP_MINTED:
        said.caps += number_of(kind, e->b, e->c);
        break;
    case EVENT_CAP_DELETED:
        said.caps -= number_of(kind, e->b, e->c);
        break;
    case EVENT_OBJECT_DESTROYED:
        said.objects -= number_of(kind, e->b, 0);
        break;
    }
}

/* 1 if the events since the last time tell all that is otherwise now. */
static word_t events_tell(void)
{
    struct authority there = authority();

    for (; events_read != kernel.event_next; events_read++)
        event_follow(&kernel.events[events_read % EVENTS]);
    return there.caps == said.caps && there.objects == said.objects;
}

static void events_begin(void)
{
    kernel.audit = 1;
    said = authority();
    events_read = kernel.event_next;
}

/* --- rounds --- */

static word_t every = 1;
static word_t checks, stuck, caps_most, blocks_most;
static word_t seed_now, round_now;

/* A round takes well under a second; a call that does not end takes for ever. */
#define ROUND_SECONDS 30

static void too_long(int signal)
{
    (void)signal;
    printf("fuzz: the kernel does not come back from call %lu; again with -s %lu -r %lu -v\n", done_calls,
           seed_now, round_now);
    fflush(stdout);
    _exit(1);
}

static word_t check(word_t seed, word_t round)
{
    struct broken b;

    if (machine.complaints != 0) {
        printf("fuzz: the model complains: %s\n", host_complaint);
    } else {
        if (done_calls % every != 0)
            return 1;
        checks++;
        b = invariants_check();
        if (b.rule == 0 && !events_tell())
            b = (struct broken){"the events do not tell what capabilities there are", kernel.event_next, 0};
        if (b.rule == 0) {
            caps_most = invariants_caps > caps_most ? invariants_caps : caps_most;
            blocks_most = invariants_blocks > blocks_most ? invariants_blocks : blocks_most;
            return 1;
        }
        printf("fuzz: %s (%#lx, %#lx)\n", b.rule, b.where, b.what);
    }
    printf("fuzz: after call %lu; again with -s %lu -r %lu -v\n", done_calls, seed, round);
    return 0;
}

/* One round: 1 if nothing broke. */
static word_t play(const struct host_snapshot *begin, word_t seed, word_t round)
{
    static const word_t steps[] = {1, 16, 100, 1999, 20011}; /* ticks an entry takes: when budgets end */

    host_restore(begin);
    events_begin();
    seed_now = seed;
    round_now = round;
    alarm(ROUND_SECONDS);
    state = seed * 0x9e3779b97f4a7c15UL + round;
    machine.step = steps[below(sizeof steps / sizeof steps[0])];
    machine.irq_every = once_in(2) ? 1 + below(3) : 0;
    for (word_t i = 0; i < ROUND_CALLS; i++) {
        done_calls++;
        if (!do_something()) {
            stuck++;
            return 1;
        }
        if (!check(seed, round))
            return 0;
        kernel.audit = 1; /* who is played may have turned it off */
    }
    return 1;
}

static void report(double seconds)
{
    word_t tried = 0, accepted = 0, never = 0;

    for (word_t i = 0; i < CALLS; i++) {
        tried += tried_of[i];
        accepted += accepted_of[i];
        never += accepted_of[i] == 0;
        if (verbose || accepted_of[i] == 0)
            printf("  label %lu: %lu tried, %lu answered without error\n", calls[i].label, tried_of[i],
                   accepted_of[i]);
    }
    printf("fuzz: %lu calls, %lu checks, %lu invocations (%lu accepted, %lu of %lu labels never), %lu "
           "accesses, %lu faults, "
           "%lu interrupts, %lu rounds ended with nobody left; at most %lu capabilities, %lu mapped blocks\n",
           done_calls, checks, tried, accepted, never, (word_t)CALLS, accesses, faults, interrupts, stuck,
           caps_most, blocks_most);
    printf("fuzz: %.1f seconds, %.0f calls a second\n", seconds, (double)done_calls / seconds);
}

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int count, char **arguments)
{
    struct host_snapshot begin;
    word_t seed = 1, most = 100000, only = WORD_MAX, good = 1;
    double from = now();

    for (int i = 1; i < count; i++) {
        char letter = arguments[i][0] == '-' ? arguments[i][1] : 0;
        word_t value = i + 1 < count ? strtoul(arguments[i + 1], 0, 0) : 0;

        if (letter == 'v') {
            verbose = 1;
            continue;
        }
        if (letter == 's')
            seed = value;
        else if (letter == 'n')
            most = value;
        else if (letter == 'r')
            only = value;
        else if (letter == 'e')
            every = value;
        i++;
    }
    signal(SIGALRM, too_long);
    host_console = 0;
    start();
    events_begin();
    if (!check(seed, 0))
        return 1;
    host_save(&begin);
    if (only != WORD_MAX)
        good = play(&begin, seed, only);
    for (word_t round = 0; only == WORD_MAX && good && done_calls < most; round++)
        good = play(&begin, seed, round);
    report(now() - from);
    printf("fuzz: state %016lx\n", host_hash());
    host_snapshot_free(&begin);
    return !good;
}
