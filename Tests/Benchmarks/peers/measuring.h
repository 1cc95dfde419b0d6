// The clocks of the programs in C: processor time of one thread, which other programs on the machine do not use up, and
// the time of a clock on the wall.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static inline double processor_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static inline double wall_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

// Repeats work until a time has passed, and prints the nanoseconds of one and what was checked.
static inline void measure(double seconds, long (*work)(void)) {
  long checked = work();
  long count = 0;
  double start = processor_seconds();
  double elapsed = 0;
  for (long batch = 1; elapsed < seconds; batch *= 2) {
    for (long i = 0; i < batch; i++) {
      if (work() != checked) {
        fprintf(stderr, "the result changed\n");
        exit(1);
      }
    }
    count += batch;
    elapsed = processor_seconds() - start;
  }
  printf("%.1f %ld\n", elapsed * 1e9 / (double)count, checked);
}

static inline char *read_file(const char *path, size_t *length) {
  FILE *file = fopen(path, "rb");
  if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
    perror(path);
    exit(66);
  }
  *length = (size_t)ftell(file);
  rewind(file);
  char *bytes = malloc(*length + 1);
  if (bytes == NULL || fread(bytes, 1, *length, file) != *length) {
    perror(path);
    exit(66);
  }
  bytes[*length] = 0;
  fclose(file);
  return bytes;
}
