// C23, in which bool, true and nullptr need no header.
static bool is_there(const void *what) { return what != nullptr; }

int main(void) { return is_there("this") == true ? 0 : 1; }
