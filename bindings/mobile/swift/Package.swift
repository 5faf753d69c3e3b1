// swift-tools-version: 6.0
import PackageDescription

// What `import TillbookFFI` finds. tools/generate.sh writes the header, the module map and the Swift of the library.
#if os(Linux)
// The shared library on the linker's path: swift test -Xlinker -LTARGET/debug
let engine = Target.systemLibrary(name: "TillbookFFI")
#else
// tools/xcframework.sh makes it, on a Mac.
let engine = Target.binaryTarget(name: "TillbookFFI", path: "TillbookFFI.xcframework")
#endif

let package = Package(
    name: "Tillbook",
    platforms: [.iOS(.v16), .macOS(.v13)],
    products: [.library(name: "Tillbook", targets: ["Tillbook"])],
    targets: [
        engine,
        .target(name: "Tillbook", dependencies: ["TillbookFFI"]),
        .testTarget(name: "TillbookTests", dependencies: ["Tillbook"]),
    ],
    swiftLanguageModes: [.v6]
)
