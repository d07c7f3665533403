import HubArguments

@testable import whubd

/// What can be typed after the server's name; in a file of its own, since both programs have a
/// `Program`.
let serverGrammar = Program.grammar
