// Undoes the coding gzip. libcurl could, but it reads only the first of several members, and doesn't notice a body that
// was cut.
#include "Gzip.h"

// zlib's window of 32 KB, for gzip only.
#define GZIP_WINDOW (15 + 16)

static bool begin(gzip_reader *self) {
  if (self->has_stream) return inflateReset(&self->stream) == Z_OK;
  self->has_stream = inflateInit2(&self->stream, GZIP_WINDOW) == Z_OK;
  return self->has_stream;
}

gzip_result gzip_read(gzip_reader *self, const uint8_t *bytes, size_t size, gzip_taker take, void *context) {
  uint8_t decoded[16 * 1024];
  // libcurl hands over a few kilobytes at a time.
  self->stream.next_in = (Bytef *)bytes;
  self->stream.avail_in = (uInt)size;
  while (self->stream.avail_in > 0) {
    if (self->is_between && *self->stream.next_in == 0) {
      self->is_padded = true;
      self->stream.next_in++;
      self->stream.avail_in--;
      continue;
    }
    if (self->is_padded) return GZIP_BAD;
    if (self->is_between || !self->has_begun) {
      const Bytef *next = self->stream.next_in;
      uInt left = self->stream.avail_in;
      if (!begin(self)) return GZIP_BAD;
      self->stream.next_in = (Bytef *)next;
      self->stream.avail_in = left;
      self->has_begun = true;
      self->is_between = false;
    }
    int result;
    do {
      self->stream.next_out = decoded;
      self->stream.avail_out = sizeof(decoded);
      result = inflate(&self->stream, Z_NO_FLUSH);
      if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) return GZIP_BAD;
      if (!take(context, decoded, sizeof(decoded) - self->stream.avail_out)) return GZIP_STOPPED;
    } while (result == Z_OK && self->stream.avail_out == 0);
    if (result == Z_STREAM_END) {
      self->is_between = true;
    } else if (self->stream.avail_in > 0) {
      return GZIP_BAD;
    }
  }
  return GZIP_GOOD;
}

bool gzip_is_complete(const gzip_reader *self) { return self->is_between || !self->has_begun; }

void gzip_clear(gzip_reader *self) {
  self->has_begun = false;
  self->is_between = false;
  self->is_padded = false;
}

void gzip_destroy(gzip_reader *self) {
  if (self->has_stream) inflateEnd(&self->stream);
}
