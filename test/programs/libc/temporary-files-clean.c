// expect: clean; stdout: "first line\nsecond\n11 2 x\n"
// /tmp is the run's own: what a program writes there it can read again, rename and remove.
#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void lines(void) {
    FILE *file = tmpfile();
    assert(file);
    fputs("first line\nsecond\n", file);
    rewind(file);
    char line[20];
    while (fgets(line, sizeof line, file)) fputs(line, stdout);
    fclose(file);
}

static int descriptors(void) {
    char path[] = P_tmpdir "/nameXXXXXX";
    int file = mkstemp(path);
    assert(file >= 0);
    assert(write(file, "0123456789", 10) == 10);
    assert(lseek(file, -2, SEEK_END) == 8);
    assert(pwrite(file, "ab", 2, 9) == 2);
    char read_back[4] = "";
    assert(read(file, read_back, 3) == 3 && !strcmp(read_back, "8ab"));
    struct stat status;
    assert(!fstat(file, &status) && S_ISREG(status.st_mode));
    assert(open(path, O_CREAT | O_EXCL | O_WRONLY, 0600) == -1 && errno == EEXIST);
    assert(!rename(path, P_tmpdir "/other") && access(path, F_OK) == -1 && errno == ENOENT);
    assert(!ftruncate(file, 4) && lseek(file, 0, SEEK_END) == 4);
    close(file);
    assert(!unlink(P_tmpdir "/other"));
    return (int)status.st_size;
}

static int folders(char *found) {
    char path[] = P_tmpdir "/folderXXXXXX";
    assert(mkdtemp(path) == path && !chdir(path));
    fclose(fopen("x", "w"));
    assert(!mkdir("y", 0700));
    DIR *folder = opendir(".");
    int count = 0;
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (entry->d_name[0] == '.') continue;
        count++;
        if (entry->d_type == DT_REG) strcpy(found, entry->d_name);
    }
    closedir(folder);
    assert(rmdir(path) == -1 && errno == ENOTEMPTY);
    assert(!rmdir("y") && !remove("x") && !rmdir(path));
    return count;
}

int main(void) {
    lines();
    int size = descriptors();
    char found[20];
    int count = folders(found);
    printf("%d %d %s\n", size, count, found);
    return 0;
}
