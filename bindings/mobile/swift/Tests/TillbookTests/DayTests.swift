import Foundation
import Tillbook
import XCTest

/// A day in a shop, in a file.
final class DayTests: XCTestCase {
    func testADayInAShop() throws {
        try inFolder { folder in
            let path = folder.appendingPathComponent("shop.db").path
            let shop = try Shop.create(path: path, settings: settings(), options: ShopOptions())
            let tea = try shop.goods("绿茶", "12.80", 10, cost: "7.50")
            var cart = Cart()
            cart.add(tea.id, 2)
            let quote = try shop.till().price(cart: cart)
            XCTAssertEqual(quote.total, dec("25.60"))
            let id = SaleId.new()
            let sale = try shop.till().sell(id: id, cart: cart, tenders: [.cash(30)])
            XCTAssertEqual(sale.total, dec("25.60"))
            XCTAssertEqual(sale.change, dec("4.40"))
            // The same id again is the same sale.
            XCTAssertEqual(try shop.till().sell(id: id, cart: cart, tenders: [.cash(30)]).slip.number, sale.slip.number)
            XCTAssertEqual(try shop.stockroom().onHand(variant: tea.id).quantity, 8)
            XCTAssertEqual(try shop.stockroom().onHand(variant: tea.id).value, 60)

            let all = try shop.reports().sales(period: Period())
            XCTAssertEqual(all.sales, 1)
            XCTAssertEqual(all.net, dec("25.60"))
            let close = try shop.reports().dayClose(day: sale.slip.businessDay)
            XCTAssertEqual(close.day, sale.slip.businessDay)

            try shop.till().void(id: .new(), sale: id, reason: "打错了")
            XCTAssertEqual(try shop.stockroom().onHand(variant: tea.id).quantity, 10)
            XCTAssertEqual(try shop.office().verify().violations, [])
            shop.shut()
            XCTAssertEqual(try FileManager.default.contentsOfDirectory(atPath: folder.path), ["shop.db"])

            try Shop.open(path: path, options: ShopOptions()).use { again in
                XCTAssertEqual(try again.till().sale(id: id).total, dec("25.60"))
                XCTAssertEqual(try again.catalog().variant(id: tea.id).variant.id, tea.id)
            }
        }
    }

    func testNumbersIdsAndTimesComeBackAsTheyWent() throws {
        let shop = try memory()
        let tea = try shop.goods("茶", "0.000001", 5, cost: "3.333333")
        XCTAssertEqual(try shop.catalog().variant(id: tea.id).variant.price, dec("0.000001"))
        XCTAssertEqual(try shop.money(amount: dec("1234567890.12")), dec("1234567890.12"))
        for text in ["0.001", "1e40", "1e-40"] {
            guard case .Invalid = refusal({ try shop.money(amount: dec(text)) }) else { return XCTFail(text) }
        }
        guard case .Invalid = refusal({ try shop.money(amount: .nan) }) else { return XCTFail("not a number") }
        guard case .Invalid = refusal({ try shop.catalog().variant(id: VariantId("no id")) }) else { return XCTFail("no id") }
        XCTAssertNotEqual(SaleId.new(), SaleId.new())
        XCTAssertEqual(SaleId.derived(space: "a", name: "b"), SaleId.derived(space: "a", name: "b"))
        // Each of these microseconds lies below itself as a fraction of seconds, or above.
        for micros in [0, 1, 123_456, 123_457, 999_999] {
            let ago = Foundation.Date(timeIntervalSince1970: 1_620_284_889 + Double(micros) / 1e6)
            let sold = try shop.at(at: ago).sell(shop.at(at: ago).goods("咖啡", "1.00", 2)).slip.effectiveAt
            XCTAssertEqual(sold.timeIntervalSince(ago), 0, accuracy: 4e-7)
        }
        for never in [Double.infinity, -Double.infinity, Double.nan, 1e300] {
            XCTAssertNotNil(refusal { try shop.at(at: Foundation.Date(timeIntervalSince1970: never)).sell(tea) })
        }
    }

    func testDays() throws {
        XCTAssertEqual(LocalDate("2026-03-01"), LocalDate(2026, 3, 1))
        XCTAssertEqual(LocalDate(26, 3, 1).description, "0026-03-01")
        XCTAssertNil(LocalDate("2026-3"))
        XCTAssertLessThan(LocalDate(2026, 2, 28), LocalDate(2026, 3, 1))
        let midnight = Foundation.Date(timeIntervalSince1970: 1_772_294_400) // 2026-02-28T16:00:00Z
        XCTAssertEqual(LocalDate(midnight, in: TimeZone(identifier: "Asia/Shanghai")!), LocalDate(2026, 3, 1))
        XCTAssertEqual(LocalDate(midnight, in: TimeZone(identifier: "UTC")!), LocalDate(2026, 2, 28))
        let shop = try memory()
        XCTAssertEqual(try shop.office().settings().openedOn, LocalDate(2020, 1, 1))
        XCTAssertNotNil(refusal { try shop.reports().dayClose(day: LocalDate(2026, 2, 30)) })
    }

    func testRefusalsHaveFacts() throws {
        let shop = try memory()
        let tea = try shop.goods("茶", "12.80", 3)
        let refused = refusal { try shop.sell(tea, 5) }
        guard case let .OutOfStock(sku, _, asked, available, _) = refused else { return XCTFail("\(String(describing: refused))") }
        XCTAssertEqual([asked, available], [5, 3])
        XCTAssertEqual(sku, tea.sku)
        let error = try XCTUnwrap(refused)
        XCTAssertEqual(error.code(), "out_of_stock")
        XCTAssertNotEqual(error.text(language: .chinese), error.text(language: .english))
        XCTAssertEqual(error.localizedDescription, error.text(language: .current))
        XCTAssertEqual(Language.of("zh-Hans-CN"), .chinese)
        XCTAssertEqual(Language.of("en-GB"), .english)
        guard case .Empty = refusal({ try shop.till().sell(id: .new(), cart: Cart(), tenders: []) }) else {
            return XCTFail("an empty cart")
        }
    }
}
