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

        // Programs.
        .executableTarget(
            name: "protoc-gen-whub",
            dependencies: ["HubWire"],
            exclude: ["Schemas"],
            swiftSettings: house
        ),

        // Tests mirror the sources.
        .target(
            name: "HubTestKit",
            dependencies: ["HubSystem"],
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
            name: "ProtocGenTests",
            dependencies: ["protoc-gen-whub", "HubWire"],
            swiftSettings: house
        ),
        .testTarget(
            name: "HubSystemTests",
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
