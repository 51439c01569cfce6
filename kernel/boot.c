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

/* The big-endian number at byte `at` of the header of the device tree. */
static word_t dtb_field(paddr_t dtb, word_t at)
{
    const struct cell *cell = &phys[(dtb + at / 8 * 8) / 16];
    word_t word = (dtb + at / 8 * 8) % 16 == 0 ? cell->w0 : cell->w1;

    return __builtin_bswap32((unsigned)(at % 8 == 0 ? word % BIT(32) : word / BIT(32)));
}
