import Testing

/// A planted file and the lines in which a rule must find something.
struct Planted: Sendable, CustomTestStringConvertible {
    let rule: Rule
    let path: String
    let text: String
    let lines: [Int]
    var isExecutable = false

    var testDescription: String { "\(rule.name): \(path) \(text.prefix(40))" }

    init(_ rule: Rule, _ path: String, _ text: String, _ lines: [Int], isExecutable: Bool = false) {
        self.rule = rule
        self.path = path
        self.text = text
        self.lines = lines
        self.isExecutable = isExecutable
    }

    func check() {
        let file = SourceFile(path, text, isExecutable: isExecutable)
        #expect(rule.findings(file).map(\.line) == lines, "\(rule.findings(file))")
    }
}

private let wire = "Sources/HubWire/A.swift"
private let system = "Sources/HubSystem/A.swift"
private let test = "Tests/HubWireTests/A.swift"
private let kit = "Tests/HubTestKit/A.swift"

struct ImportRuleTests {
    @Test(arguments: [
        Planted(.imports, wire, "import Glibc", [1]),
        Planted(.imports, "Sources/HubDomain/A.swift", "import Glibc", []),
        Planted(.imports, "Sources/HubDomain/A.swift", "private import HubWire", [1]),
        Planted(.imports, system, "private import CLinux\nimport Glibc", []),
        Planted(.imports, system, "import COpenSSL", [1]),
        Planted(.imports, "Sources/HubTLS/A.swift", "import COpenSSL\nimport CSQLite", [2]),
        Planted(.imports, "Sources/HubService/A.swift", "package import HubStore", []),
        Planted(.imports, "Sources/HubService/A.swift", "import Foundation", [1]),
        Planted(.imports, "Sources/HubService/A.swift", "import FoundationEssentials", [1]),
        Planted(.imports, "Sources/HubService/A.swift", "import struct Glibc.stat", [1]),
        Planted(.imports, "Sources/HubOther/A.swift", "import HubWire", [1]),
        Planted(.imports, wire, "// import Glibc\nlet a = \"import Glibc\"", []),
        Planted(.imports, test, "import Testing\nimport HubStore\nimport HubTestKit", []),
        Planted(.imports, test, "import CSQLite\nimport Glibc\nimport Foundation", [1, 2, 3]),
        Planted(.imports, kit, "private import Glibc", []),
        Planted(.imports, "Tests/HubStoreTests/A.swift", "import Glibc", []),
        Planted(.imports, "Tests/HubStoreTestsToo/A.swift", "import Glibc", [1]),
        Planted(.imports, "Sources/whubd/A.swift", "import HubDomain\nimport Glibc", [2]),
        Planted(.imports, "Sources/protoc-gen-whub/A.swift", "import Glibc", []),
        Planted(.imports, "Sources/HubWire/Folder/B.swift", "@preconcurrency import Glibc", [1]),
    ])
    func `an arrow that is not in the table is found`(planted: Planted) { planted.check() }
}

struct CodeRuleTests {
    @Test(arguments: [
        Planted(.unsafeCode, wire, "let a = unsafe b", [1]),
        Planted(.unsafeCode, wire, "func a(_ b: UnsafeRawPointer) {}", [1]),
        Planted(.unsafeCode, wire, "let a: OpaquePointer", [1]),
        Planted(.unsafeCode, wire, "bytes.withUnsafeBytes { _ in }", [1]),
        Planted(.unsafeCode, wire, "let a = \"unsafe\" // unsafe\n/* Unsafe */", []),
        Planted(.unsafeCode, wire, "let a = \"\\(unsafe b)\"", [1]),
        Planted(.unsafeCode, wire, "func `is unsafe`() {}", []),
        Planted(.unsafeCode, system, "let a = unsafe b", []),
        Planted(.unsafeCode, test, "let a = unsafe b", [1]),
        Planted(.unsafeCode, kit, "let a = unsafe b", []),
        Planted(.unsafeCode, "Tests/HubTLSTests/A.swift", "let a = unsafe b", []),
        Planted(.unsafeCode, "Tests/HubServiceTests/A.swift", "let a = unsafe b", [1]),
    ])
    func `unsafe code outside a wall is found`(planted: Planted) { planted.check() }

    @Test(arguments: [
        Planted(.uncheckedSendable, wire, "class A: @unchecked Sendable {}", [1]),
        Planted(.uncheckedSendable, wire, "nonisolated(unsafe) var a = 1", [1]),
        Planted(.uncheckedSendable, wire, "class A: Sendable {} // @unchecked", []),
        Planted(.uncheckedSendable, system, "class A: @unchecked Sendable {}", []),
    ])
    func `a claim that nobody checks is found`(planted: Planted) { planted.check() }

    @Test(arguments: [
        Planted(.stoppingCode, wire, "fatalError()", [1]),
        Planted(.stoppingCode, wire, "let a = try! b()", [1]),
        Planted(.stoppingCode, wire, "let a = b as! C", [1]),
        Planted(.stoppingCode, test, "@Test(.disabled())", [1]),
        Planted(.stoppingCode, wire, "let a = try? b()\nlet c = \"try!\"", []),
    ])
    func `code that stops the process is found`(planted: Planted) { planted.check() }

    @Test(arguments: [
        Planted(.unfinishedWork, wire, "let a = 1 // TODO: more", [1]),
        Planted(.unfinishedWork, wire, "/* FIXME */", [1]),
        Planted(.unfinishedWork, wire, "let a = \"TODO\"", []),
        Planted(.unfinishedWork, "deploy/test", "run # TODO", [1]),
        Planted(.unfinishedWork, "deploy/test", "run mktemp -d x.XXXXXX # fine", []),
    ])
    func `a promise in a comment is found`(planted: Planted) { planted.check() }

    @Test(arguments: [
        Planted(.textKeys, wire, "let a: [String: Int]", [1]),
        Planted(.textKeys, wire, "let a: [ String : Int]", [1]),
        Planted(.textKeys, wire, "let a = Dictionary<String, Int>()", [1]),
        Planted(.textKeys, wire, "let a: [String]", []),
        Planted(.textKeys, wire, "let a: [[UInt8]: String]", []),
        Planted(.textKeys, test, "let a: [String: Int]", []),
        Planted(.textKeys, wire, "// Text keys: ASCII words of our own\nlet a: [String: Int]", []),
        Planted(.textKeys, wire, "// Text keys:\nlet a: [String: Int]", [2]),
    ])
    func `an identifier as a String key is found`(planted: Planted) { planted.check() }
}

struct LengthRuleTests {
    private static func lines(_ count: Int) -> String {
        String(repeating: "\n", count: count)
    }

    @Test(arguments: [
        Planted(.fileLength, wire, lines(400), []),
        Planted(.fileLength, wire, lines(401), [0]),
        Planted(.fileLength, wire, lines(400) + "a", [0]),
        Planted(.fileLength, "Sources/HubWire/Generated/A.swift", lines(5_000), []),
        Planted(.functionLength, wire, "func a() {" + lines(59) + "}", []),
        Planted(.functionLength, wire, "func a() {" + lines(60) + "}", [1]),
        Planted(.functionLength, wire, "\ninit() throws {" + lines(60) + "}", [2]),
        Planted(.functionLength, wire, "func a(\n) where A == [B] {" + lines(59) + "}", [1]),
        Planted(.functionLength, wire, "func a(b: () -> Void = {}) {" + lines(60) + "}", [1]),
        Planted(.functionLength, wire, "protocol P {\nfunc a()\n}\nenum B {" + lines(99) + "}", []),
        Planted(.functionLength, wire, "struct A {" + lines(99) + "}", []),
        Planted(.functionLength, wire, "func a() {}\nlet b = {" + lines(99) + "}", []),
        Planted(.functionLength, wire, "func a() { \"{\" }\nlet b = {" + lines(99) + "}", []),
        Planted(.lineLength, wire, String(repeating: "a", count: 100), []),
        Planted(.lineLength, wire, String(repeating: "a", count: 101), [1]),
        Planted(.lineLength, wire, String(repeating: "é", count: 100), []),
        Planted(
            .lineLength,
            "Sources/A/Generated/A.swift",
            String(repeating: "a", count: 101),
            []
        ),
    ])
    func `the limit is kept, one more is found`(planted: Planted) { planted.check() }
}

struct DocumentationRuleTests {
    @Test(arguments: [
        Planted(.documentation, wire, "public struct A {}", [1]),
        Planted(.documentation, wire, "/// A.\npublic struct A {}", []),
        Planted(.documentation, wire, "// A.\npackage func a() {}", [2]),
        Planted(.documentation, wire, "struct A {}\nfunc a() {}\nprivate let b = 1", []),
        Planted(.documentation, wire, "/// A.\n@frozen\n@available(*, b)\npackage let a = 1", []),
        Planted(.documentation, wire, "@frozen\npackage let a = 1", [2]),
        Planted(.documentation, wire, "@inlinable package static func a() {}", [1]),
        Planted(.documentation, wire, "public package(set) var a = 1", [1]),
        Planted(.documentation, wire, "package(set) var a = 1", []),
        Planted(.documentation, wire, "package import A\nextension A {}", []),
        Planted(.documentation, wire, "/// A.\npackage enum A {\n/// B.\ncase b\ncase c\n}", [5]),
        Planted(.documentation, wire, "enum A {\ncase b\n}", []),
        Planted(
            .documentation,
            wire,
            "/// A.\npackage enum A {\n/// B.\nvar b: Int {\nswitch self {\ncase c: 1\n}\n}\n}",
            []
        ),
        Planted(.documentation, wire, "/// A.\npackage protocol A {\nfunc b()\n}", [3]),
        Planted(.documentation, "Sources/A/Generated/A.swift", "public let a = 1", [1]),
    ])
    func `what crosses a module without documentation is found`(planted: Planted) {
        planted.check()
    }
}

struct TextRuleTests {
    private static let work = "/" + "work" + "/design"
    private static let registry = "pypi" + "." + "org"
    private static let body = String(repeating: "A", count: 64)
    private static let head = "-----BEGIN PRIVATE " + "KEY-----"

    @Test(arguments: [
        Planted(.banners, wire, "// -----", [1]),
        Planted(.banners, wire, "    //=== A ===", [1]),
        Planted(.banners, wire, "////", [1]),
        Planted(.banners, wire, "/// - Returns: a", []),
        Planted(.banners, wire, "/// | --- | --- |", []),
        Planted(.banners, wire, "let a = \"// -----\"", []),
        Planted(.banners, "deploy/test", "# ----", [1]),
        Planted(.banners, "README.md", "# A\n----", []),
        Planted(.machinePaths, "README.md", "see \(work)", [1]),
        Planted(.machinePaths, "README.md", "\(work)", [1]),
        Planted(.machinePaths, "README.md", "see team\(work) and https://a.example\(work)", []),
        Planted(.machinePaths, wire, "// from \(registry)", [1]),
        Planted(.privateKeys, wire, "\(head)\n\(body)", [1]),
        Planted(.privateKeys, wire, "let a = \"\(head)\"\nlet b = 1", []),
        Planted(.privateKeys, "deploy/a.pem", "", [0]),
        Planted(.lineEnds, wire, "a\n", []),
        Planted(.lineEnds, wire, "a", [0]),
        Planted(.lineEnds, wire, "", []),
        Planted(.lineEnds, wire, "a\nb\r\nc\n", [2]),
        Planted(.lineEnds, "Tests/A/Fixtures/a.csv", "a\r\nb", []),
        Planted(.executableScripts, "deploy/test", "#!/bin/sh\n", [0]),
        Planted(.executableScripts, "deploy/test", "#!/bin/sh\n", [], isExecutable: true),
        Planted(.executableScripts, ".ci/a", "echo\n", [1], isExecutable: true),
        Planted(.executableScripts, "deploy/lib/a.sh", "echo\n", []),
        Planted(.executableScripts, "README.md", "text\n", [1], isExecutable: true),
        Planted(.executableScripts, "deploy/install.md", "echo\n", []),
    ])
    func `what does not belong into a text is found`(planted: Planted) { planted.check() }

    @Test(arguments: [
        ("data/a", false), ("a/.build/b", false), (".build", true), ("a/b.pem", true),
        ("data", true), ("b/data", false), ("a.pem.swift", false), (".git", true),
    ])
    func `what is ignored is not looked at`(path: String, expected: Bool) {
        #expect(Ignored(text: "# A\n.build/\n/data/\n*.pem\n").contains(path) == expected)
    }
}

struct ManifestRuleTests {
    private static let house = """
        let house: [SwiftSetting] = [
        .swiftLanguageMode(.v6), .strictMemorySafety(), .treatAllWarnings(as: .error),
        "ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility",
        "NonisolatedNonsendingByDefault",
        ]

        """

    @Test(arguments: [
        Planted(.manifest, "Package.swift", house, []),
        Planted(.manifest, "Package.swift", house + ".package(url: \"a\")", [6]),
        Planted(.manifest, "Package.swift", house + ".target(name: \"A\")", [6]),
        Planted(
            .manifest,
            "Package.swift",
            house + ".target(\nname: \"A\", dependencies: [f()],\nswiftSettings: house\n)",
            []
        ),
        Planted(
            .manifest,
            "Package.swift",
            house + ".testTarget(name: \"A\", swiftSettings: lifetimes),\n.target(name: \"B\")",
            [7]
        ),
        Planted(.manifest, "Package.swift", house + ".systemLibrary(name: \"C\")", []),
        Planted(
            .manifest,
            "Package.swift",
            "let house = [.strictMemorySafety()]",
            [0, 0, 0, 0, 0, 0]
        ),
    ])
    func `a manifest that gives something away is found`(planted: Planted) { planted.check() }
}

struct SwiftMaskTests {
    @Test(arguments: [
        ("a // b", "a     ", "  // b"),
        ("a /* b /* c */ d */ e", "a                   e", "  /* b /* c */ d */  "),
        ("\"a\" + b", "\"   + b", "       "),
        ("\"\\\"unsafe\" + b", "\"          + b", "              "),
        ("#\"\\(a)\"# + b", " \"       + b", "            "),
        ("\"\\(a(b))c\" + d", "\"  a(b)    + d", "              "),
        ("\"\"\"\na\"b\n\"\"\" + c", "\"  \n   \n    + c", "   \n   \n       "),
        ("#if a", "#if a", "     "),
    ])
    func `code and comments are told apart`(source: String, code: String, comments: String) {
        let mask = SwiftMask(Array(source.utf8))
        #expect(String(decoding: mask.code, as: UTF8.self) == code)
        #expect(String(decoding: mask.comments, as: UTF8.self) == comments)
    }

    @Test(arguments: ["\"", "\"\\", "\"\\(", "/*", "#\"", "\"\"\"", "`", "(", ")", "\"\\("])
    func `an unfinished source has an end`(source: String) {
        #expect(SwiftMask(Array(source.utf8)).code.count == source.utf8.count)
    }
}
