package tillbook

import java.math.BigDecimal
import java.nio.file.Path
import java.time.Instant
import java.time.LocalDate
import kotlin.io.path.writeBytes
import kotlin.io.path.writeText
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import tillbook.ids.CartId
import tillbook.ids.DocumentId
import tillbook.ids.MemberId
import tillbook.ids.OrderId
import tillbook.ids.PromotionId
import tillbook.ids.ReceiptId
import tillbook.ids.RefundId
import tillbook.ids.SaleId
import tillbook.ids.ShiftId
import tillbook.ids.SupplierId

/** Every class of the sealed exception, with its fields, its stable code and its texts. */
class ErrorsTest {
    @TempDir
    lateinit var folder: Path

    private val shop = memory()
    private val caught = mutableSetOf<String>()

    private fun new() = DocumentId.new()

    /** What [work] throws, of class [T]; its code is that of its class, and it has texts. */
    private inline fun <reified T : ShopException> refused(noinline work: () -> Any?): T {
        val thrown = runCatching(work).exceptionOrNull()
        assertTrue(thrown is T, "${T::class.simpleName} expected, got $thrown")
        val snake = T::class.simpleName!!.replace(Regex("(?<!^)(?=[A-Z])"), "_").lowercase()
        val others = mapOf("check_digit" to "bad_check_digit", "drawer" to "no_open_shift", "member" to "member_holds")
        assertEquals(others[snake] ?: snake, (thrown as T).code())
        assertEquals(thrown.message, thrown.text(Language.ENGLISH))
        assertTrue(thrown.text(Language.CHINESE).any { it in '一'..'鿿' }, thrown.text(Language.CHINESE))
        caught += T::class.simpleName!!
        return thrown
    }

    /** What only a server, a full disk, another program or an import of files brings about. */
    private val elsewhere = setOf(
        "Row", "Conflict", "Contention", "OlderSchema", "EngineTooOld", "Locked", "ReadOnly", "Unreachable", "AccessDenied",
        "Disconnected", "StorageFull", "TooLarge", "Other",
    )

    @Test
    fun everyClass() {
        input()
        goods()
        money()
        membersAndOffers()
        corrections()
        authority()
        files()
        val all = ShopException::class.java.declaredClasses.filter { ShopException::class.java.isAssignableFrom(it) }.map { it.simpleName }
        assertEquals(listOf<String>(), (all - caught - elsewhere).sorted())
        assertEquals(listOf<String>(), (caught intersect elsewhere).sorted())
        assertEquals(listOf<Violation>(), shop.office().verify().violations)
    }

    private fun input() {
        val bad = refused<ShopException.Invalid> { shop.till().price(Cart().add(shop.goods("甲", "1.00", 0).id, -1)) }
        assertEquals("lines[0].quantity" to "-1", bad.field to bad.value)
        val lost = refused<ShopException.NotFound> { shop.till().scan("nothing") }
        assertEquals("nothing", lost.key)
        val tea = shop.goods("乙", "1.00", 0)
        refused<ShopException.Duplicate> { shop.catalog().edit(new(), listOf(VariantEdit(tea.id, sku = shop.goods("丙", "1.00", 0).sku))) }
        assertEquals("2", refused<ShopException.CheckDigit> { shop.till().scan("6901234567893") }.expected)
        refused<ShopException.Empty> { shop.till().price(Cart()) }
        val id = new()
        shop.members().put(id, listOf(Member(MemberId.new(), "a", "a", creditLimit = BigDecimal.ZERO)))
        assertEquals(id.text, refused<ShopException.IdReused> { shop.catalog().setSkuRule(id, "A-###") }.id)
    }

    private fun goods() {
        val tea = shop.goods("丁", "12.80", 2)
        val short = refused<ShopException.OutOfStock> { shop.sell(tea, 3) }
        assertTrue(short.asked sameAs "3" && short.available sameAs "2")
        val milk = shop.goods("奶", "5.00", 0)
        val yesterday = LocalDate.now().minusDays(2)
        val line = OpeningStockLine(milk.id, dec("5"), dec("1.00"), "B1", expiresOn = yesterday)
        shop.stockroom().openWith(new(), null, listOf(line))
        assertEquals(yesterday, refused<ShopException.Expired> { shop.sell(milk) }.expiresOn)
        refused<ShopException.BatchDates> { shop.stockroom().openWith(new(), null, listOf(line.copy(expiresOn = yesterday.plusDays(1)))) }
        refused<ShopException.GoodsMoved> { shop.catalog().edit(new(), listOf(VariantEdit(tea.id, assumedCost = DecimalChange.Set(dec("1.00"))))) }
        shop.catalog().edit(new(), listOf(VariantEdit(tea.id, lowestPrice = DecimalChange.Set(dec("12.00")))))
        val cheap = CartLine(tea.id, dec("1"), unitPrice = dec("1.00"), priceReason = "熟人")
        val low = refused<ShopException.BelowLowestPrice> { shop.till().sell(SaleId.new(), Cart(listOf(cheap)), listOf(Tender.cash(dec("1.00")))) }
        assertTrue(low.lowest sameAs "12.00")
    }

    private fun money() {
        val cup = shop.goods("杯", "30.00", 9)
        val cart = Cart().add(cup.id, 1)
        val differ = refused<ShopException.TendersDiffer> { shop.till().sell(SaleId.new(), cart, listOf(Tender.card(dec("20.00")))) }
        assertTrue(differ.total sameAs "30.00" && differ.tendered sameAs "20.00")
        refused<ShopException.ChangeNotFromCash> { shop.till().sell(SaleId.new(), cart, listOf(Tender.card(dec("40.00")))) }
        val sale = shop.till().sell(SaleId.new(), cart, listOf(Tender.card(dec("30.00"))))
        val back = { quantity: Int, to: RefundTo ->
            shop.till().refund(RefundId.new(), sale.id, listOf(RefundLine(0, quantity.toBigDecimal())), to, "坏了")
        }
        assertEquals(0, refused<ShopException.RefundExceeds> { back(2, RefundTo.SameTenders) }.line)
        refused<ShopException.RefundMethod> { back(1, RefundTo.Method(TenderMethod.COUPON)) }
        val drawer = refused<ShopException.Drawer> { shop.asActor("小李").shifts().cashOut(new(), dec("1.00"), Counterpart.SAFE, "无") }
        assertTrue(drawer.refusal is DrawerRefusal.NoOpenShift, drawer.toString())
    }

    private fun membersAndOffers() {
        val tea = shop.goods("戊", "100.00", 20)
        val who = Member(MemberId.new(), "wang", "王", creditLimit = dec("50.00"))
        shop.members().put(new(), listOf(who))
        val cart = Cart(member = who.id).add(tea.id, 1)
        refused<ShopException.CardOverdrawn> { shop.till().sell(SaleId.new(), cart, listOf(Tender.storedValue(dec("100.00")))) }
        assertTrue(refused<ShopException.OverCreditLimit> { shop.till().sell(SaleId.new(), cart, listOf(Tender.onAccount(dec("100.00")))) }.limit sameAs "50.00")
        shop.members().setPoints(new(), PointsRules(1, dec("1.00"), redeeming = Redeeming(100, dec("1.00"), 100, dec("0.5"))))
        val stored = Member(MemberId.new(), "stored", "储", creditLimit = BigDecimal.ZERO)
        shop.members().put(new(), listOf(stored))
        shop.members().topUp(new(), stored.id, dec("10.00"), null, listOf(Tender.cash(dec("10.00"))))
        val holds = refused<ShopException.Member> { shop.members().erase(new(), stored.id) }.refusal as MemberRefusal.Holds
        assertTrue(holds.stored sameAs "10.00")
        refused<ShopException.MemberNeeded> { shop.till().price(cart.copy(member = null, redeem = 100)) }
        refused<ShopException.PointsOverdrawn> { shop.till().price(cart.copy(redeem = 100)) }
        val offer = Promotion.of(PromotionId.new(), "券", Benefit.AmountOff(dec("5.00"), Per.ORDER)).copy(issuedCoupons = true)
        shop.promotions().put(new(), listOf(offer))
        shop.promotions().issue(new(), listOf(Coupon("C-1", offer.id, uses = 1)))
        val withCoupon = { cash: String -> shop.till().sell(SaleId.new(), Cart(coupons = listOf("C-1")).add(tea.id, 1), listOf(Tender.cash(dec(cash)))) }
        withCoupon("95.00")
        assertEquals("C-1", refused<ShopException.CouponRefused> { withCoupon("100.00") }.code)
    }

    private fun corrections() {
        val held = shop.carts().hold(CartId.new(), "一号", Cart().add(shop.goods("己", "1.00", 1).id, 1))
        shop.carts().discard(new(), held.id, "走了")
        refused<ShopException.WrongState> { shop.carts().resume(held.id) }
        refused<ShopException.BeforeOpening> { shop.at(Instant.parse("2019-01-01T00:00:00Z")).goods("庚", "1.00", 1) }
        val farm = Supplier(SupplierId.new(), "farm", "农场", 2)
        shop.purchasing().putSuppliers(new(), listOf(farm))
        val egg = shop.goods("蛋", "1.00", 0)
        val receipt = shop.purchasing().receiveFrom(ReceiptId.new(), farm.id, null, listOf(ReceiptLine(variant = egg.id, quantity = dec("10"), rejected = BigDecimal.ZERO, unitCost = dec("0.50"))))
        val first = new()
        shop.purchasing().reprice(first, receipt.id, listOf(PriceLine(0, dec("0.60"))))
        shop.purchasing().reprice(new(), receipt.id, listOf(PriceLine(0, dec("0.70"))))
        refused<ShopException.SaidSince> { shop.office().void(new(), first, "没说过") }
        val day = LocalDate.of(2020, 6, 1)
        val flour = shop.goods("面", "1.00", 0)
        shop.catalog().edit(new(), listOf(VariantEdit(flour.id, negativeStock = NegativeStockChange.Set(NegativeStock.ALLOW))))
        shop.at(Instant.parse("2020-05-05T00:00:00Z")).sell(flour)
        assertEquals(1, refused<ShopException.OpenShortages> { shop.office().lock(new(), day) }.open)
        shop.approvedBy("店长").office().lock(new(), day)
        assertEquals(day, refused<ShopException.PeriodLocked> { shop.at(Instant.parse("2020-05-06T00:00:00Z")).goods("辛", "1.00", 1) }.through)
    }

    private fun authority() {
        class Boss(var answer: () -> Verdict) : Authority {
            override fun judge(asked: Asked) = if (asked.act is Act.Price) answer() else Verdict.Allow
        }
        val boss = Boss { Verdict.NeedsApprover }
        val guarded = Shop.memory(settings(), ShopOptions(authority = boss)).asActor("小李")
        val tea = guarded.goods("茶", "10.00", 5)
        val cart = Cart(listOf(CartLine(tea.id, dec("1"), unitPrice = dec("9.00"), priceReason = "熟人")))
        val alone = refused<ShopException.ApproverNeeded> { guarded.till().price(cart) }
        assertEquals(listOf("小李", "manual_price", tea.sku), listOf(alone.actor, alone.act, alone.key))
        assertTrue(guarded.approvedBy("店长").till().price(cart).total sameAs "9.00")
        boss.answer = { Verdict.Refuse("今天不行") }
        assertEquals("今天不行", refused<ShopException.NotAllowed> { guarded.till().price(cart) }.reason)
        boss.answer = { throw IllegalStateException("no network") }
        assertTrue("no network" in refused<ShopException.NotAllowed> { guarded.till().price(cart) }.reason)
        boss.answer = { Verdict.Allow }
        assertTrue(guarded.till().price(cart).total sameAs "9.00")
        guarded.shut()
    }

    private fun files() {
        val path = { name: String -> folder.resolve(name).toString() }
        refused<ShopException.NoShop> { Shop.open(path("empty.db"), ShopOptions()) }
        val made = Shop.create(path("shop.db"), settings(), ShopOptions())
        refused<ShopException.ShopExists> { Shop.create(path("shop.db"), settings { copy(name = "别的店") }, ShopOptions()) }
        made.shut()
        refused<ShopException.Closed> { made.till() .price(Cart()) }
        folder.resolve("letter.db").writeText("Dear Sir or Madam, ".repeat(100))
        refused<ShopException.NotOurs> { Shop.open(path("letter.db"), ShopOptions()) }
        // The schema version stands at byte 60 of an SQLite file.
        val bytes = folder.resolve("shop.db").toFile().readBytes()
        folder.resolve("newer.db").writeBytes(bytes.copyOf().also { it[61] = 1 })
        refused<ShopException.NewerSchema> { Shop.open(path("newer.db"), ShopOptions()) }
        folder.resolve("torn.db").writeBytes(bytes.copyOf().also { it.fill(7, 8_192, minOf(40_960, it.size)) })
        refused<ShopException.Corrupt> { Shop.open(path("torn.db"), ShopOptions()).office().verify() }
        refused<ShopException.Storage> { Shop.open(folder.toString(), ShopOptions()) }
        val flat = object : Clock {
            override fun now(): Instant = throw IllegalStateException("the battery is flat")
        }
        refused<ShopException.AppFailed> { Shop.memory(settings(), ShopOptions(clock = flat)) }
    }
}
