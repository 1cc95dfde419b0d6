// An HTTP server that answers every POST with the same bytes after the same time, and every GET with a WSDL at once.
// It costs little, so that what is measured against it is the client. Prints its port and serves until it is ended.
// Usage: slow_server ANSWER_FILE MILLISECONDS WSDL_FILE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "measuring.h"

#define LARGEST_REQUEST 16384
#define LARGEST_DESCRIPTOR 4096

struct reply {
  char *bytes;
  size_t length;
};

struct connection {
  char received[LARGEST_REQUEST + 1];
  size_t received_length;
  const struct reply *reply;  // being written
  size_t written;
  unsigned generation;  // tells a descriptor from its predecessor of the same number
};

// The delay is the same for all, so those that wait stand in the order of their time.
struct waiting {
  uint64_t due;
  int descriptor;
  unsigned generation;
};

static struct connection *connections[LARGEST_DESCRIPTOR];
static struct waiting line[65536];
static size_t line_start, line_end;
static struct reply answer, wsdl;
static uint64_t delay;
static int events, timer;

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static struct reply reply_with(const char *path) {
  size_t length;
  char *body = read_file(path, &length);
  struct reply reply;
  reply.bytes = malloc(length + 200);
  int head = sprintf(
    reply.bytes, "HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\nContent-Length: %zu\r\n\r\n", length);
  memcpy(reply.bytes + head, body, length);
  reply.length = (size_t)head + length;
  free(body);
  return reply;
}

static void hang_up(int descriptor) {
  close(descriptor);
  connections[descriptor]->reply = NULL;
  connections[descriptor]->received_length = 0;
  connections[descriptor]->generation++;
}

static void watch(int descriptor, int operation, uint32_t what) {
  struct epoll_event event = {.events = what, .data.fd = descriptor};
  epoll_ctl(events, operation, descriptor, &event);
}

static void go_on_writing(int descriptor) {
  struct connection *connection = connections[descriptor];
  while (connection->written < connection->reply->length) {
    ssize_t count = write(
      descriptor, connection->reply->bytes + connection->written, connection->reply->length - connection->written);
    if (count < 0 && errno == EAGAIN) {
      watch(descriptor, EPOLL_CTL_MOD, EPOLLOUT);
      return;
    }
    if (count <= 0) {
      hang_up(descriptor);
      return;
    }
    connection->written += (size_t)count;
  }
  if (connection->reply->length > 65536) watch(descriptor, EPOLL_CTL_MOD, EPOLLIN);
  connection->reply = NULL;
}

static void begin_writing(int descriptor, const struct reply *reply) {
  connections[descriptor]->reply = reply;
  connections[descriptor]->written = 0;
  go_on_writing(descriptor);
}

static void set_timer(void) {
  if (line_start == line_end) return;
  uint64_t due = line[line_start % 65536].due;
  struct itimerspec time = {.it_value = {(time_t)(due / 1000000000u), (long)(due % 1000000000u)}};
  timerfd_settime(timer, TFD_TIMER_ABSTIME, &time, NULL);
}

static void serve_due(void) {
  uint64_t time = now();
  while (line_start != line_end && line[line_start % 65536].due <= time) {
    struct waiting first = line[line_start++ % 65536];
    if (connections[first.descriptor]->generation == first.generation) begin_writing(first.descriptor, &answer);
  }
  set_timer();
}

static void take_request(int descriptor) {
  struct connection *connection = connections[descriptor];
  if (connection->received[0] == 'G') {
    begin_writing(descriptor, &wsdl);
  } else if (delay == 0) {
    begin_writing(descriptor, &answer);
  } else {
    line[line_end++ % 65536] = (struct waiting){now() + delay, descriptor, connection->generation};
    if (line_end - line_start == 1) set_timer();
  }
}

static void receive(int descriptor) {
  struct connection *connection = connections[descriptor];
  ssize_t count = read(
    descriptor, connection->received + connection->received_length, LARGEST_REQUEST - connection->received_length);
  if (count < 0 && errno == EAGAIN) return;
  if (count <= 0) {
    hang_up(descriptor);
    return;
  }
  connection->received_length += (size_t)count;
  connection->received[connection->received_length] = 0;
  char *end = strstr(connection->received, "\r\n\r\n");
  if (end == NULL) return;
  size_t whole = (size_t)(end + 4 - connection->received);
  char *length = strcasestr(connection->received, "\r\ncontent-length:");
  if (length != NULL && length < end) whole += strtoul(length + 17, NULL, 10);
  if (connection->received_length < whole) return;
  connection->received_length = 0;
  take_request(descriptor);
}

static void accept_all(int listener) {
  for (;;) {
    int descriptor = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
    if (descriptor < 0) return;
    if (descriptor >= LARGEST_DESCRIPTOR) {
      close(descriptor);
      continue;
    }
    int on = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connections[descriptor] == NULL) connections[descriptor] = calloc(1, sizeof(struct connection));
    watch(descriptor, EPOLL_CTL_ADD, EPOLLIN);
  }
}

int main(int argc, char **argv) {
  if (argc != 4) return 64;
  signal(SIGPIPE, SIG_IGN);
  struct rlimit descriptors = {LARGEST_DESCRIPTOR, LARGEST_DESCRIPTOR};
  setrlimit(RLIMIT_NOFILE, &descriptors);
  answer = reply_with(argv[1]);
  delay = strtoull(argv[2], NULL, 10) * 1000000u;
  wsdl = reply_with(argv[3]);
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  if (bind(listener, (struct sockaddr *)&address, length) != 0 || listen(listener, 1024) != 0
      || getsockname(listener, (struct sockaddr *)&address, &length) != 0) {
    perror("slow_server");
    return 1;
  }
  events = epoll_create1(0);
  timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
  watch(listener, EPOLL_CTL_ADD, EPOLLIN);
  watch(timer, EPOLL_CTL_ADD, EPOLLIN);
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  for (;;) {
    struct epoll_event ready[256];
    int count = epoll_wait(events, ready, 256, -1);
    for (int i = 0; i < count; i++) {
      int descriptor = ready[i].data.fd;
      if (descriptor == listener) {
        accept_all(listener);
      } else if (descriptor == timer) {
        uint64_t expirations;
        if (read(timer, &expirations, sizeof expirations) > 0) serve_due();
      } else if (connections[descriptor]->reply != NULL) {
        go_on_writing(descriptor);
      } else {
        receive(descriptor);
      }
    }
  }
}
