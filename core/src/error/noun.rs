use super::Language;

/// The things an error can be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[allow(missing_docs)] // the names are the vocabulary
pub enum Noun {
    Product,
    Variant,
    Sku,
    Barcode,
    Category,
    TaxCode,
    Supplier,
    Member,
    Location,
    Batch,
    Promotion,
    PriceList,
    Coupon,
    CodeRule,
    PurchaseOrder,
    OrderLine,
    Receipt,
    SupplierReturn,
    Sale,
    SaleLine,
    Refund,
    Shift,
    Cart,
    HeldCart,
    CustomerOrder,
    Count,
    WriteOff,
    WriteDown,
    Transfer,
    OpeningStock,
    Amendment,
    Document,
    TimeZone,
    Currency,
    Settings,
    Unit,
    Record,
}

impl Noun {
    /// The word for a person.
    pub fn text(self, language: Language) -> &'static str {
        let (english, chinese) = match self {
            Self::Product => ("product", "商品"),
            Self::Variant => ("variant", "规格"),
            Self::Sku => ("SKU", "货号"),
            Self::Barcode => ("barcode", "条码"),
            Self::Category => ("category", "分类"),
            Self::TaxCode => ("tax code", "税码"),
            Self::Supplier => ("supplier", "供应商"),
            Self::Member => ("member", "会员"),
            Self::Location => ("location", "库位"),
            Self::Batch => ("batch", "批次"),
            Self::Promotion => ("promotion", "促销"),
            Self::PriceList => ("price list", "价目表"),
            Self::Coupon => ("coupon", "优惠券"),
            Self::CodeRule => ("code rule", "编码规则"),
            Self::PurchaseOrder => ("purchase order", "采购单"),
            Self::OrderLine => ("order line", "采购单行"),
            Self::Receipt => ("receipt", "入库单"),
            Self::SupplierReturn => ("supplier return", "采购退货单"),
            Self::Sale => ("sale", "销售单"),
            Self::SaleLine => ("sale line", "销售单行"),
            Self::Refund => ("refund", "退货单"),
            Self::Shift => ("shift", "班次"),
            Self::Cart => ("cart", "购物车"),
            Self::HeldCart => ("held cart", "挂单"),
            Self::CustomerOrder => ("customer order", "客户订单"),
            Self::Count => ("count", "盘点单"),
            Self::WriteOff => ("write-off", "报损单"),
            Self::WriteDown => ("write-down", "跌价单"),
            Self::Transfer => ("transfer", "调拨单"),
            Self::OpeningStock => ("opening stock", "期初库存"),
            Self::Amendment => ("amendment", "更正"),
            Self::Document => ("document", "单据"),
            Self::TimeZone => ("time zone", "时区"),
            Self::Currency => ("currency", "币种"),
            Self::Settings => ("settings", "设置"),
            Self::Unit => ("unit", "单位"),
            Self::Record => ("code", "编码"),
        };
        match language {
            Language::English => english,
            Language::Chinese => chinese,
        }
    }
}
