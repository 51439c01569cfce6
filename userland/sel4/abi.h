/*
 * The numbers of spec/abi, where each is written once, under names that are in
 * no program's way.  What a program calls them stands in the other headers.
 */
#ifndef TENON_SEL4_ABI_H
#define TENON_SEL4_ABI_H

/* A program may have macros of these names. */
#pragma push_macro("BOOT_SLOT")
#pragma push_macro("CALL")
#pragma push_macro("ERROR")
#pragma push_macro("FAULT")
#pragma push_macro("LOOKUP")
#pragma push_macro("OBJECT_TYPE")
#pragma push_macro("SYSCALL")
#undef BOOT_SLOT
#undef CALL
#undef ERROR
#undef FAULT
#undef LOOKUP
#undef OBJECT_TYPE
#undef SYSCALL

enum {
#define BOOT_SLOT(number, name, holds) TENON_SLOT_##name = number,
#include "../../spec/abi/slots.def"
};

enum {
#define CALL(number, name, kind, function, words, caps) TENON_CALL_##name = number,
#include "../../spec/abi/calls.def"
};

enum {
#define ERROR(number, name, sentence) TENON_ERROR_##name = number,
#include "../../spec/abi/errors.def"
};

enum {
#define FAULT(number, name, words) TENON_FAULT_##name = number,
#include "../../spec/abi/faults.def"
#undef FAULT
};

/* How many words the message of a fault has. */
enum {
#define FAULT(number, name, words) TENON_WORDS_##name = words,
#include "../../spec/abi/faults.def"
};

enum {
#define LOOKUP(number, name) TENON_##name = number,
#include "../../spec/abi/lookups.def"
};

enum {
#define OBJECT_TYPE(number, name, bits, least, most) TENON_TYPE_##name = number,
#include "../../spec/abi/objects.def"
#undef OBJECT_TYPE
};

/* Sizes of objects: 2^bits bytes. */
enum {
#define OBJECT_TYPE(number, name, bits, least, most)                                                              \
    TENON_BITS_##name = bits, TENON_LEAST_##name = least, TENON_MOST_##name = most,
#include "../../spec/abi/objects.def"
};

enum {
#define SYSCALL(number, name) TENON_SYSCALL_##name = number,
#include "../../spec/abi/syscalls.def"
};

#pragma pop_macro("BOOT_SLOT")
#pragma pop_macro("CALL")
#pragma pop_macro("ERROR")
#pragma pop_macro("FAULT")
#pragma pop_macro("LOOKUP")
#pragma pop_macro("OBJECT_TYPE")
#pragma pop_macro("SYSCALL")

#endif
