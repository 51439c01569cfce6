#include "kernel/vspace.c"
