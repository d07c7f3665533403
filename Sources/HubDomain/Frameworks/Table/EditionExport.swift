package import HubText

extension Edition {
    /// The edition as a file for a spreadsheet, to be filled with descriptions, prompts and themes.
    ///
    /// What nobody published is an empty cell.
    ///
    /// - Returns: UTF-8 with mark and CRLF; cells that a spreadsheet would run are guarded.
    /// - Complexity: Linear in the edition.
    package func file() -> [UInt8] {
        var writer = CSVWriter()
        writer.write(EditionColumns.all.map(\.title))
        for heading in headings {
            let words = EditionColumns.RowKind.heading.rawValue
            writer.write([words, heading.code.text, heading.name, "", "", ""])
        }
        for item in items {
            writer.write([
                EditionColumns.RowKind.item.rawValue,
                item.code.text,
                item.name,
                item.heading?.text ?? "",
                item.description.value ?? "",
                (item.prompts.value ?? []).joined(separator: "\n"),
            ])
        }
        for theme in themes.value ?? [] {
            writer.write([EditionColumns.RowKind.theme.rawValue, "", theme, "", "", ""])
        }
        return writer.bytes
    }

    /// An edition of a region's or council's own, without items yet.
    ///
    /// - Parameters:
    ///   - id: Its name for machines.
    ///   - label: Its name for people.
    ///   - validFrom: The first day of its validity.
    /// - Returns: The edition, to be filled by an import.
    package static func local(id: EditionID, label: String, validFrom: Day?) -> Edition {
        Edition(
            id: id,
            label: label,
            validFromWords: validFrom?.words ?? "",
            validFrom: validFrom,
            isOrderPublished: true,
            isComplete: true,
            note: "",
            headings: [],
            items: [],
            themes: .notPublished,
            origin: .local,
            sources: []
        )
    }

    /// The edition with other headings, items and themes.
    func replacing(
        headings: [Heading],
        items: [FrameworkItem],
        themes: Supplied<[String]>
    ) -> Edition {
        Edition(
            id: id,
            label: label,
            validFromWords: validFromWords,
            validFrom: validFrom,
            isOrderPublished: isOrderPublished,
            isComplete: isComplete,
            note: note,
            headings: headings,
            items: items,
            themes: themes,
            origin: origin,
            sources: sources
        )
    }
}
