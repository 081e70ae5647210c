"""Masking: secrets are gone, everything else is as it was."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pytest_realtime.judge import mask
from pytest_realtime.judge.redaction import mask_at

words = st.text(st.sampled_from("XYZ \"'\\\n:,{}[]\u00e9\U0001f600"), max_size=6)
secrets = words.map(lambda text: f"{text}S3CRET{text}")
values = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ('{"authorization": "tok", "a": 1}', '{"authorization": "***", "a": 1}'),
        ('{"Authorization":"t\\"o\\\\","a":"b"}', '{"Authorization":"***","a":"b"}'),
        ('{"authorization":null}', '{"authorization":null}'),
        ('{"authorization":5,"a":6}', '{"authorization":"***","a":6}'),
        (
            '{"headers":{"A":"b","C":[1,"d",true]},"x":"y"}',
            '{"headers":{"A":"***","C":["***","***",true]},"x":"y"}',
        ),
        ('{"headers":{},"x":"y"}', '{"headers":{},"x":"y"}'),
        ('{"headers":}', '{"headers":}'),
        (
            '{"client_secret":{"value":"v","expires_at":5},"value":"w"}',
            '{"client_secret":{"value":"***","expires_at":5},"value":"w"}',
        ),
        (
            '{"client_secret":{"a":{"value":"v"},"value":"w"}}',
            '{"client_secret":{"a":{"value":"v"},"value":"***"}}',
        ),
        ('{"client_secret":"v"}', '{"client_secret":"***"}'),
        ('{"value":"ek_68af296e8e408191a"}', '{"value":"***"}'),
        ('{"value":"week_day","key":"sk-proj-a_b-1"}', '{"value":"week_day","key":"***"}'),
        ('["sk","sk-SK","sk-Latn-SK"]', '["sk","sk-SK","sk-Latn-SK"]'),
        ('{"authorization":"tok', '{"authorization":"***'),
        ('{"authorization":"tok\\', '{"authorization":"***'),
        ('{"headers":{"A":"b', '{"headers":{"A":"***'),
        ('{"authorization" : {"a": "b"', '{"authorization" : {"a": "***"'),
        ('"authorization": "tok": 1', '"authorization": "***": 1'),
        ("{'headers': {'A': \"b\", b'C': b'd'}, 'x': 'y'}", "{'headers': {'A': \"***\", b'C': b'***'}, 'x': 'y'}"),
        ("Authorization: Basic dXNlcjpw==, then", "Authorization: Basic ***, then"),
        ("sent Bearer abc/d+e=; a bearer of news", "sent Bearer ***; a bearer of news"),
        ("bearer 0123\nbearer abcdefghijklmnop", "bearer ***\nbearer ***"),
        ('{"a":"{\\"authorization\\":\\"t\\"', '{"a":"{\\"authorization\\":\\"***\\"'),
        ('{"a":"{\\"authorization\\":\\"t","b":"c"}', '{"a":"{\\"authorization\\":\\"***","b":"c"}'),
        ('{"a":"{\\"headers\\":{","b":"c"}', '{"a":"{\\"headers\\":{","b":"c"}'),
        (
            r'{"a":"{\"headers\":\n{\n\"A\":\"t\"}}","b":"c"}',
            r'{"a":"{\"headers\":\n{\n\"A\":\"***\"}}","b":"c"}',
        ),
    ],
)
def test_mask(text: str, masked: str) -> None:
    assert masked == mask(text)
    assert masked == mask(masked)


@settings(deadline=None)
@given(values)
def test_text_without_secrets_stays_as_it_is(value: Any) -> None:
    assert json.dumps(value) == mask(json.dumps(value))


@settings(deadline=None)
@given(secrets, values, st.integers(0, 3), st.sampled_from([None, 1]))
def test_secrets_are_gone_at_every_level_of_quoting(
    secret: str, value: Any, level: int, indent: int | None
) -> None:
    def document(text: str) -> str:
        hidden = {"headers": {"X": text, "Y": [text]}, "client_secret": {"value": text}}
        written = json.dumps([value, {"authorization": text, "a": hidden}, value], indent=indent)
        for _ in range(level):
            written = json.dumps({"text": written, "value": value})
        return written

    assert document("***") == mask(document(secret))


@settings(deadline=None)
@given(st.text(st.sampled_from("{}[]:,\"'\\ab \n"), max_size=30))
def test_broken_text_is_masked_and_never_refused(tail: str) -> None:
    masked = mask('{"authorization":"S3CRET"' + tail + '"headers":{"a":"S3CRET' + tail)
    assert "S3CRET" not in masked.partition("headers")[0]
    assert masked.startswith('{"authorization":"***"')


@pytest.mark.parametrize(
    ("pointer", "text", "masked"),
    [
        ("/client_secret", '{"value":"very secret","expires_at":1}', '{"value":"***","expires_at":1}'),
        ("/session/tools/0/headers", '{"X-Key":"my secret"}', '{"X-Key":"***"}'),
        ("/headers", "absent", "absent"),
        ("/client_secret", "null", "null"),
    ],
)
def test_whole_objects_are_masked_by_their_place(pointer: str, text: str, masked: str) -> None:
    assert mask_at(pointer, text) == masked
