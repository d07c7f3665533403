/// What a reading handler is lent for the time of its call.
///
/// It cannot be kept, and it names no other tenant: the gate has chosen whose data it reaches.
package struct ReadScope: ~Copyable {
    /// Who calls, and how.
    package let call: CallContext

    /// A scope for one call.
    package init(call: CallContext) { self.call = call }
}
