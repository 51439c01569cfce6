#include "kernel/asid_control.c"
