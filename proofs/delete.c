#include "kernel/delete.c"
