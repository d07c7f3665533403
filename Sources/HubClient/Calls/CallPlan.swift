import HubCrypto
import HubSystem
import HubWire

/// One intended call: everything that stays the same when it is sent again.
struct CallPlan {
    let method: Method
    let isMutating: Bool
    let key: UniqueID?
    let deadline: Moment?
    private let options: CallOptions

    init(_ method: Method, _ options: CallOptions, clock: HubClock) {
        let isMutating = method.facts.isMutating
        let made = clock.instant.microseconds / 1_000
        self.init(
            method,
            isMutating: isMutating,
            key: options.key ?? (isMutating ? UniqueID(milliseconds: UInt64(max(0, made))) : nil),
            options,
            now: clock.moment
        )
    }

    init(
        _ method: Method,
        isMutating: Bool,
        key: UniqueID?,
        _ options: CallOptions,
        now: Moment
    ) {
        self.method = method
        self.isMutating = isMutating
        self.key = key
        self.options = options
        deadline = options.timeoutMilliseconds.map { now.advanced(milliseconds: $0) }
    }

    /// Whether it could change something; a dry run cannot.
    var isChange: Bool { isMutating && !options.isDryRun }

    /// Whether sending it twice can do no harm.
    var isRepeatable: Bool { !isChange || key != nil }

    /// The header of an attempt that begins now.
    func header(_ now: Moment) -> CallHeader {
        var header = CallHeader()
        header.method = method.name.description
        header.timeoutMs = deadline.map { UInt32(clamping: now.milliseconds(until: $0)) }
        header.idempotencyKey = key?.description ?? ""
        header.dryRun = options.isDryRun
        header.expectedTenant = options.expectedTenant
        header.expectedEpoch = options.expectedEpoch
        header.traceparent = options.traceparent ?? ""
        switch options.asOf {
        case .revision(let revision)?: header.asOf = .asOfRevision(revision)
        case .time(let time)?: header.asOf = .asOfTime(time)
        case nil: break
        }
        return header
    }

    /// Turns a status into success or the error it stands for.
    func check(_ status: Status) throws(ClientError) {
        guard status.code == .ok else { throw ClientError(status).with(key: key) }
        guard status.dryRun || !options.isDryRun else {
            throw ClientError(.dryRunNotEchoed).with(key: key)
        }
    }
}

extension ClientError {
    /// The same error, with the key of the change that it is about.
    func with(key: UniqueID?) -> ClientError {
        var error = self
        error.key = key
        return error
    }
}
