package till

import java.math.BigDecimal
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import tillbook.NewProduct
import tillbook.OpeningStockLine
import tillbook.Shop
import tillbook.ShopOptions
import tillbook.defaultSettings
import tillbook.ids.DocumentId
import tillbook.ids.ProductId
import tillbook.use

/** What is behind the screen of `examples/android`. */
class TillStateTest {
    @Test
    fun scanAndPay() = Shop.memory(defaultSettings(), ShopOptions()).use { shop ->
        val tea = shop.catalog().add(NewProduct(ProductId.new(), "绿茶", price = BigDecimal("12.80"))).variants.single()
        shop.stockroom().openWith(DocumentId.new(), null, listOf(OpeningStockLine(tea.id, BigDecimal("2"), BigDecimal.ONE)))
        val till = TillState(shop)
        runBlocking {
            till.scan("no such code")
            assertTrue("no such code" in till.shown.value.message!!)
            till.scan(tea.sku)
            till.scan(tea.sku)
            assertNull(till.shown.value.message)
            assertEquals(listOf("绿茶", "绿茶"), till.shown.value.lines.map { it.name })
            assertEquals(BigDecimal("25.60"), till.shown.value.total)
            till.pay()
            assertTrue(till.shown.value.lines.isEmpty())
            assertEquals(BigDecimal("25.60"), shop.till().saleNumbered(till.shown.value.message!!).total)
            till.scan(tea.sku)
            till.pay()
            assertEquals(1, till.shown.value.lines.size, "what is refused stays in the cart")
            assertNotNull(till.shown.value.message)
        }
    }
}
