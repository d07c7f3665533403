/// The arrows of the architecture: which module may know which.
private let arrows: KeyValuePairs<String, [String]> = [
    // Pure: bytes and values, no clock, no thread, no file.
    "HubWire": [],
    "HubSession": ["HubWire"],
    "HubDomain": ["Glibc", "HubText"],
    "HubText": [],
    "HubReport": ["HubDomain", "HubText"],
    "HubArguments": [],
    // Walls.
    "HubSystem": ["CLinux", "Glibc", "Synchronization"],
    "HubLoop": ["CLinux", "Glibc", "HubSystem", "Synchronization"],
    "HubCrypto": ["COpenSSL", "Glibc", "HubSystem"],
    "HubTLS": ["COpenSSL", "Glibc", "HubCrypto", "HubSystem"],
    "HubStore": ["CSQLite", "Glibc", "HubCrypto", "HubSystem", "Synchronization"],
    // Server and client.
    "HubService": [
        "HubCrypto", "HubDomain", "HubLoop", "HubReport", "HubSession", "HubStore", "HubSystem",
        "HubTLS", "HubText", "HubWire", "Synchronization",
    ],
    "HubClient": [
        "HubCrypto", "HubLoop", "HubSession", "HubSystem", "HubTLS", "HubText", "HubWire",
    ],
    "whubd": [
        "HubArguments", "HubCrypto", "HubDomain", "HubLoop", "HubService", "HubStore", "HubSystem",
        "HubTLS", "HubText", "HubWire",
    ],
    "whub": [
        "HubArguments", "HubClient", "HubCrypto", "HubDomain", "HubLoop", "HubReport", "HubSystem",
        "HubTLS", "HubText", "HubWire",
    ],
    "protoc-gen-whub": ["Glibc", "HubSystem", "HubWire"],
    "whub-bench": [
        "HubClient", "HubCrypto", "HubLoop", "HubSession", "HubSystem", "HubTLS", "HubText",
        "HubWire",
    ],
]

/// Folders below `Tests` that are behind a wall: helpers, the tests of the walls themselves, and
/// programs that C or another process talks to.
let testWalls = [
    "HubTestKit", "HubSystemTests", "HubLoopTests", "HubCryptoTests", "HubTLSTests",
    "HubStoreTests", "conformance-testee", "fuzz-wire",
]

extension Rule {
    static let imports = Rule.perLine("modules import what the architecture allows") {
        $0.isSwift && $0.module != nil
    } _: { file, index in
        guard let name = importedModule(file.code[index]), let module = file.module else {
            return nil
        }
        if name.hasPrefix("Foundation") { return "Foundation stays out" }
        if file.path.hasPrefix("Tests/") {
            let isWall = testWalls.contains(module)
            let isSystem = name == "Glibc" || ["CLinux", "COpenSSL", "CSQLite"].contains(name)
            return isSystem && !isWall ? "\(name) is imported behind a wall only" : nil
        }
        guard let allowed = arrows.first(where: { $0.key == module })?.value else {
            return "\(module) is not in the table of modules"
        }
        return allowed.contains(name) ? nil : "\(module) may not import \(name)"
    }
}

/// The module that a line of code imports.
func importedModule(_ line: String) -> String? {
    let words = words(line)
    guard let place = words.firstIndex(of: "import") else { return nil }
    let modifiers: Set<Substring> = [
        "public", "package", "internal", "fileprivate", "private", "testable", "preconcurrency",
        "exported", "_exported", "_spi",
    ]
    guard words[..<place].allSatisfy({ modifiers.contains($0) }) else { return nil }
    let kinds: Set<Substring> = [
        "struct", "class", "enum", "protocol", "typealias", "func", "let", "var",
    ]
    return words[(place + 1)...].first { !kinds.contains($0) }.map(String.init)
}
