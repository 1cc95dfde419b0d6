// What libxml2's own document tree makes of an envelope: a parser that shares no code with CXMLParser.
// Names nothing of libxml2, so that Swift never reads one of its headers.
#ifndef PEERXML_H
#define PEERXML_H

#include <stddef.h>
#include <stdint.h>

// UTF-8; `bytes` is NULL when there was no such thing.
typedef struct {
  char *bytes;
  size_t count;
} peer_text;

typedef struct {
  int is_well_formed;
  peer_text text;       // of the first element in the element that stands in the envelope's body
  peer_text attribute;  // the first one of that outer element
  size_t elements;      // how many elements the document has
} peer_envelope;

peer_envelope peer_read(const uint8_t *document, size_t count);
void peer_free(peer_envelope *envelope);

#endif
