// gSOAP's generated C writes the call AddUserWithHierarchy to memory and reads an answer of GetUserLicenses from it.
// Usage: gsoap_codec encode SECONDS | gsoap_codec decode FILE SECONDS | gsoap_codec show
#include "ProvisionV3Soap.nsmap"
#include "soapH.h"

#include "measuring.h"

static struct soap *soap;
static char *document;
static size_t document_length;

// A place in memory in the way of gSOAP's own sinks: the function that gets a full buffer, or the last one.
static char written[65536];
static size_t written_length;

static int keep(struct soap *context, const char *bytes, size_t length) {
  (void)context;
  if (length > sizeof written - written_length) return SOAP_EOM;
  memcpy(written + written_length, bytes, length);
  written_length += length;
  return SOAP_OK;
}

static long encode(void) {
  struct _ns1__AddUserWithHierarchy call = {
    "parentprovision", "c0rrect h\xC3\xB6rse & battery", "sp.example.com", "Acme", "Acme Ltd & Sons",
    "Acme-London", "Z\xC3\xBCrich <HQ>", "jane@acme.example.com", "Jane \"JD\" O'Neill-M\xC3\xBCller"};
  struct __ns1__AddUserWithHierarchy body = {&call};
  written_length = 0;
  soap_begin(soap);
  soap->encodingStyle = NULL;
  soap_serializeheader(soap);
  soap_serialize___ns1__AddUserWithHierarchy(soap, &body);
  if (soap_begin_send(soap) || soap_envelope_begin_out(soap) || soap_putheader(soap) || soap_body_begin_out(soap)
      || soap_put___ns1__AddUserWithHierarchy(soap, &body, "-ns1:AddUserWithHierarchy", "")
      || soap_body_end_out(soap) || soap_envelope_end_out(soap) || soap_end_send(soap)) {
    soap_print_fault(soap, stderr);
    exit(1);
  }
  return (long)written_length;
}

static long decode(void) {
  struct _ns1__GetUserLicensesResponse answer;
  soap->is = document;
  soap_begin(soap);
  soap_default__ns1__GetUserLicensesResponse(soap, &answer);
  if (soap_begin_recv(soap) || soap_envelope_begin_in(soap) || soap_recv_header(soap) || soap_body_begin_in(soap)
      || soap_get__ns1__GetUserLicensesResponse(soap, &answer, "ns1:GetUserLicensesResponse", NULL) == NULL
      || soap_body_end_in(soap) || soap_envelope_end_in(soap) || soap_end_recv(soap)) {
    soap_print_fault(soap, stderr);
    exit(1);
  }
  long count = answer.GetUserLicensesResult->licenses->__sizeLicense;
  soap_destroy(soap);
  soap_end(soap);
  return count;
}

int main(int argc, char **argv) {
  if (argc < 2) return 64;
  // Trees, as document/literal has them: nothing is looked for that might be told only once.
  soap = soap_new2(SOAP_C_UTFSTRING | SOAP_XML_TREE, SOAP_C_UTFSTRING | SOAP_XML_TREE);
  if (strcmp(argv[1], "decode") == 0 && argc == 4) {
    document = read_file(argv[2], &document_length);
    measure(atof(argv[3]), decode);
    return 0;
  }
  soap->fsend = keep;
  if (strcmp(argv[1], "encode") == 0 && argc == 3) {
    measure(atof(argv[2]), encode);
  } else if (strcmp(argv[1], "show") == 0) {
    encode();
    fwrite(written, 1, written_length, stdout);
  } else {
    return 64;
  }
  return 0;
}
