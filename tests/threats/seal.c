/* Loaded before a program (LD_PRELOAD), leaves it the calls of the system's with which it can read
 * files and write to its standard output and error. Any other call ends it with SIGSYS: opening a
 * file for writing, making, renaming or removing one, another program, the network, other
 * processes. LOSSWALK_SEAL_SAYS=1: the call's number is printed first.
 *
 * What is left is a list of what may be, so that a call nobody thought of is refused. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined __x86_64__
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined __aarch64__
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

/* Without arguments that could write anything. */
static const int harmless[] = {SYS_read, SYS_readv, SYS_pread64, SYS_close, SYS_lseek, SYS_fstat,
    SYS_newfstatat, SYS_statx, SYS_getdents64, SYS_readlinkat, SYS_faccessat, SYS_faccessat2,
    SYS_getcwd, SYS_fadvise64, SYS_brk, SYS_mmap, SYS_munmap, SYS_mprotect, SYS_mremap, SYS_madvise,
    SYS_futex, SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_sigaltstack, SYS_exit,
    SYS_exit_group, SYS_getrandom, SYS_sysinfo, SYS_uname, SYS_sched_getaffinity, SYS_sched_yield,
    SYS_clock_gettime, SYS_clock_nanosleep, SYS_nanosleep, SYS_set_robust_list, SYS_rseq,
    SYS_getpid, SYS_gettid, SYS_fcntl,
#if defined __x86_64__
    SYS_stat, SYS_lstat, SYS_access, SYS_readlink, SYS_poll,
#endif
    SYS_ppoll};

/* Argument `argument`, and which of its bits must be what. */
static const struct {
    int call;
    unsigned argument;
    uint32_t mask, value;
    uint32_t or_value; /* this is right, too */
} restricted[] = {
    {SYS_openat, 2, O_ACCMODE | O_CREAT | O_TRUNC | (O_TMPFILE & ~O_DIRECTORY), O_RDONLY, O_RDONLY},
#if defined __x86_64__
    {SYS_open, 1, O_ACCMODE | O_CREAT | O_TRUNC | (O_TMPFILE & ~O_DIRECTORY), O_RDONLY, O_RDONLY},
#endif
    {SYS_write, 0, UINT32_MAX, STDOUT_FILENO, STDERR_FILENO},
    {SYS_writev, 0, UINT32_MAX, STDOUT_FILENO, STDERR_FILENO},
    {SYS_ioctl, 1, UINT32_MAX, TCGETS, TIOCGWINSZ},
    {SYS_clone, 0, CLONE_THREAD, CLONE_THREAD, CLONE_THREAD},
    {SYS_prlimit64, 2, UINT32_MAX, 0, 0}, /* asks, sets nothing */
};

enum { COUNT = sizeof harmless / sizeof *harmless, RULES = sizeof restricted / sizeof *restricted };

static void say(int number, siginfo_t *info, void *context)
{
    (void)number;
    (void)context;
    char text[64];
    int size = snprintf(text, sizeof text, "the seal: call %d\n", info->si_syscall);
    (void)!write(STDERR_FILENO, text, (size_t)size);
    _exit(128 + SIGSYS);
}

__attribute__((constructor)) static void seal(void)
{
#ifdef ARCHITECTURE
    struct sock_filter filter[8 + COUNT * 2 + RULES * 7];
    size_t n = 0;
    int refusal = SECCOMP_RET_KILL_PROCESS;
    if (getenv("LOSSWALK_SEAL_SAYS") != NULL) {
        struct sigaction action = {.sa_sigaction = say, .sa_flags = SA_SIGINFO};
        (void)sigaction(SIGSYS, &action, NULL);
        refusal = SECCOMP_RET_TRAP;
    }
#define ADD(...) (filter[n++] = (struct sock_filter)__VA_ARGS__)
    ADD(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)));
    ADD(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0));
    ADD(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS));
    ADD(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)));
    for (size_t i = 0; i < COUNT; i++) {
        ADD(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)harmless[i], 0, 1));
        ADD(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    }
    for (size_t i = 0; i < RULES; i++) {
        ADD(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)restricted[i].call, 0, 6));
        ADD(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, /* the lower half, where bytes are in this order */
            (uint32_t)(offsetof(struct seccomp_data, args) + 8 * restricted[i].argument)));
        ADD(BPF_STMT(BPF_ALU | BPF_AND | BPF_K, restricted[i].mask));
        ADD(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, restricted[i].value, 1, 0));
        ADD(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, restricted[i].or_value, 0, 1));
        ADD(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
        ADD(BPF_STMT(BPF_RET | BPF_K, (uint32_t)refusal));
    }
    ADD(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone3, 0,
        1)); /* its flags are in memory: the C library takes clone */
    ADD(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS));
    ADD(BPF_STMT(BPF_RET | BPF_K, (uint32_t)refusal));
#undef ADD
    struct sock_fprog program = {(unsigned short)n, filter};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) != 0) {
        perror("the seal cannot be put");
        _exit(77);
    }
#else
    _exit(77);
#endif
}
