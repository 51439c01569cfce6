/*
 * Chapter eight: what the kernel itself put on record, read by the audit
 * capability.
 */
#include "userland/lib/names.h"
#include "userland/lib/text.h"
#include "userland/tour/report.h"
#include "userland/tour/tour.h"

/* What an access wanted: e is the event, the syndrome's bit 6 is WnR. */
static const char *access_name(const word_t e[4])
{
    if (e[2] != 0)
        return "fetch";
    return e[3] >> 6 & 1 ? "write" : "read";
}

/* Rights as a mapping has them. */
static const char *rights_name(word_t rights)
{
    static const char *const name[] = {"---", "-w-", "r--", "rw-"};

    return name[rights % 4];
}

static void describe(char *out, word_t size, const word_t e[4])
{
    switch (e[0]) {
    case EVENT_OBJECT_CREATED:
        text_format(out, size, "%-14s %x  %b", object_type_name(e[1]), e[2], e[3]);
        break;
    case EVENT_SPACE_ACTIVATED:
    case EVENT_SPACE_DESTROYED:
        text_format(out, size, "space %-8u %x", e[1], e[2]);
        break;
    case EVENT_REGION_MAPPED:
        text_format(out, size, "space %-8u %x  at %x %s", e[3] >> 8, e[1], e[2],
                    rights_name(e[3]));
        break;
    case EVENT_REGION_UNMAPPED:
        text_format(out, size, "space %-8u %x  at %x", e[3], e[1], e[2]);
        break;
    case EVENT_TABLE_UNMAPPED:
        text_format(out, size, "space %-8u %x  at %x, 2^%u bytes", e[3] >> 8, e[1], e[2], e[3] % 256);
        break;
    case EVENT_ACCESS_FAULT:
        text_format(out, size, "%-14s %x  status %x", access_name(e), e[1], e[3]);
        break;
    case EVENT_CALL_REFUSED:
        text_format(out, size, "%-14s %s: %s", kind_name(e[3]), call_name(e[1]), reason_name(e[2]));
        break;
    default:
        if (e[3] != 0)
            text_format(out, size, "%-14s %x  badge %x", kind_name(e[1]), e[2], e[3]);
        else
            text_format(out, size, "%-14s %x", kind_name(e[1]), e[2]);
    }
}

/* What comes is green, what goes yellow, what was refused red. */
static enum report_style style(word_t kind)
{
    switch (kind) {
    case EVENT_OBJECT_CREATED:
    case EVENT_SPACE_ACTIVATED:
    case EVENT_REGION_MAPPED:
    case EVENT_CAP_COPIED:
    case EVENT_CAP_MINTED:
    case EVENT_CAP_MOVED:
    case EVENT_CAP_ISSUED:
        return STYLE_GOOD;
    case EVENT_ACCESS_FAULT:
    case EVENT_CALL_REFUSED:
        return STYLE_BAD;
    }
    return STYLE_NOTE;
}

static void show(word_t number, const word_t e[4])
{
    char text[128];

    describe(text, sizeof text, e);
    report_detail("%s%4u%s  %s%-16s%s %s", report_style(STYLE_QUIET), number,
                  report_style(STYLE_PLAIN), report_style(style(e[0])), event_name(e[0]),
                  report_style(STYLE_PLAIN), text);
}

void chapter_trace(void)
{
    word_t counts[32] = {0}, events = 0;

    report_heading("What the kernel has on record");
    for (;;) {
        struct result r = audit_read(SLOT_AUDIT);

        if (r.error != NO_ERROR || r.length < 4)
            break;
        show(++events, r.word);
        counts[r.word[0] % 32]++;
    }
    report_detail("");
    step(counts[EVENT_OBJECT_CREATED] > 0 && counts[EVENT_REGION_MAPPED] > 0 &&
             counts[EVENT_CAP_REVOKED] > 0 && counts[EVENT_ACCESS_FAULT] > 0,
         "authority does not move unseen", "reads the audit ring empty: %u events", events);
}
