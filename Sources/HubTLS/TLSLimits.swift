/// What this module holds itself and its peers to.
package enum TLSLimits {
    /// The one protocol spoken inside TLS, as ALPN names it.
    package static let applicationProtocol = "whub/1"
    /// The most bytes of certificates a peer may send.
    package static let peerChainBytesMax = 16 << 10
    /// The most certificates between a peer's own and a trusted one.
    package static let verifyDepthMax: Int32 = 2
    /// The most bytes of PEM that are looked at.
    package static let textBytesMax = 64 << 10
    /// The most certificates read from one text.
    package static let chainCountMax = 8
    /// The most bytes of one encoded certificate.
    package static let certificateBytesMax = 16 << 10
    /// The most bytes of a request for a certificate, as DER or as PEM.
    package static let requestBytesMax = 4 << 10
    /// The most bytes of a private key's text.
    package static let privateKeyBytesMax = 4 << 10
    /// How far a leaf's validity is moved back, for clients whose clocks are late.
    package static let backdatedSeconds: Int64 = 300
    /// The longest validity of an intermediate authority, a year with its leap day.
    package static let intermediateSecondsMax: Int64 = 366 * 86_400
    /// The first second certificates are issued for, 1970-01-01T00:00:00Z.
    package static let firstSecond: Int64 = 0
    /// The last second a certificate can name (RFC 5280), 9999-12-31T23:59:59Z.
    package static let lastSecond: Int64 = 253_402_300_799
    /// Bits of a certificate's serial number; one less than 16 bytes, so that it stays positive.
    package static let serialBits: Int32 = 127
    /// The longest common name (RFC 5280, upper bound of the X.520 attribute), in bytes.
    package static let commonNameBytesMax = 64
    /// Bytes of a stranger's name that are told on.
    static let issuerBytesMax = 128
    /// The longest name of a server (RFC 1035).
    package static let serverNameBytesMax = 253
    /// The most alternative names of one certificate.
    package static let alternativeNamesMax = 16

    /// The most messages of TLS itself (new keys, as a rule) that may come between two of data.
    package static let idleMessagesMax: UInt = 32

    /// Key exchange groups: left to the library, a stranger could ask for a 120 ms handshake.
    static let groups = "X25519:P-256"
    /// The ciphers of TLS 1.3 with a tag of full length.
    static let cipherSuites =
        "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256"
    /// The signatures peers may prove their keys with.
    static let signatures = "ECDSA+SHA256"
    /// The library's scale of key sizes: 112 bits and more.
    static let securityLevel: Int32 = 2
}
