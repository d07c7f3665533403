import HubDomain
import Testing

/// How well roles and names of people are told apart; every name of a person is invented.
struct RoleWordsTests {
    /// Titles as they stand in plans, committee papers and advertisements of adult social care.
    private static let roles = parts(
        """
        Director of Adult Social Services; Assistant Director of Adult Social Care; Head of
        Commissioning; Principal Occupational Therapist; Principal Social Worker; Lead for
        Nursing; Skills for Care Locality Manager; ICB workforce lead; Registered Manager;
        Nominated Individual; Deputy Manager; Team Leader; Senior Care Worker; Approved Mental
        Health Professional; Best Interests Assessor; Shared Lives Coordinator; Personal
        Assistant; Reablement Worker; Rehabilitation Officer; Chief Executive; Monitoring
        Officer; Section 151 Officer; Cabinet Member for Adults; Portfolio Holder; Lead Member;
        Caldicott Guardian; Data Protection Officer; Freedom To Speak Up Guardian; Director of
        People; Strategic Director; Interim Director; Executive Director; Director of Public
        Health; Head of Organisational Development; Organisational Development Business Partner;
        Human Resources Business Partner; Workforce Development Manager; Learning and
        Development Officer; Apprenticeship Manager; Recruitment Coordinator; Market Development
        Manager; Contracts Manager; Brokerage Manager; Quality Assurance Manager; Safeguarding
        Adults Manager; Chief Nurse; Chief Social Worker; Chief People Officer; System Workforce
        Lead; Place Lead; Integration Lead; Transformation Lead; Programme Director; Project
        Manager; Performance Analyst; Equality Diversity and Inclusion Lead; Race Equality Lead;
        Race Equality Ambassador; Staff Side Secretary; Unison Branch Secretary; Work Coach;
        Employer Adviser; Dean of Health; Academy Manager; Practice Educator; Practice
        Development Lead; Assessed Year Lead; Care Home Manager; Extra Care Scheme Manager;
        Housing Options Manager; Technology Enabled Care Lead; Digital Lead; Finance Business
        Partner; Service Manager; Group Manager; Area Manager; Regional Manager; Operations
        Director; Locality Lead; Clinical Lead; Dementia Lead; Autism Lead; Moving and Handling
        Adviser; Sensory Services Manager; Direct Payments Officer; Town Clerk; Elected Member;
        Ward Member; Scrutiny Chair; Independent Chair; Board Chair; Lay Member; Expert by
        Experience; Carers Champion; Dignity Champion; Volunteer Coordinator; Community
        Connector; Link Worker; Care Navigator; Social Prescriber; Night Manager; Activities
        Coordinator; Hospital Discharge Lead; Emergency Duty Manager; Adult Services Manager;
        Head of Provider Services; Locality Commissioner; Workforce Planning Officer; Principal
        Educator; Advanced Practitioner; Social Care Assessor; Trusted Assessor; Stroke
        Coordinator; Care Technologist; Falls Prevention Lead; Director of Nursing; Director of
        Finance; Director of Workforce; Chief Operating Officer; Chief Finance Officer; Deputy
        Chief Executive; Head of People; People Business Partner; Talent Partner; Trade Union
        Convenor; Shop Steward; Full Time Organiser; Branch Chair; Race Equality Champion;
        Wellbeing Guardian; Speaking Up Champion; College Principal; Vice Chancellor; Programme
        Leader; Senior Lecturer; Curriculum Manager; Employer Engagement Manager; Partnership
        Manager; Skills Lead; Care Academy Lead; International Recruitment Lead; Sponsorship
        Manager; Compliance Manager; Licensing Manager; Payroll Manager; Rota Manager; Bank
        Coordinator; Peripatetic Manager; Domiciliary Care Manager; Supported Living Manager;
        Day Centre Manager; Unit Manager; Home Manager; Bursar; Company Secretary; Managing
        Director; Franchise Owner; Responsible Person; Accountable Officer; Joint Commissioner;
        Better Care Fund Manager; Neighbourhood Lead; Healthwatch Manager; Chief Officer; Trust
        Secretary; Ward Councillor; Leader of the Council; Mayor; Council Leader; Executive
        Member; Overview Chair; Lived Experience Lead; Peer Mentor; Peer Supporter; Family
        Carer; Unpaid Carer; Parent Carer; Care Ambassador; Proud to Care Lead; Regional
        Coordinator; Network Convenor; Workstream Sponsor; Senior Responsible Owner; Data
        Analyst; Insight Manager; Business Intelligence Lead; Statistician; Research Fellow;
        Evaluator; Delivery Manager; Change Manager; Democratic Services Officer; Executive
        Assistant; Office Manager; Finance Director; Accountant; Legal Adviser; Union
        Representative; Health Lead; Primary Care Lead; Pharmacist; District Nurse; Community
        Matron; Ward Sister; Physiotherapist; Speech Therapist; Dietitian
        """
    )

    private static let names = parts(
        """
        Jane Smith; John Brown; Mohammed Khan; Priya Patel; Mary-Ann O'Neill; Anne Marie Jones;
        David Williams; Sarah Taylor; Olu Adeyemi; Li Wei; Chloe Davies; Tom Baker; Karen
        Hughes; Siobhan Murphy; Zoë Müller; Cllr Ahmed; Dr Ruth Green; Mr Singh; J Smith; J.
        Smith; Jane A Smith; Rose Hall; Amanda Ward; Peter Dean; Will Chambers; Hope Carver; Jo
        Bishop; Ian Marshall; Alan Clark; Bob Cook; Fatima Begum; Kwame Mensah; Nia Evans;
        Callum Fraser; Agnieszka Kowalska; Ewa Nowak; Maria da Silva; Vincent van Dijk; Ahmed El
        Sayed; Sam Lee; Emma Thompson; Nisha Shah; Oluwaseun Balogun; George Clarke; Harpreet
        Kaur; Ben Turner; Lucy Mason; Rachel Cooper; Daniel Wright; Yusuf Ali; Catherine Hill;
        Ivy Field; Leo Banks; Joy Marsh; Faith Church; Paul Constable; Simon Knight; Ruby Day;
        Victor Young; Max Power
        """
    )

    private static func parts(_ text: String) -> [String] {
        let line = text.split(separator: "\n").joined(separator: " ")
        return line.split(separator: ";").map { String($0.drop { $0 == " " }) }
    }

    @Test
    func `no title of a role reads as a name, also without capitals`() {
        #expect(Self.roles.count == 207)
        for role in Self.roles {
            #expect(!RoleWords.looksLikeName(role), "\(role)")
            #expect(!RoleWords.looksLikeName(role.lowercased()), "\(role)")
        }
    }

    @Test
    func `a name is seen, with the letter of one and with small words in it`() {
        #expect(Self.names.count == 60)
        for name in Self.names { #expect(RoleWords.looksLikeName(name), "\(name)") }
    }

    @Test
    func `no role reads as a name beside another one, in small letters either`() {
        for (role, other) in zip(Self.roles, Self.roles.dropFirst() + ["Director"]) {
            for text in [
                role, role.lowercased(), "\(role), \(other)", "\(role) (\(other.lowercased()))",
                "\(role) - \(other)", "\(role)/\(other)",
            ] { #expect(!RoleWords.mentionsName(text), "\(text)") }
        }
    }

    @Test
    func `a name is seen beside a role, and all but one in small letters`() {
        for name in Self.names {
            for text in [
                name, "\(name), workforce lead", "workforce lead (\(name))",
                "Head of Recruitment – \(name)", "director: \(name)", "Registered Manager/\(name)",
            ] { #expect(RoleWords.mentionsName(text), "\(text)") }
        }
        let missed = Self.names.filter { !RoleWords.mentionsName($0.lowercased()) }
        // The letter of a name in small letters is a word that roles have, too.
        #expect(missed == ["Jane A Smith"], "\(missed)")
        #expect(RoleWords.mentionsName("workforce lead, jane smith"))
    }

    @Test(arguments: [
        ("Agreed with Cllr Ahmed", true), ("Mr Singh leads it", true), ("Dr. Green’s panel", true),
        ("Led by Ms O'Neill (lead)", true), ("Prof Wright, and others", true),
        ("Jane Smith was promoted", false), ("We do not miss Targets", false),
        ("Dr appointments on time", false), ("Mr", false), ("", false),
        ("Black History Month in West Yorkshire", false), ("Ask each Cllr Lead to open it", false),
        ("Mixed panels for all posts above grade 9", false),
    ])
    func `a text is seen to call somebody by a title and a name`(text: String, isSeen: Bool) {
        #expect(RoleWords.titlesSomebody(text) == isSeen)
    }

    @Test(arguments: ["Mark Lead", "Grace Head", "jane smith", "SMITH Jane", "Jane", "", "J S"])
    func `what could be either is let pass`(text: String) {
        #expect(!RoleWords.looksLikeName(text))
    }
}
