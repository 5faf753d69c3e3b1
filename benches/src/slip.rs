//! The head of a till slip that nobody looks into.

use tillbook::document::{Digest, Document, DocumentKind, Header, Slot};
use tillbook::ledger::PostNo;
use tillbook::value::{BusinessDay, DocumentId, Timestamp};

pub(crate) fn slip(post: PostNo, at: Timestamp, business_day: BusinessDay) -> Document {
    let header = Header {
        id: DocumentId::new(),
        kind: DocumentKind::Sale,
        number: format!("S-T2-{post}"),
        effective_at: at,
        recorded_at: at,
        business_day,
        actor: "till".into(),
        approver: None,
        slot: Slot { device: "T2".into(), epoch: 1, seq: post.0 },
        prev_hash: Digest::NONE,
        hash: Digest::of(&post.0.to_be_bytes()),
        request: Digest::NONE,
        refers_to: None,
        party: None,
        schema: 1,
    };
    Document { post_no: post, header, body: b"{}".to_vec() }
}
