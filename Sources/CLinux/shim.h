/* What Swift's Glibc module lacks: epoll, eventfd, signalfd, accept4, and macros with arguments.
 * Never define _GNU_SOURCE here: types of this module would then differ from Glibc's own. */
#ifndef WHUB_CLINUX_SHIM_H
#define WHUB_CLINUX_SHIM_H

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* Declared by hand: glibc shows these only under _GNU_SOURCE. */
extern int pthread_setname_np(pthread_t, const char *);
extern int __xpg_strerror_r(int, char *, size_t);
extern int accept4(int, struct sockaddr *, socklen_t *, int);

/* Registers or changes a descriptor; `token` comes back with each event. */
static inline int clinux_epoll_ctl(int epoll, int operation, int descriptor, uint32_t events, uint64_t token) {
  struct epoll_event event;
  event.events = events;
  event.data.u64 = token;
  return epoll_ctl(epoll, operation, descriptor, &event);
}

static inline uint64_t clinux_event_token(const struct epoll_event *event) { return event->data.u64; }

static inline int clinux_accept(int listener) { return accept4(listener, 0, 0, SOCK_NONBLOCK | SOCK_CLOEXEC); }

/* Raises the soft limit of descriptors to the hard one; answers what holds then, 0 on failure. */
static inline uint64_t clinux_raise_descriptor_limit(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
  limit.rlim_cur = limit.rlim_max;
  if (setrlimit(RLIMIT_NOFILE, &limit) != 0 && getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
  return limit.rlim_cur;
}

static inline FILE *clinux_stdout(void) { return stdout; }
static inline FILE *clinux_stderr(void) { return stderr; }

#endif
