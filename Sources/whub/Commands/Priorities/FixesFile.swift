import HubArguments
import HubClient
import HubSystem
import HubText
import HubWire

/// The file that was sent, with what is wrong beside each row: what `--fixes` asks for.
enum FixesFile {
    /// Writes the file, where there is anything to mend; what the hub found decides the exit code,
    /// not whether this file could be written.
    ///
    /// - Parameters:
    ///   - file: The bytes that were sent.
    ///   - answer: What the hub found.
    ///   - invocation: Says where to, and whether a file that is there may be replaced.
    /// - Throws: When the file cannot be read as a table, or the system refuses to write.
    static func write(
        _ file: [UInt8],
        _ answer: ImportAssessmentResponse,
        _ invocation: Invocation
    ) throws(CommandError) {
        // The hub leaves the file out where it is too large for one answer.
        try write(file, answer.findings, annotated: answer.annotatedCsv, invocation)
    }

    /// Writes the file with its findings, where there is anything to mend.
    ///
    /// - Parameters:
    ///   - file: The bytes that were sent.
    ///   - findings: What was found in it.
    ///   - annotated: The file as the hub made it; made here where it did not.
    ///   - invocation: Says where to, and whether a file that is there may be replaced.
    /// - Throws: When the file cannot be read as a table, or the system refuses to write.
    static func write(
        _ file: [UInt8],
        _ findings: [HubWire.Finding],
        annotated: [UInt8]? = nil,
        _ invocation: Invocation
    ) throws(CommandError) {
        guard let path = invocation.line.value("fixes") else { return }
        guard !findings.isEmpty else {
            return say("There is nothing to mend: \(path) was not needed.", invocation)
        }
        guard !path.utf8.elementsEqual((invocation.line.word("FILE") ?? "").utf8) else {
            return say(
                "\(path) is the file that you send and stays as it is; name another file, such "
                    + "as --fixes \(other(path))",
                invocation
            )
        }
        guard let annotated = annotated ?? FindingList.annotated(file, findings) else {
            throw .dataError("the file cannot be read as a table, so \(path) was not written")
        }
        do throws(SystemError) {
            if invocation.line.common.isConfirmed {
                try LocalFile.replace(path, with: annotated.span)
            } else {
                try LocalFile.create(path, with: annotated.span)
            }
        } catch {
            guard error.isThere else { throw .local("\(path) cannot be written: \(error)") }
            return say(
                "\(path) is there already and was left as it is; add --yes to replace it, or "
                    + "name another file, such as --fixes \(other(path))",
                invocation
            )
        }
        say("\(path): your file, with what is wrong beside each row.", invocation)
    }

    private static func say(_ text: String, _ invocation: Invocation) {
        invocation.console.say(TerminalText.escaped(text))
    }

    /// A name beside a name: `fixes-2.csv` for `fixes.csv`.
    static func other(_ path: String) -> String {
        let ending = ".csv"
        guard path.utf8.count > ending.utf8.count, path.hasSuffix(ending) else {
            return path + "-2"
        }
        return String(path.dropLast(ending.count)) + "-2" + ending
    }
}
