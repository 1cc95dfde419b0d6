// Parses one XML document into an event tape: nodes in document order, their names, and the bytes of all strings.
// Names nothing of libxml2, so that Swift never reads one of its headers.
#ifndef CXMLPARSER_H
#define CXMLPARSER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Why a document was refused. Own codes: libxml2's differ between its versions.
typedef enum {
  CXML_OK = 0,
  CXML_MALFORMED,
  CXML_DOCTYPE,
  CXML_TOO_DEEP,
  CXML_TOO_MANY_ATTRIBUTES,
  CXML_UNDECLARED_PREFIX,
  CXML_TOO_LARGE,
  CXML_TOO_MANY_NODES,
  CXML_TOKEN_TOO_LONG,
  CXML_CDATA_TOO_LONG,
  CXML_OUT_OF_MEMORY,
  CXML_STOPPED  // by the taker of pieces
} cxml_status;

typedef enum {
  CXML_ELEMENT = 0,
  CXML_TEXT,
  CXML_ATTRIBUTE,
  CXML_NAMESPACE
} cxml_kind;

// The parent of the root element.
#define CXML_NO_PARENT UINT32_MAX

// The most bytes of a document; keeps every offset well inside 32 bits.
#define CXML_MAXIMUM_BYTES (1u << 30)

// A piece of the tape's bytes.
typedef struct {
  uint32_t offset;
  uint32_t length;
} cxml_span;

// A name as it stands in a tag. Equal ones may be listed more than once.
typedef struct {
  cxml_span local;  // of a namespace declaration, the prefix; of text, nothing
  cxml_span prefix;
  cxml_span uri;  // the namespace; empty for none
} cxml_name;

// One node. An element is followed by its namespace declarations, its attributes and its content.
typedef struct {
  uint32_t kind : 2;   // a cxml_kind
  uint32_t name : 30;  // index into the names
  uint32_t line;       // where the node's tag ends, from 1
  union {
    struct {
      uint32_t parent;  // index of the enclosing element
      uint32_t end;     // index after the last descendant
    } element;
    cxml_span value;  // of text and attributes; a namespace declaration has its URI in its name
  };
} cxml_node;

typedef struct {
  uint32_t depth;
  uint32_t attributes;  // of one tag, namespace declarations included; also declarations in scope
  uint32_t nodes;
} cxml_limits;

// The tape, or why there is none. Line and column count from 1; 0 when not known.
typedef struct {
  cxml_status status;
  uint32_t line;
  uint32_t column;
  cxml_node *nodes;
  size_t node_count;
  cxml_name *names;
  size_t name_count;
  uint8_t *bytes;
  size_t byte_count;
} cxml_tape;

// Parses valid UTF-8 without a byte order mark and without NUL; a declared encoding is not looked at.
// A tape with CXML_OK must be given to cxml_tape_free; any other holds nothing.
cxml_tape cxml_parse(const uint8_t *document, size_t length, cxml_limits limits);

// How a long document is read in pieces: each element with `depth` ancestors, at least 1, is handed over and then
// dropped from the tape, so that the tape never holds two of them. The limit of nodes is for the ancestors, the text
// between the pieces, and one piece.
typedef struct {
  uint32_t depth;
  // The element's index. What the tape points to is valid during the call alone. False stops the parser.
  bool (*take)(void *context, const cxml_tape *tape, uint32_t index);
  void *context;
} cxml_pieces;

cxml_tape cxml_parse_pieces(
  const uint8_t *document, size_t length, cxml_limits limits, cxml_pieces pieces
);

void cxml_tape_free(cxml_tape *tape);

#endif
