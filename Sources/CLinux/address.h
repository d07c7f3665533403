/* Socket addresses as plain values, and the calls that take or give one. */
#ifndef WHUB_CLINUX_ADDRESS_H
#define WHUB_CLINUX_ADDRESS_H

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* Declared by hand: glibc shows it only under _GNU_SOURCE. */
extern int accept4(int, struct sockaddr *, socklen_t *, int);

/* An IP address with port. IPv4 is held in the mapped form ::ffff:a.b.c.d. */
struct clinux_address {
  uint64_t high;   /* the first 8 bytes, most significant first */
  uint64_t low;    /* the last 8 bytes */
  uint32_t scope;  /* the interface of a link-local address, else 0 */
  uint16_t port;
  uint16_t family; /* 4, 6, or 0 for anything else */
};

static inline uint64_t clinux_load(const uint8_t *bytes) {
  uint64_t value = 0;
  for (int i = 0; i < 8; i++) value = value << 8 | bytes[i];
  return value;
}

static inline void clinux_store(uint64_t value, uint8_t *bytes) {
  for (int i = 7; i >= 0; i--, value >>= 8) bytes[i] = (uint8_t)value;
}

static inline void clinux_from_socket(const struct sockaddr_storage *from, struct clinux_address *to) {
  memset(to, 0, sizeof *to);
  if (from->ss_family == AF_INET) {
    const struct sockaddr_in *four = (const struct sockaddr_in *)from;
    to->low = 0xffff00000000ull | ntohl(four->sin_addr.s_addr);
    to->port = ntohs(four->sin_port);
    to->family = 4;
  } else if (from->ss_family == AF_INET6) {
    const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)from;
    to->high = clinux_load(six->sin6_addr.s6_addr);
    to->low = clinux_load(six->sin6_addr.s6_addr + 8);
    to->port = ntohs(six->sin6_port);
    to->scope = six->sin6_scope_id;
    /* A dual-stack listener reports IPv4 peers in mapped form: to us they are IPv4. */
    to->family = to->high == 0 && to->low >> 32 == 0xffff ? 4 : 6;
  }
}

static inline socklen_t clinux_to_socket(const struct clinux_address *from, struct sockaddr_storage *to) {
  memset(to, 0, sizeof *to);
  if (from->family == 4) {
    struct sockaddr_in *four = (struct sockaddr_in *)to;
    four->sin_family = AF_INET;
    four->sin_port = htons(from->port);
    four->sin_addr.s_addr = htonl((uint32_t)from->low);
    return sizeof *four;
  }
  struct sockaddr_in6 *six = (struct sockaddr_in6 *)to;
  six->sin6_family = AF_INET6;
  six->sin6_port = htons(from->port);
  six->sin6_scope_id = from->scope;
  clinux_store(from->high, six->sin6_addr.s6_addr);
  clinux_store(from->low, six->sin6_addr.s6_addr + 8);
  return sizeof *six;
}

/* 1 when `text` is a numeric address, which is then in `to`; 0 otherwise. */
static inline int clinux_parse_address(const char *text, struct clinux_address *to) {
  struct sockaddr_storage storage;
  memset(&storage, 0, sizeof storage);
  struct sockaddr_in *four = (struct sockaddr_in *)&storage;
  if (inet_pton(AF_INET, text, &four->sin_addr) == 1) {
    storage.ss_family = AF_INET;
  } else {
    memset(&storage, 0, sizeof storage);
    if (inet_pton(AF_INET6, text, &((struct sockaddr_in6 *)&storage)->sin6_addr) != 1) return 0;
    storage.ss_family = AF_INET6;
  }
  clinux_from_socket(&storage, to);
  return 1;
}

/* Writes the address without its port, in canonical form; needs INET6_ADDRSTRLEN bytes. */
static inline int clinux_print_address(const struct clinux_address *from, char *text, uint32_t size) {
  struct sockaddr_storage storage;
  clinux_to_socket(from, &storage);
  const void *raw = from->family == 4 ? (const void *)&((struct sockaddr_in *)&storage)->sin_addr
                                      : (const void *)&((struct sockaddr_in6 *)&storage)->sin6_addr;
  return inet_ntop(storage.ss_family, raw, text, size) != 0;
}

/* Up to `limit` stream addresses of a host; answers their count, or minus getaddrinfo's error.
 * Errors of getaddrinfo are negative numbers themselves, so the answer is below zero on failure. */
static inline int clinux_resolve(const char *host, uint16_t port, struct clinux_address *to, int limit) {
  struct addrinfo hints, *found = 0;
  memset(&hints, 0, sizeof hints);
  hints.ai_socktype = SOCK_STREAM;
  int failed = getaddrinfo(host, 0, &hints, &found);
  if (failed != 0) return failed < 0 ? failed : -failed;
  int count = 0;
  for (struct addrinfo *one = found; one && count < limit; one = one->ai_next) {
    struct sockaddr_storage storage;
    if (one->ai_addrlen > sizeof storage) continue;
    memset(&storage, 0, sizeof storage);
    memcpy(&storage, one->ai_addr, one->ai_addrlen);
    clinux_from_socket(&storage, &to[count]);
    if (to[count].family == 0) continue;
    to[count].port = port;
    count++;
  }
  freeaddrinfo(found);
  return count;
}

static inline int clinux_stream_socket(int family) {
  int domain = family == 4 ? AF_INET : family == 6 ? AF_INET6 : AF_UNIX;
  return socket(domain, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
}

static inline int clinux_set_option(int descriptor, int level, int name, int value) {
  return setsockopt(descriptor, level, name, &value, sizeof value);
}

static inline int clinux_get_option(int descriptor, int level, int name) {
  int value = 0;
  socklen_t size = sizeof value;
  return getsockopt(descriptor, level, name, &value, &size) == 0 ? value : -1;
}

static inline int clinux_accept(int listener, struct clinux_address *peer) {
  struct sockaddr_storage storage;
  socklen_t size = sizeof storage;
  storage.ss_family = AF_UNSPEC;
  int accepted = accept4(listener, (struct sockaddr *)&storage, &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (accepted >= 0) clinux_from_socket(&storage, peer);
  return accepted;
}

static inline int clinux_bind(int descriptor, const struct clinux_address *address) {
  struct sockaddr_storage storage;
  socklen_t size = clinux_to_socket(address, &storage);
  return bind(descriptor, (struct sockaddr *)&storage, size);
}

static inline int clinux_connect(int descriptor, const struct clinux_address *address) {
  struct sockaddr_storage storage;
  socklen_t size = clinux_to_socket(address, &storage);
  return connect(descriptor, (struct sockaddr *)&storage, size);
}

static inline int clinux_local_address(int descriptor, struct clinux_address *to) {
  struct sockaddr_storage storage;
  socklen_t size = sizeof storage;
  storage.ss_family = AF_UNSPEC;
  int failed = getsockname(descriptor, (struct sockaddr *)&storage, &size);
  if (failed == 0) clinux_from_socket(&storage, to);
  return failed;
}

/* Local sockets. A path that starts with NUL is an abstract name; the length is exact. */
static inline socklen_t clinux_unix_address(const char *path, size_t length, struct sockaddr_un *to) {
  memset(to, 0, sizeof *to);
  if (length == 0 || length >= sizeof to->sun_path) return 0;
  to->sun_family = AF_UNIX;
  memcpy(to->sun_path, path, length);
  return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length + (path[0] != 0));
}

static inline int clinux_unix_bind(int descriptor, const char *path, size_t length) {
  struct sockaddr_un address;
  socklen_t size = clinux_unix_address(path, length, &address);
  if (size == 0) { errno = ENAMETOOLONG; return -1; }
  return bind(descriptor, (struct sockaddr *)&address, size);
}

static inline int clinux_unix_connect(int descriptor, const char *path, size_t length) {
  struct sockaddr_un address;
  socklen_t size = clinux_unix_address(path, length, &address);
  if (size == 0) { errno = ENAMETOOLONG; return -1; }
  return connect(descriptor, (struct sockaddr *)&address, size);
}

/* One datagram to a local socket, as a service tells its manager how it is. */
static inline int clinux_unix_tell(const char *path, size_t length, const char *text, size_t count) {
  struct sockaddr_un address;
  socklen_t size = clinux_unix_address(path, length, &address);
  if (size == 0) { errno = ENAMETOOLONG; return -1; }
  int descriptor = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return -1;
  ssize_t sent = sendto(descriptor, text, count, MSG_NOSIGNAL, (struct sockaddr *)&address, size);
  int number = errno;
  close(descriptor);
  errno = number;
  return sent == (ssize_t)count ? 0 : -1;
}

/* Laid out as the kernel's struct ucred, which glibc shows only under _GNU_SOURCE. */
struct clinux_credentials {
  int32_t process;
  uint32_t user;
  uint32_t group;
};

static inline int clinux_peer_credentials(int descriptor, struct clinux_credentials *to) {
  socklen_t size = sizeof *to;
  return getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, to, &size);
}

#endif
