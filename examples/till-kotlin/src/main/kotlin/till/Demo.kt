package till

import java.math.BigDecimal
import tillbook.*
import tillbook.ids.DocumentId
import tillbook.ids.ProductId
import tillbook.ids.PromotionId

/** A few goods and an offer, so that there is something to sell. */
fun demo(shop: Shop): Shop {
    val goods = listOf(
        Triple("绿茶", "6901234567892", "12.80"),
        Triple("饼干", "6909876543212", "7.50"),
        Triple("牛奶", "6912345678902", "5.00"),
    )
    val cards = shop.catalog().addAll(DocumentId.new(), goods.map { (name, barcode, price) ->
        NewProduct(ProductId.new(), name, price = BigDecimal(price), variants = listOf(NewVariant(barcodes = listOf(barcode), reorderPoint = BigDecimal("4"))))
    })
    shop.stockroom().openWith(DocumentId.new(), null, cards.map { OpeningStockLine(it.variants.single().id, BigDecimal("6"), BigDecimal("4.00")) })
    val steps = Benefit.Tiers(listOf(Tier(Threshold.Amount(BigDecimal("30.00")), Off.Amount(BigDecimal("5.00")))))
    shop.promotions().put(DocumentId.new(), listOf(Promotion.of(PromotionId.new(), "满30减5", steps)))
    return shop
}
