/* Printing reads its text and changes nothing. */
#include "kernel/print.c"
