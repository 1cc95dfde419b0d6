// The floor of decoding: libxml2 hands the answer's elements and texts to callbacks that do no more than count.
// Usage: sax_floor FILE SECONDS
#include "measuring.h"

#include <libxml/parser.h>

static char *document;
static size_t document_length;
static xmlSAXHandler handler;

struct counts {
  long elements;
  long text_bytes;
};

static void on_start(
  void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespace_count,
  const xmlChar **namespaces, int attribute_count, int defaulted_count, const xmlChar **attributes
) {
  (void)name, (void)prefix, (void)uri, (void)namespace_count, (void)namespaces;
  (void)attribute_count, (void)defaulted_count, (void)attributes;
  ((struct counts *)data)->elements++;
}

static void on_end(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  (void)data, (void)name, (void)prefix, (void)uri;
}

static void on_text(void *data, const xmlChar *bytes, int length) {
  (void)bytes;
  ((struct counts *)data)->text_bytes += length;
}

static long parse(void) {
  struct counts counts = {0, 0};
  xmlParserCtxtPtr context = xmlCreatePushParserCtxt(&handler, &counts, NULL, 0, NULL);
  xmlCtxtUseOptions(context, XML_PARSE_NONET);
  int failed = xmlParseChunk(context, document, (int)document_length, 1);
  xmlFreeParserCtxt(context);
  return failed ? -1 : counts.elements;
}

int main(int argc, char **argv) {
  if (argc != 3) return 64;
  document = read_file(argv[1], &document_length);
  handler.initialized = XML_SAX2_MAGIC;
  handler.startElementNs = on_start;
  handler.endElementNs = on_end;
  handler.characters = on_text;
  xmlInitParser();
  measure(atof(argv[2]), parse);
  return 0;
}
