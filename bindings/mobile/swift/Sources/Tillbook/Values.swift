import Foundation

/// An id. Each kind is a type of its own: a `VariantId` is no `SaleId`.
public protocol ShopId: Hashable, Sendable, Codable, CustomStringConvertible {
    /// A UUID; what is none is refused by the call it is given to.
    var text: String { get }

    init(_ text: String)
}

extension ShopId {
    public var description: String { text }

    /// One that was never given before: a UUID of version 7.
    public static func new() -> Self { Self(newId()) }

    /// The one of what others call `name` within `space`: the same each time. For imports.
    public static func derived(space: String, name: String) -> Self { Self(derivedId(space: space, name: name)) }

    // The text alone, not an object around it.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// A day of the calendar, without a time and without a zone. What is none, such as 30 February, is refused by the call it is
/// given to.
public struct LocalDate: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let year: Int
    public let month: Int
    public let day: Int

    public init(_ year: Int, _ month: Int, _ day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// The day that it is at this moment, there.
    public init(_ moment: Foundation.Date, in zone: TimeZone = .current) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let parts = calendar.dateComponents([.year, .month, .day], from: moment)
        self.init(parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
    }

    /// As `2026-03-01`.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] else { return nil }
        self.init(year, month, day)
    }

    public var description: String {
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// For a calendar, a formatter or a date picker.
    public var components: DateComponents { DateComponents(year: year, month: month, day: day) }

    public static func < (one: Self, other: Self) -> Bool {
        (one.year, one.month, one.day) < (other.year, other.month, other.day)
    }

    static func lifted(_ text: String) throws -> Self {
        guard let date = Self(text) else { throw CocoaError(.formatting) }
        return date
    }
}

extension Foundation.Date {
    /// What the engine reads as this moment's microsecond: it cuts off what is behind, and a binary fraction of seconds may lie
    /// just below the microsecond that is meant. Moments that no clock tells become the last one, which the shop refuses.
    var lowered: Foundation.Date {
        let seconds = timeIntervalSince1970
        let most = 9e15
        guard abs(seconds) < most else { return Self(timeIntervalSince1970: seconds < 0 ? -most : most) }
        return Self(timeIntervalSince1970: seconds + (seconds < 0 ? -4e-7 : 4e-7))
    }
}
