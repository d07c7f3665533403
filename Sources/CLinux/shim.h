/* What Swift's Glibc module lacks: epoll, eventfd, signalfd, accept4, and macros with arguments.
 * Never define _GNU_SOURCE here: types of this module would then differ from Glibc's own. */
#ifndef WHUB_CLINUX_SHIM_H
#define WHUB_CLINUX_SHIM_H

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "address.h"

/* Declared by hand: glibc shows these only under _GNU_SOURCE. */
extern int pthread_setname_np(pthread_t, const char *);
extern int __xpg_strerror_r(int, char *, size_t);
extern int pidfd_open(pid_t, unsigned int);

/* Registers or changes a descriptor; `token` comes back with each event. */
static inline int clinux_epoll_ctl(int epoll, int operation, int descriptor, uint32_t events, uint64_t token) {
  struct epoll_event event;
  event.events = events;
  event.data.u64 = token;
  return epoll_ctl(epoll, operation, descriptor, &event);
}

static inline uint64_t clinux_event_token(const struct epoll_event *event) { return event->data.u64; }

static inline int clinux_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

static inline int clinux_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

static inline int clinux_signalfd(const sigset_t *signals) {
  return signalfd(-1, signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* The next signal's number; -1 with errno when there is none. */
static inline int clinux_next_signal(int descriptor) {
  struct signalfd_siginfo information;
  ssize_t count = read(descriptor, &information, sizeof information);
  if (count < 0) return -1;
  if (count != (ssize_t)sizeof information) { errno = EIO; return -1; }
  return (int)information.ssi_signo;
}

/* Raises the soft limit of descriptors to the hard one; answers what holds then, 0 on failure. */
static inline uint64_t clinux_raise_descriptor_limit(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
  limit.rlim_cur = limit.rlim_max;
  if (setrlimit(RLIMIT_NOFILE, &limit) != 0 && getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
  return limit.rlim_cur;
}

static inline int clinux_lower_descriptor_limit(uint64_t count) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return -1;
  if (count < limit.rlim_cur) limit.rlim_cur = count;
  return setrlimit(RLIMIT_NOFILE, &limit);
}

/* Has the calling thread take turns of so many nanoseconds where others want the processor too,
 * in the class that it has, with this nice value. Kernels before 6.12 take the call and keep turns of their own
 * length. The structure is the kernel's first version; glibc shows none of it before 2.41. */
static inline int clinux_take_short_turns(int nice_value, uint64_t nanoseconds) {
  struct {
    uint32_t size, policy;
    uint64_t flags;
    int32_t nice;
    uint32_t priority;
    uint64_t runtime, deadline, period;
  } attributes = {
    .size = sizeof attributes, .flags = 8 /* SCHED_FLAG_KEEP_POLICY */, .nice = nice_value,
    .runtime = nanoseconds
  };
  return (int)syscall(SYS_sched_setattr, 0, &attributes, 0);
}

/* Keeps so many freed bytes at the end of each arena, and has no fast bins. */
static inline void clinux_settle_allocator(int kept) {
  mallopt(M_TRIM_THRESHOLD, kept);
  mallopt(M_MXFAST, 0);
}

/* Variadic in C. */
static inline int clinux_open(const char *path, int flags, unsigned int mode) {
  return open(path, flags | O_CLOEXEC, (mode_t)mode);
}
static inline int clinux_open_at(int directory, const char *path, int flags, unsigned int mode) {
  return openat(directory, path, flags | O_CLOEXEC, (mode_t)mode);
}
static inline int clinux_set_close_on_exec(int descriptor) {
  return fcntl(descriptor, F_SETFD, FD_CLOEXEC);
}
static inline int clinux_has_close_on_exec(int descriptor) {
  int flags = fcntl(descriptor, F_GETFD);
  return flags < 0 ? -1 : (flags & FD_CLOEXEC) != 0;
}
static inline int clinux_set_non_blocking(int descriptor) {
  int flags = fcntl(descriptor, F_GETFL);
  return flags < 0 ? -1 : fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
}
static inline int clinux_duplicate(int descriptor, int lowest) {
  return fcntl(descriptor, F_DUPFD_CLOEXEC, lowest);
}

/* Columns of the terminal behind the descriptor; 0 when it is none or does not say. */
static inline int clinux_terminal_columns(int descriptor) {
  struct winsize size;
  return ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

static inline FILE *clinux_stdout(void) { return stdout; }
static inline FILE *clinux_stderr(void) { return stderr; }
static inline char **clinux_environment(void) { extern char **environ; return environ; }

static inline uint64_t clinux_monotonic(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* Lets another thread have the processor, unless this one did so less than `share` nanoseconds ago,
   or has worked for less than it was away the last time.

   With a share it is asked between steps of some microseconds, so the clock, which costs a tenth of
   one, is read at every fourth of them. */
static inline void clinux_give_way(uint64_t share) {
  static __thread uint64_t last, due;
  static __thread unsigned steps;
  if (share > 0 && (++steps & 3) != 0) return;
  uint64_t now = clinux_monotonic();
  if (now - last < (due > share ? due : share)) return;
  sched_yield();
  last = clinux_monotonic();
  due = last - now;
}

#endif
