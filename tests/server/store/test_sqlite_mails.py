"""What any disk promises about mails and uploads."""

import attrs
from kit.stores import append, put
from ringline_server.domain.parts import Undelivered
from ringline_server.store.disk import Disk
from ringline_server.store.mails import (
    FORGOTTEN_MAX,
    MAILS_FOUND_MAX,
    MailPlace,
    MailRow,
    Outgoing,
    OutgoingRow,
    UploadGoneRow,
    UploadRow,
)
from ringline_server.store.records import RowTaken

MAIL = MailRow("mail_1", "int_1", "in", "mbx_1", "<1@example.org>", b"digest", 3, 1_000, (b"raw",))
UPLOAD = UploadRow("upl_1", "int_1", "a.pdf", "application/pdf", 3, 1_000)
LEFT = (Undelivered("b@example.org", "550 no «user»", is_final=True), Undelivered("c@example.org"))


async def whole(disk: Disk, owner: str) -> bytes:
    raw, number = b"", 0
    while (piece := await disk.piece(owner, number)) is not None:
        raw, number = raw + piece, number + 1
    return raw


async def test_a_mail_is_found_by_its_id_and_its_message_id_in_its_mailbox(disk: Disk) -> None:
    await disk.commit([append("interaction/int_1", 0, 1, MAIL)])
    row = attrs.evolve(MAIL, pieces=())

    assert await disk.mail("mail_1") == row
    assert await disk.mail("mail_9") is None
    assert await disk.mails_by_message_id("mbx_1", ["<0@example.org>", "<1@example.org>"]) == [row]
    assert await disk.mails_by_message_id("mbx_2", ["<1@example.org>"]) == []
    assert await disk.mail_received("mbx_1", "<1@example.org>", b"digest") == row
    assert await disk.mail_received("mbx_1", "<1@example.org>", b"other") is None
    assert await whole(disk, "mail_1") == b"raw"


async def test_of_a_mail_whose_append_failed_nothing_is_there(disk: Disk) -> None:
    [failed] = await disk.commit([append("interaction/int_1", 5, 1, MAIL)])

    assert failed is not None
    assert await disk.mail("mail_1") is None
    assert await disk.piece("mail_1", 0) is None


async def test_the_same_mail_is_received_once_and_another_with_its_id_is_another(disk: Disk) -> None:
    await put(disk, MAIL)
    again = attrs.evolve(MAIL, mail="mail_2")
    [failed] = await disk.commit([append("interaction/int_2", 0, 1, again)])

    assert isinstance(failed, RowTaken)
    assert await disk.piece("mail_2", 0) is None
    await put(disk, attrs.evolve(again, digest=b"other"), attrs.evolve(again, mail="mail_3", mailbox="mbx_2"))
    assert [row.mail for row in await disk.mails_by_message_id("mbx_1", [MAIL.message_id])] == ["mail_2", "mail_1"]


async def test_ours_may_be_sent_with_an_id_again(disk: Disk) -> None:
    await put(disk, *(attrs.evolve(MAIL, mail=f"mail_{n}", direction="out") for n in range(2)))

    assert len(await disk.mails_by_message_id("mbx_1", [MAIL.message_id])) == 2


async def test_one_answer_holds_so_many_mails(disk: Disk) -> None:
    ours = (attrs.evolve(MAIL, mail=f"mail_{n:03}", direction="out") for n in range(MAILS_FOUND_MAX + 1))
    await put(disk, *ours)

    found = await disk.mails_by_message_id("mbx_1", [MAIL.message_id, MAIL.message_id])
    assert len(found) == MAILS_FOUND_MAX


async def test_pieces_are_kept_before_their_mail_and_stay_when_it_comes(disk: Disk) -> None:
    await disk.keep_pieces("mail_1", 0, [b"a", b"b"], 1_000)
    await disk.keep_pieces("mail_1", 2, [b"c"], 1_001)
    await put(disk, attrs.evolve(MAIL, pieces=()))

    assert await disk.forget_pieces(9_000) == 0
    assert await whole(disk, "mail_1") == b"abc"


async def test_what_no_event_names_is_forgotten_after_a_while_and_not_before(disk: Disk) -> None:
    for number in range(FORGOTTEN_MAX + 1):
        await disk.keep_pieces(f"mail_{number}", 0, [b"a"], 1_000)
    await disk.keep_pieces("upl_1", 0, [b"raw"], 1_000)
    await disk.save_upload(UPLOAD)

    assert await disk.forget_pieces(1_000) == 0
    assert await disk.forget_pieces(1_001) == FORGOTTEN_MAX
    assert await disk.forget_pieces(1_001) == 2
    assert await disk.upload("upl_1") is None
    assert await disk.piece("upl_1", 0) is None


async def test_an_upload_is_there_until_it_is_sent(disk: Disk) -> None:
    await disk.keep_pieces("upl_1", 0, [b"raw"], 1_000)
    await disk.save_upload(UPLOAD)
    assert await disk.upload("upl_1") == UPLOAD
    assert await disk.uploads("int_1") == [UPLOAD]
    assert await disk.uploads("int_2") == []

    await put(disk, attrs.evolve(MAIL, direction="out"), UploadGoneRow("upl_1"))
    assert await disk.upload("upl_1") is None
    assert await disk.piece("upl_1", 0) is None
    assert await disk.forget_pieces(9_000) == 0


async def test_the_outbox_finds_what_is_not_finished(disk: Disk) -> None:
    states = ("queued", "sending", "deferred", "sent", "failed")
    for number, state in enumerate(states):
        row = attrs.evolve(MAIL, mail=f"mail_{number}", direction="out")
        await put(disk, row, OutgoingRow(row.mail, "queued"), OutgoingRow(row.mail, state, 1, 60_000, "451", LEFT))

    found = await disk.outgoing()
    assert found == [
        Outgoing(OutgoingRow(f"mail_{n}", states[n], 1, 60_000, "451", LEFT), "int_1", "mbx_1") for n in range(3)
    ]
    assert [one.row.mail for one in await disk.outgoing("mail_0", 1)] == ["mail_1"]
    assert await disk.outgoing_state("mail_4") == OutgoingRow("mail_4", "failed", 1, 60_000, "451", LEFT)
    assert await disk.outgoing_state("mail_9") is None


async def test_how_far_a_mailbox_was_read_is_remembered_for_each(disk: Disk) -> None:
    assert await disk.mail_place("mbx_1") is None
    await disk.save_mail_place("mbx_1", MailPlace("ana@imap.example.org/INBOX", 7, 41))
    await disk.save_mail_place("mbx_1", MailPlace("ana@imap.example.org/INBOX", 7, 42))
    await disk.save_mail_place("mbx_2", MailPlace("bo@imap.example.org/INBOX", 1, 1))

    assert await disk.mail_place("mbx_1") == MailPlace("ana@imap.example.org/INBOX", 7, 42)
