package import HubCrypto
package import HubLoop

/// What other threads tell a loop.
package enum LoopMail: Sendable {
    /// Finish what runs, take nothing new, then stop.
    case drain
    /// A call that ran elsewhere has ended.
    case ended(CallPlace, CallOutcome)
    /// A piece of a stream was read.
    case part(CallPlace, EncodedPart)
    /// End what is no longer allowed, then say that it is done.
    case rights(RightsChange, done: @Sendable () -> Void)
    /// Let go of a tenant's file: others wait for its descriptors.
    case release(tenant: UniqueID)
    /// A key was replaced: its connections end.
    case replaced(CertificateKey)
}

/// A call, wherever it is: late news of a connection that is gone find nobody.
package struct CallPlace: Hashable, Sendable {
    /// The connection.
    package let connection: Token
    /// The call's stream.
    package let stream: UInt32
}

extension AccessBarrier {
    /// A loop has connections from now on.
    ///
    /// - Parameter mailbox: The loop's.
    /// - Returns: Its number here.
    package func join(_ mailbox: Mailbox<LoopMail>) -> Int {
        join { change, done in mailbox.post(.rights(change, done: done)) == .accepted }
    }
}
