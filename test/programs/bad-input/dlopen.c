#include <dlfcn.h>
#include <stddef.h>

int main(void)
{
    return dlopen("libm.so.6", RTLD_NOW) == NULL;
}
