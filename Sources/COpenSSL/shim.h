/* OpenSSL 3.0, and what Swift cannot import of it: function-like macros and wide constants. */
#ifndef WHUB_COPENSSL_SHIM_H
#define WHUB_COPENSSL_SHIM_H

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#endif
