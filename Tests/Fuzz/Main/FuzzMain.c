// The beginning of each fuzzer. SwiftPM links an executable so that it begins in a function of the target's name, which
// libFuzzer doesn't have, unless the whole build is one for libFuzzer; and then tests can't be in it.

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*one)(const uint8_t *data, size_t size));
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FUZZER(NAME) \
  int NAME##_main(int argc, char **argv) { return LLVMFuzzerRunDriver(&argc, &argv, LLVMFuzzerTestOneInput); }

FUZZER(FuzzAnswers)
FUZZER(FuzzCSV)
FUZZER(FuzzEnvelope)
FUZZER(FuzzJournal)
FUZZER(FuzzWSDL)
