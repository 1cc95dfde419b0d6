// What the two halves of the engine know of each other.
#ifndef TRANSFER_H
#define TRANSFER_H

#include <curl/curl.h>

#include "CHTTPEngine.h"
#include "Gzip.h"

// CURLOPT_PREREQFUNCTION is what keeps a request from being sent twice.
#if LIBCURL_VERSION_NUM < 0x075000
#error "libcurl 7.80 or newer is needed"
#endif

typedef struct {
  uint8_t *bytes;
  size_t size;
  size_t capacity;
} buffer;

struct chttp_transfer {
  CURL *easy;
  chttp_engine *engine;
  struct curl_slist *fields;
  buffer request;
  buffer head;
  buffer body;
  size_t maximum_answer;
  bool has_no_body;     // the answer to HEAD
  bool is_in_head;      // between a status line and the empty line
  bool head_is_complete;
  int status;
  int64_t length;       // the announced one; -1 for none
  bool is_compressed;   // the answer says gzip
  size_t received;      // bytes of the body, before decoding
  size_t head_bytes;    // of all heads, interim ones included
  gzip_reader gzip;
  bool was_sent;        // libcurl was about to send it
  chttp_result refusal;  // why a callback ended the transfer; CHTTP_ANSWERED if none did
  chttp_result result;
  const char *words;     // why there is no answer: a callback's words, or libcurl's
  char detail[CURL_ERROR_SIZE];
};

// Notes how a transfer ended.
void transfer_conclude(chttp_transfer *transfer, CURLcode code);

// A request is about to be sent over the connection with these ports and address. Returns false without memory.
bool engine_use_connection(
    chttp_engine *engine, const chttp_transfer *user, int local_port, int remote_port, const char *remote_ip);
// The connection is about to be closed.
void engine_forget_connection(chttp_engine *engine, curl_socket_t socket);

#endif
