package till

import java.math.BigDecimal
import java.util.Locale
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import tillbook.*
import tillbook.ids.SaleId
import tillbook.ids.VariantId

/** A line of the cart. */
data class ShownLine(val name: String, val quantity: BigDecimal, val amount: BigDecimal)

/** What the screen of a till shows; [message] is what went wrong, in the user's language, or the number of the last sale. */
data class Shown(val lines: List<ShownLine> = listOf(), val total: BigDecimal = BigDecimal.ZERO, val message: String? = null)

/** What is behind the screen. It knows no Android, so that it is tested on any JVM. */
class TillState(private val shop: Shop) {
    private val state = MutableStateFlow(Shown())
    private val oneAtATime = Mutex()
    private var cart = Cart()
    private val names = mutableMapOf<VariantId, String>()

    /** The same until the sale is posted: whoever presses twice has sold once. */
    private var sale = SaleId.new()

    val shown: StateFlow<Shown> = state.asStateFlow()

    /** Puts the goods with this code into the cart. */
    suspend fun scan(code: String) = run {
        val found = shop.io { till().scan(code) }
        val more = cart.add(found.variant, 1)
        val quote = shop.io { till().price(more) }
        names[found.variant] = found.name
        cart = more
        val lines = quote.lines.map { ShownLine(names[it.variant].orEmpty(), it.quantity, it.gross) }
        Shown(lines, quote.total)
    }

    /** Sells the cart, paid in cash without change. */
    suspend fun pay() = run {
        val sold = shop.io { till().sell(sale, cart, listOf(Tender.cash(state.value.total))) }
        sale = SaleId.new()
        cart = Cart()
        Shown(message = sold.slip.number)
    }

    /** One thing after the other; what is refused changes nothing and is said. */
    private suspend fun run(work: suspend () -> Shown) = oneAtATime.withLock {
        state.value = try {
            work()
        } catch (refused: ShopException) {
            val language = if (Locale.getDefault().language == "zh") Language.CHINESE else Language.ENGLISH
            state.value.copy(message = refused.text(language))
        }
    }
}
