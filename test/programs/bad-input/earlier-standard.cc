const char *text = u8"x";

int main() {
    return text[0] != 'x';
}
