package tillbook

import java.math.BigDecimal
import java.time.LocalDate
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import tillbook.ids.CartId
import tillbook.ids.CategoryId
import tillbook.ids.CustomerOrderId
import tillbook.ids.DocumentId
import tillbook.ids.LocationId
import tillbook.ids.MemberId
import tillbook.ids.OrderId
import tillbook.ids.PriceListId
import tillbook.ids.ProductId
import tillbook.ids.PromotionId
import tillbook.ids.ReceiptId
import tillbook.ids.RefundId
import tillbook.ids.SaleId
import tillbook.ids.ShiftId
import tillbook.ids.SupplierId

/** What each desk takes and answers, through the binding. */
class DesksTest {
    private val shop = memory { copy(pricesIncludeTax = true) }
    private val today = LocalDate.now()

    @AfterEach
    fun theBooksAreSound() {
        assertEquals(listOf<Violation>(), shop.office().verify().violations)
        assertEquals(0, shop.office().rebuild().found)
        shop.shut()
    }

    private fun new() = DocumentId.new()

    private fun member(name: String, credit: String = "0.00") =
        Member(MemberId.new(), name, name, birthday = Birthday(2, 29), creditLimit = dec(credit)).also { shop.members().put(new(), listOf(it)) }

    private fun supplier(name: String) =
        Supplier(SupplierId.new(), name, name, 2).also { shop.purchasing().putSuppliers(new(), listOf(it)) }

    private fun amount(expected: String, got: BigDecimal) = assertTrue(got sameAs expected, "expected $expected, got $got")

    @Test
    fun catalog() {
        val catalog = shop.catalog()
        catalog.putTaxCodes(new(), listOf(TaxCode("standard", "标准", dec("0.13"))))
        val category = Category(CategoryId.new(), "服装", null, null)
        catalog.putCategories(new(), listOf(category))
        catalog.putLocations(new(), listOf(Location(LocationId.new(), "店面"), Location(LocationId.new(), "后仓")))
        catalog.setSkuRule(new(), "TEE-###")
        val tee = catalog.add(
            NewProduct(
                ProductId.new(), "圆领T恤", category = category.id, taxCode = "standard", price = dec("59.00"), packs = listOf(Pack("箱", 24, 1)),
                options = listOf(ProductOption("颜色", listOf("黑", "白")), ProductOption("尺码", listOf("M", "L"))),
            ),
        )
        assertEquals(listOf("TEE-001", "TEE-002", "TEE-003", "TEE-004"), tee.variants.map { it.sku })
        val black = tee.variant("黑", "M")!!
        assertNull(tee.variant("红", "M"))
        catalog.edit(new(), listOf(VariantEdit(black.id, price = dec("49.00"), addBarcodes = listOf("6901234567892"), memberPrice = DecimalChange.Set(dec("45.00")), addPackBarcodes = listOf(PackBarcode("16901234567899", "箱")))))
        assertEquals("16901234567899" to "箱", catalog.byBarcode("16901234567899")!!.variant.barcodes.last().let { it.code to it.pack })
        amount("45.00", catalog.bySku("TEE-001")!!.variant.memberPrice!!)
        catalog.edit(new(), listOf(VariantEdit(black.id, memberPrice = DecimalChange.Remove)))
        val now = catalog.variant(black.id).variant
        assertNull(now.memberPrice)
        amount("49.00", now.price)
        catalog.editProducts(new(), listOf(catalog.product(tee.product.id).product.copy(brand = "国风")))
        assertEquals("国风", catalog.search("T恤", 10).first().product.brand)
        assertEquals(4, catalog.startingWith("国风", 10).size)
        assertEquals(listOf(2, 2, 0), generateSequence(catalog.variants(null, 2)) { page -> page.lastOrNull()?.let { catalog.variants(it.variant.id, 2) } }.take(3).map { it.size }.toList())
        assertEquals(listOf(category), catalog.categories())
        assertEquals(listOf("Shop floor", "店面", "后仓"), catalog.locations().map { it.name })
        amount("0.13", catalog.taxCodes().single().rate)
        assertNull(catalog.bySku("nothing"))
    }

    @Test
    fun purchasingAndStockroom() {
        val (purchasing, stockroom) = shop.purchasing() to shop.stockroom()
        shop.catalog().putLocations(new(), listOf(Location(LocationId.new(), "后仓")))
        val places = shop.catalog().locations().sortedByDescending { it.name == "Shop floor" }
        val milk = shop.goods("牛奶", "5.00", 0)
        val farm = supplier("牧场")
        purchasing.putSupplies(new(), listOf(NewSupply(farm.id, milk.id, dec("12"), dec("3.00"), true)))
        val order = purchasing.orderFor(OrderId.new(), farm.id, listOf(OrderLine(milk.id, dec("24"), dec("3.00"))), today.plusDays(2))
        assertEquals(today.plusDays(2), order.expectedOn)
        assertEquals(listOf(order.id), purchasing.openOrders().map { it.id })
        val receipt = purchasing.receive(ReceiptId.new(), order.id, listOf(ReceiptLine(orderLine = 0, quantity = dec("20"), rejected = BigDecimal.ZERO, short = true, batch = "A1", expiresOn = today.plusDays(5))))
        assertEquals(today.plusDays(5), receipt.lines.single().expiresOn)
        assertEquals(listOf<PurchaseOrder>(), purchasing.openOrders())
        val share = purchasing.landedCost(new(), farm.id, listOf(receipt.id), dec("2.00"), LandedBy.VALUE, "运费").single()
        amount("2.00", share.value)
        stockroom.transfer(new(), places[0].id, places[1].id, listOf(TransferLine(milk.id, dec("5"), "A1")))
        assertEquals(2, stockroom.levels(listOf(milk.id)).size)
        stockroom.writeOff(new(), places[1].id, listOf(WriteOffLine(milk.id, dec("1"), "A1", "漏了")))
        val count = stockroom.count(new(), places[1].id, listOf(CountLine(milk.id, dec("3"), "A1", "少了")))
        amount("-1", count.lines.single().differences.single().quantity)
        purchasing.returnGoods(new(), receipt.id, listOf(SupplierReturnLine(0, dec("2"))))
        purchasing.reprice(new(), receipt.id, listOf(PriceLine(0, dec("2.90"))))
        amount("16", stockroom.onHand(milk.id).quantity)
        amount("20", stockroom.onHandAt(milk.id, Moment.At(receipt.slip.effectiveAt), Known.After(receipt.slip.postNo)).quantity)
        val sale = shop.sell(milk, 3)
        val cost = stockroom.explainCost(sale.id)
        assertEquals(DocumentKind.RECEIPT, cost.lines.single().taken.single().kind)
        assertEquals(CostingMethod.FIFO, stockroom.costPools(milk.id).single().method)
        assertEquals(MovementKind.SALE, stockroom.ledgerCard(milk.id, null).lines.last().kind)
        assertEquals(listOf<OpenShortage>(), stockroom.shortages())
        stockroom.writeDown(new(), null, listOf(WriteDownLine(milk.id, dec("1.00"), "快到期")))
        amount("13.00", shop.reports().stock().value)
        val paid = purchasing.pay(new(), farm.id, dec("10.00"), TenderMethod.BANK, "r-1")
        amount("10.00", paid.amount)
        val later = purchasing.order(OrderId.new(), farm.id, listOf(OrderLine(milk.id, dec("12"), dec("3.00"))))
        purchasing.amend(new(), later.id, listOf(OrderLine(milk.id, dec("24"), dec("3.00"))), null)
        assertTrue(purchasing.cancel(new(), later.id, "不要了").cancelled)
        amount("24", purchasing.orderById(later.id).lines.single().ordered)
        assertEquals(listOf(farm), purchasing.suppliers())
        assertEquals(farm.id, purchasing.suppliesOf(milk.id).single().supplier)
        assertEquals(listOf<OrderProposal>(), purchasing.propose())
    }

    @Test
    fun tillAndReports() {
        val (till, reports) = shop.till() to shop.reports()
        val tea = shop.goods("茶", "12.80", 10, cost = "7.50")
        val cup = shop.goods("杯子", "30.00", 10, cost = "11.00")
        val cart = Cart(listOf(CartLine(tea.id, dec("2"), discounts = listOf(LineDiscount(DiscountKind.MANUAL, "老顾客", TakeOff.Amount(dec("0.60"))))))).add(cup.id, 1)
        val quote = till.price(cart)
        amount("55.00", quote.total)
        amount("0.60", quote.lines.first().discounts.single().amount)
        val sale = shop.asActor("小李").till().sell(SaleId.new(), cart, listOf(Tender.wechat(dec("50.00")), Tender.cash(dec("10.00"))))
        amount("5.00", sale.change)
        assertEquals(sale, till.sale(sale.id))
        assertEquals(sale.id, till.saleNumbered(sale.slip.number).id)
        assertEquals("茶", till.scan(tea.sku).name)
        amount("30.00", till.priceRefund(sale.id, listOf(RefundLine(1, dec("1"))), RefundTo.Method(TenderMethod.WECHAT), "有裂缝").total)
        val refund = till.refund(RefundId.new(), sale.id, listOf(RefundLine(1, dec("1"))), RefundTo.Method(TenderMethod.WECHAT), "有裂缝")
        amount("30.00", refund.total)
        val exchange = Exchange(sale.id, listOf(RefundLine(0, dec("1"))), Cart().add(cup.id, 1), RefundTo.SameTenders, "换")
        amount("17.50", till.priceExchange(exchange).toPay)
        val exchanged = till.exchange(RefundId.new(), SaleId.new(), exchange, listOf(Tender.alipay(dec("17.50"))))
        assertEquals(exchanged.refund.id, exchanged.sale.exchange)
        val unlinked = till.refundWithoutSale(RefundId.new(), UnlinkedReturn(lines = listOf(ReturnedGoods(tea.id, dec("1"), dec("12.80"))), method = TenderMethod.CASH, reason = "小票丢了"))
        amount("12.80", unlinked.total)
        val other = shop.sell(tea)
        till.void(new(), other.id, "打错了")
        val both = till.sellAll((1..3).map { NewSale(SaleId.new(), Cart().add(tea.id, 1), listOf(Tender.card(dec("12.80")))) })
        assertEquals(3, both.map { it.slip.number }.toSet().size)

        val sales = reports.sales(Period())
        assertEquals(1, sales.voids.documents)
        amount(sales.net.toPlainString(), reports.salesByDay(Period()).sumOf { it.net })
        assertEquals(sales.net, reports.sales(Period(today.minusDays(2), today.plusDays(2))).net)
        assertEquals(0, reports.sales(Period(until = today.minusDays(2))).sales)
        assertEquals(2, reports.margin(Period(), By.PRODUCT).size)
        assertTrue(reports.margin(Period(), By.DAY).all { it.key is MarginKey.Day })
        assertEquals(2, reports.topProducts(5).size)
        assertEquals(sales.net.toPlainString(), reports.tenders(Period()).sumOf { it.received }.toPlainString())
        assertEquals(2, reports.stockByVariant(StockOf.ON_HAND).size)
        assertEquals(reports.stock(), reports.stockAt(Moment.EndOf(today.plusDays(1)), Known.Now))
        assertEquals(2, reports.abc(AbcRule(dec("0.8"), dec("0.95"))).size)
        assertEquals(sales.cogs, reports.stockChanges(Period()).cogs)
        assertEquals(sales.cogs, reports.recost(CostingMethod.MOVING_AVERAGE, Period()).costOfSales.wouldBe)
        assertEquals(listOf<Payable>(), reports.payables())
        assertEquals(2, reports.marginByProductAndDay(Period()).size)
        assertEquals(1, reports.dayClose(sale.slip.businessDay).devices.size)
        assertNull(reports.expiring(30, today).firstOrNull())
        amount("0", reports.cashRounding(Period()))
        amount("0", reports.otherMoney(Period()).toppedUp)
        assertEquals(0, reports.belowReorderPoint(10).size)
    }

    @Test
    fun cartsAndOrders() {
        val carts = shop.carts()
        val cup = shop.goods("杯子", "30.00", 10)
        val held = carts.hold(CartId.new(), "穿红衣服的", Cart().add(cup.id, 2))
        assertEquals(listOf(held), carts.held())
        val resumed = carts.resume(held.id)
        amount("60.00", resumed.quote!!.total)
        shop.till().sell(SaleId.new(), resumed.cart, listOf(Tender.cash(dec("60.00"))))
        assertEquals(listOf<HeldCart>(), carts.held())
        val another = carts.hold(CartId.new(), "二号", Cart().add(cup.id, 1))
        carts.discard(new(), another.id, "走了")
        val order = carts.order(CustomerOrderId.new(), NewCustomerOrder(Cart().add(cup.id, 3), "王家", today.plusDays(3)))
        carts.deposit(new(), order.id, dec("20.00"), listOf(Tender.wechat(dec("20.00"))))
        assertTrue(carts.customerOrder(order.id).hasDeposit)
        assertEquals(listOf(order.id), carts.orders().map { it.id })
        assertEquals(listOf<LineChange>(), carts.reprice(order.id).changes)
        val sale = shop.till().sellOrdered(SaleId.new(), order.id, listOf(OrderedPart(0, dec("1"))), listOf(Tender(TenderMethod.DEPOSIT, dec("20.00")), Tender.cash(dec("10.00"))))
        assertEquals(order.id, sale.order)
        assertTrue(carts.cancel(new(), order.id, BigDecimal.ZERO, "不要了").kept sameAs "0")
        amount("20.00", shop.reports().otherMoney(Period()).depositsTaken)
    }

    @Test
    fun members() {
        val members = shop.members()
        val tea = shop.goods("茶", "100.00", 20)
        members.setPoints(new(), PointsRules(1, dec("1.00"), redeeming = Redeeming(100, dec("1.00"), 100, dec("0.5"))))
        members.setLevels(new(), LevelRules(12, listOf(Level("gold", "金卡", dec("1000.00")))))
        val wang = member("wang", credit = "500.00")
        assertEquals(wang, members.byCode("wang"))
        assertEquals(listOf(wang), members.search("ang", 10))
        val up = members.topUp(new(), wang.id, dec("200.00"), dec("20.00"), listOf(Tender.card(dec("200.00"))))
        amount("20.00", up.bonus)
        val cart = Cart(member = wang.id).add(tea.id, 3)
        val sale = shop.till().sell(SaleId.new(), cart, listOf(Tender.storedValue(dec("110.00")), Tender.onAccount(dec("190.00"))))
        assertTrue(sale.points!!.earned > 0)
        amount("190.00", members.account(wang.id).owed)
        members.settle(new(), wang.id, dec("190.00"), listOf(Tender.cash(dec("200.00"))))
        shop.approvedBy("店长").members().adjustPoints(new(), wang.id, 50, "补")
        val standing = members.standing(wang.id)
        assertEquals(sale.points!!.earned + 50, standing.points)
        assertEquals("金卡", standing.next!!.name)
        val paid = members.cashOut(new(), wang.id, dec("50.00"), TenderMethod.CASH, "退卡")
        amount("50.00", paid.principal)
        assertEquals(1, shop.reports().storedValues().size)
        assertEquals(0, shop.reports().receivables(today).size)
        val twin = member("wang2")
        shop.approvedBy("店长").members().merge(new(), twin.id, wang.id, "同一人")
        assertEquals(wang.id, members.member(twin.id).mergedInto)
        val gone = member("gone")
        assertEquals(gone.id, members.erase(new(), gone.id).members.single())
    }

    @Test
    fun promotions() {
        val promotions = shop.promotions()
        val tea = shop.goods("茶", "50.00", 20)
        val offer = Promotion.of(PromotionId.new(), "满100减10", Benefit.Tiers(listOf(Tier(Threshold.Amount(dec("100.00")), Off.Amount(dec("10.00")))))).copy(limits = listOf(Limit(5, Counts.USES)))
        val coupon = Promotion.of(PromotionId.new(), "券", Benefit.AmountOff(dec("5.00"), Per.ORDER)).copy(issuedCoupons = true)
        promotions.put(new(), listOf(offer, coupon))
        assertEquals(2, promotions.all().size)
        promotions.issue(new(), listOf(Coupon("C-1", coupon.id, uses = 1)))
        val quote = shop.till().price(Cart(coupons = listOf("C-1", "C-9")).add(tea.id, 2))
        amount("85.00", quote.total)
        assertEquals(listOf("满100减10", "券"), quote.promotions!!.applied.map { it.name }.sortedByDescending { it.length })
        assertEquals(listOf(CouponReason.Unknown), quote.unusedCoupons.map { it.reason })
        shop.till().sell(SaleId.new(), Cart(coupons = listOf("C-1")).add(tea.id, 2), listOf(Tender.cash(dec("85.00"))))
        assertEquals(0, promotions.coupon("C-1").left)
        assertEquals(4, promotions.left(offer.id, null).single().left)
        val near = shop.till().price(Cart().add(tea.id, 1)).promotions!!.nearMisses.single()
        amount("50.00", near.missingAmount!!)
    }

    @Test
    fun pricesAndKits() {
        val prices = shop.prices()
        val egg = shop.goods("蛋", "2.00", 40)
        val list = PriceList(PriceListId.new(), "批发")
        prices.putLists(new(), listOf(list))
        prices.set(new(), list.id, listOf(VariantPrices(egg.id, listOf(NewPriceStep(from = dec("10"), price = dec("1.50"))))))
        amount("18.00", shop.till().price(Cart().add(egg.id, 12)).total)
        assertEquals(listOf("批发"), prices.lists().map { it.name })
        amount("10", prices.ofVariant(egg.id).single().steps.single().from)
        assertEquals(prices.ofVariant(egg.id), prices.ofList(list.id))
        prices.remove(new(), list.id, listOf(egg.id))
        amount("24.00", shop.till().price(Cart().add(egg.id, 12)).total)
        val box = shop.catalog().add(NewProduct(ProductId.new(), "礼盒", price = dec("15.00"), parts = listOf(NewPart(egg.id, dec("10"))))).variants.single()
        amount("4", shop.stockroom().available(box.id))
        shop.sell(box, 3)
        amount("10", shop.stockroom().onHand(egg.id).quantity)
    }

    @Test
    fun shifts() {
        val shifts = shop.shifts()
        shifts.putRules(new(), ShiftRules(true, dec("1.00"), listOf(dec("100"), dec("10"), dec("1"))))
        val tea = shop.goods("茶", "12.00", 20)
        val shift = shifts.open(ShiftId.new(), dec("100.00"), null)
        assertEquals(shift, shifts.current())
        shop.sell(tea, 2)
        shifts.cashIn(new(), dec("50.00"), Counterpart.SAFE, "零钱")
        shifts.cashOut(new(), dec("20.00"), Counterpart.EXPENSES, "买水")
        shifts.noSale(new(), "换零")
        amount("24.00", shop.approvedBy("店长").shifts().xReport(shift.id).cash!!.takings)
        amount("154.00", shifts.count(new(), shift.id, CashCount(listOf(CashPieces(dec("100"), 1), CashPieces(dec("10"), 5), CashPieces(dec("1"), 4)))))
        val z = shifts.close(new(), shift.id, dec("100.00"), null)
        amount("0.00", z.variance!!)
        assertNotNull(z.closed)
        assertEquals(z, shifts.zReport(shift.id))
        assertEquals(listOf(z), shifts.zReports(Period()))
        assertEquals(listOf<Shift>(), shifts.openShifts())
        assertNull(shifts.current())
    }

    @Test
    fun office() {
        val office = shop.office()
        assertEquals("小店", office.settings().name)
        office.putPaymentRules(new(), office.settings().payments.copy(roundOff = RoundOff.ONES))
        assertEquals(RoundOff.ONES, office.settings().payments.roundOff)
        val tea = shop.goods("茶", "12.80", 0)
        val opening = new()
        shop.stockroom().openWith(opening, null, listOf(OpeningStockLine(tea.id, dec("10"), dec("7.50"))))
        office.amend(new(), opening, Amendment(lines = listOf(LineAmendment(0, unitCost = dec("7.00"))), reason = "抄错了"))
        amount("70.00", shop.stockroom().onHand(tea.id).value)
        val wrong = new()
        shop.stockroom().writeOff(wrong, null, listOf(WriteOffLine(tea.id, dec("1"), reason = "坏了")))
        office.void(new(), wrong, "没坏")
        amount("10", shop.stockroom().onHand(tea.id).quantity)
        val day = LocalDate.of(2020, 1, 5)
        assertEquals(listOf<OpenShortage>(), office.beforeLock(day).shortages)
        office.lock(new(), day)
        assertEquals(day, office.settings().lockedThrough)
    }
}
