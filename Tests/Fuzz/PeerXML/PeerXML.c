#include "PeerXML.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>

static xmlNodePtr first_element(xmlNodePtr node) {
  xmlNodePtr child = node ? node->children : NULL;
  while (child && child->type != XML_ELEMENT_NODE) child = child->next;
  return child;
}

static size_t count_elements(xmlNodePtr node) {
  size_t count = 0;
  for (; node; node = node->next) {
    if (node->type == XML_ELEMENT_NODE) count += 1 + count_elements(node->children);
  }
  return count;
}

static peer_text text_of(xmlChar *bytes) {
  peer_text text = {(char *)bytes, bytes ? strlen((const char *)bytes) : 0};
  return text;
}

peer_envelope peer_read(const uint8_t *document, size_t count) {
  peer_envelope envelope = {0};
  xmlDocPtr tree = xmlReadMemory(
      (const char *)document, (int)count, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  if (!tree) return envelope;
  envelope.is_well_formed = 1;
  xmlNodePtr outer = first_element(first_element(xmlDocGetRootElement(tree)));
  if (outer) {
    xmlNodePtr inner = first_element(outer);
    if (inner) envelope.text = text_of(xmlNodeGetContent(inner));
    if (outer->properties) envelope.attribute = text_of(xmlNodeGetContent((xmlNodePtr)outer->properties));
  }
  envelope.elements = count_elements(xmlDocGetRootElement(tree));
  xmlFreeDoc(tree);
  return envelope;
}

void peer_free(peer_envelope *envelope) {
  xmlFree(envelope->text.bytes);
  xmlFree(envelope->attribute.bytes);
  memset(envelope, 0, sizeof *envelope);
}
