import Dispatch
import Foundation

extension Shop {
    /// Runs calls of the shop, all of which block, on a thread that may wait:
    ///
    ///     let sale = try await shop.io { try $0.till().sell(id: .new(), cart: cart, tenders: [.wechat(total)]) }
    ///
    /// A call that has begun is done to its end, even if the task is cancelled meanwhile; what was posted stays posted.
    public func io<T: Sendable>(_ work: @escaping @Sendable (Shop) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { waiting in
            // Not a detached task: those share a few threads, which must not wait.
            DispatchQueue.global(qos: .userInitiated).async {
                waiting.resume(with: Result { try work(self) })
            }
        }
    }

    /// What happens in the shop, from this call on: one change set for each commit, in order. It ends when the sequence, or the
    /// task that reads it, does. A reader that is slow loses nothing; the shop does not wait for it.
    public func changes() throws -> AsyncStream<ChangeSet> {
        let (stream, continuation) = AsyncStream.makeStream(of: ChangeSet.self, bufferingPolicy: .bufferingOldest(256))
        let subscription = try observe(listener: Passing(continuation))
        continuation.onTermination = { _ in subscription.cancel() }
        return stream
    }

    /// Runs `work`, and shuts the shop whatever comes of it: for all desks and handles of it, not only for this one.
    public func use<T>(_ work: (Shop) throws -> T) rethrows -> T {
        defer { shut() }
        return try work(self)
    }
}

/// Passes on what it hears.
private final class Passing: Listener {
    private let continuation: AsyncStream<ChangeSet>.Continuation

    init(_ continuation: AsyncStream<ChangeSet>.Continuation) { self.continuation = continuation }

    func changed(change: ChangeSet) throws {
        // Called by a thread of its own, which may wait for the reader; the engine keeps what comes meanwhile.
        while case .dropped = continuation.yield(change) { Thread.sleep(forTimeInterval: 0.02) }
    }
}
