pluginManagement {
    repositories {
        google()
        mavenCentral()
        gradlePluginPortal()
    }
}
dependencyResolutionManagement {
    repositories {
        google()
        mavenCentral()
    }
}
rootProject.name = "till-android"
// The engine, built from here.
includeBuild("../../bindings/mobile/android") {
    dependencySubstitution { substitute(module("tillbook:tillbook-android")).using(project(":")) }
}
