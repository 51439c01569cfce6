#include "kernel/install.c"
