/*
 * Every field is read byte by byte from phys[], so neither the alignment of
 * the file nor the byte order of the machine matters.  Sums of fields are
 * never formed before their terms are bounded: nothing wraps.
 */
#include "kernel/elf.h"

/* Places in the file header and in a program header. */
enum {
    HEADER_CLASS = 4,
    HEADER_ORDER = 5,
    HEADER_TYPE = 16,
    HEADER_MACHINE = 18,
    HEADER_ENTRY = 24,
    HEADER_PROGRAMS = 32,
    HEADER_PROGRAM_SIZE = 54,
    HEADER_PROGRAM_COUNT = 56,
    HEADER_BYTES = 64,

    PROGRAM_TYPE = 0,
    PROGRAM_FLAGS = 4,
    PROGRAM_OFFSET = 8,
    PROGRAM_VADDR = 16,
    PROGRAM_FILE_BYTES = 32,
    PROGRAM_MEMORY_BYTES = 40,
    PROGRAM_BYTES = 56,
};

#define MAGIC 0x464c457fUL /* 0x7f E L F */
#define CLASS_64 2
#define ORDER_BIG 2
#define ORDER_LITTLE 1
#define TYPE_EXECUTABLE 2
#define MACHINE_AARCH64 183
#define PROGRAM_LOAD 1
#define PROGRAM_INTERPRETER 3

/*@ assigns        \nothing;
    ensures  byte: \result < 256; */
static word_t byte_lowest(word_t w)
{
    return w % 256;
}

/*@ requires in:   p < 16 * REFS;
    assigns        \nothing;
    ensures  byte: \result < 256; */
static word_t byte_read(paddr_t p)
{
    word_t w = p % 16 < 8 ? phys[p / 16].w0 : phys[p / 16].w1;

    return byte_lowest(w >> 8 * (p % 8));
}

/* The little-endian number of so many bytes at p. */
/*@ requires in:   bytes <= 8 && p + bytes <= 16 * REFS;
    assigns        \nothing;
    ensures  half: bytes <= 2 ==> \result < 65536; */
static word_t number_read(paddr_t p, word_t bytes)
{
    word_t value = 0;

    /*@ loop invariant at:   0 <= i <= bytes;
        loop invariant half: (i == bytes ==> value == 0) && (i + 1 == bytes ==> value < 256) &&
                             (i + 2 == bytes ==> value < 65536);
        loop assigns i, value;
        loop variant i; */
    for (word_t i = bytes; i > 0; i--)
        value = value * 256 + byte_read(p + i - 1);
    return value;
}

/*@ assigns        \nothing;
    ensures  down: \result <= vaddr && vaddr - \result < 4096 && \result % 4096 == 0; */
static vaddr_t page_down(vaddr_t vaddr)
{
    return vaddr / PAGE_BYTES * PAGE_BYTES;
}

/* The page boundary at or behind an address. */
/*@ requires low: vaddr <= ELF_TOP;
    assigns       \nothing;
    ensures  up:  vaddr <= \result <= ELF_TOP && \result - vaddr < 4096 && \result % 4096 == 0; */
static vaddr_t page_up(vaddr_t vaddr)
{
    return (vaddr + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
}

/* --- judging: only *elf is written --- */

/*@ requires file: ElfFile(file, bytes);
    assigns        \nothing;
    ensures  why:  \result < BOOT_ERRORS;
    ensures  long: \result == BOOT_OK ==> bytes >= HEADER_BYTES; */
static enum boot_error header_judge(paddr_t file, word_t bytes)
{
    if (bytes < HEADER_BYTES)
        return BOOT_ELF_NO_HEADER;
    if (number_read(file, 4) != MAGIC)
        return BOOT_ELF_MAGIC;
    if (byte_read(file + HEADER_CLASS) != CLASS_64)
        return BOOT_ELF_CLASS;
    if (byte_read(file + HEADER_ORDER) == ORDER_BIG)
        return BOOT_ELF_BIG_ENDIAN;
    if (byte_read(file + HEADER_ORDER) != ORDER_LITTLE)
        return BOOT_ELF_MAGIC;
    if (number_read(file + HEADER_MACHINE, 2) != MACHINE_AARCH64)
        return BOOT_ELF_MACHINE;
    if (number_read(file + HEADER_TYPE, 2) != TYPE_EXECUTABLE)
        return BOOT_ELF_TYPE;
    if (number_read(file + HEADER_PROGRAM_SIZE, 2) != PROGRAM_BYTES)
        return BOOT_ELF_PROGRAM_SIZE;
    return BOOT_OK;
}

/* Do all program headers lie in the file? */
/*@ assigns        \nothing;
    ensures  why:  \result < BOOT_ERRORS;
    ensures  in:   \result == BOOT_OK ==> programs <= bytes && PROGRAM_BYTES * count <= bytes - programs; */
static enum boot_error programs_judge(word_t bytes, word_t programs, word_t count)
{
    if (programs > bytes || count > (bytes - programs) / PROGRAM_BYTES)
        return BOOT_ELF_PROGRAMS_OUTSIDE;
    return BOOT_OK;
}

/* One segment on its own. */
/*@ requires s:  \valid_read(s) && s->flags < 8 && (s->memory_bytes > 0 || s->file_bytes > 0);
    assigns      \nothing;
    ensures  why: \result < BOOT_ERRORS;
    ensures  ok: \result == BOOT_OK ==> ElfSegment(s, bytes) && s->memory_bytes > 0;
    ensures  aligned: \result == BOOT_OK ==> s->vaddr % 4096 == s->offset % 4096; */
static enum boot_error segment_judge(const struct elf_segment *s, word_t bytes, word_t strict)
{
    if (s->file_bytes > s->memory_bytes)
        return BOOT_ELF_SHRINKS;
    if (s->offset > bytes || s->file_bytes > bytes - s->offset)
        return BOOT_ELF_CUT_SHORT;
    if (s->vaddr > ELF_TOP || s->memory_bytes > ELF_TOP - s->vaddr)
        return BOOT_ELF_ADDRESS;
    if (s->vaddr % PAGE_BYTES != s->offset % PAGE_BYTES)
        return BOOT_ELF_ALIGNMENT;
    if (strict && ELF_WRITABLE_CODE(s->flags))
        return BOOT_ELF_WRITABLE_CODE;
    return BOOT_OK;
}

/*@ requires in:    program + PROGRAM_BYTES <= 16 * REFS;
    requires out:   \valid(s);
    assigns         *s;
    ensures  flags: s->flags < 8; */
static void program_read(paddr_t program, struct elf_segment *s)
{
    s->vaddr = number_read(program + PROGRAM_VADDR, 8);
    s->memory_bytes = number_read(program + PROGRAM_MEMORY_BYTES, 8);
    s->offset = number_read(program + PROGRAM_OFFSET, 8);
    s->file_bytes = number_read(program + PROGRAM_FILE_BYTES, 8);
    s->flags = number_read(program + PROGRAM_FLAGS, 4) % 8;
}

/* May s follow the segments that elf has? */
/*@ requires wf: \valid_read(elf) && ElfPart(elf);
    requires s:  \valid_read(s) && ElfSegment(s, elf->bytes) && s->memory_bytes > 0;
    assigns      \nothing;
    ensures  why: \result < BOOT_ERRORS;
    ensures  ok: \result == BOOT_OK ==> ElfFollows(elf, s); */
static enum boot_error segment_follows(const struct elf *elf, const struct elf_segment *s)
{
    vaddr_t first = elf->count == 0 ? page_down(s->vaddr) : elf->first;

    if (elf->count == ELF_SEGMENTS)
        return BOOT_ELF_SEGMENTS;
    if (elf->count != 0 && page_down(s->vaddr) < elf->end)
        return BOOT_ELF_OVERLAP;
    if (page_up(s->vaddr + s->memory_bytes) - first > ELF_PAGES * PAGE_BYTES)
        return BOOT_ELF_TOO_BIG;
    return BOOT_OK;
}

/*@ requires elf:  \valid(elf) && ElfSegments(elf, elf->count) && elf->count < ELF_SEGMENTS;
    requires s:    \valid_read(s) && \separated(elf, s) && ElfSegment(s, elf->bytes);
    assigns        elf->segment[elf->count], elf->count;
    ensures  one:  elf->count == \old(elf->count) + 1;
    ensures  part: ElfSegments(elf, elf->count); */
static void segment_put(struct elf *elf, const struct elf_segment *s)
{
    elf->segment[elf->count] = *s;
    elf->count++;
}

/* The span from the first segment to this one. */
/*@ requires wf:   \valid(elf) && ElfPart(elf);
    requires s:    \valid_read(s) && \separated(elf, s);
    requires ok:   s->vaddr + s->memory_bytes <= ELF_TOP && s->memory_bytes > 0 && ElfFollows(elf, s);
    assigns        elf->first, elf->end;
    ensures  span: ElfSpan(elf); */
static void span_extend(struct elf *elf, const struct elf_segment *s)
{
    if (elf->count == 0)
        elf->first = page_down(s->vaddr);
    elf->end = page_up(s->vaddr + s->memory_bytes);
}

/*@ requires wf:    \valid(elf) && ElfPart(elf);
    requires s:     \valid_read(s) && \separated(elf, s);
    requires ok:    ElfSegment(s, elf->bytes) && s->memory_bytes > 0 && ElfFollows(elf, s);
    assigns         *elf;
    ensures  part:  ElfSegments(elf, elf->count);
    ensures  span:  ElfSpan(elf) && 0 < elf->count <= ELF_SEGMENTS;
    ensures  same:  elf->file == \old(elf->file) && elf->bytes == \old(elf->bytes); */
static void segment_append(struct elf *elf, const struct elf_segment *s)
{
    span_extend(elf, s);
    elf->writable_code = elf->writable_code || ELF_WRITABLE_CODE(s->flags);
    segment_put(elf, s);
}

/* One program header: nothing, a segment to load, or a reason to refuse the file. */
/*@ requires wf:   \valid(elf) && ElfPart(elf);
    requires in:   program + PROGRAM_BYTES <= 16 * REFS;
    assigns        *elf;
    ensures  why:  \result < BOOT_ERRORS;
    ensures  wf:   ElfPart(elf);
    ensures  same: elf->file == \old(elf->file) && elf->bytes == \old(elf->bytes); */
static enum boot_error program_judge(struct elf *elf, paddr_t program, word_t strict)
{
    struct elf_segment s;
    word_t type = number_read(program + PROGRAM_TYPE, 4);
    enum boot_error error;

    if (type == PROGRAM_INTERPRETER)
        return BOOT_ELF_INTERPRETER;
    program_read(program, &s);
    if (type != PROGRAM_LOAD || (s.memory_bytes == 0 && s.file_bytes == 0))
        return BOOT_OK;
    error = segment_judge(&s, elf->bytes, strict);
    if (error != BOOT_OK)
        return error;
    error = segment_follows(elf, &s);
    if (error != BOOT_OK)
        return error;
    segment_append(elf, &s);
    return BOOT_OK;
}

/* Is there something to load, and does it begin where it may be executed? */
/*@ requires wf: \valid_read(elf) && ElfPart(elf);
    assigns      \nothing;
    ensures  why: \result < BOOT_ERRORS;
    ensures  ok: \result == BOOT_OK ==> elf->count > 0; */
static enum boot_error entry_judge(const struct elf *elf)
{
    if (elf->count == 0)
        return BOOT_ELF_NO_SEGMENT;
    if (elf->entry % 4 != 0)
        return BOOT_ELF_ENTRY;
    /*@ loop invariant i: 0 <= i <= elf->count;
        loop assigns i;
        loop variant elf->count - i; */
    for (word_t i = 0; i < elf->count; i++) {
        const struct elf_segment *s = &elf->segment[i];

        if (s->flags % 2 == ELF_EXECUTE && s->vaddr <= elf->entry && elf->entry - s->vaddr < s->memory_bytes)
            return BOOT_OK;
    }
    return BOOT_ELF_ENTRY;
}

enum boot_error elf_judge(paddr_t file, word_t bytes, word_t strict, struct elf *elf)
{
    enum boot_error error = header_judge(file, bytes);
    word_t programs, count;

    if (error != BOOT_OK)
        return error;
    elf->file = file;
    elf->bytes = bytes;
    elf->entry = number_read(file + HEADER_ENTRY, 8);
    elf->count = 0;
    elf->writable_code = 0;
    elf->first = 0;
    elf->end = 0;
    programs = number_read(file + HEADER_PROGRAMS, 8);
    count = number_read(file + HEADER_PROGRAM_COUNT, 2);
    error = programs_judge(bytes, programs, count);
    if (error != BOOT_OK)
        return error;
    /*@ loop invariant i:    0 <= i <= count;
        loop invariant wf:   ElfPart(elf);
        loop invariant same: elf->file == file && elf->bytes == bytes;
        loop assigns i, error, *elf;
        loop variant count - i; */
    for (word_t i = 0; i < count; i++) {
        error = program_judge(elf, file + programs + PROGRAM_BYTES * i, strict);
        if (error != BOOT_OK)
            return error;
    }
    return entry_judge(elf);
}

/* --- loading: nothing can go wrong any more --- */

/* The segment that has bytes in this page, or elf->count. */
/*@ requires wf: \valid_read(elf) && ElfWf(elf);
    requires at: page <= ELF_TOP;
    assigns      \nothing;
    ensures  in: \result <= elf->count; */
static word_t segment_at(const struct elf *elf, vaddr_t page)
{
    word_t i = 0;

    /*@ loop invariant i: 0 <= i <= elf->count;
        loop assigns i;
        loop variant elf->count - i; */
    while (i < elf->count && elf->segment[i].vaddr + elf->segment[i].memory_bytes <= page)
        i++;
    if (i < elf->count && elf->segment[i].vaddr >= page + PAGE_BYTES)
        return elf->count;
    return i;
}

struct elf_page elf_page(const struct elf *elf, vaddr_t page)
{
    struct elf_page found = {elf->file, 0, 0, 0};
    const struct elf_segment *s;
    word_t i = segment_at(elf, page);
    vaddr_t start, end;

    if (i == elf->count)
        return found;
    s = &elf->segment[i];
    found.flags = s->flags;
    start = page < s->vaddr ? s->vaddr : page;
    end = MIN(page + PAGE_BYTES, s->vaddr + s->file_bytes);
    if (start >= end)
        return found;
    found.from = elf->file + s->offset + (start - s->vaddr);
    found.at = start - page;
    found.bytes = end - start;
    return found;
}

/* A whole page that begins at a cell: the usual case, copied cell by cell. */
/*@ requires in:    from + 256 <= REFS && IsTable(frame);
    assigns         phys[frame .. frame + 255]; */
static void cells_copy(ref_t from, ref_t frame)
{
    /*@ loop invariant i: 0 <= i <= 256;
        loop assigns i, phys[frame .. frame + 255];
        loop variant 256 - i; */
    for (word_t i = 0; i < 256; i++) {
        phys[frame + i].w0 = phys[from + i].w0;
        phys[frame + i].w1 = phys[from + i].w1;
    }
}

/* The word at an offset into the page: bytes that the file does not have are 0. */
/*@ requires in:     page.at + page.bytes <= 4096 && page.from + page.bytes <= 16 * REFS;
    requires offset: offset < 4096;
    assigns          \nothing; */
static word_t word_at(struct elf_page page, word_t offset)
{
    word_t end = page.at + page.bytes;
    word_t value = 0;

    if (offset + 8 <= page.at || offset >= end)
        return 0;
    if (offset >= page.at && offset + 8 <= end)
        return number_read(page.from + (offset - page.at), 8);
    /*@ loop invariant i: 0 <= i <= 8;
        loop assigns i, value;
        loop variant i; */
    for (word_t i = 8; i > 0; i--) {
        word_t o = offset + i - 1;

        value = value * 256 + (page.at <= o && o < end ? byte_read(page.from + (o - page.at)) : 0);
    }
    return value;
}

void elf_page_fill(struct elf_page page, ref_t frame)
{
    if (page.bytes == PAGE_BYTES && page.from % 16 == 0) {
        cells_copy(page.from / 16, frame);
        return;
    }
    /*@ loop invariant i: 0 <= i <= 256;
        loop assigns i, phys[frame .. frame + 255];
        loop variant 256 - i; */
    for (word_t i = 0; i < 256; i++) {
        phys[frame + i].w0 = word_at(page, 16 * i);
        phys[frame + i].w1 = word_at(page, 16 * i + 8);
    }
}
