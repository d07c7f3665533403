import HubCrypto
import HubDomain
import HubStore
import HubSystem
import HubText
import HubWire

/// Answers `TrainingService`: from a council's spreadsheet to who is recorded as up to date.
package struct TrainingHandlers: TrainingServiceHandlers {
    let stores: HubStores
    let cursors: CursorSeal
    /// Works status out in the background.
    let keeper: TrainingKeeper?
    private let shipped: Result<TrainingCatalogue, DomainError>

    /// Handlers of a hub.
    ///
    /// - Parameters:
    ///   - stores: Where tenants' files are.
    ///   - cursors: Seals the cursors of lists.
    ///   - keeper: Works status out in the background.
    init(stores: HubStores, cursors: CursorSeal, keeper: TrainingKeeper?) {
        self.stores = stores
        self.cursors = cursors
        self.keeper = keeper
        shipped = TrainingHandlers.shippedCatalogue
    }

    // Read once: it is the same for every council.
    private static let shippedCatalogue: Result<TrainingCatalogue, DomainError> = {
        do throws(DomainError) {
            return .success(try TrainingCatalogue.shipped())
        } catch {
            return .failure(error)
        }
    }()

    /// Topics, rules and the rest that the program brings.
    func catalogue() throws(Fault) -> TrainingCatalogue {
        try Fault.domain { () throws(DomainError) in try shipped.get() }
    }

    /// The rules that a council's status goes by.
    func rules() throws(Fault) -> TrainingRules {
        try TrainingRules(try catalogue(), profile: .guide2024)
    }

    /// The staged files of an upload.
    func staging(_ batch: UniqueID, _ call: CallContext) throws(Fault) -> TrainingStaging {
        guard let tenant = call.caller?.tenant, let file = stores.openFile(.tenant(tenant)) else {
            throw Fault.internal("the tenant's file is not open")
        }
        return TrainingStaging(
            batch,
            beside: file.path,
            roomBytes: stores.directory.recordsBytesMax
        )
    }

    /// A day that may be missing, as it travels.
    static func iso(_ number: Int64?) -> String? {
        number.flatMap { Day(number: Int($0)) }?.iso
    }
}

/// The rules that one council's status goes by, with their words.
struct TrainingRules: Sendable {
    /// The profile they are of.
    let profile: ProfileID
    /// The rules.
    let rules: [TrainingRule]
    private let titles: [TopicCode: String]

    /// The rules of a profile.
    init(_ catalogue: TrainingCatalogue, profile: ProfileID) throws(Fault) {
        guard let found = catalogue.profile(profile) else {
            throw Fault.internal("there is no profile \(profile)")
        }
        self.profile = profile
        rules = found.rules
        titles = Dictionary(
            catalogue.topics.map { ($0.code, $0.title) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// A rule by its name.
    func rule(_ name: String) -> TrainingRule? {
        rules.first { $0.id.text.utf8.elementsEqual(name.utf8) }
    }

    /// What satisfies a rule, in words.
    func topic(_ rule: TrainingRule) -> String {
        rule.fulfilment.ways.map { parts in
            parts.map { title($0) }.joined(separator: " and ")
        }.joined(separator: ", or ")
    }

    /// The title of a topic; its code where it is not known.
    func title(_ topic: TopicCode) -> String { titles[topic] ?? topic.text }
}
