import HubText
import Testing

@testable import HubDomain

private let head = "Staff No,Training,Date Completed\n"

/// One staff number that is typed in several ways, in one file and by itself.
struct StaffNumberSpellingTests {
    @Test(arguments: [
        ("C04000", "C-04000", true), ("C04000", "C 04000", true), ("C04000", "C4000", true),
        ("C04000", "C.04000", true), ("C04000", "C/04000", true),
        ("c04000", "C\u{2011}04000", true),
        ("0012", "12", true), ("1/23", "123", true),
        ("1/23", "12/3", false), ("C04000", "C04001", false), ("C04000", "D04000", false),
        ("C04000", "C40000", false), ("C04000", "c04000", false), ("105", "15", false),
    ])
    func `spellings of one number are known, other numbers are not`(
        left: String,
        right: String,
        isSpelling: Bool
    ) throws {
        let (one, other) = (try StaffNumber.read(left), try StaffNumber.read(right))
        #expect(one.isSpelling(of: other) == isSpelling)
        #expect(other.isSpelling(of: one) == isSpelling)
    }

    @Test(arguments: ["C-04000", "C 04000", "C4000", "C/4000"])
    func `the spelling that is recorded is among those that are tried`(typed: String) throws {
        let number = try StaffNumber.read(typed)
        let spellings = number.spellings
        #expect(spellings.contains(try StaffNumber.read("C04000")))
        #expect(spellings.count <= StaffNumber.spellingsMax && !spellings.contains(number))
    }

    @Test func `white space of any kind around and in a number is no other number`() throws {
        let plain = try StaffNumber.read("C 04000")
        #expect(try StaffNumber.read("\u{A0} C\u{A0}04000\u{2003}") == plain)
        #expect(try StaffNumber.read("\u{A0}C04000\u{A0}") == StaffNumber.read("C04000"))
    }

    @Test func `a number that differs by how it is typed is told with the row of the other`() throws
    {
        let file = try ReadFile(
            head + "C04010,Autism,14/03/2024\nC04011,Autism,14/03/2024\n"
                + "C-04010,Fire safety,14/03/2024\nC4011,Fire safety,14/03/2024\n"
        )
        #expect(file.found == ["TRNG-0278 4", "TRNG-0278 5"])
        #expect(file.reader.report.errors == 0 && file.records.count == 4)
        let first = try #require(file.reader.report.kept.first)
        #expect(first.suggestion == "C04010" && first.problem.contains("row 2"))
        #expect(first.place.column == 0 && first.severity == .warning)
    }

    @Test func `the spelling of most rows is proposed, wherever the odd one stands`() throws {
        let file = try ReadFile(
            head + "C 04010,Autism,14/03/2024\nC04010,Autism,14/03/2024\n"
                + "C04012,Autism,14/03/2024\n"
        )
        #expect(file.found == ["TRNG-0278 2"])
        #expect(file.reader.report.kept.first?.suggestion == "C04010")
    }

    @Test func `numbers of one form, and one in capitals or with spaces around, are not told`()
        throws
    {
        let rows = (1...300).map { "C\(10_000 + $0),Autism,14/03/2024\n" }.joined()
        #expect(try ReadFile(head + rows).count(.staffNumberSpelling) == 0)
        let same = try ReadFile(
            head + "C04010,Autism,14/03/2024\n c04010 ,Fire safety,14/03/2024\n"
                + "\u{A0}C04010,Oral health,14/03/2024\n"
        )
        #expect(same.count(.staffNumberSpelling) == 0 && same.reader.staffNumbers.count == 1)
    }
}

/// All that is wrong with a row at once.
struct RowErrorsTests {
    @Test func `a day that cannot be read hides no other error and no remark of its row`() throws {
        let file = try ReadFile(
            "Staff No,Training,Date Completed,Expiry date,Accredited,Provider,Other roles\n"
                + "E1,Zzz,soon,31/02/2027,perhaps,ann@example.org,Jane Smith; cook\n"
        )
        #expect(
            Set(file.found) == [
                "TRNG-0101 2", "TRNG-0135 2", "TRNG-0107 2", "TRNG-0237 2", "TRNG-0280 2",
            ]
        )
        #expect(file.count(.dateUnreadable) == 2 && file.records.isEmpty)
    }

    @Test(arguments: ["Jane Smith", "cook; Jane Smith", "Dr Jones"])
    func `a job that reads as a name is told and not repeated`(jobs: String) throws {
        let file = try ReadFile("Staff No,Job role,Other roles\nE1,Care worker,\(jobs)\n")
        #expect(file.found == ["TRNG-0280 2"] && file.reader.report.errors == 0)
        #expect(file.reader.report.kept.first?.sentence.contains("Jones") == false)
        #expect(file.reader.report.kept.first?.sentence.contains("Smith") == false)
    }

    @Test func `jobs are not told, and a name in the job role’s column is`() throws {
        let jobs = try ReadFile(
            "Staff No,Job role,Other roles\nE1,Senior Care Worker,Cook; Registered Manager\n"
        )
        #expect(jobs.count(.roleName) == 0)
        let name = try ReadFile("Staff No,Job role\nE1,Jane Smith\nE2,Jane Smith\n")
        #expect(name.count(.roleName) == 2)
    }

    @Test
    func `a spelling is told by its shape, and only whoever typed the number can tell it`() throws {
        let typed = try StaffNumber.read("C 0513")
        let held = try StaffNumber.read("C0513")
        let words = held.shapeWords
        #expect(words == "the number written as A9999, where A is a letter and 9 a digit")
        #expect(typed.spelling("Expected \(words)") == held)
        #expect(try StaffNumber.read("C 0514").spelling(words)?.text == "C0514")
        #expect(typed.spelling("no worker is recorded under it") == nil)
        #expect(try StaffNumber.read("D77").spelling(words)?.text == "D0077")
        // Each spelling has a shape of its own.
        let shapes = typed.spellings.map(\.shapeWords)
        #expect(Set(shapes).count == shapes.count)
    }
}
