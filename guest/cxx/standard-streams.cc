// The eight standard streams may be used by several threads at once without a data race
// ([iostream.objects.overview]/5): their memory is exempt from detection. Each object begins with
// the stream; its buffer and conversion state follow (struct stream_data in libc++'s iostream.cpp).

#include "cxx/guest.h"
#include <initializer_list>

extern "C" {

constexpr uint32_t INPUT_BYTES = 156, OUTPUT_BYTES = 144;

#define STREAM(name, symbol) extern __attribute__((weak)) char name[] __asm__(symbol);

STREAM(standard_cin, "_ZNSt3__23cinE")
STREAM(standard_cout, "_ZNSt3__24coutE")
STREAM(standard_cerr, "_ZNSt3__24cerrE")
STREAM(standard_clog, "_ZNSt3__24clogE")
STREAM(standard_wcin, "_ZNSt3__24wcinE")
STREAM(standard_wcout, "_ZNSt3__25wcoutE")
STREAM(standard_wcerr, "_ZNSt3__25wcerrE")
STREAM(standard_wclog, "_ZNSt3__25wclogE")

// std::locale::classic(). The compiler's library makes its locales when they are first asked for,
// with strings of ours that have hooks and a guard that has none: that must be before any thread.
extern __attribute__((weak)) const void *classic_locale() __asm__("_ZNSt3__26locale7classicEv");

void antecede_exempt_standard_streams() {
    if (classic_locale) classic_locale();
    if (!standard_cout) return;
    for (char *input : {standard_cin, standard_wcin}) antecede_exempt(input, INPUT_BYTES);
    for (char *output : {standard_cout, standard_cerr, standard_clog, standard_wcout,
                         standard_wcerr, standard_wclog}) {
        antecede_exempt(output, OUTPUT_BYTES);
    }
}

} // extern "C"
