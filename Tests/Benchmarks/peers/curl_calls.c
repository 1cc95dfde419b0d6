// Calls with libcurl's easy interface, one after the other, as a C program makes them.
//
// curl_calls URL CALLS: prints calls a second.
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "measuring.h"

static const char body[] =
  "<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\">"
  "<soap:Body><GetUserLicenses xmlns=\"http://tempuri.org/\"><username>interface</username><password>secret</password>"
  "<serverHostName>sp.example.com</serverHostName><broadworksUserId>jane@acme.example.com</broadworksUserId>"
  "</GetUserLicenses></soap:Body></soap:Envelope>";

static char answer[1 << 16];
static size_t size;

static size_t take(char *bytes, size_t one, size_t count, void *context) {
  (void)context;
  if (count > sizeof(answer) - size) return 0;
  memcpy(answer + size, bytes, one * count);
  size += one * count;
  return count;
}

int main(int argc, char **argv) {
  if (argc != 3) return 64;
  curl_global_init(CURL_GLOBAL_DEFAULT);
  CURL *easy = curl_easy_init();
  struct curl_slist *fields = curl_slist_append(NULL, "Content-Type: text/xml; charset=utf-8");
  fields = curl_slist_append(fields, "SOAPAction: \"http://tempuri.org/GetUserLicenses\"");
  curl_easy_setopt(easy, CURLOPT_URL, argv[1]);
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, fields);
  curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take);
  int calls = atoi(argv[2]);
  double start = 0;
  // The first call makes the connection.
  for (int call = 0; call <= calls; call++) {
    if (call == 1) start = wall_seconds();
    size = 0;
    if (curl_easy_perform(easy) != CURLE_OK || size == 0) return 1;
  }
  printf("%.1f\n", calls / (wall_seconds() - start));
  return 0;
}
