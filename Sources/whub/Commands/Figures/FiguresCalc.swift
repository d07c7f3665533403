import HubArguments
import HubDomain
import HubText

extension Command {
    /// `whub figures calc`.
    static let figuresCalc = Command(
        CommandDeclaration(
            "figures",
            "calc",
            summary: "one rate from its counts, by the rules of the national service",
            details: "Nothing is stored and no hub is asked.\n\n"
                + "A count is a whole number, none or dont-know. “None” counts as zero, “don't "
                + "know” gives no rate. Employees are permanent and temporary staff: bank, agency "
                + "and other staff are left out.\n\n"
                + "Where the rule gives no rate, or refuses one, the reason is said and the exit "
                + "code is 6; as JSON `rate` is null then and `reason` says why.",
            options: [
                option("leavers", "L", "people who left in the last 12 months"),
                option("employees", "E", "permanent and temporary staff"),
                option("vacancies", "V", "vacant posts"),
                option("posts", "P", "posts"),
                option("population", "N", "people who live there"),
                option("per", "N", "for how many people, such as 20000"),
            ],
            words: [
                WordDeclaration(
                    "RATE",
                    help: RateCalculation.names.map(\.name).joined(separator: ", ")
                )
            ],
            examples: [
                .init(
                    "whub figures calc turnover-rate --leavers 248 --employees 1000",
                    "of 1,000 staff 248 left in a year"
                ),
                .init(
                    "whub figures calc vacancy-rate --employees 6900 --vacancies 500",
                    "the vacancies stand in the denominator"
                ),
                .init(
                    "whub figures calc per-population --posts 1 --population 667 --per 20000",
                    "one post for 667 people is 29.99 for 20,000"
                ),
            ],
            sections: [
                .init("Rules", RateCalculation.names.map { .init($0.name, $0.rule.words) })
            ]
        )
    ) { (invocation) throws(CommandError) in
        let calculation = try RateCalculation(invocation)
        if try invocation.wantsJSON() {
            try invocation.console.write(calculation.json + "\n")
        } else if calculation.value != nil {
            try invocation.print(lines: calculation.lines(invocation.style))
        }
        if let error = calculation.error {
            throw .dataError(
                "\(error.finding().sentence) [\(error.reason)] Rule: "
                    + "\(calculation.rule.words)."
            )
        }
    }

    private static func option(
        _ name: String,
        _ value: String,
        _ help: String
    ) -> OptionDeclaration {
        OptionDeclaration(name, takes: .text(value), help: help)
    }
}

/// One rate, as it was asked for.
struct RateCalculation {
    /// What the rates are called on the command line.
    static let names = RateRule.allCases.map { rule in
        (name: rule.rawValue.split(separator: "_").joined(separator: "-"), rule: rule)
    }

    /// The rule that was applied.
    let rule: RateRule
    /// Why there is no rate; nil where there is one.
    private(set) var error: DomainError?
    /// The rate, as a share or as posts.
    private(set) var value: Double?
    private let counts: [(name: String, words: String)]

    /// Takes the options and applies the rule.
    ///
    /// - Throws: A mistake in the command line.
    init(_ invocation: Invocation) throws(CommandError) {
        let word = invocation.line.word("RATE") ?? ""
        guard let rule = Self.names.first(where: { $0.name == word })?.rule else {
            let known = Self.names.map(\.name).joined(separator: ", ")
            throw invocation.usage("RATE is one of \(known)")
        }
        self.rule = rule
        var options = Options(invocation, rule)
        do throws(DomainError) {
            let result = try options.result(rule)
            value = result.value
            error = result.absence?.error
        } catch {
            self.error = error
        }
        if let usage = options.usage { throw usage }
        counts = options.counts
    }

    /// The rate for a program.
    var json: String {
        var text = JSONText()
        text.add("figure", text: rule.rawValue)
        text.add("rate", number: value)
        if rule != .perPopulation { text.add("percent", number: value.map { $0 * 100 }) }
        text.add("rule", text: rule.words)
        text.add("origin", text: rule.origin)
        text.add("reason", text: error.map { $0.detail.problem })
        text.add("reason_code", text: error?.reason.text)
        return text.object
    }

    /// The rate for people.
    func lines(_ style: TerminalStyle) -> [String] {
        var page = Page(style)
        guard let value else { return page.lines }
        let name =
            rule == .perPopulation
            ? "Posts"
            : rule.rawValue.prefix(1).uppercased()
                + rule.rawValue.dropFirst().split(separator: "_").joined(separator: " ")
        let shown =
            rule == .perPopulation
            ? RatioWords.fixed(value, places: 2) : RatioWords.fixed(value * 100, places: 2) + "%"
        page.heading("\(name): \(shown)")
        page.paragraph("From: " + counts.map { "\($0.words) \($0.name)" }.joined(separator: ", "))
        page.paragraph("Rule: \(rule.words).")
        page.paragraph("Origin: \(rule.origin).", role: .quiet)
        return page.lines
    }
}

/// The counts of the command line, as a rule asks for them.
private struct Options {
    private let invocation: Invocation
    /// What is wrong with the command line.
    private(set) var usage: CommandError?
    /// What was counted.
    private(set) var counts: [(name: String, words: String)] = []

    init(_ invocation: Invocation, _ rule: RateRule) {
        self.invocation = invocation
        let wanted = Self.wanted(rule)
        let known = ["leavers", "employees", "vacancies", "posts", "population", "per"]
        let surplus = known.first { !wanted.contains($0) && invocation.line.has($0) }
        let missing = wanted.first { !invocation.line.has($0) }
        if let missing {
            usage = invocation.usage("--\(missing) is missing: it takes a count")
        } else if let surplus {
            usage = invocation.usage("--\(surplus) is not part of this rate")
        }
    }

    /// The options of a rate.
    private static func wanted(_ rule: RateRule) -> [String] {
        switch rule {
        case .turnover: ["leavers", "employees"]
        case .vacancy: ["employees", "vacancies"]
        case .perPopulation: ["posts", "population", "per"]
        }
    }

    /// What the rule makes of the counts.
    mutating func result(_ rule: RateRule) throws(DomainError) -> RateResult {
        switch rule {
        case .turnover:
            let staff = StaffCount(employees: count("employees"))
            return try Rates.turnover(leavers: count("leavers"), staff: staff)
        case .vacancy:
            let staff = StaffCount(employees: count("employees"))
            return Rates.vacancy(vacancies: count("vacancies"), staff: staff)
        case .perPopulation:
            let posts = count("posts")
            return Rates.perPopulation(
                posts: posts,
                population: number("population", least: 0),
                per: number("per", least: 1)
            )
        }
    }

    private mutating func count(_ name: String) -> CountAnswer {
        do throws(DomainError) {
            let answer = try CountAnswer.read(invocation.line.value(name) ?? "", path: name)
            counts.append((name, answer.words))
            return answer
        } catch {
            usage =
                usage
                ?? invocation.usage("--\(name): \(error.finding().sentence) [\(error.reason)]")
            return .notGiven
        }
    }

    private mutating func number(_ name: String, least: Int) -> Int {
        let typed = invocation.line.value(name) ?? ""
        do throws(TextError) {
            let number = try NumberText.whole(typed, in: least...CountAnswer.countMax)
            counts.append((name, NumberText.grouped(number)))
            return number
        } catch {
            usage = usage ?? invocation.usage("--\(name): \(error)")
            return least
        }
    }
}
