import HubWire

/// What goes on in a file that is full, from the part of it that is kept back: whatever takes
/// something away from somebody who should not have it.
///
/// Else a colleague who fills the file keeps a release from being withdrawn and a person's records
/// from being erased.
enum ReserveUse {
    /// Whether a method may use what is kept back.
    static func isFor(_ method: Method) -> Bool {
        RegistryRoom.isWithdrawal(method) || isRated(method)
    }

    /// Whether a method takes away for good what is recorded of people.
    ///
    /// It has a rate of its own, so that nobody who restricts and lifts over and over keeps a
    /// person from being erased.
    static func isErasing(_ method: Method) -> Bool {
        switch method {
        case .trainingServiceEraseTrainingWorker, .trainingServiceRunPurge,
            .trainingServiceDiscardTrainingUpload, .delegationServiceEraseDelegatedPerson:
            true
        default: false
        }
    }

    /// Whether a method uses it at its tenant's rate: all that can be done again and again.
    static func isRated(_ method: Method) -> Bool {
        switch method {
        case .wresServiceWithdrawRelease, .trainingServiceRestrictTrainingWorker,
            .trainingServiceRemoveTrainingRecord, .delegationServiceEndDelegation,
            .trainingServiceEraseTrainingWorker, .trainingServiceRunPurge,
            .trainingServiceDiscardTrainingUpload, .delegationServiceEraseDelegatedPerson:
            true
        default: false
        }
    }
}
