/*
 * Any bytes as the root task's file, at the end of the model's memory, of which nothing else may be read: one word read
 * outside of them is an error of the sanitizer.  Of a file that is accepted every page holds what its program headers
 * say, which are read here once more, simply.
 */
#include "kernel/elf.h"

#include <sanitizer/asan_interface.h>

#include "platform/host/board.h"
#include "tests/fuzz/readers/reader.h"

#define FRAME (BOARD_RAM / 16)
#define FILE_MOST 0x100000UL

enum { HEADER_PROGRAMS = 32, HEADER_COUNT = 56, PROGRAM = 56, LOAD = 1 };

static const unsigned char *file;
static struct elf elf, strictly;
static struct {
    word_t flags, offset, vaddr, file_bytes, memory_bytes;
} loads[ELF_SEGMENTS];
static word_t count_of_loads;

static word_t number(word_t at, word_t bytes)
{
    word_t value = 0;

    memcpy(&value, file + at, bytes);
    return value;
}

static void loads_read(void)
{
    word_t program = number(HEADER_PROGRAMS, 8);

    count_of_loads = 0;
    for (word_t i = number(HEADER_COUNT, 2); i > 0; i--, program += PROGRAM) {
        word_t in_file = number(program + 32, 8), in_memory = number(program + 40, 8);

        if (number(program, 4) != LOAD || (in_file == 0 && in_memory == 0))
            continue;
        CLAIM(count_of_loads < ELF_SEGMENTS);
        loads[count_of_loads].flags = number(program + 4, 4) % 8;
        loads[count_of_loads].offset = number(program + 8, 8);
        loads[count_of_loads].vaddr = number(program + 16, 8);
        loads[count_of_loads].file_bytes = in_file;
        loads[count_of_loads++].memory_bytes = in_memory;
    }
}

/* One page against all segments: at most one has memory in it. */
static void page_check(vaddr_t page)
{
    static unsigned char expected[PAGE_BYTES];
    struct elf_page found = elf_page(&elf, page);
    word_t flags = 0, filled = 0;

    CLAIM(found.at + found.bytes <= PAGE_BYTES);
    CLAIM(elf.file <= found.from && found.from + found.bytes <= elf.file + elf.bytes);
    for (word_t i = 0; i < count_of_loads; i++) {
        vaddr_t from = loads[i].vaddr, to = from + loads[i].memory_bytes;
        vaddr_t start = from > page ? from : page;
        vaddr_t end = MIN(page + PAGE_BYTES, from + loads[i].file_bytes);

        if (to <= page || from >= page + PAGE_BYTES)
            continue;
        CLAIM(flags == 0);
        flags = loads[i].flags;
        if (start >= end)
            continue;
        memset(expected, 0, PAGE_BYTES);
        memcpy(expected + (start - page), file + loads[i].offset + (start - from), end - start);
        filled = end - start;
    }
    CLAIM(found.flags == flags && found.bytes == filled);
    if (filled == 0)
        return;
    memset(&phys[FRAME], 0, PAGE_BYTES);
    elf_page_fill(found, FRAME);
    CLAIM(memcmp(&phys[FRAME], expected, PAGE_BYTES) == 0);
}

static void elf_check(void)
{
    word_t writable_code = 0;

    CLAIM(elf.first % PAGE_BYTES == 0 && elf.end % PAGE_BYTES == 0);
    CLAIM(elf.first < elf.end && elf.end <= ELF_TOP && elf.end - elf.first <= PAGE_BYTES * ELF_PAGES);
    loads_read();
    CLAIM(elf.count == count_of_loads);
    for (word_t i = 0; i < count_of_loads; i++) {
        writable_code |= ELF_WRITABLE_CODE(loads[i].flags);
        CLAIM(loads[i].vaddr >= elf.first && loads[i].vaddr + loads[i].memory_bytes <= elf.end);
    }
    CLAIM(elf.writable_code == writable_code);
    for (vaddr_t page = elf.first; page < elf.end; page += PAGE_BYTES)
        page_check(page);
}

/* What the model's memory holds is no allocation, and most of it must not be looked at. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "detect_leaks=0";
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t count)
{
    static int begun;
    paddr_t at = BOARD_RAM_MOST - count;
    enum boot_error error, strict;

    if (count > FILE_MOST)
        return 0;
    if (!begun) {
        __asan_poison_memory_region(phys, BOARD_RAM_MOST);
        __asan_unpoison_memory_region(&phys[FRAME], PAGE_BYTES);
        begun = 1;
    }
    __asan_unpoison_memory_region((char *)phys + at, count);
    memcpy((char *)phys + at, bytes, count);
    file = bytes;
    error = elf_judge(at, count, 0, &elf);
    strict = elf_judge(at, count, 1, &strictly);
    CLAIM(error < BOOT_ERRORS && strict < BOOT_ERRORS);
    if (error == BOOT_OK)
        elf_check();
    CLAIM(strict == error || strict == BOOT_ELF_WRITABLE_CODE);
    CLAIM(strict != BOOT_OK || !strictly.writable_code);
    __asan_poison_memory_region((char *)phys + at / 8 * 8, count + at % 8);
    return 0;
}
