import HubText

// What was counted as its rule says and may not be what the council means.
extension ExtractCounter {
    /// A line for each column whose empty cells were counted as no, since empty may mean not known,
    /// one for each whose empty cells were counted as an ethnicity that is not known, and one each
    /// for whoever is in a headcount and beside it, or in two.
    var notes: [String] {
        var notes = readAsNo.sorted { $0.key.rawValue < $1.key.rawValue }.map { column, count in
            let title = titles[column] ?? column.rawValue
            let number = NumberText.grouped(count)
            return "“\(title)”: \(number) empty \(count == 1 ? "cell is" : "cells are") counted as "
                + "no; where empty means not known, fill them in, or empty the row of this column "
                + "in the map: it is then not provided"
        }
        let unknown = emptyEthnicities.sorted { $0.key.rawValue < $1.key.rawValue }
        notes += unknown.map { column, count in
            let title = titles[column] ?? column.rawValue
            let extract = Extract.allCases.first { $0.columns.contains(column) }
            let number = NumberText.grouped(count)
            return "\(extract?.rawValue ?? ""): \(number) empty "
                + "\(count == 1 ? "cell" : "cells") of “\(title)” \(count == 1 ? "is" : "are") "
                + "counted as ethnicity not known; where it was declared, fill "
                + "\(count == 1 ? "it" : "them") in"
        }
        for extract in Extract.allCases {
            guard let row = titlesRows[extract] else { continue }
            notes.append(
                "\(extract.rawValue): the titles are in row \(row); what stands above them reads "
                    + "as a heading and is passed over"
            )
        }
        if casesOfAbsent > 0 {
            let (cases, each) =
                casesOfAbsent == 1
                ? ("case is of somebody who was", "it was")
                : ("cases are of people who were", "each was")
            notes.append(
                "\(NumberText.grouped(casesOfAbsent)) counted \(cases) not on the staff on the day "
                    + "of counting, so that no headcount has them; look whether \(each) while they "
                    + "were there"
            )
        }
        if inBothServices > 0 {
            let people = inBothServices == 1 ? "person has" : "people have"
            notes.append(
                "\(NumberText.grouped(inBothServices)) \(people) a post in each service and "
                    + "\(inBothServices == 1 ? "counts" : "count") once in each, so twice in what "
                    + "is computed for both together"
            )
        }
        if movers > 0 {
            let people = movers == 1 ? "person’s" : "people’s"
            notes.append(
                "\(NumberText.grouped(movers)) \(people) post in one service ended and they went "
                    + "on in another: no leaver of any, because indicator 8 is of leaving the "
                    + "organisation"
            )
        }
        if followers > 0 {
            let people = followers == 1 ? "person’s" : "people’s"
            notes.append(
                "\(NumberText.grouped(followers)) \(people) post ended in the twelve months and "
                    + "their next one follows on after them, by the first day or with no whole "
                    + "week from Sunday to Saturday between: no leaver"
            )
        }
        if leftOnTheDay > 0 {
            let people = leftOnTheDay == 1 ? "leaver’s" : "leavers’"
            notes.append(
                "\(NumberText.grouped(leftOnTheDay)) \(people) last day is the day of counting "
                    + "itself: on the staff on that day, and a leaver of the year"
            )
        }
        return notes
    }
}
