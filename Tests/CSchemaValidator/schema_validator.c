#include "schema_validator.h"

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct schema_validator {
  xmlSchemaPtr schema;
};

typedef struct {
  char *message;
  size_t size;
} first_message;

// The parameter is const since libxml2 2.12.
#if LIBXML_VERSION >= 21200
static void keep(void *data, const xmlError *error) {
#else
static void keep(void *data, xmlErrorPtr error) {
#endif
  first_message *first = data;
  if (first->size > 0 && first->message[0] == '\0' && error->message != NULL) {
    snprintf(first->message, first->size, "%s", error->message);
  }
}

schema_validator *schema_validator_open(const char *path, char *message, size_t size) {
  first_message first = {message, size};
  if (size > 0) message[0] = '\0';
  xmlSchemaParserCtxtPtr parser = xmlSchemaNewParserCtxt(path);
  if (parser == NULL) return NULL;
  xmlSchemaSetParserStructuredErrors(parser, keep, &first);
  xmlSchemaPtr schema = xmlSchemaParse(parser);
  xmlSchemaFreeParserCtxt(parser);
  if (schema == NULL) return NULL;
  schema_validator *validator = malloc(sizeof(schema_validator));
  if (validator == NULL) {
    xmlSchemaFree(schema);
    return NULL;
  }
  validator->schema = schema;
  return validator;
}

int schema_validator_check(
    schema_validator *validator, const char *document, size_t length, char *message, size_t size) {
  first_message first = {message, size};
  if (size > 0) message[0] = '\0';
  xmlDocPtr tree = xmlReadMemory(
      document, (int)length, "document.xml", NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  if (tree == NULL) {
    snprintf(message, size, "not well-formed");
    return 0;
  }
  int result = -1;
  xmlSchemaValidCtxtPtr context = xmlSchemaNewValidCtxt(validator->schema);
  if (context != NULL) {
    xmlSchemaSetValidStructuredErrors(context, keep, &first);
    result = xmlSchemaValidateDoc(context, tree);
    xmlSchemaFreeValidCtxt(context);
  }
  xmlFreeDoc(tree);
  return result == 0;
}

void schema_validator_close(schema_validator *validator) {
  if (validator == NULL) return;
  xmlSchemaFree(validator->schema);
  free(validator);
}
