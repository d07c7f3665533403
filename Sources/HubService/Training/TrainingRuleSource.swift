import HubCrypto
import HubDomain
import HubStore
import HubSystem
import HubText
import HubWire

/// The one place where a council's rules come from: what its file says, parsed once per change.
///
/// What was parsed is known by the tenant and by the bytes themselves: a dry run that is rolled
/// back can never leave its rules behind for anybody.
final class TrainingRuleSource: Sendable {
    /// The profile of a council that has chosen nothing.
    static let standard = ProfileID.guide2024
    /// The profile of a council with a file of its own.
    static let own: ProfileID = "own"
    /// The code of the one record.
    static let code = "rules"
    /// How many councils' rules are kept parsed: more than a region has.
    private static let knownMax = 256

    private struct Known {
        let body: [UInt8]
        let rules: TrainingRules
    }

    private let known = Lock<[UniqueID: Known]>([:])
    private let shipped: Result<TrainingCatalogue, DomainError>
    private let unchosen: TrainingRules?

    /// Reads what the program brings.
    init() {
        do throws(DomainError) {
            let catalogue = try TrainingCatalogue.shipped()
            shipped = .success(catalogue)
            unchosen = catalogue.profile(TrainingRuleSource.standard).map {
                TrainingRules(catalogue, profile: $0.id, rules: $0.rules)
            }
        } catch {
            shipped = .failure(error)
            unchosen = nil
        }
    }

    /// Topics, rules and the rest that the program brings.
    func catalogue() throws(Fault) -> TrainingCatalogue {
        try Fault.domain { () throws(DomainError) in try shipped.get() }
    }

    /// The rules of a council.
    func rules(
        of tenant: UniqueID?,
        in store: borrowing Database
    ) throws(Fault) -> TrainingRules {
        let record = try stored { () throws(StoreError) in
            try TenantTables.trainingRules.find(TrainingRuleSource.code, in: store)
        }
        guard let record else {
            if let unchosen { return unchosen }
            throw Fault.internal("there is no profile \(TrainingRuleSource.standard)")
        }
        if let tenant, let known = known.withLock({ $0[tenant] }), known.body == record.body {
            return known.rules
        }
        let rules = try rules(of: Fault.decoded(TrainingRuleBook.self, record.body))
        if let tenant {
            known.withLock { all in
                if all.count >= TrainingRuleSource.knownMax { all = [:] }
                all[tenant] = Known(body: record.body, rules: rules)
            }
        }
        return rules
    }

    /// The rules that a book says.
    func rules(of book: TrainingRuleBook) throws(Fault) -> TrainingRules {
        let catalogue = try catalogue()
        guard book.file.isEmpty else {
            // Checked when it was kept: what a topic was then is a topic now.
            let file = RuleFile.read(
                book.file,
                topics: Set(catalogue.topics.map(\.code)),
                policy: RecordPolicy(today: .first)
            ).file
            return TrainingRules(
                catalogue,
                profile: TrainingRuleSource.own,
                rules: file.rules,
                cuts: file.cuts.map(\.cut)
            )
        }
        let profile = ProfileID(text: book.profile)
        guard let found = catalogue.profile(profile) else {
            throw .invalid("profile", "unknown", "guide-2024, pre-2024, or own with a file")
        }
        return TrainingRules(catalogue, profile: profile, rules: found.rules)
    }
}
