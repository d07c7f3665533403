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
    /// What the step keeps that nobody can foresee, and no script can say; `nil` for nothing.
    package let secret: Secret?

    /// Unpredictable bytes that a file is given once, when the step makes their table.
    package struct Secret: Sendable {
        /// How many bytes.
        let byteCount: Int
        /// Keeps them: `?1` are the bytes.
        let insertion: StaticString

        /// A secret.
        ///
        /// - Parameters:
        ///   - byteCount: How many bytes.
        ///   - insertion: The statement that keeps them, in which `?1` are the bytes.
        package init(byteCount: Int, insertion: StaticString) {
            self.byteCount = byteCount
            self.insertion = insertion
        }
    }

    /// A step.
    ///
    /// - Parameters:
    ///   - number: 1 for the first step of a schema, and one more for each after it.
    ///   - name: What it does, for people.
    ///   - script: What it does, for SQLite; once released it never changes.
    ///   - secret: What it keeps that nobody can foresee; once released it never changes.
    package init(number: Int, name: StaticString, script: String, secret: Secret? = nil) {
        self.number = number
        self.name = name
        self.script = script
        self.secret = secret
    }
}
