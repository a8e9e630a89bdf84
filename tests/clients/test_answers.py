"""Answers are typed, and tolerant of later versions."""

from ringline_client.answers import Accepted, Label, Labels, Saved, read, read_labels
from ringline_protocol.values import OfferState


def test_fields_of_a_later_version_are_skipped() -> None:
    plain = {"interaction": "int_1", "offer": "off_1", "state": "accepting", "luck": 7}
    assert read(Accepted, plain) == Accepted("int_1", "off_1", OfferState.ACCEPTING)
    assert read(Saved, {"rev": 3}) == Saved(3)


def test_only_leaves_of_a_disposition_tree_may_be_chosen() -> None:
    tree = read_labels(
        {
            "dispositions": [
                {"id": "sales", "label": "Sales", "children": [{"id": "sold", "label": "Sold", "children": []}]},
                {"id": "spam", "label": "Spam"},
            ],
            "mandatory": True,
            "multiple": False,
        }
    )
    assert tree == Labels((Label("sales", "Sales", (Label("sold", "Sold"),)), Label("spam", "Spam")), True, False)
    assert [leaf.id for leaf in tree.leaves] == ["sold", "spam"]
