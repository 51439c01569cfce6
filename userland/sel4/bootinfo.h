/*
 * What the kernel tells the root task: a page, at the address that x0 holds
 * when the task starts, and chunks behind it.
 */
#ifndef TENON_SEL4_BOOTINFO_H
#define TENON_SEL4_BOOTINFO_H

#include <sel4/types.h>

/* Slots of the root task's CNode; spec/abi/slots.def says what lies there. */
enum seL4_RootCNodeCapSlots {
    seL4_CapNull = TENON_SLOT_NULL,
    seL4_CapInitThreadTCB = TENON_SLOT_TCB,
    seL4_CapInitThreadCNode = TENON_SLOT_CNODE,
    seL4_CapInitThreadVSpace = TENON_SLOT_VSPACE,
    seL4_CapIRQControl = TENON_SLOT_IRQ_CONTROL,
    seL4_CapASIDControl = TENON_SLOT_ASID_CONTROL,
    seL4_CapInitThreadASIDPool = TENON_SLOT_ASID_POOL,
    seL4_CapIOPortControl = TENON_SLOT_IO_PORT,
    seL4_CapIOSpace = TENON_SLOT_IO_SPACE,
    seL4_CapBootInfoFrame = TENON_SLOT_BOOT_INFO,
    seL4_CapInitThreadIPCBuffer = TENON_SLOT_BUFFER,
    seL4_CapDomain = TENON_SLOT_DOMAIN,
    seL4_CapSMMUSIDControl = TENON_SLOT_SMMU_SID,
    seL4_CapSMMUCBControl = TENON_SLOT_SMMU_CB,
    seL4_CapInitThreadSC = TENON_SLOT_SCHED_CONTEXT,
    seL4_CapSMC = TENON_SLOT_SMC,
    seL4_NumInitialCaps,
};
#define seL4_CapInitThreadPD seL4_CapInitThreadVSpace

/* Slots from start on, up to but without end. */
typedef struct seL4_SlotRegion {
    seL4_SlotPos start;
    seL4_SlotPos end;
} seL4_SlotRegion;

typedef struct seL4_UntypedDesc {
    seL4_Word paddr;
    seL4_Uint8 sizeBits;
    seL4_Uint8 isDevice; /* 1: not RAM, so only pages and untypeds can be made of it */
    seL4_Uint8 padding[6];
} seL4_UntypedDesc;

typedef struct seL4_BootInfo {
    seL4_Word extraLen; /* bytes of the chunks */
    seL4_NodeId nodeID;
    seL4_Word numNodes;
    seL4_Word numIOPTLevels;
    seL4_IPCBuffer *ipcBuffer;
    seL4_SlotRegion empty;           /* slots that nobody uses */
    seL4_SlotRegion sharedFrames;    /* none */
    seL4_SlotRegion userImageFrames; /* pages of the task's image, lowest address first */
    seL4_SlotRegion userImagePaging; /* its page tables */
    seL4_SlotRegion ioSpaceCaps;     /* none */
    seL4_SlotRegion extraBIPages;    /* pages of the chunks */
    seL4_Word initThreadCNodeSizeBits;
    seL4_Domain initThreadDomain;
    seL4_SlotRegion schedcontrol; /* one, for the one core */
    seL4_SlotRegion untyped;
    seL4_UntypedDesc untypedList[CONFIG_MAX_NUM_BOOTINFO_UNTYPED_CAPS]; /* what each of them is */
} seL4_BootInfo;

SEL4_COMPILE_ASSERT(tenon_untyped_desc, sizeof(seL4_UntypedDesc) == 16)
SEL4_COMPILE_ASSERT(tenon_boot_info, sizeof(seL4_BootInfo) == 3864)

#define seL4_BootInfoFrameBits seL4_PageBits
#define seL4_BootInfoFrameSize LIBSEL4_BIT(seL4_BootInfoFrameBits)

/* What a chunk is.  Chunks begin behind the page; this kernel has one, the device tree. */
typedef enum {
    SEL4_BOOTINFO_HEADER_PADDING = 0,
    SEL4_BOOTINFO_HEADER_X86_VBE = 1,
    SEL4_BOOTINFO_HEADER_X86_MBMMAP = 2,
    SEL4_BOOTINFO_HEADER_X86_ACPI_RSDP = 3,
    SEL4_BOOTINFO_HEADER_X86_FRAMEBUFFER = 4,
    SEL4_BOOTINFO_HEADER_X86_TSC_FREQ = 5,
    SEL4_BOOTINFO_HEADER_FDT = 6,
    SEL4_BOOTINFO_HEADER_NUM,
    SEL4_FORCE_LONG_ENUM(seL4_BootInfoID),
} seL4_BootInfoID;

/* The head of a chunk; len counts it. */
typedef struct seL4_BootInfoHeader {
    seL4_Word id;
    seL4_Word len;
} seL4_BootInfoHeader;

/* Keep the address of the boot info, and give it back: null before it was kept. */
void seL4_InitBootInfo(seL4_BootInfo *boot_info);
seL4_BootInfo *seL4_GetBootInfo(void);

#endif
