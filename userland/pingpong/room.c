/*
 * Nothing is given back: what the program makes it keeps.
 */
#include "userland/pingpong/room.h"

static seL4_SlotPos next, end;
static seL4_Untyped biggest;

void room_open(void)
{
    const seL4_BootInfo *info = seL4_GetBootInfo();
    seL4_Uint8 bits = 0;

    next = info->empty.start;
    end = info->empty.end;
    for (seL4_Word i = 0; i < info->untyped.end - info->untyped.start; i++) {
        const seL4_UntypedDesc *untyped = &info->untypedList[i];

        if (!untyped->isDevice && untyped->sizeBits > bits) {
            bits = untyped->sizeBits;
            biggest = info->untyped.start + i;
        }
    }
}

seL4_SlotPos room_slot(void)
{
    return next < end ? next++ : 0;
}

seL4_CPtr room_make_of(seL4_Untyped untyped, seL4_Word type, seL4_Word bits)
{
    seL4_SlotPos slot = room_slot();

    if (seL4_Untyped_Retype(untyped, type, bits, seL4_CapInitThreadCNode, 0, 0, slot, 1) != seL4_NoError)
        return 0;
    return slot;
}

seL4_CPtr room_make(seL4_Word type, seL4_Word bits)
{
    return room_make_of(biggest, type, bits);
}

seL4_Error room_map(seL4_ARM_Page page, seL4_Word address, seL4_CapRights_t rights, seL4_ARM_VMAttributes attributes)
{
    for (;;) {
        seL4_Error error = seL4_ARM_Page_Map(page, seL4_CapInitThreadVSpace, address, rights, attributes);

        if (error != seL4_FailedLookup || seL4_MappingFailedLookupLevel() < SEL4_MAPPING_LOOKUP_NO_PT)
            return error;
        error = seL4_ARM_PageTable_Map(room_make(seL4_ARM_PageTableObject, 0), seL4_CapInitThreadVSpace, address,
                                       seL4_ARM_Default_VMAttributes);
        if (error != seL4_NoError)
            return error;
    }
}
