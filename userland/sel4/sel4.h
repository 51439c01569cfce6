/*
 * libsel4 for this kernel: the names, types and calls of seL4 16.0 (AArch64,
 * MCS, one core), so that a program written for libsel4 compiles as it is.
 * Numbers come from spec/abi.  All that begins with TENON or tenon is ours.
 * What upstream has for other machines (virtual CPUs, IOMMUs, breakpoints,
 * several cores) is not here.
 */
#ifndef TENON_SEL4_SEL4_H
#define TENON_SEL4_SEL4_H

#include <sel4/config.h>
#include <sel4/types.h>
#include <sel4/bootinfo.h>
#include <sel4/functions.h>
#include <sel4/syscalls.h>
#include <sel4/calls.h>
#include <sel4/faults.h>
#include <sel4/deprecated.h>

#endif
