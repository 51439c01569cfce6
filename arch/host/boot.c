/*
 * Power on: what a boot loader would have left in RAM (a root task of one page
 * and an empty device tree), then the very boot code of the kernel.
 */
#include "kernel/boot.h"

#include <string.h>

#include "arch/host/host.h"
#include "kernel/arch.h"
#include "platform/host/board.h"

#define DTB_OFFSET 0x2000UL /* from the start of what the loader left */
#define DTB_BYTES 72UL
#define ROOT_BYTES 0x1010UL
#define PAGE 4096UL

static void bytes_write(paddr_t at, const void *from, word_t bytes)
{
    memcpy((char *)&phys[at / 16] + at % 16, from, bytes);
}

/* An ELF whose only segment is one page to read and execute, and which ends behind its first instruction. */
static void root_write(paddr_t at)
{
    static const struct {
        unsigned char ident[16];
        unsigned short type, machine;
        unsigned int version;
        word_t entry, programs, sections;
        unsigned int flags;
        unsigned short header_bytes, program_bytes, program_count, rest[3];
        unsigned int load, load_flags;
        word_t offset, vaddr, paddr, file_bytes, memory_bytes, align;
    } elf = {
        .ident = {0x7f, 'E', 'L', 'F', 2, 1, 1},
        .type = 2,
        .machine = 183,
        .version = 1,
        .entry = HOST_ENTRY,
        .programs = 64,
        .header_bytes = 64,
        .program_bytes = 56,
        .program_count = 1,
        .load = 1,
        .load_flags = 5,
        .offset = PAGE,
        .vaddr = HOST_ENTRY,
        .paddr = HOST_ENTRY,
        .file_bytes = ROOT_BYTES - PAGE,
        .memory_bytes = PAGE,
        .align = PAGE,
    };

    _Static_assert(sizeof elf == 120, "an ELF header and one program header");
    bytes_write(at, &elf, sizeof elf);
}

static unsigned int big_endian(unsigned int w)
{
    return __builtin_bswap32(w);
}

/* A device tree with one empty node: header, no reservations, begin, name, end, end of tree. */
static void dtb_write(paddr_t at)
{
    unsigned int dtb[DTB_BYTES / 4] = {0xd00dfeed, DTB_BYTES, 56, DTB_BYTES, 40, 17, 16, 0, 0, 16};

    dtb[14] = 1;
    dtb[16] = 2;
    dtb[17] = 9;
    for (word_t i = 0; i < DTB_BYTES / 4; i++)
        dtb[i] = big_endian(dtb[i]);
    bytes_write(at, dtb, sizeof dtb);
}

void host_boot(paddr_t ram_end)
{
    paddr_t loader = ram_end - BOARD_LOADER_BYTES;

    memset(&kernel, 0, sizeof kernel);
    memset(&machine, 0, sizeof machine);
    machine.fpu_traps = 1;
    memset(&phys[BOARD_RAM / 16], 0, ram_end - BOARD_RAM);
    host_ram_end = ram_end;
    machine.step = 16;
    machine.alarm = WORD_MAX;
    machine.irq_active = IRQ_NONE;

    plan_board = (struct board){.ram = {{BOARD_RAM, ram_end}},
                                .rams = 1,
                                .initrd = loader,
                                .initrd_end = loader + ROOT_BYTES,
                                .gic_distributor = BOARD_GIC_DISTRIBUTOR,
                                .gic_second = BOARD_GIC_SECOND,
                                .gic_version = 2,
                                .dtb_bytes = DTB_BYTES};
    root_write(loader);
    dtb_write(loader + DTB_OFFSET);
    boot_kernel(loader + DTB_OFFSET, BOARD_RAM, BOARD_RAM + BOARD_IMAGE_BYTES);
}
