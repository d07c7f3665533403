import HubDomain
import HubSystem
import HubText

/// Reads a training file on this computer by the rules that the hub goes by.
enum LocalReading {
    /// A reader of a file.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - mapping: Which column is what.
    ///   - mixed: The columns that an earlier reader found to have days in both orders.
    /// - Returns: The reader, at the beginning.
    /// - Throws: When this computer does not know which day it is.
    static func reader(
        _ file: TrainingFile,
        _ mapping: ColumnMapping,
        mixed: Set<Int> = []
    ) throws(CommandError) -> TrainingFileReader {
        let now = HubClock.system.instant.microseconds
        guard let today = LondonTime.day(atMicroseconds: now) else {
            throw .local("the clock of this computer shows no day")
        }
        return TrainingFileReader(
            mapping: mapping,
            catalogue: try TrainingMap.catalogue(),
            policy: RecordPolicy(today: today),
            delimiter: file.delimiter,
            seed: UInt64.random(in: 0 ... .max),
            mixedColumns: mixed,
            titlesRow: file.titlesRow
        )
    }
}
