import Foundation
import Tillbook
import XCTest

/// What README.md and docs/mobile.md show, word by word where it matters.
final class PageTests: XCTestCase {
    func testThePage() throws {
        try inFolder { folder in
            let path = folder.appendingPathComponent("shop.db").path
            var settings = try defaultSettings()
            settings.name = "小店"
            let shop = try Shop.create(path: path, settings: settings, options: ShopOptions(device: "T1"))

            let card = try shop.catalog().add(product: NewProduct(id: .new(), name: "绿茶", price: Decimal(string: "12.80")!))
            let tea = card.variants[0]
            let stock = OpeningStockLine(variant: tea.id, quantity: 10, unitCost: Decimal(string: "7.50")!)
            try shop.stockroom().openWith(id: .new(), location: nil, lines: [stock])

            var cart = Cart()
            cart.add(tea.id, 11)
            var left: Decimal?
            do {
                let quote = try shop.till().price(cart: cart)
                let sale = try shop.till().sell(id: .new(), cart: cart, tenders: [.wechat(quote.total)])
                print(sale.slip.number, sale.total)
            } catch let ShopError.OutOfStock(_, _, _, available, said) {
                XCTAssertFalse(said.chinese.isEmpty)
                left = available
            }
            XCTAssertEqual(left, 10)
            shop.shut()
        }
    }

    func testTheReadme() async throws {
        let shop = try memory()
        let tea = try shop.goods("绿茶", "12.80", 10)
        var cart = Cart()
        cart.add(tea.id, 2)
        let quote = try shop.till().price(cart: cart)
        let sale = try await shop.io { [cart] in try $0.till().sell(id: .new(), cart: cart, tenders: [.wechat(quote.total)]) }
        XCTAssertEqual(sale.total, quote.total)
    }
}
