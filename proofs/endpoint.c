#include "kernel/endpoint.c"
