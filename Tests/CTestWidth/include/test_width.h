/// How many tests run at a time.
int test_width(void);
