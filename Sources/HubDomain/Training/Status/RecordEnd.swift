import HubText

/// Until when one record counts, and where that comes from: three states that are never mixed.
package struct RecordEnd: Equatable, Sendable {
    /// Given by the record, derived from an interval, or none.
    package let expiry: Expiry

    /// The end of a record for one worker.
    ///
    /// Of several rules that ask for it the one that ends first decides; where none does the record
    /// alone is asked.
    ///
    /// - Parameters:
    ///   - evidence: The record as evidence.
    ///   - requirements: What is asked of the worker.
    ///   - file: What else is known of the worker, such as qualifications and events.
    /// - Complexity: Linear in the requirements.
    package init(of evidence: TrainingEvidence, _ requirements: [Requirement], in file: WorkerFile)
    {
        var found = Expiry(stated: evidence.expiry, derived: nil)
        for requirement in requirements
        where requirement.evidence == evidence.kind
            && requirement.fulfilment.topics.contains(evidence.topic)
        {
            let end = PartEvidence.end(of: evidence, requirement.refresh, file)
            guard case .day(let day, let isGiven) = end else { continue }
            // A record's own day stands where both are the same.
            if let known = found.day, known <= day { continue }
            found = isGiven ? .given(day) : .derived(day)
        }
        expiry = found
    }

    /// Where the end comes from.
    package var words: String {
        switch expiry {
        case .given: "given"
        case .derived: "derived"
        case .none: "none"
        }
    }
}
