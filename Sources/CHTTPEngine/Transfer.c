// One request and its answer: what libcurl is told, and what it reports.
#include "Transfer.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

// The most bytes of a head that are accepted, and that a buffer keeps for the next answer.
#define MAXIMUM_HEAD (256 * 1024)
#define KEPT_BYTES (64 * 1024)
// What a compressed body may be longer than its limit, besides an eighth.
#define SPARE_BYTES 4096
// A longer announced length is not trusted to come.
#define MAXIMUM_RESERVE (64 * 1024 * 1024)

// MARK: - Buffers

static bool buffer_reserve(buffer *self, size_t capacity) {
  if (capacity <= self->capacity) return true;
  uint8_t *bytes = realloc(self->bytes, capacity);
  if (bytes == NULL) return false;
  self->bytes = bytes;
  self->capacity = capacity;
  return true;
}

static bool buffer_append(buffer *self, const void *bytes, size_t size) {
  if (size > self->capacity - self->size) {
    size_t needed = self->size + size;
    if (!buffer_reserve(self, needed > self->capacity * 2 ? needed : self->capacity * 2)) return false;
  }
  if (size > 0) memcpy(self->bytes + self->size, bytes, size);
  self->size += size;
  return true;
}

// Clears bytes so that the compiler doesn't leave it out.
static void wipe(void *bytes, size_t size) {
#ifdef __APPLE__
  memset_s(bytes, size, 0, size);
#else
  explicit_bzero(bytes, size);
#endif
}

static void buffer_clear(buffer *self) {
  if (self->capacity > KEPT_BYTES) {
    free(self->bytes);
    *self = (buffer){0};
  }
  self->size = 0;
}

// MARK: - Callbacks

static size_t refuse(chttp_transfer *self, chttp_result refusal, const char *detail) {
  self->refusal = refusal;
  self->words = detail;
  return 0;
}

// libcurl repeats a request by itself when a kept connection turns out to have ended, although the server may have
// carried it out. It calls this before each attempt, and before that has sent nothing.
static int before_request(void *context, char *remote_ip, char *local_ip, int remote_port, int local_port) {
  (void)local_ip;
  chttp_transfer *self = context;
  if (self->was_sent) {
    refuse(self, CHTTP_LOST, "the connection had ended, and the request is not sent a second time");
    return CURL_PREREQFUNC_ABORT;
  }
  if (!engine_use_connection(self->engine, self, local_port, remote_port, remote_ip)) {
    refuse(self, CHTTP_NOT_CONNECTED, "the process has not enough memory for another connection");
    return CURL_PREREQFUNC_ABORT;
  }
  self->was_sent = true;
  return CURL_PREREQFUNC_OK;
}

// Reads a length. libcurl takes the last of several, and ignores one that is too long.
static bool take_length(chttp_transfer *self, const char *text, const char *end) {
  while (text < end && (*text == ' ' || *text == '\t')) text++;
  while (end > text && (end[-1] == ' ' || end[-1] == '\t')) end--;
  if (text == end) return false;
  int64_t length = 0;
  for (; text < end; text++) {
    if (*text < '0' || *text > '9') return false;
    length = length > (INT64_MAX - 9) / 10 ? INT64_MAX : length * 10 + (*text - '0');
  }
  if (self->length >= 0 && self->length != length) return false;
  self->length = length;
  return true;
}

// Reads the codings of a body: none, or gzip once.
static bool take_coding(chttp_transfer *self, const char *text, const char *end) {
  while (text < end) {
    const char *comma = memchr(text, ',', (size_t)(end - text));
    const char *next = comma != NULL ? comma + 1 : end;
    const char *last = comma != NULL ? comma : end;
    while (text < last && (*text == ' ' || *text == '\t')) text++;
    while (last > text && (last[-1] == ' ' || last[-1] == '\t')) last--;
    size_t size = (size_t)(last - text);
    bool is_gzip = (size == 4 && strncasecmp(text, "gzip", 4) == 0) || (size == 6 && strncasecmp(text, "x-gzip", 6) == 0);
    if (is_gzip) {
      if (self->is_compressed) return false;
      self->is_compressed = true;
    } else if (size > 0 && !(size == 8 && strncasecmp(text, "identity", 8) == 0)) {
      return false;
    }
    text = next;
  }
  return true;
}

// The value of a field in a header line; NULL if the line is another field's.
static const char *value_of(const char *name, const char *line, const char *end) {
  size_t size = strlen(name);
  return (size_t)(end - line) >= size && strncasecmp(line, name, size) == 0 ? line + size : NULL;
}

static bool end_head(chttp_transfer *self) {
  self->is_in_head = false;
  if (self->status == 101) return refuse(self, CHTTP_ANSWER_UNREADABLE, "it changes the protocol");
  if (self->status < 200) return true;
  self->head_is_complete = true;
  // RFC 9112, section 6.3.
  if (self->has_no_body || self->status == 204 || self->status == 304 || self->length < 0) return true;
  if ((uint64_t)self->length > self->maximum_answer) return refuse(self, CHTTP_ANSWER_TOO_LARGE, "");
  size_t reserve = self->length < MAXIMUM_RESERVE ? (size_t)self->length : MAXIMUM_RESERVE;
  return buffer_reserve(&self->body, reserve);
}

// Gets one line of a head: of interim answers, of the answer, and after its body once more.
static size_t take_head(char *line, size_t one, size_t size, void *context) {
  (void)one;
  chttp_transfer *self = context;
  if (self->head_is_complete) return size;
  const char *end = line + size;
  while (end > line && (end[-1] == '\r' || end[-1] == '\n')) end--;
  if (!self->is_in_head) {
    self->is_in_head = true;
    self->head.size = 0;
    self->length = -1;
    self->is_compressed = false;
    const char *space = memchr(line, ' ', (size_t)(end - line));
    self->status = space != NULL && end - space > 3 ? atoi((char[4]){space[1], space[2], space[3], 0}) : 0;
  } else if (end == line) {
    return end_head(self) ? size : 0;
  } else {
    const char *length = value_of("content-length:", line, end);
    const char *coding = value_of("content-encoding:", line, end);
    if (length != NULL && !take_length(self, length, end)) {
      return refuse(self, CHTTP_ANSWER_UNREADABLE, "its Content-Length contradicts itself or is not a number");
    }
    if (coding != NULL && !take_coding(self, coding, end)) {
      return refuse(self, CHTTP_ANSWER_UNREADABLE, "its Content-Encoding is neither gzip nor identity");
    }
  }
  self->head_bytes += size;
  if (self->head_bytes > MAXIMUM_HEAD) {
    return refuse(self, CHTTP_ANSWER_UNREADABLE, "its header is too long");
  }
  return buffer_append(&self->head, line, size) ? size : 0;
}

static bool take_bytes(void *context, const uint8_t *bytes, size_t size) {
  chttp_transfer *self = context;
  if (size > self->maximum_answer - self->body.size) {
    refuse(self, CHTTP_ANSWER_TOO_LARGE, "");
    return false;
  }
  return buffer_append(&self->body, bytes, size);
}

static size_t take_body(char *bytes, size_t one, size_t size, void *context) {
  (void)one;
  chttp_transfer *self = context;
  // Without a limit for what is received, a server could send what decodes to nothing for as long as it likes.
  self->received += size;
  if (self->received > self->maximum_answer + self->maximum_answer / 8 + SPARE_BYTES) {
    return refuse(self, CHTTP_ANSWER_TOO_LARGE, "");
  }
  if (!self->is_compressed) return take_bytes(self, (const uint8_t *)bytes, size) ? size : 0;
  switch (gzip_read(&self->gzip, (const uint8_t *)bytes, size, take_bytes, self)) {
    case GZIP_GOOD: return size;
    case GZIP_BAD: return refuse(self, CHTTP_ANSWER_UNREADABLE, "its body is not gzip, as it says");
    default: return 0;
  }
}

static int set_up_socket(void *context, curl_socket_t socket, curlsocktype purpose) {
  (void)context;
  (void)purpose;
  // Otherwise programs that the process starts would keep the connection open.
  return fcntl(socket, F_SETFD, FD_CLOEXEC) == -1 ? CURL_SOCKOPT_ERROR : CURL_SOCKOPT_OK;
}

static int close_socket(void *context, curl_socket_t socket) {
  engine_forget_connection(context, socket);
  return close(socket);
}

// MARK: - Settings

static bool set_blob(CURL *easy, CURLoption option, chttp_bytes bytes) {
  struct curl_blob blob = {.data = (void *)bytes.bytes, .len = bytes.size, .flags = CURL_BLOB_COPY};
  return bytes.size == 0 || curl_easy_setopt(easy, option, &blob) == CURLE_OK;
}

static bool set_trust(CURL *easy, chttp_bytes authorities) {
  bool is_set = set_blob(easy, CURLOPT_CAINFO_BLOB, authorities)
                && set_blob(easy, CURLOPT_PROXY_CAINFO_BLOB, authorities);
  bool needs_no_folder = authorities.size > 0;
#if LIBCURL_VERSION_NUM >= 0x075700
  // libcurl reads the system's file for each connection, which takes 25 ms, if there is a folder besides. Where it has
  // both, the file is made from the folder.
  char *file = NULL;
  curl_easy_getinfo(easy, CURLINFO_CAINFO, &file);
  needs_no_folder = needs_no_folder || file != NULL;
#endif
  if (needs_no_folder) {
    is_set = is_set && curl_easy_setopt(easy, CURLOPT_CAPATH, NULL) == CURLE_OK
             && curl_easy_setopt(easy, CURLOPT_PROXY_CAPATH, NULL) == CURLE_OK;
  }
  return is_set;
}

static bool set_up(chttp_transfer *self, const chttp_settings *settings) {
  CURL *easy = self->easy;
  bool is_set = true;
#define SET(option, value) is_set = curl_easy_setopt(easy, option, value) == CURLE_OK && is_set
  SET(CURLOPT_PRIVATE, (void *)self);
  SET(CURLOPT_ERRORBUFFER, self->detail);
  SET(CURLOPT_PREREQFUNCTION, before_request);
  SET(CURLOPT_PREREQDATA, (void *)self);
  SET(CURLOPT_HEADERFUNCTION, take_head);
  SET(CURLOPT_HEADERDATA, (void *)self);
  SET(CURLOPT_WRITEFUNCTION, take_body);
  SET(CURLOPT_WRITEDATA, (void *)self);
  SET(CURLOPT_SOCKOPTFUNCTION, set_up_socket);
  SET(CURLOPT_CLOSESOCKETFUNCTION, close_socket);
  SET(CURLOPT_CLOSESOCKETDATA, (void *)self->engine);
#if LIBCURL_VERSION_NUM >= 0x075500
  SET(CURLOPT_PROTOCOLS_STR, "http,https");
#else
  SET(CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
#if LIBCURL_VERSION_NUM >= 0x075700
  // Otherwise a transfer that is stopped waits for its name lookup, and all others with it.
  SET(CURLOPT_QUICK_EXIT, 1L);
#endif
  SET(CURLOPT_NOSIGNAL, 1L);
  SET(CURLOPT_FOLLOWLOCATION, 0L);
  SET(CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
  SET(CURLOPT_PATH_AS_IS, 1L);
  SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
  SET(CURLOPT_HTTP09_ALLOWED, 0L);
  SET(CURLOPT_HTTP_CONTENT_DECODING, 0L);
  SET(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  SET(CURLOPT_HEADEROPT, (long)CURLHEADER_SEPARATE);
  SET(CURLOPT_PROXYAUTH, (long)CURLAUTH_BASIC);
  SET(CURLOPT_NOPROXY, "");
  SET(CURLOPT_CONNECTTIMEOUT_MS, settings->connect_timeout);
  // The engine knows better how old a connection is.
  SET(CURLOPT_MAXAGE_CONN, 1000000000L);
  SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
  SET(CURLOPT_SSL_VERIFYPEER, 1L);
  SET(CURLOPT_SSL_VERIFYHOST, 2L);
  // Without a passphrase OpenSSL would ask for one at the terminal.
  SET(CURLOPT_KEYPASSWD, settings->passphrase);
#undef SET
  return is_set && set_trust(easy, settings->authorities)
         && set_blob(easy, CURLOPT_SSLCERT_BLOB, settings->certificate)
         && set_blob(easy, CURLOPT_SSLKEY_BLOB, settings->key);
}

chttp_transfer *chttp_transfer_create(chttp_engine *engine, const chttp_settings *settings) {
  chttp_transfer *self = calloc(1, sizeof(*self));
  if (self == NULL) return NULL;
  self->engine = engine;
  self->easy = curl_easy_init();
  if (self->easy != NULL && set_up(self, settings)) return self;
  chttp_transfer_destroy(self);
  return NULL;
}

void chttp_transfer_destroy(chttp_transfer *self) {
  chttp_transfer_clear(self);
  curl_easy_cleanup(self->easy);
  free(self->request.bytes);
  free(self->head.bytes);
  free(self->body.bytes);
  gzip_destroy(&self->gzip);
  free(self);
}

// MARK: - Request

bool chttp_transfer_prepare(
    chttp_transfer *self, const chttp_target *target, chttp_bytes body, size_t maximum_answer) {
  CURL *easy = self->easy;
  if (!buffer_append(&self->request, body.bytes, body.size)) return false;
  self->maximum_answer = maximum_answer;
  self->has_no_body = strcmp(target->method, "HEAD") == 0;
  bool is_set = true;
#define SET(option, value) is_set = curl_easy_setopt(easy, option, value) == CURLE_OK && is_set
  if (body.size > 0 || strcmp(target->method, "POST") == 0) {
    SET(CURLOPT_NOBODY, 0L);
    SET(CURLOPT_POST, 1L);
    SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body.size);
    SET(CURLOPT_POSTFIELDS, body.size > 0 ? (char *)self->request.bytes : "");
  } else {
    SET(CURLOPT_HTTPGET, 1L);
    SET(CURLOPT_NOBODY, self->has_no_body ? 1L : 0L);
  }
  SET(CURLOPT_CUSTOMREQUEST, target->method);
  SET(CURLOPT_URL, target->url);
  SET(CURLOPT_PROXY, target->proxy);
  SET(CURLOPT_PROXYUSERNAME, target->proxy_user);
  SET(CURLOPT_PROXYPASSWORD, target->proxy_password);
#undef SET
  return is_set;
}

bool chttp_transfer_add_field(chttp_transfer *self, const char *name, const char *value, size_t size) {
  size_t name_size = strlen(name);
  for (size_t index = 0; value != NULL && index < size; index++) {
    if (value[index] == '\r' || value[index] == '\n' || value[index] == 0) return false;
  }
  if (strpbrk(name, "\r\n:;") != NULL) return false;
  char *line = malloc(name_size + size + 3);
  if (line == NULL) return false;
  // libcurl's notation: `Name: value`, `Name;` for an empty value, `Name:` for no such field.
  memcpy(line, name, name_size);
  char *end = line + name_size;
  bool is_blank = true;
  for (size_t index = 0; index < size; index++) is_blank = is_blank && (value[index] == ' ' || value[index] == '\t');
  *end++ = value != NULL && is_blank ? ';' : ':';
  if (value != NULL && !is_blank) {
    *end++ = ' ';
    memcpy(end, value, size);
    end += size;
  }
  *end = 0;
  struct curl_slist *fields = curl_slist_append(self->fields, line);
  free(line);
  if (fields == NULL) return false;
  self->fields = fields;
  return curl_easy_setopt(self->easy, CURLOPT_HTTPHEADER, fields) == CURLE_OK;
}

// MARK: - End

static chttp_result result_of(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST: return CHTTP_UNKNOWN_HOST;
    case CURLE_COULDNT_RESOLVE_PROXY: return CHTTP_UNUSABLE_PROXY;
    case CURLE_COULDNT_CONNECT: return CHTTP_NOT_CONNECTED;
    case CURLE_OPERATION_TIMEDOUT: return CHTTP_CONNECT_TIMED_OUT;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION: return CHTTP_NOT_SECURE;
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE: return CHTTP_BAD_TLS_SETTINGS;
    default: return CHTTP_LOST;
  }
}

void transfer_conclude(chttp_transfer *self, CURLcode code) {
  if (self->refusal != CHTTP_ANSWERED) {
    self->result = self->refusal;
  } else if (code != CURLE_OK) {
    self->result = result_of(code);
  } else if (self->is_compressed && !gzip_is_complete(&self->gzip)) {
    refuse(self, CHTTP_ANSWER_UNREADABLE, "its compressed body was cut off");
    self->result = self->refusal;
  } else if (self->head_is_complete) {
    self->result = CHTTP_ANSWERED;
  } else {
    // libcurl calls an end after the status line a success.
    refuse(self, CHTTP_ANSWER_UNREADABLE, "it ended in its header");
    self->result = self->refusal;
  }
  // libcurl may have words of its own for what a callback has refused.
  if (self->refusal == CHTTP_ANSWERED) {
    self->words = self->detail[0] != 0 ? self->detail : curl_easy_strerror(code);
  }
}

chttp_outcome chttp_transfer_outcome(const chttp_transfer *self) {
  chttp_outcome outcome = {
    .result = self->result,
    .may_have_been_sent = self->was_sent,
    .answer_has_begun = self->head_is_complete,
    .detail = self->words != NULL ? self->words : "",
    .head = {self->head.bytes, self->head.size},
    .body = {self->body.bytes, self->body.size},
  };
  if (self->result == CHTTP_NOT_CONNECTED) {
    curl_easy_getinfo(self->easy, CURLINFO_OS_ERRNO, &outcome.system_error);
  }
  curl_easy_getinfo(self->easy, CURLINFO_HTTP_CONNECTCODE, &outcome.tunnel_status);
  curl_easy_getinfo(self->easy, CURLINFO_SSL_VERIFYRESULT, &outcome.verification_result);
  return outcome;
}

void chttp_transfer_clear(chttp_transfer *self) {
  curl_slist_free_all(self->fields);
  self->fields = NULL;
  if (self->easy != NULL) curl_easy_setopt(self->easy, CURLOPT_HTTPHEADER, NULL);
  // There is a password in it.
  if (self->request.size > 0) wipe(self->request.bytes, self->request.size);
  buffer_clear(&self->request);
  buffer_clear(&self->head);
  buffer_clear(&self->body);
  gzip_clear(&self->gzip);
  self->is_compressed = false;
  self->received = 0;
  self->head_bytes = 0;
  self->was_sent = false;
  self->is_in_head = false;
  self->head_is_complete = false;
  self->refusal = CHTTP_ANSWERED;
  self->words = NULL;
  self->detail[0] = 0;
}

// MARK: - Trial

// Called when the settings of TLS have been accepted.
static CURLcode end_trial(CURL *easy, void *tls, void *context) {
  (void)easy;
  (void)tls;
  (void)context;
  return CURLE_ABORTED_BY_CALLBACK;
}

chttp_result chttp_transfer_try_settings(chttp_transfer *self) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof(address);
  char url[40];
  const chttp_target target = {.method = "GET", .url = url, .proxy = ""};
  // Connections to a listening socket are made without anybody who accepts them.
  int server = socket(AF_INET, SOCK_STREAM, 0);
  if (server < 0 || bind(server, (struct sockaddr *)&address, size) != 0 || listen(server, 1) != 0
      || getsockname(server, (struct sockaddr *)&address, &size) != 0
      // Not every TLS library has it.
      || curl_easy_setopt(self->easy, CURLOPT_SSL_CTX_FUNCTION, end_trial) != CURLE_OK) {
    close(server);
    return CHTTP_LOST;
  }
  snprintf(url, sizeof(url), "https://127.0.0.1:%d/", ntohs(address.sin_port));
  bool is_ready = chttp_transfer_prepare(self, &target, (chttp_bytes){0}, 0);
  transfer_conclude(self, is_ready ? curl_easy_perform(self->easy) : CURLE_OUT_OF_MEMORY);
  close(server);
  return self->result;
}
