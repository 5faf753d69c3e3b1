import Foundation
import TillModel
import Tillbook
import XCTest

final class TillModelTests: XCTestCase {
    @MainActor
    func testScanAndPay() async throws {
        let shop = try Shop.memory(settings: defaultSettings(), options: ShopOptions())
        let price = Decimal(string: "12.80")!
        let card = try shop.catalog().add(product: NewProduct(id: .new(), name: "绿茶", price: price))
        let tea = card.variants[0]
        let stock = OpeningStockLine(variant: tea.id, quantity: 2, unitCost: 1)
        try shop.stockroom().openWith(id: .new(), location: nil, lines: [stock])

        let till = TillModel(shop: shop)
        till.code = "no such code"
        await till.scan()
        XCTAssertTrue(try XCTUnwrap(till.message).contains("no such code"))
        XCTAssertTrue(till.lines.isEmpty)
        for _ in 1...2 {
            till.code = tea.sku
            await till.scan()
        }
        XCTAssertNil(till.message)
        XCTAssertEqual(till.lines.map(\.name), ["绿茶", "绿茶"])
        XCTAssertEqual(till.total, price * 2)
        await till.pay()
        XCTAssertTrue(till.lines.isEmpty)
        XCTAssertEqual(try shop.till().saleNumbered(number: XCTUnwrap(till.message)).total, price * 2)

        till.code = tea.sku
        await till.scan()
        await till.pay()
        XCTAssertEqual(till.lines.count, 1, "what is refused stays in the cart")
        XCTAssertNotNil(till.message)
    }
}
