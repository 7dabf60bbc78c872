"""Addresses of readers and proxies: who really asks, and what counts as one reader. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
IPV6_PREFIX = 64
"""Bits that one reader's IPv6 addresses share: providers give each customer a /64 or more."""
MOST_HOPS = 20


def parse(text: str) -> Address | None:
    """An address with or without port and brackets; an IPv4 address written as IPv6 is IPv4. None if none."""
    text = text.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def networks(items: Iterable[str]) -> list[Network]:
    """Addresses and CIDR networks. Raises ValueError naming the first that is neither."""
    found = []
    for item in items:
        try:
            found.append(ip_network(item))
        except ValueError as error:
            raise ValueError(f"{item!r} is no address and no network ({error})") from None
    return found


def inside(address: Address | None, known: Sequence[Network]) -> bool:
    """Whether the address belongs to one of the networks."""
    return address is not None and any(
        address.version == network.version and address in network for network in known
    )


def client(peer: str, forwarded_for: str, trusted: Sequence[Network]) -> str:
    """The address that asks, as text: the peer, or whom a chain of trusted proxies names.

    `forwarded_for`: the header X-Forwarded-For, to which each proxy appends whom it heard. It is read from
    its end for as long as the one who wrote the entry is trusted; what a reader wrote in front of it is
    never heeded.
    """
    found = parse(peer)
    if found is None:
        return peer
    for entry in reversed(forwarded_for.split(",")[-MOST_HOPS:]):
        if not inside(found, trusted):
            break
        named = parse(entry)
        if named is None:
            break
        found = named
    return str(found)


def reader(address: str) -> str:
    """What shares one budget: an IPv4 address, or the /64 of an IPv6 address; other text as it stands."""
    found = parse(address)
    if isinstance(found, IPv6Address):
        return str(IPv6Network((int(found) >> 64 << 64, IPV6_PREFIX)))
    return str(found) if found else address


def is_loopback(address: str) -> bool:
    """Whether the address is this machine's own."""
    found = parse(address)
    return found is not None and found.is_loopback
