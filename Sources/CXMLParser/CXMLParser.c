#include "CXMLParser.h"

#include <libxml/SAX2.h>
#include <libxml/catalog.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

// libxml2 2.9 takes time quadratic in the attributes of a tag before it reports the tag. Small slices
// let the tag be looked at while it is still incomplete. Not less than the four bytes of a character.
#ifndef SLICE_BYTES
#define SLICE_BYTES (16 * 1024)
#endif

// A tag, comment or processing instruction longer than this is refused.
#define STALL_BYTES (256 * 1024)

// libxml2 takes ten million bytes of one CDATA section, counted a little differently from version to version.
#ifndef LONG_CDATA_BYTES
#define LONG_CDATA_BYTES 9999000
#endif

#define INITIAL_CACHE_BITS 6
#define RECENT_NAME_BITS 5
#define RECENT_NAMES (1 << RECENT_NAME_BITS)
#define RECENT_NAME_PLACES 4

// The name of text, which is the first in the list and empty.
#define NO_NAME 0

// Contexts that are kept for the next documents, and how much of earlier names one may hold.
#define SPARE_CONTEXTS 8
#ifndef SPARE_DICTIONARY_BYTES
#define SPARE_DICTIONARY_BYTES (32 * 1024)
#endif

// Where a string of a name already stands in the tape. libxml2 keeps each such string once and never
// moves it while the parser lives, so that the pointer identifies it.
typedef struct {
  const xmlChar *key;
  cxml_span span;
} cache_entry;

// A name that was listed lately, by its strings.
typedef struct {
  const xmlChar *local;
  const xmlChar *prefix;
  const xmlChar *uri;
  uint32_t index;
} recent_name;

typedef struct {
  xmlParserCtxtPtr context;
  cxml_limits limits;
  cxml_tape tape;
  size_t node_capacity;
  size_t name_capacity;
  size_t byte_capacity;
  uint32_t current;  // the open element
  uint32_t depth;
  uint32_t namespaces;  // declarations in scope
  bool text_is_open;  // the last node is text of the open element
  uint64_t events;
  unsigned cache_bits;
  uint32_t cache_count;
  cache_entry *cache;
  cache_entry initial_cache[1 << INITIAL_CACHE_BITS];
  recent_name recent_names[RECENT_NAMES];
  cxml_pieces pieces;
  size_t name_end;  // behind the last string of a name
  size_t piece_start;  // where the strings of the current piece begin
  size_t piece_names;  // the names that were listed before it
} parser;

// The first reason counts. The parser is not stopped here: libxml2 frees its buffers when it is, also
// under the feet of the function that reported the error. Events that still come are ignored.
static void refuse(parser *self, cxml_status status, int line, int column) {
  if (self->tape.status != CXML_OK) return;
  self->tape.status = status;
  self->tape.line = line > 0 ? (uint32_t)line : 0;
  self->tape.column = column > 0 ? (uint32_t)column : 0;
}

static int current_line(const parser *self) {
  return self->context->input != NULL ? self->context->input->line : 0;
}

static void refuse_here(parser *self, cxml_status status) {
  int column = self->context->input != NULL ? self->context->input->col : 0;
  refuse(self, status, current_line(self), column);
}

// MARK: - The tape

static bool add_bytes(parser *self, const xmlChar *bytes, size_t length) {
  cxml_tape *tape = &self->tape;
  if (length > self->byte_capacity - tape->byte_count) {
    size_t needed = tape->byte_count + length;
    if (needed > UINT32_MAX) {
      refuse_here(self, CXML_TOO_LARGE);
      return false;
    }
    size_t capacity = self->byte_capacity * 2 > needed ? self->byte_capacity * 2 : needed;
    uint8_t *grown = realloc(tape->bytes, capacity);
    if (grown == NULL) {
      refuse(self, CXML_OUT_OF_MEMORY, 0, 0);
      return false;
    }
    tape->bytes = grown;
    self->byte_capacity = capacity;
  }
  memcpy(tape->bytes + tape->byte_count, bytes, length);
  tape->byte_count += length;
  return true;
}

static cxml_span add_string(parser *self, const xmlChar *bytes, size_t length) {
  size_t offset = self->tape.byte_count;
  if (length == 0 || !add_bytes(self, bytes, length)) return (cxml_span){0, 0};
  return (cxml_span){(uint32_t)offset, (uint32_t)length};
}

// Room for one more item: the array, moved if it was full, or NULL after a refusal.
static void *with_room(parser *self, void *items, size_t count, size_t *capacity, size_t item_size) {
  if (count < *capacity) return items;
  void *grown = realloc(items, *capacity * 2 * item_size);
  if (grown == NULL) {
    refuse(self, CXML_OUT_OF_MEMORY, 0, 0);
    return NULL;
  }
  *capacity *= 2;
  return grown;
}

static size_t hash_pointer(const void *pointer, unsigned bits) {
  return (size_t)(((uint64_t)(uintptr_t)pointer * 0x9E3779B97F4A7C15u) >> (64 - bits));
}

static cache_entry *cache_slot(cache_entry *cache, unsigned bits, const xmlChar *key) {
  size_t mask = ((size_t)1 << bits) - 1;
  size_t slot = hash_pointer(key, bits);
  while (cache[slot].key != NULL && cache[slot].key != key) slot = (slot + 1) & mask;
  return &cache[slot];
}

static bool grow_cache(parser *self) {
  unsigned bits = self->cache_bits + 1;
  cache_entry *grown = calloc((size_t)1 << bits, sizeof(cache_entry));
  if (grown == NULL) {
    refuse(self, CXML_OUT_OF_MEMORY, 0, 0);
    return false;
  }
  for (size_t i = 0; i < (size_t)1 << self->cache_bits; i++) {
    const xmlChar *key = self->cache[i].key;
    if (key != NULL) *cache_slot(grown, bits, key) = self->cache[i];
  }
  if (self->cache != self->initial_cache) free(self->cache);
  self->cache = grown;
  self->cache_bits = bits;
  return true;
}

// Without NOENT libxml2 leaves every `&` of an attribute value as the reference `&#38;`.
static cxml_span add_value(parser *self, const xmlChar *bytes, size_t length) {
  static const char reference[] = "&#38;";
  const size_t reference_length = sizeof(reference) - 1;
  size_t offset = self->tape.byte_count;
  while (length > 0) {
    const xmlChar *found = memchr(bytes, '&', length);
    if (found == NULL) break;
    size_t run = (size_t)(found - bytes) + 1;
    if (!add_bytes(self, bytes, run)) return (cxml_span){0, 0};
    bytes += run;
    length -= run;
    if (length >= reference_length - 1 && memcmp(bytes, reference + 1, reference_length - 1) == 0) {
      bytes += reference_length - 1;
      length -= reference_length - 1;
    }
  }
  if (length > 0 && !add_bytes(self, bytes, length)) return (cxml_span){0, 0};
  size_t total = self->tape.byte_count - offset;
  return total == 0 ? (cxml_span){0, 0} : (cxml_span){(uint32_t)offset, (uint32_t)total};
}

// A string of a name. Each is copied once, so that a long namespace on many elements costs nothing.
static cxml_span add_name_string(parser *self, const xmlChar *string) {
  if (string == NULL) return (cxml_span){0, 0};
  cache_entry *entry = cache_slot(self->cache, self->cache_bits, string);
  if (entry->key == string) return entry->span;
  if (self->cache_count >= (1u << self->cache_bits) / 2) {
    if (!grow_cache(self)) return (cxml_span){0, 0};
    entry = cache_slot(self->cache, self->cache_bits, string);
  }
  entry->key = string;
  size_t length = strlen((const char *)string);
#if LIBXML_VERSION < 21300
  // A namespace is the value of an attribute, and later versions put the `&` into it themselves.
  entry->span = add_value(self, string, length);
#else
  entry->span = add_string(self, string, length);
#endif
  self->cache_count++;
  self->name_end = self->tape.byte_count;
  return entry->span;
}

// The index of a name. One that was not seen lately is listed again.
static uint32_t add_name(
  parser *self, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri
) {
  recent_name *recent = NULL;
  size_t hash = hash_pointer(local, RECENT_NAME_BITS);
  for (size_t i = 0; i < RECENT_NAME_PLACES; i++) {
    recent_name *place = &self->recent_names[(hash + i) % RECENT_NAMES];
    if (place->index == NO_NAME) {
      recent = place;
      break;
    }
    if (place->local == local && place->prefix == prefix && place->uri == uri) return place->index;
  }
  // All places are taken: the first is given up.
  if (recent == NULL) recent = &self->recent_names[hash];
  cxml_tape *tape = &self->tape;
  cxml_name *names = with_room(self, tape->names, tape->name_count, &self->name_capacity, sizeof *names);
  if (names == NULL) return NO_NAME;
  tape->names = names;
  cxml_name name;
  name.local = add_name_string(self, local);
  name.prefix = add_name_string(self, prefix);
  name.uri = add_name_string(self, uri);
  uint32_t index = (uint32_t)tape->name_count++;
  tape->names[index] = name;
  *recent = (recent_name){local, prefix, uri, index};
  return index;
}

// The new node, or NULL after a refusal. Valid until the next node is added.
static cxml_node *add_node(parser *self, cxml_kind kind) {
  cxml_tape *tape = &self->tape;
  if (tape->node_count >= self->limits.nodes) {
    refuse_here(self, CXML_TOO_MANY_NODES);
    return NULL;
  }
  cxml_node *nodes = with_room(self, tape->nodes, tape->node_count, &self->node_capacity, sizeof *nodes);
  if (nodes == NULL) return NULL;
  tape->nodes = nodes;
  cxml_node *node = &tape->nodes[tape->node_count++];
  node->kind = kind;
  node->name = NO_NAME;
  node->line = (uint32_t)current_line(self);
  node->value = (cxml_span){0, 0};
  return node;
}

// MARK: - Events

static void on_start(
  void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespace_count,
  const xmlChar **namespaces, int attribute_count, int defaulted_count, const xmlChar **attributes
) {
  (void)defaulted_count;
  parser *self = data;
  if (self->tape.status != CXML_OK) return;
  self->events++;
  if (self->depth >= self->limits.depth) {
    refuse_here(self, CXML_TOO_DEEP);
    return;
  }
  // libxml2 before 2.12 goes through all declarations in scope for every element, hence a limit on them too.
  uint64_t in_scope = (uint64_t)self->namespaces + (uint64_t)namespace_count;
  if ((uint64_t)namespace_count + (uint64_t)attribute_count > self->limits.attributes
      || in_scope > self->limits.attributes) {
    refuse_here(self, CXML_TOO_MANY_ATTRIBUTES);
    return;
  }
  self->namespaces = (uint32_t)in_scope;
  if (prefix != NULL && uri == NULL) {
    refuse_here(self, CXML_UNDECLARED_PREFIX);
    return;
  }
  if (self->depth == self->pieces.depth) {
    self->piece_start = self->tape.byte_count;
    self->piece_names = self->tape.name_count;
  }
  uint32_t index = (uint32_t)self->tape.node_count;
  cxml_node *element = add_node(self, CXML_ELEMENT);
  if (element == NULL) return;
  element->name = add_name(self, name, prefix, uri);
  element->element.parent = self->current;
  element->element.end = index + 1;
  self->current = index;
  self->depth++;
  self->text_is_open = false;

  for (int i = 0; i < namespace_count; i++) {
    cxml_node *node = add_node(self, CXML_NAMESPACE);
    if (node == NULL) return;
    node->name = add_name(self, namespaces[2 * i], NULL, namespaces[2 * i + 1]);
  }
  for (int i = 0; i < attribute_count; i++) {
    // name, prefix, namespace, start and end of the value
    const xmlChar **attribute = attributes + 5 * i;
    if (attribute[1] != NULL && attribute[2] == NULL) {
      refuse_here(self, CXML_UNDECLARED_PREFIX);
      return;
    }
    cxml_node *node = add_node(self, CXML_ATTRIBUTE);
    if (node == NULL) return;
    node->name = add_name(self, attribute[0], attribute[1], attribute[2]);
    node->value = add_value(self, attribute[3], (size_t)(attribute[4] - attribute[3]));
  }
}

static void on_end(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  (void)name;
  (void)prefix;
  (void)uri;
  parser *self = data;
  if (self->tape.status != CXML_OK || self->depth == 0) return;
  self->events++;
  cxml_node *element = &self->tape.nodes[self->current];
  element->element.end = (uint32_t)self->tape.node_count;
  for (size_t i = self->current + 1; i < self->tape.node_count; i++) {
    if (self->tape.nodes[i].kind != CXML_NAMESPACE) break;
    self->namespaces--;
  }
  uint32_t index = self->current;
  self->current = element->element.parent;
  self->depth--;
  self->text_is_open = false;
  if (self->pieces.take == NULL || self->depth != self->pieces.depth) return;
  if (!self->pieces.take(self->pieces.context, &self->tape, index)) {
    refuse_here(self, CXML_STOPPED);
    return;
  }
  // Strings of names are listed once, so those of later pieces may be among the bytes of this one.
  self->tape.node_count = index;
  self->tape.byte_count = self->name_end > self->piece_start ? self->name_end : self->piece_start;
  self->tape.name_count = self->piece_names;
  for (size_t i = 0; i < RECENT_NAMES; i++) {
    if (self->recent_names[i].index >= self->piece_names) self->recent_names[i].index = NO_NAME;
  }
}

static void on_text(void *data, const xmlChar *bytes, int length) {
  parser *self = data;
  if (self->tape.status != CXML_OK || self->depth == 0 || length <= 0) return;
  self->events++;
  if (self->text_is_open) {
    cxml_node *last = &self->tape.nodes[self->tape.node_count - 1];
    if (add_bytes(self, bytes, (size_t)length)) last->value.length += (uint32_t)length;
    return;
  }
  cxml_node *node = add_node(self, CXML_TEXT);
  if (node == NULL) return;
  node->value = add_string(self, bytes, (size_t)length);
  self->text_is_open = true;
}

// Comments and processing instructions are dropped; that they come shows that the parser moves on.
static void on_comment(void *data, const xmlChar *text) {
  (void)text;
  ((parser *)data)->events++;
}

static void on_instruction(void *data, const xmlChar *target, const xmlChar *text) {
  (void)target;
  (void)text;
  parser *self = data;
  self->events++;
#if LIBXML_VERSION < 21400 && defined(LIBXML_CATALOG_ENABLED)
  // A document may name catalogs, each of which takes longer to note than the one before; a reset forgets to free them.
  if (self->context->catalogs != NULL) {
    xmlCatalogFreeLocal(self->context->catalogs);
    self->context->catalogs = NULL;
  }
#endif
}

// Comes with every DOCTYPE, before anything in it is read; nothing but stopping keeps the rest unread.
static void on_doctype(
  void *data, const xmlChar *name, const xmlChar *external, const xmlChar *system
) {
  (void)name;
  (void)external;
  (void)system;
  parser *self = data;
  refuse_here(self, CXML_DOCTYPE);
  xmlStopParser(self->context);
}

#if LIBXML_VERSION >= 21200
static void on_error(void *data, const xmlError *error) {
#else
static void on_error(void *data, xmlErrorPtr error) {
#endif
  parser *self = data;
  // A namespace that is no URI is reported as an error; it identifies all the same.
  if (error == NULL || error->level < XML_ERR_ERROR || error->code == XML_WAR_NS_URI) return;
  cxml_status status = CXML_MALFORMED;
  if (error->code == XML_ERR_NO_MEMORY) status = CXML_OUT_OF_MEMORY;
  if (error->code == XML_NS_ERR_UNDEFINED_NAMESPACE) status = CXML_UNDECLARED_PREFIX;
  refuse(self, status, error->line, error->int2);
}

// MARK: - Feeding

static void initialize_libxml(void) { xmlInitParser(); }

static xmlParserCtxtPtr make_context(parser *self) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, initialize_libxml);

  xmlSAXHandler handler;
  memset(&handler, 0, sizeof handler);
  handler.initialized = XML_SAX2_MAGIC;
  handler.internalSubset = on_doctype;
  handler.startElementNs = on_start;
  handler.endElementNs = on_end;
  handler.characters = on_text;
  handler.ignorableWhitespace = on_text;
  handler.cdataBlock = on_text;
  handler.comment = on_comment;
  handler.processingInstruction = on_instruction;
  handler.serror = on_error;
  xmlParserCtxtPtr context = xmlCreatePushParserCtxt(&handler, self, NULL, 0, NULL);
  if (context == NULL) return NULL;

  int options = XML_PARSE_NONET | XML_PARSE_IGNORE_ENC;
#if LIBXML_VERSION >= 21300
  options |= XML_PARSE_NO_XXE;
#endif
#if LIBXML_VERSION >= 21400
  options |= XML_PARSE_NO_SYS_CATALOG;
#endif
#if LIBXML_VERSION >= 21300
  xmlCtxtSetOptions(context, options);
#else
  xmlCtxtUseOptions(context, options);
#endif
  return context;
}

// A fresh context for each document would be a quarter of the time that a short answer takes.
static pthread_mutex_t spare_lock = PTHREAD_MUTEX_INITIALIZER;
static xmlParserCtxtPtr spare_contexts[SPARE_CONTEXTS];
static size_t spare_count;

static xmlParserCtxtPtr take_context(parser *self) {
  xmlParserCtxtPtr context = NULL;
  pthread_mutex_lock(&spare_lock);
  if (spare_count > 0) context = spare_contexts[--spare_count];
  pthread_mutex_unlock(&spare_lock);
  if (context == NULL) return make_context(self);
  context->userData = self;
  return context;
}

// A context is used again only after a document that was read to its end, and while it keeps few names.
static void give_back(xmlParserCtxtPtr context, bool is_clean) {
  if (context == NULL) return;
  if (context->myDoc != NULL) {
    xmlFreeDoc(context->myDoc);
    context->myDoc = NULL;
  }
  if (is_clean && xmlDictGetUsage(context->dict) <= SPARE_DICTIONARY_BYTES
      && xmlCtxtResetPush(context, NULL, 0, NULL, NULL) == 0) {
    context->userData = NULL;
    pthread_mutex_lock(&spare_lock);
    if (spare_count < SPARE_CONTEXTS) {
      spare_contexts[spare_count++] = context;
      context = NULL;
    }
    pthread_mutex_unlock(&spare_lock);
  }
  if (context != NULL) xmlFreeParserCtxt(context);
}

static bool is_space(uint8_t byte) {
  return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

// The attributes of a tag that may still be incomplete.
static uint32_t count_attributes(const uint8_t *tag, size_t length) {
  uint32_t count = 0;
  for (size_t i = 0; i < length && tag[i] != '>'; i++) {
    if (tag[i] != '"' && tag[i] != '\'') continue;
    count++;
    const uint8_t *close = memchr(tag + i + 1, tag[i], length - i - 1);
    if (close == NULL) break;
    i = (size_t)(close - tag);
  }
  return count;
}

// Looks at what libxml2 has been given and waits for the rest of: a tag, a comment, an instruction.
static void check_stall(parser *self, const uint8_t *document, size_t fed, size_t stalled) {
  xmlParserInputPtr input = self->context->input;
  if (input == NULL || input->end < input->cur) return;
#if LIBXML_VERSION < 21400
  // A CDATA section is text of any length. Up to 2.10 it may bring no event for as long as it has no `>`, …
  if (self->context->instate == XML_PARSER_CDATA_SECTION) return;
#endif
  size_t waiting = (size_t)(input->end - input->cur);
  if (waiting > fed) return;
  const uint8_t *start = document + (fed - waiting);
  // … from 2.14 on none before its end.
  if (waiting >= 3 && memcmp(start, "<![", 3) == 0) return;
  bool is_tag = waiting > 1 && start[0] == '<' && start[1] != '!' && start[1] != '?' && !is_space(start[1]);
  if (is_tag && count_attributes(start, waiting) > self->limits.attributes) {
    refuse_here(self, CXML_TOO_MANY_ATTRIBUTES);
  } else if (stalled >= STALL_BYTES) {
    refuse_here(self, CXML_TOKEN_TOO_LONG);
  }
}

// The byte after the next `ending`, which ends with `>`; NULL when there is none.
static const uint8_t *after(const char *ending, const uint8_t *from, const uint8_t *end) {
  size_t length = strlen(ending);
  for (const uint8_t *at = from; (at = memchr(at, '>', (size_t)(end - at))) != NULL; at++) {
    size_t seen = (size_t)(at - from) + 1;
    if (seen >= length && memcmp(at + 1 - length, ending, length) == 0) return at + 1;
  }
  return NULL;
}

static bool starts_with(const char *beginning, const uint8_t *at, const uint8_t *end) {
  size_t length = strlen(beginning);
  return (size_t)(end - at) >= length && memcmp(at, beginning, length) == 0;
}

// Refuses a CDATA section that is too long for libxml2 as what it is, and where it begins: the error is one of many
// kinds, and its place is wrong. The document was fine up to `read` bytes, and not any more with `fed`.
static void check_cdata(parser *self, const uint8_t *document, size_t read, size_t fed) {
  if (self->tape.status != CXML_MALFORMED || fed < LONG_CDATA_BYTES) return;
  const uint8_t *end = document + fed;
  const uint8_t *at = document;
  while (at != NULL && (at = memchr(at, '<', (size_t)(end - at))) != NULL) {
    if (starts_with("<![CDATA[", at, end)) {
      const uint8_t *close = after("]]>", at + 9, end);
      const uint8_t *last = close != NULL ? close : end;
      if (last - at > LONG_CDATA_BYTES && last > document + read) {
        int line = 1;
        const uint8_t *line_start = document;
        for (const uint8_t *c = document; c < at; c++) {
          if (*c != '\n') continue;
          line++;
          line_start = c + 1;
        }
        self->tape.status = CXML_OK;
        refuse(self, CXML_CDATA_TOO_LONG, line, (int)(at - line_start) + 1);
        return;
      }
      at = close;
    } else if (starts_with("<!--", at, end)) {
      at = after("-->", at + 4, end);
    } else {
      at = starts_with("<?", at, end) ? after("?>", at + 2, end) : at + 1;
    }
  }
}

static void feed(parser *self, const uint8_t *document, size_t length) {
  size_t fed = 0;
  size_t stalled = 0;
  while (self->tape.status == CXML_OK) {
    size_t slice = length - fed;
    if (slice > SLICE_BYTES) {
      slice = SLICE_BYTES;
      // Never cuts a character in two, so that nothing hangs on how a version copes with that.
      while ((document[fed + slice] & 0xC0) == 0x80) slice--;
    }
    bool is_last = fed + slice == length;
    uint64_t events = self->events;
    xmlParseChunk(self->context, (const char *)document + fed, (int)slice, is_last);
    check_cdata(self, document, fed, fed + slice);
    if (is_last || self->tape.status != CXML_OK) return;
    fed += slice;
    stalled = self->events == events ? stalled + slice : 0;
    if (stalled > 0) check_stall(self, document, fed, stalled);
  }
}

cxml_tape cxml_parse(const uint8_t *document, size_t length, cxml_limits limits) {
  return cxml_parse_pieces(document, length, limits, (cxml_pieces){0, NULL, NULL});
}

cxml_tape cxml_parse_pieces(
  const uint8_t *document, size_t length, cxml_limits limits, cxml_pieces pieces
) {
  parser self;
  memset(&self, 0, sizeof self);
  if (length > CXML_MAXIMUM_BYTES) {
    self.tape.status = CXML_TOO_LARGE;
    return self.tape;
  }
  self.limits = limits;
  self.pieces = pieces;
  self.current = CXML_NO_PARENT;
  self.cache = self.initial_cache;
  self.cache_bits = INITIAL_CACHE_BITS;
  // Most of a document that is taken in pieces is never on the tape.
  size_t kept = pieces.take == NULL ? length : 0;
  self.node_capacity = 16 + kept / 16;
  self.byte_capacity = 64 + kept / 2;
  self.name_capacity = 16;
  self.tape.nodes = malloc(self.node_capacity * sizeof(cxml_node));
  self.tape.names = malloc(self.name_capacity * sizeof(cxml_name));
  self.tape.bytes = malloc(self.byte_capacity);
  self.context = take_context(&self);
  if (self.tape.nodes == NULL || self.tape.names == NULL || self.tape.bytes == NULL || self.context == NULL) {
    self.tape.status = CXML_OUT_OF_MEMORY;
  } else {
    memset(&self.tape.names[self.tape.name_count++], 0, sizeof(cxml_name));
    feed(&self, document, length);
    bool is_whole = self.context->wellFormed && self.depth == 0 && self.tape.node_count > 0;
    if (!is_whole) refuse_here(&self, CXML_MALFORMED);
  }
  // What happens to the context from here on is not the document's fault.
  cxml_tape tape = self.tape;
  give_back(self.context, tape.status == CXML_OK);
  if (self.cache != self.initial_cache) free(self.cache);
  if (tape.status != CXML_OK) cxml_tape_free(&tape);
  return tape;
}

void cxml_tape_free(cxml_tape *tape) {
  free(tape->nodes);
  free(tape->names);
  free(tape->bytes);
  tape->nodes = NULL;
  tape->names = NULL;
  tape->bytes = NULL;
  tape->node_count = 0;
  tape->name_count = 0;
  tape->byte_count = 0;
}
