import HubCrypto
import HubStore
import HubSystem
import HubTestKit
import Testing

@testable import HubService

/// The layouts of the files, as they were released and as they are declared.
struct MigrationTests {
    struct Layout: Sendable, CustomTestStringConvertible {
        let kind: FileKind
        let migrations: [Migration]
        let declared: [CodedRecords]
        /// Tables that hold no records.
        var others: [String] = []
        /// SHA-256 of each released step.
        let digests: [String]

        var testDescription: String { kind.rawValue }
    }

    /// Training's typed tables, which no declaration makes: all before its mappings.
    private static let typedTraining =
        Migration.tenant0002.script
        .split(separator: "CREATE TABLE training_mapping (")
        .first.map(String.init) ?? ""

    /// The typed tables of figures, which no declaration makes: all before its scenarios.
    private static let typedFigures =
        Migration.tenant0003.script
        .split(separator: "CREATE TABLE scenario (")
        .first.map(String.init) ?? ""

    static let layouts = [
        Layout(
            kind: .records,
            migrations: TenantTables.migrations,
            declared: [
                TenantTables.localThemes, TenantTables.assessments, TenantTables.wresReturns,
                TenantTables.wresReleased, TenantTables.wresActions, TenantTables.trainingMappings,
                TenantTables.trainingRules, TenantTables.scenarios, TenantTables.providers,
                TenantTables.plans, TenantTables.places, TenantTables.retentionRules,
                TenantTables.purges,
            ],
            others: [
                ReleaseKey.creation, MigrationTests.typedTraining, MigrationTests.typedFigures,
                // Columns of training's own tables.
                Migration.tenant0005.script,
                TenantTables.delegations.table.creation,
                TenantTables.fundedCourses.table.creation,
                TenantTables.purgedImports, TenantTables.personLinks.table.creation,
                TenantTables.programmes.table.creation,
            ],
            digests: [
                "67a83c0df69a08230098ae089e8e0a4bc5c0e3ab6318703f684da8f2ab2c61ed",
                "c12bd20670c4026bd5c17d94de199c1a1ee3560ed4212abeb122541d323ace62",
                "75ad59f892991f2e6a5ce769eb8b627e96b43a9c0b0f6220946cc1bc1730e0ed",
                "eea2549c9eaf9db24d844365b8fb522477aacf4cc718b3301eb3291b5dee5af4",
                "502c8ee637cba6e15c0d9f5dc30171e2cb9fa54541c3318cd33df650e4a8f70f",
                "5232e8b6989a20316eed4ab26b869630805d11fb1c2771a6dce07d982ba02432",
                "b7fcc8552fd56ba0a89fb7343b44fb223284ad41851e76b2960f949df20022b5",
                "a416b5713b259942d944d8461ec978decaad1216fb1491609716b06bbc99bf9d",
            ]
        ),
        Layout(
            kind: .region,
            migrations: RegionTables.migrations,
            declared: [
                RegionTables.frameworks, RegionTables.scales, RegionTables.windows,
                RegionTables.spotlights, RegionTables.glossary, RegionTables.status,
                RegionTables.wresReleases, RegionTables.wresBands, RegionTables.placeGroups,
                RegionTables.fundingRates,
            ],
            digests: [
                "1555c464809f9aad3476fbfb3d488cd4fb92abb40fdab08002fd7192405edaf5",
                "ce88da4fa596e0465c85b45fe9e3fddba04e124e168671b6dd0cc34ac30ee44a",
                "a9170aca184910165c9c67e31847c83942f9de956d90808031292f9987322755",
            ]
        ),
        Layout(
            kind: .registry,
            migrations: RegistryTables.migrations,
            declared: [
                RegistryTables.hub, RegistryTables.tenants, RegistryTables.principals,
                RegistryTables.certificates, RegistryTables.invitations, RegistryTables.keys,
                RegistryTables.issued, RegistryTables.marks, RegistryTables.approvals,
                RegistryTables.dataSets, RegistryTables.notices, RegistryTables.acts,
            ],
            digests: [
                "6a85f80f480dcc34b3571c85f53f77afd804a28851959fddf03bb36e08381680",
                "979e02382a65b44448c3b930d5efa98bb14a446b0f807645f19aafe3a433f533",
            ]
        ),
    ]

    @Test(arguments: layouts)
    func `a released step is for ever`(layout: Layout) {
        #expect(MigrationTests.digests(layout.migrations) == layout.digests)
    }

    @Test
    func `a released step of the store's own tables is for ever`() {
        let digests = MigrationTests.digests(StoreSchema.migrations)
        #expect(
            digests == ["21d6c10eb150db2a81d71358dc3a122e2c9265b02391cfa0eb33e6baeb9f16c3"]
        )
    }

    @Test(arguments: layouts)
    func `what is declared is what the migrations make`(layout: Layout) throws {
        let made = try schema(layout.kind, layout.migrations)
        let live = Migration(
            number: 1,
            name: "live",
            script: (layout.declared.map(\.table.creation) + layout.others)
                .joined(separator: "\n")
        )
        #expect(try made == schema(layout.kind, [live]))
        #expect(made.count > layout.declared.count)
    }

    @Test
    func `records gain a column, and old ones are read as they were`() throws {
        let old = CodedRecords("thing")
        let index = RecordIndex.current("state")
        let new = CodedRecords("thing", columns: [.optional("state", .text)], indexes: [index])
        let first = Migration(number: 1, name: "things", script: old.table.creation)
        let second = Migration(
            number: 2,
            name: "states of things",
            script: """
                ALTER TABLE thing ADD COLUMN state TEXT;
                ALTER TABLE thing_past ADD COLUMN state TEXT;
                \(index.creation(on: "thing"))
                """
        )
        let live = Migration(number: 1, name: "live", script: new.table.creation)
        #expect(try schema(.region, [first, second]) == schema(.region, [live]))
        let place = try Place()
        try place.write(.region, [first]) { (store) throws(StoreError) in
            _ = try old.save("a", [1], basedOn: 0, in: &store)
        }
        let query = RecordQuery(new.table, where: "state = ?3", order: "id")
        try place.write(.region, [first, second]) { (store) throws(StoreError) in
            let found = try new.find("a", in: store.database)
            #expect(found?.body == [1] && found?.revision == 1)
            _ = try new.save("a", [2], copies: [.text("open")], basedOn: 1, in: &store)
            _ = try new.save("b", [3], copies: [.null], basedOn: 0, in: &store)
            let open = try new.table.list(query, limit: 9, [.text("open")], in: store.database) {
                (row) throws(StoreError) in row.bytes(1)
            }
            #expect(open.map(\.value) == [[2]])
            let then = try new.all(.asOf(revision: 1), in: store.database)
            #expect(then.map(\.body) == [[1]])
        }
    }

    private static func digests(_ migrations: [Migration]) -> [String] {
        migrations.map { step in
            Hexadecimal.text(SHA256.digest(of: Array(step.script.utf8)).bytes.span)
        }
    }

    /// Everything in a new file's schema, with the white space of its SQL made equal.
    private func schema(_ kind: FileKind, _ migrations: [Migration]) throws -> [String] {
        let found = Lock<[String]>([])
        try Place().write(kind, migrations) { (store) throws(StoreError) in
            let query = Query(once: [
                "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY name"
            ])
            let rows = try store.database.rows(query) { row in
                "\(row.text(0)) \(row.text(1)) \(row.text(2)) \(row.text(3))"
            }
            found.withLock { $0 = rows.map(MigrationTests.plain) }
        }
        return found.withLock { $0 }
    }

    private static func plain(_ sql: String) -> String {
        var plain = ""
        for word in sql.split(whereSeparator: \.isWhitespace) {
            let isTight = plain.hasSuffix("(") || word.hasPrefix(")") || word.hasPrefix(",")
            plain += plain.isEmpty || isTight ? String(word) : " " + word
        }
        return plain
    }

    /// A file in a folder of its own.
    private struct Place {
        private let folder: TemporaryDirectory

        init() throws { folder = try TemporaryDirectory() }

        /// Opens the file by a layout, writes once, and closes it.
        func write(
            _ kind: FileKind,
            _ migrations: [Migration],
            _ job: @escaping @Sendable (inout WriteContext) throws(StoreError) -> Void
        ) throws {
            let threads = try StoreThreads(count: 1)
            defer { threads.stop() }
            let writer = try Writer(
                path: folder.file("file.db"),
                schema: FileSchema(kind: kind, migrations: migrations),
                cryptography: Hub.cryptography,
                clock: .system,
                threads: threads
            )
            defer { writer.close() }
            let done = Monitor<Bool?>(nil)
            let call = WriteCall(actor: [1], method: "test/Write", request: [])
            try writer.submit(call, job: job) { result in
                let isCommitted = if case .committed = result { true } else { false }
                done.change { $0 = isCommitted }
            }
            #expect(done.wait { $0 })
        }
    }
}
