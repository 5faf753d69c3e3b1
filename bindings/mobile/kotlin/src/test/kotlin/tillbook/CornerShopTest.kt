package tillbook

import com.google.gson.JsonElement
import com.google.gson.JsonObject
import com.google.gson.JsonParser
import java.math.BigDecimal
import java.time.LocalDate
import kotlin.io.path.readText
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.EnumSource
import tillbook.ids.ProductId

/** The corner shop, held to books that a separate program worked out: cent by cent. */
class CornerShopTest {
    private val folder = repository.resolve("examples/data/corner-shop")
    private val expected = JsonParser.parseString(folder.resolve("expected.json").readText()).asJsonObject
    private val period = Period(LocalDate.parse("2017-09-01"), LocalDate.parse("2017-12-01"))

    @ParameterizedTest
    @EnumSource
    fun booksAreRight(costing: CostingMethod) = CornerShop(folder, costing).post().use { shop ->
        same("totals", expected["totals"], json(totals(shop)))
        same(costing.name, expected[costing.name.lowercase()], json(costs(shop)))
        val byExpiry = shop.reports().stockByExpiry().filter { it.quantity.signum() != 0 }
        same("closing_by_expiry", expected["closing_by_expiry"], json(byExpiry.associate { (it.expiresOn?.toString() ?: "none") to units(it.quantity) }))
        val report = shop.office().verify()
        assertEquals(listOf<Violation>(), report.violations)
    }

    private fun totals(shop: Shop): Map<String, Any> {
        val reports = shop.reports()
        val sales = reports.sales(period)
        val changes = reports.stockChanges(period)
        val purchases = reports.purchasesBySupplier(period).total
        val readings = reports.refundTaxReadings(period)
        val tenders = reports.tenders(period)
        val (products, skus) = catalogSize(shop)
        return mapOf(
            "products" to products, "skus" to skus, "receipts" to sales.sales, "sale_lines" to sales.saleLines,
            "members" to sales.members, "receipts_without_member" to sales.salesWithoutMember,
            "returns" to sales.refunds.documents, "return_lines" to sales.refunds.lines, "orders" to purchases.orders,
            "goods_receipt_lines" to purchases.receiptLines, "count_lines" to changes.linesCounted,
            "counts_off" to changes.linesOff, "writeoff_lines" to changes.writeOffs.lines,
            "opening_units" to units(changes.openingStock.quantity), "units_received" to units(purchases.unitsReceived),
            "units_sold" to units(sales.unitsSold), "units_returned" to units(sales.refunds.units),
            "units_written_off" to units(changes.writeOffs.quantity), "units_missing" to units(changes.countLosses.quantity),
            "units_found" to units(changes.countGains.quantity), "closing_units" to units(changes.closing.quantity),
            "units_on_order" to units(purchases.unitsOnOrder), "units_delivered_short" to units(purchases.unitsShort),
            "gross_sales" to sales.gross, "discounts" to sales.discounts, "coupons" to sales.coupons,
            "net_sales" to sales.net, "tax" to sales.tax, "refunds" to sales.refunds.amount,
            "refund_tax" to sales.refunds.tax, "refund_tax_readings" to mapOf("by_line" to readings.byLine, "by_row" to readings.byRow),
            "opening_value" to changes.openingStock.value, "purchases_value" to changes.receipts.value,
            "by_tax_code" to sales.byTaxCode.filter { it.net.signum() != 0 }.associate { it.code to mapOf("net" to it.net, "tax" to it.tax) },
            "tenders" to tenders.filter { it.received.signum() != 0 }.associate { it.method.name.lowercase() to it.received },
            "refunds_by_method" to tenders.filter { it.refunded.signum() != 0 }.associate { it.method.name.lowercase() to it.refunded },
        )
    }

    private fun costs(shop: Shop): Map<String, Any> {
        val reports = shop.reports()
        val sales = reports.sales(period)
        val changes = reports.stockChanges(period)
        val stock = reports.stock()
        return mapOf(
            "cost_of_sales" to sales.costOfSales, "returned_cost" to sales.refunds.cost, "cogs" to sales.cogs,
            "gross_profit" to sales.grossProfit, "count_variance_cost" to changes.countVariance,
            "writeoff_cost" to changes.writeOffs.value, "closing_value" to stock.value, "closing_qty" to units(stock.quantity),
            "per_day" to reports.salesByDay(period).associate {
                it.day.toString() to mapOf("receipts" to it.sales, "net" to it.net, "tax" to it.tax, "refunds" to it.refunds, "cogs" to it.cogs)
            },
            "top_products" to reports.topProducts(20).map {
                mapOf("product" to it.name, "brand" to it.brand, "units" to units(it.quantity), "net_without_tax" to it.netSales,
                    "cogs" to it.cost, "margin" to it.profit)
            },
            "closing" to reports.stockByVariant(StockOf.ALL_VARIANTS).associate { it.sku to listOf(units(it.quantity), it.value) },
        )
    }

    /** How many products and variants there are, page by page. */
    private fun catalogSize(shop: Shop): Pair<Int, Int> {
        val products = mutableSetOf<ProductId>()
        var variants = 0
        var page = shop.catalog().variants(null, 1_000)
        while (page.isNotEmpty()) {
            products += page.map { it.product.id }
            variants += page.size
            page = shop.catalog().variants(page.last().variant.id, 1_000)
        }
        return products.size to variants
    }

    private fun units(quantity: BigDecimal) = quantity.longValueExact()

    /** Amounts as text, with the decimals that they have. */
    private fun json(value: Any): JsonElement = JsonParser.parseString(text(value))

    private fun text(value: Any): String = when (value) {
        is Map<*, *> -> value.entries.joinToString(",", "{", "}") { "${text(it.key!!)}:${text(it.value!!)}" }
        is List<*> -> value.joinToString(",", "[", "]") { text(it!!) }
        is BigDecimal -> "\"${value.toPlainString()}\""
        is String -> com.google.gson.Gson().toJson(value)
        else -> value.toString()
    }

    /** All keys of the other program, and no others. */
    private fun same(path: String, expected: JsonElement, got: JsonElement) {
        val differences = mutableListOf<String>()
        fun compare(path: String, a: JsonElement?, b: JsonElement?) {
            when {
                a is JsonObject && b is JsonObject -> (a.keySet() + b.keySet()).forEach { compare("$path/$it", a[it], b[it]) }
                a != b -> differences += "$path: expected $a, got $b"
            }
        }
        compare(path, expected, got)
        assertEquals(listOf<String>(), differences)
    }
}
