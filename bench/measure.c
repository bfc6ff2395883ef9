// Runs one command and writes what it cost: "nanoseconds cpu_nanoseconds peak_kilobytes exit_code"
// to a file.
// usage: measure RESULT_FILE LIMIT_SECONDS COMMAND [ARGUMENTS…]
//
// A small C program because wait4() reports a child's own peak memory: Node's resourceUsage() does
// not cover children, and a child that Node starts directly inherits Node's peak over exec.
// The exit code is as in a shell, 128 + signal; 124 if the limit was reached. Interrupted, it ends the
// command, writes nothing and returns 130.
#define _DEFAULT_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t limit_reached, interrupted;
static pid_t child;

static void stop_child(int signal_number)
{
    if (signal_number == SIGALRM)
        limit_reached = 1;
    else
        interrupted = 1;
    kill(-child, SIGKILL);
}

static long long now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static long long ns_of(struct timeval time)
{
    return time.tv_sec * 1000000000LL + time.tv_usec * 1000LL;
}

int main(int argc, char **argv)
{
    if (argc < 4)
        return 2;
    struct sigaction action = {.sa_handler = stop_child, .sa_flags = SA_RESTART};
    long long start = now_ns();
    child = fork();
    if (child == 0) {
        setpgid(0, 0);      // so that the limit ends the command with all that it has started
        execvp(argv[3], argv + 3);
        perror(argv[3]);
        _exit(127);
    }
    setpgid(child, child);
    sigaction(SIGALRM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    alarm((unsigned)atoi(argv[2]));
    int status;
    struct rusage usage;
    if (wait4(child, &status, 0, &usage) < 0)
        return 5;
    if (interrupted)
        return 130;
    long long taken_ns = now_ns() - start;
    int code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    FILE *result = fopen(argv[1], "w");
    if (result == NULL)
        return 5;
    long long cpu_ns = ns_of(usage.ru_utime) + ns_of(usage.ru_stime);
    fprintf(result, "%lld %lld %ld %d\n", taken_ns, cpu_ns, usage.ru_maxrss, limit_reached ? 124 : code);
    fclose(result);
    return 0;
}
