/*
 * The stage: makes what scenarios ask for, plays all of them in turn, and
 * prints each with what became of it and with its events.
 */
#include "tests/scenario/stage.h"

#include "userland/lib/console.h"
#include "userland/lib/names.h"

#define BASE_SLOTS 64
#define STAGE_SLOTS 1024
#define STACK_BYTES 8192
#define BUFFERS 0x30000000UL /* IPC buffers of actors */
#define BUDGET 1000000UL     /* microseconds: nobody is ever preempted by the clock */
#define IDLER_PRIORITY 1UL
#define IDLE_MOST 200000 /* longer than any scenario waits for time to pass */

volatile word_t seen[8];

static struct pool base;
static cptr_t sched_control, settled, resting;
static char stacks[ACTORS + 1][STACK_BYTES] __attribute__((aligned(16)));
static word_t played, failures;
static char reasons[128]; /* by number: 1 if it was ever given */
static volatile word_t idle_rounds;

extern const struct scenario __start_scenarios[], __stop_scenarios[];

void task_main(vaddr_t info);

/* --- what scenarios use --- */

void stage_fail(struct stage *s, const char *what, word_t line)
{
    if (s->failed == 0) {
        s->failed = what;
        s->line = line;
    }
}

word_t reason_given(word_t why)
{
    return reasons[why / 16];
}

word_t stage_expect(struct stage *s, struct result r, word_t error, const char *call, word_t line)
{
    if (r.error == error && r.why % 16 == error)
        return 1;
    stage_fail(s, call, line);
    console_print("  answer %s %s (%x %x %x)\n", error_name(r.error), reason_name(r.why), r.word[0], r.word[1],
                  r.word[2]);
    return 0;
}

cptr_t make(struct stage *s, word_t type, word_t bits)
{
    cptr_t slot = pool_make(&s->pool, type, bits);

    if (slot == 0)
        stage_fail(s, "make an object", type);
    return slot;
}

cptr_t slot_take(struct stage *s)
{
    return s->pool.next++;
}

cptr_t mint(struct stage *s, cptr_t from, word_t rights, word_t badge)
{
    return pool_mint(&s->pool, from, rights, badge);
}

word_t slot_holds(cptr_t slot)
{
    /* Moving a capability onto itself is refused with another error if there is none. */
    struct result r = cnode_move(slot_place(slot), slot_place(slot));

    return r.error == DELETE_FIRST;
}

word_t show(struct stage *s, cptr_t region, vaddr_t address, word_t rights)
{
    return pool_map(&s->pool, region, SLOT_VSPACE, address, rights, ATTRIBUTES_DATA);
}

word_t place_of(struct stage *s, cptr_t region)
{
    struct result r = region_get_address(region);

    return r.error == NO_ERROR ? r.word[0] - s->base : WORD_MAX;
}

/* --- actors --- */

static void *stack_top(word_t actor)
{
    return stacks[actor] + STACK_BYTES;
}

/* A thread with a buffer, out of this pool; 0 where something did not work. */
static word_t thread_make(struct pool *pool, struct actor *actor, word_t number, word_t priority,
                          cptr_t fault_endpoint, word_t with_context)
{
    actor->buffer = BUFFERS + PAGE_BYTES * number;
    actor->tcb = pool_make(pool, OBJECT_TCB, 0);
    actor->frame = pool_make(pool, OBJECT_SMALL_PAGE, 0);
    actor->sched_context = with_context ? pool_make(pool, OBJECT_SCHED_CONTEXT, 7) : 0;
    tcb_explain(actor->tcb, 1);
    if (!pool_map(pool, actor->frame, SLOT_VSPACE, actor->buffer, READ_WRITE, ATTRIBUTES_DATA))
        return 0;
    if (with_context &&
        sched_control_configure(sched_control, actor->sched_context, BUDGET, BUDGET, 0, 0, 0).error !=
            NO_ERROR)
        return 0;
    if (tcb_configure(actor->tcb, SLOT_CNODE, 0, SLOT_VSPACE, actor->frame, actor->buffer).error != NO_ERROR)
        return 0;
    return tcb_set_sched_params(actor->tcb, SLOT_TCB, priority, priority, actor->sched_context,
                                fault_endpoint)
               .error == NO_ERROR;
}

struct actor actor_make(struct stage *s, word_t priority, cptr_t fault_endpoint, word_t with_context)
{
    struct actor actor = {0};

    if (s->actors == ACTORS ||
        !thread_make(&s->pool, &actor, s->actors, priority, fault_endpoint, with_context))
        stage_fail(s, "make an actor", s->actors);
    s->actors++;
    return actor;
}

static word_t number_of(const struct actor *actor)
{
    return (actor->buffer - BUFFERS) / PAGE_BYTES;
}

struct result actor_run(struct actor *actor, void (*function)(word_t), word_t argument)
{
    return thread_start(actor->tcb, function, argument, stack_top(number_of(actor)), actor->buffer);
}

struct actor actor_start(struct stage *s, void (*function)(word_t), word_t argument, word_t priority,
                         cptr_t fault_endpoint)
{
    struct actor actor = actor_make(s, priority, fault_endpoint, 1);

    if (actor_run(&actor, function, argument).error != NO_ERROR)
        stage_fail(s, "start an actor", s->actors);
    return actor;
}

void actor_end(void)
{
    for (;;)
        notification_wait(resting);
}

struct message receive_plain(cptr_t endpoint)
{
    return message_exchange(SYSCALL_WAIT, endpoint, 0, (word_t[4]){0}, 0, 0);
}

/* Runs when nobody else can, and tells the root task so; if that helps nobody, the scenario is stuck. */
static void idler(word_t unused)
{
    (void)unused;
    for (;;) {
        if (++idle_rounds > IDLE_MOST) {
            console_text("FAIL the scenario waits for what never comes\n");
            stage_exit(1);
        }
        notification_signal(settled);
    }
}

void settle(void)
{
    idle_rounds = 0;
    notification_poll(settled);
    notification_wait(settled);
}

/* --- a second space --- */

/* The page of the program at the i-th frame, copied and mapped at the same address. */
static word_t page_share(struct stage *s, cptr_t space, cptr_t frame, vaddr_t address)
{
    cptr_t copy = mint(s, frame, RIGHTS_ALL, 0);

    return copy != 0 && pool_map(&s->pool, copy, space, address, READ_WRITE, ATTRIBUTES_CODE);
}

static vaddr_t program_begin(vaddr_t info)
{
    /* The IPC buffer lies behind the last page of the program. */
    return user_load(info + BOOT_BUFFER) - PAGE_BYTES * boot_info_count(info, BOOT_IMAGE_FRAMES);
}

cptr_t space_make(struct stage *s)
{
    cptr_t space = make(s, OBJECT_VSPACE, 0);
    word_t count = boot_info_count(s->info, BOOT_IMAGE_FRAMES);
    cptr_t first = user_load(s->info + BOOT_IMAGE_FRAMES);
    word_t worked = asid_pool_assign(SLOT_ASID_POOL, space).error == NO_ERROR;

    /* How many pages a program has is its own affair: no events. */
    audit_enable(SLOT_AUDIT, 0);
    for (word_t i = 0; worked && i < count; i++)
        worked = page_share(s, space, first + i, program_begin(s->info) + PAGE_BYTES * i);
    audit_enable(SLOT_AUDIT, 1);
    return worked ? space : 0;
}

/* --- the trace --- */

static void print_place(const struct stage *s, paddr_t address)
{
    if (address - s->base < BIT(STAGE_BITS))
        console_print(" +%x", address - s->base);
    else
        console_print(" outside");
}

/* Which of the words 1 to 3 of an event is a physical address. */
static word_t place_word(word_t kind)
{
    switch (kind) {
    case EVENT_REGION_MAPPED:
    case EVENT_REGION_UNMAPPED:
    case EVENT_TABLE_UNMAPPED:
        return 1;
    case EVENT_ACCESS_FAULT:
    case EVENT_CALL_REFUSED:
        return 0;
    default:
        return 2;
    }
}

static void print_event(const struct stage *s, const struct result *event)
{
    console_print("  %s", event_name(event->word[0]));
    if (event->word[0] == EVENT_CALL_REFUSED)
        reasons[event->word[2] / 16 % 128] = 1;
    for (word_t i = 1; i < 4; i++) {
        if (i == place_word(event->word[0]))
            print_place(s, event->word[i]);
        else
            console_print(" %x", event->word[i]);
    }
    console_print("\n");
}

static void print_trace(const struct stage *s)
{
    for (;;) {
        struct result event = audit_read(SLOT_AUDIT);

        if (event.length == 0)
            return;
        print_event(s, &event);
    }
}

/* --- all scenarios in turn --- */

/* Everything that was made is gone, also what was not made of the untyped. */
static word_t clear(struct stage *s, cptr_t first)
{
    word_t worked = cnode_revoke(slot_place(s->untyped)).error == NO_ERROR;

    for (cptr_t slot = first; slot < s->pool.next; slot++)
        worked = worked && cnode_delete(slot_place(slot)).error == NO_ERROR;
    return worked;
}

static void play(const struct scenario *scenario, struct stage *s)
{
    cptr_t first = base.next;

    s->pool = (struct pool){.untyped = s->untyped, .next = first, .end = first + STAGE_SLOTS};
    s->actors = 0;
    s->failed = 0;
    for (word_t i = 0; i < 8; i++)
        seen[i] = 0;

    console_print("SCENARIO %s\n", scenario->name);
    audit_enable(SLOT_AUDIT, 1);
    scenario->play(s);
    audit_enable(SLOT_AUDIT, 0);
    if (!clear(s, first))
        stage_fail(s, "clear the stage", 0);

    if (s->failed != 0)
        console_print("FAIL line %u: %s\n", s->line, s->failed);
    else
        console_print("ok\n");
    print_trace(s);
    played++;
    failures += s->failed != 0;
}

/* The biggest untyped of RAM. */
static cptr_t biggest(vaddr_t info)
{
    struct boot_untyped best = {0};

    for (word_t i = 0; i < boot_info_count(info, BOOT_UNTYPED); i++) {
        struct boot_untyped untyped = boot_info_untyped(info, i);

        if (!untyped.device && untyped.bits > best.bits)
            best = untyped;
    }
    return best.cap;
}

/* What all scenarios share: 0 where something did not work. */
static word_t open(struct stage *s)
{
    struct actor actor = {0};
    cptr_t probe;

    tcb_explain(SLOT_TCB, 1);
    sched_control = user_load(s->info + BOOT_SCHED_CONTROL);
    s->untyped = pool_make(&base, OBJECT_UNTYPED, STAGE_BITS);
    settled = pool_make(&base, OBJECT_NOTIFICATION, 0);
    resting = pool_make(&base, OBJECT_NOTIFICATION, 0);
    if (s->untyped == 0 || settled == 0 || resting == 0)
        return 0;
    probe = base.next;
    if (untyped_retype(s->untyped, OBJECT_SMALL_PAGE, 0, (struct place){SLOT_CNODE, 0, 0}, probe, 1).error)
        return 0;
    s->base = region_get_address(probe).word[0];
    if (cnode_delete(slot_place(probe)).error)
        return 0;
    return thread_make(&base, &actor, ACTORS, IDLER_PRIORITY, 0, 1) &&
           thread_start(actor.tcb, idler, 0, stack_top(ACTORS), actor.buffer).error == NO_ERROR;
}

static void finish(word_t worked)
{
    if (!worked)
        console_text("FAIL the stage does not open\n");
    console_print("scenarios: %u played, %u failed\n", played, failures);
    stage_exit(!worked || failures != 0);
}

void task_main(vaddr_t info)
{
    struct stage stage = {.info = info};
    cptr_t empty = user_load(info + BOOT_EMPTY);
    word_t worked;

    base = (struct pool){.untyped = biggest(info), .next = empty, .end = empty + BASE_SLOTS};
    worked = console_open(&base, info) && open(&stage);
    base.next = empty + BASE_SLOTS;
    if (worked)
        for (const struct scenario *at = __start_scenarios; at < __stop_scenarios; at++)
            play(at, &stage);
    finish(worked);
}

void load_one(word_t address)
{
    seen[1] = user_load(address);
    seen[0]++;
    actor_end();
}

void store_one(word_t address)
{
    user_store(address, 0x77);
    seen[0]++;
    actor_end();
}

void fetch_one(word_t address)
{
    user_fetch(address);
    seen[0]++;
    actor_end();
}
