"""Erasure of what the shop knows of a person."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tillbook import Cart, CartLine, Member, MemberId, Shop, Tender, VariantId, errors, new_id


def test_members_are_found_by_name(shop: Shop) -> None:
    names = ["Li Lei", "LI MING", "Han Meimei"]
    people = [Member(MemberId(new_id()), f"1380000000{number}", name) for number, name in enumerate(names)]
    shop.members.put(people)
    assert sorted(shop.members.search("li").column("name")) == ["LI MING", "Li Lei"]
    assert len(shop.members.search("li", limit=1)) == 1
    shop.members.erase(people[0].id)
    (row,) = shop.members.search("li").to_dicts()
    assert (row["id"], row["code"], row["level"], row["erased_by"]) == (people[1].id, "13800000001", "", None)
    with pytest.raises(errors.Invalid):
        shop.members.search("")


def test_a_member_is_erased_once_nothing_is_owed(shop: Shop, tea: VariantId) -> None:
    li = MemberId(new_id())
    shop.members.put([Member(li, "13800000000", "Li Lei")])
    shop.members.top_up(li, 100, [Tender.wechat(100)])
    with pytest.raises(errors.MemberHolds) as held:
        shop.members.erase(li)
    assert (held.value.code, held.value.stored, held.value.points) == ("member_holds", Decimal("100.00"), 0)
    shop.members.cash_out(li, 100, "cash", reason="leaves")
    sale = shop.till.sell(Cart([CartLine(tea, 1)], member=li), [Tender.wechat(Decimal("12.80"))])

    erasure = shop.as_actor("xiaoli").members.erase(li)
    assert erasure.members == (li,)
    assert shop.members.by_code("13800000000") is None
    assert shop.members.member(li).erased_by == erasure.id
    assert shop.till.sale(sale.id).member == li
    with pytest.raises(errors.MemberErased) as again:
        shop.members.erase(li)
    assert again.value.member == li and "会员" in again.value.chinese
    assert shop.office.verify().is_clean and shop.office.rebuild().is_clean
