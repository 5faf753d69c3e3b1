// Written by tools/mirror.py from the engine's source.

use crate::mirror::records;
use crate::pairs::{DecimalChange, NegativeStockChange, PackBarcode};
use crate::records::{CostingMethod, NegativeStock};
use rust_decimal::Decimal;
use tillbook::value::{CategoryId, LocationId, ProductId, VariantId};

records! {
    /// A node of the category tree.
    both Category = tillbook::catalog::Category {
        /// Its id.
        id: CategoryId,
        /// Such as `Drinks` or 饮料.
        name: String,
        /// What it is a part of.
        #[uniffi(default = None)]
        parent: Option<CategoryId>,
        /// How its products are costed, if not as its parent's or the shop's.
        #[uniffi(default = None)]
        costing: Option<CostingMethod>,
    }

    /// A part of a kit (组合商品): so much of another variant leaves the stock with each stock unit of the kit that is
    /// sold. The parts of a dish are its recipe.
    out KitPart = tillbook::catalog::KitPart {
        /// What leaves; goods, no other kit.
        variant: VariantId,
        /// How much of it, above zero: packs if `pack` says which, else stock units.
        quantity: Decimal,
        /// The pack that the quantity counts, as it was when the kit was put together.
        pack: Option<Pack>,
    }

    /// A place inside one shop: shelf, back room.
    both Location = tillbook::catalog::Location {
        /// Its id.
        id: LocationId,
        /// Such as `Shop floor` or 货架.
        name: String,
    }

    /// So much of other goods in each stock unit of a kit.
    in NewPart = tillbook::shop::NewPart {
        /// The goods; no other kit.
        variant: VariantId,
        /// How much of them, above zero: stock units, or packs if `pack` names one.
        quantity: Decimal,
        /// The pack; `None` for the stock unit.
        #[uniffi(default = None)]
        pack: Option<String>,
    }

    /// A product to be added.
    in NewProduct = tillbook::shop::NewProduct {
        /// Its id.
        id: ProductId,
        /// What a customer calls it.
        name: String,
        /// Its brand; may be empty.
        #[uniffi(default = "")]
        brand: String,
        /// What its variants differ by.
        #[uniffi(default = [])]
        options: Vec<ProductOption>,
        /// Its category.
        #[uniffi(default = None)]
        category: Option<CategoryId>,
        /// The stock unit.
        #[uniffi(default = "each")]
        unit: String,
        /// Other units.
        #[uniffi(default = [])]
        packs: Vec<Pack>,
        /// Code of the tax on its sale; empty for none.
        #[uniffi(default = "")]
        tax_code: String,
        /// Days from production to the last good day; goods with a shelf life are tracked by batch.
        #[uniffi(default = None)]
        shelf_life_days: Option<i32>,
        /// How it is costed, if not as its category or the shop.
        #[uniffi(default = None)]
        costing: Option<CostingMethod>,
        /// Whether more of it may leave than is there, if not as the shop says.
        #[uniffi(default = None)]
        negative_stock: Option<NegativeStock>,
        /// List price of those variants that have none of their own.
        price: Decimal,
        /// What leaves the stock when one of it is sold, for those of its variants that say nothing else: it is a kit.
        #[uniffi(default = [])]
        parts: Vec<NewPart>,
        /// Its variants; if none is listed, all combinations of its options.
        #[uniffi(default = [])]
        variants: Vec<NewVariant>,
    }

    /// A variant to be added.
    in NewVariant = tillbook::shop::NewVariant {
        /// Its id; `None` for one that follows from the product's id and the choices.
        #[uniffi(default = None)]
        id: Option<VariantId>,
        /// The values of the product's options.
        #[uniffi(default = [])]
        choices: Vec<String>,
        /// Its SKU; `None` for the next one by the code rule.
        #[uniffi(default = None)]
        sku: Option<String>,
        /// Barcodes of the stock unit.
        #[uniffi(default = [])]
        barcodes: Vec<String>,
        /// Barcodes of packs: code and name of the pack.
        #[uniffi(default = [])]
        pack_barcodes: Vec<PackBarcode>,
        /// True to give it the next in-store barcode by the code rule.
        #[uniffi(default = false)]
        in_store_barcode: bool,
        /// Its list price, if not the product's.
        #[uniffi(default = None)]
        price: Option<Decimal>,
        /// What members pay.
        #[uniffi(default = None)]
        member_price: Option<Decimal>,
        /// The lowest-price guard.
        #[uniffi(default = None)]
        lowest_price: Option<Decimal>,
        /// What a stock unit is taken to cost when it is sold before any was received, where that is allowed.
        #[uniffi(default = None)]
        assumed_cost: Option<Decimal>,
        /// Whether more of it may leave than is there, if not as its product or the shop says.
        #[uniffi(default = None)]
        negative_stock: Option<NegativeStock>,
        /// Its reorder point.
        #[uniffi(default = None)]
        reorder_point: Option<Decimal>,
        /// What leaves the stock when one of it is sold; if none is listed, what its product says.
        #[uniffi(default = [])]
        parts: Vec<NewPart>,
    }

    /// A pack that a product is bought or sold in, as an exact fraction of its stock unit: a case of 24 is 24/1, a
    /// glass out of a bottle of six glasses is 1/6.
    both Pack = tillbook::catalog::Pack {
        /// Such as `case` or 箱.
        name: String,
        /// So many units ...
        units: i32,
        /// ... are in so many packs.
        packs: i32,
    }

    /// What is sold by name. Prices, barcodes and stock belong to its variants.
    both Product = tillbook::catalog::Product {
        /// Its id.
        id: ProductId,
        /// What a customer calls it.
        name: String,
        /// The maker's or the house's brand; may be empty.
        #[uniffi(default = "")]
        brand: String,
        /// What its variants differ by; empty for a product with one variant.
        #[uniffi(default = [])]
        options: Vec<ProductOption>,
        /// Where it stands in the category tree.
        #[uniffi(default = None)]
        category: Option<CategoryId>,
        /// The unit stock is kept in: the smallest, such as `each`, `kg` or 个.
        #[uniffi(default = "each")]
        unit: String,
        /// Other units it is bought or sold in.
        #[uniffi(default = [])]
        packs: Vec<Pack>,
        /// Code of the tax on its sale; empty for none.
        #[uniffi(default = "")]
        tax_code: String,
        /// Days from production to the last good day. Goods with a shelf life are tracked by batch.
        #[uniffi(default = None)]
        shelf_life_days: Option<i32>,
        /// How it is costed, if not as its category or the shop.
        #[uniffi(default = None)]
        costing: Option<CostingMethod>,
        /// Whether more of it may leave than is there, if not as the shop says.
        #[uniffi(default = None)]
        negative_stock: Option<NegativeStock>,
    }

    /// A product with its variants.
    out ProductCard = tillbook::shop::ProductCard {
        /// The product.
        product: Product,
        /// Its variants, in the order of its options.
        variants: Vec<Variant>,
    }

    /// One thing that the variants of a product differ by.
    both ProductOption = tillbook::catalog::ProductOption {
        /// Such as 颜色 or `size`.
        name: String,
        /// Such as 黑, 白 or `S`, `M`, `L`.
        #[uniffi(default = [])]
        values: Vec<String>,
    }

    /// A tax on sales and its rate, such as `V13` at 0.13.
    both TaxCode = tillbook::catalog::TaxCode {
        /// The short code; unique.
        code: String,
        /// Such as `VAT 13 %` or 增值税13%.
        name: String,
        /// The rate.
        rate: Decimal,
    }

    /// The thing with a barcode, a price and stock: one combination of its product's options.
    out Variant = tillbook::catalog::Variant {
        /// Its id.
        id: VariantId,
        /// What it is a variant of.
        product: ProductId,
        /// Stock-keeping unit (货号): what the shop calls it; unique.
        sku: String,
        /// The values of the product's options, in their order.
        choices: Vec<String>,
        /// What a scanner finds it by.
        barcodes: Vec<VariantBarcode>,
        /// List price of one stock unit, in the shop's price basis.
        price: Decimal,
        /// What members pay, if less than others.
        member_price: Option<Decimal>,
        /// No sale of it may bring less than this a unit, after all discounts, in the price basis.
        lowest_price: Option<Decimal>,
        /// What a stock unit is taken to cost when it is sold before any was received. Fixed once its goods moved.
        assumed_cost: Option<Decimal>,
        /// Whether more of it may leave than is there, if not as its product or the shop says.
        negative_stock: Option<NegativeStock>,
        /// To be ordered again when no more than this is on hand.
        reorder_point: Option<Decimal>,
        /// What leaves the stock when it is sold, if it is a kit and has no stock itself.
        parts: Vec<KitPart>,
        /// False for goods that are not for sale now (下架).
        on_shelf: bool,
    }

    /// A barcode of a variant, and the pack that it stands on.
    out VariantBarcode = tillbook::catalog::VariantBarcode {
        /// The code.
        code: String,
        /// Name of the pack it stands on; `None` for the stock unit.
        pack: Option<String>,
    }

    /// A variant with what a person calls it. Its parts are shared with the engine: an answer, and a clone of one,
    /// copies nothing. To change one, clone what is inside: `(*card.product).clone()`.
    out VariantCard = tillbook::shop::VariantCard {
        /// What a person calls it.
        name: String,
        /// The variant.
        variant: Variant,
        /// What it is a variant of.
        product: Product,
    }

    /// Changes of one variant; what is `None` stays as it is.
    in VariantEdit = tillbook::shop::VariantEdit {
        /// Which variant.
        variant: VariantId,
        /// Another SKU.
        #[uniffi(default = None)]
        sku: Option<String>,
        /// Another list price.
        #[uniffi(default = None)]
        price: Option<Decimal>,
        /// Another member price; `Some(None)` for none.
        #[uniffi(default = None)]
        member_price: Option<DecimalChange>,
        /// Another lowest-price guard; `Some(None)` for none.
        #[uniffi(default = None)]
        lowest_price: Option<DecimalChange>,
        /// Another assumed cost, before the goods first moved; `Some(None)` for none.
        #[uniffi(default = None)]
        assumed_cost: Option<DecimalChange>,
        /// Whether more of it may leave than is there; `Some(None)` for what its product or the shop says.
        #[uniffi(default = None)]
        negative_stock: Option<NegativeStockChange>,
        /// Another reorder point; `Some(None)` for none.
        #[uniffi(default = None)]
        reorder_point: Option<DecimalChange>,
        /// Other parts; `Some` of none for what is a kit no longer.
        #[uniffi(default = None)]
        parts: Option<Vec<NewPart>>,
        /// Put on the shelf, or taken off it.
        #[uniffi(default = None)]
        on_shelf: Option<bool>,
        /// Barcodes of the stock unit that are added.
        #[uniffi(default = [])]
        add_barcodes: Vec<String>,
        /// Barcodes of packs that are added: code and name of the pack.
        #[uniffi(default = [])]
        add_pack_barcodes: Vec<PackBarcode>,
        /// Barcodes that are taken away.
        #[uniffi(default = [])]
        remove_barcodes: Vec<String>,
    }
}
