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

let package = Package(
    name: "workforce-hub",
    products: [
        .library(name: "HubWire", targets: ["HubWire"])
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
        .target(name: "HubText", swiftSettings: house),
        .target(name: "HubSession", dependencies: ["HubWire"], swiftSettings: lifetimes),

        // Effect modules: each stands behind its wall.
        .target(name: "HubSystem", dependencies: ["CLinux"], swiftSettings: house),
        .target(name: "HubLoop", dependencies: ["CLinux", "HubSystem"], swiftSettings: house),
        .target(name: "HubCrypto", dependencies: ["COpenSSL"], swiftSettings: house),
        .target(
            name: "HubTLS",
            dependencies: ["COpenSSL", "HubCrypto", "HubSystem"],
            swiftSettings: house
        ),

        .target(
            name: "HubStore",
            dependencies: ["CSQLite", "HubSystem"],
            swiftSettings: house
        ),

        // The server as a library.
        .target(
            name: "HubService",
            dependencies: [
                "HubCrypto", "HubLoop", "HubSession", "HubStore", "HubSystem", "HubTLS", "HubWire",
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
            dependencies: ["HubClient", "HubCrypto", "HubLoop", "HubSystem", "HubTLS", "HubWire"],
            swiftSettings: house
        ),
        .executableTarget(
            name: "whub-bench",
            dependencies: [
                "HubClient", "HubCrypto", "HubLoop", "HubSession", "HubSystem", "HubTLS", "HubWire",
            ],
            swiftSettings: house
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
        .testTarget(
            name: "HubWireTests",
            dependencies: ["HubWire", "HubTestKit", "HubTestMessages"],
            swiftSettings: house
        ),
        .testTarget(
            name: "HubSessionTests",
            dependencies: ["HubSession", "HubWire", "HubTestKit"],
            swiftSettings: lifetimes
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
            name: "HubStoreTests",
            dependencies: ["HubStore", "HubSystem", "HubTestKit"],
            swiftSettings: house
        ),
        .testTarget(
            name: "HubTLSTests",
            dependencies: ["HubCrypto", "HubSystem", "HubTLS", "HubTestKit"],
            swiftSettings: house
        ),
        .target(
            name: "HubServerKit",
            dependencies: [
                "HubLoop", "HubService", "HubSystem", "HubTLS", "HubTestKit", "HubWire",
            ],
            path: "Tests/HubServerKit",
            swiftSettings: house
        ),
        .testTarget(
            name: "HubClientTests",
            dependencies: [
                "HubClient", "HubCrypto", "HubLoop", "HubServerKit", "HubService", "HubSession",
                "HubSystem", "HubTLS", "HubTestKit", "HubWire",
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "HubCommandTests",
            dependencies: [
                "HubClient", "HubCrypto", "HubLoop", "HubServerKit", "HubService", "HubSystem",
                "HubTLS", "HubTestKit", "HubWire", "whub", "whub-bench",
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "HubTidyTests",
            dependencies: ["HubSystem", "HubTestKit"],
            swiftSettings: house
        ),
        .testTarget(
            name: "HubTextTests",
            dependencies: ["HubText", "HubTestKit"],
            exclude: ["Vectors/vectors.py"],
            swiftSettings: house
        ),
    ]
)
