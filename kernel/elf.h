/*
 * The root task's file, read: a bounded reader of a static AArch64 ELF in
 * physical memory (System V ABI, chapters 4 and 5).  For any bytes at all it
 * ends, reads nothing outside the file, and says in one word what is wrong;
 * of a file it accepts, every page can be filled without a further check.
 */
#ifndef TENON_KERNEL_ELF_H
#define TENON_KERNEL_ELF_H

#include "kernel/object.h"

enum boot_error {
#define BOOT_ERROR(name, sentence) BOOT_##name,
#include "spec/abi/boot_errors.def"
#undef BOOT_ERROR
    BOOT_ERRORS, /* how many there are */
};

#define PAGE_BYTES 4096UL

#define ELF_SEGMENTS 16UL
#define ELF_PAGES 7168UL                /* an image has fewer pages than the root CNode slots */
#define ELF_TOP (BIT(47) - BIT(24))     /* segments end below: behind them is room for boot info */

/* Flags of a segment, as in the file. */
#define ELF_EXECUTE 1UL
#define ELF_WRITE 2UL
#define ELF_READ 4UL

#define ELF_WRITABLE_CODE(flags) ((flags) % 4 == ELF_EXECUTE + ELF_WRITE)

struct elf_segment {
    vaddr_t vaddr;
    word_t memory_bytes;
    word_t offset, file_bytes; /* where its first bytes are in the file; the others are 0 */
    word_t flags;
};

/* An accepted file: its segments in ascending order, no two in one page. */
struct elf {
    paddr_t file;
    word_t bytes;
    vaddr_t entry;
    word_t count;
    word_t writable_code;    /* 1: some segment is writable and executable */
    vaddr_t first, end;      /* whole pages from the first segment to the last */
    struct elf_segment segment[16];
};

#include "spec/elf.acsl"

/* Read the file and tell what is wrong with it, or describe it in *elf. */
/*@ requires file: ElfFile(file, bytes);
    requires out:  \valid(elf);
    assigns        *elf;
    ensures  why:  \result < BOOT_ERRORS;
    ensures  wf:   \result == BOOT_OK ==> ElfWf(elf); */
enum boot_error elf_judge(paddr_t file, word_t bytes, word_t strict, struct elf *elf);

/* What the file has for one page: so many bytes, `from` in physical memory, `at` in the page. */
struct elf_page {
    paddr_t from;
    word_t at, bytes;
    word_t flags; /* of the segment; 0 in a gap between segments */
};

/*@ requires wf:    \valid_read(elf) && ElfWf(elf);
    requires page:  page <= ELF_TOP;
    assigns         \nothing;
    ensures  in:    \result.at + \result.bytes <= 4096;
    ensures  file:  elf->file <= \result.from && \result.from + \result.bytes <= elf->file + elf->bytes;
    ensures  flags: \result.flags < 8; */
struct elf_page elf_page(const struct elf *elf, vaddr_t page);

/* Copy it into the frame, which is all zeros. */
/*@ requires in:    page.at + page.bytes <= 4096 && page.from + page.bytes <= 16 * REFS;
    requires frame: IsTable(frame);
    assigns         phys[frame .. frame + 255]; */
void elf_page_fill(struct elf_page page, ref_t frame);

#endif
