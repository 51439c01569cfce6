#include "kernel/asid.c"
