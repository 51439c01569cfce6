/*
 * What an operation answers.  A refusal carries the words of the ABI's error
 * message; nothing about an error is ever kept in a global.
 */
#ifndef TENON_KERNEL_RESULT_H
#define TENON_KERNEL_RESULT_H

#include "kernel/types.h"

enum err {
#define ERROR(number, name, sentence) ERR_##name = number,
#include "spec/abi/errors.def"
#undef ERROR
    /* Never on the wire: */
    RESULT_PREEMPTED = 64, /* unfinished: the call is made again */
    RESULT_SILENT = 65,    /* done, and the caller gets no answer now */
};

/* Why a call is refused: the number of a reason, times 16, and its error. */
enum why {
#define REASON(number, name, error, sentence, hint) WHY_##name = (number) * 16 + ERR_##error,
#include "spec/abi/reasons.def"
#undef REASON
};

#define WHY_ERROR(why) ((why) % 16)

_Static_assert(ERR_NOT_ENOUGH_MEMORY < 16, "an error fits beside a reason's number");

enum lookup_failure {
#define LOOKUP(number, name) name = number,
#include "spec/abi/lookups.def"
#undef LOOKUP
};

enum label {
#define CALL(number, name, kind, function, words, caps) LABEL_##name = number,
#include "spec/abi/calls.def"
#undef CALL
};

/*
 * error  an enum err
 * why    of a refusal: an enum why, which has that error in it
 * a, b   the words of the message; done: a is its length, its words are in place
 * FAILED_LOOKUP: the failure (LOOKUP_MAKE, and LOOKUP_OF_SOURCE where the source is meant), the guard
 */
struct result {
    word_t error, why, a, b;
};

/* A lookup failure: kind, bits left, bits found; the guard found goes beside it. */
#define LOOKUP_MAKE(kind, left, found) ((kind) + FIELD(8, left) + FIELD(16, found))
#define LOOKUP_KIND(w) FIELD_GET(w, 0, 8)
#define LOOKUP_LEFT(w) FIELD_GET(w, 8, 8)
#define LOOKUP_FOUND(w) FIELD_GET(w, 16, 8)
#define LOOKUP_SOURCE(w) FIELD_GET(w, 24, 1)
#define LOOKUP_OF_SOURCE(source) FIELD(24, source)

/*@ assigns      \nothing;
    ensures  is: \result.error == error && \result.why == why && \result.a == a && \result.b == b; */
static inline struct result result(word_t error, word_t why, word_t a, word_t b)
{
    struct result r = {error, why, a, b};

    return r;
}

/*@ assigns      \nothing;
    ensures  is: \result.error == ERR_NO_ERROR && \result.a == 0; */
static inline struct result done(void) { return result(ERR_NO_ERROR, 0, 0, 0); }
/*@ assigns      \nothing;
    ensures  is: \result.error == ERR_NO_ERROR && \result.a == length; */
static inline struct result done_words(word_t length) { return result(ERR_NO_ERROR, 0, length, 0); }
/* Refuse for this reason; a, b: the words of its error, where it has some. */
/*@ assigns      \nothing;
    ensures  is: \result.error == why % 16 && \result.why == why && \result.a == a && \result.b == b; */
static inline struct result refuse(word_t why, word_t a, word_t b) { return result(WHY_ERROR(why), why, a, b); }
/*@ assigns      \nothing;
    ensures  is: \result.error == RESULT_SILENT; */
static inline struct result silent(void) { return result(RESULT_SILENT, 0, 0, 0); }
/*@ assigns      \nothing;
    ensures  is: \result.error == RESULT_PREEMPTED; */
static inline struct result preempted(void) { return result(RESULT_PREEMPTED, 0, 0, 0); }

#endif
