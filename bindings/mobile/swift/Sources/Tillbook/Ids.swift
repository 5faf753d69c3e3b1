// Written by tools/mirror.py from the engine's source.

public struct CartId: ShopId {
    public let text: String

    public init(_ text: String) { self.text = text }
}

public struct CategoryId: ShopId {
    public let text: String

    public init(_ text: String) { self.text = text }
}

public struct CustomerOrderId: ShopId {
    public let text: String

    public init(_ text: String) { self.text = text }
}

public struct DocumentId: ShopId {
    public let text: String

    public init(_ text: String) { self.text = text }
}

public struct LocationId: ShopId {
    public let text: String

    public init(_ text: String) { self.text = text }
}

public struct MemberId: ShopId {
    public let text: String

    public init(_ text: String) { self.text = text }
}

public struct OrderId: ShopId {
    public let text: String

    public init(_ text: String) { self.text = text }
}

public struct PriceListId: ShopId {
    public let text: String

    public init(_ text: String) { self.text = text }
}

public struct ProductId: ShopId {
    public let text: String

    public init(_ text: String) { self.text = text }
}

public struct PromotionId: ShopId {
    public let text: String

    public init(_ text: String) { self.text = text }
}

public struct ReceiptId: ShopId {
    public let text: String

    public init(_ text: String) { self.text = text }
}

public struct RefundId: ShopId {
    public let text: String

    public init(_ text: String) { self.text = text }
}

public struct SaleId: ShopId {
    public let text: String

    public init(_ text: String) { self.text = text }
}

public struct ShiftId: ShopId {
    public let text: String

    public init(_ text: String) { self.text = text }
}

public struct SupplierId: ShopId {
    public let text: String

    public init(_ text: String) { self.text = text }
}

public struct VariantId: ShopId {
    public let text: String

    public init(_ text: String) { self.text = text }
}
