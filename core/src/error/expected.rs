use super::Language;

/// What would have been right in place of a refused value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Expected {
    /// A number.
    Number,
    /// A number above zero.
    Positive,
    /// Zero or a number above it.
    NotNegative,
    /// At most so many digits after the point.
    Decimals(u32),
    /// A number from the first to the second.
    Range(String, String),
    /// Text that is not empty.
    NotEmpty,
    /// Text without control characters, and for codes without blanks at its ends.
    PlainText,
    /// Text of at most so many characters.
    AtMostChars(usize),
    /// At most so many items.
    AtMostItems(usize),
    /// Exactly so many items.
    ExactItems(usize),
    /// One of these.
    OneOf(&'static str),
    /// One of those that are listed here.
    Among(String),
    /// A date such as 2026-01-31.
    Date,
    /// A time with its offset, such as 2026-01-31T09:30:00+08:00.
    Timestamp,
    /// A UUID.
    Uuid,
    /// The address of a database on a server.
    ServerAddress,
    /// A GTIN: 8, 12, 13 or 14 digits.
    Gtin,
    /// No earlier than this day.
    NotBefore(String),
    /// An ISO 4217 code with 0, 2 or 3 decimals.
    Currency,
    /// An IANA time zone name.
    TimeZone,
    /// A value no other one has.
    Unique,
    /// Something that exists: an id or code on record.
    Known,
    /// A code rule: text with one run of `#` for the number.
    CodeRule,
    /// A boolean.
    Bool,
    /// At least what is given here.
    AtLeast(String),
    /// At most what is given here.
    AtMost(String),
    /// More than what is given here.
    Above(String),
    /// A whole number.
    Whole,
    /// A multiple of this.
    MultipleOf(i64),
    /// Exactly this.
    Exactly(String),
    /// Something else than what it is compared with.
    Another,
    /// Something that is no part of the kit with this SKU.
    NoPartOf(String),
    /// A place in a tree at most so deep, in which nothing is above itself.
    Tree(usize),
    /// Nothing: the field has no meaning here.
    Absent,
}

impl Expected {
    /// The words for a person.
    pub fn text(&self, language: Language) -> String {
        match language {
            Language::English => self.english(),
            Language::Chinese => self.chinese(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::Number => "a number".into(),
            Self::Positive => "a number above zero".into(),
            Self::NotNegative => "zero or a number above it".into(),
            Self::Decimals(0) => "a number without decimals".into(),
            Self::Decimals(n) => format!("at most {n} decimals"),
            Self::Range(from, to) => format!("{from} to {to}"),
            Self::NotEmpty => "text that is not empty".into(),
            Self::PlainText => "text without control characters, or blanks at its ends".into(),
            Self::AtMostChars(n) => format!("at most {n} characters"),
            Self::AtMostItems(n) => format!("at most {n} items"),
            Self::ExactItems(n) => format!("exactly {n} items"),
            Self::OneOf(list) => format!("one of {list}"),
            Self::Among(list) => format!("one of {list}"),
            Self::Date => "a date such as 2026-01-31".into(),
            Self::Timestamp => "a time with its offset, such as 2026-01-31T09:30:00+08:00".into(),
            Self::Uuid => "a UUID".into(),
            Self::ServerAddress => "an address such as postgresql://user@host:5432/database".into(),
            Self::Gtin => "8, 12, 13 or 14 digits".into(),
            Self::NotBefore(day) => format!("{day} or later"),
            Self::Currency => "an ISO 4217 currency code".into(),
            Self::TimeZone => "an IANA time zone such as Asia/Shanghai".into(),
            Self::Unique => "a value that is not taken".into(),
            Self::Known => "one that is on record".into(),
            Self::CodeRule => "text with one run of # for the number, such as A-####".into(),
            Self::Bool => "true or false".into(),
            Self::AtLeast(limit) => format!("at least {limit}"),
            Self::AtMost(limit) => format!("at most {limit}"),
            Self::Above(limit) => format!("more than {limit}"),
            Self::Whole => "a whole number".into(),
            Self::MultipleOf(step) => format!("a multiple of {step}"),
            Self::Exactly(value) => value.clone(),
            Self::Another => "another one".into(),
            Self::NoPartOf(sku) => format!("something that is no part of the kit {sku}"),
            Self::Tree(n) => format!("a tree at most {n} deep, with nothing above itself"),
            Self::Absent => "nothing here".into(),
        }
    }

    fn chinese(&self) -> String {
        match self {
            Self::Number => "一个数字".into(),
            Self::Positive => "大于零的数字".into(),
            Self::NotNegative => "不小于零的数字".into(),
            Self::Decimals(0) => "不带小数的数字".into(),
            Self::Decimals(n) => format!("最多 {n} 位小数"),
            Self::Range(from, to) => format!("{from} 到 {to}"),
            Self::NotEmpty => "非空文字".into(),
            Self::PlainText => "不含控制字符、首尾无空格的文字".into(),
            Self::AtMostChars(n) => format!("最多 {n} 个字"),
            Self::AtMostItems(n) => format!("最多 {n} 项"),
            Self::ExactItems(n) => format!("正好 {n} 项"),
            Self::OneOf(list) => format!("{list} 之一"),
            Self::Among(list) => format!("{list} 之一"),
            Self::Date => "日期，如 2026-01-31".into(),
            Self::Timestamp => "带时差的时间，如 2026-01-31T09:30:00+08:00".into(),
            Self::Uuid => "UUID".into(),
            Self::ServerAddress => "地址，如 postgresql://user@host:5432/database".into(),
            Self::Gtin => "8、12、13 或 14 位数字".into(),
            Self::NotBefore(day) => format!("{day} 或之后"),
            Self::Currency => "ISO 4217 币种代码".into(),
            Self::TimeZone => "IANA 时区，如 Asia/Shanghai".into(),
            Self::Unique => "未被占用的值".into(),
            Self::Known => "已登记的值".into(),
            Self::CodeRule => "含一段 # 作编号的文字，如 A-####".into(),
            Self::Bool => "true 或 false".into(),
            Self::AtLeast(limit) => format!("至少 {limit}"),
            Self::AtMost(limit) => format!("最多 {limit}"),
            Self::Above(limit) => format!("大于 {limit}"),
            Self::Whole => "整数".into(),
            Self::MultipleOf(step) => format!("{step} 的倍数"),
            Self::Exactly(value) => value.clone(),
            Self::Another => "另外一个".into(),
            Self::NoPartOf(sku) => format!("不是组合商品 {sku} 组成部分的商品"),
            Self::Tree(n) => format!("最多 {n} 层、不以自身为上级的树"),
            Self::Absent => "此处不填".into(),
        }
    }
}
