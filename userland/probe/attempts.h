/*
 * What the kernel of DEBUG=probe tries against itself when asked.
 */
#ifndef TENON_PROBE_ATTEMPTS_H
#define TENON_PROBE_ATTEMPTS_H

/* System call: x0 which one, x2 an address of the caller's; x0 is what it learned, if it comes back. */
#define ATTEMPT_CALL (-100)

/* Its number, the bootarg that asks for it, what it is. */
#define ATTEMPTS(A) \
    A(READ_USER, "read-user") /* read user memory by a user's address */ \
    A(WRITE_USER, "write-user") /* write it */ \
    A(FETCH_USER, "fetch-user") /* run a user's code */ \
    A(WRITE_CODE, "write-code") /* write its own code */ \
    A(WRITE_CONSTANT, "write-constant") /* write its own constants */ \
    A(WRITE_ALIAS, "write-alias") /* write its own code through the map of all memory */ \
    A(FETCH_DATA, "fetch-data") /* run its own data */ \
    A(OVERFLOW, "overflow") /* write below its stack */ \
    A(JUMP, "jump") /* call what is no landing pad */ \
    A(RETURN, "return") /* return to an address that was put in place of the right one */ \
    A(SSBS, "ssbs") /* read PSTATE.SSBS */

enum {
#define NUMBER(name, bootarg) ATTEMPT_##name,
    ATTEMPTS(NUMBER)
#undef NUMBER
};

#endif
