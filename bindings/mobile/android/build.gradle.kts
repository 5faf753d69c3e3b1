// The engine as an Android library: gradle assembleRelease makes the AAR. It needs the Android SDK, NDK r28 or newer (its linker aligns
// to 16 KB by itself), Rust with the targets of the ABIs below, and cargo-ndk.
plugins {
    id("com.android.library") version "8.13.0"
    id("org.jetbrains.kotlin.android") version "2.2.21"
}

val abis = listOf("arm64-v8a", "armeabi-v7a", "x86_64")
val repository = projectDir.resolve("../../..")
val generated = layout.buildDirectory.dir("rust/generated")
val libraries = layout.buildDirectory.dir("rust/jniLibs")

android {
    namespace = "tillbook"
    compileSdk = 36
    ndkVersion = "28.2.13676358"
    defaultConfig {
        minSdk = 26 // java.time
        consumerProguardFiles("consumer-rules.pro")
        ndk { abiFilters += abis }
    }
    sourceSets["main"].apply {
        kotlin.srcDirs("../kotlin/src/main/kotlin", generated)
        jniLibs.srcDir(libraries)
    }
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }
    kotlinOptions { jvmTarget = "17" }
}

dependencies {
    api("org.jetbrains.kotlinx:kotlinx-coroutines-android:1.10.2")
    implementation("net.java.dev.jna:jna:5.18.1@aar")
}

/** The engine for each ABI. */
val engine by tasks.registering(Exec::class) {
    workingDir = repository
    commandLine(
        listOf("cargo", "ndk") + abis.flatMap { listOf("-t", it) } +
            listOf("-o", libraries.get().asFile.path, "build", "--profile", "mobile", "-p", "tillbook-mobile"),
    )
}

/** Pages of 16 KB: checked of the libraries of 64 bits. */
val alignment by tasks.registering(Exec::class) {
    dependsOn(engine)
    val checked = abis.filter { "64" in it }.map { libraries.get().file("$it/libtillbook_mobile.so").asFile.path }
    commandLine(listOf("python3", repository.resolve("bindings/mobile/tools/elf.py").path) + checked)
}

/** Its Kotlin. */
val bindings by tasks.registering(Exec::class) {
    commandLine("../tools/generate.sh", "dev", layout.buildDirectory.dir("rust").get().asFile.path, "android")
}

tasks.named("preBuild") { dependsOn(alignment, bindings) }
