//! The Chinese words for what errors name by a stable code: states, kinds of documents, computed figures.

/// What a code is called; an unknown one as it is.
pub(super) fn chinese(code: &'static str) -> &'static str {
    match code {
        "open" => "未收货",
        "partly_received" => "部分收货",
        "received" => "已收货",
        "cancelled" => "已取消",
        "voided" => "已作废",
        "refunded" => "已退货",
        "off_shelf" => "已下架",
        "settings" => "设置",
        "records" => "资料变更",
        "opening_stock" => "期初库存",
        "order_placed" => "采购单",
        "order_amended" => "采购单变更",
        "order_cancelled" => "采购单取消",
        "receipt" => "入库单",
        "supplier_return" => "采购退货单",
        "sale" => "销售单",
        "refund" => "退货单",
        "void" => "作废单",
        "count" => "盘点单",
        "write_off" => "报损单",
        "transfer" => "调拨单",
        "amount" => "金额",
        "quantity" => "数量",
        "rate" => "比率",
        "discount" => "折扣",
        "number of packs" => "包装数",
        "number of lines" => "行数",
        "posting number" => "过账号",
        "record number" => "记录号",
        other => other,
    }
}
