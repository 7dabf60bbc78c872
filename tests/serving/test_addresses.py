"""Who asks, behind which proxies, and what counts as one reader."""

from __future__ import annotations

import pytest

from archive.serving.addresses import client, is_loopback, networks, parse, reader

TRUSTED = networks(["10.0.0.0/8", "::1", "2001:db8:1::/48"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("192.0.2.7", "192.0.2.7"),
        (" 192.0.2.7:8080 ", "192.0.2.7"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ('"[2001:db8::1]"', "2001:db8::1"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("fe80::1%eth0", "fe80::1"),
        ("unknown", "None"),
        ("", "None"),
        ("192.0.2.256", "None"),
    ],
)
def test_an_address_as_proxies_write_it(text: str, expected: str) -> None:
    assert str(parse(text)) == expected


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("192.0.2.7", "", "192.0.2.7"),
        ("192.0.2.7", "203.0.113.9", "192.0.2.7"),  # not a proxy of ours: its word counts for nothing
        ("10.1.1.1", "203.0.113.9", "203.0.113.9"),
        ("10.1.1.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),  # the first entry is the reader's own claim
        ("10.1.1.1", "203.0.113.9, 10.2.2.2", "203.0.113.9"),  # two proxies
        ("10.1.1.1", "10.3.3.3, 10.2.2.2", "10.3.3.3"),  # a reader inside
        ("10.1.1.1", "203.0.113.9, nonsense", "10.1.1.1"),
        ("10.1.1.1", "", "10.1.1.1"),
        ("::1", "2001:db8:ffff::5", "2001:db8:ffff::5"),
        ("::ffff:10.1.1.1", "203.0.113.9", "203.0.113.9"),
        ("", "203.0.113.9", ""),
    ],
)
def test_only_trusted_proxies_speak_for_others(peer: str, forwarded: str, expected: str) -> None:
    assert client(peer, forwarded, TRUSTED) == expected


def test_a_chain_of_any_length_is_read_in_bounded_time() -> None:
    assert client("10.1.1.1", ",".join(["10.2.2.2"] * 100_000), TRUSTED) == "10.2.2.2"


def test_one_reader_is_an_ipv4_address_or_an_ipv6_network() -> None:
    assert reader("192.0.2.7") == "192.0.2.7"
    assert reader("2001:db8:5:6:7:8:9:a") == reader("2001:db8:5:6::1") == "2001:db8:5:6::/64"
    assert reader("2001:db8:5:7::1") != reader("2001:db8:5:6::1")
    assert reader("somewhere") == "somewhere"


@pytest.mark.parametrize("item", ["10.0.0.1/8", "localhost", "10.0.0.0/33", "*"])
def test_what_is_no_network_is_refused_by_name(item: str) -> None:
    with pytest.raises(ValueError, match="is no address and no network"):
        networks(["192.0.2.1", item])


def test_loopback() -> None:
    assert is_loopback("127.0.0.2")
    assert is_loopback("::1")
    assert not is_loopback("192.0.2.1")
    assert not is_loopback("")
