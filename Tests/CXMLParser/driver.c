// Feeds files through the C parser: whole, cut off at many places, and under narrow limits. Prints what became of each,
// so that builds with other slices, or on other versions of libxml2, can be compared. Sanitizers do the rest.
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "CXMLParser.h"

#define CUTS 16

static const cxml_limits usual = {.depth = 256, .attributes = 1000, .nodes = 1000000};
static const cxml_limits narrow[] = {
  {.depth = 2, .attributes = 1000, .nodes = 1000000},
  {.depth = 256, .attributes = 1, .nodes = 1000000},
  {.depth = 256, .attributes = 1000, .nodes = 5},
  {.depth = 0, .attributes = 0, .nodes = 0},
};

typedef struct {
  uint8_t *bytes;
  size_t length;
} text;

// A buffer of just this size, so that a sanitizer sees every read beyond it.
static text copy(const uint8_t *bytes, size_t length) {
  text result = {malloc(length > 0 ? length : 1), length};
  if (result.bytes == NULL) abort();
  if (length > 0) memcpy(result.bytes, bytes, length);
  return result;
}

static text read_file(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
    perror(path);
    exit(2);
  }
  size_t length = (size_t)ftell(file);
  rewind(file);
  text result = {malloc(length + 1), length};
  if (result.bytes == NULL || fread(result.bytes, 1, length, file) != length) abort();
  fclose(file);
  return result;
}

// The body of a recorded HTTP message.
static text body(text message) {
  for (size_t i = 0; i + 4 <= message.length; i++) {
    if (memcmp(message.bytes + i, "\r\n\r\n", 4) == 0) return copy(message.bytes + i + 4, message.length - i - 4);
  }
  fputs("a recorded message has no end of its header\n", stderr);
  exit(2);
}

// What the parser is promised: valid UTF-8 without NUL. Shortest forms and surrogates are not its concern.
static bool is_utf8(text document) {
  size_t i = 0;
  while (i < document.length) {
    uint8_t byte = document.bytes[i++];
    size_t more = byte < 0x80 ? 0 : byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : 1;
    if (byte == 0 || (byte >= 0x80 && byte < 0xC2) || byte > 0xF4 || more > document.length - i) return false;
    for (; more > 0; more--) {
      if ((document.bytes[i++] & 0xC0) != 0x80) return false;
    }
  }
  return true;
}

static uint64_t mix(uint64_t hash, uint64_t value) { return (hash ^ value) * 0x100000001B3u; }

static uint64_t mix_span(uint64_t hash, const cxml_tape *tape, cxml_span span) {
  for (uint32_t i = 0; i < span.length; i++) hash = mix(hash, tape->bytes[span.offset + i]);
  return mix(hash, span.length);
}

// Looks at every byte of the tape; the same for the same content, wherever its strings lie.
static uint64_t digest(const cxml_tape *tape) {
  uint64_t hash = 0xCBF29CE484222325u;
  for (size_t i = 0; i < tape->node_count; i++) {
    const cxml_node *node = &tape->nodes[i];
    const cxml_name *name = &tape->names[node->name];
    hash = mix(hash, node->kind);
    hash = mix_span(mix_span(mix_span(hash, tape, name->local), tape, name->prefix), tape, name->uri);
    if (node->kind == CXML_ELEMENT) {
      hash = mix(mix(hash, node->element.parent), node->element.end);
    } else {
      hash = mix_span(hash, tape, node->value);
    }
  }
  return hash;
}

// Looks at an element and what is inside it; the same wherever it is on the tape.
static uint64_t digest_piece(uint64_t hash, const cxml_tape *tape, size_t first, size_t end) {
  for (size_t i = first; i < end; i++) {
    const cxml_node *node = &tape->nodes[i];
    const cxml_name *name = &tape->names[node->name];
    hash = mix(hash, node->kind);
    hash = mix_span(mix_span(mix_span(hash, tape, name->local), tape, name->prefix), tape, name->uri);
    hash = node->kind == CXML_ELEMENT ? mix(hash, node->element.end - first) : mix_span(hash, tape, node->value);
  }
  return hash;
}

static bool take_piece(void *context, const cxml_tape *tape, uint32_t index) {
  uint64_t *hash = context;
  *hash = digest_piece(*hash, tape, index, tape->node_count);
  return true;
}

// The pieces of a document have what the same elements have when the document is read as a whole.
static void compare_pieces(const uint8_t *bytes, size_t length, const cxml_tape *whole) {
  for (uint32_t depth = 0; depth < 4; depth++) {
    uint64_t expected = 0;
    for (size_t i = 0; i < whole->node_count; i++) {
      if (whole->nodes[i].kind != CXML_ELEMENT) continue;
      uint32_t ancestors = 0;
      for (size_t up = i; whole->nodes[up].element.parent != CXML_NO_PARENT && ancestors <= depth; ancestors++) {
        up = whole->nodes[up].element.parent;
      }
      if (ancestors == depth) expected = digest_piece(expected, whole, i, whole->nodes[i].element.end);
    }
    uint64_t found = 0;
    cxml_tape tape = cxml_parse_pieces(bytes, length, usual, (cxml_pieces){depth, take_piece, &found});
    // The root taken as a piece leaves nothing.
    if (tape.status != CXML_OK && depth > 0) abort();
    if (found != expected) {
      fprintf(stderr, "the pieces at depth %u are not those of the whole document\n", depth);
      exit(1);
    }
    cxml_tape_free(&tape);
  }
}

// Leaves a used parser context for the next document.
static void read_another(void) {
  static const char another[] =
    "<?oasis-xml-catalog catalog='urn:one'?><?oasis-xml-catalog catalog='urn:two'?>"
    "<p:a xmlns:p='urn:p' xmlns='urn:q' p:b='&lt;'><c>d<e/></c>&#65;</p:a>";
  cxml_tape tape = cxml_parse((const uint8_t *)another, sizeof another - 1, usual);
  if (tape.status != CXML_OK) abort();
  cxml_tape_free(&tape);
}

static cxml_status parse(const uint8_t *bytes, size_t length, cxml_limits limits, uint64_t *hash) {
  read_another();
  text document = copy(bytes, length);
  cxml_tape tape = cxml_parse(document.bytes, document.length, limits);
  if (tape.status == CXML_OK) {
    *hash = digest(&tape);
    compare_pieces(document.bytes, document.length, &tape);
  }
  cxml_status status = tape.status;
  cxml_tape_free(&tape);
  free(document.bytes);
  return status;
}

int main(int count, char **paths) {
  unsigned read = 0;
  unsigned refused = 0;
  unsigned skipped = 0;
  for (int i = 1; i < count; i++) {
    text document = read_file(paths[i]);
    size_t name = strlen(paths[i]);
    if (name > 5 && strcmp(paths[i] + name - 5, ".http") == 0) {
      text message = document;
      document = body(message);
      free(message.bytes);
    }
    // The parser is promised that there is no byte order mark.
    if (document.length >= 3 && memcmp(document.bytes, "\xEF\xBB\xBF", 3) == 0) {
      text marked = document;
      document = copy(marked.bytes + 3, marked.length - 3);
      free(marked.bytes);
    }
    if (is_utf8(document)) {
      uint64_t hash = 0;
      cxml_status status = parse(document.bytes, document.length, usual, &hash);
      printf("%s %d %016llx\n", paths[i], (int)status, (unsigned long long)hash);
      status == CXML_OK ? read++ : refused++;
      for (size_t cut = 0; cut < CUTS; cut++) {
        size_t length = document.length * cut / CUTS;
        while (length > 0 && (document.bytes[length] & 0xC0) == 0x80) length--;
        parse(document.bytes, length, usual, &hash);
      }
      for (size_t j = 0; j < sizeof narrow / sizeof *narrow; j++) {
        parse(document.bytes, document.length, narrow[j], &hash);
      }
    } else {
      printf("%s is no UTF-8\n", paths[i]);
      skipped++;
    }
    free(document.bytes);
  }
  fprintf(stderr, "%u read, %u refused, %u skipped\n", read, refused, skipped);
  return read > 0 ? 0 : 1;
}
