#include "kernel/registers.c"
