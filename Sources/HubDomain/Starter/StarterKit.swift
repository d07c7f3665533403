import HubText

/// The files with which a council can begin without a program: a template, a glossary, a page that
/// says what to do.
package enum StarterKit {
    /// A file of the kit.
    package struct File: Equatable, Sendable {
        /// Its name.
        package let name: String
        /// Its bytes, for a spreadsheet or an editor on Windows.
        package let bytes: [UInt8]
    }

    /// The files for one council, or for any.
    ///
    /// - Parameters:
    ///   - edition: The edition to assess against.
    ///   - scale: The region's scale, nil if it has none.
    ///   - council: The council's code, nil to leave it open.
    /// - Returns: `self-assessment.csv`, `glossary.csv` and `read-me.txt`.
    /// - Throws: DATA-0001 if the built-in glossary is damaged.
    package static func files(
        edition: Edition,
        scale: RatingScale?,
        council: GSSCode? = nil
    ) throws(DomainError) -> [File] {
        let export = AssessmentExport(edition: edition, council: council)
        return [
            File(
                name: "self-assessment.csv",
                bytes: export.file(export.templateRows(scale: scale))
            ),
            File(name: "glossary.csv", bytes: try glossary()),
            File(name: "read-me.txt", bytes: readMe(edition: edition, scale: scale)),
        ]
    }

    private static func glossary() throws(DomainError) -> [UInt8] {
        let library = try FrameworkLibrary.shipped()
        var writer = CSVWriter()
        writer.write(["Word", "Meaning", "Whose words", "Where it was read"])
        for entry in try Glossary.shipped() {
            let sources = entry.sources.compactMap(library.source)
                .map { "\($0.publisher): \($0.title)" }
            writer.write([
                entry.term,
                entry.meaning,
                entry.origin == .published ? "from published sources" : "of this program",
                sources.joined(separator: "\n"),
            ])
        }
        return writer.bytes
    }

    private static func readMe(edition: Edition, scale: RatingScale?) -> [UInt8] {
        var lines = [
            "Self-assessment: \(edition.label)", "",
            "1. Open self-assessment.csv in a spreadsheet. Each row is one strength, one area for",
            "   improvement\(scale == nil ? "" : ", or the rating of a priority"). "
                + "Copy a row to write more than one.",
            "2. Write in the column Text. Put evidence, if you have any, one piece on each line of",
            "   the cell: an https address, or the title of a document.",
            "3. In the column Sharing choose, row by row: private, shared unnamed, or shared "
                + "named.",
            "   An empty cell is private.",
            "4. Leave the column Reference empty in new rows. Once a row has a reference, it keeps "
                + "it.",
            "5. To remove a row that was sent before, write remove in the column Action.",
            "   A row that is left out of the file removes nothing.",
            "6. Save as “CSV UTF-8” and send it. If anything is wrong, nothing is changed: you get",
            "   the same file back, with what is wrong beside each row.",
        ]
        if let scale {
            lines += ["", "Scale “\(scale.name)”:"]
            for (index, level) in scale.levels.enumerated() {
                lines.append(
                    "   \(index + 1)  \(level.name)" + (level.meaning.isEmpty ? "" : ": ")
                        + level.meaning
                )
            }
            let best = scale.direction == .higherIsBetter ? scale.levels.last : scale.levels.first
            lines.append("   The best level is “\(best?.name ?? "")”. A rating is optional.")
        }
        lines += ["", "Priorities:"]
        lines += edition.items.map { "   \($0.code)  \($0.name)" }
        if !edition.note.isEmpty { lines += ["", edition.note] }
        return TextEncoding.utf8WithMark.mark
            + Array((lines.joined(separator: "\r\n") + "\r\n").utf8)
    }
}
