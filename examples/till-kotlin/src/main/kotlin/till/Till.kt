package till

import java.io.BufferedReader
import java.io.File
import java.io.PrintStream
import java.math.BigDecimal
import java.time.Instant
import java.time.ZoneId
import tillbook.*
import tillbook.ids.SaleId
import tillbook.ids.VariantId

private const val HELP = """A code, or *N before it for so many    scans goods
pay METHOD AMOUNT                      cash, card, wechat, alipay; more than one until all is paid
drop                                   forgets the cart
low                                    what is to be ordered
close                                  what the day came to
quit"""

/** A till in a terminal: it reads a line, does it, and prints what a cashier wants to see. */
class Till(
    private val shop: Shop,
    private val input: BufferedReader,
    private val output: PrintStream,
    private val now: () -> Instant = Instant::now,
) {
    private var cart = Cart()
    private val tenders = mutableListOf<Tender>()
    private val names = mutableMapOf<VariantId, String>()

    fun run() {
        output.println("${shop.office().settings().name}; help says what can be typed")
        while (true) {
            val words = (input.readLine() ?: return).trim().split(" ").filter { it.isNotEmpty() }
            try {
                when (words.firstOrNull()) {
                    null -> {}
                    "help" -> output.println(HELP)
                    "pay" -> pay(words)
                    "drop" -> clear()
                    "low" -> low()
                    "close" -> close()
                    "quit" -> return
                    else -> scan(words)
                }
            } catch (refused: ShopException) {
                output.println("! ${refused.message}")
            } catch (wrong: IllegalArgumentException) {
                output.println("! that is not what help says")
            }
        }
    }

    private fun scan(words: List<String>) {
        val many = words.first().takeIf { it.startsWith("*") }
        val found = shop.till().scan(words.last())
        names[found.variant] = found.name
        val more = cart.add(found.variant, many?.drop(1)?.toBigDecimal() ?: BigDecimal.ONE)
        val quote = shop.till().price(more)
        cart = more
        show(quote)
    }

    private fun show(quote: Quote) {
        for (line in quote.lines) {
            row("${names[line.variant]} x ${line.quantity.stripTrailingZeros().toPlainString()}", line.gross)
            line.discounts.forEach { row("    ${it.reason}", it.amount.negate()) }
        }
        quote.promotions?.nearMisses.orEmpty().forEach { near ->
            near.missingAmount?.let { output.println("    ${near.name}: $it more is missing") }
        }
        row("to pay", quote.total)
    }

    private fun pay(words: List<String>) {
        tenders += Tender(TenderMethod.valueOf(words.getOrElse(1) { "" }.uppercase()), words.getOrElse(2) { "" }.toBigDecimal())
        val left = shop.till().price(cart).total - tenders.sumOf { it.amount }
        if (left.signum() > 0) return row("still to pay", left)
        try {
            slip(shop.till().sell(SaleId.new(), cart, tenders))
            clear()
        } catch (refused: ShopException) {
            // The cart stays; it is paid anew.
            tenders.clear()
            throw refused
        }
    }

    private fun clear() {
        cart = Cart()
        tenders.clear()
    }

    private fun slip(sale: Sale) {
        output.println("---- ${sale.slip.number}, ${sale.slip.businessDay} ----")
        for (line in sale.lines) row("${names[line.variant]} x ${line.quantity.stripTrailingZeros().toPlainString()}", line.net)
        row("total", sale.total)
        for (tender in sale.tenders) row(tender.method.name.lowercase(), tender.received)
        if (sale.change.signum() > 0) row("change", sale.change)
    }

    private fun low() {
        for (goods in shop.reports().belowReorderPoint(20)) {
            output.println("${goods.name}: ${goods.onHand.toPlainString()} left, to be ordered at ${goods.reorderPoint.toPlainString()}")
        }
    }

    private fun close() {
        val day = shop.reports().dayClose(today())
        row("${day.sales.sales} sales on ${day.day}", day.sales.net)
        for (tender in day.tenders) row(tender.method.name.lowercase(), tender.net)
        row("gross profit", day.sales.grossProfit)
    }

    private fun today() = now().atZone(ZoneId.of(shop.office().settings().timeZone)).toLocalDate()

    private fun row(what: String, amount: BigDecimal) = output.println(what.padEnd(40) + amount.toPlainString().padStart(10))
}

/** Opens the shop in the file that is named, or a new one with a few goods where there is none. */
fun main(arguments: Array<String>) {
    val path = arguments.firstOrNull() ?: return println("which file?")
    val shop = if (File(path).exists()) Shop.open(path, ShopOptions()) else demo(Shop.create(path, defaultSettings().copy(name = "小店"), ShopOptions()))
    shop.use { Till(it, System.`in`.bufferedReader(), System.out).run() }
}
