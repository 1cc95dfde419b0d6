#include "test_width.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

// Swift Testing starts all tests at once otherwise. They share as many threads as there are cores, and each step of a
// test then waits until all others have made theirs: seconds, or a minute on a busy machine.
static const char variable[] = "SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH";

// Runs before Swift Testing reads the variable. One that is set from outside stays.
__attribute__((constructor)) static void limit_width(void) {
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  char width[24];
  snprintf(width, sizeof width, "%ld", 2 * (cores < 2 ? 2 : cores));
  setenv(variable, width, 0);
}

int test_width(void) {
  const char *width = getenv(variable);
  return width ? atoi(width) : 0;
}
