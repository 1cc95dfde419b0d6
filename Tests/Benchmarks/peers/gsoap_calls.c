// gSOAP's generated C calls GetUserLicenses again and again, from several threads with a connection each.
// Usage: gsoap_calls URL THREADS CALLS
#include "ProvisionV3Soap.nsmap"
#include "soapH.h"

#include <pthread.h>

#include "measuring.h"

static const char *url;
static long calls_of_each;
static pthread_barrier_t warm;

static void call(struct soap *soap) {
  struct _ns1__GetUserLicenses question = {
    "parentprovision", "c0rrect h\xC3\xB6rse & battery", "sp.example.com", "jane@acme.example.com"};
  struct _ns1__GetUserLicensesResponse answer;
  if (soap_call___ns1__GetUserLicenses(soap, url, NULL, &question, &answer)) {
    soap_print_fault(soap, stderr);
    exit(1);
  }
  if (answer.GetUserLicensesResult->licenses->__sizeLicense != 1) exit(1);
  soap_destroy(soap);
  soap_end(soap);
}

static void *run(void *unused) {
  struct soap *soap = soap_new1(SOAP_C_UTFSTRING | SOAP_XML_TREE | SOAP_IO_KEEPALIVE);
  call(soap);
  pthread_barrier_wait(&warm);
  for (long i = 0; i < calls_of_each; i++) call(soap);
  soap_free(soap);
  return unused;
}

int main(int argc, char **argv) {
  if (argc != 4) return 64;
  url = argv[1];
  int count = atoi(argv[2]);
  calls_of_each = atol(argv[3]) / count;
  pthread_t threads[count];
  pthread_barrier_init(&warm, NULL, (unsigned)count + 1);
  for (int i = 0; i < count; i++) pthread_create(&threads[i], NULL, run, NULL);
  pthread_barrier_wait(&warm);
  double start = wall_seconds();
  for (int i = 0; i < count; i++) pthread_join(threads[i], NULL);
  printf("%.1f %ld\n", (double)(calls_of_each * count) / (wall_seconds() - start), calls_of_each * count);
  return 0;
}
