/// One step of a schema, forward only.
///
/// Its SQL is remembered in each file as a digest: a program whose released migration differs from
/// the one that made the file is refused, instead of working on tables it does not know. So the SQL
/// of a step stands by itself, as text, and owes nothing to declarations that live on.
package struct Migration: Sendable {
    /// 1 for the first step of a schema, and one more for each after it.
    package let number: Int
    /// What it does, for people.
    package let name: StaticString
    /// What it does, for SQLite: every statement ends with a semicolon, every table is `STRICT`.
    package let script: String

    /// A step.
    ///
    /// - Parameters:
    ///   - number: 1 for the first step of a schema, and one more for each after it.
    ///   - name: What it does, for people.
    ///   - script: What it does, for SQLite; once released it never changes.
    package init(number: Int, name: StaticString, script: String) {
        self.number = number
        self.name = name
        self.script = script
    }
}
