//! Tills that spend the last uses at the same instant.

use std::sync::{Arc, Barrier};

use tillbook::promotion::{Coupon, Limit, Promotion};
use tillbook::shop::{ShopOptions, Tender};
use tillbook::storage::Store;
use tillbook::value::{DocumentId, Money, SaleId};
use tillbook::{Error, Shop};

use super::corner::{Corner, off};

const TILLS: usize = 6;
const LEFT: u32 = 4;
const CODES: [&str; 2] = ["LAST", "MARCH"];

/// Each till has a handle of its own, and tries to use the coupon twice: as many sales stand as uses are left.
pub(crate) fn last_uses(store: &Arc<dyn Store>, open: impl Fn() -> Arc<dyn Store> + Sync) {
    let corner = Corner::on(Arc::clone(store));
    let issued = Promotion { issued_coupons: true, ..off("新客券", 500) };
    let common =
        Promotion { requires_coupon: Some("MARCH".into()), limits: vec![Limit::sales(LEFT)], ..off("三月券", 500) };
    let coupon = Coupon { uses: LEFT, ..Coupon::new("LAST", issued.id) };
    corner.put(&[issued, common.clone()]);
    corner.shop.promotions().issue(DocumentId::new(), &[coupon]).unwrap();
    for code in CODES {
        let start = Barrier::new(TILLS);
        let cart = corner.teas(1).coupon(code);
        let till = |number: usize| {
            let options = ShopOptions { device: format!("R{number}{code}"), ..ShopOptions::default() };
            let shop = Shop::open_with(open(), options).unwrap();
            start.wait();
            let tries = (0..2).filter(|_| {
                loop {
                    match shop.till().sell(SaleId::new(), &cart, &[Tender::cash(Money::from_minor(5_00))]) {
                        Ok(_) => break true,
                        Err(Error::CouponRefused { why: "used_up", .. }) => break false,
                        Err(Error::Contention { .. } | Error::Locked { .. }) => {}
                        Err(error) => panic!("{error}"),
                    }
                }
            });
            u32::try_from(tries.count()).unwrap()
        };
        let sold: u32 = std::thread::scope(|scope| {
            let tills: Vec<_> = (0..TILLS).map(|number| scope.spawn(move || till(number))).collect();
            tills.into_iter().map(|till| till.join().unwrap()).sum()
        });
        assert_eq!(sold, LEFT, "{code}");
    }
    assert_eq!(corner.shop.promotions().coupon("LAST").unwrap().1, 0);
    assert_eq!(corner.left(&common), 0);
    assert!(corner.shop.office().verify().unwrap().is_clean());
}
