import Foundation
import Tillbook
import XCTest

/// A number as it is written.
func dec(_ text: String) -> Foundation.Decimal { Foundation.Decimal(string: text, locale: Locale(identifier: "en_US_POSIX"))! }

func settings() throws -> Settings {
    var settings = try defaultSettings()
    settings.name = "小店"
    settings.openedOn = LocalDate(2020, 1, 1)
    return settings
}

func memory(_ options: ShopOptions = ShopOptions()) throws -> Shop { try Shop.memory(settings: settings(), options: options) }

/// A folder that is gone after the test.
func inFolder<T>(_ work: (URL) throws -> T) throws -> T {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tillbook-\(newId())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try work(folder)
}

extension Shop {
    /// Goods with this price, `stock` of them on hand at this cost.
    func goods(_ name: String, _ price: String, _ stock: Foundation.Decimal, cost: String = "1.00") throws -> Variant {
        let variant = try catalog().add(product: NewProduct(id: .new(), name: name, price: dec(price))).variants[0]
        if stock > 0 {
            let line = OpeningStockLine(variant: variant.id, quantity: stock, unitCost: dec(cost))
            try stockroom().openWith(id: .new(), location: nil, lines: [line])
        }
        return variant
    }

    @discardableResult
    func sell(_ variant: Variant, _ quantity: Foundation.Decimal = 1) throws -> Sale {
        let cart = Cart().adding(variant.id, quantity)
        return try till().sell(id: .new(), cart: cart, tenders: [.cash(till().price(cart: cart).total)])
    }
}

/// What `work` is refused with.
func refusal(_ work: () throws -> some Any, file: StaticString = #filePath, line: UInt = #line) -> ShopError? {
    do {
        let got = try work()
        XCTFail("not refused, but \(got)", file: file, line: line)
    } catch let refused as ShopError {
        return refused
    } catch {
        XCTFail("refused with another error: \(error)", file: file, line: line)
    }
    return nil
}

/// Waits until what `got` answers is `want`.
func eventually<T: Equatable>(_ want: T, file: StaticString = #filePath, line: UInt = #line, _ got: () -> T) {
    let until = Foundation.Date(timeIntervalSinceNow: 20)
    while got() != want && Foundation.Date() < until { Thread.sleep(forTimeInterval: 0.005) }
    XCTAssertEqual(got(), want, file: file, line: line)
}

/// A list that threads write to.
final class Together<T: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var kept: [T] = []

    var all: [T] { lock.withLock { kept } }

    func add(_ one: T) { lock.withLock { kept.append(one) } }
}
