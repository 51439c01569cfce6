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
 * a, b   the words of the message; done: a is its length, its words are in place
 * FAILED_LOOKUP: a is 1 where the source is meant, b and c the failure (LOOKUP_MAKE, guard)
 */
struct result {
    word_t error, a, b, c;
};

/* A lookup failure: kind, bits left, bits found; the guard found goes beside it. */
#define LOOKUP_MAKE(kind, left, found) ((kind) + FIELD(8, left) + FIELD(16, found))
#define LOOKUP_KIND(w) FIELD_GET(w, 0, 8)
#define LOOKUP_LEFT(w) FIELD_GET(w, 8, 8)
#define LOOKUP_FOUND(w) FIELD_GET(w, 16, 8)

/*@ assigns      \nothing;
    ensures  is: \result.error == error && \result.a == a && \result.b == b && \result.c == c; */
static inline struct result result(word_t error, word_t a, word_t b, word_t c)
{
    struct result r = {error, a, b, c};

    return r;
}

/*@ assigns      \nothing;
    ensures  is: \result.error == ERR_NO_ERROR && \result.a == 0; */
static inline struct result done(void) { return result(ERR_NO_ERROR, 0, 0, 0); }
/*@ assigns      \nothing;
    ensures  is: \result.error == ERR_NO_ERROR && \result.a == length; */
static inline struct result done_words(word_t length) { return result(ERR_NO_ERROR, length, 0, 0); }
/*@ assigns      \nothing;
    ensures  is: \result.error == ERR_INVALID_ARGUMENT; */
static inline struct result bad_argument(word_t which) { return result(ERR_INVALID_ARGUMENT, which, 0, 0); }
/*@ assigns      \nothing;
    ensures  is: \result.error == ERR_INVALID_CAPABILITY; */
static inline struct result bad_cap(word_t which) { return result(ERR_INVALID_CAPABILITY, which, 0, 0); }
/*@ assigns      \nothing;
    ensures  is: \result.error == ERR_ILLEGAL_OPERATION; */
static inline struct result illegal(void) { return result(ERR_ILLEGAL_OPERATION, 0, 0, 0); }
/*@ assigns      \nothing;
    ensures  is: \result.error == ERR_RANGE_ERROR; */
static inline struct result bad_range(word_t min, word_t max) { return result(ERR_RANGE_ERROR, min, max, 0); }
/*@ assigns      \nothing;
    ensures  is: \result.error == ERR_ALIGNMENT_ERROR; */
static inline struct result misaligned(void) { return result(ERR_ALIGNMENT_ERROR, 0, 0, 0); }
/*@ assigns      \nothing;
    ensures  is: \result.error == ERR_TRUNCATED_MESSAGE; */
static inline struct result truncated(void) { return result(ERR_TRUNCATED_MESSAGE, 0, 0, 0); }
/*@ assigns      \nothing;
    ensures  is: \result.error == ERR_DELETE_FIRST; */
static inline struct result delete_first(void) { return result(ERR_DELETE_FIRST, 0, 0, 0); }
/*@ assigns      \nothing;
    ensures  is: \result.error == ERR_REVOKE_FIRST; */
static inline struct result revoke_first(void) { return result(ERR_REVOKE_FIRST, 0, 0, 0); }
/*@ assigns      \nothing;
    ensures  is: \result.error == ERR_NOT_ENOUGH_MEMORY; */
static inline struct result no_memory(word_t bytes) { return result(ERR_NOT_ENOUGH_MEMORY, bytes, 0, 0); }
/*@ assigns      \nothing;
    ensures  is: \result.error == ERR_FAILED_LOOKUP; */
static inline struct result bad_lookup(word_t source, word_t failure, word_t guard)
{
    return result(ERR_FAILED_LOOKUP, source, failure, guard);
}
/*@ assigns      \nothing;
    ensures  is: \result.error == ERR_FAILED_LOOKUP; */
static inline struct result missing(word_t source, word_t left)
{
    return bad_lookup(source, LOOKUP_MAKE(LOOKUP_MISSING_CAPABILITY, left, 0), 0);
}
/*@ assigns      \nothing;
    ensures  is: \result.error == RESULT_SILENT; */
static inline struct result silent(void) { return result(RESULT_SILENT, 0, 0, 0); }
/*@ assigns      \nothing;
    ensures  is: \result.error == RESULT_PREEMPTED; */
static inline struct result preempted(void) { return result(RESULT_PREEMPTED, 0, 0, 0); }

#endif
