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

        // Effect modules: each stands behind its wall.
        .target(name: "HubSystem", dependencies: ["CLinux"], swiftSettings: house),

        .target(
            name: "HubStore",
            dependencies: ["CSQLite", "HubSystem"],
            swiftSettings: house
        ),

        // Tests mirror the sources.
        .target(
            name: "HubTestKit",
            dependencies: ["HubSystem"],
            path: "Tests/HubTestKit",
            swiftSettings: house
        ),
        .testTarget(
            name: "HubSystemTests",
            dependencies: ["HubSystem", "HubTestKit"],
            swiftSettings: house
        ),
        .testTarget(
            name: "HubStoreTests",
            dependencies: ["HubStore", "HubSystem", "HubTestKit"],
            exclude: ["disk-error.sh", "power-cut.py"],
            swiftSettings: house
        ),
    ]
)
