/*
 * The calls on the domain capability.
 */
#ifndef TENON_KERNEL_DOMAIN_H
#define TENON_KERNEL_DOMAIN_H

#include "kernel/kernel.h"
#include "kernel/result.h"
#include "spec/system.acsl"

/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      \nothing; */
struct result domain_set(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      \nothing; */
struct result domain_configure(ref_t slot);
/*@ requires wf: KernelWf && IsSlot(slot);
    assigns      \nothing; */
struct result domain_start(ref_t slot);

#endif
