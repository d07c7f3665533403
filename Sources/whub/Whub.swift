import HubClient
import HubSystem

/// The program's entry.
@main
struct Whub {
    static func main() {
        // Whoever reads the output may stop early, as with `whub … | head`.
        SignalMask.ignoreBrokenPipes()
        let environment = Environment.current()
        let code = Program.run(ThisProcess.arguments, environment)
        ThisProcess.exit(code: code.rawValue)
    }
}
