import HubClient
import HubSystem
import HubText

/// The load generator's entry.
@main
struct Bench {
    static func main() {
        SignalMask.ignoreBrokenPipes()
        do throws(BenchError) {
            try run(ThisProcess.arguments)
        } catch {
            say("whub-bench: \(error.message)")
            ThisProcess.exit(code: error.code)
        }
    }

    private static func run(_ words: [String]) throws(BenchError) {
        guard !words.isEmpty, !words.contains("--help"), !words.contains("-h") else {
            return print(BenchOptions.help)
        }
        let options = try BenchOptions(words)
        do throws(SystemError) {
            try DescriptorLimit.raise()
        } catch {
            throw BenchError("\(error)")
        }
        switch options.mode {
        case .unary, .write: print(try CallLoad.run(options).json)
        case .idle: try IdleLoad.run(options)
        case .handshake: print(try HandshakeLoad.run(options).json)
        case .flood: print(try FloodLoad.run(options))
        }
    }

    /// Writes one line of data.
    static func print(_ line: String) {
        do throws(SystemError) { try StandardStream.output.write("\(line)\n") } catch {}
    }

    /// Says one line to a person.
    static func say(_ line: String) {
        do throws(SystemError) { try StandardStream.error.write("\(line)\n") } catch {}
    }
}

/// Why a run came to nothing.
struct BenchError: Error {
    /// For a person.
    let message: String
    /// The code the program ends with.
    let code: Int32

    init(_ message: String, code: Int32 = 1) {
        self.message = TerminalText.escaped(message)
        self.code = code
    }
}
