import hashlib

from lca_models.programme.registry.log import events_after
from lca_models.programme.registry.schema import texts
from lca_models.programme.registry.texts import ref_of, salted, text_of


def test_words_are_called_by_the_hash_of_their_salt_and_themselves():
    kept = salted("原因: e\u0301")

    assert kept.ref == hashlib.sha256(bytes.fromhex(kept.salt) + "原因: é".encode()).hexdigest()
    assert kept.ref == ref_of(bytes.fromhex(kept.salt), kept.body)
    assert salted("原因").ref != salted("原因").ref


def test_words_can_be_deleted_and_the_log_keeps_what_it_called_them_by(registry, maker):
    with registry.writing("host") as write:
        write.event("client.disabled", f"client:{maker.client}", {}, text="left the company")
    ref = events_after(registry, 4)[0].data["text"]
    with registry.reading() as connection:
        assert text_of(connection, ref) == "left the company"
    with registry.writing("host") as write:
        write.run(texts.update().where(texts.c.ref == ref).values(body=None, salt=None))

    with registry.reading() as connection:
        assert text_of(connection, ref) is None
    assert events_after(registry, 4)[0].data["text"] == ref
