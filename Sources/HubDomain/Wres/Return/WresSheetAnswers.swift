import HubText

// What stands in the column Answer of a sheet: days, texts, codes and ways of collecting.
extension WresSheetReading {
    static func revision(_ answer: String) throws(DomainError) -> UInt64? {
        if TextRule.trimmed(answer).isEmpty { return nil }
        do throws(TextError) {
            let number = try NumberText.whole(TextRule.trimmed(answer), in: 0...revisionMax)
            return UInt64(number)
        } catch {
            throw DomainError(.wresSheetShape, path: "based_on", error)
        }
    }

    /// The largest revision that is read.
    private static let revisionMax = 1_000_000_000_000

    static func otherCycle(_ answer: String, _ cycle: WresCycle) -> DomainError {
        DomainError(
            .wresSheetCycle,
            path: "cycle",
            found: answer,
            problem: "is another cycle than the one asked for",
            expected: cycle.id.text
        )
    }

    static func text(
        _ answer: String,
        _ rule: TextRule,
        _ reason: ReasonCode,
        _ path: String
    ) throws(DomainError) -> String {
        let kept: String
        do throws(TextError) { kept = try rule.accept(answer) } catch {
            throw DomainError(reason, path: path, error)
        }
        // It goes to the region with what is released.
        guard let personal = PersonalText.find(in: kept) else { return kept }
        throw personal.error(
            .wresPerson,
            path: path,
            expected: "the name of an organisation or a service, and nothing about a person"
        )
    }

    static func councils(_ answer: String) throws(DomainError) -> [GSSCode] {
        var councils: [GSSCode] = []
        for word in answer.split(whereSeparator: { " ,;\n".contains($0) }) {
            guard let code = GSSCode.read(String(word)) else {
                throw DomainError(
                    .wresReportingUnit,
                    path: "unit.councils",
                    found: String(word),
                    problem: "is not a council's code",
                    expected: "codes such as E10000008, with spaces between"
                )
            }
            councils.append(code)
        }
        return councils
    }

    static func day(
        _ answer: String,
        _ reason: ReasonCode,
        _ path: String
    ) throws(DomainError) -> Day? {
        if answer.isEmpty { return nil }
        do throws(TextError) { return try DayText.day(answer) } catch {
            throw DomainError(reason, path: path, error)
        }
    }

    static func source(_ answer: String) throws(DomainError) -> HarassmentSource? {
        if answer.isEmpty { return nil }
        let wanted = CSVColumn.folded(answer)
        let found = HarassmentSource.allCases.first { CSVColumn.folded($0.rawValue) == wanted }
        guard let found else {
            throw DomainError(
                .wresCollection,
                path: "harassment_source",
                found: answer,
                problem: "is not a way of collecting",
                expected: HarassmentSource.allCases.map(\.rawValue).joined(separator: ", ")
            )
        }
        return found
    }
}
