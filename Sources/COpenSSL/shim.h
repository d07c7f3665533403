/* OpenSSL 3.0, and what Swift cannot import of it: function-like macros and wide constants. */
#ifndef WHUB_COPENSSL_SHIM_H
#define WHUB_COPENSSL_SHIM_H

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/params.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <stdint.h>

/* Keyed hashing. */

/* Keys a context of EVP_MAC HMAC with SHA-256; 1 on success. */
static inline int copenssl_hmac_sha256_init(EVP_MAC_CTX *context, const unsigned char *key, size_t count) {
  char digest[] = "SHA256";
  OSSL_PARAM parameters[2];
  parameters[0] = OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0);
  parameters[1] = OSSL_PARAM_construct_end();
  return EVP_MAC_init(context, key, count, parameters);
}

/* Contexts. */

static inline int copenssl_only_tls13(SSL_CTX *context) {
  return SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION) == 1 &&
         SSL_CTX_set_max_proto_version(context, TLS1_3_VERSION) == 1;
}

static inline int copenssl_set_groups(SSL_CTX *context, const char *groups) {
  return (int)SSL_CTX_set1_groups_list(context, groups);
}

static inline int copenssl_set_signatures(SSL_CTX *context, const char *algorithms) {
  return (int)SSL_CTX_set1_sigalgs_list(context, algorithms);
}

static inline int copenssl_set_client_signatures(SSL_CTX *context, const char *algorithms) {
  return (int)SSL_CTX_set1_client_sigalgs_list(context, algorithms);
}

/* Partial writes from moving buffers, buffers given back when idle, several records per read. */
static inline void copenssl_set_stream_modes(SSL_CTX *context) {
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_read_ahead(context, 1);
}

static inline void copenssl_forget_sessions(SSL_CTX *context) {
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_options(context, SSL_OP_NO_TICKET | SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
}

/* Takes a plain end of the stream as the peer's close: else it would end the other direction too. */
static inline void copenssl_accept_plain_end(SSL_CTX *context) {
  SSL_CTX_set_options(context, SSL_OP_IGNORE_UNEXPECTED_EOF);
}

static inline void copenssl_set_max_cert_list(SSL_CTX *context, long bytes) {
  SSL_CTX_set_max_cert_list(context, bytes);
}

static inline int copenssl_add_chain_certificate(SSL_CTX *context, X509 *certificate) {
  return (int)SSL_CTX_add1_chain_cert(context, certificate);
}

/* Sessions. */

static inline int copenssl_set_server_name(SSL *session, const char *name) {
  return (int)SSL_set_tlsext_host_name(session, name);
}

static inline int copenssl_new_session_slot(void) {
  return SSL_get_ex_new_index(0, (void *)0, (void *)0, (void *)0, (void *)0);
}

/* Small numbers kept in a session's slot. */
static inline int copenssl_set_session_number(SSL *session, int slot, uintptr_t number) {
  return SSL_set_ex_data(session, slot, (void *)number);
}

static inline uintptr_t copenssl_session_number(const SSL *session, int slot) {
  return (uintptr_t)SSL_get_ex_data(session, slot);
}

/* Lets a read return after each record that carries no data, instead of going on to the next. */
static inline void copenssl_return_after_each_record(SSL *session) { SSL_clear_mode(session, SSL_MODE_AUTO_RETRY); }

/* The session a verification belongs to. */
static inline SSL *copenssl_verified_session(X509_STORE_CTX *verification) {
  return (SSL *)X509_STORE_CTX_get_ex_data(verification, SSL_get_ex_data_X509_STORE_CTX_idx());
}

/* Keys. */

static inline EVP_PKEY *copenssl_new_p256_key(void) { return EVP_EC_gen("P-256"); }

/* Whether a key is an EC key on the named curve P-256. */
static inline int copenssl_is_p256(const EVP_PKEY *key) {
  char group[32];
  size_t length = 0;
  if (!EVP_PKEY_is_a(key, "EC")) return 0;
  if (!EVP_PKEY_get_group_name(key, group, sizeof group, &length)) return 0;
  return OBJ_sn2nid(group) == NID_X9_62_prime256v1;
}

/* Alternative names. */

static inline GENERAL_NAMES *copenssl_names_new(void) { return sk_GENERAL_NAME_new_null(); }
static inline void copenssl_names_free(GENERAL_NAMES *names) { GENERAL_NAMES_free(names); }
static inline int copenssl_names_count(const GENERAL_NAMES *names) { return sk_GENERAL_NAME_num(names); }

/* Adds a name made of the bytes given, whatever they are; the type is GEN_URI, GEN_DNS or GEN_IPADD. */
static inline int copenssl_names_add(GENERAL_NAMES *names, int type, const unsigned char *bytes, int count) {
  GENERAL_NAME *name = GENERAL_NAME_new();
  ASN1_STRING *value = ASN1_STRING_type_new(type == GEN_IPADD ? V_ASN1_OCTET_STRING : V_ASN1_IA5STRING);
  if (!name || !value || !ASN1_STRING_set(value, bytes, count)) {
    GENERAL_NAME_free(name);
    ASN1_STRING_free(value);
    return 0;
  }
  GENERAL_NAME_set0_value(name, type, value);
  if (sk_GENERAL_NAME_push(names, name) > 0) return 1;
  GENERAL_NAME_free(name);
  return 0;
}

/* Type and content of one name; the content is 0 for the types that are not plain strings. */
static inline int copenssl_name_type(const GENERAL_NAMES *names, int index) {
  return sk_GENERAL_NAME_value(names, index)->type;
}

static inline const ASN1_STRING *copenssl_name_string(const GENERAL_NAMES *names, int index) {
  int type = 0;
  void *value = GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(names, index), &type);
  return type == GEN_URI || type == GEN_DNS || type == GEN_EMAIL || type == GEN_IPADD ? (ASN1_STRING *)value : 0;
}

/* The authority key identifier whose key id is a copy of `identifier`. */
static inline AUTHORITY_KEYID *copenssl_authority_key(const ASN1_OCTET_STRING *identifier) {
  AUTHORITY_KEYID *result = AUTHORITY_KEYID_new();
  if (!result) return 0;
  result->keyid = ASN1_OCTET_STRING_dup(identifier);
  if (result->keyid) return result;
  AUTHORITY_KEYID_free(result);
  return 0;
}

/* Pins: the 32 bytes a context wants the SHA-256 of its peer's authority to be. */

static inline void copenssl_free_pin(void *parent, void *pin, CRYPTO_EX_DATA *all, int slot, long number, void *other) {
  (void)parent, (void)all, (void)slot, (void)number, (void)other;
  OPENSSL_free(pin);
}

static inline int copenssl_new_pin_slot(void) {
  return SSL_CTX_get_ex_new_index(0, (void *)0, (CRYPTO_EX_new *)0, (CRYPTO_EX_dup *)0, copenssl_free_pin);
}

/* Keeps a copy of the pin for as long as the context lives. */
static inline int copenssl_set_pin(SSL_CTX *context, int slot, const unsigned char *pin) {
  void *copy = OPENSSL_memdup(pin, 32);
  if (copy && SSL_CTX_set_ex_data(context, slot, copy)) return 1;
  OPENSSL_free(copy);
  return 0;
}

/* Verifies a chain with the certificate in it that fits the pin as the one trusted; 0 without one. */
static inline int copenssl_verify_pinned(X509_STORE_CTX *verification, int slot) {
  SSL *session = copenssl_verified_session(verification);
  const unsigned char *pin = session ? SSL_CTX_get_ex_data(SSL_get_SSL_CTX(session), slot) : 0;
  STACK_OF(X509) *presented = X509_STORE_CTX_get0_untrusted(verification);
  STACK_OF(X509) *trusted = sk_X509_new_null();
  int result = 0;
  for (int index = 0; pin && trusted && presented && index < sk_X509_num(presented); index++) {
    X509 *certificate = sk_X509_value(presented, index);
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int count = 0;
    if (!X509_digest(certificate, EVP_sha256(), digest, &count) || count != 32) continue;
    if (CRYPTO_memcmp(digest, pin, 32) == 0 && sk_X509_push(trusted, certificate) > 0) break;
  }
  if (trusted && sk_X509_num(trusted) == 1) {
    X509_STORE_CTX_set0_trusted_stack(verification, trusted);
    result = X509_verify_cert(verification);
    X509_STORE_CTX_set0_trusted_stack(verification, 0);
  } else {
    X509_STORE_CTX_set_error(verification, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY);
  }
  sk_X509_free(trusted);
  return result > 0;
}

/* Chains; none where there is no stack. */

static inline int copenssl_certificates_count(const STACK_OF(X509) *certificates) {
  return certificates ? sk_X509_num(certificates) : 0;
}

static inline X509 *copenssl_certificate(const STACK_OF(X509) *certificates, int index) {
  return sk_X509_value(certificates, index);
}

/* Letting go of a peer's certificates. */

static inline void copenssl_empty_certificates(STACK_OF(X509) *certificates) {
  while (certificates && sk_X509_num(certificates) > 0) X509_free(sk_X509_pop(certificates));
}

/* Frees the peer's certificate and chain, which a session otherwise keeps to its end; 1 on success.
 *
 * A session record with the same cipher and no peer is read into the live one: that is the one way
 * the library's interface has to replace a peer. The record lacks the resumption secret, so this is
 * for sessions that are never resumed; traffic keys are not kept in it. */
static inline int copenssl_forget_peer(SSL *session) {
  SSL_SESSION *live = SSL_get_session(session);
  SSL_SESSION *blank = SSL_SESSION_new();
  unsigned char record[256];
  unsigned char *end = record;
  const unsigned char *start = record;
  int done = 0, count = 0;
  if (live && blank && SSL_SESSION_set_protocol_version(blank, SSL_SESSION_get_protocol_version(live)) == 1 &&
      SSL_SESSION_set_cipher(blank, SSL_SESSION_get0_cipher(live)) == 1) {
    count = i2d_SSL_SESSION(blank, 0);
    if (count > 0 && count <= (int)sizeof record && i2d_SSL_SESSION(blank, &end) == count)
      done = d2i_SSL_SESSION(&live, &start, count) != 0;
  }
  SSL_SESSION_free(blank);
  if (!done) return 0;
  copenssl_empty_certificates(SSL_get_peer_cert_chain(session));
  copenssl_empty_certificates(SSL_get0_verified_chain(session));
  return SSL_get0_peer_certificate(session) == 0;
}

/* Memory. */

/* What a memory BIO holds. */
static inline const unsigned char *copenssl_bio_bytes(BIO *bio, size_t *count) {
  char *bytes = 0;
  long length = BIO_get_mem_data(bio, &bytes);
  *count = length > 0 ? (size_t)length : 0;
  return (const unsigned char *)bytes;
}

#endif
