use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;
use tillbook::catalog::{Barcode, Category, TaxCode};
use tillbook::party::Supplier;
use tillbook::shop::{NewProduct, NewSupply, NewVariant};
use tillbook::value::{CategoryId, ProductId, SupplierId, VariantId};
use tillbook::{Expected, Result, Shop};

use super::folder::Folder;
use super::sheet::Row;

/// Products or supplies that go into one document.
const CHUNK: usize = 500;
/// The size of a variant whose size nobody knows, where others of the product have one.
const NO_SIZE: &str = "not known";

/// What is sold and who sells it to the shop: taxes.csv, suppliers.csv, products.csv.
pub(super) struct Goods {
    taxes: Vec<TaxCode>,
    suppliers: Vec<Supplier>,
    categories: Vec<Category>,
    products: Vec<NewProduct>,
    supplies: Vec<NewSupply>,
    known: HashMap<String, (VariantId, Decimal)>,
}

impl Goods {
    pub(super) fn read(folder: &Folder) -> Result<Self> {
        let (taxes, suppliers) = (read_taxes(folder)?, read_suppliers(folder)?);
        let mut goods = Self {
            taxes,
            suppliers,
            categories: Vec::new(),
            products: Vec::new(),
            supplies: Vec::new(),
            known: HashMap::new(),
        };
        goods.read_products(folder)?;
        Ok(goods)
    }

    fn read_products(&mut self, folder: &Folder) -> Result<()> {
        let sheet = folder.sheet(
            "products.csv",
            "sku, barcode, product, brand, size, department, category, unit, price, tax_code, supplier, \
             shelf_life_days, pack_size, reorder_point",
        )?;
        let mut groups: Vec<Vec<Row<'_>>> = Vec::new();
        let mut of_product: HashMap<(&str, &str), usize> = HashMap::new();
        let rows: Vec<Row<'_>> = sheet.rows().collect();
        for row in &rows {
            let key = (row.text("product")?, row.optional("brand").unwrap_or_default());
            let group = *of_product.entry(key).or_insert(groups.len());
            match groups.get_mut(group) {
                Some(group) => group.push(*row),
                None => groups.push(vec![*row]),
            }
        }
        let mut barcodes = HashSet::new();
        for group in &groups {
            let Some(first) = group.first() else { continue };
            let product = self.product(folder, *first, group, &mut barcodes)?;
            self.products.push(product);
        }
        Ok(())
    }

    /// The rows of one product are its variants, which differ by size.
    fn product(
        &mut self,
        folder: &Folder,
        first: Row<'_>,
        rows: &[Row<'_>],
        barcodes: &mut HashSet<Barcode>,
    ) -> Result<NewProduct> {
        let (name, brand) = (first.text("product")?, first.optional("brand").unwrap_or_default());
        let tax_code = first.text("tax_code")?;
        if self.taxes.iter().all(|tax| tax.code != tax_code) {
            return Err(first.refuse("tax_code", Expected::Known));
        }
        let mut product = NewProduct::new(name).tax_code(tax_code);
        product.id = ProductId::derived(&folder.space, &format!("{brand}/{name}"));
        product.brand = brand.to_string();
        product.unit = first.text("unit")?.to_string();
        product.category = self.category(folder, first);
        product.shelf_life_days =
            first.optional("shelf_life_days").map(|_| first.whole("shelf_life_days")).transpose()?;
        let has_size = rows.len() > 1 || first.optional("size").is_some();
        let mut sizes: Vec<&str> = Vec::new();
        for row in rows {
            row.same_as(first, &["tax_code", "unit", "department", "category", "shelf_life_days"])?;
            let size = row.optional("size").unwrap_or(NO_SIZE);
            if sizes.contains(&size) {
                return Err(row.refuse("size", Expected::Unique));
            }
            sizes.push(size);
            let choices = if has_size { vec![size] } else { Vec::new() };
            let variant = self.variant(folder, *row, NewVariant::of(choices), barcodes)?;
            product.variants.push(variant);
        }
        Ok(if has_size { product.option("size", sizes) } else { product })
    }

    fn variant(
        &mut self,
        folder: &Folder,
        row: Row<'_>,
        new: NewVariant,
        barcodes: &mut HashSet<Barcode>,
    ) -> Result<NewVariant> {
        let sku = row.text("sku")?;
        let id = VariantId::derived(&folder.space, sku);
        let price = row.price("price")?;
        if self.known.insert(sku.to_string(), (id, price)).is_some() {
            return Err(row.refuse("sku", Expected::Unique));
        }
        let mut variant = new.sku(sku);
        if let Some(text) = row.optional("barcode") {
            if !barcodes.insert(row.read("barcode", Barcode::parse)?) {
                return Err(row.refuse("barcode", Expected::Unique));
            }
            variant = variant.barcode(text);
        }
        let pack_size = row.quantity("pack_size")?;
        let supplier = self.supplier(row, "supplier")?;
        self.supplies.push(NewSupply { supplier, variant: id, pack_size, last_cost: None, preferred: true });
        let reorder_point = row.optional("reorder_point").map(|_| row.quantity_or_none("reorder_point")).transpose()?;
        Ok(NewVariant { id: Some(id), price: Some(price), reorder_point, ..variant })
    }

    /// The category of a product: it is within its department.
    fn category(&mut self, folder: &Folder, row: Row<'_>) -> Option<CategoryId> {
        let mut parent = None;
        let mut path = String::new();
        for column in ["department", "category"] {
            let Some(name) = row.optional(column) else { continue };
            path = format!("{path}/{name}");
            let id = CategoryId::derived(&folder.space, &path);
            if self.categories.iter().all(|category| category.id != id) {
                self.categories.push(Category { id, name: name.to_string(), parent, costing: None });
            }
            parent = Some(id);
        }
        parent
    }

    /// The goods that a row names, and their price in the catalog.
    pub(super) fn of(&self, row: Row<'_>) -> Result<(VariantId, Decimal)> {
        self.known.get(row.text("sku")?).copied().ok_or_else(|| row.refuse("sku", Expected::Known))
    }

    /// The supplier that a row names.
    pub(super) fn supplier(&self, row: Row<'_>, column: &str) -> Result<SupplierId> {
        let code = row.text(column)?;
        let found = self.suppliers.iter().find(|supplier| supplier.code == code);
        found.map(|supplier| supplier.id).ok_or_else(|| row.refuse(column, Expected::Known))
    }

    /// Sets the shop up with them.
    pub(super) fn post(&self, folder: &Folder, shop: &Shop) -> Result<()> {
        let id = |what: &str, index: usize| folder.document(&format!("{what} {index}"));
        let (catalog, purchasing) = (shop.catalog(), shop.purchasing());
        if !self.taxes.is_empty() {
            catalog.put_tax_codes(id("taxes", 0), &self.taxes)?;
        }
        for (index, categories) in self.categories.chunks(CHUNK).enumerate() {
            catalog.put_categories(id("categories", index), categories)?;
        }
        for (index, suppliers) in self.suppliers.chunks(CHUNK).enumerate() {
            purchasing.put_suppliers(id("suppliers", index), suppliers)?;
        }
        for (index, products) in self.products.chunks(CHUNK).enumerate() {
            catalog.add_all(id("products", index), products)?;
        }
        for (index, supplies) in self.supplies.chunks(CHUNK).enumerate() {
            purchasing.put_supplies(id("supplies", index), supplies)?;
        }
        Ok(())
    }
}

fn read_taxes(folder: &Folder) -> Result<Vec<TaxCode>> {
    let mut taxes: Vec<TaxCode> = Vec::new();
    for row in folder.sheet("taxes.csv", "tax_code, rate")?.rows() {
        let rate = row.parsed("rate")?;
        let tax = row.read("tax_code", |code| TaxCode::new(code, rate))?;
        if taxes.iter().any(|other| other.code == tax.code) {
            return Err(row.refuse("tax_code", Expected::Unique));
        }
        taxes.push(tax);
    }
    Ok(taxes)
}

fn read_suppliers(folder: &Folder) -> Result<Vec<Supplier>> {
    let mut suppliers: Vec<Supplier> = Vec::new();
    for row in folder.sheet("suppliers.csv", "supplier, name, lead_time_days, review_weekday")?.rows() {
        let (code, name) = (row.text("supplier")?.to_string(), row.text("name")?.to_string());
        if suppliers.iter().any(|other| other.code == code) {
            return Err(row.refuse("supplier", Expected::Unique));
        }
        let review_weekday = row.optional("review_weekday").map(|_| row.whole("review_weekday")).transpose()?;
        if review_weekday.is_some_and(|day: u8| !(1..=7).contains(&day)) {
            return Err(row.refuse("review_weekday", Expected::Range("1".into(), "7".into())));
        }
        let lead_time_days = row.whole("lead_time_days")?;
        let id = SupplierId::derived(&folder.space, &code);
        suppliers.push(Supplier { id, code, name, lead_time_days, review_weekday });
    }
    Ok(suppliers)
}
