import SwiftUI
import TillModel

struct TillScreen: View {
    @State var till: TillModel

    var body: some View {
        VStack {
            TextField("条码 / code", text: $till.code)
                .textFieldStyle(.roundedBorder)
                .onSubmit { Task { await till.scan() } }
            List(till.lines) { line in
                HStack {
                    Text("\(line.name) × \(line.quantity.formatted())")
                    Spacer()
                    Text(line.amount.formatted()).monospacedDigit()
                }
            }
            if let message = till.message { Text(message) }
            Button("\(till.total.formatted())  收款 / pay") { Task { await till.pay() } }
                .buttonStyle(.borderedProminent)
                .disabled(till.lines.isEmpty || till.isBusy)
        }
        .padding()
    }
}
