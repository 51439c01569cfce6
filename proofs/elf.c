/* A file that was accepted can be loaded page by page, whatever is in it. */
#include "kernel/elf.c"

/* Judging and then filling any page of the span needs no further check. */
/*@ requires file:  ElfFile(file, bytes);
    requires frame: IsTable(frame);
    assigns         phys[frame .. frame + 255]; */
void theorem_accepted_pages_load(paddr_t file, word_t bytes, vaddr_t page, ref_t frame)
{
    struct elf elf;

    if (elf_judge(file, bytes, 1, &elf) != BOOT_OK || page < elf.first || page >= elf.end)
        return;
    elf_page_fill(elf_page(&elf, page), frame);
}
