import Foundation

extension ShopError: LocalizedError {
    /// The text for people, in Chinese where the user's first language is Chinese, otherwise in English.
    public var errorDescription: String? { text(language: .current) }
}

extension Language {
    /// The user's.
    public static var current: Language { of(Locale.preferredLanguages.first ?? "en") }

    /// The one for a language tag such as `zh-Hans-CN`.
    public static func of(_ tag: String) -> Language { tag.hasPrefix("zh") ? .chinese : .english }
}

extension Cart {
    /// Puts this many stock units more into the cart, at the catalog's price.
    public mutating func add(_ variant: VariantId, _ quantity: Foundation.Decimal = 1) {
        lines.append(CartLine(variant: variant, quantity: quantity))
    }

    /// The cart with this many stock units more, at the catalog's price.
    public func adding(_ variant: VariantId, _ quantity: Foundation.Decimal = 1) -> Cart {
        var cart = self
        cart.add(variant, quantity)
        return cart
    }
}

extension Tender {
    /// In cash; may be more than is to pay.
    public static func cash(_ amount: Foundation.Decimal) -> Tender { Tender(method: .cash, amount: amount) }

    /// By card.
    public static func card(_ amount: Foundation.Decimal) -> Tender { Tender(method: .card, amount: amount) }

    /// By WeChat Pay.
    public static func wechat(_ amount: Foundation.Decimal) -> Tender { Tender(method: .wechat, amount: amount) }

    /// By Alipay.
    public static func alipay(_ amount: Foundation.Decimal) -> Tender { Tender(method: .alipay, amount: amount) }

    /// From what the member has stored.
    public static func storedValue(_ amount: Foundation.Decimal) -> Tender { Tender(method: .storedValue, amount: amount) }

    /// The member pays it later.
    public static func onAccount(_ amount: Foundation.Decimal) -> Tender { Tender(method: .onAccount, amount: amount) }
}

extension ProductCard {
    /// The variant with these option values, or nil.
    public func variant(_ choices: String...) -> Variant? { variants.first { $0.choices == choices } }
}
