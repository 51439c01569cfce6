/*
 * Names and sentences for the numbers of the ABI, from the same tables.
 */
#ifndef TENON_USER_NAMES_H
#define TENON_USER_NAMES_H

#include "userland/lib/types.h"

const char *error_name(word_t error);
const char *error_sentence(word_t error);
/* Of a WHY_...: its name, what was wrong, what to do. */
const char *reason_name(word_t why);
const char *reason_sentence(word_t why);
const char *reason_hint(word_t why);
const char *event_name(word_t kind);
const char *lookup_name(word_t lookup);
const char *fault_name(word_t label);
const char *object_type_name(word_t type);
const char *kind_name(word_t kind); /* of a capability, as the audit ring numbers them */
const char *call_name(word_t label);

#endif
