// Undoes the coding gzip.
#ifndef GZIP_H
#define GZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <zlib.h>

// A body on its way through zlib. It starts as zeros.
typedef struct {
  z_stream stream;
  bool has_stream;
  bool has_begun;
  bool is_between;  // at the end of a member
  bool is_padded;   // zeros have followed the last member
} gzip_reader;

typedef enum { GZIP_GOOD, GZIP_BAD, GZIP_STOPPED } gzip_result;

// Takes what decoded bytes a call gives; returns false to stop.
typedef bool (*gzip_taker)(void *context, const uint8_t *bytes, size_t size);

// Decodes more bytes. A body may have several members, one after the other (RFC 1952, section 2.2), and zeros at its
// end.
gzip_result gzip_read(gzip_reader *self, const uint8_t *bytes, size_t size, gzip_taker take, void *context);
// Whether the body may end here.
bool gzip_is_complete(const gzip_reader *self);
// Makes it ready for another body.
void gzip_clear(gzip_reader *self);
void gzip_destroy(gzip_reader *self);

#endif
