package import HubSystem

/// From when until when a certificate holds, in whole seconds.
package struct Validity: Hashable, Sendable {
    /// The first second.
    package let notBefore: Instant
    /// The end, itself outside.
    package let notAfter: Instant

    /// A validity between two instants; whoever issues with it refuses one that is not in order.
    package init(notBefore: Instant, notAfter: Instant) {
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    /// A validity from `now` on, moved back by `TLSLimits.backdatedSeconds` for clocks that are
    /// late.
    ///
    /// - Parameters:
    ///   - now: The clock's reading.
    ///   - seconds: How long it lasts, counted from `now`.
    package init(from now: Instant, seconds: Int64) {
        notBefore = now.advanced(seconds: -TLSLimits.backdatedSeconds)
        notAfter = now.advanced(seconds: seconds)
    }

    /// How long it lasts.
    var seconds: Int64 { Self.seconds(notAfter) - Self.seconds(notBefore) }

    /// Whole seconds since 1970, rounded down.
    static func seconds(_ instant: Instant) -> Int64 {
        let (quotient, remainder) = instant.microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
