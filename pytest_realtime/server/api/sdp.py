"""The answer to a WebRTC offer: well-formed, but without a peer behind it."""

import itertools
import re

_SESSION = ("v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0")
_FINGERPRINT = ":".join(["00"] * 32)
_MEDIA = (
    "c=IN IP4 127.0.0.1",
    "a=ice-lite",
    "a=ice-ufrag:test",
    "a=ice-pwd:nobodyisattheotherend00",
    f"a=fingerprint:sha-256 {_FINGERPRINT}",
    "a=setup:passive",
    "a=rtcp-mux",
)
_AUDIO = "m=audio 9 UDP/TLS/RTP/SAVPF 111"


def answer_to(offer: str) -> str:
    """Return an answer with one section for each medium of the offer, in its order (RFC 3264, section 6)."""
    media = re.findall(r"(?m)^m=.*$", offer) or [_AUDIO]
    mids = re.findall(r"(?m)^a=mid:(\S+)", offer)
    groups = [f"a=group:BUNDLE {' '.join(mids)}"] if mids else []
    lines = [*_SESSION, *groups]
    for medium, mid in itertools.zip_longest(media, mids[: len(media)]):
        lines += [medium.strip(), *_MEDIA, *([f"a=mid:{mid}"] if mid else [])]
        lines += ["a=sendrecv"] if medium.startswith("m=audio") else []
    return "".join(f"{line}\r\n" for line in lines)
