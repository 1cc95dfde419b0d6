#ifndef SCHEMA_VALIDATOR_H
#define SCHEMA_VALIDATOR_H

#include <stddef.h>

/// An XML schema that libxml2 has compiled.
typedef struct schema_validator schema_validator;

/// Compiles the schema in a file with all that it includes and imports; NULL if that fails, with the first message.
schema_validator *schema_validator_open(const char *path, char *message, size_t size);

/// Whether a document is valid: 1 or 0, with the first message.
int schema_validator_check(
    schema_validator *validator, const char *document, size_t length, char *message, size_t size);

void schema_validator_close(schema_validator *validator);

#endif
