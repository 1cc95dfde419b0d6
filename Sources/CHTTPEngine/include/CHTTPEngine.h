// Sends HTTP requests and collects their answers, many at a time on one thread.
// Names nothing of libcurl, so that Swift never reads one of its headers.
#ifndef CHTTPENGINE_H
#define CHTTPENGINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// How a transfer ended. Own codes: what matters of libcurl's.
typedef enum {
  CHTTP_ANSWERED = 0,
  CHTTP_UNKNOWN_HOST,
  CHTTP_UNUSABLE_PROXY,
  CHTTP_NOT_CONNECTED,
  CHTTP_CONNECT_TIMED_OUT,
  CHTTP_NOT_SECURE,
  CHTTP_BAD_TLS_SETTINGS,
  CHTTP_ANSWER_TOO_LARGE,
  CHTTP_ANSWER_UNREADABLE,
  CHTTP_LOST,  // everything else
} chttp_result;

// Makes connections and keeps them. One thread uses it, except where a function says otherwise.
typedef struct chttp_engine chttp_engine;

// One request and its answer; it is used for one after the other. It belongs to one thread at a time: to the caller's
// until it is started, to the engine's until it has ended, and then to the caller's again.
typedef struct chttp_transfer chttp_transfer;

typedef struct {
  const void *bytes;
  size_t size;
} chttp_bytes;

// What all transfers of an engine have in common. Copied where it is used.
typedef struct {
  chttp_bytes authorities;  // PEM; empty for the system's
  chttp_bytes certificate;  // PEM of the client's own; empty for none
  chttp_bytes key;          // PEM
  const char *passphrase;   // of the key
  long connect_timeout;     // milliseconds
} chttp_settings;

// Where a transfer goes. All strings end with a zero byte.
typedef struct {
  const char *method;
  const char *url;
  const char *proxy;           // its URL; empty for none
  const char *proxy_user;      // NULL if there is none, or if it is in the URL
  const char *proxy_password;  // NULL likewise
} chttp_target;

// The end of a transfer. The pointers are valid until the transfer is used again.
typedef struct {
  chttp_result result;
  bool may_have_been_sent;   // if not, certainly no byte of the request was sent
  bool answer_has_begun;     // the head of the answer is complete
  long tunnel_status;        // of the proxy's answer when it was asked for a tunnel; 0 if there was none
  long verification_result;  // OpenSSL's code of what is wrong with the server's certificate; 0 for nothing
  long system_error;         // why a connection could not be made, as in errno; 0 if that is not known
  const char *detail;        // libcurl's words
  chttp_bytes head;          // status line and header lines as received
  chttp_bytes body;          // decoded
} chttp_outcome;

// Makes an engine; NULL without memory or sockets. The idle lifetime of connections is in milliseconds.
chttp_engine *chttp_engine_create(int64_t idle_lifetime);
// Closes all connections. No transfer may be under way.
void chttp_engine_destroy(chttp_engine *engine);

// Starts a transfer. Returns false if that is impossible; then nothing was sent, and the transfer has ended.
bool chttp_engine_start(chttp_engine *engine, chttp_transfer *transfer);
// Ends a transfer at once.
void chttp_engine_stop(chttp_engine *engine, chttp_transfer *transfer);
// Moves all transfers on as far as possible without waiting.
void chttp_engine_perform(chttp_engine *engine);
// A transfer that has ended by itself and not been returned before; NULL if there is none.
chttp_transfer *chttp_engine_next_ended(chttp_engine *engine);
// Waits until something can be moved on, or another thread wakes the engine, at most for a time in milliseconds.
void chttp_engine_wait(chttp_engine *engine, int timeout);
// Ends the waiting, now or the next time. Any thread may call it.
void chttp_engine_wake(chttp_engine *engine);
// Closes connections that have not been used for the idle lifetime.
// Returns in how many milliseconds the next one will have been; -1 if there is none.
int64_t chttp_engine_close_idle(chttp_engine *engine);
typedef void (*chttp_thread_body)(void *context);
// Runs a function on a thread of its own, which no signal for the process interrupts. Returns false if that is impossible.
bool chttp_start_thread(chttp_thread_body body, void *context);
// Whether libcurl has a TLS library that takes certificates from memory and says what is wrong with them.
bool chttp_has_openssl(void);

// Makes a transfer; NULL without memory, or if the libcurl that was loaded is too old.
chttp_transfer *chttp_transfer_create(chttp_engine *engine, const chttp_settings *settings);
void chttp_transfer_destroy(chttp_transfer *transfer);
// Gives a transfer another request. Its header fields are added afterwards. Returns false without memory.
bool chttp_transfer_prepare(
    chttp_transfer *transfer, const chttp_target *target, chttp_bytes body, size_t maximum_answer);
// Adds a header field, or for the value NULL stops libcurl from adding one of its own.
// Returns false without memory, and for a name or value that would end the line.
bool chttp_transfer_add_field(chttp_transfer *transfer, const char *name, const char *value, size_t value_size);
chttp_outcome chttp_transfer_outcome(const chttp_transfer *transfer);
// Forgets request and answer, and keeps what the next ones can use.
void chttp_transfer_clear(chttp_transfer *transfer);
// Makes a secure connection to nobody. Returns CHTTP_BAD_TLS_SETTINGS if certificate and key cannot be used.
// Only before the engine's thread has started; the transfer can only be destroyed afterwards.
chttp_result chttp_transfer_try_settings(chttp_transfer *transfer);

#endif
