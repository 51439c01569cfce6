/*
 * Each function is a switch made from one table of spec/abi.
 */
#include "userland/lib/names.h"

#include "userland/lib/abi.h"

#define NAME(number, text)                                                                        \
    case number:                                                                                  \
        return text;

const char *error_name(word_t error)
{
    switch (error) {
#define ERROR(number, name, sentence) NAME(number, #name)
#include "spec/abi/errors.def"
#undef ERROR
    }
    return "?";
}

const char *error_sentence(word_t error)
{
    switch (error) {
#define ERROR(number, name, sentence) NAME(number, sentence)
#include "spec/abi/errors.def"
#undef ERROR
    }
    return "?";
}

const char *reason_name(word_t why)
{
    switch (why) {
#define REASON(number, name, error, sentence, hint) NAME(WHY_##name, #name)
#include "spec/abi/reasons.def"
#undef REASON
    }
    return "?";
}

const char *reason_sentence(word_t why)
{
    switch (why) {
#define REASON(number, name, error, sentence, hint) NAME(WHY_##name, sentence)
#include "spec/abi/reasons.def"
#undef REASON
    }
    return "?";
}

const char *reason_hint(word_t why)
{
    switch (why) {
#define REASON(number, name, error, sentence, hint) NAME(WHY_##name, hint)
#include "spec/abi/reasons.def"
#undef REASON
    }
    return "?";
}

const char *event_name(word_t kind)
{
    switch (kind) {
#define EVENT(number, name, words) NAME(number, #name)
#include "spec/abi/events.def"
#undef EVENT
    }
    return "?";
}

const char *lookup_name(word_t lookup)
{
    switch (lookup) {
#define LOOKUP(number, name) NAME(number, #name)
#include "spec/abi/lookups.def"
#undef LOOKUP
    }
    return "?";
}

const char *fault_name(word_t label)
{
    switch (label) {
#define FAULT(number, name, words) NAME(number, #name)
#include "spec/abi/faults.def"
#undef FAULT
    }
    return "?";
}

const char *object_type_name(word_t type)
{
    switch (type) {
#define OBJECT_TYPE(number, name, bits, least, most) NAME(number, #name)
#include "spec/abi/objects.def"
#undef OBJECT_TYPE
    }
    return "?";
}

const char *kind_name(word_t kind)
{
    switch (kind) {
#define CAP(number, name) NAME(number, #name)
#include "spec/abi/caps.def"
#undef CAP
    }
    return "?";
}

const char *call_name(word_t label)
{
    switch (label) {
#define CALL(number, name, kind, function, words, caps) NAME(number, #name)
#include "spec/abi/calls.def"
#undef CALL
    }
    return "no such call";
}
