private import CLinux
private import Glibc

/// The variables a program was started with.
///
/// A value, so that whatever depends on one can be tested with others.
package struct Environment: Sendable {
    private let pairs: [(name: String, value: String)]

    /// An environment of these variables; of two with one name the first counts.
    package init(_ pairs: [(name: String, value: String)]) { self.pairs = pairs }

    /// The value of a variable, if it is set.
    ///
    /// - Complexity: O(*n*) in the number of variables.
    package subscript(name: String) -> String? {
        pairs.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
    }

    /// The variables in the form `NAME=value`, as a program that is started gets them.
    package var lines: [String] { pairs.map { "\($0.name)=\($0.value)" } }

    /// The same variables with one of them set or, with `nil`, left out.
    package func setting(_ name: String, to value: String?) -> Environment {
        var others = pairs.filter { !$0.name.utf8.elementsEqual(name.utf8) }
        if let value { others.append((name, value)) }
        return Environment(others)
    }

    /// The variables this process has now.
    package static func current() -> Environment {
        var pairs: [(name: String, value: String)] = []
        var next = unsafe clinux_environment()
        while let place = unsafe next, let text = unsafe place.pointee {
            let line = unsafe String(cString: text)
            if let sign = line.utf8.firstIndex(of: UInt8(ascii: "=")) {
                pairs.append((String(line[..<sign]), String(line[line.index(after: sign)...])))
            }
            unsafe next = place + 1
        }
        return Environment(pairs)
    }

    /// Takes variables away from this process and from the programs it starts.
    ///
    /// Not safe beside other threads: called in `main` before any starts.
    package static func remove(_ names: [String]) {
        for name in names { unsafe unsetenv(name) }
    }
}
