/*
 * The guest's ELF, byte for byte, inside the tour.  GUEST_ELF is its path.
 */
    .section .rodata.guest, "a"
    .balign 16
    .globl  guest_image, guest_image_end
guest_image:
    .incbin GUEST_ELF
guest_image_end:

    .section .note.GNU-stack, "", %progbits
