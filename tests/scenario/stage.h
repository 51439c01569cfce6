/*
 * A scenario is a claim about the kernel, named by it, and played by a root
 * task on a stage: one untyped of 4 MiB that everything is made of, and that
 * is revoked afterwards.  The same file runs on QEMU and on the host model;
 * what it prints must be the same.  So it prints no address of its own
 * program, no physical address but relative to the untyped, and no time.
 */
#ifndef TENON_SCENARIO_STAGE_H
#define TENON_SCENARIO_STAGE_H

#include "userland/lib/boot_info.h"
#include "userland/lib/ipc.h"
#include "userland/lib/pool.h"
#include "userland/lib/thread.h"

#define STAGE_BITS 22
#define ACTORS 4

/* A thread of the stage.  Its slots: */
struct actor {
    cptr_t tcb, sched_context, frame;
    vaddr_t buffer;
};

struct stage {
    vaddr_t info;
    cptr_t untyped;
    paddr_t base;     /* where the untyped begins */
    struct pool pool; /* makes things of it */
    word_t actors;
    const char *failed; /* what did not hold, 0 while all does */
    word_t line;
};

typedef void scenario_function(struct stage *s);

struct scenario {
    const char *name;
    scenario_function *play;
};

#define SCENARIO(claim)                                                                         \
    static scenario_function claim;                                                             \
    static const struct scenario entry_of_##claim                                               \
        __attribute__((used, no_reorder, section("scenarios"), aligned(16))) = {#claim, claim}; \
    static void claim(struct stage *s)

/* What must hold, or the scenario ends here. */
#define CHECK(condition)                         \
    do {                                         \
        if (!(condition)) {                      \
            stage_fail(s, #condition, __LINE__); \
            return;                              \
        }                                        \
    } while (0)

#define CHECK_ERROR(call, expected) CHECK(stage_expect(s, (call), (expected), #call, __LINE__))
#define CHECK_OK(call) CHECK_ERROR(call, NO_ERROR)

void stage_fail(struct stage *s, const char *what, word_t line);

/* 1 if the kernel gave this reason in an earlier scenario. */
word_t reason_given(word_t why);

/* 1 if the call answered this, and for a reason that has this error; else what it did answer is noted. */
word_t stage_expect(struct stage *s, struct result r, word_t error, const char *call, word_t line);

/* An object of the stage's untyped: its slot.  Where that does not work the scenario fails. */
cptr_t make(struct stage *s, word_t type, word_t bits);

/* An empty slot. */
cptr_t slot_take(struct stage *s);

/* A copy with these rights and this badge in a slot of its own, or 0. */
cptr_t mint(struct stage *s, cptr_t from, word_t rights, word_t badge);

/* 1 if the slot holds a capability. */
word_t slot_holds(cptr_t slot);

/* A Region of the stage mapped in the root task's own space: 1 if it worked. */
word_t show(struct stage *s, cptr_t region, vaddr_t address, word_t rights);

/* Physical address of a Region, from the start of the stage; WORD_MAX if it has none. */
word_t place_of(struct stage *s, cptr_t region);

/* A thread of this function, argument, priority (below 200) and fault endpoint (0: none), in the
   root task's space.  It runs when the root task waits. */
struct actor actor_start(struct stage *s, void (*function)(word_t), word_t argument, word_t priority,
                         cptr_t fault_endpoint);
/* The same, but made only: not started, and without a scheduling context if it is to have none. */
struct actor actor_make(struct stage *s, word_t priority, cptr_t fault_endpoint, word_t with_context);
struct result actor_run(struct actor *actor, void (*function)(word_t), word_t argument);

/* An actor has nothing more to do. */
__attribute__((noreturn)) void actor_end(void);

/* Receive without a reply object: a caller could not be answered. */
struct message receive_plain(cptr_t endpoint);

/* Let all actors run until each waits for something. */
void settle(void);

/* A VSpace with its number in which the whole program is mapped where it is in the root task's: 0 if not. */
cptr_t space_make(struct stage *s);

/* A device asks for its interrupt, by level, as long as it is on (host.c, qemu.c). */
word_t device_irq(void);
void device_ask(word_t on);

/* The end of the program (host.c, qemu.c). */
__attribute__((noreturn)) void stage_exit(word_t code);

/* Words that actors and scenario share; 0 at the start of each scenario. */
extern volatile word_t seen[8];

/* Actors that try one access: seen[0] counts those that worked, seen[1] is what was loaded. */
void load_one(word_t address);
void store_one(word_t address);
void fetch_one(word_t address);

/* Where scenarios map things: everything from here to + 1 GiB is free. */
#define AREA 0x40000000UL

#define READ_ONLY RIGHT_READ
#define READ_WRITE (RIGHT_READ | RIGHT_WRITE)

/* Fault status of a user's access (ESR_EL1): what, and the level of the table where it ended. */
#define STATUS_READ 0x92000000UL
#define STATUS_WRITE 0x92000040UL
#define STATUS_FETCH 0x82000000UL
#define STATUS_TRANSLATION 4UL
#define STATUS_PERMISSION 12UL

#endif
