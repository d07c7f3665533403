import HubWire
import Testing

@testable import whub

/// What people are told of JSON that they wrote.
struct JSONFaultTests {
    private func told(_ json: String) -> String {
        do throws(WireError) {
            _ = try ListDataSetsResponse(json: json)
            return ""
        } catch {
            return JSONFault.text(error, of: ListDataSetsResponse.wireTable)
        }
    }

    @Test func `a word that an enum has not is told with those that it has`() {
        #expect(told("{\"entries\": [{\"capacity\": \"CAPACITY_EMPLOYER\"}]}").isEmpty)
        let wrong = told("{\"entries\": [{\"capacity\": \"EMPLOYER\"}]}")
        #expect(wrong.hasPrefix("entries[0].capacity has a word"), "\(wrong)")
        #expect(wrong.contains("CAPACITY_EMPLOYER"), "\(wrong)")
        #expect(!wrong.contains("CAPACITY_UNSPECIFIED"), "\(wrong)")
    }

    @Test func `a field that is none is told with those beside it`() {
        let root = told("{\"id\": 1}")
        #expect(root.hasPrefix("there is no field id; there are: entries"), "\(root)")
        let nested = told("{\"entries\": [{\"basis\": \"\"}]}")
        #expect(nested.contains("lawfulBasis"), "\(nested)")
    }

    @Test func `what is no JSON is told in words, and no code of the reader`() {
        for json in ["{", "{\"entries\": [}", "entries"] {
            #expect(!told(json).isEmpty && !told(json).contains("_"), "\(told(json))")
        }
        let other = told("{\"entries\": [{\"purpose\": 1}]}")
        #expect(other.hasPrefix("entries[0].purpose has a value of another kind"), "\(other)")
    }

    @Test func `a cost that is none is told with how one is written`() {
        for cost in ["{\"pounds\": \"25,000\"}", "{\"pounds\": 25000.5}", "\"25000\""] {
            let json = "{\"actions\": [{\"cost\": \(cost)}]}"
            do throws(WireError) {
                _ = try WorkforcePlan(json: json)
                Issue.record("\(cost) was read")
            } catch {
                let told = JSONFault.text(error, of: WorkforcePlan.wireTable)
                let isTold = told.contains("such as 25000") || told.contains("pounds, funding")
                #expect(isTold, "\(told)")
            }
        }
    }
}
