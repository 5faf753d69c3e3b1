package tillbook

import java.math.BigDecimal

/** The cart with [quantity] stock units more, at the catalog's price. */
fun Cart.add(variant: VariantId, quantity: BigDecimal): Cart = copy(lines = lines + CartLine(variant, quantity))

/** The cart with [quantity] stock units more, at the catalog's price. */
fun Cart.add(variant: VariantId, quantity: Int): Cart = add(variant, quantity.toBigDecimal())

/** In cash; may be more than is to pay. */
fun Tender.Companion.cash(amount: BigDecimal) = Tender(TenderMethod.CASH, amount)

/** By card. */
fun Tender.Companion.card(amount: BigDecimal) = Tender(TenderMethod.CARD, amount)

/** By WeChat Pay. */
fun Tender.Companion.wechat(amount: BigDecimal) = Tender(TenderMethod.WECHAT, amount)

/** By Alipay. */
fun Tender.Companion.alipay(amount: BigDecimal) = Tender(TenderMethod.ALIPAY, amount)

/** From what the member has stored. */
fun Tender.Companion.storedValue(amount: BigDecimal) = Tender(TenderMethod.STORED_VALUE, amount)

/** The member pays it later. */
fun Tender.Companion.onAccount(amount: BigDecimal) = Tender(TenderMethod.ON_ACCOUNT, amount)

/** The variant with these option values, or null. */
fun ProductCard.variant(vararg choices: String): Variant? = variants.find { it.choices == choices.toList() }

/** An offer without conditions, for all goods: change it with `copy`. */
fun Promotion.Companion.of(id: PromotionId, name: String, benefit: Benefit) =
    Promotion(id, name, stacking = Stacking.STACKABLE, scope = Scope.All, condition = Condition(), benefit = benefit)
