/*
 * Boot judges everything first: the root task's file, how many slots and pages
 * it needs, whether there is RAM for them.  Then one block of RAM, zeroed, is
 * the pool of all the kernel's own objects, page by page; what is left of
 * memory goes to the root task as untypeds.
 *
 *      pool: root CNode | irq slots | run queues | TCB, context, ... | VSpace | ASID pool |
 *            page tables | image frames | IPC buffer | boot info | extra boot info
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
#include "kernel/queue.h"
#include "kernel/range.h"
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
    SLOT_FIRST_FREE = 18,
};

#define ROOT_BITS 13UL
#define ROOT_SLOTS BIT(ROOT_BITS)
#define ROOT_ASID 1UL
#define ROOT_PRIORITY 255UL
#define ROOT_BUDGET 5000UL /* microseconds */
#define CONTEXT_BITS 7UL

#define UNTYPEDS 230UL
#define PHYS_TOP BIT(40)
#define DTB_MOST BIT(21) /* the boot protocol's limit */
#define CHUNK_BYTES 16UL
#define CHUNK_DTB 6UL

/* The GIC is the kernel's: its registers are in no untyped. */
#define GIC_BYTES BIT(16)
#define GIC_REDISTRIBUTOR_BYTES 0xf60000UL

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

_Static_assert(CNODE_CELLS * 16 == RANGE_ALIGN, "the pool is aligned to its first object");
_Static_assert(CNODE_CELLS % PAGE_CELLS == 0 && IRQ_CELLS % PAGE_CELLS == 0 && QUEUE_CELLS % PAGE_CELLS == 0,
               "the pool is cut into whole pages");
_Static_assert(SMALL_RELEASE < PAGE_CELLS, "the small objects fit a page");

/* Pages of everything whose size is known before the root task is. */
#define FIXED_PAGES ((CNODE_CELLS + IRQ_CELLS + QUEUE_CELLS) / PAGE_CELLS + 3)

/* What boot makes, decided before any of it is made. */
struct plan {
    const struct board *board;
    struct elf elf;
    paddr_t dtb;
    word_t dtb_bytes; /* of the copy */
    word_t image_pages, table_pages, extra_pages;
    vaddr_t buffer, info, end; /* behind the image */
    struct ranges ram, device; /* free */
    ref_t pool;
    word_t pool_cells;
};

/* Where boot stands: next page of the pool, next slot of the root CNode. */
static struct {
    ref_t page;
    word_t slot;
    ref_t cnode, vspace, info;
} boot;

/* --- the console --- */

static const char *const sentences[] = {
#define BOOT_ERROR(name, sentence) sentence,
#include "spec/abi/boot_errors.def"
#undef BOOT_ERROR
};

static void put(const char *s)
{
    for (word_t i = 0; s[i] != 0; i++)
        arch_console_put((word_t)s[i]);
}

static void put_number(word_t n)
{
    word_t unit = 1;

    while (n / unit >= 10)
        unit *= 10;
    for (; unit > 0; unit /= 10)
        arch_console_put('0' + n / unit % 10);
}

static void put_address(word_t n)
{
    word_t shift = 4 * (bit_highest(n | 1) / 4) + 4;

    put("0x");
    while (shift > 0) {
        shift -= 4;
        arch_console_put((word_t)"0123456789abcdef"[(n >> shift) % 16]);
    }
}

/* A size in its largest whole unit. */
static void put_size(word_t bytes)
{
    if (bytes % BIT(20) == 0 && bytes != 0) {
        put_number(bytes / BIT(20));
        put(" MiB");
    } else {
        put_number(bytes / BIT(10));
        put(" KiB");
    }
}

/* Bad input ends here. */
static void check(enum boot_error error)
{
    if (error == BOOT_OK)
        return;
    put("tenon: ");
    put(sentences[error]);
    put("\n");
    arch_halt();
}

/* --- judging --- */

/* 1 if the bootargs have this word. */
static word_t bootarg(const struct board *board, const char *name)
{
    word_t matched = 0, whole = 1; /* whole: so far, this word of the bootargs is the name's beginning */

    for (word_t i = 0; i < BOOTARGS_BYTES; i++) {
        char c = board->bootargs[i];

        if (c == ' ' || c == 0) {
            if (whole && name[matched] == 0)
                return 1;
            if (c == 0)
                return 0;
            matched = 0;
            whole = 1;
        } else if (whole && name[matched] == c) {
            matched++;
        } else {
            whole = 0;
        }
    }
    return 0;
}

static word_t pages(word_t bytes)
{
    return (bytes + PAGE_BYTES - 1) / PAGE_BYTES;
}

/* Blocks of 2^shift bytes that have addresses from `from` to `to`. */
static word_t blocks(vaddr_t from, vaddr_t to, word_t shift)
{
    return (to - 1) / BIT(shift) - from / BIT(shift) + 1;
}

/* Is the range in RAM? */
static word_t in_ram(const struct board *board, paddr_t from, paddr_t to)
{
    return board->ram <= from && from <= to && to <= board->ram_end;
}

static enum boot_error input_judge(const struct board *board, paddr_t dtb)
{
    if (board->ram_end > PHYS_TOP || dtb % 8 != 0 || board->dtb_bytes > DTB_MOST ||
        !in_ram(board, dtb, dtb + board->dtb_bytes))
        return BOOT_DTB_OUTSIDE;
    if (board->initrd == board->initrd_end)
        return BOOT_NO_ROOT;
    if (!in_ram(board, board->initrd, board->initrd_end))
        return BOOT_ROOT_OUTSIDE;
    return BOOT_OK;
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

/* 32 bits in the other byte order. */
static word_t swapped(word_t w)
{
    return FIELD(24, w % 256) + FIELD(16, w / BIT(8) % 256) + FIELD(8, w / BIT(16) % 256) + w / BIT(24) % 256;
}

/* The big-endian number at byte `at` of the header of the device tree. */
static word_t dtb_field(paddr_t dtb, word_t at)
{
    word_t pair = word_read(dtb + at / 8 * 8);

    return swapped(at % 8 == 0 ? pair % BIT(32) : pair / BIT(32));
}

/* Bytes of the device tree up to the end of its last block: loaders leave up to a MiB of room behind it. */
static word_t dtb_used(paddr_t dtb, word_t bytes)
{
    word_t structure = dtb_field(dtb, 8) + dtb_field(dtb, 36);
    word_t strings = dtb_field(dtb, 12) + dtb_field(dtb, 32);
    word_t used = structure > strings ? structure : strings;

    return MIN((used + 7) / 8, bytes / 8) * 8;
}

/* Sizes and addresses of what boot will make. */
static void plan_sizes(struct plan *plan)
{
    plan->dtb_bytes = dtb_used(plan->dtb, plan->board->dtb_bytes);
    plan->image_pages = pages(plan->elf.end - plan->elf.first);
    plan->extra_pages = pages(CHUNK_BYTES + plan->dtb_bytes);
    plan->buffer = plan->elf.end;
    plan->info = plan->buffer + PAGE_BYTES;
    plan->end = plan->info + PAGE_BYTES * (1 + plan->extra_pages);
    plan->table_pages = 0;
    for (word_t shift = LEVEL_ROOT; shift > LEVEL_LAST; shift -= LEVEL_BITS)
        plan->table_pages += blocks(plan->elf.first, plan->end, shift);
    plan->pool_cells =
        PAGE_CELLS * (FIXED_PAGES + plan->table_pages + plan->image_pages + 2 + plan->extra_pages);
}

/* A list of ranges without the bytes from `from` to `to`. */
static void cut(struct ranges *r, paddr_t from, paddr_t to)
{
    struct ranges whole = *r;

    ranges_cut(&whole, from / PAGE_BYTES * PAGE_BYTES, pages(to) * PAGE_BYTES, r);
}

/* RAM that nothing lies in, and addresses that are neither RAM nor the kernel's. */
static void plan_memory(struct plan *plan, paddr_t image, paddr_t image_end)
{
    const struct board *board = plan->board;
    word_t second = board->gic_version == 3 ? GIC_REDISTRIBUTOR_BYTES : GIC_BYTES;

    ranges_init(&plan->ram, pages(board->ram) * PAGE_BYTES, board->ram_end / PAGE_BYTES * PAGE_BYTES);
    cut(&plan->ram, 0, PAGE_BYTES); /* ref 0 names nothing */
    cut(&plan->ram, image, image_end);
    cut(&plan->ram, plan->dtb, plan->dtb + board->dtb_bytes);
    cut(&plan->ram, board->initrd, board->initrd_end);

    ranges_init(&plan->device, 0, PHYS_TOP);
    cut(&plan->device, board->ram, board->ram_end);
    cut(&plan->device, board->gic_distributor, board->gic_distributor + GIC_BYTES);
    cut(&plan->device, board->gic_second, board->gic_second + second);
}

static enum boot_error plan_judge(struct plan *plan)
{
    paddr_t pool = ranges_fit(&plan->ram, plan->pool_cells * 16);

    if (SLOT_FIRST_FREE + UNTYPEDS + plan->image_pages + plan->table_pages + plan->extra_pages > ROOT_SLOTS)
        return BOOT_TOO_MANY_SLOTS;
    if (pool == WORD_MAX)
        return BOOT_NO_RAM;
    plan->pool = pool / 16;
    return BOOT_OK;
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

/* The pool, cut up as far as sizes are constant. */
static void pool_open(const struct plan *plan, ref_t *small)
{
    cells_clear(plan->pool, plan->pool_cells);
    boot.cnode = plan->pool;
    kernel.irq_slots = boot.cnode + CNODE_CELLS;
    kernel.ready = kernel.irq_slots + IRQ_CELLS;
    boot.page = kernel.ready + QUEUE_CELLS;
    *small = page_take();
    boot.slot = SLOT_FIRST_FREE;
    kernel_objects(*small);
}

/* --- making: the root task's space --- */

/* All tables from the image to the end of boot info, from the root down. */
static struct slots tables_make(const struct plan *plan)
{
    struct slots slots = {boot.slot, boot.slot};

    for (word_t shift = LEVEL_ROOT; shift > LEVEL_LAST; shift -= LEVEL_BITS) {
        for (vaddr_t v = plan->elf.first / BIT(shift) * BIT(shift); v < plan->end; v += BIT(shift)) {
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
static struct slots image_make(const struct plan *plan)
{
    struct slots slots = {boot.slot, boot.slot};
    ref_t first = boot.page;

    for (word_t i = 0; i < plan->image_pages; i++) {
        vaddr_t v = plan->elf.first + PAGE_BYTES * i;
        struct elf_page page = elf_page(&plan->elf, v);
        ref_t frame = page_take();
        ref_t slot = cap_add(frame_cap(frame));

        elf_page_fill(page, frame);
        if (page.flags != 0)
            frame_place(slot, v, page.flags);
    }
    arch_cache_unify(first * 16, plan->image_pages * PAGE_BYTES);
    slots.end = boot.slot;
    return slots;
}

/* The device tree, as a chunk of extra boot info.  The copy ends behind its last block and says so. */
static void chunk_write(const struct plan *plan, ref_t to)
{
    word_t head;

    phys[to].w0 = CHUNK_DTB;
    phys[to].w1 = CHUNK_BYTES + plan->dtb_bytes;
    for (word_t i = 0; i < plan->dtb_bytes / 8; i++)
        word_write(to * 16 + CHUNK_BYTES + 8 * i, word_read(plan->dtb + 8 * i));
    head = word_read(plan->dtb) % BIT(32);
    word_write(to * 16 + CHUNK_BYTES, head + FIELD(32, swapped(plan->dtb_bytes)));
}

/* The pages behind boot info. */
static struct slots extra_make(const struct plan *plan)
{
    struct slots slots = {boot.slot, boot.slot};
    ref_t first = boot.page;

    for (word_t i = 1; i <= plan->extra_pages; i++) {
        vaddr_t v = plan->info + PAGE_BYTES * i;

        frame_place(cap_add(frame_cap(page_take())), v, ELF_READ | ELF_WRITE);
    }
    chunk_write(plan, first);
    slots.end = boot.slot;
    return slots;
}

/* --- making: untypeds --- */

/* Each range as naturally aligned powers of two, as long as boot info has lines for them. */
static void untypeds_add(const struct ranges *ranges, word_t device)
{
    struct boot_info *info = BOOT_INFO(boot.info);

    for (word_t i = 0; i < ranges->count; i++) {
        paddr_t at = ranges->range[i].from, end = ranges->range[i].to;

        while (at < end) {
            word_t bytes = range_block(at, end);
            word_t bits = bit_lowest(bytes);
            word_t n = boot.slot - info->untypeds.start;

            if (n == UNTYPEDS)
                return;
            info->untyped[n].paddr = at;
            info->untyped[n].kind = bits + FIELD(8, device);
            cap_add(CAP_MAKE(CAP_UNTYPED, bits, device ? MEMORY_IS_DEVICE : 0UL, 1UL, at / 16));
            at += bytes;
        }
    }
}

static void untypeds_make(const struct plan *plan)
{
    struct ranges ram;
    struct boot_info *info = BOOT_INFO(boot.info);

    ranges_cut(&plan->ram, plan->pool * 16, (plan->pool + plan->pool_cells) * 16, &ram);
    info->untypeds.start = boot.slot;
    untypeds_add(&ram, 0);
    untypeds_add(&plan->device, 1);
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
static void info_make(const struct plan *plan)
{
    struct boot_info *info;

    cap_put(SLOT_BUFFER, frame_cap(page_take()), 0);
    frame_place(root_slot(SLOT_BUFFER), plan->buffer, ELF_READ | ELF_WRITE);
    boot.info = page_take();
    info = BOOT_INFO(boot.info);
    cap_put(SLOT_BOOT_INFO, frame_cap(boot.info), 0);
    frame_place(root_slot(SLOT_BOOT_INFO), plan->info, ELF_READ | ELF_WRITE);
    info->extra_bytes = CHUNK_BYTES + plan->dtb_bytes;
    info->nodes = 1;
    info->buffer = plan->buffer;
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

static void thread_make(const struct plan *plan, ref_t small)
{
    ref_t tcb = small, context = small + SMALL_CONTEXT;

    cap_put(SLOT_TCB, object_create(TYPE_TCB, 0, tcb, 0), 0);
    cap_put(SLOT_SCHED_CONTEXT, object_create(TYPE_SCHED_CONTEXT, CONTEXT_BITS, context, 0), 0);
    tcb_slot_fill(tcb, TCB_CSPACE, SLOT_CNODE);
    tcb_slot_fill(tcb, TCB_VSPACE, SLOT_VSPACE);
    tcb_slot_fill(tcb, TCB_BUFFER, SLOT_BUFFER);
    sched_context_round_robin(context, ROOT_BUDGET);
    sched_context_bind_tcb(context, tcb);
    TCB(tcb)->buffer = plan->buffer;
    TCB(tcb)->priority = ROOT_PRIORITY;
    TCB(tcb)->max_priority = ROOT_PRIORITY;
    TCB(tcb)->regs[REG_X0] = plan->info;
    TCB(tcb)->regs[REG_PC] = plan->elf.entry;
    TCB(tcb)->next_pc = plan->elf.entry;
    TCB(tcb)->state = THREAD_ACTIVE;
}

/* Everything, in the order of the pool. */
static ref_t root_make(const struct plan *plan)
{
    struct boot_info *info;
    struct slots tables;
    ref_t small;

    pool_open(plan, &small);
    cnode_make();
    caps_make();
    vspace_make();
    tables = tables_make(plan);
    info_make(plan);
    info = BOOT_INFO(boot.info);
    info->image_tables = tables;
    info->image_frames = image_make(plan);
    info->extra_frames = extra_make(plan);
    untypeds_make(plan);
    info->empty.start = boot.slot;
    info->empty.end = ROOT_SLOTS;
    thread_make(plan, small);
    arch_table_publish();
    return small;
}

/* --- the door --- */

static void banner(const struct plan *plan)
{
    const struct board *board = plan->board;
    const struct boot_info *info = BOOT_INFO(boot.info);

    put("tenon: RAM        ");
    put_size(board->ram_end - board->ram);
    put(" at ");
    put_address(board->ram);
    put(", GICv");
    put_number(board->gic_version);
    put("\ntenon: root task  ");
    put_size(plan->image_pages * PAGE_BYTES);
    put(" at ");
    put_address(plan->elf.first);
    put(", ");
    put_number(plan->elf.count);
    put(plan->elf.count == 1 ? " segment" : " segments");
    put(", entry ");
    put_address(plan->elf.entry);
    put("\ntenon: handed over ");
    put_number(info->untypeds.end - info->untypeds.start);
    put(" untypeds, ");
    put_number(info->empty.end - info->empty.start);
    put(" empty slots\n");
}

void boot_kernel(const struct board *board, paddr_t dtb, paddr_t image, paddr_t image_end)
{
    static struct plan plan;
    ref_t tcb;

    plan.board = board;
    plan.dtb = dtb;
    check(input_judge(board, dtb));
    check(elf_judge(board->initrd, board->initrd_end - board->initrd, bootarg(board, "strict"), &plan.elf));
    plan_sizes(&plan);
    plan_memory(&plan, image, image_end);
    check(plan_judge(&plan));

    if (plan.elf.writable_code)
        put("tenon: warning: the root task has a segment that is writable and executable\n");
    tcb = root_make(&plan);
    banner(&plan);
    sched_start(tcb);
}
