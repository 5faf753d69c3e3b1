import SwiftUI
import TillModel
import Tillbook

@main
struct TillApp: App {
    @Environment(\.scenePhase) private var phase
    // A file that cannot be opened: what is said of it is all there is to show.
    private let opened = Result { try openShop() }

    var body: some Scene {
        WindowGroup {
            switch opened {
            case let .success(shop):
                TillScreen(till: TillModel(shop: shop))
                    .onChange(of: phase) { _, now in
                        // An app that sleeps with an open file that is locked is ended by the system.
                        if now == .background { shop.suspend() }
                        if now == .active { try? shop.resume() }
                    }
            case let .failure(error):
                Text(error.localizedDescription).padding()
            }
        }
    }
}

private func openShop() throws -> Shop {
    var file = try FileManager.default
        .url(for: .applicationSupportDirectory, in: .userDomainMask, appropriateFor: nil, create: true)
        .appendingPathComponent("shop", isDirectory: true)
    try FileManager.default.createDirectory(at: file, withIntermediateDirectories: true)
    // Out of the cloud's backup: see docs/mobile.md.
    var values = URLResourceValues()
    values.isExcludedFromBackup = true
    try file.setResourceValues(values)
    let path = file.appendingPathComponent("shop.db").path
    if FileManager.default.fileExists(atPath: path) { return try Shop.open(path: path, options: ShopOptions()) }
    let shop = try Shop.create(path: path, settings: defaultSettings(), options: ShopOptions())
    // Something to sell.
    let tea = try shop.catalog().add(product: NewProduct(id: .new(), name: "绿茶", price: 12)).variants[0]
    let stock = OpeningStockLine(variant: tea.id, quantity: 10, unitCost: 7)
    try shop.stockroom().openWith(id: .new(), location: nil, lines: [stock])
    return shop
}
