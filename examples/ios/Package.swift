// swift-tools-version: 6.0
import PackageDescription

// What is behind the screen: it knows no SwiftUI, so that it is tested wherever Swift is.
let package = Package(
    name: "TillModel",
    platforms: [.iOS(.v17), .macOS(.v14)],
    products: [.library(name: "TillModel", targets: ["TillModel"])],
    dependencies: [.package(name: "Tillbook", path: "../../bindings/mobile/swift")],
    targets: [
        .target(name: "TillModel", dependencies: [.product(name: "Tillbook", package: "Tillbook")]),
        .testTarget(name: "TillModelTests", dependencies: ["TillModel"]),
    ],
    swiftLanguageModes: [.v6]
)
