import HubClient
import HubSystem

/// Where a command writes: data to one stream, everything else to the other.
struct Console: Sendable {
    /// Whether what is said to a person may carry colour.
    let colour: Colour
    /// What makes the commands that are named act where this one acted.
    var hint = CommandHint()

    /// The program's two streams.
    init(environment: Environment, refusesColour: Bool) {
        colour = Colour.decide(
            refused: refusesColour,
            isTerminal: StandardStream.error.isTerminal,
            environment: environment
        )
    }

    /// Writes data.
    ///
    /// - Parameter text: With its line ends.
    /// - Throws: Silently when nobody reads any more.
    func write(_ text: String) throws(CommandError) {
        do throws(SystemError) {
            try StandardStream.output.write(text)
        } catch {
            throw error.isBrokenPipe ? .readerGone : .local("writing failed: \(error)")
        }
    }

    /// Says something to a person.
    ///
    /// - Parameter text: Without its line end.
    func say(_ text: String) {
        // If even this fails there is nobody left to tell.
        do throws(SystemError) {
            try StandardStream.error.write("\(hint.text(text))\n")
        } catch {}
    }

    /// Says what went wrong.
    ///
    /// - Parameter text: One or several lines; the first one is marked.
    func complain(_ text: String) {
        say(colour == .wanted ? "\u{1B}[31mwhub:\u{1B}[0m \(text)" : "whub: \(text)")
    }

    /// Says what nobody may overlook.
    ///
    /// - Parameter text: One line.
    func warn(_ text: String) {
        say(colour == .wanted ? "\u{1B}[1;33m\(text)\u{1B}[0m" : text)
    }
}
