import HubClient
import HubCrypto
import HubSystem
import HubText
import HubWire

@testable import HubService

/// Sound changes of a hub with the starter kit, in an order in which each is possible: one for
/// every method that changes something.
struct ChangeFixtures {
    /// One change.
    struct Change {
        let method: Method
        /// Whether the region lead makes it, and not a council's steward.
        var isOfRegion = false
        /// The encoded messages, made when everything before was done.
        let messages: () throws -> [[UInt8]]
    }

    /// The window of the starter kit.
    static let window = "first"

    let channel: Channel
    private let council: PriorityServiceClient
    /// Today in London.
    let day: String

    /// Changes of a council that are made through its channel.
    init(_ channel: Channel) {
        self.channel = channel
        council = PriorityServiceClient(channel)
        let now = HubClock.system.instant.microseconds
        day = LondonTime.day(atMicroseconds: now)?.iso ?? ""
    }

    /// All of them.
    var all: [Change] {
        region + places + council(theirs: draft) + returns + training + figures + planned + plans
    }

    private var region: [Change] {
        [
            Change(method: .priorityServiceSaveFramework, isOfRegion: true) {
                let edition = try edition()
                let base = edition.revision
                var changed = edition
                changed.revision = 0
                changed.note = "Another note."
                return [SaveFrameworkRequest(edition: changed, baseRevision: base).encoded()]
            },
            Change(method: .priorityServiceSaveScale, isOfRegion: true) {
                var scale = RatingScale(id: "three", name: "Three levels")
                scale.direction = .higherIsBetter
                scale.levels = ["Early", "Growing", "Strong"].map { ScaleLevel(name: $0) }
                return [SaveScaleRequest(scale: scale).encoded()]
            },
            Change(method: .priorityServiceSaveWindow, isOfRegion: true) {
                var window = Window(id: "second", name: "Second self-assessment")
                window.edition = try edition().id
                return [SaveWindowRequest(window: window).encoded()]
            },
            Change(method: .priorityServiceWithdrawWindow, isOfRegion: true) {
                let window = try council.listWindows().windows.first { $0.id == "second" }
                var request = WithdrawWindowRequest(window: "second", why: "A mistake.")
                request.baseRevision = window?.revision ?? 0
                return [request.encoded()]
            },
            Change(method: .priorityServiceSaveSpotlight, isOfRegion: true) {
                let edition = try edition()
                var spotlight = Spotlight(month: "2025-11", edition: edition.id)
                spotlight.items = edition.items.prefix(1).map(\.code)
                spotlight.host = "Example Council A"
                return [SaveSpotlightRequest(spotlight: spotlight).encoded()]
            },
            Change(method: .priorityServiceWithdrawSpotlight, isOfRegion: true) {
                let session = try council.listSpotlights().spotlights.first
                var request = WithdrawSpotlightRequest(spotlight: session?.id ?? "")
                request.why = "A mistake."
                request.baseRevision = session?.revision ?? 0
                return [request.encoded()]
            },
        ]
    }

    /// Groups of councils: loaded, and taken back.
    private var places: [Change] {
        [
            Change(method: .geographyServiceSavePlaceGroups, isOfRegion: true) {
                var request = SavePlaceGroupsRequest(edition: "example", kind: "icb")
                request.source = "Invented."
                request.csv = Array("Group,Council\nExample group,Bedford\n".utf8)
                return [request.encoded()]
            },
            Change(method: .geographyServiceWithdrawPlaceGroups, isOfRegion: true) {
                let all = try GeographyServiceClient(channel).listPlaceGroups().editions
                var request = WithdrawPlaceGroupsRequest(edition: "example", why: "A mistake.")
                request.baseRevision = all.first { $0.edition == "example" }?.revision ?? 0
                return [request.encoded()]
            },
        ]
    }

    private func edition() throws -> FrameworkEdition {
        let window = try council.listWindows().windows.first { $0.id == ChangeFixtures.window }
        let request = GetFrameworkRequest(edition: window?.edition ?? "")
        return try council.getFramework(request).edition ?? FrameworkEdition()
    }

    private var draft: [Change] {
        [
            Change(method: .priorityServiceSaveLocalTheme) {
                let theme = LocalTheme(code: "A1", name: "A theme")
                return [SaveLocalThemeRequest(theme: theme).encoded()]
            },
            Change(method: .priorityServiceSaveAssessment) {
                let item = try edition().items.first?.code ?? ""
                var request = SaveAssessmentRequest(window: ChangeFixtures.window)
                var priority = PriorityAssessment(item: item)
                priority.strengths = [Statement(text: "We plan three years ahead.")]
                request.priorities = [priority]
                request.baseRevision = try revision()
                return [request.encoded()]
            },
            Change(method: .priorityServiceImportAssessment) {
                let code = try edition().items.last?.code ?? ""
                let text = "Priority,Kind,Text\r\n\(code),strength,Leaders grow here.\r\n"
                return Upload(Array(text.utf8), base: try revision()).chunks.map { $0.encoded() }
            },
        ]
    }

    private func council(theirs draft: [Change]) -> [Change] {
        draft + [
            Change(method: .priorityServiceHandInAssessment) {
                let request = HandInAssessmentRequest(
                    window: ChangeFixtures.window,
                    baseRevision: try revision()
                )
                return [request.encoded()]
            },
            Change(method: .priorityServiceAgreeAssessment) {
                var request = AgreeAssessmentRequest(window: ChangeFixtures.window)
                request.agreement = Agreement(role: "director", day: day)
                request.baseRevision = try revision()
                return [request.encoded()]
            },
            Change(method: .priorityServiceReopenAssessment) {
                var request = ReopenAssessmentRequest(window: ChangeFixtures.window)
                request.why = "One more look."
                request.baseRevision = try revision()
                return [request.encoded()]
            },
        ]
    }

    /// The revision of the council's draft; 0 while there is none.
    func revision() throws -> UInt64 {
        let all = try council.listAssessments().assessments
        return all.first { $0.window == ChangeFixtures.window }?.revision ?? 0
    }
}

/// A file on its way to the hub.
struct Upload {
    /// The messages that carry it.
    let chunks: [ImportChunk]

    /// The most of a file that one message holds.
    private static let chunkBytesMax = 60 * 1_024

    init(_ file: [UInt8], base: UInt64? = nil, chunkBytes: Int = Upload.chunkBytesMax) {
        var start = ImportStart(window: ChangeFixtures.window)
        start.batch = "01977420-dc00-7abc-8def-0123456789ab"
        start.fileName = "file.csv"
        start.fileBytes = UInt64(file.count)
        start.baseRevision = base
        chunks = stride(from: 0, to: max(1, file.count), by: chunkBytes).map { offset in
            let end = min(offset + chunkBytes, file.count)
            var chunk = ImportChunk(offset: UInt64(offset), data: Array(file[offset..<end]))
            if offset == 0 { chunk.start = start }
            return chunk
        }
    }

    /// A file with so many statements of so many characters, divided among the priorities.
    static func file(items: [String], statements: Int, characters: Int) -> [UInt8] {
        var text = "Priority,Kind,Text\r\n"
        for number in 0..<statements {
            let item = items[number % items.count]
            let kind = number / items.count % 2 == 0 ? "strength" : "area for improvement"
            let head = "Statement \(number) "
            text += "\(item),\(kind),\(head)"
            text += String(repeating: "x", count: max(0, characters - head.utf8.count)) + "\r\n"
        }
        return Array(text.utf8)
    }
}

extension Channel {
    /// Makes a call of any shape with one answer.
    func send(
        _ method: Method,
        _ messages: [[UInt8]],
        _ options: CallOptions
    ) throws(ClientError) -> Reply {
        guard method.shape == .clientStream else {
            return try unary(method, bytes: messages.first ?? [], options)
        }
        let call = try clientStream(method, options)
        for message in messages { try call.send(message) }
        return try call.finish()
    }
}

extension CallOptions {
    /// Options with a new key.
    static var keyed: CallOptions {
        let now = UInt64(clamping: HubClock.system.instant.microseconds / 1_000)
        var options = CallOptions()
        options.key = UniqueID(milliseconds: now)
        return options
    }
}
