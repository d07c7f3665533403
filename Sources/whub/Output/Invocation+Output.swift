import HubArguments
import HubClient
import HubSystem
import HubText
import HubWire

extension Invocation {
    /// How tables and pictures are laid out on standard output.
    var style: TerminalStyle {
        let colour = Colour.decide(
            refused: line.common.isPlain,
            isTerminal: StandardStream.output.isTerminal,
            environment: environment
        )
        return TerminalStyle(environment, columns: StandardStream.output.columns, colour: colour)
    }

    /// Prints an answer in the form that `-o` asks for.
    ///
    /// - Parameters:
    ///   - message: The answer, for JSON.
    ///   - listing: The same as rows.
    ///   - lines: The same for people; `nil` for the rows as a table.
    /// - Throws: When nobody reads any more.
    func print(
        _ message: some WireMessage,
        _ listing: Listing,
        lines: ((TerminalStyle) -> [String])? = nil
    ) throws(CommandError) {
        switch line.common.output {
        case .json: try printJSON(message)
        case .csv: try console.write(bytes: listing.csv)
        case .table: try print(lines: lines?(style) ?? listing.lines(style))
        }
    }

    /// Prints lines.
    func print(lines: [String]) throws(CommandError) {
        guard !lines.isEmpty else { return }
        try console.write(lines.joined(separator: "\n") + "\n")
    }

    /// Prints a message as JSON.
    func printJSON(_ message: some WireMessage) throws(CommandError) {
        try console.write(
            TerminalText.escaped(json: message.jsonString(pretty: true)) + "\n"
        )
    }

    /// Prints a whole file, or keeps it where `--out` says; a file that is there is left alone.
    ///
    /// - Parameters:
    ///   - bytes: What the file holds.
    ///   - next: What to do with it, said where it was kept.
    /// - Throws: When it cannot be written; the exit code tells a file that was there before.
    func printFile(_ bytes: [UInt8], next: String) throws(CommandError) {
        guard let path = line.value("out") else {
            try console.write(bytes: bytes)
            if StandardStream.output.isTerminal {
                console.say("Keep it in a file with --out FILE.")
            }
            return
        }
        try create(path, bytes)
        console.say(TerminalText.escaped("\(path) is written. \(next)"))
    }

    /// Keeps a picture in a new file.
    func keep(picture: String, at path: String) throws(CommandError) {
        try keep(Array(picture.utf8), at: path)
    }

    /// Keeps bytes in a new file.
    func keep(_ bytes: [UInt8], at path: String) throws(CommandError) {
        try create(path, bytes)
        console.say(TerminalText.escaped("\(path) is written."))
    }

    private func create(_ path: String, _ bytes: [UInt8]) throws(CommandError) {
        do throws(SystemError) {
            try LocalFile.create(path, with: bytes.span)
        } catch {
            throw error.isThere
                ? .taken("\(path) is there already; choose another name")
                : .local("\(path) cannot be written: \(error)")
        }
    }

    /// The bytes of a file that was named, or of standard input for `-`.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - bytesMax: The most that is accepted.
    /// - Returns: All of it.
    /// - Throws: When it cannot be read or is too large.
    func contents(of path: String, bytesMax: Int) throws(CommandError) -> [UInt8] {
        let isInput = path.utf8.elementsEqual("-".utf8)
        let bytes: [UInt8]?
        do throws(SystemError) {
            bytes =
                isInput
                ? try StandardStream.input.readAll(bytesMax: bytesMax)
                : try LocalFile.read(path, bytesMax: bytesMax)
        } catch {
            if error.isMissing {
                throw .missing("there is no file \(path)", next: "check the name and the folder")
            }
            throw .local("\(path) cannot be read: \(error)")
        }
        guard let bytes else { throw .dataError("\(path) has more than \(bytesMax) bytes") }
        return bytes
    }

    /// Asks before something is changed; answered by `--yes`, not asked of a dry run.
    ///
    /// - Parameter question: Ends with a question mark.
    /// - Throws: When the answer is no, or nobody is there to answer.
    func confirm(_ question: String) throws(CommandError) {
        if line.common.isConfirmed || line.common.isDryRun { return }
        guard StandardStream.input.isTerminal else {
            throw usage("nobody is there to be asked: add --yes to do it, --dry-run to see it")
        }
        do throws(SystemError) {
            let asked = TerminalText.escaped(question)
            try StandardStream.error.write("\(asked) [y/N] ")
            let answer = try StandardStream.input.readLine(bytesMax: answerBytesMax) ?? []
            let word = String(decoding: answer, as: UTF8.self).lowercased()
            if word == "y" || word == "yes" { return }
        } catch {
            throw .local("the answer cannot be read: \(error)")
        }
        throw .local("nothing was changed")
    }

    /// Says what became of a change, or would have become of it without `--dry-run`.
    ///
    /// - Parameters:
    ///   - done: What was done, as "the window is set"; empty where that was shown before.
    ///   - saved: What the hub says.
    ///   - next: The command to go on with; empty for none.
    func sayKept(_ done: String, _ saved: Saved?, next: String = "") {
        if line.common.isDryRun {
            let would = done.isEmpty ? "" : " Without --dry-run: \(done)."
            console.say(TerminalText.escaped("Dry run: nothing was kept.\(would)"))
            return
        }
        let revision = saved.map { " (revision \($0.revision))" } ?? ""
        console.say(TerminalText.escaped("\(done)\(revision)."))
        if !next.isEmpty { console.say("Next: \(TerminalText.escaped(next))") }
    }
}

/// The longest answer to a question.
private let answerBytesMax = 64

extension Console {
    /// Writes data as bytes.
    ///
    /// - Parameter bytes: The data.
    /// - Throws: Silently when nobody reads any more.
    func write(bytes: [UInt8]) throws(CommandError) {
        do throws(SystemError) {
            try StandardStream.output.write(bytes.span)
        } catch {
            throw error.isBrokenPipe ? .readerGone : .local("writing failed: \(error)")
        }
    }
}
