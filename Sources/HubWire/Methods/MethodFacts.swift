/// What the gate has to know of a method, stated where the method is declared.
public struct MethodFacts: Sendable, Hashable {
    /// Whose data it touches.
    public let scope: Scope
    /// What a role must hold to call it.
    public let permission: Permission
    /// The family of services that the role is granted for.
    public let family: Family
    /// The most sensitive data that it carries.
    public let dataClass: DataClass
    /// What a call leaves behind beside its effect.
    public let audit: Audit
    /// What a call may use up.
    public let cost: Cost
    /// Whether it changes records.
    public let isMutating: Bool
    /// Whether it answers as of an earlier revision or time.
    public let supportsAsOf: Bool
    /// Whether it can be asked what it would do.
    public let supportsDryRun: Bool
    /// Whether it answers in pages with a cursor.
    public let isPaged: Bool
    /// Whether it takes effect only when a second person approves.
    public let needsSecondPerson: Bool
    /// The register's entry that has to be filled before anything is loaded.
    public let dataSet: DataSet

    /// Facts for generated code and tests.
    public init(
        scope: Scope,
        permission: Permission,
        family: Family,
        dataClass: DataClass,
        audit: Audit,
        cost: Cost,
        isMutating: Bool,
        supportsAsOf: Bool,
        supportsDryRun: Bool,
        isPaged: Bool,
        needsSecondPerson: Bool,
        dataSet: DataSet = .none
    ) {
        self.scope = scope
        self.permission = permission
        self.family = family
        self.dataClass = dataClass
        self.audit = audit
        self.cost = cost
        self.isMutating = isMutating
        self.supportsAsOf = supportsAsOf
        self.supportsDryRun = supportsDryRun
        self.isPaged = isPaged
        self.needsSecondPerson = needsSecondPerson
        self.dataSet = dataSet
    }
}

/// How many messages each side of a call sends.
public enum MethodShape: Sendable, Hashable {
    /// One each way.
    case unary
    /// One request, any number of responses.
    case serverStream
    /// Any number of requests, one response.
    case clientStream
    /// Any number each way.
    case bidirectional
}
