/*
 * The reader of the root task's file: each refusal by the smallest change that
 * causes it, and any bytes at all.  The file lies at the very end of the
 * model's memory, so that one byte read behind it is an error of the sanitizer.
 */
#include "kernel/elf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/host/board.h"
#include "tests/unit/unit.h"

#define MUTATIONS 60000
#define FILE_BYTES 0x2100UL
#define FRAME (BOARD_RAM / 16)

enum { SEGMENTS = 3, HEADER = 64, PROGRAM = 56 };

static unsigned char file[FILE_BYTES + 16];
static struct elf elf;

static void number_put(word_t at, word_t bytes, word_t value)
{
    for (word_t i = 0; i < bytes; i++)
        file[at + i] = (unsigned char)(value >> 8 * i);
}

static void segment_put(word_t i, word_t flags, word_t offset, word_t vaddr, word_t file_bytes, word_t memory_bytes)
{
    word_t at = HEADER + PROGRAM * i;

    number_put(at, 4, 1);
    number_put(at + 4, 4, flags);
    number_put(at + 8, 8, offset);
    number_put(at + 16, 8, vaddr);
    number_put(at + 32, 8, file_bytes);
    number_put(at + 40, 8, memory_bytes);
}

/* Code, constants, data with zeros behind: 0x400000 to 0x404fff, a gap of one page at 0x402000. */
static void file_make(void)
{
    for (word_t i = 0; i < FILE_BYTES; i++)
        file[i] = (unsigned char)(i * 7 + i / 256);
    memset(file, 0, HEADER + PROGRAM * SEGMENTS);
    memcpy(file, "\177ELF\2\1\1", 7);
    number_put(16, 2, 2);
    number_put(18, 2, 183);
    number_put(24, 8, 0x400010);
    number_put(32, 8, HEADER);
    number_put(54, 2, PROGRAM);
    number_put(56, 2, SEGMENTS);
    segment_put(0, 5, 0, 0x400000, 0x1100, 0x1100);
    segment_put(1, 4, 0x1100, 0x403100, 0x80, 0x80);
    segment_put(2, 6, 0x1180, 0x404180, 0xf80, 0xf80);
}

/* The file's first bytes, at the end of memory. */
static paddr_t file_place(word_t bytes)
{
    paddr_t at = BOARD_RAM_MOST - bytes;

    memcpy((char *)&phys[at / 16] + at % 16, file, bytes);
    return at;
}

static enum boot_error judge(word_t strict)
{
    return elf_judge(file_place(FILE_BYTES), FILE_BYTES, strict, &elf);
}

/* What a page should hold, byte by byte, straight from the program headers. */
static unsigned char byte_expected(vaddr_t vaddr)
{
    for (word_t i = 0; i < elf.count; i++) {
        struct elf_segment *s = &elf.segment[i];

        if (vaddr >= s->vaddr && vaddr - s->vaddr < s->file_bytes)
            return file[s->offset + (vaddr - s->vaddr)];
    }
    return 0;
}

static void pages_check(void)
{
    for (vaddr_t page = elf.first; page < elf.end && page < elf.first + 16 * PAGE_BYTES; page += PAGE_BYTES) {
        const unsigned char *bytes = (const unsigned char *)&phys[FRAME];

        memset(&phys[FRAME], 0, PAGE_BYTES);
        elf_page_fill(elf_page(&elf, page), FRAME);
        for (word_t i = 0; i < PAGE_BYTES; i++)
            if (bytes[i] != byte_expected(page + i)) {
                printf("elf_test: byte %#lx is %#x, not %#x\n", page + i, bytes[i], byte_expected(page + i));
                unit_failures++;
                return;
            }
    }
}

static void a_good_file_is_read_and_loaded(void)
{
    file_make();
    CHECK(judge(1) == BOOT_OK);
    CHECK(elf.count == 3 && elf.entry == 0x400010 && !elf.writable_code);
    CHECK(elf.first == 0x400000 && elf.end == 0x406000);
    CHECK(elf_page(&elf, 0x400000).flags == 5);
    CHECK(elf_page(&elf, 0x402000).flags == 0);
    CHECK(elf_page(&elf, 0x405000).flags == 6);
    pages_check();
}

static void a_file_at_an_odd_address_is_the_same(void)
{
    file_make();
    for (word_t behind = 1; behind < 16; behind++) {
        memset((char *)&phys[BOARD_RAM_MOST / 16 - 1], 0xaa, 16);
        CHECK(elf_judge(file_place(FILE_BYTES + behind), FILE_BYTES, 1, &elf) == BOOT_OK);
        pages_check();
    }
}

/* One number of a good file changed: the reason. */
static void changed(word_t at, word_t bytes, word_t value, enum boot_error reason, const char *what)
{
    enum boot_error error;

    file_make();
    number_put(at, bytes, value);
    error = judge(1);
    if (error != reason) {
        printf("elf_test: %s: result %d, not %d\n", what, (int)error, (int)reason);
        unit_failures++;
    }
}

static word_t program(word_t i, word_t field)
{
    return HEADER + PROGRAM * i + field;
}

static void each_wrong_number_has_its_reason(void)
{
    changed(0, 4, 0x464c4580, BOOT_ELF_MAGIC, "magic");
    changed(4, 1, 1, BOOT_ELF_CLASS, "32 bits");
    changed(5, 1, 2, BOOT_ELF_BIG_ENDIAN, "big-endian");
    changed(5, 1, 3, BOOT_ELF_MAGIC, "no byte order");
    changed(16, 2, 3, BOOT_ELF_TYPE, "shared object");
    changed(18, 2, 62, BOOT_ELF_MACHINE, "x86");
    changed(24, 8, 0x404180, BOOT_ELF_ENTRY, "entry in data");
    changed(24, 8, 0x400012, BOOT_ELF_ENTRY, "entry between instructions");
    changed(24, 8, 0x401100, BOOT_ELF_ENTRY, "entry just behind the code");
    changed(32, 8, WORD_MAX - 8, BOOT_ELF_PROGRAMS_OUTSIDE, "program headers wrap around");
    changed(32, 8, FILE_BYTES - PROGRAM * 3 + 1, BOOT_ELF_PROGRAMS_OUTSIDE, "one byte too far");
    changed(54, 2, 32, BOOT_ELF_PROGRAM_SIZE, "size of program headers");
    changed(56, 2, 65535, BOOT_ELF_PROGRAMS_OUTSIDE, "too many program headers");
    changed(56, 2, 0, BOOT_ELF_NO_SEGMENT, "no program headers");
    changed(program(0, 0), 4, 3, BOOT_ELF_INTERPRETER, "interpreter");
    changed(program(2, 8), 8, 0x1181, BOOT_ELF_CUT_SHORT, "one byte behind the file");
    changed(program(2, 8), 8, WORD_MAX - 0xe7f, BOOT_ELF_CUT_SHORT, "offset wraps around");
    changed(program(2, 32), 8, WORD_MAX, BOOT_ELF_SHRINKS, "file size wraps around");
    changed(program(2, 40), 8, 0xf7f, BOOT_ELF_SHRINKS, "file size above memory size");
    changed(program(2, 40), 8, WORD_MAX - 0x404180, BOOT_ELF_ADDRESS, "memory size wraps around");
    changed(program(2, 16), 8, 0xffff000000404180, BOOT_ELF_ADDRESS, "kernel address");
    changed(program(2, 16), 8, 0x800000000180, BOOT_ELF_ADDRESS, "above user addresses");
    changed(program(2, 16), 8, 0x404181, BOOT_ELF_ALIGNMENT, "unaligned");
    changed(program(2, 16), 8, 0x403180, BOOT_ELF_OVERLAP, "same page");
    changed(program(2, 16), 8, 0x400180, BOOT_ELF_OVERLAP, "same bytes");
    changed(program(2, 16), 8, 0x300180, BOOT_ELF_OVERLAP, "out of order");
    changed(program(2, 16), 8, 0x40000180, BOOT_ELF_TOO_BIG, "far apart");
    changed(program(2, 40), 8, 0x1c01000, BOOT_ELF_TOO_BIG, "big");
    changed(program(2, 4), 4, 7, BOOT_ELF_WRITABLE_CODE, "writable and executable");
}

static void writable_code_is_only_noted_without_strict(void)
{
    file_make();
    number_put(program(2, 4), 4, 7);
    CHECK(judge(0) == BOOT_OK && elf.writable_code);
}

static void one_segment_too_many_is_refused(void)
{
    file_make();
    number_put(32, 8, 0x1000);
    for (word_t n = ELF_SEGMENTS; n <= ELF_SEGMENTS + 1; n++) {
        number_put(56, 2, n);
        for (word_t i = 0; i < n; i++) {
            memcpy(file + 0x1000 + PROGRAM * i, file + HEADER, PROGRAM);
            number_put(0x1000 + PROGRAM * i + 16, 8, 0x400000 + 0x2000 * i);
        }
        CHECK(judge(1) == (n == ELF_SEGMENTS ? BOOT_OK : BOOT_ELF_SEGMENTS));
    }
}

static void every_shorter_file_is_refused(void)
{
    file_make();
    for (word_t bytes = 0; bytes < FILE_BYTES; bytes += bytes < 256 ? 1 : 47) {
        enum boot_error error = elf_judge(file_place(bytes), bytes, 1, &elf);

        if (bytes < HEADER)
            CHECK(error == BOOT_ELF_NO_HEADER);
        else if (bytes < HEADER + PROGRAM * SEGMENTS)
            CHECK(error == BOOT_ELF_PROGRAMS_OUTSIDE);
        else
            CHECK(error == BOOT_ELF_CUT_SHORT);
    }
}

static word_t seed = 1;

static word_t random_word(void)
{
    seed = seed * 6364136223846793005UL + 1442695040888963407UL;
    return seed >> 29;
}

/* A number that is likely to be near an edge. */
static word_t edge(void)
{
    static const word_t edges[] = {0,        1,        0xfff,   0x1000,   0x1100, FILE_BYTES,
                                   0x400000, 0x403000, ELF_TOP, WORD_MAX, BIT(63)};
    word_t e = edges[random_word() % (sizeof edges / sizeof *edges)];

    return random_word() % 2 ? e + random_word() % 5 - 2 : random_word() << random_word() % 40;
}

static void any_bytes_end_in_a_reason_or_load(void)
{
    word_t loaded = 0, reasons = 0;

    for (int n = 0; n < MUTATIONS; n++) {
        word_t bytes = random_word() % 8 ? FILE_BYTES : random_word() % FILE_BYTES;
        enum boot_error error;

        file_make();
        for (word_t i = random_word() % 4; i > 0; i--) {
            if (random_word() % 2)
                number_put(program(random_word() % SEGMENTS, 8 * (random_word() % 7)), 8, edge());
            else
                file[random_word() % (HEADER + PROGRAM * SEGMENTS)] = (unsigned char)random_word();
        }
        error = elf_judge(file_place(bytes), bytes, random_word() % 2, &elf);
        reasons |= BIT(error);
        if (error == BOOT_OK && n % 16 == 0) {
            loaded++;
            pages_check();
        }
    }
    CHECK(loaded > 100 && __builtin_popcountl(reasons) > 10);
}

int main(void)
{
    a_good_file_is_read_and_loaded();
    a_file_at_an_odd_address_is_the_same();
    each_wrong_number_has_its_reason();
    writable_code_is_only_noted_without_strict();
    one_segment_too_many_is_refused();
    every_shorter_file_is_refused();
    any_bytes_end_in_a_reason_or_load();
    printf("elf_test: %s, %d files mutated\n", unit_failures ? "FAILED" : "ok", MUTATIONS);
    return unit_failures != 0;
}
