/// How long a test waits for what must come: so long that only a mistake makes it wait in vain.
///
/// A machine that does much else is slow for minutes; a limit that it can reach says nothing about
/// the program.
package enum Patience {
    /// For a program, a line or an answer, in seconds.
    package static let seconds: UInt64 = 600
}
