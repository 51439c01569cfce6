/*
 * Counts every step by itself: the exit status is made from the counts alone.
 */
#include "userland/tour/report.h"

#include "userland/lib/calls.h"
#include "userland/lib/names.h"
#include "userland/lib/text.h"
#include "userland/lib/console.h"

static word_t colored;
static word_t steps, failed;

/* What a terminal gets; a file gets nothing. */
#define STYLE(code) (colored ? "\033[" code "m" : "")
#define PLAIN STYLE("0")

const char *report_style(enum report_style style)
{
    switch (style) {
    case STYLE_PLAIN:
        return STYLE("0");
    case STYLE_GOOD:
        return STYLE("32");
    case STYLE_BAD:
        return STYLE("31");
    case STYLE_NOTE:
        return STYLE("33");
    case STYLE_QUIET:
        return STYLE("2");
    }
    return "";
}

void report_open(word_t color)
{
    colored = color;
    console_print("\n%s  tenon %s %sthe tour%s\n", STYLE("1;30;46"), PLAIN, STYLE("1;36"), PLAIN);
    console_print("  %sAn seL4-style capability kernel; this is its root task, a plain ELF.%s\n",
                  STYLE("2"), PLAIN);
}

void report_heading(const char *title)
{
    console_print("\n%s%s%s%s\n", STYLE("1;36"), colored ? "\xe2\x96\x8c " : "== ", title, PLAIN);
}

void report_detail(const char *format, ...)
{
    char line[256];
    va_list arguments;

    va_start(arguments, format);
    text_format_list(line, sizeof line, format, arguments);
    va_end(arguments);
    console_print("  %s\n", line);
}

static word_t step_line(word_t passed, const char *why, const char *what, va_list arguments)
{
    char line[256];

    text_format_list(line, sizeof line, what, arguments);
    steps++;
    if (passed)
        console_print("%s%4u%s  %s%s%s  %-60s  %s%s%s\n", STYLE("2"), steps, PLAIN, STYLE("1;32"),
                      colored ? "\xe2\x9c\x94" : "ok", PLAIN, line, STYLE("2"), why, PLAIN);
    else
        console_print("%s%4u%s  %s%s%s  %-60s  %s\n", STYLE("2"), steps, PLAIN, STYLE("1;31"),
                      colored ? "\xe2\x9c\x98 FAILED" : "FAILED", PLAIN, line, why);
    failed += !passed;
    return passed;
}

word_t step(word_t passed, const char *why, const char *what, ...)
{
    va_list arguments;

    va_start(arguments, what);
    step_line(passed, why, what, arguments);
    va_end(arguments);
    return passed;
}

void step_must(word_t passed, struct result last, const char *why, const char *what, ...)
{
    va_list arguments;

    va_start(arguments, what);
    step_line(passed, why, what, arguments);
    va_end(arguments);
    if (passed)
        return;
    console_print("      the kernel said %s: %s (words %x %x %x)\n      what to do: %s\n",
                  error_name(last.error), reason_sentence(last.why), last.word[0], last.word[1],
                  last.word[2], reason_hint(last.why));
    console_text("      the rest of the tour depends on it: stopping here\n");
    report_end();
}

void report_end(void)
{
    console_print("\n%stour: %u steps, %u passed, %u failed%s\n",
                  failed == 0 ? STYLE("1;32") : STYLE("1;31"), steps, steps - failed, failed,
                  PLAIN);
    console_print("tenon: exit %u\n", (word_t)(failed != 0 || steps == 0));
    for (;;)
        tcb_suspend(SLOT_TCB);
}
