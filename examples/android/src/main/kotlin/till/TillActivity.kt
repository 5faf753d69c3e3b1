package till

import android.app.Application
import android.os.Bundle
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.compose.foundation.layout.*
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.items
import androidx.compose.foundation.text.KeyboardActions
import androidx.compose.material3.*
import androidx.compose.runtime.*
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import androidx.lifecycle.AndroidViewModel
import androidx.lifecycle.viewModelScope
import androidx.lifecycle.viewmodel.compose.viewModel
import java.math.BigDecimal
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.filterNotNull
import kotlinx.coroutines.launch
import tillbook.*
import tillbook.ids.DocumentId
import tillbook.ids.ProductId

class TillActivity : ComponentActivity() {
    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        setContent { MaterialTheme { TillScreen() } }
    }
}

/** Holds the shop as long as the screen is there, through turns of the phone too. */
class TillModel(app: Application) : AndroidViewModel(app) {
    private val opening = MutableStateFlow<Shop?>(null)
    val till = MutableStateFlow<TillState?>(null)
    val failure = MutableStateFlow<String?>(null)

    init {
        viewModelScope.launch(Dispatchers.IO) {
            try {
                val shop = openShop(app)
                opening.value = shop
                till.value = TillState(shop)
            } catch (refused: ShopException) {
                failure.value = refused.message
            }
        }
    }

    fun act(work: suspend TillState.() -> Unit) = viewModelScope.launch { till.filterNotNull().first().work() }

    override fun onCleared() {
        opening.value?.shut()
    }
}

private fun openShop(app: Application): Shop {
    // Out of the system's backup: see docs/mobile.md.
    val file = app.noBackupFilesDir.resolve("shop.db")
    if (file.exists()) return Shop.open(file.path, ShopOptions())
    val shop = Shop.create(file.path, defaultSettings(), ShopOptions())
    // Something to sell.
    val tea = shop.catalog().add(NewProduct(ProductId.new(), "绿茶", price = BigDecimal("12.80"))).variants.single()
    shop.stockroom().openWith(DocumentId.new(), null, listOf(OpeningStockLine(tea.id, BigDecimal.TEN, BigDecimal("7.50"))))
    return shop
}

@Composable
fun TillScreen(model: TillModel = viewModel()) {
    val failure by model.failure.collectAsState()
    val till by model.till.collectAsState()
    failure?.let { Text(it) }
    val state = till ?: return
    val shown by state.shown.collectAsState()
    var code by remember { mutableStateOf("") }
    Column(Modifier.fillMaxSize().safeDrawingPadding().padding(16.dp)) {
        OutlinedTextField(
            code,
            onValueChange = { code = it },
            label = { Text("条码 / code") },
            singleLine = true,
            keyboardActions = KeyboardActions { model.act { scan(code) }.invokeOnCompletion { code = "" } },
            modifier = Modifier.fillMaxWidth(),
        )
        LazyColumn(Modifier.weight(1f)) {
            items(shown.lines) { line ->
                Row(Modifier.fillMaxWidth(), Arrangement.SpaceBetween) {
                    Text("${line.name} × ${line.quantity.stripTrailingZeros().toPlainString()}")
                    Text(line.amount.toPlainString())
                }
            }
        }
        shown.message?.let { Text(it) }
        Button({ model.act { pay() } }, Modifier.fillMaxWidth(), enabled = shown.lines.isNotEmpty()) {
            Text("${shown.total.toPlainString()}  收款 / pay")
        }
    }
}
