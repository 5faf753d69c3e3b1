package till

import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.nio.file.Path
import java.time.Instant
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import tillbook.Clock
import tillbook.Period
import tillbook.Shop
import tillbook.ShopOptions
import tillbook.defaultSettings
import tillbook.use

/** The session that stands in `session.txt`: lines with `> ` are typed, the others are what the till says. */
class TillTest {
    @TempDir
    lateinit var folder: Path

    @Test
    fun theSessionAsRecorded() {
        val recorded = javaClass.getResource("/session.txt")!!.readText().trimEnd().lines()
        val typed = recorded.filter { it.startsWith("> ") }.joinToString("\n") { it.drop(2) }
        val path = folder.resolve("shop.db").toString()
        val noon = Instant.parse("2026-03-01T04:00:00Z")
        val clock = object : Clock {
            override fun now() = noon
        }
        val settings = defaultSettings().copy(name = "小店")
        val said = ByteArrayOutputStream()
        demo(Shop.create(path, settings, ShopOptions(clock = clock))).use {
            Till(it, typed.reader().buffered(), PrintStream(said, true, "UTF-8"), clock::now).run()
        }
        val expected = recorded.filterNot { it.startsWith("> ") }
        assertEquals(expected.joinToString("\n"), said.toString("UTF-8").trimEnd().replace("\r", ""))
        // What was sold is in the file, for every other program that opens it.
        Shop.open(path, ShopOptions()).use { assertEquals(2, it.reports().sales(Period()).sales) }
    }
}
