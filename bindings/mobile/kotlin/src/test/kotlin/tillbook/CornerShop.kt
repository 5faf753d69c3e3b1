package tillbook

import com.google.gson.JsonParser
import java.math.BigDecimal
import java.nio.file.Path
import java.time.Instant
import java.time.LocalDate
import java.time.OffsetDateTime
import java.time.ZoneId
import kotlin.io.path.readLines
import kotlin.io.path.readText
import tillbook.ids.CategoryId
import tillbook.ids.DocumentId
import tillbook.ids.MemberId
import tillbook.ids.OrderId
import tillbook.ids.ProductId
import tillbook.ids.ReceiptId
import tillbook.ids.RefundId
import tillbook.ids.SaleId
import tillbook.ids.SupplierId
import tillbook.ids.VariantId

private typealias Row = Map<String, String>

/** Three months of a grocery shop, read from its CSV files and posted in the order of events. */
class CornerShop(private val folder: Path, private val costing: CostingMethod) {
    private class Event(val at: Instant, val kind: Int, val post: (Shop) -> Unit)

    private val about = JsonParser.parseString(folder.resolve("shop.json").readText()).asJsonObject
    private val name = about["name"].asString
    private val space = "corner-shop:$name"
    private val zone = ZoneId.of(about["time_zone"].asString)
    private val openedOn = LocalDate.parse(about["opened_on"].asString)
    private val products = sheet("products")
    private val variants = products.associate { it.text("sku") to VariantId.derived(space, it.text("sku")) }
    private val prices = products.associate { it.text("sku") to it.number("price") }
    private val events = mutableListOf<Event>()
    private val members = sortedSetOf<String>()

    /** Posts all of it. */
    fun post(): Shop {
        val settings = defaultSettings().copy(
            shop = document("shop").text, name = name, currency = about["currency"].asString, timeZone = zone.id,
            openedOn = openedOn, pricesIncludeTax = about["prices_include_tax"].asBoolean, costing = costing,
        )
        val shop = Shop.memory(settings, ShopOptions())
        readOpening()
        readPurchases()
        readSales()
        readClosings()
        val first = shop.at(at(openedOn, 0))
        setUp(first)
        val known = members.map { Member(MemberId.derived(space, it), it, "Member $it", creditLimit = BigDecimal.ZERO) }
        first.members().put(document("members"), known)
        first.close()
        // A stable sort: what happened at the same moment stays in the order of the files.
        events.sortedWith(compareBy({ it.at }, { it.kind })).forEach { event ->
            shop.at(event.at).let { then ->
                event.post(then)
                then.close()
            }
        }
        return shop
    }

    private fun setUp(shop: Shop) {
        val catalog = shop.catalog()
        catalog.putTaxCodes(document("taxes"), sheet("taxes").map { TaxCode(it.text("tax_code"), it.text("tax_code"), it.number("rate")) })
        val categories = linkedMapOf<CategoryId, Category>()
        val groups = products.groupBy { it.text("product") to it.text("brand") }
        val goods = groups.map { (key, rows) -> product(key.first, key.second, rows, categories) }
        categories.values.chunked(500).forEachIndexed { i, some -> catalog.putCategories(document("categories $i"), some) }
        val suppliers = sheet("suppliers").map {
            Supplier(SupplierId.derived(space, it.text("supplier")), it.text("supplier"), it.text("name"),
                it.text("lead_time_days").toInt(), it["review_weekday"]?.toIntOrNull())
        }
        shop.purchasing().putSuppliers(document("suppliers"), suppliers)
        goods.chunked(500).forEachIndexed { i, some -> catalog.addAll(document("products $i"), some) }
        val supplies = products.map {
            NewSupply(SupplierId.derived(space, it.text("supplier")), it.variant(), it.number("pack_size"), null, true)
        }
        supplies.chunked(500).forEachIndexed { i, some -> shop.purchasing().putSupplies(document("supplies $i"), some) }
    }

    /** The rows of one product are its variants, which differ by size. */
    private fun product(name: String, brand: String, rows: List<Row>, categories: MutableMap<CategoryId, Category>): NewProduct {
        val first = rows.first()
        var parent: CategoryId? = null
        var path = ""
        for (part in listOf("department", "category").mapNotNull { first.optional(it) }) {
            path = "$path/$part"
            val id = CategoryId.derived(space, path)
            categories.getOrPut(id) { Category(id, part, parent, null) }
            parent = id
        }
        val hasSize = rows.size > 1 || first.optional("size") != null
        val size = { row: Row -> row.optional("size") ?: "not known" }
        return NewProduct(
            ProductId.derived(space, "$brand/$name"), name, brand = brand, unit = first.text("unit"), category = parent,
            options = if (hasSize) listOf(ProductOption("size", rows.map(size))) else listOf(),
            taxCode = first.text("tax_code"), shelfLifeDays = first.optional("shelf_life_days")?.toInt(), price = BigDecimal.ZERO,
            variants = rows.map { row ->
                NewVariant(
                    row.variant(), if (hasSize) listOf(size(row)) else listOf(), row.text("sku"), price = row.number("price"),
                    barcodes = listOfNotNull(row.optional("barcode")), reorderPoint = row.optional("reorder_point")?.toBigDecimal(),
                )
            },
        )
    }

    private fun readOpening() = sheet("opening").chunked(500).forEachIndexed { i, rows ->
        val lines = rows.map {
            OpeningStockLine(it.variant(), it.number("qty"), it.number("unit_cost"), it.optional("batch"), expiresOn = it.day("expires_on"))
        }
        events += Event(at(openedOn, 0), 0) { it.stockroom().openWith(document("opening stock $i"), null, lines) }
    }

    private fun readPurchases() = sheet("purchases").groupBy { it.text("order") }.forEach { (order, rows) ->
        val id = OrderId.derived(space, order)
        val orderedOn = LocalDate.parse(rows.first().text("ordered_on"))
        val supplier = SupplierId.derived(space, rows.first().text("supplier"))
        // The rows of one item, in several deliveries, are one line of the order.
        val items = rows.groupBy { it.text("sku") }.values.toList()
        val lines = items.map { OrderLine(it[0].variant(), it.sumOf { row -> row.number("qty_ordered") }, it[0].number("unit_cost")) }
        events += Event(at(orderedOn, 0), 1) { it.purchasing().order(id, supplier, lines) }
        for (day in rows.mapNotNull { it.day("received_on") }.toSortedSet()) {
            val received = rows.filter { it.day("received_on") == day }.map { row ->
                val index = items.indexOfFirst { row in it }
                receiptLine(row, index, isShort(row, items[index]))
            }
            events += Event(at(day, 6), 2) { it.purchasing().receive(ReceiptId.derived(space, "$order $day"), id, received) }
        }
    }

    private fun receiptLine(row: Row, index: Int, isShort: Boolean) = ReceiptLine(
        orderLine = index.toLong(), quantity = row.number("qty_received"), rejected = BigDecimal.ZERO, short = isShort, unitCost = row.number("unit_cost"),
        batch = row.optional("batch"), expiresOn = row.day("expires_on"),
    )

    /** True for the last delivery of an item of which less came than was ordered, and nothing is on its way. */
    private fun isShort(row: Row, item: List<Row>): Boolean {
        if (item.any { it.day("received_on") == null }) return false
        val last = item.reduce { last, next -> if (next.day("received_on")!! >= last.day("received_on")!!) next else last }
        return row === last && item.sumOf { it.number("qty_received") } < item.sumOf { it.number("qty_ordered") }
    }

    private fun readSales() {
        val tenders = sheet("tenders").groupBy({ it.text("receipt") }) { Tender(method(it.text("method")), it.number("amount")) }
        val sold = sheet("sales").groupBy { it.text("receipt") }
        for ((receipt, rows) in sold) {
            val member = rows.first().optional("member")?.also { members += it }
            val cart = Cart(rows.map(::cartLine), member?.let { MemberId.derived(space, it) })
            events += Event(rows.first().moment("sold_at"), 3) { it.till().sell(SaleId.derived(space, receipt), cart, tenders.getValue(receipt)) }
        }
        val left = sold.mapValues { (_, rows) -> rows.map { it.number("qty") }.toMutableList() }
        val returned = sheet("returns").sortedBy { it.moment("returned_at") }.groupBy { it.text("return") to it.text("receipt") }
        for ((key, rows) in returned) {
            val lines = linkedMapOf<Int, BigDecimal>()
            for (row in rows) {
                val units = left.getValue(key.second)
                val line = units.indices.first { sold.getValue(key.second)[it].text("sku") == row.text("sku") && units[it] >= row.number("qty") }
                units[line] = units[line] - row.number("qty")
                lines.merge(line, row.number("qty"), BigDecimal::add)
            }
            val back = lines.map { (line, quantity) -> RefundLine(line.toLong(), quantity) }
            val to = RefundTo.Method(tenders.getValue(key.second).first().method)
            events += Event(rows.first().moment("returned_at"), 4) {
                it.till().refund(RefundId.derived(space, "${key.first} ${key.second}"), SaleId.derived(space, key.second), back, to, "brought back")
            }
        }
    }

    private fun cartLine(row: Row): CartLine {
        val discount = { column: String, kind: DiscountKind, reason: String ->
            row.number(column).takeIf { it.signum() > 0 }?.let { LineDiscount(kind, reason, TakeOff.Amount(it)) }
        }
        val price = row.number("unit_price").takeIf { it.compareTo(prices.getValue(row.text("sku"))) != 0 }
        return CartLine(
            row.variant(), row.number("qty"), unitPrice = price, priceReason = if (price == null) "" else "shelf price",
            discounts = listOfNotNull(discount("discount", DiscountKind.MANUAL, "member card"), discount("coupon", DiscountKind.COUPON, "coupon")),
        )
    }

    private fun readClosings() {
        for ((day, rows) in sheet("writeoffs").groupBy { it.text("date") }) {
            val lines = rows.map { WriteOffLine(it.variant(), it.number("qty"), it.optional("batch"), it.text("reason")) }
            events += Event(at(LocalDate.parse(day), 23), 5) { it.stockroom().writeOff(document("write-offs $day"), null, lines) }
        }
        for ((day, rows) in sheet("counts").groupBy { it.text("counted_on") }) {
            val lines = rows.map { CountLine(it.variant(), it.number("counted_qty"), reason = it.optional("reason") ?: "") }
            events += Event(at(LocalDate.parse(day), 23), 6) { it.stockroom().count(document("counts $day"), null, lines) }
        }
    }

    private fun document(name: String) = DocumentId.derived(space, name)

    private fun at(day: LocalDate, hour: Int): Instant = day.atTime(hour, 0).atZone(zone).toInstant()

    private fun method(code: String) = TenderMethod.valueOf(code.uppercase())

    private fun Row.text(column: String) = getValue(column)

    private fun Row.optional(column: String) = getValue(column).ifEmpty { null }

    private fun Row.number(column: String) = BigDecimal(getValue(column))

    private fun Row.day(column: String): LocalDate? = optional(column)?.let(LocalDate::parse)

    private fun Row.moment(column: String): Instant = OffsetDateTime.parse(getValue(column)).toInstant()

    private fun Row.variant() = variants.getValue(text("sku"))

    private fun sheet(name: String): List<Row> {
        val lines = folder.resolve("$name.csv").readLines().map(::cells)
        return lines.drop(1).map { cells -> lines.first().zip(cells).toMap() }
    }

    /** The cells of a line; those with commas or quotes stand in quotes. */
    private fun cells(line: String): List<String> = Regex(""""((?:[^"]|"")*)"(?:,|$)|([^,]*)(?:,|$)""").findAll(line)
        .map { it.groups[1]?.value?.replace("\"\"", "\"") ?: it.groups[2]?.value.orEmpty() }.toList()
}
