/// Whether a learner can be funded by the Learning and Development Support Scheme, from answers.
///
/// No answer is not a no: what is not known is named, so that somebody can find it out.
package struct FundingEligibility: Equatable, Sendable {
    /// What is asked.
    package enum Question: String, Sendable, CaseIterable {
        /// Whether the employer provides adult social care in England.
        case employerProvidesCare = "employer-provides-care"
        /// Whether the employer employs care staff directly.
        case employsDirectly = "employs-directly"
        /// Whether the employer has completed ASC-WDS.
        case completedASCWDS = "asc-wds-completed"
        /// Whether the learner is employed in England; a personal assistant, by an organisation.
        case employedInEngland = "employed-in-england"
        /// Whether the learner has a National Insurance number; the number itself is not asked.
        case hasInsuranceNumber = "insurance-number"
        /// Whether the learner is care staff: deputy and registered managers and agency staff are.
        case isCareStaff = "care-staff"
        /// Whether the learner is regulated staff, such as a nurse or an occupational therapist.
        case isRegulated = "regulated"

        /// The answer that makes eligible.
        package var wanted: TriState { self == .isRegulated ? .no : .yes }
    }

    /// The questions whose answers stand against it.
    package let against: [Question]
    /// The questions that are not answered, or with "don't know".
    package let unknown: [Question]

    /// Looks at the answers.
    package init(_ answers: [Question: TriState]) {
        against = Question.allCases.filter { question in
            guard let answer = answers[question], answer != .doNotKnow else { return false }
            return answer != question.wanted
        }
        unknown = Question.allCases.filter { (answers[$0] ?? .doNotKnow) == .doNotKnow }
    }

    /// Whether the learner can be funded: yes only if every answer says so.
    package var answer: TriState {
        if !against.isEmpty { return .no }
        return unknown.isEmpty ? .yes : .doNotKnow
    }
}
