// Makes a scanner offer the hub's protocol in TLS: the hub speaks to nobody who does not name it,
// so a scanner that offers none would report that there is no TLS at all.
//
// Loaded before the scanner's own libraries. Contexts of OpenSSL offer the protocol by the library's
// own means; a greeting that the scanner put together by itself gets the extension added.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <openssl/ssl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>

static const unsigned char offered[] = {6, 'w', 'h', 'u', 'b', '/', '1'};

SSL_CTX *SSL_CTX_new(const SSL_METHOD *method) {
    SSL_CTX *(*original)(const SSL_METHOD *) = dlsym(RTLD_NEXT, "SSL_CTX_new");
    SSL_CTX *context = original(method);
    if (context) SSL_CTX_set_alpn_protos(context, offered, sizeof offered);
    return context;
}

static size_t number(const unsigned char *bytes, int count) {
    size_t value = 0;
    for (int place = 0; place < count; place++) value = value << 8 | bytes[place];
    return value;
}

static void set(unsigned char *bytes, int count, size_t value) {
    for (int place = count; place-- > 0; value >>= 8) bytes[place] = (unsigned char)value;
}

// Where the extensions' length stands in a record that is one whole ClientHello; 0 where it has none.
static size_t extensions(const unsigned char *hello, size_t length) {
    if (length < 44 || hello[0] != 22 || hello[5] != 1 || number(hello + 3, 2) + 5 != length) return 0;
    size_t place = 43;
    place += 1 + hello[place];
    if (place + 2 > length) return 0;
    place += 2 + number(hello + place, 2);
    if (place + 1 > length) return 0;
    place += 1 + hello[place];
    if (place + 2 > length || place + 2 + number(hello + place, 2) != length) return 0;
    return place;
}

static int offers(const unsigned char *hello, size_t length, size_t place) {
    for (size_t next = place + 2; next + 4 <= length; next += 4 + number(hello + next + 2, 2))
        if (number(hello + next, 2) == 16) return 1;
    return 0;
}

ssize_t send(int descriptor, const void *buffer, size_t length, int flags) {
    ssize_t (*original)(int, const void *, size_t, int) = dlsym(RTLD_NEXT, "send");
    const unsigned char *hello = buffer;
    size_t place = extensions(hello, length);
    if (place == 0 || offers(hello, length, place)) return original(descriptor, buffer, length, flags);
    // After the extensions: type 16, its length, the list's length, the list.
    size_t added = 6 + sizeof offered;
    unsigned char *longer = malloc(length + added);
    if (!longer) return original(descriptor, buffer, length, flags);
    memcpy(longer, hello, length);
    set(longer + length, 2, 16);
    set(longer + length + 2, 2, 2 + sizeof offered);
    set(longer + length + 4, 2, sizeof offered);
    memcpy(longer + length + 6, offered, sizeof offered);
    set(longer + 3, 2, length + added - 5);
    set(longer + 6, 3, length + added - 9);
    set(longer + place, 2, number(hello + place, 2) + added);
    ssize_t sent = original(descriptor, longer, length + added, flags);
    free(longer);
    return sent < (ssize_t)added ? sent : sent - (ssize_t)added;
}
