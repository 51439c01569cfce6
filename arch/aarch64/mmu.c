/*
 * The kernel's own address space: image, devices, direct map.  Its tables are
 * in the image; they are written at boot and never after.
 *
 *      mmu_root -- [0] mmu_low -- [510] devices -- [0] device_pages
 *               |              |                `- [1, 2] the window, at boot
 *               |              `- [511] mmu_image -- [0] mmu_image_pages
 *               `- [1, 2] phys_level1: GiB blocks, or phys_level2: 2 MiB blocks, or phys_pages
 */
#include "arch/aarch64/mmu.h"
#include "arch/aarch64/console.h"
#include "arch/aarch64/layout.h"
#include "arch/aarch64/registers.h"
#include "kernel/arch.h"
#include "kernel/descriptor.h"

#define GIB BIT(30)
#define BLOCK BIT(21)
#define ENTRIES 512UL
#define IN_TABLES __attribute__((section(".tables"), aligned(PAGE)))

#define DATA_RIGHTS (PXN | UXN)

extern struct table boot_root;
struct table mmu_root IN_TABLES;
struct table mmu_low IN_TABLES;
struct table mmu_image IN_TABLES;
struct table mmu_image_pages IN_TABLES;
static struct table devices IN_TABLES;
static struct table device_pages IN_TABLES;
static struct table phys_level1[2] IN_TABLES;
static struct table phys_pages IN_TABLES; /* the block of the image */

/* For the first GiB of each range of RAM, its last, and that of the image: cleared when taken. */
static struct table phys_level2[2 * BOARD_RAMS + 1] __attribute__((section(".spare"), aligned(PAGE)));

static word_t image_distance; /* virtual minus physical address, of the image */
static word_t level2_taken;

static paddr_t of_image(const void *p)
{
    return (vaddr_t)p - image_distance;
}

static word_t table_entry(const struct table *table)
{
    return of_image(table) | DESCRIPTOR_TABLE;
}

/* New entries, that were invalid before, become visible to the table walker. */
void arch_table_publish(void)
{
    BARRIER("dsb ishst");
    BARRIER("isb");
}

static void forget_everything(void)
{
    BARRIER("dsb ishst");
    BARRIER("tlbi vmalle1is");
    BARRIER("dsb ish");
    BARRIER("isb");
}

void arch_space_use(ref_t table, word_t asid)
{
    paddr_t root = table != 0 ? table << CELL_BITS : of_image(&boot_root);

    REGISTER_WRITE("ttbr0_el1", asid << 48 | root);
    BARRIER("isb");
}

void mmu_init(paddr_t image)
{
    image_distance = IMAGE_BASE + IMAGE_OFFSET - image;
    mmu_low.entry[LOW_DEVICES] = table_entry(&devices);
    devices.entry[0] = table_entry(&device_pages);
    for (word_t i = 0; i < ENTRIES; i++)
        boot_root.entry[i] = DESCRIPTOR_INVALID;
    arch_space_use(0, 0);
    forget_everything();
}

vaddr_t mmu_device_address(enum device device)
{
    return DEVICE_BASE + (word_t)device * DEVICE_BYTES;
}

void mmu_device_map(enum device device, paddr_t from, word_t bytes)
{
    word_t first = (word_t)device * (DEVICE_BYTES / PAGE);

    for (word_t i = 0; i < bytes / PAGE; i++)
        device_pages.entry[first + i] = (from + i * PAGE) | PAGE_DEVICE | DATA_RIGHTS;
    arch_table_publish();
}

const unsigned char *mmu_window_open(word_t n, paddr_t from)
{
    devices.entry[1 + n] = from | BLOCK_NORMAL | READONLY | DATA_RIGHTS;
    arch_table_publish();
    return (const unsigned char *)(DEVICE_BASE + (1 + n) * BLOCK);
}

void mmu_window_close(void)
{
    devices.entry[1] = DESCRIPTOR_INVALID;
    devices.entry[2] = DESCRIPTOR_INVALID;
    forget_everything();
}

static void pages_map(paddr_t block, paddr_t image, paddr_t image_end)
{
    for (word_t i = 0; i < ENTRIES; i++) {
        paddr_t page = block + i * PAGE;

        if (page < image || page >= image_end)
            phys_pages.entry[i] = page | PAGE_NORMAL | DATA_RIGHTS;
    }
}

static void blocks_map(struct table *table, paddr_t from, paddr_t to, paddr_t image,
                       paddr_t image_end)
{
    for (paddr_t block = from; block < to; block += BLOCK) {
        word_t *entry = &table->entry[LEVEL_INDEX(block, 21)];

        if (image - image % BLOCK == block) {
            pages_map(block, image, image_end);
            *entry = table_entry(&phys_pages);
        } else {
            *entry = block | BLOCK_NORMAL | DATA_RIGHTS;
        }
    }
}

/* The table of 2 MiB blocks below this entry: two ranges may have parts of the same GiB. */
static struct table *level2(word_t *entry)
{
    struct table *table;

    if (*entry != DESCRIPTOR_INVALID)
        return (struct table *)(*entry - DESCRIPTOR_TABLE + image_distance);
    table = &phys_level2[level2_taken++];
    for (word_t i = 0; i < ENTRIES; i++)
        table->entry[i] = DESCRIPTOR_INVALID;
    *entry = table_entry(table);
    return table;
}

void mmu_phys_map(struct memory ram, paddr_t image, paddr_t image_end)
{
    paddr_t to;

    mmu_root.entry[ROOT_PHYS] = table_entry(&phys_level1[0]);
    mmu_root.entry[ROOT_PHYS + 1] = table_entry(&phys_level1[1]);
    for (paddr_t from = ram.start; from < ram.end; from = to) {
        word_t *entry = &phys_level1[from / BIT(39)].entry[LEVEL_INDEX(from, 30)];

        to = MIN(from - from % GIB + GIB, ram.end);
        if (to - from == GIB && image / GIB != from / GIB)
            *entry = from | BLOCK_NORMAL | DATA_RIGHTS;
        else
            blocks_map(level2(entry), from, to, image, image_end);
    }
    arch_table_publish();
}

_Static_assert(PHYS_BASE % BIT(39) == 0 && REF_BITS + CELL_BITS == 40, "two roots hold phys[]");
_Static_assert(DEVICE_BYTES / PAGE * (DEVICE_POWER + 1) <= ENTRIES, "one table of devices");
_Static_assert(PAGE_NORMAL == (DESCRIPTOR_TABLE | DESCRIPTOR_INDEX(MEMORY_NORMAL) |
                               DESCRIPTOR_INNER_SHAREABLE | DESCRIPTOR_ACCESSED), "layout.h");
_Static_assert(PAGE_DEVICE == (DESCRIPTOR_TABLE | DESCRIPTOR_INDEX(MEMORY_DEVICE) |
                               DESCRIPTOR_INNER_SHAREABLE | DESCRIPTOR_ACCESSED), "layout.h");
_Static_assert(BLOCK_NORMAL == PAGE_NORMAL - DESCRIPTOR_TABLE + DESCRIPTOR_BLOCK, "layout.h");
_Static_assert(READONLY == DESCRIPTOR_READONLY && PXN == DESCRIPTOR_PXN, "layout.h");
_Static_assert(UXN == DESCRIPTOR_UXN, "layout.h");
_Static_assert((MAIR >> 8 * MEMORY_NORMAL & 255) == 0xff && (MAIR >> 8 * MEMORY_DEVICE & 255) == 0 &&
               (MAIR >> 8 * MEMORY_UNCACHED & 255) == 0x44, "layout.h");
