import HubWire

/// A call that sends any number of messages and gets one response, all as bytes.
///
/// One that goes without `finish` is cancelled.
package final class RawUpload {
    private let id: UInt32
    private let plan: CallPlan
    private let link: Link
    private let channel: Channel
    private var isOver = false

    init(id: UInt32, _ plan: CallPlan, _ link: Link, channel: Channel) {
        self.id = id
        self.plan = plan
        self.link = link
        self.channel = channel
    }

    deinit { cancel() }

    /// Sends one message, waiting for credit where there is none.
    ///
    /// - Parameter chunk: The encoded message.
    /// - Throws: `ClientError`: also the hub's refusal, when it came before everything was sent.
    package func send(_ chunk: [UInt8]) throws(ClientError) {
        do throws(ClientError) {
            if try link.send(chunk.span, on: id, ends: false, until: plan.deadline) { return }
            guard !isOver else { return }
            // A RESULT that is already there says why nothing more is taken.
            isOver = true
            _ = try Channel.answer(of: id, on: link, plan)
            throw ClientError(.hubBrokeTheProtocol, "OK before everything was sent")
        } catch {
            throw error.with(key: plan.key)
        }
    }

    /// Says that nothing more follows, and waits for the response.
    ///
    /// - Returns: The encoded response and how the call ended.
    /// - Throws: `ClientError`.
    package func finish() throws(ClientError) -> Reply {
        link.endRequest(id)
        isOver = true
        do throws(ClientError) {
            let reply = try Channel.answer(of: id, on: link, plan)
            channel.noteDone(plan.method, reply.status)
            return reply
        } catch {
            throw error.with(key: plan.key)
        }
    }

    /// Withdraws the call.
    package func cancel() {
        guard !isOver else { return }
        isOver = true
        link.abandon(id)
    }
}
