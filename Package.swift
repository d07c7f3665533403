// swift-tools-version: 6.2

import PackageDescription

/// The settings every Swift target of the house is built with.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// `house` and non-escaping readers, for the modules that define one.
let lifetimes = house + [.enableExperimentalFeature("Lifetimes")]

/// How the programs are linked when they are released: with Swift's own libraries inside, so that
/// they start sooner, run on a machine without Swift, and call the runtime directly.
let released: [LinkerSetting] = [
    .unsafeFlags(["-static-stdlib"], .when(configuration: .release))
]

let package = Package(
    name: "workforce-hub",
    products: [
        .executable(name: "whubd", targets: ["whubd"]),
        .executable(name: "whub", targets: ["whub"]),
        .executable(name: "whub-bench", targets: ["whub-bench"]),
        .executable(name: "protoc-gen-whub", targets: ["protoc-gen-whub"]),
        .library(name: "HubWire", targets: ["HubWire"]),
    ],
    targets: [
        // Walls: system libraries, imported by one or two modules each.
        .systemLibrary(name: "CLinux"),
        .systemLibrary(
            name: "COpenSSL",
            pkgConfig: "openssl",
            providers: [.apt(["libssl-dev"])]
        ),
        .systemLibrary(
            name: "CSQLite",
            pkgConfig: "sqlite3",
            providers: [.apt(["libsqlite3-dev"])]
        ),

        // Pure modules: no I/O, no clock, no system library.
        .target(name: "HubWire", swiftSettings: lifetimes),
        .target(name: "HubArguments", swiftSettings: house),
        .target(name: "HubSession", dependencies: ["HubWire"], swiftSettings: lifetimes),
        .target(name: "HubText", swiftSettings: house),
        .target(
            name: "HubDomain",
            dependencies: ["HubText"],
            exclude: [
                "Geography/Data/SOURCE.md", "Frameworks/Data/SOURCE.md",
                "Training/Data/SOURCE.md", "Wres/Data/SOURCE.md", "Figures/Data/SOURCE.md",
            ],
            resources: [
                .embedInCode("Geography/Data/councils.csv"),
                .embedInCode("Geography/Data/council-code-changes.csv"),
                .embedInCode("Figures/Data/figure-sources.csv"),
                .embedInCode("Figures/Data/measures.csv"),
                .embedInCode("Figures/Data/published-figures.csv"),
                .embedInCode("Frameworks/Data/frameworks.csv"),
                .embedInCode("Frameworks/Data/editions.csv"),
                .embedInCode("Frameworks/Data/headings.csv"),
                .embedInCode("Frameworks/Data/items.csv"),
                .embedInCode("Frameworks/Data/name-variants.csv"),
                .embedInCode("Frameworks/Data/sources.csv"),
                .embedInCode("Starter/Data/glossary.csv"),
                .embedInCode("Training/Data/ambiguous-names.csv"),
                .embedInCode("Training/Data/care-certificate.csv"),
                .embedInCode("Training/Data/categories.csv"),
                .embedInCode("Training/Data/funding-rates.csv"),
                .embedInCode("Training/Data/pathway-categories.csv"),
                .embedInCode("Training/Data/profiles.csv"),
                .embedInCode("Training/Data/rules.csv"),
                .embedInCode("Training/Data/skill-sets.csv"),
                .embedInCode("Training/Data/topics.csv"),
                .embedInCode("Training/Data/training-sources.csv"),
                .embedInCode("Wres/Data/wres-bands.csv"),
                .embedInCode("Wres/Data/wres-calendar.csv"),
                .embedInCode("Wres/Data/wres-cycles.csv"),
                .embedInCode("Wres/Data/wres-indicators.csv"),
                .embedInCode("Wres/Data/wres-published.csv"),
                .embedInCode("Wres/Data/wres-sources.csv"),
            ],
            swiftSettings: house
        ),

        .target(
            name: "HubReport",
            dependencies: ["HubDomain", "HubText"],
            swiftSettings: house
        ),

        // Effect modules: each stands behind its wall.
        .target(name: "HubSystem", dependencies: ["CLinux"], swiftSettings: house),
        .target(name: "HubLoop", dependencies: ["CLinux", "HubSystem"], swiftSettings: house),
        .target(name: "HubCrypto", dependencies: ["COpenSSL"], swiftSettings: house),
        .target(
            name: "HubTLS",
            dependencies: ["COpenSSL", "HubCrypto", "HubSystem"],
            swiftSettings: house
        ),
        .target(name: "HubStore", dependencies: ["CSQLite", "HubSystem"], swiftSettings: house),

        // The server as a library.
        .target(
            name: "HubService",
            dependencies: [
                "HubCrypto", "HubDomain", "HubLoop", "HubReport", "HubSession", "HubStore",
                "HubSystem", "HubText", "HubTLS", "HubWire",
            ],
            swiftSettings: house
        ),

        // The client as a library.
        .target(
            name: "HubClient",
            dependencies: ["HubCrypto", "HubLoop", "HubSession", "HubSystem", "HubTLS", "HubWire"],
            swiftSettings: house
        ),

        // Programs.
        .executableTarget(
            name: "whub",
            dependencies: [
                "HubArguments", "HubClient", "HubCrypto", "HubDomain", "HubLoop", "HubReport",
                "HubSystem", "HubText", "HubTLS", "HubWire",
            ],
            swiftSettings: house,
            linkerSettings: released
        ),
        .executableTarget(
            name: "whub-bench",
            dependencies: [
                "HubClient", "HubCrypto", "HubLoop", "HubSession", "HubSystem", "HubText", "HubTLS",
                "HubWire",
            ],
            swiftSettings: house
        ),
        .executableTarget(
            name: "whubd",
            dependencies: [
                "HubArguments", "HubDomain", "HubLoop", "HubService", "HubSystem", "HubText",
                "HubTLS", "HubWire",
            ],
            swiftSettings: house,
            linkerSettings: released
        ),
        .executableTarget(
            name: "protoc-gen-whub",
            dependencies: ["HubWire"],
            exclude: ["Schemas"],
            swiftSettings: house
        ),

        // Tests mirror the sources.
        .target(
            name: "HubTestKit",
            dependencies: ["HubCrypto", "HubSystem", "HubTLS"],
            path: "Tests/HubTestKit",
            swiftSettings: house
        ),
        .target(
            name: "HubServerKit",
            dependencies: [
                "HubCrypto", "HubLoop", "HubService", "HubSystem", "HubTLS", "HubTestKit",
                "HubWire",
            ],
            path: "Tests/HubServerKit",
            swiftSettings: house
        ),
        .target(
            name: "HubTestMessages",
            dependencies: ["HubWire"],
            path: "Tests/HubTestMessages",
            exclude: ["Schemas"],
            swiftSettings: house
        ),
        .executableTarget(
            name: "conformance-testee",
            dependencies: ["HubWire", "HubTestMessages"],
            path: "Tests/conformance-testee",
            swiftSettings: house
        ),
        .executableTarget(
            name: "wres-testee",
            dependencies: ["HubDomain"],
            path: "Tests/wres-testee",
            swiftSettings: house
        ),
        .executableTarget(
            name: "projection-testee",
            dependencies: ["HubDomain", "HubText"],
            path: "Tests/projection-testee",
            swiftSettings: house
        ),
        .executableTarget(
            name: "training-file",
            dependencies: ["HubTestKit"],
            path: "Tests/training-file",
            swiftSettings: house
        ),
        .testTarget(
            name: "HubWireTests",
            dependencies: ["HubWire", "HubTestKit", "HubTestMessages"],
            swiftSettings: house
        ),
        .testTarget(
            name: "ProtocGenTests",
            dependencies: ["protoc-gen-whub", "HubWire"],
            swiftSettings: house
        ),
        .target(
            name: "HubVectorKit",
            dependencies: ["HubSystem", "HubTestKit", "HubTestMessages", "HubWire"],
            path: "Tests/HubVectorKit",
            swiftSettings: house
        ),
        .testTarget(
            name: "HubSessionTests",
            dependencies: ["HubSession", "HubWire", "HubTestKit", "HubVectorKit"],
            swiftSettings: lifetimes
        ),
        .testTarget(
            name: "HubTextTests",
            dependencies: ["HubText", "HubTestKit", "HubVectorKit"],
            exclude: ["Vectors/vectors.py"],
            swiftSettings: house
        ),
        .testTarget(
            name: "HubDomainTests",
            dependencies: ["HubDomain", "HubSystem", "HubText", "HubTestKit", "HubVectorKit"],
            exclude: ["Wres/Sheets/SOURCE.md"],
            resources: [
                .embedInCode("Wres/Sheets/libreoffice-american.csv"),
                .embedInCode("Wres/Sheets/libreoffice-german.csv"),
                .embedInCode("Wres/Sheets/libreoffice-percent.csv"),
                .embedInCode("Wres/Sheets/libreoffice-quoted.csv"),
                .embedInCode("Wres/Sheets/libreoffice-scientific.csv"),
                .embedInCode("Wres/Sheets/libreoffice-semicolon.csv"),
                .embedInCode("Wres/Sheets/libreoffice-tab-utf16.csv"),
                .embedInCode("Wres/Sheets/libreoffice-trailing.csv"),
                .embedInCode("Wres/Sheets/libreoffice-utf8.csv"),
                .embedInCode("Wres/Sheets/libreoffice-windows1252.csv"),
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "HubReportTests",
            dependencies: ["HubDomain", "HubReport", "HubText"],
            swiftSettings: house
        ),
        .testTarget(
            name: "HubSystemTests",
            dependencies: ["HubSystem", "HubTestKit"],
            swiftSettings: house
        ),
        .testTarget(
            name: "HubLoopTests",
            dependencies: ["HubLoop", "HubSystem", "HubTestKit"],
            swiftSettings: house
        ),
        .testTarget(
            name: "HubCryptoTests",
            dependencies: ["HubCrypto", "HubTestKit"],
            swiftSettings: house
        ),
        .testTarget(
            name: "HubTLSTests",
            dependencies: ["HubCrypto", "HubSystem", "HubTLS", "HubTestKit"],
            swiftSettings: house
        ),
        .testTarget(
            name: "HubStoreTests",
            dependencies: ["HubStore", "HubSystem", "HubTestKit", "HubVectorKit"],
            exclude: ["disk-error.sh", "power-cut.py"],
            swiftSettings: house
        ),
        .testTarget(
            name: "HubServiceTests",
            dependencies: [
                "HubClient", "HubCrypto", "HubLoop", "HubServerKit", "HubService", "HubSession",
                "HubStore", "HubSystem", "HubText", "HubTLS", "HubTestKit", "HubVectorKit",
                "HubWire", "whubd",
            ],
            exclude: ["Reports"],
            swiftSettings: house
        ),
        .testTarget(
            name: "HubEndToEndTests",
            dependencies: [
                "HubClient", "HubCrypto", "HubLoop", "HubService", "HubSession", "HubSystem",
                "HubTLS", "HubTestKit", "HubVectorKit", "HubWire", "whub", "whubd",
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "HubClientTests",
            dependencies: [
                "HubClient", "HubCrypto", "HubLoop", "HubServerKit", "HubService", "HubSession",
                "HubSystem", "HubTLS", "HubTestKit", "HubVectorKit", "HubWire",
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "HubCommandTests",
            dependencies: [
                "HubArguments", "HubClient", "HubCrypto", "HubDomain", "HubLoop", "HubServerKit",
                "HubService", "HubSystem", "HubTLS", "HubTestKit", "HubText", "HubWire", "whub",
                "whub-bench", "whubd",
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "HubArgumentsTests",
            dependencies: ["HubArguments", "HubTestKit"],
            swiftSettings: house
        ),
        .testTarget(
            name: "HubTidyTests",
            dependencies: ["HubSystem", "HubTestKit"],
            swiftSettings: house
        ),
    ]
)

// Fuzz targets have no main of their own, so they build only with their sanitizer:
// WHUB_FUZZ=1 swift build -c release --sanitize=fuzzer -Xswiftc -sanitize=fuzzer,address \
//     --product fuzz-wire
// Two --sanitize options instead leave their order to chance; with the address sanitizer last the
// coverage is dropped, and the fuzzer finds nothing. Look for "INFO: Loaded 1 modules".
if Context.environment["WHUB_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "fuzz-wire",
            dependencies: ["HubWire", "HubTestMessages"],
            path: "Tests/fuzz-wire",
            swiftSettings: house
        )
    )
}
