import HubDomain
import HubText
import Testing

/// How far a return is, and what is done with it.
struct ReturnStageTests {
    private let end = Day(year: 2024, month: 3, day: 31) ?? .first

    private func after(_ stage: ReturnStage, _ step: ReturnStage.Step) -> Result<
        ReturnStage, DomainError
    > {
        do throws(DomainError) {
            return .success(try stage.after(step, end: end, today: WresFixtures.today))
        } catch {
            return .failure(error)
        }
    }

    private func reason(_ stage: ReturnStage, _ step: ReturnStage.Step) -> ReasonCode? {
        if case .failure(let error) = after(stage, step) { return error.reason }
        return nil
    }

    @Test func `each step is taken in its stages and in no other`() {
        let agreed = Day(year: 2024, month: 5, day: 1) ?? .first
        let steps: [(step: ReturnStage.Step, from: [ReturnStage], to: ReturnStage?)] = [
            (.draft(isSound: false), [.draft, .checked], .draft),
            (.draft(isSound: true), [.draft, .checked], .checked),
            (.handIn, [.checked], .handedIn),
            (.agree(role: "director", on: agreed), [.handedIn, .corrected], .agreed),
            (.correct(why: "a slip"), [.handedIn, .agreed, .corrected], .corrected),
            (.markSent(on: agreed), [.handedIn, .agreed, .corrected], nil),
            (
                .withdraw(why: "a slip", isWithdrawn: false), [.handedIn, .agreed, .corrected],
                nil
            ),
            (.restore(isWithdrawn: true), [.handedIn, .agreed, .corrected], nil),
        ]
        for (step, from, to) in steps {
            for stage in ReturnStage.allCases {
                if from.contains(stage) {
                    #expect(after(stage, step) == .success(to ?? stage), "\(stage) \(step)")
                } else {
                    #expect(reason(stage, step) == .wresStep, "\(stage) \(step)")
                }
            }
        }
    }

    @Test func `days lie between the end of the twelve months and today`() throws {
        let early = try #require(end.advanced(by: -1))
        let late = try #require(WresFixtures.today.advanced(by: 1))
        for (day, isWrong) in [
            (early, true), (end, false), (WresFixtures.today, false), (late, true),
        ] {
            let agree = reason(.handedIn, .agree(role: "director", on: day))
            #expect(agree == (isWrong ? .wresAgreementDay : nil), "\(day)")
            let sent = reason(.agreed, .markSent(on: day))
            #expect(sent == (isWrong ? .wresSentDay : nil), "\(day)")
        }
    }

    @Test func `nobody agreed to what was corrected before it was`() throws {
        let corrected = Day(year: 2024, month: 6, day: 3) ?? .first
        let before = try #require(corrected.advanced(by: -1))
        for (stage, day, isWrong) in [
            (ReturnStage.corrected, before, true), (.corrected, corrected, false),
            (.handedIn, before, true),
        ] {
            do throws(DomainError) {
                let next = try stage.after(
                    .agree(role: "director", on: day),
                    end: end,
                    corrected: corrected,
                    today: WresFixtures.today
                )
                #expect(next == .agreed && !isWrong, "\(stage) \(day)")
            } catch {
                #expect(isWrong && error.reason == .wresAgreementDay, "\(stage) \(day)")
                #expect("\(error)".contains("3 June 2024"), "\(error)")
            }
        }
        // Without a correction a sheet may have been agreed to before it was handed in.
        #expect(reason(.handedIn, .agree(role: "director", on: before)) == nil)
    }

    @Test func `what is corrected after it was sent is to be sent again`() throws {
        let sent = Day(year: 2024, month: 6, day: 3) ?? .first
        let (before, after) = (sent.advanced(by: -1), sent.advanced(by: 1))
        #expect(ReturnStage.corrected.mustBeSentAgain(sent: sent, corrected: after))
        #expect(ReturnStage.agreed.mustBeSentAgain(sent: sent, corrected: after))
        #expect(ReturnStage.corrected.mustBeSentAgain(sent: sent, corrected: sent))
        #expect(!ReturnStage.agreed.mustBeSentAgain(sent: sent, corrected: sent))
        #expect(!ReturnStage.corrected.mustBeSentAgain(sent: sent, corrected: before))
        #expect(!ReturnStage.corrected.mustBeSentAgain(sent: nil, corrected: sent))
        #expect(!ReturnStage.agreed.mustBeSentAgain(sent: sent, corrected: nil))
    }

    @Test func `a role and a reason are words`() {
        #expect(reason(.handedIn, .agree(role: " ", on: end)) == .wresAgreementRole)
        #expect(reason(.handedIn, .correct(why: "")) == .wresCorrectionReason)
        let long = String(repeating: "a", count: 501)
        #expect(reason(.handedIn, .correct(why: long)) == .wresCorrectionReason)
        #expect(reason(.handedIn, .correct(why: String(long.dropLast()))) == nil)
    }

    @Test func `a release is taken back once, for a reason, and released again once`() {
        for stage in [ReturnStage.handedIn, .agreed, .corrected] {
            #expect(reason(stage, .withdraw(why: "a slip", isWithdrawn: false)) == nil)
            #expect(
                reason(stage, .withdraw(why: "a slip", isWithdrawn: true)) == .wresReleaseState
            )
            #expect(
                reason(stage, .withdraw(why: " ", isWithdrawn: false)) == .wresWithdrawalReason
            )
            #expect(reason(stage, .restore(isWithdrawn: true)) == nil)
            #expect(reason(stage, .restore(isWithdrawn: false)) == .wresReleaseState)
        }
    }

    @Test func `only what is not handed in is its author's alone`() {
        #expect(ReturnStage.allCases.filter(\.isPrivate) == [.draft, .checked])
    }
}
