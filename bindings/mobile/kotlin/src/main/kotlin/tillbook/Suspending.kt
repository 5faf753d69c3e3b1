package tillbook

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.channels.trySendBlocking
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.callbackFlow
import kotlinx.coroutines.withContext

/**
 * Runs calls of the shop, all of which block, on a thread that may wait:
 *
 *     val sale = shop.io { till().sell(SaleId.new(), cart, listOf(Tender.wechat(total))) }
 *
 * A call that has begun is done to its end, even if the coroutine is cancelled meanwhile; what was posted stays posted.
 */
suspend fun <T> Shop.io(work: Shop.() -> T): T = withContext(Dispatchers.IO) { work() }

/**
 * What happens in the shop, from the moment of collecting on: one change set for each commit, in order. A collector that
 * is slow loses nothing; the shop does not wait for it.
 */
fun Shop.changes(): Flow<ChangeSet> = callbackFlow {
    val subscription = observe(object : Listener {
        override fun changed(change: ChangeSet) {
            // Called by a thread of its own, which may wait for the collector.
            trySendBlocking(change)
        }
    })
    awaitClose {
        subscription.cancel()
        subscription.close()
    }
}

/** Runs [work], and shuts the shop whatever comes of it: for all desks and handles of it, not only for this one. */
inline fun <T> Shop.use(work: (Shop) -> T): T =
    try {
        work(this)
    } finally {
        shut()
        close()
    }
