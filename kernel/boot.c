/*
 * Boot makes a plan first, which judges everything: the root task's file, how
 * many slots and pages it needs, whether there is RAM for them.  Then one
 * block of RAM, zeroed, is the pool of all the kernel's own objects, page by
 * page; what is left of memory goes to the root task as untypeds.
 *
 *      pool: root CNode | irq slots | run queues | TCB, context, ... | VSpace | ASID pool |
 *            page tables | IPC buffer | boot info | image frames | extra boot info
 *      user: image | IPC buffer | boot info | extra boot info
 */
#include "kernel/boot.h"
#include "kernel/arch.h"
#include "kernel/asid.h"
#include "kernel/bits.h"
#include "kernel/cap.h"
#include "kernel/cdt.h"
#include "kernel/descriptor.h"
#include "kernel/elf.h"
#include "kernel/kernel.h"
#include "kernel/plan.h"
#include "kernel/print.h"
#include "kernel/queue.h"
#include "kernel/region.h"
#include "kernel/sched.h"
#include "kernel/sched_context.h"
#include "kernel/tcb.h"
#include "kernel/untyped.h"
#include "kernel/vspace.h"

/* The slots of the root CNode that have a fixed place (ABI), then ours. */
enum {
    SLOT_TCB = 1,
    SLOT_CNODE = 2,
    SLOT_VSPACE = 3,
    SLOT_IRQ_CONTROL = 4,
    SLOT_ASID_CONTROL = 5,
    SLOT_ASID_POOL = 6,
    SLOT_BOOT_INFO = 9,
    SLOT_BUFFER = 10,
    SLOT_DOMAIN = 11,
    SLOT_SCHED_CONTEXT = 14,
    SLOT_AUDIT = 16,
    SLOT_SCHED_CONTROL = 17,
};

#define ROOT_ASID 1UL
#define ROOT_PRIORITY 255UL
#define ROOT_BUDGET 5000UL /* microseconds */
#define CONTEXT_BITS 7UL

#define CHUNK_DTB 6UL

/* A region of slots: first, and the first behind. */
struct slots {
    word_t start, end;
};

/* The boot info frame, as the ABI lays it out. */
struct boot_info {
    word_t extra_bytes, node, nodes, io_levels;
    vaddr_t buffer;
    struct slots empty, shared_frames, image_frames, image_tables, io_spaces, extra_frames;
    word_t cnode_bits, domain;
    struct slots sched_control, untypeds;
    struct {
        paddr_t paddr;
        word_t kind; /* size in bits, 256 for device memory */
    } untyped[230];
};

_Static_assert(sizeof(struct boot_info) == 3864, "the ABI gives boot info 3864 bytes");
_Static_assert(sizeof(struct boot_info) <= PAGE_BYTES, "boot info is one frame");

#define BOOT_INFO(r) OBJECT(boot_info, r)

/* Cells in the pool. */
#define PAGE_CELLS 256UL
#define CNODE_CELLS (SLOT_CELLS * ROOT_SLOTS)
#define IRQ_CELLS (SLOT_CELLS * PLATFORM_IRQS)
#define QUEUE_CELLS PRIORITIES

/* The small objects share a page. */
#define SMALL_CONTEXT TCB_CELLS
#define SMALL_DERIVATION (SMALL_CONTEXT + BIT(CONTEXT_BITS) / 16)
#define SMALL_RELEASE (SMALL_DERIVATION + SLOT_CELLS)

_Static_assert(CNODE_PAGES == RANGE_ALIGN, "the pool is aligned to its first object");
_Static_assert(CNODE_CELLS == CNODE_PAGES * PAGE_CELLS && IRQ_CELLS == IRQ_PAGES * PAGE_CELLS &&
               QUEUE_CELLS == QUEUE_PAGES * PAGE_CELLS, "the plan counts these pages");
_Static_assert(SMALL_RELEASE < PAGE_CELLS, "the small objects fit a page");
_Static_assert(SLOT_SCHED_CONTROL + 1 == SLOT_FIRST_FREE, "slots with a meaning come first");

/* Where boot stands: next page of the pool, next slot of the root CNode. */
static struct {
    ref_t page;
    word_t slot;
    ref_t cnode, vspace, info;
} boot;

/* Bad input ends here. */
static void check(enum boot_error error)
{
    static const char sentences[][96] = {
#define BOOT_ERROR(name, sentence) sentence,
#include "spec/abi/boot_errors.def"
#undef BOOT_ERROR
    };

    if (error == BOOT_OK)
        return;
    PRINT("tenon: ");
    print(sentences[error], sizeof sentences[0]);
    PRINT("\n");
    arch_halt();
}

/* --- making: the pool --- */

static ref_t page_take(void)
{
    ref_t page = boot.page;

    boot.page += PAGE_CELLS;
    return page;
}

static ref_t root_slot(word_t index)
{
    return boot.cnode + SLOT_CELLS * index;
}

/* Fill one of the fixed slots. */
static void cap_put(word_t index, word_t cap0, word_t cap1)
{
    cdt_insert_initial(root_slot(index), cap0, cap1);
}

/* Fill the next free slot, and say which it is. */
static ref_t cap_add(word_t cap0)
{
    ref_t slot = root_slot(boot.slot);

    cdt_insert_initial(slot, cap0, 0);
    boot.slot++;
    return slot;
}

/* A capability that stands for no memory. */
static word_t cap_plain(word_t kind, word_t rights)
{
    return CAP_MAKE(kind, 0UL, rights, 1UL, 0UL);
}

/* What is not in any object of the root task's: queues, interrupts, the list of capabilities. */
static void kernel_objects(ref_t small)
{
    kernel.hertz = arch_time_hertz();
    kernel.derivation = small + SMALL_DERIVATION;
    kernel.release = small + SMALL_RELEASE;
    link_init(kernel.derivation + SLOT_LINK);
    link_init(kernel.release);
    for (word_t i = 0; i < PRIORITIES; i++)
        link_init(kernel.ready + i);
    for (word_t i = 0; i < PLATFORM_IRQS; i++)
        link_init(kernel.irq_slots + SLOT_CELLS * i + SLOT_LINK);
}

/* The pool, cut up as far as sizes are constant; the page of small objects. */
static ref_t pool_open(void)
{
    ref_t small;

    cells_clear(plan.pool, PAGE_CELLS * plan.pool_pages);
    boot.cnode = plan.pool;
    kernel.irq_slots = boot.cnode + CNODE_CELLS;
    kernel.ready = kernel.irq_slots + IRQ_CELLS;
    boot.page = kernel.ready + QUEUE_CELLS;
    boot.slot = SLOT_FIRST_FREE;
    small = page_take();
    kernel_objects(small);
    return small;
}

/* --- making: the root task's space --- */

/* All tables from the image to the end of boot info, from the root down. */
static struct slots tables_make(void)
{
    struct slots slots = {boot.slot, boot.slot};

    for (word_t shift = LEVEL_ROOT; shift > LEVEL_LAST; shift -= LEVEL_BITS) {
        for (vaddr_t v = plan_elf.first / BIT(shift) * BIT(shift); v < plan.end; v += BIT(shift)) {
            ref_t slot = cap_add(object_create(TYPE_PAGE_TABLE, 0, page_take(), 0));

            table_place(slot, boot.vspace, ROOT_ASID, v);
        }
    }
    slots.end = boot.slot;
    return slots;
}

static word_t frame_cap(ref_t frame)
{
    return object_create(TYPE_SMALL_PAGE, 0, frame, 0);
}

/* Map the frame in a slot with the rights of a segment. */
static void frame_place(ref_t slot, vaddr_t vaddr, word_t flags)
{
    word_t rights = flags & ELF_WRITE ? RIGHT_READ | RIGHT_WRITE : RIGHT_READ;
    word_t attributes = flags & ELF_EXECUTE ? ATTRIBUTE_CACHED : ATTRIBUTE_CACHED | ATTRIBUTE_EXECUTE_NEVER;

    region_place(slot, boot.vspace, ROOT_ASID, vaddr, rights, attributes);
}

/* The image, page by page; a page in a gap between segments has a frame, but is not mapped. */
static struct slots image_make(void)
{
    struct slots slots = {boot.slot, boot.slot};
    ref_t first = boot.page;

    for (word_t i = 0; i < plan.image_pages; i++) {
        vaddr_t v = plan_elf.first + PAGE_BYTES * i;
        struct elf_page page = elf_page(&plan_elf, v);
        ref_t frame = page_take();
        ref_t slot = cap_add(frame_cap(frame));

        elf_page_fill(page, frame);
        if (page.flags != 0)
            frame_place(slot, v, page.flags);
    }
    arch_cache_unify(first * 16, plan.image_pages * PAGE_BYTES);
    slots.end = boot.slot;
    return slots;
}

/* The word at an address that is a multiple of 8. */
static word_t word_read(paddr_t p)
{
    return p % 16 < 8 ? phys[p / 16].w0 : phys[p / 16].w1;
}

static void word_write(paddr_t p, word_t value)
{
    if (p % 16 < 8)
        phys[p / 16].w0 = value;
    else
        phys[p / 16].w1 = value;
}

/* The device tree, as a chunk of extra boot info.  The copy ends behind its last block and says so. */
static void chunk_write(ref_t to)
{
    paddr_t copy = to * 16 + CHUNK_BYTES;

    phys[to].w0 = CHUNK_DTB;
    phys[to].w1 = CHUNK_BYTES + plan.dtb_bytes;
    for (word_t i = 0; i < plan.dtb_bytes / 8; i++)
        word_write(copy + 8 * i, word_read(plan.dtb + 8 * i));
    word_write(copy, word_read(plan.dtb) % BIT(32) + FIELD(32, plan_swapped(plan.dtb_bytes)));
}

/* The pages behind boot info. */
static struct slots extra_make(void)
{
    struct slots slots = {boot.slot, boot.slot};
    ref_t first = boot.page;

    for (word_t i = 1; i <= plan.extra_pages; i++) {
        vaddr_t v = plan.info + PAGE_BYTES * i;

        frame_place(cap_add(frame_cap(page_take())), v, ELF_READ | ELF_WRITE);
    }
    chunk_write(first);
    slots.end = boot.slot;
    return slots;
}

/* --- making: untypeds --- */

/* Each range as naturally aligned powers of two, as long as boot info has lines for them. */
static void untypeds_add(const struct ranges *ranges, word_t device)
{
    struct boot_info *info = BOOT_INFO(boot.info);

    for (word_t i = 0; i < ranges->count; i++) {
        word_t page = ranges->range[i].from, end = ranges->range[i].to;

        while (page < end) {
            word_t block = range_block(page, end);
            word_t bits = bit_lowest(block * PAGE_BYTES);
            word_t n = boot.slot - info->untypeds.start;

            if (n == UNTYPEDS)
                return;
            info->untyped[n].paddr = page * PAGE_BYTES;
            info->untyped[n].kind = bits + FIELD(8, device);
            cap_add(CAP_MAKE(CAP_UNTYPED, bits, device ? MEMORY_IS_DEVICE : 0UL, 1UL, page * PAGE_CELLS));
            page += block;
        }
    }
}

static void untypeds_make(void)
{
    struct ranges ram;
    struct boot_info *info = BOOT_INFO(boot.info);

    ranges_cut(&plan_ram, plan.pool / PAGE_CELLS, plan.pool / PAGE_CELLS + plan.pool_pages, &ram);
    info->untypeds.start = boot.slot;
    untypeds_add(&ram, 0);
    untypeds_add(&plan_device, 1);
    info->untypeds.end = boot.slot;
}

/* --- making: the root task --- */

/* Capabilities that every root task gets at fixed slots, and are not to memory. */
static void caps_make(void)
{
    cap_put(SLOT_IRQ_CONTROL, cap_plain(CAP_IRQ_CONTROL, 0), 0);
    cap_put(SLOT_ASID_CONTROL, cap_plain(CAP_ASID_CONTROL, 0), 0);
    cap_put(SLOT_DOMAIN, cap_plain(CAP_DOMAIN, 0), 0);
    cap_put(SLOT_AUDIT, cap_plain(CAP_AUDIT, 0), 0);
    cap_put(SLOT_SCHED_CONTROL, cap_plain(CAP_SCHED_CONTROL, 0), 0);
}

/* The CNode resolves 64 bits: 51 zeros, then 13 of index. */
static void cnode_make(void)
{
    word_t cap = object_create(TYPE_CNODE, ROOT_BITS, boot.cnode, 0);

    slots_init(boot.cnode, ROOT_SLOTS);
    cap_put(SLOT_CNODE, cap, GUARD_MAKE(0UL, 64 - ROOT_BITS));
}

/* The VSpace, known to the first ASID pool by number 1. */
static void vspace_make(void)
{
    ref_t pool;

    boot.vspace = page_take();
    pool = page_take();
    asid_pool_register(0, pool);
    ASID_POOL(pool)->space[ROOT_ASID] = boot.vspace;
    cap_put(SLOT_VSPACE, object_create(TYPE_VSPACE, 0, boot.vspace, 0), PLACE_MAKE(ROOT_ASID, 0UL));
    cap_put(SLOT_ASID_POOL, CAP_MAKE(CAP_ASID_POOL, 0UL, 0UL, 1UL, pool), 0);
}

/* The pages behind the image; what boot info says is filled in as it comes up. */
static void info_make(void)
{
    struct boot_info *info;

    cap_put(SLOT_BUFFER, frame_cap(page_take()), 0);
    frame_place(root_slot(SLOT_BUFFER), plan.buffer, ELF_READ | ELF_WRITE);
    boot.info = page_take();
    info = BOOT_INFO(boot.info);
    cap_put(SLOT_BOOT_INFO, frame_cap(boot.info), 0);
    frame_place(root_slot(SLOT_BOOT_INFO), plan.info, ELF_READ | ELF_WRITE);
    info->extra_bytes = CHUNK_BYTES + plan.dtb_bytes;
    info->nodes = 1;
    info->buffer = plan.buffer;
    info->cnode_bits = ROOT_BITS;
    info->sched_control.start = SLOT_SCHED_CONTROL;
    info->sched_control.end = SLOT_SCHED_CONTROL + 1;
}

/* A copy of a root capability in a slot of the TCB. */
static void tcb_slot_fill(ref_t tcb, word_t which, word_t slot)
{
    ref_t from = root_slot(slot);

    cdt_insert(from, TCB_SLOT(tcb, which), CAP_WITH_ORIGIN(SLOT(from)->cap0, 0), slot_word(from));
}

static void thread_make(ref_t small)
{
    ref_t tcb = small, context = small + SMALL_CONTEXT;

    cap_put(SLOT_TCB, object_create(TYPE_TCB, 0, tcb, 0), 0);
    cap_put(SLOT_SCHED_CONTEXT, object_create(TYPE_SCHED_CONTEXT, CONTEXT_BITS, context, 0), 0);
    tcb_slot_fill(tcb, TCB_CSPACE, SLOT_CNODE);
    tcb_slot_fill(tcb, TCB_VSPACE, SLOT_VSPACE);
    tcb_slot_fill(tcb, TCB_BUFFER, SLOT_BUFFER);
    sched_context_round_robin(context, ROOT_BUDGET);
    sched_context_bind_tcb(context, tcb);
    TCB(tcb)->buffer = plan.buffer;
    TCB(tcb)->priority = ROOT_PRIORITY;
    TCB(tcb)->max_priority = ROOT_PRIORITY;
    TCB(tcb)->regs[REG_X0] = plan.info;
    TCB(tcb)->regs[REG_PC] = plan_elf.entry;
    TCB(tcb)->next_pc = plan_elf.entry;
    TCB(tcb)->state = THREAD_ACTIVE;
}

/* Everything, in the order of the pool. */
static ref_t root_make(void)
{
    struct boot_info *info;
    struct slots tables;
    ref_t small = pool_open();

    cnode_make();
    caps_make();
    vspace_make();
    tables = tables_make();
    info_make();
    info = BOOT_INFO(boot.info);
    info->image_tables = tables;
    info->image_frames = image_make();
    info->extra_frames = extra_make();
    untypeds_make();
    info->empty.start = boot.slot;
    info->empty.end = ROOT_SLOTS;
    thread_make(small);
    arch_table_publish();
    return small;
}

/* --- the door --- */

static void banner(void)
{
    const struct boot_info *info = BOOT_INFO(boot.info);

    PRINT("tenon: RAM         ");
    print_size(plan_board.ram_end - plan_board.ram);
    PRINT(" at ");
    print_address(plan_board.ram);
    PRINT(", GICv");
    print_number(plan_board.gic_version);
    PRINT("\ntenon: root task   ");
    print_size(plan.image_pages * PAGE_BYTES);
    PRINT(" at ");
    print_address(plan_elf.first);
    PRINT(", segments: ");
    print_number(plan_elf.count);
    PRINT(", entry ");
    print_address(plan_elf.entry);
    PRINT("\ntenon: handed over ");
    print_number(info->untypeds.end - info->untypeds.start);
    PRINT(" untypeds, ");
    print_number(info->empty.end - info->empty.start);
    PRINT(" empty slots\n");
}

void boot_kernel(const struct board *board, paddr_t dtb, paddr_t image, paddr_t image_end)
{
    ref_t tcb;

    plan_board = *board;
    check(plan_make(dtb, image, image_end));
    if (plan_elf.writable_code)
        PRINT("tenon: warning: the root task has a segment that is writable and executable\n");
    tcb = root_make();
    banner();
    sched_start(tcb);
}
