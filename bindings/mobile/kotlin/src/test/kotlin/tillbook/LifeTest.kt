package tillbook

import java.math.BigDecimal
import java.nio.file.Path
import java.time.Instant
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.onStart
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import tillbook.ids.SaleId
import tillbook.ids.VariantId

/** Threads, the app's code in the engine, and the file's life. */
class LifeTest {
    @TempDir
    lateinit var folder: Path

    private fun create(options: ShopOptions = ShopOptions()) = Shop.create(path, settings(), options)

    private val path get() = folder.resolve("shop.db").toString()

    private class Heard(private val also: (ChangeSet) -> Unit = {}) : Listener {
        val sets = CopyOnWriteArrayList<ChangeSet>()
        override fun changed(change: ChangeSet) {
            sets += change
            also(change)
        }
    }

    private fun <T> eventually(want: T, got: () -> T) {
        val until = System.nanoTime() + 20_000_000_000
        while (got() != want && System.nanoTime() < until) Thread.sleep(5)
        assertEquals(want, got())
    }

    @Test
    fun eightCoroutinesSell() = create().use { shop ->
        val tea = shop.goods("茶", "12.80", 400)
        runBlocking {
            (1..8).map { async { repeat(50) { shop.io { sell(tea) } } } }.awaitAll()
        }
        assertEquals(0, shop.stockroom().onHand(tea.id).quantity.signum())
        assertTrue(shop.reports().sales(Period()).net sameAs "5120.00")
        assertEquals(listOf<Violation>(), shop.office().verify().violations)
    }

    @Test
    fun shutWhileOthersSell() {
        val shop = create()
        val tea = shop.goods("茶", "12.80", 100_000)
        val sold = CopyOnWriteArrayList<SaleId>()
        val refused = CopyOnWriteArrayList<Throwable>()
        val begun = CountDownLatch(8)
        val threads = (1..8).map {
            Thread {
                try {
                    while (true) {
                        sold += shop.sell(tea).id
                        begun.countDown()
                    }
                } catch (thrown: Throwable) {
                    refused += thrown
                }
            }.apply { start() }
        }
        begun.await(60, TimeUnit.SECONDS)
        shop.shut()
        threads.forEach { it.join() }
        assertEquals(8, refused.size)
        refused.forEach { assertTrue(it is ShopException.Closed, it.toString()) }
        assertThrows(ShopException.Closed::class.java) { shop.resume() }
        shop.close()
        // What was sold before is there, and nothing else.
        Shop.open(path, ShopOptions()).use { again ->
            sold.forEach { again.till().sale(it) }
            assertEquals(sold.size.toLong(), again.reports().sales(Period()).sales)
            assertEquals(listOf<Violation>(), again.office().verify().violations)
        }
    }

    @Test
    fun aClosedHandleRefusesAndItsDesksGoOn() {
        val shop = memory()
        val till = shop.till()
        val tea = shop.goods("茶", "12.80", 1)
        shop.close()
        assertThrows(IllegalStateException::class.java) { shop.currency() }
        assertTrue(till.price(Cart().add(tea.id, 1)).total sameAs "12.80")
        till.close()
    }

    @Test
    fun tenThousandHandlesAreFreed() = memory().use { shop ->
        val tea = shop.goods("茶", "12.80", 10)
        repeat(10_000) { shop.asActor("小李$it").use { clerk -> clerk.till().use { till -> if (it % 1_000 == 0) till.price(Cart().add(tea.id, 1)) } } }
        // Those that are left to the garbage collector, too.
        repeat(10_000) { shop.approvedBy("店长") }
        System.gc()
        assertTrue(shop.till().price(Cart().add(tea.id, 1)).total sameAs "12.80")
    }

    /** `use` of a handle that must not shut the shop. */
    private inline fun <T : AutoCloseable> T.use(work: (T) -> Unit) = try { work(this) } finally { close() }

    @Test
    fun changesComeInOrder() = create().use { shop ->
        val heard = Heard()
        val subscription = shop.observe(heard)
        val tea = shop.goods("茶", "12.80", 400)
        val sales = (1..8).map { CopyOnWriteArrayList<SaleId>() }
        sales.map { mine -> Thread { repeat(20) { mine += shop.sell(tea).id } }.apply { start() } }.forEach { it.join() }
        eventually(162) { heard.sets.sumOf { it.documents.size } }
        val posts = heard.sets.flatMap { it.documents }.map { it.postNo }
        assertEquals((2L..163L).toList(), posts)
        assertEquals(162, heard.sets.size)
        assertEquals(listOf(true, false, false), heard.sets.take(3).map { it.catalog })
        assertEquals(listOf(listOf(), listOf(tea.id), listOf(tea.id)), heard.sets.take(3).map { it.variants })
        val told = heard.sets.flatMap { it.documents }.filter { it.kind == DocumentKind.SALE }.map { it.id.text }
        assertEquals(sales.flatten().map { it.text }.toSet(), told.toSet())
        subscription.cancel()
        shop.sell(tea)
        Thread.sleep(50)
        assertEquals(162, heard.sets.size)
    }

    @Test
    fun whatAListenerThrowsHurtsNobody() = memory().use { shop ->
        val bad = Heard { throw IllegalStateException("the screen is gone") }
        val good = Heard { shop.reports().stock() } // may call the shop
        shop.observe(bad)
        shop.observe(good)
        val tea = shop.goods("茶", "12.80", 3)
        repeat(3) { shop.sell(tea) }
        eventually(5) { good.sets.size }
        eventually(5) { bad.sets.size }
        assertEquals(listOf<Violation>(), shop.office().verify().violations)
    }

    @Test
    fun whatIsRefusedIsNotTold() = memory().use { shop ->
        val tea = shop.goods("茶", "12.80", 1)
        val heard = Heard()
        shop.observe(heard)
        assertThrows(ShopException.OutOfStock::class.java) { shop.sell(tea, 2) }
        val sale = SaleId.new()
        val cart = Cart().add(tea.id, 1)
        repeat(2) { shop.till().sell(sale, cart, listOf(Tender.cash(dec("12.80")))) }
        eventually(1) { heard.sets.size }
        Thread.sleep(50)
        assertEquals(listOf(sale.text), heard.sets.flatMap { it.documents }.map { it.id.text })
    }

    @Test
    fun aFlowOfChanges() = memory().use { shop ->
        val tea = shop.goods("茶", "12.80", 5)
        val sold = runBlocking {
            val changes = shop.changes()
            val first = async { changes.first { it.documents.any { document -> document.kind == DocumentKind.SALE } } }
            // Sells until the collector has begun to listen and hears of it.
            launch { while (!first.isCompleted && shop.io { stockroom().onHand(tea.id) }.quantity.signum() > 0) { shop.io { sell(tea) }; kotlinx.coroutines.delay(100) } }
            first.await()
        }
        assertEquals(listOf(tea.id), sold.variants)
    }

    @Test
    fun suspendAndResume() {
        val shop = create()
        val tea = shop.goods("茶", "12.80", 5)
        val heard = Heard()
        shop.observe(heard)
        shop.suspend()
        shop.suspend()
        assertThrows(ShopException.Closed::class.java) { shop.sell(tea) }
        // Nothing holds the file, and all of it is in one.
        assertEquals(listOf("shop.db"), folder.toFile().list()!!.toList())
        val other = Shop.open(path, ShopOptions("T2"))
        val elsewhere = other.sell(tea).id
        other.shut()
        shop.resume()
        shop.resume()
        shop.sell(tea)
        eventually(2) { heard.sets.size }
        assertEquals(elsewhere.text, heard.sets.first().documents.single().id.text)
        assertTrue(shop.stockroom().onHand(tea.id).quantity sameAs "3")
        shop.shut()
    }

    private class Told(var at: Instant?) : Clock {
        override fun now(): Instant = at ?: throw IllegalStateException("the battery is flat")
    }

    @Test
    fun theAppsClock() {
        val clock = Told(Instant.parse("2026-03-01T02:00:00Z"))
        create(ShopOptions(clock = clock)).use { shop ->
            val tea = shop.goods("茶", "12.80", 5)
            assertEquals(clock.at, shop.sell(tea).slip.effectiveAt)
            clock.at = Instant.parse("2026-03-02T02:00:00.000001Z")
            assertEquals(clock.at, shop.sell(tea).slip.effectiveAt)
        }
    }

    @Test
    fun aClockThatThrowsIsARefusal() {
        val clock = Told(Instant.parse("2026-03-01T02:00:00Z"))
        create(ShopOptions(clock = clock)).use { shop ->
            val tea = shop.goods("茶", "12.80", 5)
            clock.at = null
            val thrown = assertThrows(ShopException.AppFailed::class.java) { shop.sell(tea) }
            assertTrue("the battery is flat" in thrown.reason && "the battery is flat" in thrown.text(Language.CHINESE), thrown.message)
            assertEquals("app_failed", thrown.code())
            clock.at = Instant.parse("2026-03-01T03:00:00Z")
            assertTrue(shop.stockroom().onHand(tea.id).quantity sameAs "5")
            shop.sell(tea)
        }
        assertThrows(ShopException.AppFailed::class.java) { Shop.open(path, ShopOptions(clock = Told(null))) }
    }

    @Test
    fun aKeyIsNotTakenAndIgnored() {
        val keys = object : KeyProvider {
            override fun key() = ByteArray(32)
        }
        val thrown = assertThrows(ShopException.Invalid::class.java) { create(ShopOptions(keys = keys)) }
        assertEquals("options.keys", thrown.field)
        assertNull(folder.toFile().list()!!.firstOrNull())
    }

    @Test
    fun numbersIdsAndTimesComeBackAsTheyWent() = memory().use { shop ->
        val tea = shop.goods("茶", "0.000001", 5, cost = "3.333333")
        assertEquals(dec("0.000001").stripTrailingZeros(), shop.catalog().variant(tea.id).variant.price.stripTrailingZeros())
        assertEquals(dec("1234567890.12"), shop.money(dec("1234567890.12")))
        assertTrue(shop.money(dec("1E+3")) sameAs "1000")
        assertThrows(ShopException.Invalid::class.java) { shop.money(dec("0.001")) }
        assertThrows(ShopException.Invalid::class.java) { shop.money(BigDecimal.TEN.pow(40)) }
        assertThrows(ShopException.Invalid::class.java) { shop.money(dec("1E-40")) }
        assertTrue(shop.money(BigDecimal.ONE.setScale(40)) sameAs "1")
        assertThrows(ShopException.Invalid::class.java) { shop.catalog().variant(VariantId("no id")) }
        assertNotEquals(SaleId.new(), SaleId.new())
        assertEquals(SaleId.derived("a", "b"), SaleId.derived("a", "b"))
        val ago = Instant.parse("2021-05-06T07:08:09.123456Z")
        val coffee = shop.at(ago).goods("咖啡", "1.00", 2)
        assertEquals(ago, shop.at(ago).sell(coffee).slip.effectiveAt)
        assertThrows(ShopException::class.java) { shop.at(Instant.MAX).sell(coffee) }
    }
}
