"""Two contacts become one, and two again."""

import attrs
from hypothesis import given
from hypothesis import strategies as st
from ringline_protocol.values import Consent, Contact
from ringline_server.domain.merging import Conflict, Merge, conflicts, merged, unmerged

YES, NO = Consent(True, 5, "agent:agt_ana"), Consent(False, 9, "agent:agt_bruno")
MARIA = Contact("cnt_1", "María Ruiz", ("600111222",), ("m@a.example",), {"tier": "gold", "shoe": "38"}, 4)
MARI = Contact("cnt_2", "Mari", ("600 111 222", "699"), (), {"tier": "basic", "dog": "Rex"}, 2)


def key(address: str) -> str:
    """Blanks do not matter."""
    return address.replace(" ", "")


def both(survivor: Contact = MARIA, other: Contact = MARI) -> Contact:
    """Without choosing."""
    return merged(survivor, other, None, {}, key)


def test_what_only_one_says_is_kept_and_of_two_words_the_survivors() -> None:
    made = both()
    assert (made.id, made.name) == ("cnt_1", "María Ruiz")
    assert (made.phones, made.emails) == (("600111222", "699"), ("m@a.example",))
    assert made.fields == {"tier": "gold", "shoe": "38", "dog": "Rex"}


def test_each_word_that_would_be_lost_is_a_conflict_and_can_be_chosen() -> None:
    assert conflicts(MARIA, MARI) == (Conflict("name", "María Ruiz", "Mari"), Conflict("fields.tier", "gold", "basic"))
    chosen = merged(MARIA, MARI, "Mari", {"tier": "basic"}, key)
    assert (chosen.name, chosen.fields["tier"]) == ("Mari", "basic")
    assert conflicts(attrs.evolve(MARIA, name=""), Contact("cnt_3", "Eva")) == ()
    assert both(attrs.evolve(MARIA, name="")).name == "Mari"


def test_of_a_consent_the_later_word_holds_and_of_two_at_once_the_no() -> None:
    said = attrs.evolve(MARIA, consents={"email": YES, "phone": NO})
    unsaid = attrs.evolve(MARI, consents={"email": NO, "phone": YES, "post": attrs.evolve(NO, at_ms=5)})
    assert both(said, unsaid).consents == {"email": NO, "phone": NO, "post": attrs.evolve(NO, at_ms=5)}
    assert both(attrs.evolve(MARIA, consents={"post": YES}), unsaid).consents["post"].granted is False


def test_undone_at_once_all_is_as_before() -> None:
    assert unmerged(both(), Merge(MARIA, MARI, both()), (), key) == MARIA


def test_what_was_changed_since_stays() -> None:
    after = both()
    now = attrs.evolve(
        after,
        name="María Ruiz Gil",
        phones=("600111222", "699", "688"),
        emails=(),
        fields={"tier": "gold", "dog": "Rex", "cat": "Tom"},
    )
    back = unmerged(now, Merge(MARIA, MARI, after), (), key)
    assert (back.name, back.phones, back.emails) == ("María Ruiz Gil", ("600111222", "688"), ())
    assert back.fields == {"tier": "gold", "cat": "Tom"}


def test_what_another_merge_brought_as_well_stays() -> None:
    third = Contact("cnt_3", "M. Ruiz", ("6 9 9",))
    first = both()
    second = both(first, third)
    back = unmerged(second, Merge(MARIA, MARI, first), (third,), key)
    assert back.phones == ("600111222", "699")


WORDS = st.sampled_from(["", "a", "b", "c d"])
CONTACTS = st.builds(
    Contact,
    st.just("cnt_1"),
    WORDS,
    st.lists(st.sampled_from(["1", "2", "3"]), unique=True).map(tuple),
    st.lists(st.sampled_from(["x@y", "z@y"]), unique=True).map(tuple),
    st.dictionaries(st.sampled_from("pqr"), st.sampled_from(["1", "2"])),
    st.just(1),
    st.dictionaries(st.sampled_from("uv"), st.sampled_from([YES, NO])),
)


@given(CONTACTS, CONTACTS, WORDS, st.dictionaries(st.sampled_from("pqr"), st.sampled_from(["1", "2"])))
def test_a_merge_loses_nothing_but_its_conflicts_and_can_be_undone(
    one: Contact, other: Contact, name: str, fields: dict[str, str]
) -> None:
    after = merged(one, other, name, fields, key)

    assert set(after.phones) == {*one.phones, *other.phones}
    assert set(after.fields) == {*one.fields, *other.fields, *fields}
    assert unmerged(after, Merge(one, other, after), (), key) == one
