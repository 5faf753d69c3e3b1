// Written by tools/mirror.py from the engine's source.
package tillbook.ids

import tillbook.derivedId
import tillbook.newId

@JvmInline
value class CartId(val text: String) {
    override fun toString() = text

    companion object {
        /** One that was never given before: a UUID of version 7. */
        fun new() = CartId(newId())

        /** The one of what others call [name] within [space]: the same each time. For imports. */
        fun derived(space: String, name: String) = CartId(derivedId(space, name))
    }
}

@JvmInline
value class CategoryId(val text: String) {
    override fun toString() = text

    companion object {
        /** One that was never given before: a UUID of version 7. */
        fun new() = CategoryId(newId())

        /** The one of what others call [name] within [space]: the same each time. For imports. */
        fun derived(space: String, name: String) = CategoryId(derivedId(space, name))
    }
}

@JvmInline
value class CustomerOrderId(val text: String) {
    override fun toString() = text

    companion object {
        /** One that was never given before: a UUID of version 7. */
        fun new() = CustomerOrderId(newId())

        /** The one of what others call [name] within [space]: the same each time. For imports. */
        fun derived(space: String, name: String) = CustomerOrderId(derivedId(space, name))
    }
}

@JvmInline
value class DocumentId(val text: String) {
    override fun toString() = text

    companion object {
        /** One that was never given before: a UUID of version 7. */
        fun new() = DocumentId(newId())

        /** The one of what others call [name] within [space]: the same each time. For imports. */
        fun derived(space: String, name: String) = DocumentId(derivedId(space, name))
    }
}

@JvmInline
value class LocationId(val text: String) {
    override fun toString() = text

    companion object {
        /** One that was never given before: a UUID of version 7. */
        fun new() = LocationId(newId())

        /** The one of what others call [name] within [space]: the same each time. For imports. */
        fun derived(space: String, name: String) = LocationId(derivedId(space, name))
    }
}

@JvmInline
value class MemberId(val text: String) {
    override fun toString() = text

    companion object {
        /** One that was never given before: a UUID of version 7. */
        fun new() = MemberId(newId())

        /** The one of what others call [name] within [space]: the same each time. For imports. */
        fun derived(space: String, name: String) = MemberId(derivedId(space, name))
    }
}

@JvmInline
value class OrderId(val text: String) {
    override fun toString() = text

    companion object {
        /** One that was never given before: a UUID of version 7. */
        fun new() = OrderId(newId())

        /** The one of what others call [name] within [space]: the same each time. For imports. */
        fun derived(space: String, name: String) = OrderId(derivedId(space, name))
    }
}

@JvmInline
value class PriceListId(val text: String) {
    override fun toString() = text

    companion object {
        /** One that was never given before: a UUID of version 7. */
        fun new() = PriceListId(newId())

        /** The one of what others call [name] within [space]: the same each time. For imports. */
        fun derived(space: String, name: String) = PriceListId(derivedId(space, name))
    }
}

@JvmInline
value class ProductId(val text: String) {
    override fun toString() = text

    companion object {
        /** One that was never given before: a UUID of version 7. */
        fun new() = ProductId(newId())

        /** The one of what others call [name] within [space]: the same each time. For imports. */
        fun derived(space: String, name: String) = ProductId(derivedId(space, name))
    }
}

@JvmInline
value class PromotionId(val text: String) {
    override fun toString() = text

    companion object {
        /** One that was never given before: a UUID of version 7. */
        fun new() = PromotionId(newId())

        /** The one of what others call [name] within [space]: the same each time. For imports. */
        fun derived(space: String, name: String) = PromotionId(derivedId(space, name))
    }
}

@JvmInline
value class ReceiptId(val text: String) {
    override fun toString() = text

    companion object {
        /** One that was never given before: a UUID of version 7. */
        fun new() = ReceiptId(newId())

        /** The one of what others call [name] within [space]: the same each time. For imports. */
        fun derived(space: String, name: String) = ReceiptId(derivedId(space, name))
    }
}

@JvmInline
value class RefundId(val text: String) {
    override fun toString() = text

    companion object {
        /** One that was never given before: a UUID of version 7. */
        fun new() = RefundId(newId())

        /** The one of what others call [name] within [space]: the same each time. For imports. */
        fun derived(space: String, name: String) = RefundId(derivedId(space, name))
    }
}

@JvmInline
value class SaleId(val text: String) {
    override fun toString() = text

    companion object {
        /** One that was never given before: a UUID of version 7. */
        fun new() = SaleId(newId())

        /** The one of what others call [name] within [space]: the same each time. For imports. */
        fun derived(space: String, name: String) = SaleId(derivedId(space, name))
    }
}

@JvmInline
value class ShiftId(val text: String) {
    override fun toString() = text

    companion object {
        /** One that was never given before: a UUID of version 7. */
        fun new() = ShiftId(newId())

        /** The one of what others call [name] within [space]: the same each time. For imports. */
        fun derived(space: String, name: String) = ShiftId(derivedId(space, name))
    }
}

@JvmInline
value class SupplierId(val text: String) {
    override fun toString() = text

    companion object {
        /** One that was never given before: a UUID of version 7. */
        fun new() = SupplierId(newId())

        /** The one of what others call [name] within [space]: the same each time. For imports. */
        fun derived(space: String, name: String) = SupplierId(derivedId(space, name))
    }
}

@JvmInline
value class VariantId(val text: String) {
    override fun toString() = text

    companion object {
        /** One that was never given before: a UUID of version 7. */
        fun new() = VariantId(newId())

        /** The one of what others call [name] within [space]: the same each time. For imports. */
        fun derived(space: String, name: String) = VariantId(derivedId(space, name))
    }
}
