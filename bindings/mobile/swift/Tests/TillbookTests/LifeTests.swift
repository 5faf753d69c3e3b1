import Foundation
import Tillbook
import XCTest

private final class Hearing: Listener {
    let sets = Together<ChangeSet>()
    let also: @Sendable () throws -> Void

    init(_ also: @escaping @Sendable () throws -> Void = {}) { self.also = also }

    func changed(change: ChangeSet) throws {
        sets.add(change)
        try also()
    }
}

private struct Flat: Error, CustomStringConvertible {
    let description = "the battery is flat"
}

private final class Told: Clock, @unchecked Sendable {
    var at: Foundation.Date?

    init(_ at: Foundation.Date?) { self.at = at }

    func now() throws -> Timestamp {
        guard let at else { throw Flat() }
        return at
    }
}

/// Tasks, the app's code in the engine, and the file's life.
final class LifeTests: XCTestCase {
    func testEightTasksSell() async throws {
        let shop = try memory()
        let tea = try shop.goods("茶", "12.80", 400)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 1...8 {
                group.addTask {
                    for _ in 1...50 { _ = try await shop.io { try $0.sell(tea) } }
                }
            }
            try await group.waitForAll()
        }
        XCTAssertEqual(try shop.stockroom().onHand(variant: tea.id).quantity, 0)
        XCTAssertEqual(try shop.reports().sales(period: Period()).net, 5120)
        XCTAssertEqual(try shop.office().verify().violations, [])
    }

    func testAsyncCallsThrowWhatTheCallThrows() async throws {
        let shop = try memory()
        let tea = try shop.goods("茶", "12.80", 1)
        do {
            _ = try await shop.io { try $0.sell(tea, 2) }
            XCTFail("sold what is not there")
        } catch ShopError.OutOfStock {}
    }

    func testChangesComeInOrder() throws {
        let shop = try memory()
        let heard = Hearing()
        let subscription = try shop.observe(listener: heard)
        let tea = try shop.goods("茶", "12.80", 100)
        DispatchQueue.concurrentPerform(iterations: 40) { _ in _ = try? shop.sell(tea) }
        eventually(42) { heard.sets.all.reduce(0) { $0 + $1.documents.count } }
        XCTAssertEqual(heard.sets.all.flatMap { $0.documents.map(\.postNo) }, Array(2...43))
        XCTAssertEqual(heard.sets.all.prefix(3).map(\.catalog), [true, false, false])
        XCTAssertEqual(heard.sets.all.prefix(3).map(\.variants), [[], [tea.id], [tea.id]])
        subscription.cancel()
        try shop.sell(tea)
        Thread.sleep(forTimeInterval: 0.05)
        XCTAssertEqual(heard.sets.all.count, 42)
    }

    func testWhatAListenerThrowsHurtsNobody() throws {
        let shop = try memory()
        let bad = Hearing { throw Flat() }
        let good = Hearing { _ = try shop.reports().stock() } // may call the shop
        _ = try shop.observe(listener: bad)
        _ = try shop.observe(listener: good)
        let tea = try shop.goods("茶", "12.80", 3)
        for _ in 1...3 { try shop.sell(tea) }
        eventually(5) { good.sets.all.count }
        eventually(5) { bad.sets.all.count }
        XCTAssertEqual(try shop.office().verify().violations, [])
        shop.shut()
    }

    func testASequenceOfChanges() async throws {
        let shop = try memory()
        let tea = try shop.goods("茶", "12.80", 5)
        let changes = try shop.changes()
        for _ in 1...3 { _ = try await shop.io { try $0.sell(tea) } }
        var kinds: [DocumentKind] = []
        for await change in changes {
            kinds += change.documents.map(\.kind)
            XCTAssertEqual(change.variants, [tea.id])
            if kinds.count == 3 { break }
        }
        XCTAssertEqual(kinds, [.sale, .sale, .sale])
    }

    func testASlowReaderLosesNothing() async throws {
        let shop = try memory()
        let tea = try shop.goods("茶", "12.80", 400)
        let changes = try shop.changes()
        // More than wait for a reader.
        try await shop.io { shop in for _ in 1...300 { try shop.sell(tea) } }
        var posts: [Int64] = []
        for await change in changes {
            posts += change.documents.map(\.postNo)
            if posts.count >= 300 { break }
        }
        XCTAssertEqual(posts, Array(4...303))
    }

    func testSuspendAndResume() throws {
        try inFolder { folder in
            let path = folder.appendingPathComponent("shop.db").path
            let shop = try Shop.create(path: path, settings: settings(), options: ShopOptions())
            let tea = try shop.goods("茶", "12.80", 5)
            let heard = Hearing()
            _ = try shop.observe(listener: heard)
            shop.suspend()
            shop.suspend()
            guard case .Closed = refusal({ try shop.sell(tea) }) else { return XCTFail("a suspended shop sells") }
            // Nothing holds the file, and all of it is in one.
            XCTAssertEqual(try FileManager.default.contentsOfDirectory(atPath: folder.path), ["shop.db"])
            let other = try Shop.open(path: path, options: ShopOptions(device: "T2"))
            let elsewhere = try other.sell(tea).id
            other.shut()
            try shop.resume()
            try shop.resume()
            try shop.sell(tea)
            eventually(2) { heard.sets.all.count }
            XCTAssertEqual(heard.sets.all.first?.documents.map(\.id.text), [elsewhere.text])
            XCTAssertEqual(try shop.stockroom().onHand(variant: tea.id).quantity, 3)
            shop.shut()
            guard case .Closed = refusal({ try shop.resume() }) else { return XCTFail("a shut shop opens") }
        }
    }

    func testAClockThatThrowsIsARefusal() throws {
        let morning = Foundation.Date(timeIntervalSince1970: 1_772_330_400)
        let clock = Told(morning)
        let shop = try memory(ShopOptions(clock: clock))
        let tea = try shop.goods("茶", "12.80", 5)
        XCTAssertEqual(try shop.sell(tea).slip.effectiveAt, morning)
        clock.at = nil
        let refused = refusal { try shop.sell(tea) }
        guard case let .AppFailed(reason, _) = refused else { return XCTFail("\(String(describing: refused))") }
        XCTAssertTrue(reason.contains("the battery is flat"), reason)
        XCTAssertEqual(refused?.code(), "app_failed")
        clock.at = morning.addingTimeInterval(60)
        XCTAssertEqual(try shop.stockroom().onHand(variant: tea.id).quantity, 4)
        try shop.sell(tea)
    }

    func testHandlesAreFreed() throws {
        let shop = try memory()
        let tea = try shop.goods("茶", "12.80", 10)
        for number in 0..<10_000 { _ = shop.asActor(name: "小李\(number)").till() }
        XCTAssertEqual(try shop.till().price(cart: Cart().adding(tea.id)).total, dec("12.80"))
    }

    func testAKeyIsNotTakenAndIgnored() throws {
        final class Keys: KeyProvider {
            func key() throws -> Data { Data(count: 32) }
        }
        let refused = refusal { try memory(ShopOptions(keys: Keys())) }
        guard case let .Invalid(field, _, _, _) = refused else { return XCTFail("\(String(describing: refused))") }
        XCTAssertEqual(field, "options.keys")
    }
}
