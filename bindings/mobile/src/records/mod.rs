//! Records, words and choices: what the desks take and answer.

mod authority;
mod benefit;
mod carts;
mod catalog;
mod document;
mod error;
mod ledger;
mod member;
mod money;
mod office;
mod prices;
mod pricing;
mod promotion;
mod purchasing;
mod report;
mod sale;
mod shift;
mod stock;
mod stockroom;
mod till;

pub use authority::{Act, Asked, Verdict};
pub use benefit::{
    Benefit, BirthdayWindow, BundleItem, Condition, Counts, Hours, Limit, Off, Per, Reward, Scope, Threshold, Tier,
};
pub use carts::{CustomerOrderCancelled, Deposit, HeldCart, LineChange, NewCustomerOrder, ResumedCart, WhyChanged};
pub use catalog::{
    Category, KitPart, Location, NewPart, NewProduct, NewVariant, Pack, Product, ProductCard, ProductOption, TaxCode,
    Variant, VariantBarcode, VariantCard, VariantEdit,
};
pub use document::{
    CountedLine, CustomerOrder, CustomerOrderLine, DocumentKind, LandedShare, PaymentRules, Pick, PurchaseLine,
    PurchaseOrder, ReceivedLine, RepricedLine, ReturnedLine, Settings,
};
pub use error::MemberRefusal;
pub use ledger::{CostScope, CostingMethod, MovementKind, NegativeStock, TenderMethod};
pub use member::{
    CashOut, Erasure, Level, LevelRules, Member, MemberAccount, NextLevel, PointsLot, Settlement, SpendOrder, Standing,
    StoredValue, TopUp, TopUpBonus,
};
pub use money::{MemberStoredValue, OpenSale, OtherMoney, Payable, Receivable};
pub use office::{Amendment, LineAmendment, LockReview, VerifyReport, Violation};
pub use prices::{NewPriceStep, VariantPrices};
pub use pricing::{
    Cart, CartLine, CouponReason, Discount, DiscountKind, LineDiscount, LinePoints, ListPrices, ListedPrice, NextPrice,
    PackPrice, PointsRules, PriceList, PriceStep, Quote, QuotedLine, QuotedPoints, Redeeming, RoundOff, TakeOff,
    TaxRounding, UnusedCoupon,
};
pub use promotion::{
    Applied, Coupon, Evaluation, Gain, Gift, Issue, LineShare, Multiplied, NearMiss, PricedLine, Promotion,
    PromotionShare, Reason, Refused, Search, Stacking,
};
pub use purchasing::{
    LandedBy, NewSupply, OrderLine, OrderProposal, PriceLine, ProposedLine, Receipt, ReceiptLine, Supplier,
    SupplierPayment, SupplierReturn, SupplierReturnLine, Supply,
};
pub use report::{
    AbcClass, AbcProduct, AbcRule, By, DayClose, DaySales, DeviceDay, MarginKey, MarginRow, ProductDay, ProductDays,
    PurchaseTotals, Purchases, RefundTaxReadings, RefundTotals, SalesSummary, SupplierPurchases, TaxTotal, TopProduct,
    VoidTotals,
};
pub use sale::{AppliedTender, MovedPart, RefundedLine, SalePoints, Slip, SoldLine, TenderSource, UnlinkedLine};
pub use shift::{
    CashCount, CashPieces, CashierSlips, CountedCash, Counterpart, DrawerCash, DrawerRefusal, HandTotal, Shift,
    ShiftClose, ShiftFigures, ShiftReport, ShiftRules, ShiftTax, SlipTotal, SlipTotals, TenderTotal,
};
pub use stock::{
    Expiring, ExpiryStock, Flow, Known, Moment, Recost, Recosted, RecostedDay, RecostedVariant, Reorder, StockChanges,
    StockOf, StockSummary, VariantStock,
};
pub use stockroom::{
    CostLayer, CostPool, CostRevaluation, Count, CountLine, LedgerCard, LedgerLine, OpenShortage, OpeningStockLine,
    SaleCost, SaleLineCost, StockLevel, TakenFrom, TransferLine, WriteDownLine, WriteOffLine,
};
pub use till::{
    Exchange, ExchangeQuote, Exchanged, NewSale, OrderedPart, Refund, RefundLine, RefundQuote, RefundTo, ReturnedGoods,
    Sale, Scanned, Tender, UnlinkedRefund, UnlinkedReturn,
};
