package import HubStore
package import HubWire

/// Certifies devices.
package struct EnrolmentHandlers: EnrolmentServiceHandlers {
    /// Handlers of a hub.
    package init() {}

    /// Takes an invitation, and certifies the key of the device that brings it.
    ///
    /// The same invitation with the same key is answered with the same certificate for 15 minutes, since
    /// an answer can be lost; with any other key it is used up.
    package func enrol(
        _ request: EnrolRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> EnrolResponse { throw Fault(.faultOfTheHub) }

    /// Certifies a new key of the device that calls. Its first use retires the key before it.
    package func renew(
        _ request: RenewRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> RenewResponse { throw Fault(.faultOfTheHub) }
}
