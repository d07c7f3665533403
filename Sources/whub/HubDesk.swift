import HubArguments
import HubClient
import HubWire

/// A command's conversation with the hub.
protocol HubDesk {
    /// The command's run.
    var invocation: Invocation { get }
    /// What the command line says about the call the command is about.
    var options: CallOptions { get }
}

extension HubDesk {
    /// The options of a call that only reads, or brings what is kept later.
    var reading: CallOptions {
        var reading = options
        reading.isDryRun = false
        reading.key = nil
        return reading
    }

    /// The options of a call on the way: the present, and nothing is changed by it.
    var asides: CallOptions {
        var asides = reading
        asides.asOf = nil
        return asides
    }

    /// Calls a method.
    ///
    /// - Parameters:
    ///   - method: A method of one of the desk's clients.
    ///   - request: Its request.
    ///   - options: Other options than the command line's.
    /// - Returns: The response.
    /// - Throws: What the hub or the way to it says.
    func ask<Request, Response>(
        _ method: (Request, CallOptions) throws(ClientError) -> Response,
        _ request: Request,
        _ options: CallOptions? = nil
    ) throws(CommandError) -> Response {
        do throws(ClientError) {
            return try method(request, options ?? self.options)
        } catch {
            throw CommandError(error, next: next(after: error))
        }
    }

    /// How to go on, where the command line says more about it than the registry of reasons.
    private func next(after error: ClientError) -> String? {
        StaleWords.next(error, after: invocation.line.command) ?? spelling(error)
            ?? afterUnknownOutcome(error)
    }

    /// The number that was probably meant, where a worker is recorded under another spelling.
    private func spelling(_ error: ClientError) -> String? {
        let line = invocation.line
        let typed = line.allWords("REF") + [line.value("worker") ?? ""]
        return SpellingHint.number(of: error.status?.violations ?? [], among: typed).map {
            "did you mean “\($0)”? Type the same command with it"
        }
    }

    /// How to go on where nobody knows whether a change was made, and the command reads afresh what
    /// it changes: a second try is another change, which no key makes the same.
    private func afterUnknownOutcome(_ error: ClientError) -> String? {
        let command = invocation.line.command
        let key = PrioritiesDesk.keyOption.name
        guard error.retry == .outcomeUnknown, command.effect == .writes,
            command.options.allSatisfy({ !$0.name.utf8.elementsEqual(key.utf8) })
        else { return nil }
        return "look whether it was done; if it was not, type the same command again"
    }

    /// Calls a method, and says better than the registry of reasons what to do at one of them.
    ///
    /// - Parameters:
    ///   - method: A method of one of the desk's clients.
    ///   - request: Its request.
    ///   - reason: The reason that the command knows more about.
    ///   - next: What to do then.
    /// - Returns: The response.
    /// - Throws: What the hub or the way to it says.
    func ask<Request, Response>(
        _ method: (Request, CallOptions) throws(ClientError) -> Response,
        _ request: Request,
        at reason: Reason,
        next: String
    ) throws(CommandError) -> Response {
        do throws(ClientError) {
            return try method(request, options)
        } catch {
            let isKnown = error.reasonCode.utf8.elementsEqual(reason.code.utf8)
            throw CommandError(error, next: isKnown ? next : self.next(after: error))
        }
    }

    /// The value of an option that must be given.
    func required(_ option: String) throws(CommandError) -> String {
        guard let value = invocation.line.value(option), !value.isEmpty else {
            throw invocation.usage("--\(option) is missing")
        }
        return value
    }

    /// The message in the JSON file that `--file` names.
    ///
    /// - Parameters:
    ///   - type: The message's type.
    ///   - method: The method that takes it.
    /// - Returns: The message.
    /// - Throws: When there is no such file or it is no such message.
    func message<Message: WireMessage>(
        _ type: Message.Type,
        for method: Method
    ) throws(CommandError) -> Message {
        try invocation.file(of: type.wireTable, for: method) { (json) throws(WireError) in
            try type.init(json: json)
        }
    }
}

extension Invocation {
    /// What stands in the JSON file that `--file` names.
    ///
    /// - Parameters:
    ///   - table: The message that stands in it.
    ///   - method: The method that takes it.
    ///   - read: Reads it.
    /// - Returns: What was read.
    /// - Throws: When there is no such file or it is not of that kind.
    func file<Content>(
        of table: MessageTable,
        for method: Method,
        _ read: ([UInt8]) throws(WireError) -> Content
    ) throws(CommandError) -> Content {
        guard let path = line.value("file") else { throw usage("--file is missing") }
        let bytes = try contents(of: path, bytesMax: JSONLimits.bytesMax)
        do throws(WireError) {
            return try read(bytes)
        } catch {
            throw .dataError(
                "\(path) cannot be taken: \(JSONFault.text(error, of: table))",
                next: "mend the file; whub describe \(MethodName.last(method)) tells what is sent"
            )
        }
    }
}
