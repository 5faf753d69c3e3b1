import Foundation
import Observation
import Tillbook

/// What the screen of a till shows, and what its buttons do.
@MainActor
@Observable
public final class TillModel {
    /// A line of the cart.
    public struct Line: Identifiable, Sendable {
        public let id: Int
        public let name: String
        public let quantity: Decimal
        public let amount: Decimal
    }

    /// What is typed, or comes from the scanner, which types too.
    public var code = ""
    public private(set) var lines: [Line] = []
    public private(set) var total: Decimal = 0
    /// What went wrong, in the user's language, or the number of the last sale.
    public private(set) var message: String?
    public private(set) var isBusy = false

    private let shop: Shop
    private var cart = Cart()
    private var names: [VariantId: String] = [:]
    /// The same until the sale is posted: whoever presses twice has sold once.
    private var sale = SaleId.new()

    public init(shop: Shop) { self.shop = shop }

    /// Puts the goods with the typed code into the cart.
    public func scan() async {
        let (code, cart) = (code, cart)
        await run {
            let (found, more, quote) = try await self.shop.io { shop in
                let found = try shop.till().scan(code: code)
                let more = cart.adding(found.variant)
                return (found, more, try shop.till().price(cart: more))
            }
            self.names[found.variant] = found.name
            self.code = ""
            self.show(more, quote)
            self.message = nil
        }
    }

    /// Sells the cart, paid in cash without change.
    public func pay() async {
        let (id, cart, total) = (sale, cart, total)
        await run {
            let sold = try await self.shop.io { try $0.till().sell(id: id, cart: cart, tenders: [.cash(total)]) }
            self.sale = .new()
            self.show(Cart(), nil)
            self.message = sold.slip.number
        }
    }

    private func show(_ cart: Cart, _ quote: Quote?) {
        self.cart = cart
        lines = (quote?.lines ?? []).enumerated().map { place, line in
            Line(id: place, name: names[line.variant] ?? "", quantity: line.quantity, amount: line.gross)
        }
        total = quote?.total ?? 0
    }

    /// One thing after the other; what is refused changes nothing and is said.
    private func run(_ work: () async throws -> Void) async {
        if isBusy { return }
        isBusy = true
        defer { isBusy = false }
        do { try await work() } catch { message = error.localizedDescription }
    }
}
