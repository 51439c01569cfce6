#include "kernel/fault.c"
