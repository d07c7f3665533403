import HubText

/// What a column of a training file can be.
package enum ImportField: String, Sendable, CaseIterable {
    /// The staff number.
    case staffNumber = "staff_number"
    /// The workplace's own id.
    case organisation
    /// The team.
    case team
    /// The main job.
    case role
    /// The topic, by name or code.
    case topic
    /// The category of ASC-WDS, by code.
    case category
    /// The course's title.
    case title
    /// When it was completed.
    case completed
    /// When it ends.
    case expiry
    /// Whether it was accredited.
    case accredited
    /// Who provided it.
    case provider
    /// Who delivered it.
    case deliveredBy = "delivered_by"
    /// How.
    case delivery
    /// Where the certificate is.
    case evidence
    /// Notes.
    case notes
    /// The first day of employment.
    case started
    /// The last day of employment.
    case left
    /// The kind of employer, by the codes of ASC-WDS.
    case employerType = "employer_type"
    /// The category of the Care Workforce Pathway.
    case pathway
    /// Further jobs, parted by semicolons.
    case otherRoles = "other_roles"
    /// What kind of record the row is.
    case kind
    /// The level of a qualification.
    case level
    /// The year in which a qualification was achieved, where no day is known.
    case year
    /// Whether a qualification is a recognised adult social care one.
    case recognised
    /// Whether the worker was found able.
    case able
    /// The role of who assessed.
    case assessedBy = "assessed_by"

    /// The title that the hub's own template has.
    package var title: String {
        switch self {
        case .staffNumber: "Staff number"
        case .organisation: "Workplace"
        case .team: "Team"
        case .role: "Job role"
        case .topic: "Topic"
        case .category: "Category code"
        case .title: "Course title"
        case .completed: "Date completed"
        case .expiry: "Expiry date"
        case .accredited: "Accredited"
        case .provider: "Provider"
        case .deliveredBy: "Delivered by"
        case .delivery: "Delivery"
        case .evidence: "Evidence"
        case .notes: "Notes"
        case .started: "Start date"
        case .left: "Leaving date"
        case .employerType: "Employer type"
        case .pathway: "Pathway category"
        case .otherRoles: "Other job roles"
        case .kind: "Kind of record"
        case .level: "Level"
        case .year: "Year achieved"
        case .recognised: "Recognised qualification"
        case .able: "Found able"
        case .assessedBy: "Assessed by (role)"
        }
    }

    /// Whether its cells are days.
    package var isDay: Bool {
        switch self {
        case .completed, .expiry, .started, .left: true
        default: false
        }
    }

    /// Whether its cells are numbers of things: where evidence is, which workplace.
    package var isReference: Bool { self == .evidence || self == .organisation }

    /// Whether its cells say something of the worker and of no record.
    package var isFact: Bool {
        switch self {
        case .started, .left, .employerType, .pathway, .otherRoles: true
        default: false
        }
    }

    /// Titles that are the first day of employment in a file about workers, and in a file about
    /// courses may be the first day of a course.
    static let startTitles = ["STARTDATE", "Started", "Date started"]

    /// Titles that people write; those of ASC-WDS files stand first.
    var synonyms: [String] {
        switch self {
        case .staffNumber:
            [
                "UNIQUEWORKERID", "Staff no", "Staff ID", "Employee number", "Employee ID",
                "Employee no", "Emp no", "Payroll number", "Payroll no", "Worker ID",
                "Personnel number",
                "Person ID", "User ID", "Assignment number",
            ]
        case .organisation:
            ["LOCALESTID", "Workplace ID", "Establishment", "Location", "Service", "Site"]
        case .team: ["Team name", "Department", "Section"]
        case .role:
            [
                "MAINJOBROLE", "Role", "Job title", "Position", "Post", "Position title", "Job",
                "Job name", "Job role title", "Main job", "Main job title", "Occupation",
                "Designation", "Post title",
            ]
        case .topic:
            [
                "Training", "Course", "Subject", "Module", "Training topic", "Competence name",
                "Training type", "Training course", "Course attended",
            ]
        case .category: ["CATEGORY", "Training category", "ASC-WDS category"]
        case .title:
            [
                "DESCRIPTION", "TRAININGNAME", "Course name", "Training name",
                "Description of training",
            ]
        case .completed:
            [
                "DATECOMPLETED", "Completed", "Completion date", "Date", "Date of training",
                "Training date", "Completed on", "Date attended", "Attended", "Date achieved",
                "Date of completion", "Date of course", "Course date", "Date training completed",
                "Date course completed", "Training completed", "Date taken", "Date passed",
            ]
        case .expiry:
            [
                "EXPIRYDATE", "Expiry", "Expires", "Expires on", "Renewal date", "Renewal",
                "Due date", "Refresher due", "Valid until", "Valid to", "Expiration date",
            ]
        case .accredited: ["Is accredited", "Accreditation"]
        case .provider: ["Training provider", "Supplier", "Provided by"]
        case .deliveredBy: ["In house or external"]
        case .delivery: ["Delivery method", "Method", "How delivered", "Delivery type"]
        case .evidence: ["Certificate", "Certificate reference", "Evidence reference"]
        // Known as what must not be sent.
        case .notes: []
        case .started:
            ImportField.startTitles + [
                "Employment start date", "Employment start", "Start of employment",
                "Date employment started", "Employment started", "Date joined", "Joined",
                "Date of joining", "Joining date", "DOJ", "Hire date", "Commencement date",
            ]
        case .left:
            [
                "Leave date", "Date left", "Employment end date", "Left", "End of employment",
                "Employment ended", "Date of leaving", "Date employment ended",
            ]
        case .employerType: ["Type of employer", "ESTTYPE"]
        case .pathway: ["Care workforce pathway", "CWPCATEGORY", "Pathway role category"]
        case .otherRoles: ["Other roles", "Other jobs", "Additional roles"]
        case .kind: ["Record kind", "Record type", "Type of record"]
        case .level: ["Qualification level"]
        case .year: ["Year", "Year awarded"]
        case .recognised: ["Recognised", "Recognised adult social care qualification"]
        case .able: ["Competent", "Able", "Outcome", "Assessed as competent"]
        case .assessedBy: ["Assessed by", "Assessor role", "Assessor"]
        }
    }
}

/// What must not leave the laptop: columns that are known for what they hold.
package enum PersonalColumn: String, Sendable, CaseIterable {
    /// A name of a person, the manager's too.
    case name
    /// A way to reach somebody.
    case contact
    /// The National Insurance number.
    case nationalInsurance = "national-insurance"
    /// The day of birth, or an age.
    case birth
    /// Ethnicity, nationality, religion or another thing that is nobody's business here.
    case characteristic
    /// Pay.
    case pay
    /// Sickness.
    case sickness
    /// A number or a result of a check or a registration.
    case check
    /// Whatever somebody wrote: the cells where personal facts arrive that nobody needs.
    case freeText = "free-text"

    private var titles: [String] {
        switch self {
        case .name:
            [
                "Name", "Full name", "First name", "Forename", "Given name", "Surname",
                "Last name", "Family name", "Middle name", "Preferred name",
                "Staff member", "Member of staff", "Known as", "Manager", "Line manager",
                "Manager name", "Supervisor", "Reports to", "Initials",
            ]
        case .contact:
            [
                "Email", "E-mail address", "Email address", "Telephone", "Phone", "Mobile",
                "Address", "Postcode",
            ]
        case .nationalInsurance:
            ["NI number", "NINO", "National insurance number", "National insurance"]
        case .birth: ["Date of birth", "DOB", "Birth date", "Age"]
        case .characteristic:
            [
                "Ethnicity", "Ethnic origin", "Nationality", "Gender", "Sex", "Religion",
                "Disability",
                "Sexual orientation", "Marital status",
            ]
        case .pay: ["Salary", "Pay", "Hourly rate", "Grade", "Pay rate", "Spinal point"]
        case .sickness: ["Sickness", "Sick days", "Days sick", "Absence"]
        case .check:
            [
                "DBS number", "DBS no", "DBS certificate number", "DBS certificate no",
                "DBS result", "Check result", "Result of check", "Disclosure number",
                "Disclosure result", "Convictions", "Registration number", "Registration no",
                "PIN", "PIN number", "NMC PIN", "HCPC number", "SWE number",
            ]
        case .freeText:
            [
                "Notes", "Note", "Comment", "Comments", "Remark", "Remarks", "Additional info",
                "Additional information", "Other information", "Further information", "Free text",
                "Trainer notes", "Trainer comments", "Delivery notes", "Course notes",
                "Training notes", "Manager notes", "Manager comments", "Feedback",
            ]
        }
    }

    // Text keys: folded titles, which are compared as people read them.
    private static let byTitle: [String: PersonalColumn] = {
        // Text keys: folded titles, which are compared as people read them.
        var found: [String: PersonalColumn] = [:]
        for kind in allCases {
            for title in kind.titles { found[CSVColumn.folded(title)] = kind }
        }
        return found
    }()

    /// What a column holds by its title; nil for a title that says none of these.
    package static func of(_ title: String) -> PersonalColumn? {
        byTitle[CSVColumn.folded(title)] ?? (isNameOfSomebody(title) ? .name : nil)
    }

    /// Whether a title is somebody’s name in other words: “Name of employee”, “Employee’s full
    /// name”.
    static func isNameOfSomebody(_ title: String) -> Bool {
        let plain = title.lowercased().filter { $0 != "'" && $0 != "’" }
        let words = plain.split { !$0.isLetter }.map(String.init)
        return words.contains { $0 == "name" || $0 == "names" }
            && words.contains { somebody.contains($0) }
    }

    // Text keys: words in small ASCII letters.
    private static let somebody: Set<String> = [
        "carer", "carers", "colleague", "colleagues", "delegate", "delegates", "employee",
        "employees", "learner", "learners", "manager", "managers", "member", "nurse", "person",
        "persons", "staff", "supervisor", "worker", "workers",
    ]
}
