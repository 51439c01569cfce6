/*
 * What a person sees of the tour: headings, numbered steps (what was done,
 * and why), and a sum at the end that no failed step can slip past.
 */
#ifndef TENON_TOUR_REPORT_H
#define TENON_TOUR_REPORT_H

#include "userland/lib/message.h"

void report_open(word_t color);
void report_heading(const char *title);

/* A line of detail below a step or heading. */
void report_detail(const char *format, ...);

/* What a detail may be colored with; each is empty where the output is no terminal. */
enum report_style { STYLE_PLAIN, STYLE_GOOD, STYLE_BAD, STYLE_NOTE, STYLE_QUIET };
const char *report_style(enum report_style style);

/* One step: passed or not, why it matters, and what was done.  Returns passed. */
word_t step(word_t passed, const char *why, const char *what, ...);

/* A step the rest depends on: if it failed, say what `last` answered and end the tour. */
void step_must(word_t passed, struct result last, const char *why, const char *what, ...);

/* Print the sum and the line the runner waits for; does not return. */
void report_end(void);

#endif
