// The hook before a constructor or destructor sets an object's pointer to its virtual functions.

extern "C" {

void __tsan_write4(void *p);

// Setting it anew to what it is changes nothing for a concurrent virtual call: no write, as in
// ThreadSanitizer.
void __tsan_vptr_update(void **pointer, void *value) {
    if (*pointer != value) __tsan_write4(pointer);
}

} // extern "C"
