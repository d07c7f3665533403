import HubText

/// What one row of the staff extract says of one post of somebody.
struct StaffPost {
    /// The row, for what is told of it.
    let row: CSVRow
    /// The folded reference of whose post it is; empty where the extract has none.
    let person: String
    /// The reference as it stands in the extract.
    let reference: String
    /// The service.
    let service: WresService
    /// The group of whoever holds it.
    let group: EthnicGroup
    /// The first day in it; nil for none.
    let started: Day?
    /// The last day in it; nil for none.
    let left: Day?
    /// Whether it is held on the day of counting.
    let isOpen: Bool
    /// Whether it ended within the twelve months.
    let isEnded: Bool
    /// Whether it is held beyond the twelve months, or follows on from one that ended in them.
    var goesOn: Bool
    /// Whether it began after the day of counting.
    let isLater: Bool
    /// Whether it began after the twelve months and the day of counting.
    let isBeyond: Bool
    /// Its pay band; nil where it is not held on the day, or the extract does not say.
    var band: BandCode?
    /// Whether it is marked as the main one.
    var isMain = false
    /// Whether its holder is a regulated professional.
    var isRegulated = false
    /// Whether its holder is a senior manager.
    var isSenior = false
    /// Whether its holder had development that counts.
    var hadDevelopment = false

    /// Whether it says anything of the day or of the year.
    var counts: Bool { isOpen || isEnded }
}

/// The posts of one person in one service, put together so that the order of rows never matters.
///
/// The indicators count people, so a person is on the staff who holds any post on the day of
/// counting, and left who ended one within the twelve months and holds none beyond them, in any
/// service of the extract: indicator 8 is of leaving the organisation, not a service of it. A post
/// is held beyond them that begins by the first day after them, or later with a gap that
/// `PostGap` bridges. Who holds one post of a regulated professional or of a senior manager is one,
/// and who had development in any post had it. Nobody stands in two pay bands, and no
/// source says which one counts: the post that is marked as the main one, and without such a mark
/// the council has to decide.
struct StaffPosts {
    /// Which pay band somebody stands in.
    enum Band: Equatable {
        /// The extract does not say, or they are not there on the day.
        case none
        case one(BandCode)
        /// Their posts are in several bands, and none of them is marked.
        case open
    }

    /// In the order of the file.
    let posts: [StaffPost]
    /// Whether they hold a post of another service beyond the twelve months.
    var isElsewhere = false

    /// The posts of somebody in one service.
    init(_ posts: [StaffPost]) { self.posts = posts }

    /// Whether the headcount has them.
    var isThere: Bool { posts.contains(where: \.isOpen) }
    /// Whether they are a leaver of the year.
    var hasLeft: Bool { hasEnded && !isElsewhere }
    /// Whether they went on to another service, and so left no organisation.
    var hasMoved: Bool { hasEnded && isElsewhere }
    /// Whether a post ended in the year and the next one of the service begins after it, so that
    /// they left nothing.
    var hasNext: Bool {
        let goingOn = posts.filter(\.goesOn)
        return posts.contains(where: \.isEnded) && !goingOn.isEmpty
            && goingOn.allSatisfy(\.isBeyond)
    }
    /// Whether no post of the service is held any more, and one ended in the year.
    private var hasEnded: Bool {
        posts.contains(where: \.isEnded) && !posts.contains(where: \.goesOn)
    }

    /// The pay band in which they count.
    var band: Band {
        let held = posts.filter(\.isOpen)
        let all = Set(held.compactMap(\.band))
        if all.count <= 1 { return all.first.map { .one($0) } ?? .none }
        let main = Set(held.filter(\.isMain).compactMap(\.band))
        return main.count == 1 ? main.first.map { .one($0) } ?? .open : .open
    }

    /// Whether cases of fitness to practise can be theirs: by the posts of the day and the year,
    /// and by all where there are none of these.
    var isRegulated: Bool {
        let counting = posts.filter(\.counts)
        return (counting.isEmpty ? posts : counting).contains(where: \.isRegulated)
    }

    /// What they count as.
    var quantities: [WresQuantity] {
        var quantities: [WresQuantity] = hasLeft ? [.leavers] : []
        guard isThere else { return quantities }
        quantities.append(.staff)
        if case .one(let band) = band { quantities.append(.staffInBand(band)) }
        let held = posts.filter(\.isOpen)
        if held.contains(where: \.isRegulated) { quantities.append(.regulated) }
        if held.contains(where: \.isSenior) { quantities.append(.seniorManagers) }
        if posts.contains(where: { $0.counts && $0.hadDevelopment }) {
            quantities.append(.development)
        }
        return quantities
    }

    /// Why they count nowhere.
    var whyNot: WresCounting.LeftOut {
        if hasMoved { return .moved }
        if hasNext { return .between }
        return posts.allSatisfy(\.isLater) ? .notYetThere : .notThere
    }

    /// The columns in which their rows say different things that matter.
    var differences: [ExtractColumn] {
        func differ<Value: Hashable>(_ posts: [StaffPost], _ value: (StaffPost) -> Value) -> Bool {
            Set(posts.map(value)).count > 1
        }
        var columns: [ExtractColumn] = []
        if differ(posts, { [$0.isOpen, $0.isEnded, $0.goesOn] }) {
            if differ(posts, \.started) { columns.append(.staffStarted) }
            if differ(posts, \.left) { columns.append(.staffLeft) }
        }
        let held = posts.filter(\.isOpen)
        if differ(held, \.band) { columns.append(.staffPay) }
        if differ(held, \.isRegulated) { columns.append(.staffRegulated) }
        if differ(held, \.isSenior) { columns.append(.staffSenior) }
        if differ(posts.filter(\.counts), \.hadDevelopment) { columns.append(.staffDevelopment) }
        return columns
    }

    /// "on the staff, not a leaver".
    var words: String {
        (isThere ? "on the staff" : "not on the staff")
            + (hasLeft ? ", a leaver" : ", not a leaver")
    }
}
