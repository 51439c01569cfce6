/* The root task is measured, and a wrong one refused. */
#include "kernel/measure.c"
