package tillbook

import java.math.BigDecimal
import java.nio.file.Path
import java.time.LocalDate
import tillbook.ids.DocumentId
import tillbook.ids.ProductId

/** What the tests stand on. */
val repository: Path = Path.of(System.getProperty("tillbook.repository"))

fun dec(text: String) = BigDecimal(text)

infix fun BigDecimal.sameAs(text: String) = compareTo(BigDecimal(text)) == 0

fun settings(change: Settings.() -> Settings = { this }) =
    defaultSettings().copy(name = "小店", openedOn = LocalDate.of(2020, 1, 1)).change()

fun memory(change: Settings.() -> Settings = { this }) = Shop.memory(settings(change), ShopOptions())

/** Goods with this price, [stock] of them on hand at the given cost. */
fun Shop.goods(name: String, price: String, stock: Int, cost: String = "1.00"): Variant {
    val card = catalog().add(NewProduct(ProductId.new(), name, price = dec(price)))
    val variant = card.variants.single()
    if (stock > 0) {
        stockroom().openWith(DocumentId.new(), null, listOf(OpeningStockLine(variant.id, stock.toBigDecimal(), dec(cost))))
    }
    return variant
}

fun Shop.sell(variant: Variant, quantity: Int = 1): Sale {
    val cart = Cart().add(variant.id, quantity)
    return till().sell(tillbook.ids.SaleId.new(), cart, listOf(Tender.cash(till().price(cart).total)))
}
