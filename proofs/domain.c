#include "kernel/domain.c"
