// Connections: libcurl makes and reuses them, and this file decides how long they may be kept.
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "Transfer.h"

// A connection over which a request has gone. libcurl tells its ports before a request is sent, its socket afterwards.
typedef struct {
  const chttp_transfer *user;  // NULL while it is idle
  curl_socket_t socket;        // unknown until it has been idle once
  int local_port;
  int remote_port;
  char remote_ip[48];
  int64_t idle_since;
} connection;

struct chttp_engine {
  CURLM *multi;
  int64_t idle_lifetime;
  int ended_socket;  // the other end is closed
  connection *connections;
  struct pollfd *polled;  // room for as many
  size_t count;
  size_t capacity;
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static void initialize(void) { curl_global_init(CURL_GLOBAL_DEFAULT); }

static int64_t milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

chttp_engine *chttp_engine_create(int64_t idle_lifetime) {
  pthread_once(&once, initialize);
  int ends[2];
  chttp_engine *self = calloc(1, sizeof(*self));
  if (self == NULL) return NULL;
  self->multi = curl_multi_init();
  self->idle_lifetime = idle_lifetime;
  if (self->multi == NULL || socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) {
    curl_multi_cleanup(self->multi);
    free(self);
    return NULL;
  }
  close(ends[1]);
  self->ended_socket = ends[0];
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  // Of as many connections as there are: the caller limits how many are made.
  curl_multi_setopt(self->multi, CURLMOPT_MAXCONNECTS, 1000000L);
  curl_multi_setopt(self->multi, CURLMOPT_PIPELINING, (long)CURLPIPE_NOTHING);
  return self;
}

void chttp_engine_destroy(chttp_engine *self) {
  curl_multi_cleanup(self->multi);
  close(self->ended_socket);
  free(self->connections);
  free(self->polled);
  free(self);
}

// MARK: - Connections

static void forget(chttp_engine *self, size_t index) {
  self->connections[index] = self->connections[--self->count];
}

// Closes an idle connection behind libcurl, which has no function for it. What libcurl finds under the number of the
// socket from then on has ended, and so it makes another connection. Whatever was still to be read is gone.
static void end_connection(chttp_engine *self, size_t index) {
  curl_socket_t socket = self->connections[index].socket;
  forget(self, index);
  dup2(self->ended_socket, socket);
  fcntl(socket, F_SETFD, FD_CLOEXEC);
}

static bool make_room(chttp_engine *self) {
  if (self->count < self->capacity) return true;
  size_t capacity = self->capacity * 2 + 8;
  connection *connections = realloc(self->connections, capacity * sizeof(*connections));
  if (connections == NULL) return false;
  self->connections = connections;
  struct pollfd *polled = realloc(self->polled, capacity * sizeof(*polled));
  if (polled == NULL) return false;
  self->polled = polled;
  self->capacity = capacity;
  return true;
}

bool engine_use_connection(
    chttp_engine *self, const chttp_transfer *user, int local_port, int remote_port, const char *remote_ip) {
  connection new = {
    .user = user, .socket = CURL_SOCKET_BAD, .local_port = local_port, .remote_port = remote_port};
  snprintf(new.remote_ip, sizeof(new.remote_ip), "%s", remote_ip);
  size_t index = 0;
  for (; index < self->count; index++) {
    const connection *it = &self->connections[index];
    if (it->local_port == local_port && it->remote_port == remote_port && strcmp(it->remote_ip, new.remote_ip) == 0) {
      break;
    }
  }
  if (index == self->count) {
    if (!make_room(self)) return false;
    self->count += 1;
  }
  self->connections[index] = new;
  return true;
}

// After a transfer, its connection is idle, unless it was closed, or libcurl has already given it to another transfer.
static void leave_connection(chttp_engine *self, const chttp_transfer *user, CURLcode code) {
  curl_socket_t socket = CURL_SOCKET_BAD;
  if (code == CURLE_OK) curl_easy_getinfo(user->easy, CURLINFO_ACTIVESOCKET, &socket);
  // An older entry with this socket would be of a connection that has ended, or of this one under another address.
  if (socket != CURL_SOCKET_BAD) engine_forget_connection(self, socket);
  size_t index = 0;
  while (index < self->count && self->connections[index].user != user) index++;
  if (index == self->count) return;
  connection *it = &self->connections[index];
  if (socket == CURL_SOCKET_BAD) {
    forget(self, index);
  } else {
    it->user = NULL;
    it->socket = socket;
    it->idle_since = milliseconds();
  }
}

void engine_forget_connection(chttp_engine *self, curl_socket_t socket) {
  for (size_t index = self->count; index-- > 0;) {
    if (self->connections[index].socket == socket) forget(self, index);
  }
}

// What a server sends unasked is not the answer to the next request; libcurl would take it for that. It may also be
// the end of the connection.
static void end_readable(chttp_engine *self) {
  size_t count = 0;
  for (size_t index = 0; index < self->count; index++) {
    if (self->connections[index].user != NULL) continue;
    self->polled[count++] = (struct pollfd){.fd = self->connections[index].socket, .events = POLLIN};
  }
  if (count == 0 || poll(self->polled, count, 0) <= 0) return;
  while (count-- > 0) {
    if (self->polled[count].revents == 0) continue;
    size_t index = 0;
    while (index < self->count && self->connections[index].socket != self->polled[count].fd) index++;
    if (index < self->count) end_connection(self, index);
  }
}

int64_t chttp_engine_close_idle(chttp_engine *self) {
  int64_t next = -1;
  if (self->count == 0) return next;
  int64_t now = milliseconds();
  for (size_t index = self->count; index-- > 0;) {
    if (self->connections[index].user != NULL) continue;
    int64_t left = self->idle_lifetime - (now - self->connections[index].idle_since);
    if (left <= 0) {
      end_connection(self, index);
    } else if (next < 0 || left < next) {
      next = left;
    }
  }
  return next;
}

// MARK: - Transfers

bool chttp_engine_start(chttp_engine *self, chttp_transfer *transfer) {
  end_readable(self);
  if (curl_multi_add_handle(self->multi, transfer->easy) == CURLM_OK) return true;
  transfer_conclude(transfer, CURLE_FAILED_INIT);
  return false;
}

void chttp_engine_stop(chttp_engine *self, chttp_transfer *transfer) {
  curl_multi_remove_handle(self->multi, transfer->easy);
  leave_connection(self, transfer, CURLE_ABORTED_BY_CALLBACK);
  transfer_conclude(transfer, CURLE_ABORTED_BY_CALLBACK);
}

// Both this and the waiting look at every transfer. Sockets watched with epoll, and curl_multi_socket_action, were
// measured: 10 % slower with 16 and 64 in flight, for two more system calls a call, and no faster with 1,024.
void chttp_engine_perform(chttp_engine *self) {
  int running;
  curl_multi_perform(self->multi, &running);
}

chttp_transfer *chttp_engine_next_ended(chttp_engine *self) {
  int left;
  CURLMsg *message = curl_multi_info_read(self->multi, &left);
  if (message == NULL) return NULL;
  CURL *easy = message->easy_handle;
  CURLcode code = message->data.result;
  char *context = NULL;
  curl_easy_getinfo(easy, CURLINFO_PRIVATE, &context);
  chttp_transfer *transfer = (chttp_transfer *)(void *)context;
  leave_connection(self, transfer, code);
  curl_multi_remove_handle(self->multi, easy);
  transfer_conclude(transfer, code);
  return transfer;
}

void chttp_engine_wait(chttp_engine *self, int timeout) {
  // Without memory it returns at once; the thread must not spin then.
  if (curl_multi_poll(self->multi, NULL, 0, timeout, NULL) != CURLM_OK) poll(NULL, 0, 10);
}

void chttp_engine_wake(chttp_engine *self) { curl_multi_wakeup(self->multi); }

// MARK: - Thread

typedef struct {
  chttp_thread_body body;
  void *context;
} thread_start;

static void *run_thread(void *context) {
  thread_start start = *(thread_start *)context;
  free(context);
  // Signals are for the program's own threads, but for those that a fault of this thread raises.
  static const int faults[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT};
  sigset_t signals;
  sigfillset(&signals);
  for (size_t index = 0; index < sizeof(faults) / sizeof(*faults); index++) sigdelset(&signals, faults[index]);
  pthread_sigmask(SIG_BLOCK, &signals, NULL);
  start.body(start.context);
  return NULL;
}

bool chttp_start_thread(chttp_thread_body body, void *context) {
  pthread_t thread;
  pthread_attr_t attributes;
  thread_start *start = malloc(sizeof(*start));
  if (start == NULL) return false;
  *start = (thread_start){body, context};
  bool is_started = false;
  if (pthread_attr_init(&attributes) == 0) {
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    is_started = pthread_create(&thread, &attributes, run_thread, start) == 0;
    pthread_attr_destroy(&attributes);
  }
  if (!is_started) free(start);
  return is_started;
}

bool chttp_has_openssl(void) {
  const char *library = curl_version_info(CURLVERSION_NOW)->ssl_version;
  static const char *const names[] = {"OpenSSL", "LibreSSL", "BoringSSL", "AWS-LC", "quictls"};
  for (size_t index = 0; library != NULL && index < sizeof(names) / sizeof(*names); index++) {
    if (strstr(library, names[index]) != NULL) return true;
  }
  return false;
}
