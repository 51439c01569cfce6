/*
 * Chapter one: what the kernel handed over, read from the boot info and shown.
 */
#include "userland/lib/console.h"
#include "userland/tour/report.h"
#include "userland/tour/tour.h"

static void show_slots(vaddr_t info)
{
    report_detail("%s%-22s %s%s", report_style(STYLE_QUIET), "slots", "capability",
                  report_style(STYLE_PLAIN));
    report_detail("%-22s %s", "1 2 3", "own TCB, CNode, VSpace");
    report_detail("%-22s %s", "4 5 6", "IRQ control, ASID control, first ASID pool");
    report_detail("%-22s %s", "9 10", "boot info page, IPC buffer page");
    report_detail("%-22s %s", "11 14 16", "domains, own scheduling context, audit");
    report_detail("%4u .. %-14u control of scheduling contexts",
                  boot_info_word(info, BOOT_SCHED_CONTROL),
                  boot_info_word(info, BOOT_SCHED_CONTROL + 8) - 1);
    report_detail("%4u .. %-14u pages of this program", boot_info_word(info, BOOT_IMAGE_FRAMES),
                  boot_info_word(info, BOOT_IMAGE_FRAMES + 8) - 1);
    report_detail("%4u .. %-14u page tables of this program",
                  boot_info_word(info, BOOT_IMAGE_TABLES),
                  boot_info_word(info, BOOT_IMAGE_TABLES + 8) - 1);
    report_detail("%4u .. %-14u untyped memory", boot_info_word(info, BOOT_UNTYPED),
                  boot_info_word(info, BOOT_UNTYPED + 8) - 1);
    report_detail("%4u .. %-14u empty", boot_info_word(info, BOOT_EMPTY),
                  boot_info_word(info, BOOT_EMPTY + 8) - 1);
}

/* One line for each run of untypeds that touch; returns how many list entries it covers. */
static word_t show_run(vaddr_t info, word_t i, word_t count)
{
    struct boot_untyped first = boot_info_untyped(info, i);
    paddr_t end = first.address + BIT(first.bits);
    word_t n = 1;

    while (i + n < count) {
        struct boot_untyped next = boot_info_untyped(info, i + n);

        if (next.address != end || next.device != first.device)
            break;
        end += BIT(next.bits);
        n++;
    }
    report_detail("%-7s %14x .. %-14x %10u KiB  in %u untyped%s", first.device ? "device" : "RAM",
                  first.address, end - 1, (end - first.address) / 1024, n, n == 1 ? "" : "s");
    return n;
}

/* Bytes of RAM, or WORD_MAX where an entry is not aligned to its size or two overlap. */
static word_t ram_bytes(vaddr_t info, word_t count)
{
    word_t bytes = 0;

    for (word_t i = 0; i < count; i++) {
        struct boot_untyped a = boot_info_untyped(info, i);

        if (a.address % BIT(a.bits) != 0)
            return WORD_MAX;
        for (word_t j = 0; j < i; j++) {
            struct boot_untyped b = boot_info_untyped(info, j);

            if (a.address < b.address + BIT(b.bits) && b.address < a.address + BIT(a.bits))
                return WORD_MAX;
        }
        if (!a.device)
            bytes += BIT(a.bits);
    }
    return bytes;
}

/* The SHA-256 of this program's file, as the kernel measured it and sha256sum prints it. */
static void show_hash(vaddr_t info)
{
    static const char digits[] = "0123456789abcdef";
    char text[65] = "none";
    word_t bytes = 0;
    vaddr_t hash = boot_info_chunk(info, BOOT_CHUNK_HASH, &bytes);

    for (word_t i = 0; hash != 0 && i < 32; i++) {
        word_t byte = user_load(hash + i / 8 * 8) >> 8 * (i % 8) & 0xff;

        text[2 * i] = digits[byte / 16];
        text[2 * i + 1] = digits[byte % 16];
    }
    report_detail("%sSHA-256 of this program, measured at boot%s", report_style(STYLE_QUIET),
                  report_style(STYLE_PLAIN));
    report_detail("%s", text);
    report_detail("");
}

void chapter_handover(struct tour *tour)
{
    vaddr_t info = tour->info;
    word_t count = boot_info_count(info, BOOT_UNTYPED);
    word_t bytes = 0, ram = ram_bytes(info, count);

    report_heading("What the kernel handed over");
    show_slots(info);
    report_detail("");
    report_detail("%s%-7s %14s .. %-14s %10s KiB%s", report_style(STYLE_QUIET), "memory", "first",
                  "last", "", report_style(STYLE_PLAIN));
    for (word_t i = 0; i < count;)
        i += show_run(info, i, count);
    report_detail("");
    show_hash(info);

    step(boot_info_word(info, BOOT_NODES) == 1,
         "what is in these slots is all the authority",
         "finds the boot info: one core, a CNode of %u slots",
         BIT(boot_info_word(info, BOOT_CNODE_BITS)));
    step(count > 0 && ram != WORD_MAX, "no byte has two owners from the start",
         "checks %u untypeds: aligned, apart, %u KiB of RAM", count, ram / 1024);
    step(boot_info_chunk(info, BOOT_CHUNK_DTB, &bytes) != 0, "drivers find their devices there",
         "finds the device tree: %u bytes", bytes);
    step(console_address() != 0, "the kernel never prints again; this line is by it",
         "maps the UART's page at %x, cut out of device memory", console_address());
}
